#include "tui/state.h"

#include "base/memory.h"

struct tui_state *tui_state_new(utf8_width_function width, bool ascii, struct error *error)
{
    struct tui_state *state = memory_new(1, sizeof *state);
    if (state == NULL) {
        error_no_memory(error);
        return NULL;
    }
    state->width = width;
    state->ascii = ascii;
    state->stale_hours = 4;
    state->focus = PANEL_LANES;
    cells_init(&state->measure, width, ascii);
    return state;
}

void tui_state_free(struct tui_state *state)
{
    if (state == NULL) {
        return;
    }
    bytes_release(&state->name);
    bytes_release(&state->mode);
    bytes_release(&state->updated);
    bytes_release(&state->trouble);
    bytes_release(&state->gone);
    bytes_release(&state->message);
    bytes_release(&state->preview.text);
    memory_free(state->preview.rows);
    for (size_t i = 0; i < PANEL_COUNT; i++) {
        memory_free(state->panels[i].rows);
        memory_free(state->panels[i].all);
    }
    memory_free(state->page.lines);
    arena_release(&state->page.arena);
    memory_free(state->choices.items);
    arena_release(&state->choices.arena);
    arena_release(&state->request.arena);
    for (size_t i = 0; i < LOG_SIZE; i++) {
        bytes_release(&state->log[i].what);
        bytes_release(&state->log[i].place);
        bytes_release(&state->log[i].path);
    }
    arena_release(&state->drawing);
    cells_release(&state->measure);
    memory_free(state);
}

const struct log_entry *state_log(const struct tui_state *state, size_t back)
{
    size_t kept = state->log_count < LOG_SIZE ? state->log_count : LOG_SIZE;
    return back < kept ? &state->log[(state->log_count - 1 - back) % LOG_SIZE] : NULL;
}

bool state_is_marked(const struct tui_state *state, const struct record *record)
{
    for (size_t i = 0; record != NULL && i < state->mark_count; i++) {
        if (identity_fits(&state->marks[i].record, record) > 0 ||
            (record->task != NULL && identity_fits(&state->marks[i].record, record->task) > 0)) {
            return true;
        }
    }
    return false;
}

const struct record *state_open_record(const struct tui_state *state)
{
    return state->trail_count == 0 ? NULL : identity_find(&state->trail[state->trail_count - 1], state->plan);
}

const struct record *state_selected(const struct tui_state *state)
{
    if (state->screen == SCREEN_RECORD) {
        return state_open_record(state);
    }
    const struct panel *panel = &state->panels[state->focus];
    return panel->selected < panel->count ? panel->rows[panel->selected].record : NULL;
}
