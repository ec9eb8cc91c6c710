/* What the keys do wherever records are shown: opening, asking for changes, finding, going elsewhere. */
#include "tui/complete.h"
#include "tui/follow.h"
#include "tui/input.h"
#include "tui/navigate.h"
#include "tui/packet.h"
#include "tui/panel.h"
#include "tui/request.h"
#include "tui/update_keys.h"
#include "tui/view_table.h"

/* ---- finding what changed ---- */

static void go_to_change(struct tui_state *state)
{
    size_t kept = state->log_count < LOG_SIZE ? state->log_count : LOG_SIZE;
    for (size_t i = 0; i < kept; i++) {
        const struct log_entry *entry = state_log(state, state->next_change % kept);
        const struct record *record = entry == NULL ? NULL : identity_find(&entry->record, state->plan);
        state->next_change++;
        if (record == NULL) {
            continue;
        }
        request_say(state, MESSAGE_NOTICE, "%s  %.*s", entry->clock, SLICE_PRINT(bytes_slice(&entry->what)));
        if (!navigate_select(state, record)) {
            navigate_open(state, record);
        }
        return;
    }
    request_say(state, MESSAGE_NOTICE, "nothing has changed since the board was opened");
}

/* ---- asking for changes ---- */

/* The verb that a key opens the form of; NULL where it opens none. */
static const char *verb_of(enum action action)
{
    switch (action) {
    case ACTION_CLAIM:
        return "claim";
    case ACTION_RELEASE:
        return "release";
    case ACTION_DONE:
        return "done";
    case ACTION_BLOCK:
        return "block";
    case ACTION_UNBLOCK:
        return "unblock";
    case ACTION_RESOLVE:
        return "resolve";
    case ACTION_MOVE:
        return "move";
    case ACTION_LANE_STATE:
        return "lane";
    case ACTION_QUEUE:
        return "queue";
    case ACTION_ADD:
        return "add";
    case ACTION_SET:
        return "set";
    default:
        return NULL;
    }
}

void update_tick(struct tui_state *state)
{
    const struct record *record = state_selected(state);
    if (record == NULL || !tick_turn(&state->ticks, record)) {
        request_say(state, MESSAGE_NOTICE, "%s",
                    record == NULL                     ? "select a record to tick it"
                    : record_name(record).size == 0 ? "what has no name cannot be ticked"
                                                    : "no more can be ticked");
        return;
    }
    request_say(state, MESSAGE_NOTICE, "%zu ticked: the next verb is for all of them; Space takes a tick off, Escape all",
                state->ticks.count);
}

/* The place that is selected: that of the page's line, of the document's, else the record's first. */
static bool find_place(const struct tui_state *state, struct slice *path, size_t *line)
{
    const struct record *record = state_selected(state);
    const struct page *page = &state->page;
    if (state->screen == SCREEN_VIEW && state->view == VIEW_SOURCE &&
        state->source.document < state->plan->document_count) {
        *path = slice_of(plan_path(state->plan, state->source.document));
        *line = state->source.selected + 1;
        return true;
    }
    if (state->screen == SCREEN_RECORD && page->selected < page->count && page->lines[page->selected].path.size > 0) {
        *path = page->lines[page->selected].path;
        *line = page->lines[page->selected].line;
        return true;
    }
    if (record == NULL || record->place_count == 0) {
        return false;
    }
    *path = slice_of(plan_path(state->plan, record->places[0]->document));
    *line = record->places[0]->line;
    return true;
}

static void open_outside(struct tui_state *state, enum effect effect, struct tui_effects *effects)
{
    if (find_place(state, &state->editor_path, &state->editor_line)) {
        effects_add(effects, effect);
    }
}

/* The ID, or the line of the document; with `place`, where it is written. */
static void yank(struct tui_state *state, bool place, struct tui_effects *effects)
{
    const struct record *record = state_selected(state);
    struct slice path;
    size_t line = 0;
    bytes_clear(&state->yank);
    if (place) {
        if (find_place(state, &path, &line)) {
            bytes_append(&state->yank, path);
            bytes_append_format(&state->yank, ":%zu", line);
        }
    } else if (state->screen == SCREEN_VIEW && state->view == VIEW_SOURCE && find_place(state, &path, &line)) {
        const struct source *source = state->plan->documents[state->source.document]->source;
        bytes_append(&state->yank, source_slice(source, source_line_text(source, line)));
    } else if (record != NULL) {
        bytes_append(&state->yank, record_name(record));
    }
    if (state->yank.size > 0 && !state->yank.failed) {
        effects_add(effects, EFFECT_YANK);
        request_say(state, MESSAGE_NOTICE, "copied: %.*s", SLICE_PRINT(bytes_slice(&state->yank)));
    }
}

