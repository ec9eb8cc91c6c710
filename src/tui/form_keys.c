/* What the keys do in a form. In a row that is typed in, letters are text; elsewhere they are keys as on the board. */
#include "plan/query.h"
#include "tui/form.h"
#include "tui/input.h"
#include "tui/request.h"
#include "tui/effects.h"
#include "tui/navigate.h"

/* How long after the last key the verb runs again. */
enum { PAUSE = 60 };

void form_load(struct tui_state *state)
{
    const struct form_row *row = form_selected(state->form);
    bool typed = row != NULL && form_is_typed(row);
    struct slice text = typed ? bytes_slice(&row->text) : slice_of("");
    /* The cursor stays where it is in a text that did not change. */
    if (!slice_equal(slice_of(state->input), text)) {
        (void)input_set(state, text, SIZE_MAX);
    }
}

static void select_row(struct tui_state *state, size_t row)
{
    state->form->selected = row;
    state->form->candidates.open = false;
    state->input[0] = '\0';
    state->cursor = 0;
    form_load(state);
}

static void change(struct tui_state *state)
{
    struct form *form = state->form;
    form->stale = true;
    form->outside = false;
    form->due = state->moment.milliseconds + PAUSE;
}

bool form_set_text(struct tui_state *state, struct slice text)
{
    struct form_row *row = form_selected(state->form);
    bytes_clear(&row->text);
    if (!bytes_append(&row->text, text)) {
        return false;
    }
    (void)input_set(state, bytes_slice(&row->text), SIZE_MAX);
    change(state);
    return true;
}

/* The line that was typed in goes back into its row. */
static bool keep_typed(struct tui_state *state, struct error *error)
{
    struct form_row *row = form_selected(state->form);
    struct slice text = slice_of(state->input);
    if (row == NULL || !form_is_typed(row) || slice_equal(bytes_slice(&row->text), text)) {
        return true;
    }
    bytes_clear(&row->text);
    if (!bytes_append(&row->text, text)) {
        return error_no_memory(error);
    }
    change(state);
    return true;
}

/* ---- running again ---- */

bool form_run(struct tui_state *state, struct tui_effects *effects, struct error *error)
{
    state->form->due = 0;
    if (!form_make_request(state, error)) {
        return false;
    }
    effects_add(effects, EFFECT_PREVIEW);
    return true;
}

bool form_tick(struct tui_state *state, struct tui_effects *effects, struct error *error)
{
    const struct form *form = state->form;
    bool due = form->stale && form->due <= state->moment.milliseconds;
    /* A claim says its minute: what is shown keeps up with the clock. */
    due = due || (form->digest != 0 && strcmp(state->request.now, state->moment.now) != 0);
    return !due || form_run(state, effects, error);
}

/* ---- moving ---- */

static void step(struct tui_state *state, long steps)
{
    struct form *form = state->form;
    if (form->count == 0) {
        return;
    }
    size_t at = form->selected;
    if (steps < 0) {
        at = at < (size_t)-steps ? 0 : at - (size_t)-steps;
    } else {
        at = form->count - 1 - at < (size_t)steps ? form->count - 1 : at + (size_t)steps;
    }
    select_row(state, at);
}

/* A page of rows, or some parts of the diff. */
static void page(struct tui_state *state, int direction)
{
    struct form *form = state->form;
    const struct form_row *row = form_selected(form);
    bool below = row != NULL && row->kind == FORM_PART;
    size_t rows = below ? 3 : form->upper_rows > 1 ? form->upper_rows - 1 : 1;
    step(state, direction * (long)rows);
}

/* To the first part of the diff, and from there back to the rows. */
static void change_side(struct tui_state *state)
{
    const struct form *form = state->form;
    const struct form_row *row = form_selected((struct form *)state->form);
    bool below = row != NULL && row->kind == FORM_PART;
    size_t at = 0;
    while (at < form->count && (form->rows[at].kind == FORM_PART) == below) {
        at++;
    }
    if (at < form->count) {
        select_row(state, at);
    }
}

/* ---- choosing ---- */

static bool turn(struct tui_state *state)
{
    struct form_row *row = form_selected(state->form);
    if (row == NULL || row->fixed || (row->kind != FORM_FLAG && row->kind != FORM_PART)) {
        return false;
    }
    row->on = !row->on;
    change(state);
    return true;
}

static void force(struct tui_state *state)
{
    if (!state->form->forcible) {
        request_say(state, MESSAGE_NOTICE, "nothing was refused that could be forced");
        return;
    }
    state->form->force = true;
    change(state);
    state->form->due = 0;
}

static void open_remedy(struct tui_state *state)
{
    const struct record *record =
        state->form->opens.size == 0 ? NULL : query_name(state->plan, KIND_COUNT, state->form->opens, NULL);
    if (record == NULL) {
        return;
    }
    form_close(state);
    navigate_open(state, record);
}

/* ---- the mouse, and text that comes at once ---- */

bool form_paste(struct tui_state *state, struct slice text, struct error *error)
{
    const struct form_row *row = form_selected(state->form);
    if (row == NULL || !form_is_typed(row)) {
        request_say(state, MESSAGE_NOTICE, "what was pasted is not taken for keys; go to a row that is typed in first");
        return true;
    }
    state->form->candidates.open = false;
    text = slice_trim(text);
    for (size_t at = 0; at < text.size;) {
        unsigned long code = utf8_decode(text, &at);
        input_type(state, code < 0x20 ? ' ' : code, INPUT_SIZE);
    }
    return keep_typed(state, error);
}

void form_click_row(struct tui_state *state, size_t row)
{
    if (row >= state->form->count) {
        return;
    }
    if (row == state->form->selected) {
        (void)turn(state);
    } else {
        select_row(state, row);
    }
}

