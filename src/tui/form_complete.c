/* What Tab offers: names of records, words of states, values that the plan has already. */
#include "tui/form.h"
#include "tui/request.h"
#include "tui/tick.h"

static void offer(struct form_candidates *candidates, struct slice typed, struct slice text)
{
    if (candidates->count == FORM_CANDIDATES || text.size == 0 || slice_find(text, slice_of("\n"), 0) != SLICE_NONE) {
        return;
    }
    bool fits = slice_starts_fold(text, typed);
    for (size_t at = 1; candidates->within > OFFER_BEGINNINGS && at + typed.size <= text.size && !fits; at++) {
        bool word = text.data[at - 1] == ' ' || text.data[at - 1] == '-' || text.data[at - 1] == '`';
        fits = (word || candidates->within == OFFER_PARTS) && slice_starts_fold(slice_part(text, at, text.size), typed);
    }
    for (size_t i = 0; i < candidates->count && fits; i++) {
        fits = !slice_equal_fold(candidates->items[i], text);
    }
    if (fits) {
        struct slice kept = arena_copy(&candidates->arena, text);
        candidates->items[candidates->count] = kept;
        candidates->count += kept.data != NULL ? 1 : 0;
    }
}

static void offer_records(const struct tui_state *state, enum kind kind, bool open, struct slice typed)
{
    const struct records *records = &state->plan->records[kind];
    for (size_t i = 0; i < records->count; i++) {
        if (!open || !state_is_closed(records->items[i]->state)) {
            offer(&state->form->candidates, typed, record_name(records->items[i]));
        }
    }
}

static void offer_words(const struct tui_state *state, const struct status_words *words, struct slice typed)
{
    for (size_t i = 0; i < words->count; i++) {
        offer(&state->form->candidates, typed, words->items[i].word);
    }
}

/* The words of the places where the record has a status come before those of the profile. */
static void offer_states(const struct tui_state *state, enum kind kind, struct slice typed)
{
    const struct plan *plan = state->plan;
    for (size_t i = 0; i < plan->records[kind].count && i < 1; i++) {
        const struct record *record = plan->records[kind].items[i];
        for (size_t p = 0; p < record->place_count; p++) {
            if (place_field(record->places[p], ROLE_STATUS) != NULL) {
                offer_words(state, &record->places[p]->rule->words, typed);
            }
        }
    }
    offer_words(state, &plan->profile->words, typed);
    for (enum state word = STATE_TODO; word < STATE_COUNT; word++) {
        offer(&state->form->candidates, typed, slice_of(state_name(word)));
    }
}

/* What other records of the kind say in the role. */
static void offer_values(const struct tui_state *state, enum kind kind, enum role role, struct slice field,
                         struct slice typed)
{
    const struct records *records = &state->plan->records[kind];
    for (size_t i = 0; i < records->count; i++) {
        const struct record *record = records->items[i];
        for (size_t p = 0; p < record->place_count; p++) {
            for (size_t f = 0; f < record->places[p]->field_count; f++) {
                const struct plan_field *candidate = &record->places[p]->fields[f];
                if (candidate->role == role && (role != ROLE_OTHER || slice_equal_fold(candidate->name, field))) {
                    offer(&state->form->candidates, typed, candidate->value);
                }
            }
        }
    }
}

static void offer_role(const struct tui_state *state, const struct form_row *row, enum kind kind, struct slice typed)
{
    switch (row->role) {
    case ROLE_STATUS:
        offer_states(state, kind, typed);
        return;
    case ROLE_LANE:
        offer_records(state, KIND_LANE, false, typed);
        return;
    case ROLE_MILESTONE:
        offer_records(state, KIND_MILESTONE, true, typed);
        return;
    case ROLE_TASK:
    case ROLE_DEPENDS_ON:
    case ROLE_BLOCKS:
        offer_records(state, KIND_TASK, false, typed);
        return;
    case ROLE_GATES:
        offer_records(state, KIND_GATE, false, typed);
        return;
    default:
        offer_values(state, kind, row->role, row->kind == FORM_SETTING ? row->label : row->field, typed);
    }
}

/* The kind of record that `set` and `add` are about. */
static enum kind subject_kind(const struct tui_state *state)
{
    const struct form *form = state->form;
    struct slice first = form->asked > 0 ? bytes_slice(&form->rows[0].text) : slice_of("");
    enum kind kind = KIND_TASK;
    size_t colon = slice_find(first, slice_of(":"), 0);
    if (kind_parse(slice_part(first, 0, colon == SLICE_NONE ? first.size : colon), &kind)) {
        return kind;
    }
    const struct record *record = state_selected(state);
    for (size_t i = 0; i < KIND_COUNT; i++) {
        for (size_t k = 0; k < state->plan->records[i].count; k++) {
            if (slice_equal_fold(record_name(state->plan->records[i].items[k]), first)) {
                return (enum kind)i;
            }
        }
    }
    return record == NULL ? KIND_TASK : record->kind;
}

