/* What the verb would do becomes rows: its values, the sentences that name its records, the parts of the diff. What the
 * person typed there stays, by what the row is about. */
#include "base/memory.h"
#include "plan/query.h"
#include "text/diff.h"
#include "tui/consequences.h"
#include "tui/describe.h"
#include "tui/form.h"
#include "tui/request.h"
#include "tui/update.h"

/* ---- the rows that were there before ---- */

struct older {
    struct form_row *rows;
    size_t count;
};

static bool same_subject(const struct form_row *a, const struct form_row *b)
{
    if (a->kind != b->kind || !slice_equal(a->path, b->path)) {
        return false;
    }
    switch (a->kind) {
    case FORM_CELL:
        return a->record == b->record && a->role == b->role && a->place == b->place && slice_equal_fold(a->id, b->id) &&
               slice_equal(a->field, b->field);
    case FORM_MENTION:
        return slice_equal(a->old, b->old) && a->number == b->number;
    default:
        return slice_equal(a->old, b->old) && slice_equal(a->new, b->new) && a->number == b->number;
    }
}

static struct form_row *find_older(const struct older *older, const struct form_row *row)
{
    for (size_t i = 0; i < older->count; i++) {
        if (same_subject(&older->rows[i], row)) {
            return &older->rows[i];
        }
    }
    return NULL;
}

static bool replace(struct bytes *bytes, struct slice text)
{
    bytes_clear(bytes);
    return bytes_append(bytes, text);
}

/* Takes over what the person typed, and what stood there when the row was shown first. */
static bool carry(const struct older *older, struct form_row *row, bool *outside)
{
    const struct form_row *before = find_older(older, row);
    if (before == NULL) {
        return replace(&row->before, row->old);
    }
    row->on = before->on;
    if (form_is_changed(before)) {
        /* The verb ran with it: what it would have proposed is what was proposed before. */
        if (!replace(&row->given, bytes_slice(&before->given)) || !replace(&row->text, bytes_slice(&before->text))) {
            return false;
        }
    }
    if (row->kind != FORM_CELL) {
        return true;
    }
    row->outside = !slice_equal(bytes_slice(&before->before), row->old);
    *outside = *outside || row->outside;
    return replace(&row->before, bytes_slice(&before->before));
}

/* ---- values ---- */

static size_t line_of(const struct plan *plan, const struct change_effect *effect)
{
    const struct record *record = query_id(plan, effect->kind, effect->id);
    for (size_t i = 0; record != NULL && i < record->place_count; i++) {
        const struct plan_place *place = record->places[i];
        if (slice_equal(slice_of(plan_path(plan, place->document)), effect->path) &&
            record_place_number(record, place) == effect->place) {
            for (size_t f = 0; f < place->field_count; f++) {
                if (place->fields[f].role == effect->role) {
                    return place->fields[f].line;
                }
            }
            return place->line;
        }
    }
    return 0;
}

static bool copy(struct arena *arena, struct slice *text)
{
    if (text->data != NULL) {
        *text = arena_copy(arena, *text);
        return text->data != NULL;
    }
    return true;
}

static bool add_cell(struct tui_state *state, const struct change_effect *effect, struct slice group,
                     const struct older *older, bool *outside)
{
    struct form *form = state->form;
    bool row_comes_or_goes = effect->role == ROLE_ID || effect->new.data == NULL;
    struct slice field = effect->role == ROLE_OTHER ? effect->field : slice_of(role_name(effect->role));
    const char *comes = effect->old.data == NULL ? "new" : "goes";
    struct slice label =
        effect->kind == KIND_PLAN ? arena_copy(&form->shown, field)
        : row_comes_or_goes && effect->role == ROLE_ID
            ? arena_format(&form->shown, "%s %.*s", kind_name(effect->kind), SLICE_PRINT(effect->id))
            : arena_format(&form->shown, "%s%s%.*s %.*s", effect->kind == KIND_TASK ? "" : kind_name(effect->kind),
                           effect->kind == KIND_TASK ? "" : " ", SLICE_PRINT(effect->id), SLICE_PRINT(field));
    struct slice text = row_comes_or_goes ? slice_of(comes) : effect->new;
    struct form_row *row = form_add_row(form, FORM_CELL, label, text);
    if (row == NULL) {
        return false;
    }
    row->fixed = row_comes_or_goes || form->verb == NULL;
    row->group = group;
    row->record = effect->kind;
    row->id = effect->id;
    row->path = effect->path;
    row->place = effect->place;
    row->role = effect->role;
    row->field = effect->field;
    row->line = line_of(state->plan, effect);
    row->old = effect->old;
    return copy(&form->shown, &row->group) && copy(&form->shown, &row->id) && copy(&form->shown, &row->path) && copy(&form->shown, &row->field) &&
           copy(&form->shown, &row->old) && carry(older, row, outside);
}

