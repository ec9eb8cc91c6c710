/* A board without a terminal: the plan of tests/screens/plan in memory, keys in, text out. Requests of the board are
 * carried out in memory. */
#ifndef WORKBOARD_TEST_TUI_FIXTURE_H
#define WORKBOARD_TEST_TUI_FIXTURE_H

#include "plan/compare.h"
#include "tui/consequences.h"
#include "tui/request_list.h"
#include "tui/update.h"
#include "tui/view.h"

#include "test_cmocka.h"

#include <stdlib.h>

struct tui_fixture {
    struct profile *profile;
    struct plan *plan;
    struct tui_state *state;
    struct cells cells;
    struct bytes text;
    struct tui_moment moment;
    enum effect effects[64]; /* all that were asked for */
    size_t effect_count;
    const char *evidence; /* what is found on disk; NULL: nothing */
    const char *swaps;    /* what editors left; NULL: nothing */
    struct change last;   /* what was written last, and not taken back yet; no files: nothing */
    size_t taken_back;    /* how often something was */
    bool sample;          /* questions to disk and git are answered as of the plan of tests/screens/plan, else by nothing */
    bool silent;          /* they are not answered: the test does that */
    const char *packet;   /* of somebody, that is looked at */
};

static inline void tui_fixture_path(char *path, size_t size, const char *name)
{
    const char *source = getenv("WORKBOARD_SOURCE");
    (void)snprintf(path, size, "%s/tests/screens/%s", source == NULL || source[0] == '\0' ? "." : source, name);
}

static inline bool tui_fixture_read(const char *name, struct bytes *out)
{
    char path[1024];
    char block[4096];
    size_t size;
    tui_fixture_path(path, sizeof path, name);
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return false;
    }
    while ((size = fread(block, 1, sizeof block, file)) > 0) {
        bytes_append(out, slice_make(block, size));
    }
    (void)fclose(file);
    return !out->failed;
}

/* Whether a file of tests/screens holds this; WORKBOARD_BLESS=1 writes it so. */
static inline bool tui_fixture_golden(const char *name, const struct bytes *got)
{
    struct bytes wanted = {0};
    if (getenv("WORKBOARD_BLESS") != NULL) {
        char path[1024];
        tui_fixture_path(path, sizeof path, name);
        FILE *file = fopen(path, "wb");
        assert_non_null(file);
        assert_int_equal(fwrite(got->data, 1, got->size, file), got->size);
        assert_int_equal(fclose(file), 0);
    }
    bool right = tui_fixture_read(name, &wanted) && slice_equal(bytes_slice(&wanted), bytes_slice(got));
    if (!right) {
        print_error("tests/screens/%s is not what is drawn:\n%.*s", name, (int)got->size, got->data);
    }
    bytes_release(&wanted);
    return right;
}

static inline struct plan *tui_fixture_plan(const struct profile *profile, const char *const *names,
                                            const struct slice *texts, size_t count)
{
    struct document *documents[8];
    struct error error = {0};
    assert_true(count <= 8);
    for (size_t i = 0; i < count; i++) {
        struct source *source = source_copy(names[i], texts[i], &error);
        assert_done(source != NULL, error);
        documents[i] = document_new(names[i], source, &error);
        assert_done(documents[i] != NULL, error);
    }
    struct plan *plan = plan_new(profile, slice_of("/home/vera/rails/docs/execution-plan"), documents, count, &error);
    assert_done(plan != NULL, error);
    for (size_t i = 0; i < count; i++) {
        document_release(documents[i]);
    }
    return plan;
}

static inline void tui_send(struct tui_fixture *fixture, struct tui_event event);

static inline void tui_resize(struct tui_fixture *fixture, size_t columns, size_t rows)
{
    tui_send(fixture, (struct tui_event){.kind = EVENT_RESIZE, .rows = rows, .columns = columns});
}

/* A board of these documents, read as a profile says. */
static inline struct tui_fixture tui_open_profile(const char *profile, const char *const *names,
                                                  const struct slice *texts, size_t count, size_t columns, size_t rows,
                                                  bool ascii)
{
    struct tui_fixture fixture = {.moment = {1000, "14:03:22", "2026-04-01T14:03Z"}};
    struct error error = {0};
    size_t number = 0;
    while (strcmp(profile_builtins[number].name, profile) != 0) {
        number++;
    }
    fixture.profile = profile_load(profile, slice_of(profile_builtins[number].text), &error);
    assert_done(fixture.profile != NULL, error);
    fixture.plan = tui_fixture_plan(fixture.profile, names, texts, count);
    fixture.state = tui_state_new(utf8_width_fixed, ascii, &error);
    assert_done(fixture.state != NULL, error);
    fixture.state->live = true;
    cells_init(&fixture.cells, utf8_width_fixed, ascii);
    tui_resize(&fixture, columns, rows);
    tui_send(&fixture, (struct tui_event){.kind = EVENT_PLAN, .plan = fixture.plan});
    return fixture;
}

