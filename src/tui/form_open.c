/* What each verb asks, filled in with what the plan says now. */
#include "ops/rows.h"
#include "plan/query.h"
#include "tui/effects.h"
#include "tui/form.h"
#include "tui/request.h"
#include "tui/tick.h"

/* ---- rows ---- */

static struct form_row *add_argument(struct form *form, const struct verb_argument *argument, struct slice text)
{
    struct form_row *row = form_add_row(form, FORM_ARGUMENT, slice_of(argument->name), text);
    if (row != NULL) {
        row->completes = argument->kind;
        row->always = !argument->optional || (text.size > 0 && argument->kind != ARGUMENT_STATE);
        row->list = argument->repeated && argument->kind != ARGUMENT_FIELD;
    }
    return row;
}

static bool add_option(struct form *form, enum option option, struct slice text)
{
    const struct option_info *info = &option_infos[option];
    struct form_row *row =
        form_add_row(form, info->argument == NULL ? FORM_FLAG : FORM_OPTION, slice_of(info->name), text);
    if (row != NULL) {
        row->option = option;
        row->help = slice_of(info->help);
        row->list = info->repeated && option != OPTION_SET; /* of which each has a row */
    }
    return row != NULL;
}

/* The present value of what an option sets, where it sets one of a record's fields. */
static struct slice present_value(const struct verb *verb, enum option option, const struct record *record)
{
    const struct record *lane = record == NULL || record->kind == KIND_LANE ? record : record->lane;
    if (lane != NULL && option == OPTION_NOTE && verb != verb_find(slice_of("release"))) {
        return record_value(lane, ROLE_NOTES);
    }
    if (lane != NULL && option == OPTION_ASSIGN) {
        return record_value(lane, ROLE_ASSIGNMENT);
    }
    if (lane != NULL && option == OPTION_QUEUE) {
        return record_value(lane, ROLE_QUEUE);
    }
    if (record != NULL && record->kind == KIND_QUEUE && option == OPTION_PRIORITY) {
        return record_value(record, ROLE_PRIORITY);
    }
    if (record != NULL && record->kind == KIND_QUEUE && option == OPTION_DESCRIPTION) {
        return record_value(record, ROLE_DESCRIPTION);
    }
    return slice_of("");
}

static bool add_options(struct form *form, const struct record *record, bool one_lane)
{
    for (size_t option = 0; option < OPTION_COUNT; option++) {
        if (verb_takes(form->verb, (enum option)option) && !add_option(form, (enum option)option, present_value(form->verb, (enum option)option, record))) {
            return false;
        }
    }
    /* The lane that names it takes it: said, so that another can be typed over it. */
    if (verb_takes(form->verb, OPTION_LANE) && one_lane && record != NULL && record->lane != NULL) {
        for (size_t i = 0; i < form->count; i++) {
            struct form_row *row = &form->rows[i];
            if (row->kind == FORM_OPTION && row->option == OPTION_LANE) {
                row->always = true;
                return bytes_append(&row->text, record_name(record->lane));
            }
        }
    }
    return true;
}

/* ---- fields: of `set` those of the record, of `add` those of the last record of its kind ---- */

static bool add_setting(struct form *form, const struct plan_field *field, bool empty)
{
    bool other = field->role == ROLE_OTHER;
    struct slice name = arena_copy(&form->arena, other ? field->name : slice_of(role_name(field->role)));
    for (size_t i = 0; i < form->count; i++) {
        if (form->rows[i].kind == FORM_SETTING && slice_equal(form->rows[i].label, name)) {
            return true;
        }
    }
    struct form_row *row = form_add_row(form, FORM_SETTING, name, empty ? slice_of("") : field->value);
    if (row != NULL) {
        row->role = field->role;
        row->help = other || empty ? (struct slice){0} : arena_copy(&form->arena, field->name);
    }
    return row != NULL;
}

static bool add_settings(struct form *form, const struct record *record, bool empty)
{
    for (size_t p = 0; record != NULL && p < record->place_count; p++) {
        const struct plan_place *place = record->places[p];
        for (size_t f = 0; f < place->field_count; f++) {
            enum role role = place->fields[f].role;
            bool asked = role != ROLE_ID && role != ROLE_ALIAS && (!empty || role != ROLE_TITLE);
            if (asked && !add_setting(form, &place->fields[f], empty)) {
                return false;
            }
        }
    }
    return true;
}

static bool add_kind_settings(struct form *form, const struct plan *plan, enum kind kind)
{
    const struct records *records = &plan->records[kind];
    if (kind == KIND_TASK && plan->records[KIND_MILESTONE].count > 0) {
        struct form_row *row = form_add_row(form, FORM_SETTING, slice_of("milestone"), slice_of(""));
        if (row == NULL) {
            return false;
        }
        row->role = ROLE_MILESTONE;
    }
    return add_settings(form, records->count > 0 ? records->items[records->count - 1] : NULL, true);
}