static bool add_mention(struct form *form, const struct change_mention *mention, const struct older *older)
{
    bool outside = false;
    struct slice label = arena_format(&form->shown, "%.*s:%zu", SLICE_PRINT(mention->path), mention->line);
    struct form_row *row = form_add_row(form, FORM_MENTION, label, mention->text);
    if (row == NULL) {
        return false;
    }
    row->fixed = form->verb == NULL;
    row->path = mention->path;
    row->line = mention->line;
    row->old = mention->text;
    for (const struct form_row *before = form->rows + form->asked; before < row; before++) {
        row->number += before->kind == FORM_MENTION && slice_equal(before->old, row->old) &&
                               slice_equal(before->path, row->path)
                           ? 1
                           : 0;
    }
    return copy(&form->shown, &row->path) && copy(&form->shown, &row->old) && carry(older, row, &outside);
}

/* A sentence that the person worded anew is no mention any more, and stays in the form all the same. */
static bool keep_mentions(struct form *form, const struct older *older)
{
    for (size_t i = 0; i < older->count; i++) {
        const struct form_row *before = &older->rows[i];
        if (before->kind != FORM_MENTION || !form_is_changed(before)) {
            continue;
        }
        bool shown = false;
        for (size_t k = form->asked; k < form->count && !shown; k++) {
            shown = same_subject(&form->rows[k], before);
        }
        const struct change_mention mention = {.path = before->path, .line = before->line, .text = before->old};
        if (!shown && !add_mention(form, &mention, older)) {
            return false;
        }
    }
    return true;
}

/* ---- parts of the diff ---- */

static bool add_parts(struct form *form, const struct change_file *file, const struct older *older, struct error *error)
{
    struct diff diff = {0};
    bool outside = false;
    bool good = diff_lines(file->before, file->after, &diff, error);
    for (size_t i = 0; good && i < diff.count; i++) {
        const struct diff_hunk *hunk = &diff.hunks[i];
        struct slice label = arena_format(&form->shown, "%.*s:%zu", SLICE_PRINT(file->path), hunk->old_start);
        struct form_row *row = form_add_row(form, FORM_PART, label, slice_of(""));
        good = row != NULL;
        if (good) {
            row->fixed = form->verb == NULL;
            row->path = file->path;
            row->line = hunk->old_start;
            row->old = change_lines_text(file->before, hunk->old_start, hunk->old_count);
            row->new = change_lines_text(file->after, hunk->new_start, hunk->new_count);
            row->number = change_part_number(file, &diff, i);
            /* The lines around it, to see where it stands. */
            size_t start = hunk->old_start > FORM_CONTEXT ? hunk->old_start - FORM_CONTEXT : 1;
            size_t end = hunk->old_start + hunk->old_count;
            row->above = change_lines_text(file->before, start, hunk->old_start - start);
            row->below = change_lines_text(file->before, end, end + FORM_CONTEXT <= source_line_count(file->before) + 1
                                                                  ? (size_t)FORM_CONTEXT
                                                                  : source_line_count(file->before) + 1 - end);
            good = copy(&form->shown, &row->path) && copy(&form->shown, &row->old) && copy(&form->shown, &row->new) &&
                   copy(&form->shown, &row->above) && copy(&form->shown, &row->below) && carry(older, row, &outside);
        }
        if (!good) {
            (void)error_no_memory(error);
        }
    }
    diff_release(&diff);
    return good;
}

/* ---- taking it in ---- */

/* Takes the rows that came from the verb out of the form. */
static bool set_aside(struct form *form, struct older *older)
{
    size_t count = form->count - form->asked;
    older->rows = memory_new(count + 1, sizeof *older->rows);
    older->count = 0;
    if (older->rows == NULL) {
        return false;
    }
    if (count > 0) {
        memcpy(older->rows, form->rows + form->asked, count * sizeof *older->rows);
    }
    older->count = count;
    form->count = form->asked;
    return true;
}

static void release_older(struct older *older)
{
    struct form form = {.rows = older->rows, .count = older->count};
    form_clear_rows(&form, 0);
    memory_free(older->rows);
}