/* A board of documents in the usual profile. */
static inline struct tui_fixture tui_open_texts(const char *const *names, const struct slice *texts, size_t count,
                                                size_t columns, size_t rows, bool ascii)
{
    return tui_open_profile("execution-plan", names, texts, count, columns, rows, ascii);
}

enum { TUI_DOCUMENTS = 3, TUI_WHOLE = 6 };

/* The board of the first documents of tests/screens/plan and, where the name is there too, of tests/screens/whole. */
static inline struct tui_fixture tui_open_count(size_t count, size_t columns, size_t rows, bool ascii)
{
    static const char *const names[TUI_WHOLE] = {"TASK-REGISTRY.md", "WORKBOARD.md",         "STATUS.md",
                                                 "DECISIONS.md",     "VALIDATION-MATRIX.md", "milestones/M1.md"};
    struct bytes bytes[TUI_WHOLE] = {0};
    struct slice texts[TUI_WHOLE] = {0};
    for (size_t i = 0; i < count; i++) {
        char plan[256];
        char whole[256];
        (void)snprintf(plan, sizeof plan, "plan/%s", names[i]);
        (void)snprintf(whole, sizeof whole, "whole/%s", names[i]);
        bool there = tui_fixture_read(plan, &bytes[i]);
        there = (count == TUI_WHOLE && tui_fixture_read(whole, &bytes[i])) || there;
        assert_true(there);
        texts[i] = bytes_slice(&bytes[i]);
    }
    struct tui_fixture fixture = tui_open_texts(names, texts, count, columns, rows, ascii);
    fixture.sample = true;
    for (size_t i = 0; i < count; i++) {
        bytes_release(&bytes[i]);
    }
    return fixture;
}

static inline struct tui_fixture tui_open(size_t columns, size_t rows, bool ascii)
{
    return tui_open_count(TUI_DOCUMENTS, columns, rows, ascii);
}

/* The same with everything that a plan can have: decisions, gates, cards, findings, consumers. */
static inline struct tui_fixture tui_open_whole(size_t columns, size_t rows, bool ascii)
{
    return tui_open_count(TUI_WHOLE, columns, rows, ascii);
}

static inline void tui_close(struct tui_fixture *fixture)
{
    tui_state_free(fixture->state);
    cells_release(&fixture->cells);
    bytes_release(&fixture->text);
    change_release(&fixture->last);
    plan_free(fixture->plan);
    profile_free(fixture->profile);
}

/* The plan becomes `plan`, changed by another hand but for what `own` says. */
static inline void tui_new_plan(struct tui_fixture *fixture, struct plan *plan, const struct change *own)
{
    struct comparison comparison = {0};
    struct error error = {0};
    struct plan *before = fixture->plan;
    assert_done(compare_plans(before, plan, &comparison, &error), error);
    fixture->plan = plan;
    /* The one before must not be used from here on. */
    plan_free(before);
    tui_send(fixture,
             (struct tui_event){.kind = EVENT_PLAN, .plan = plan, .comparison = &comparison, .change = own});
    comparison_release(&comparison);
}

static inline size_t tui_document(const struct plan *plan, struct slice path)
{
    size_t number = 0;
    while (number < plan->document_count && !slice_equal(slice_of(plan_path(plan, number)), path)) {
        number++;
    }
    assert_true(number < plan->document_count);
    return number;
}

/* Another hand replaces the first `old` of a document. */
static inline void tui_other_hand(struct tui_fixture *fixture, const char *path, const char *old, const char *new)
{
    size_t number = tui_document(fixture->plan, slice_of(path));
    struct slice text = source_bytes(fixture->plan->documents[number]->source);
    size_t at = slice_find(text, slice_of(old), 0);
    struct bytes bytes = {0};
    struct error error = {0};
    assert_true(at != SLICE_NONE);
    bytes_append(&bytes, slice_part(text, 0, at));
    bytes_append_text(&bytes, new);
    bytes_append(&bytes, slice_part(text, at + strlen(old), text.size));
    struct plan *plan = plan_with(fixture->plan, number, &bytes, &error);
    assert_done(plan != NULL, error);
    tui_new_plan(fixture, plan, NULL);
}