/* ---- subjects ---- */

enum { MOST_SUBJECTS = TICKS };

struct subjects {
    const struct record *items[MOST_SUBJECTS];
    size_t count;
    const struct record *selected; /* whatever its kind */
};

static const struct record *as_task(const struct record *record)
{
    bool stands = record->kind == KIND_QUEUE || record->kind == KIND_CLAIM;
    return stands && record->task != NULL ? record->task : record;
}

/* What the verb is for: its first argument that names records. */
static enum argument_kind wanted_kind(const struct verb *verb)
{
    for (size_t i = 0; i < VERB_ARGUMENTS && verb->arguments[i].name != NULL; i++) {
        enum argument_kind kind = verb->arguments[i].kind;
        if (kind == ARGUMENT_TASK || kind == ARGUMENT_LANE || kind == ARGUMENT_BLOCKER || kind == ARGUMENT_RECORD) {
            return kind;
        }
    }
    return ARGUMENT_TEXT;
}

static bool is_wanted(const struct verb *verb, const struct record *record)
{
    switch (wanted_kind(verb)) {
    case ARGUMENT_TASK:
        /* A claim of what is no task of the plan can be given back all the same; so can an entry of the queue be done. */
        return record->kind == KIND_TASK || record->kind == KIND_QUEUE || record->kind == KIND_CLAIM;
    case ARGUMENT_LANE:
        return record->kind == KIND_LANE;
    case ARGUMENT_BLOCKER:
        return record->kind == KIND_BLOCKER;
    default:
        return true;
    }
}

static void find_subjects(const struct tui_state *state, const struct verb *verb, struct subjects *subjects)
{
    const struct record *ticked[MOST_SUBJECTS];
    size_t count = tick_list(&state->ticks, state->plan, ticked, MOST_SUBJECTS);
    const struct record *selected = state_selected(state);
    enum argument_kind wanted = wanted_kind(verb);
    subjects->count = 0;
    subjects->selected = selected;
    for (size_t i = 0; i < count; i++) {
        if (is_wanted(verb, ticked[i])) {
            subjects->items[subjects->count++] = ticked[i];
        }
    }
    if (subjects->count > 0) {
        return;
    }
    if (wanted == ARGUMENT_LANE) {
        selected = request_lane(state);
    } else if (selected != NULL && (wanted == ARGUMENT_TASK || verb == verb_find(slice_of("queue")))) {
        selected = as_task(selected);
    }
    if (selected != NULL && is_wanted(verb, selected)) {
        subjects->items[subjects->count++] = selected;
    }
}

/* How the command line would name it: with its kind where the name alone means another record. */
static bool append_name(const struct tui_state *state, const struct record *record, struct bytes *out)
{
    bool other = query_name(state->plan, KIND_COUNT, record_name(record), NULL) != record;
    bool plain = record->kind == KIND_TASK || record->kind == KIND_CLAIM || !other;
    return (plain || (bytes_append_text(out, kind_name(record->kind)) && bytes_append_byte(out, ':'))) &&
           bytes_append(out, record_name(record));
}

static bool append_names(const struct tui_state *state, const struct subjects *subjects, bool all, struct bytes *out)
{
    for (size_t i = 0; i < subjects->count && (i == 0 || all); i++) {
        struct bytes name = {0};
        bool good = append_name(state, subjects->items[i], &name) &&
                    (all ? form_append_item(out, bytes_slice(&name)) : bytes_append(out, bytes_slice(&name)));
        bytes_release(&name);
        if (!good) {
            return false;
        }
    }
    return !out->failed;
}

/* ---- opening ---- */

static const struct record *queue_entry(const struct tui_state *state, const struct record *task)
{
    const struct records *entries = &state->plan->records[KIND_QUEUE];
    for (size_t i = 0; task != NULL && i < entries->count; i++) {
        if (entries->items[i]->task == task || entries->items[i] == task) {
            return entries->items[i];
        }
    }
    return NULL;
}

static void begin(struct tui_state *state, const struct verb *verb)
{
    struct form *form = state->form;
    form_clear_rows(form, 0);
    arena_release(&form->arena);
    arena_release(&form->shown);
    arena_release(&form->drawn);
    arena_release(&form->candidates.arena);
    struct form kept = *form;
    *form = (struct form){.rows = kept.rows, .capacity = kept.capacity, .verb = verb};
    form->upper.items = kept.upper.items;
    form->upper.capacity = kept.upper.capacity;
    form->lower.items = kept.lower.items;
    form->aside.items = kept.aside.items;
    form->aside.capacity = kept.aside.capacity;
    form->lower.capacity = kept.lower.capacity;
    if (state->screen != SCREEN_PREVIEW) {
        state->before_preview = state->screen;
        state->screen = SCREEN_PREVIEW;
    }
}