static void offer_option(const struct tui_state *state, const struct form_row *row, struct slice typed)
{
    switch (row->option) {
    case OPTION_BY:
        offer_records(state, KIND_RESOLUTION, false, typed);
        break;
    case OPTION_PRIORITY:
        offer_values(state, KIND_QUEUE, ROLE_PRIORITY, slice_of(""), typed);
        break;
    case OPTION_NOTE:
        offer_values(state, KIND_LANE, ROLE_NOTES, slice_of(""), typed);
        break;
    case OPTION_EVIDENCE:
        for (size_t i = 0; i < state->form->evidence_count; i++) {
            offer(&state->form->candidates, typed, state->form->evidence[i]);
        }
        break;
    default:
        break;
    }
}

static void offer_all(const struct tui_state *state, const struct form_row *row, struct slice typed)
{
    static const char *const actions[] = {"add", "remove", "up", "down", "top", "set"};
    bool opens = state->form->verb != verb_find(slice_of("release"));
    switch (row->completes) {
    case ARGUMENT_TASK:
        offer_records(state, KIND_TASK, opens, typed);
        break;
    case ARGUMENT_LANE:
        offer_records(state, KIND_LANE, false, typed);
        break;
    case ARGUMENT_BLOCKER:
        offer_records(state, KIND_BLOCKER, true, typed);
        break;
    case ARGUMENT_STATE:
        offer_states(state, KIND_LANE, typed);
        break;
    case ARGUMENT_RECORD:
        for (size_t kind = 0; kind < KIND_PLAN; kind++) {
            offer_records(state, (enum kind)kind, false, typed);
        }
        break;
    case ARGUMENT_KIND:
        for (size_t kind = 0; kind < KIND_PLAN; kind++) {
            if (kind != KIND_CLAIM && profile_has_kind(state->plan->profile, (enum kind)kind)) {
                offer(&state->form->candidates, typed, slice_of(kind_name((enum kind)kind)));
            }
        }
        break;
    case ARGUMENT_ACTION:
        for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++) {
            offer(&state->form->candidates, typed, slice_of(actions[i]));
        }
        break;
    case ARGUMENT_FIELD:
    case ARGUMENT_TEXT:
        if (row->kind == FORM_OPTION) {
            offer_option(state, row, typed);
        } else if (row->kind == FORM_CELL) {
            offer_role(state, row, row->record, typed);
        } else if (row->kind == FORM_SETTING) {
            offer_role(state, row, subject_kind(state), typed);
        }
        break;
    }
}

/* Where the name that is being typed begins: behind the last comma, where there may be several. */
static size_t name_start(const struct form_row *row)
{
    size_t start = 0;
    for (size_t i = 0; row->list && i < row->text.size; i++) {
        start = row->text.data[i] == ',' ? i + 1 : start;
    }
    while (start < row->text.size && row->text.data[start] == ' ') {
        start++;
    }
    return start;
}

static bool put(struct tui_state *state, struct slice text)
{
    const struct form_row *row = form_selected(state->form);
    struct bytes whole = {0};
    bool good = bytes_append(&whole, slice_part(bytes_slice(&row->text), 0, state->form->candidates.start)) &&
                bytes_append(&whole, text) && form_set_text(state, bytes_slice(&whole));
    bytes_release(&whole);
    return good;
}

bool form_complete(struct tui_state *state, int direction)
{
    struct form_candidates *candidates = &state->form->candidates;
    const struct form_row *row = form_selected(state->form);
    if (row == NULL || !form_is_typed(row)) {
        return true;
    }
    if (candidates->open) {
        size_t total = candidates->count + 1;
        candidates->selected = (candidates->selected + (direction > 0 ? 1 : total - 1)) % total;
        return put(state, candidates->selected < candidates->count ? candidates->items[candidates->selected]
                                                                   : candidates->typed);
    }
    arena_release(&candidates->arena);
    *candidates = (struct form_candidates){.start = name_start(row)};
    candidates->typed = arena_copy(&candidates->arena,
                                   slice_part(bytes_slice(&row->text), candidates->start, row->text.size));
    if (candidates->typed.data == NULL) {
        return false;
    }
    /* Names that begin with what was typed, then those with such a word, then those that hold it: T05 means M7-T05. */
    for (candidates->within = OFFER_BEGINNINGS; candidates->within < OFFER_COUNT; candidates->within++) {
        offer_all(state, row, candidates->typed);
    }
    bool whole = candidates->count == 0 ||
                 (candidates->count == 1 && slice_equal(candidates->items[0], candidates->typed));
    if (whole) {
        /* Nothing to choose, or what stands there is a name already: then all others are offered. */
        candidates->count = 0;
        offer_all(state, row, slice_of(""));
    }
    if (candidates->count == 0) {
        request_say(state, MESSAGE_NOTICE, "the plan has nothing to offer here: type what it shall say");
        return true;
    }
    candidates->open = true;
    for (size_t i = 0; i < candidates->count && whole; i++) {
        if (slice_equal(candidates->items[i], candidates->typed)) {
            candidates->selected = i;
            return form_complete(state, direction);
        }
    }
    candidates->selected = direction > 0 ? 0 : candidates->count - 1;
    return put(state, candidates->items[candidates->selected]);
}