bool form_wheel(struct tui_state *state, bool down)
{
    if (state->form->candidates.open) {
        return form_complete(state, down ? 1 : -1);
    }
    step(state, down ? 1 : -1);
    return true;
}

/* ---- writing ---- */

static bool write_it(struct tui_state *state, struct tui_effects *effects, struct error *error)
{
    struct form *form = state->form;
    if (state->layout.too_small) {
        return true; /* what is not seen is not confirmed */
    }
    form->candidates.open = false;
    bool troubled = form->asked > 0 && form->rows[0].kind == FORM_TROUBLE;
    if (form->stale || (troubled && !form->ruled)) {
        /* What is shown is older than what was typed, or did not succeed: it is shown anew first, and written with the
         * next Enter. */
        request_say(state, MESSAGE_NOTICE, "shown anew with what was typed: Enter writes it");
        return form_run(state, effects, error);
    }
    if (troubled) {
        request_say(state, MESSAGE_ERROR, "not possible as it stands: %s",
                    form->forcible ? "the first line says why, and which key helps" : "the first line says why");
        form->selected = 0;
        form_load(state);
        return true;
    }
    if (form->digest == 0) {
        request_say(state, MESSAGE_NOTICE, "%.*s: nothing to change, the documents already say so",
                    SLICE_PRINT(form->summary));
        return true;
    }
    if (form->outside) {
        form->outside = false;
        request_say(state, MESSAGE_ERROR,
                    "another hand changed this while the form was open (it is marked above): Enter writes over it, Escape "
                    "leaves it");
        return true;
    }
    if (form_flag_is_on(form, OPTION_DRY_RUN)) {
        request_say(state, MESSAGE_NOTICE, "--dry-run: this is all that it would change, and nothing is written; Space on "
                                           "that row takes it off");
        return true;
    }
    char now[sizeof state->request.now];
    char day[sizeof state->request.day];
    memcpy(now, state->request.now, sizeof now);
    memcpy(day, state->request.day, sizeof day);
    if (!form_make_request(state, error)) {
        return false;
    }
    /* At the moment that was shown. */
    memcpy(state->request.now, now, sizeof now);
    memcpy(state->request.day, day, sizeof day);
    state->request.adjustments.confirmed = form->digest;
    effects_add(effects, EFFECT_WRITE);
    return true;
}

/* ---- keys ---- */

static bool act(struct tui_state *state, enum action action, struct tui_effects *effects, struct error *error)
{
    switch (action) {
    case ACTION_UP:
        step(state, -1);
        return true;
    case ACTION_DOWN:
        step(state, 1);
        return true;
    case ACTION_PAGE_UP:
        page(state, -1);
        return true;
    case ACTION_PAGE_DOWN:
        page(state, 1);
        return true;
    case ACTION_FIRST:
        step(state, -(long)state->form->count);
        return true;
    case ACTION_LAST:
        step(state, (long)state->form->count);
        return true;
    case ACTION_NEXT_PANEL:
        change_side(state);
        return true;
    case ACTION_TICK:
        (void)turn(state);
        return true;
    case ACTION_UNFOLD:
        state->form->unfolded = !state->form->unfolded;
        return true;
    case ACTION_FORCE:
        force(state);
        return true;
    case ACTION_GO:
        open_remedy(state);
        return true;
    case ACTION_REFRESH:
        effects_add(effects, EFFECT_REDRAW);
        return true;
    case ACTION_WRITE:
        return write_it(state, effects, error);
    case ACTION_BACK:
        form_close(state);
        request_say(state, MESSAGE_NOTICE, "left as it was; nothing was written");
        return true;
    default:
        return true;
    }
}

/* In a row that is typed in: what is no text. */
static bool act_in_text(struct tui_state *state, unsigned long key, bool *taken, struct error *error)
{
    struct form_candidates *candidates = &state->form->candidates;
    enum action typed = state_action(state, key, WHERE_INPUT);
    *taken = true;
    switch (typed) {
    case ACTION_NEXT_PANEL:
        return form_complete(state, 1) || error_no_memory(error);
    case ACTION_PREVIOUS_PANEL:
        return form_complete(state, -1) || error_no_memory(error);
    case ACTION_UP:
    case ACTION_DOWN:
        if (candidates->open) {
            return form_complete(state, typed == ACTION_UP ? -1 : 1) || error_no_memory(error);
        }
        break;
    case ACTION_OPEN:
        if (candidates->open) {
            candidates->open = false; /* the choice is taken; the next Enter writes */
            return true;
        }
        break;
    case ACTION_BACK:
        if (candidates->open) {
            candidates->selected = candidates->count - (candidates->count > 0 ? 1 : 0);
            bool back = form_complete(state, 1);
            candidates->open = false;
            return back || error_no_memory(error);
        }
        break;
    default:
        break;
    }
    bool moves = typed == ACTION_UP || typed == ACTION_DOWN || typed == ACTION_OPEN || typed == ACTION_BACK;
    if (typed != ACTION_NONE && !moves) {
        candidates->open = false;
        input_edit(state, typed);
        return keep_typed(state, error);
    }
    if (bindings_key_types(key)) {
        candidates->open = false;
        input_type(state, key, INPUT_SIZE);
        return keep_typed(state, error);
    }
    *taken = false;
    return true;
}

bool form_key(struct tui_state *state, unsigned long key, struct tui_effects *effects, struct error *error)
{
    const struct form_row *row = form_selected(state->form);
    bool taken = false;
    if (row != NULL && form_is_typed(row) && !act_in_text(state, key, &taken, error)) {
        return false;
    }
    return taken || act(state, state_action(state, key, WHERE_PREVIEW), effects, error);
}