/* Escape: first what is typed into the filter goes, then what is shown. */
static bool go_back(struct tui_state *state, struct error *error)
{
    struct panel *panel = &state->panels[state->focus];
    struct list *list = state_list(state);
    bool panels = state->screen == SCREEN_BOARD || (state->screen == SCREEN_VIEW && state->view == VIEW_LANES);
    if (list != NULL && list->find[0] != '\0') {
        list_find(list, slice_of(""));
        return true;
    }
    if (panels && panel->find[0] != '\0') {
        panel->find[0] = '\0';
        return panels_build(state, error);
    }
    if (state->ticks.count > 0 && (state->screen == SCREEN_BOARD || state->screen == SCREEN_VIEW)) {
        tick_clear(&state->ticks);
        return true;
    }
    if (state->screen == SCREEN_BOARD) {
        state->zoom = false;
    } else {
        (void)navigate_back(state);
    }
    return true;
}

static void open_selected(struct tui_state *state)
{
    const struct page *page = &state->page;
    const struct page_line *line = page->selected < page->count ? &page->lines[page->selected] : NULL;
    if (state->screen == SCREEN_VIEW && state->view == VIEW_SOURCE) {
        (void)follow_source(state);
    } else if (state->screen != SCREEN_RECORD && state->screen != SCREEN_HELP) {
        navigate_open(state, state_selected(state));
    } else if (line != NULL && line->link != NULL) {
        navigate_open(state, line->link);
    } else if (line != NULL && !follow_text(state, line->text, state_open_record(state))) {
        (void)navigate_path(state, line->path, line->line, state_open_record(state));
    }
}

static void find(struct tui_state *state)
{
    const struct list *list = state_list(state);
    if (state->screen == SCREEN_VIEW && list == NULL && state->view != VIEW_LANES) {
        request_say(state, MESSAGE_NOTICE, "this view is no list: there is nothing to filter");
        return;
    }
    state->prompt = PROMPT_FIND;
    (void)input_set(state, slice_of(list != NULL ? list->find : state->panels[state->focus].find), SIZE_MAX);
}

bool update_record_action(struct tui_state *state, enum action action, unsigned argument, struct tui_effects *effects,
                          struct error *error)
{
    const char *verb = verb_of(action);
    if (verb != NULL) {
        return form_open(state, verb, effects, error);
    }
    switch (action) {
    case ACTION_UNDO:
        return form_open_undo(state, effects, error);
    case ACTION_OPEN:
        open_selected(state);
        return true;
    case ACTION_BACK:
        return go_back(state, error);
    case ACTION_RETURN:
        (void)navigate_back(state);
        return true;
    case ACTION_HISTORY:
        return history_show_record(state) || error_no_memory(error);
    case ACTION_PACKET_WRITE:
        if (state->view == VIEW_HANDOFF) {
            packet_begin_write(state, effects);
        }
        return true;
    case ACTION_INTAKE:
        packet_begin_intake(state, effects);
        return true;
    case ACTION_VIEW:
        if (argument == VIEW_HISTORY) {
            history_show_all(state);
        }
        navigate_view(state, (enum view_number)argument);
        return true;
    case ACTION_CHOOSE_VIEW:
        return request_choose_view(state, error);
    case ACTION_SOURCE:
        navigate_to_source(state);
        return true;
    case ACTION_FIND:
        find(state);
        return true;
    case ACTION_COMMAND:
        state->prompt = PROMPT_COMMAND;
        state->history_back = 0;
        (void)input_set(state, slice_of(""), 0);
        complete_build(state);
        return true;
    case ACTION_GO:
        state->prompt = PROMPT_GO;
        (void)input_set(state, slice_of(""), 0);
        complete_build(state);
        return true;
    case ACTION_NEXT_CHANGE:
        go_to_change(state);
        return true;
    case ACTION_EDITOR:
        open_outside(state, EFFECT_EDITOR, effects);
        return true;
    case ACTION_PAGER:
        open_outside(state, EFFECT_PAGER, effects);
        return true;
    case ACTION_YANK:
    case ACTION_YANK_PLACE:
        yank(state, action == ACTION_YANK_PLACE, effects);
        return true;
    case ACTION_REFRESH:
        answers_refresh(state);
        effects_add(effects, EFFECT_REFRESH);
        effects_add(effects, EFFECT_REDRAW);
        return true;
    case ACTION_HELP:
        navigate_help(state);
        return true;
    case ACTION_QUIT:
        effects_add(effects, EFFECT_QUIT);
        return true;
    default:
        return true;
    }
}
