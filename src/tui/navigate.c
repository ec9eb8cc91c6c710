#include "tui/navigate.h"

#include "tui/panel.h"
#include "tui/view_table.h"

/* Remembers what is shown. */
static void leave(struct tui_state *state)
{
    struct visit visit = {.screen = state->screen, .view = state->view, .record = state->open};
    if (state->screen == SCREEN_VIEW && state->view == VIEW_SOURCE) {
        visit.document = state->source.document;
        visit.selected = state->source.selected;
        visit.top = state->source.top;
        visit.record = state->source.record;
    } else if (state->screen == SCREEN_RECORD || state->screen == SCREEN_HELP) {
        visit.selected = state->page.selected;
        visit.top = state->page.top;
    }
    if (state->trail_count == TRAIL_SIZE) {
        memmove(state->trail, state->trail + 1, (TRAIL_SIZE - 1) * sizeof state->trail[0]);
        state->trail_count--;
    }
    state->trail[state->trail_count++] = visit;
}

static void show_record(struct tui_state *state, const struct record *record)
{
    state->open = identity_of(record);
    bytes_clear(&state->gone);
    bytes_append(&state->gone, record_name(record));
    state->screen = SCREEN_RECORD;
    state->page.selected = state->page.top = 0;
}

void navigate_open(struct tui_state *state, const struct record *record)
{
    if (record == NULL) {
        return;
    }
    /* A row of the queue is opened as the task that it names; its page leads to the row. */
    if (record->kind == KIND_QUEUE && record->task != NULL && state->screen != SCREEN_RECORD) {
        record = record->task;
    }
    leave(state);
    show_record(state, record);
}

/* The panel of the board that shows what the view shows; PANEL_COUNT: none does. */
static enum tui_panel panel_of(enum view_number view)
{
    switch (view) {
    case VIEW_MILESTONES:
        return PANEL_MILESTONES;
    case VIEW_LANES:
        return PANEL_LANES;
    case VIEW_QUEUE:
        return PANEL_QUEUE;
    case VIEW_BLOCKERS:
        return PANEL_BLOCKERS;
    case VIEW_CLAIMS:
        return PANEL_CLAIMS;
    case VIEW_TASKS:
        return PANEL_TASKS;
    default:
        return PANEL_COUNT;
    }
}

/* What is selected stays selected, where the other shows it, too. */
static void carry_selection(struct tui_state *state, enum view_number from, enum view_number to,
                            const struct record *record)
{
    enum tui_panel panel = panel_of(from);
    struct list *list = state_list(state);
    if (to == VIEW_BOARD && panel != PANEL_COUNT && panel_select_record(&state->panels[panel], record)) {
        state->focus = panel;
    } else if (list != NULL && record != NULL && (views[to]->kinds & VIEW_KIND(record->kind)) != 0) {
        list->key = identity_of(record);
        list->ordered = false;
    }
}

void navigate_view(struct tui_state *state, enum view_number view)
{
    const struct record *selected = state_selected(state);
    enum view_number from = state->view;
    enum tui_screen screen = view == VIEW_BOARD ? SCREEN_BOARD : SCREEN_VIEW;
    if (state->screen == screen && state->view == view) {
        return;
    }
    if (view == VIEW_SOURCE && state->source.document >= state->plan->document_count) {
        navigate_source(state, 0, 1, NULL);
        return;
    }
    leave(state);
    state->screen = screen;
    state->view = view;
    if (view == VIEW_LANES) {
        state->focus = PANEL_LANES;
    }
    carry_selection(state, from, view, selected);
}

bool navigate_select(struct tui_state *state, const struct record *record)
{
    static const enum tui_panel order[] = {PANEL_LANES,      PANEL_QUEUE,    PANEL_TASKS,
                                           PANEL_MILESTONES, PANEL_BLOCKERS, PANEL_CLAIMS};
    struct list *list = state_list(state);
    if (list != NULL) {
        return list_select_record(list, record);
    }
    if (state->screen == SCREEN_VIEW && state->view == VIEW_LANES) {
        return panel_select_record(&state->panels[PANEL_LANES], record);
    }
    if (state->screen != SCREEN_BOARD) {
        return false;
    }
    if (panel_select_record(&state->panels[state->focus], record)) {
        return true;
    }
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        if (panel_select_record(&state->panels[order[i]], record)) {
            state->focus = order[i];
            return true;
        }
    }
    return false;
}