/* Runs the state's request in memory, as the board does on the disk. */
static inline bool tui_run_request(const struct tui_fixture *fixture, const struct adjustments *adjustments,
                                   struct change *change, struct error *failure)
{
    const struct tui_request *wanted = &fixture->state->request;
    const struct slice as = wanted->options[OPTION_AS];
    const struct request base = {
        .who = as.size > 0 ? as : slice_of("ana@desk"),
        .who_is_given = as.size > 0,
        .day = slice_of("2026-04-01"),
        .now = slice_of("2026-04-01T14:03Z"),
        .force = wanted->force,
    };
    struct request_list list;
    struct arena arena;
    arena_init(&arena);
    bool good = request_list_make(wanted, &base, adjustments, &arena, &list, failure);
    if (good) {
        const struct apply apply = {.plan = fixture->plan,
                                    .requests = list.items,
                                    .count = list.count,
                                    .adjustments = request_list_whole(&list)};
        good = apply_run(&apply, change, failure);
    }
    arena_release(&arena);
    return good;
}

/* What takes the last change back, as long as the documents are still as it left them. */
static inline bool tui_take_back(const struct tui_fixture *fixture, const struct adjustments *adjustments,
                                 struct change *change, struct error *failure)
{
    const struct change *last = &fixture->last;
    if (last->file_count == 0) {
        return error_set(failure, ERROR_NOT_FOUND, "there is no change to take back");
    }
    change->files = arena_new(&change->arena, last->file_count, sizeof *change->files);
    change->summary = slice_of("undo the last change");
    assert_non_null(change->files);
    for (size_t i = 0; i < last->file_count; i++) {
        const struct change_file *file = &last->files[i];
        struct source *now = fixture->plan->documents[tui_document(fixture->plan, file->path)]->source;
        if (!slice_equal(source_bytes(now), source_bytes(file->after))) {
            return error_set(failure, ERROR_CONFLICT, "the documents are not as the change left them");
        }
        change->files[change->file_count++] =
            (struct change_file){.path = file->path, .before = source_share(now), .after = source_share(file->before)};
    }
    return request_check_confirmed(adjustments, change, failure);
}

/* Keeps what was written, to take it back. */
static inline void tui_remember(struct tui_fixture *fixture, const struct change *change)
{
    change_release(&fixture->last);
    change_init(&fixture->last);
    fixture->last.files = arena_new(&fixture->last.arena, change->file_count, sizeof *fixture->last.files);
    assert_non_null(fixture->last.files);
    for (size_t i = 0; i < change->file_count; i++) {
        const struct change_file *file = &change->files[i];
        /* Paths are those of the plan's documents; ended by a NUL. */
        char *path = arena_new(&fixture->last.arena, file->path.size + 1, 1);
        assert_non_null(path);
        memcpy(path, file->path.data, file->path.size);
        fixture->last.files[fixture->last.file_count++] =
            (struct change_file){.path = slice_make(path, file->path.size),
                                 .before = source_share(file->before),
                                 .after = source_share(file->after)};
    }
}

static inline bool tui_run_or_take_back(const struct tui_fixture *fixture, const struct adjustments *adjustments,
                                        struct change *change, struct error *failure)
{
    return fixture->state->request.verb == NULL ? tui_take_back(fixture, adjustments, change, failure)
                                                : tui_run_request(fixture, adjustments, change, failure);
}

static inline void tui_carry_out(struct tui_fixture *fixture, bool write)
{
    const struct tui_request *wanted = &fixture->state->request;
    struct error failure = {0};
    struct change change;
    const struct slice evidence = slice_of(fixture->evidence);
    struct adjustments adjustments = wanted->adjustments;
    struct tui_event event = {.kind = EVENT_PREVIEW, .change = &change, .swaps = slice_of(fixture->swaps)};
    struct change partial;
    if (evidence.size > 0) {
        event.evidence = &evidence;
        event.evidence_count = event.proposed_count = 1;
    }
    memcpy(event.day, "2026-04-01", sizeof "2026-04-01");
    assert_true(wanted->verb != NULL || wanted->undo);
    bool undo = wanted->verb == NULL;
    change_init(&change);
    change_init(&partial);
    adjustments.left_count = write ? adjustments.left_count : 0;
    adjustments.confirmed = write ? adjustments.confirmed : 0;
    bool good = tui_run_or_take_back(fixture, &adjustments, &change, &failure);
    if (good && !write && wanted->adjustments.left_count > 0) {
        adjustments.left_count = wanted->adjustments.left_count;
        good = tui_run_or_take_back(fixture, &adjustments, &partial, &failure);
        event.partial = &partial;
    }
    if (good && !write && (event.partial == NULL ? &change : &partial)->file_count > 0) {
        assert_true(change_digest(event.partial == NULL ? &change : &partial, &event.digest, &failure));
    }
    if (!good && !undo && !write && !wanted->force && consequences_is_forcible(&failure)) {
        struct error ignored = {0};
        adjustments.left_count = 0;
        change_release(&change);
        change_init(&change);
        fixture->state->request.force = true;
        event.change = tui_run_request(fixture, &adjustments, &change, &ignored) ? &change : NULL;
        fixture->state->request.force = false;
    } else if (!good) {
        event.change = NULL;
    }
    if (!good) {
        event.partial = NULL;
        event.kind = EVENT_FAILED;
        event.error = &failure;
        event.of_request = true;
        tui_send(fixture, event);
    } else if (!write) {
        tui_send(fixture, event);
    } else {
        struct plan *plan = NULL;
        for (size_t i = 0; i < change.file_count; i++) {
            struct bytes bytes = {0};
            struct plan *before = plan == NULL ? fixture->plan : plan;
            bytes_append(&bytes, source_bytes(change.files[i].after));
            plan = plan_with(before, tui_document(before, change.files[i].path), &bytes, &failure);
            assert_done(plan != NULL, failure);
            if (before != fixture->plan) {
                plan_free(before);
            }
        }
        if (!undo) {
            tui_remember(fixture, &change);
        }
        if (plan != NULL) {
            tui_new_plan(fixture, plan, &change);
        }
        tui_send(fixture, (struct tui_event){.kind = EVENT_WRITTEN, .change = &change});
    }
    change_release(&change);
    change_release(&partial);
    /* What takes a change back speaks with its words until here. */
    if (good && write && undo) {
        change_release(&fixture->last);
        change_init(&fixture->last);
        fixture->taken_back++;
    }
}