/* The selection stays on its row, where that is still there. */
static void select_again(struct form *form, const struct older *older, size_t selected)
{
    if (selected < form->asked) {
        form->selected = selected;
        return;
    }
    const struct form_row *row = selected - form->asked < older->count ? &older->rows[selected - form->asked] : NULL;
    form->selected = form->count > 0 ? form->count - 1 : 0;
    form->selected = selected < form->selected ? selected : form->selected;
    for (size_t i = form->asked; row != NULL && i < form->count; i++) {
        if (same_subject(&form->rows[i], row)) {
            form->selected = i;
        }
    }
}

/* The number of the record that the effect is of, among several; behind the last: it is of none of them. */
static size_t group_of(const struct change *change, const struct change_effect *effect)
{
    size_t group = 0;
    while (group < change->subject_count && !slice_equal_fold(change->subjects[group], effect->id)) {
        group++;
    }
    return change->subject_count > 1 ? group : 0;
}

/* The values: with several records those of each together, in their order, then what belongs to none of them. */
static bool add_cells(struct tui_state *state, const struct change *change, const struct older *older, bool *outside)
{
    size_t groups = change->subject_count > 1 ? change->subject_count + 1 : 1;
    for (size_t group = 0; group < groups; group++) {
        struct slice name = groups == 1 || group + 1 == groups ? slice_of("") : change->subjects[group];
        for (size_t i = 0; i < change->effect_count; i++) {
            const struct change_effect *effect = &change->effects[i];
            bool nothing =
                (effect->old.data == NULL) == (effect->new.data == NULL) && slice_equal(effect->old, effect->new);
            if (!nothing && group_of(change, effect) == group && !add_cell(state, effect, name, older, outside)) {
                return false;
            }
        }
    }
    return true;
}

static bool add_rows(struct tui_state *state, const struct change *change, const struct older *older,
                     struct error *error)
{
    struct form *form = state->form;
    bool outside = false;
    bool good = add_cells(state, change, older, &outside) || error_no_memory(error);
    form->outside = form->outside || outside;
    for (size_t i = 0; i < change->mention_count && good; i++) {
        good = add_mention(form, &change->mentions[i], older) || error_no_memory(error);
    }
    good = good && (keep_mentions(form, older) || error_no_memory(error));
    form->parts = form->count;
    for (size_t i = 0; i < change->file_count && good; i++) {
        good = add_parts(form, &change->files[i], older, error);
    }
    form->parts = form->count - form->parts;
    return good;
}

/* The first time, what is proposed as evidence stands in its row, where the person said nothing else. */
static bool propose_evidence(struct form *form)
{
    bool good = true;
    for (size_t i = 0; i < form->asked && good && !form->proposed; i++) {
        struct form_row *row = &form->rows[i];
        if (row->kind != FORM_OPTION || row->option != OPTION_EVIDENCE || row->text.size > 0) {
            continue;
        }
        for (size_t k = 0; k < form->proposed_count && k < form->evidence_count && good; k++) {
            good = form_append_item(&row->text, form->evidence[k]);
            row->always = true;
            form->stale = true;
        }
    }
    form->proposed = true;
    return good;
}

static bool copy_evidence(struct form *form, const struct tui_event *event)
{
    form->evidence_count = 0;
    form->evidence = arena_new(&form->shown, event->evidence_count + 1, sizeof *form->evidence);
    for (size_t i = 0; form->evidence != NULL && i < event->evidence_count; i++) {
        form->evidence[form->evidence_count] = arena_copy(&form->shown, event->evidence[i]);
        form->evidence_count += form->evidence[form->evidence_count].data != NULL ? 1 : 0;
    }
    form->proposed_count = event->proposed_count;
    return form->evidence != NULL && propose_evidence(form);
}

static void drop_trouble(struct form *form)
{
    /* It stands before the person's own rows. */
    if (form->asked > 0 && form->rows[0].kind == FORM_TROUBLE) {
        struct form_row row = form->rows[0];
        struct form single = {.rows = &row, .count = 1};
        memmove(form->rows, form->rows + 1, (form->count - 1) * sizeof *form->rows);
        form->count--;
        form->asked--;
        form->selected -= form->selected > 0 ? 1 : 0;
        form_clear_rows(&single, 0);
    }
    form->ruled = form->forcible = false;
    form->opens = (struct slice){0};
}

/* Who asked to word what is proposed is at the first value. */
static void select_worded(struct form *form)
{
    for (size_t i = form->asked; i < form->count && form->worded; i++) {
        if (form->rows[i].kind == FORM_CELL && !form->rows[i].fixed) {
            form->selected = i;
            form->worded = false;
        }
    }
    form->worded = false;
}