void navigate_help(struct tui_state *state)
{
    if (state->screen == SCREEN_HELP) {
        return;
    }
    leave(state);
    state->screen = SCREEN_HELP;
    state->page.selected = state->page.top = 0;
}

/* ---- the documents themselves ---- */

/* The lines that the record's place in this document covers. */
static void mark_place(struct tui_state *state, const struct record *record)
{
    struct source_view *source = &state->source;
    source->record = identity_of(record);
    source->first = 1;
    source->last = 0;
    for (size_t i = 0; record != NULL && i < record->place_count; i++) {
        const struct plan_place *place = record->places[i];
        size_t line = source->selected + 1;
        if (place->document != source->document || place->line == 0) {
            continue;
        }
        size_t last = place->line;
        for (size_t k = 0; k < place->field_count; k++) {
            last = place->fields[k].line > last ? place->fields[k].line : last;
        }
        if (source->first > source->last || (place->line <= line && line <= last)) {
            source->first = place->line - 1;
            source->last = last - 1;
        }
    }
}

void navigate_source(struct tui_state *state, size_t document, size_t line, const struct record *record)
{
    if (document >= state->plan->document_count) {
        return;
    }
    leave(state);
    state->screen = SCREEN_VIEW;
    state->view = VIEW_SOURCE;
    state->source.document = document;
    state->source.selected = line > 0 ? line - 1 : 0;
    state->source.top = state->source.selected > 5 ? state->source.selected - 5 : 0;
    mark_place(state, record);
}

bool navigate_path(struct tui_state *state, struct slice path, size_t line, const struct record *record)
{
    for (size_t i = 0; path.size > 0 && i < state->plan->document_count; i++) {
        if (slice_equal(slice_of(plan_path(state->plan, i)), path)) {
            navigate_source(state, i, line, record);
            return true;
        }
    }
    return false;
}

void navigate_to_source(struct tui_state *state)
{
    const struct record *record = state_selected(state);
    const struct page *page = &state->page;
    const struct list *list = state_list(state);
    if (state->screen == SCREEN_RECORD && page->selected < page->count &&
        navigate_path(state, page->lines[page->selected].path, page->lines[page->selected].line, record)) {
        return;
    }
    const struct list_row *row = list == NULL ? NULL : list_selected(list);
    if (row != NULL && state->view == VIEW_LOG && row->number < state->log_count) {
        const struct log_entry *entry = state_log(state, state->log_count - 1 - row->number);
        if (entry != NULL && navigate_path(state, bytes_slice(&entry->path), entry->line, record)) {
            return;
        }
    }
    if (row != NULL && state->view == VIEW_NOTES && row->number >= state->trouble_count &&
        row->number - state->trouble_count < state->plan->note_count) {
        const struct plan_note *note = &state->plan->notes[row->number - state->trouble_count];
        navigate_source(state, note->document, note->line, NULL);
        return;
    }
    if (row != NULL && state->view == VIEW_CHECK && row->number < state->check.count) {
        const struct finding *finding = &state->check.items[row->number];
        (void)navigate_path(state, finding->path, finding->line, NULL);
        return;
    }
    if (record != NULL && record->place_count > 0) {
        navigate_source(state, record->places[0]->document, record->places[0]->line, record);
    }
}

/* ---- back ---- */

bool navigate_back(struct tui_state *state)
{
    if (state->trail_count == 0) {
        state->screen = SCREEN_BOARD;
        state->view = VIEW_BOARD;
        return false;
    }
    const struct visit *visit = &state->trail[--state->trail_count];
    state->screen = visit->screen;
    state->view = visit->view;
    if (visit->screen == SCREEN_VIEW && visit->view == VIEW_SOURCE) {
        const struct record *record = identity_find(&visit->record, state->plan);
        state->source.document = visit->document;
        state->source.selected = visit->selected;
        state->source.top = visit->top;
        mark_place(state, record);
        state->source.record = visit->record;
        return true;
    }
    if (visit->screen == SCREEN_RECORD) {
        const struct record *record = identity_find(&visit->record, state->plan);
        if (record != NULL) {
            show_record(state, record);
        }
        state->open = visit->record;
    }
    state->page.selected = visit->selected;
    state->page.top = visit->top;
    return true;
}