#include "test_tui_answers.h"

static inline void tui_send(struct tui_fixture *fixture, struct tui_event event)
{
    struct tui_effects effects;
    struct error error = {0};
    event.moment = fixture->moment;
    assert_done(tui_update(fixture->state, &event, &effects, &error), error);
    for (size_t i = 0; i < effects.count; i++) {
        if (fixture->effect_count < 64) {
            fixture->effects[fixture->effect_count++] = effects.items[i];
        }
        if (!fixture->silent) {
            tui_answer(fixture, effects.items[i]);
        }
        if (effects.items[i] == EFFECT_PREVIEW || effects.items[i] == EFFECT_WRITE) {
            tui_carry_out(fixture, effects.items[i] == EFFECT_WRITE);
        }
    }
}

static inline unsigned long tui_key_of(struct slice name)
{
    char written[BINDINGS_NAME];
    if (name.size > 2 && slice_starts(name, slice_of("M-"))) {
        return TUI_META | tui_key_of(slice_part(name, 2, name.size));
    }
    for (unsigned long key = TUI_KEY_UP; key <= TUI_KEY_DELETE; key++) {
        if (slice_equal(name, slice_of(bindings_key_name(key, written)))) {
            return key;
        }
    }
    if (slice_equal(name, slice_of("Space"))) {
        return ' ';
    }
    size_t at = 0;
    unsigned long key = utf8_decode(name, &at);
    return key == '^' && name.size == 2 ? TUI_CONTROL(name.data[1]) : key;
}

/* Presses keys, named as in the help and separated by blanks: "3 j Enter". */
static inline void tui_press(struct tui_fixture *fixture, const char *keys)
{
    struct slice rest = slice_of(keys);
    struct slice name;
    while (slice_next(&rest, ' ', &name)) {
        if (name.size > 0) {
            tui_send(fixture, (struct tui_event){.kind = EVENT_KEY, .key = tui_key_of(name)});
        }
    }
}

/* Types the letters of a text. */
static inline void tui_type(struct tui_fixture *fixture, const char *text)
{
    for (size_t at = 0; at < strlen(text);) {
        unsigned long key = utf8_decode(slice_of(text), &at);
        tui_send(fixture, (struct tui_event){.kind = EVENT_KEY, .key = key});
    }
}

/* Time goes on. */
static inline void tui_wait(struct tui_fixture *fixture, long long milliseconds)
{
    fixture->moment.milliseconds += milliseconds;
    tui_send(fixture, (struct tui_event){.kind = EVENT_TICK});
}

/* What the screen shows, ended by a NUL; valid until the next call. */
static inline const char *tui_screen(struct tui_fixture *fixture)
{
    struct error error = {0};
    assert_done(view_draw(fixture->state, &fixture->cells, &error), error);
    bytes_clear(&fixture->text);
    assert_true(cells_append_text(&fixture->cells, &fixture->text));
    return fixture->text.data;
}

static inline bool tui_shows(struct tui_fixture *fixture, const char *text)
{
    return strstr(tui_screen(fixture), text) != NULL;
}

static inline size_t tui_asked(const struct tui_fixture *fixture, enum effect effect)
{
    size_t count = 0;
    for (size_t i = 0; i < fixture->effect_count; i++) {
        count += fixture->effects[i] == effect ? 1 : 0;
    }
    return count;
}

/* The name of the record that is selected. */
static inline struct slice tui_selected(const struct tui_fixture *fixture)
{
    const struct record *record = state_selected(fixture->state);
    return record == NULL ? slice_of("") : record_name(record);
}

#endif
