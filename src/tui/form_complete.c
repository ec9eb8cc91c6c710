/* What Tab offers in a row of a form: the best first, one after the other. */
#include "tui/complete_source.h"
#include "tui/form.h"
#include "tui/request.h"
#include "tui/search.h"

/* What is collected, for a word that is folded. */
struct collecting {
    struct form_candidates *candidates;
    struct slice word;
};

static void collect(void *context, struct slice value, struct slice remark)
{
    const struct collecting *collecting = context;
    struct form_candidates *candidates = collecting->candidates;
    int fits = complete_fits(collecting->word, value, remark);
    /* Letters alone mean too much here, where all that fits is offered. */
    bool near = collecting->word.size == 0 || fits >= COMPLETE_PART;
    if (!near || value.size == 0 || slice_find(value, slice_of("\n"), 0) != SLICE_NONE) {
        return;
    }
    size_t at = candidates->count;
    for (size_t i = candidates->count; i > 0; i--) {
        if (slice_equal_fold(candidates->items[i - 1].value, value)) {
            return;
        }
        at = candidates->items[i - 1].fits < fits ? i - 1 : at;
    }
    struct form_candidate candidate = {.value = arena_copy(&candidates->arena, value), .fits = fits};
    if (!slice_equal(value, remark)) {
        candidate.remark = arena_copy(&candidates->arena, remark);
    }
    if (candidate.value.data == NULL || at == FORM_CANDIDATES) {
        return;
    }
    size_t kept = candidates->count < FORM_CANDIDATES ? candidates->count : FORM_CANDIDATES - 1;
    memmove(&candidates->items[at + 1], &candidates->items[at], (kept - at) * sizeof candidates->items[0]);
    candidates->items[at] = candidate;
    candidates->count = kept + 1;
}

static void collect_all(const struct tui_state *state, const struct form_row *row, struct slice typed)
{
    const struct form *form = state->form;
    struct bytes folded = {0};
    if (!search_fold(&folded, typed)) {
        bytes_release(&folded);
        return;
    }
    struct collecting collecting = {.candidates = &state->form->candidates, .word = bytes_slice(&folded)};
    const struct complete_query query = {
        .state = state,
        .verb = form->verb,
        .subject = form->asked > 0 ? bytes_slice(&form->rows[0].text) : slice_of(""),
        .word = typed,
        .offer = collect,
        .context = &collecting,
    };
    if (row->kind == FORM_OPTION) {
        complete_option(&query, row->option);
    } else if (row->kind == FORM_CELL) {
        complete_role(&query, row->record, row->role, row->field);
    } else if (row->kind == FORM_SETTING) {
        complete_role(&query, complete_subject(&query), row->role, row->label);
    } else if (row->kind == FORM_ARGUMENT) {
        complete_argument(&query, row->completes);
    }
    bytes_release(&folded);
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

bool form_take_candidate(struct tui_state *state, size_t number)
{
    struct form_candidates *candidates = &state->form->candidates;
    if (!candidates->open || number >= candidates->count) {
        return true;
    }
    candidates->selected = number;
    bool good = put(state, candidates->items[number].value);
    candidates->open = false;
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
        return put(state, candidates->selected < candidates->count ? candidates->items[candidates->selected].value
                                                                   : candidates->typed);
    }
    arena_release(&candidates->arena);
    *candidates = (struct form_candidates){.start = name_start(row)};
    candidates->typed = arena_copy(&candidates->arena,
                                   slice_part(bytes_slice(&row->text), candidates->start, row->text.size));
    if (candidates->typed.data == NULL) {
        return false;
    }
    collect_all(state, row, candidates->typed);
    bool whole = candidates->count == 0 ||
                 (candidates->count == 1 && slice_equal(candidates->items[0].value, candidates->typed));
    if (whole) {
        /* Nothing to choose, or what stands there is a name already: then all others are offered. */
        candidates->count = 0;
        collect_all(state, row, slice_of(""));
    }
    if (candidates->count == 0) {
        request_say(state, MESSAGE_NOTICE, "the plan has nothing to offer here: type what it shall say");
        return true;
    }
    candidates->open = true;
    for (size_t i = 0; i < candidates->count && whole; i++) {
        if (slice_equal(candidates->items[i].value, candidates->typed)) {
            candidates->selected = i;
            return form_complete(state, direction);
        }
    }
    candidates->selected = direction > 0 ? 0 : candidates->count - 1;
    return put(state, candidates->items[candidates->selected].value);
}