static bool finish(struct tui_state *state, struct tui_effects *effects, struct error *error)
{
    struct form *form = state->form;
    form->asked = form->count;
    form->selected = 0;
    /* The first row that has to be filled in; a verb that asks for nothing is at its first row that may say more. */
    for (size_t i = form->count; i > 0; i--) {
        const struct form_row *row = &form->rows[i - 1];
        bool needed = (row->kind == FORM_OPTION && option_infos[row->option].needed) ||
                      (row->kind == FORM_ARGUMENT && row->always) ||
                      (row->kind == FORM_OPTION && row->option == OPTION_RESOLUTION);
        if (needed && row->text.size == 0) {
            form->selected = i - 1;
        }
    }
    if (form->selected == 0 && form->count > 1) {
        form->selected = 1;
    }
    form->stale = true;
    form_load(state);
    return form_run(state, effects, error);
}

static bool fill_rows(struct tui_state *state, const struct subjects *subjects)
{
    struct form *form = state->form;
    const struct verb *verb = form->verb;
    const struct record *first = subjects->count > 0 ? subjects->items[0] : NULL;
    bool good = true;
    for (size_t i = 0; i < VERB_ARGUMENTS && verb->arguments[i].name != NULL && good; i++) {
        const struct verb_argument *argument = &verb->arguments[i];
        struct bytes text = {0};
        if (argument->kind == ARGUMENT_FIELD) {
            continue;
        }
        if (argument->kind == ARGUMENT_ACTION) {
            good = bytes_append_text(&text, queue_entry(state, first) != NULL ? "set" : "add");
        } else if (argument->kind == ARGUMENT_KIND) {
            const struct record *selected = subjects->selected;
            enum kind kind = selected == NULL || selected->kind == KIND_CLAIM ? KIND_TASK : selected->kind;
            good = bytes_append_text(&text, kind_name(kind));
        } else if (argument->kind == ARGUMENT_STATE) {
            good = first == NULL || bytes_append(&text, first->status);
        } else if (argument->kind != ARGUMENT_TEXT) {
            good = append_names(state, subjects, argument->repeated || form->several, &text);
        }
        struct form_row *row = good ? add_argument(form, argument, bytes_slice(&text)) : NULL;
        bool names = argument->kind == ARGUMENT_TASK || argument->kind == ARGUMENT_LANE ||
                     argument->kind == ARGUMENT_BLOCKER || argument->kind == ARGUMENT_RECORD;
        good = row != NULL;
        if (good && form->several && names) {
            row->list = row->each = true;
        }
        bytes_release(&text);
    }
    bool queue = verb->arguments[0].kind == ARGUMENT_ACTION;
    bool one_lane = true;
    for (size_t i = 1; i < subjects->count; i++) {
        one_lane = one_lane && subjects->items[i]->lane == first->lane;
    }
    good = good && add_options(form, queue ? queue_entry(state, first) : first, one_lane);
    if (good && verb->arguments[0].kind == ARGUMENT_KIND) {
        enum kind kind = KIND_TASK;
        (void)kind_parse(bytes_slice(&form->rows[0].text), &kind);
        good = add_kind_settings(form, state->plan, kind);
    } else if (good && wanted_kind(verb) == ARGUMENT_RECORD) {
        good = add_settings(form, first, false);
    }
    return good;
}

bool form_open(struct tui_state *state, const char *name, struct tui_effects *effects, struct error *error)
{
    const struct verb *verb = verb_find(slice_of(name));
    struct subjects subjects;
    if (verb == NULL) {
        return error_set(error, ERROR_BUG, "there is no verb %s", name);
    }
    find_subjects(state, verb, &subjects);
    enum argument_kind wanted = wanted_kind(verb);
    if (subjects.count == 0 && wanted != ARGUMENT_TEXT && verb->arguments[0].kind != ARGUMENT_ACTION) {
        const char *what = wanted == ARGUMENT_TASK      ? "a task"
                           : wanted == ARGUMENT_LANE    ? "a lane, or a task that is in one"
                           : wanted == ARGUMENT_BLOCKER ? "a blocker"
                                                        : "a record";
        request_say(state, MESSAGE_NOTICE, "%s needs %s: select one first, or tick several with Space", name, what);
        return true;
    }
    begin(state, verb);
    state->form->several = subjects.count > 1 && !verb->arguments[0].repeated;
    if (!fill_rows(state, &subjects)) {
        form_close(state);
        return error_no_memory(error);
    }
    return finish(state, effects, error);
}

bool form_open_undo(struct tui_state *state, struct tui_effects *effects, struct error *error)
{
    begin(state, NULL);
    request_clear(state);
    return finish(state, effects, error);
}

