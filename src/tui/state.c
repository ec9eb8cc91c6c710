#include "tui/state.h"

#include "base/memory.h"
#include "tui/view_table.h"

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
    state->source.document = SIZE_MAX;
    cells_init(&state->measure, width, ascii);
    if (!config_init(&state->config, error)) {
        tui_state_free(state);
        return NULL;
    }
    state->form = form_new();
    state->answers = answers_new();
    if (state->form == NULL || state->answers == NULL) {
        tui_state_free(state);
        error_no_memory(error);
        return NULL;
    }
    return state;
}

void tui_state_free(struct tui_state *state)
{
    if (state == NULL) {
        return;
    }
    config_release(&state->config);
    bytes_release(&state->name);
    bytes_release(&state->mode);
    bytes_release(&state->updated);
    bytes_release(&state->trouble);
    bytes_release(&state->gone);
    bytes_release(&state->yank);
    bytes_release(&state->deleted);
    bytes_release(&state->message);
    form_free(state->form);
    answers_free(state->answers);
    for (size_t i = 0; i < PANEL_COUNT; i++) {
        memory_free(state->panels[i].rows);
        memory_free(state->panels[i].all);
    }
    for (size_t i = 0; i < VIEW_COUNT; i++) {
        list_release(&state->lists[i]);
    }
    findings_release(&state->check);
    page_release(&state->page);
    page_release(&state->detail);
    memory_free(state->choices.items);
    arena_release(&state->choices.arena);
    arena_release(&state->request.arena);
    for (size_t i = 0; i < state->log_count && i < LOG_SIZE; i++) {
        log_entry_release(&state->log[i]);
    }
    memory_free(state->log);
    arena_release(&state->drawing);
    cells_release(&state->measure);
    memory_free(state);
}

void log_entry_release(struct log_entry *entry)
{
    bytes_release(&entry->what);
    bytes_release(&entry->place);
    bytes_release(&entry->path);
    bytes_release(&entry->field);
    bytes_release(&entry->old);
    bytes_release(&entry->new);
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
    return identity_find(&state->open, state->plan);
}

/* The record whose place the cursor stands in. */
static const struct record *source_record(const struct tui_state *state)
{
    return identity_find(&state->source.record, state->plan);
}

const struct record *state_selected(const struct tui_state *state)
{
    if (state->screen == SCREEN_RECORD) {
        return state_open_record(state);
    }
    if (state->screen == SCREEN_VIEW && state->view == VIEW_SOURCE) {
        return source_record(state);
    }
    if (state->screen == SCREEN_VIEW && state->view != VIEW_LANES && views[state->view]->columns == NULL) {
        return NULL;
    }
    if (state->screen == SCREEN_VIEW && state->view != VIEW_LANES) {
        const struct list_row *row = list_selected(&state->lists[state->view]);
        return row == NULL ? NULL : row->record;
    }
    const struct panel *panel = &state->panels[state->focus];
    return panel->selected < panel->count ? panel->rows[panel->selected].record : NULL;
}

enum where state_where(const struct tui_state *state)
{
    if (state->prompt == PROMPT_CHOICE) {
        return WHERE_CHOICE;
    }
    switch (state->screen) {
    case SCREEN_BOARD:
        return WHERE_BOARD;
    case SCREEN_VIEW:
        return state->view == VIEW_SOURCE  ? WHERE_SOURCE
               : state->view == VIEW_LANES ? WHERE_LANES
                                           : WHERE_VIEW;
    case SCREEN_RECORD:
        return WHERE_RECORD;
    case SCREEN_PREVIEW:
        return WHERE_PREVIEW;
    case SCREEN_HELP:
    default:
        return WHERE_PAGE;
    }
}

enum action state_action(const struct tui_state *state, unsigned long key, enum where where)
{
    const struct action_info *info = keymap_find(&state->config.keys, key, where);
    return info == NULL ? ACTION_NONE : info->action;
}

struct list *state_list(struct tui_state *state)
{
    bool listed = state->screen == SCREEN_VIEW && views[state->view]->columns != NULL;
    return listed ? &state->lists[state->view] : NULL;
}