bool form_take_preview(struct tui_state *state, const struct tui_event *event, struct error *error)
{
    struct form *form = state->form;
    struct older older;
    size_t selected;
    struct arena shown = form->shown; /* the older rows live in it until theirs are made */
    drop_trouble(form);
    selected = form->selected;
    if (!set_aside(form, &older)) {
        return error_no_memory(error);
    }
    arena_init(&form->shown);
    form->facts = NULL;
    form->fact_count = form->fact_capacity = 0;
    form->stale = false;
    form->files = event->change->file_count;
    form->summary = arena_copy(&form->shown, event->change->summary);
    form->digest = event->partial != NULL || form->files > 0 ? event->digest : 0;
    bool good = (form->summary.data != NULL && copy_evidence(form, event)) || error_no_memory(error);
    good = good && add_rows(state, event->change, &older, error) &&
           consequences_collect(state, event, error);
    select_again(form, &older, selected);
    select_worded(form);
    release_older(&older);
    arena_release(&shown);
    state->request.undo_id = event->undone;
    memcpy(state->request.now, event->moment.now, sizeof state->request.now);
    memcpy(state->request.day, event->day, sizeof state->request.day);
    form_load(state);
    return good;
}

/* What has to change for the verb to be allowed is the record that the message says it waits for. */
static bool add_trouble(struct tui_state *state, const struct error *failure)
{
    struct form *form = state->form;
    struct bytes text = {0};
    form->unfinished = failure->code == ERROR_USAGE;
    form->ruled = failure->code == ERROR_REFUSED;
    form->forcible = !form->force && consequences_is_forcible(failure);
    if (failure->code == ERROR_REFUSED) {
        bytes_append_format(&text, "refused by %s: ", failure->rule);
    }
    bytes_append_text(&text, failure->message);
    if (failure->file[0] != '\0' && failure->line > 0) {
        bytes_append_format(&text, " (%s:%zu)", failure->file, failure->line);
    }
    form->opens = consequences_remedy(state, failure);
    struct slice keys = failure->candidates[0] != '\0' ? slice_of("Tab lists what there is")
                                                       : consequences_remedy_keys(state, failure);
    if (keys.size > 0) {
        bytes_append_text(&text, "\n");
        bytes_append(&text, keys);
    }
    struct form_row *row = text.failed ? NULL : form_add_row(form, FORM_TROUBLE, slice_of(""), bytes_slice(&text));
    bytes_release(&text);
    if (row == NULL) {
        return false;
    }
    struct form_row kept = *row;
    memmove(form->rows + 1, form->rows, (form->count - 1) * sizeof *form->rows);
    form->rows[0] = kept;
    form->asked++;
    return true;
}

/* The rows become those of what it would be in spite of the rule. */
static bool show_refused(struct tui_state *state, const struct change *change, struct error *error)
{
    struct form *form = state->form;
    struct arena shown = form->shown;
    struct older older;
    if (!set_aside(form, &older)) {
        return error_no_memory(error);
    }
    arena_init(&form->shown);
    form->summary = arena_copy(&form->shown, slice_of(""));
    form->files = change->file_count;
    bool good = add_rows(state, change, &older, error);
    form->selected = form->selected < form->count ? form->selected : 0;
    release_older(&older);
    arena_release(&shown);
    return good;
}

bool form_take_failure(struct tui_state *state, const struct tui_event *event, struct error *error)
{
    struct form *form = state->form;
    const struct error *failure = event->error;
    bool had = form->asked > 0 && form->rows[0].kind == FORM_TROUBLE;
    drop_trouble(form);
    size_t selected = form->selected;
    form->stale = false;
    form->digest = 0;
    if (event->change != NULL && !show_refused(state, event->change, error)) {
        return false;
    }
    /* What was typed below is kept for when it is allowed again; of the diff nothing is to be chosen. */
    for (size_t i = form->asked; i < form->count; i++) {
        form->rows[i].fixed = form->rows[i].fixed || form->rows[i].kind == FORM_PART;
    }
    form->facts = NULL;
    form->fact_count = form->fact_capacity = 0;
    if (!copy_evidence(form, event) || !add_trouble(state, failure)) {
        return error_no_memory(error);
    }
    form->selected = selected + 1 < form->count ? selected + 1 : 0;
    /* A refusal is where the eyes are: its keys can be pressed at once. */
    if (!had && failure->code == ERROR_REFUSED) {
        form->selected = 0;
    }
    form_load(state);
    return failure->code != ERROR_REFUSED || consequences_collect(state, event, error);
}