/* ---- from a typed command ---- */

static bool fill_argument(struct form *form, size_t number, const struct tui_request *request)
{
    const struct verb_argument *argument = &form->verb->arguments[number];
    struct bytes text = {0};
    bool good = true;
    for (size_t i = number; good && i < request->argument_count && (i == number || argument->repeated); i++) {
        good = argument->repeated ? form_append_item(&text, request->arguments[i]) : bytes_append(&text, request->arguments[i]);
    }
    struct form_row *row = good ? add_argument(form, argument, bytes_slice(&text)) : NULL;
    bytes_release(&text);
    if (row == NULL) {
        return false;
    }
    row->always = row->always || request->argument_count > number;
    return true;
}

static bool fill_setting(struct form *form, struct slice written)
{
    size_t equals = slice_find(written, slice_of("="), 0);
    if (equals == SLICE_NONE) {
        equals = written.size;
    }
    struct form_row *row = form_add_row(form, FORM_SETTING, arena_copy(&form->arena, slice_part(written, 0, equals)),
                                        slice_part(written, equals + 1, written.size));
    if (row != NULL) {
        row->always = true;
    }
    return row != NULL;
}

static bool fill_option(struct form *form, enum option option, const struct tui_request *request)
{
    struct bytes text = {0};
    bool list = option_infos[option].repeated;
    struct slice first = request->options[option];
    bool good = first.data == NULL || (list ? form_append_item(&text, first) : bytes_append(&text, first));
    for (size_t i = 0; i < request->further_count && good; i++) {
        good = request->further[i].option != option || form_append_item(&text, request->further[i].value);
    }
    good = good && add_option(form, option, bytes_slice(&text));
    bytes_release(&text);
    if (good && request->options[option].data != NULL) {
        struct form_row *row = &form->rows[form->count - 1];
        row->always = true;
        row->on = row->kind == FORM_FLAG;
    }
    return good;
}

static bool fill_set(struct form *form, struct slice text)
{
    bool good = add_option(form, OPTION_SET, text);
    if (good) {
        form->rows[form->count - 1].always = true;
    }
    return good;
}

/* The options of every verb have a row where they were given; of those that would be silent here none. */
static bool fill_common(struct form *form, const struct tui_request *request)
{
    bool good = request->options[OPTION_SET].data == NULL || fill_set(form, request->options[OPTION_SET]);
    for (size_t i = 0; i < request->further_count && good; i++) {
        good = request->further[i].option != OPTION_SET || fill_set(form, request->further[i].value);
    }
    for (size_t i = OPTION_COUNT; i < OPTION_ALL && good; i++) {
        bool silent = i == OPTION_SET || i == OPTION_EDIT || i == OPTION_FORCE || i == OPTION_QUIET;
        good = silent || request->options[i].data == NULL || fill_option(form, (enum option)i, request);
    }
    form->worded = request->options[OPTION_EDIT].data != NULL;
    return good;
}

bool form_open_request(struct tui_state *state, struct tui_effects *effects, struct error *error)
{
    const struct tui_request *request = &state->request;
    begin(state, request->verb);
    struct form *form = state->form;
    bool good = true;
    form->force = request->force;
    size_t arguments = 0;
    while (arguments < VERB_ARGUMENTS && form->verb->arguments[arguments].name != NULL) {
        if (form->verb->arguments[arguments].kind == ARGUMENT_FIELD) {
            break;
        }
        good = good && fill_argument(form, arguments++, request);
    }
    bool fields = arguments < VERB_ARGUMENTS && form->verb->arguments[arguments].name != NULL;
    if (fields && request->argument_count == 3 && arguments == 1 &&
        slice_find(request->arguments[1], slice_of("="), 0) == SLICE_NONE) {
        /* set ID FIELD VALUE */
        struct form_row *row =
            form_add_row(form, FORM_SETTING, arena_copy(&form->arena, request->arguments[1]), request->arguments[2]);
        good = good && row != NULL;
        if (row != NULL) {
            row->always = true;
        }
    } else {
        for (size_t i = arguments; fields && good && i < request->argument_count; i++) {
            good = fill_setting(form, request->arguments[i]);
        }
    }
    for (size_t option = 0; option < OPTION_COUNT && good; option++) {
        good = !verb_takes(form->verb, (enum option)option) || fill_option(form, (enum option)option, request);
    }
    good = good && fill_common(form, request);
    if (!good) {
        form_close(state);
        return error_no_memory(error);
    }
    return finish(state, effects, error);
}

void form_close(struct tui_state *state)
{
    state->form->candidates.open = false;
    if (state->screen == SCREEN_PREVIEW) {
        state->screen = state->before_preview;
    }
    form_load(state);
}
