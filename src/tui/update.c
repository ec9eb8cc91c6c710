#include "tui/update.h"

#include "tui/describe.h"
#include "tui/navigate.h"
#include "tui/news.h"
#include "tui/packet.h"
#include "tui/page.h"
#include "tui/panel.h"
#include "tui/request.h"
#include "tui/update_keys.h"
#include "tui/view_table.h"

#include <stdio.h>

/* ---- events ---- */

static bool take_plan(struct tui_state *state, const struct tui_event *event, struct tui_effects *effects,
                      struct error *error)
{
    bool first = state->plan == NULL;
    panels_clear(state);
    for (size_t i = 0; i < VIEW_COUNT; i++) {
        list_unbuild(&state->lists[i]);
    }
    state->page.count = state->detail.count = 0;
    answers_age(state->answers);
    state->plan = event->plan;
    state->trouble_count = event->trouble_count;
    bytes_clear(&state->trouble);
    if (!bytes_append(&state->trouble, event->trouble)) {
        return error_no_memory(error);
    }
    if (!describe_plan(state, error) || !panels_build(state, error)) {
        return false;
    }
    if (first && state->panels[PANEL_LANES].count == 0) {
        state->focus = state->panels[PANEL_QUEUE].count > 0 ? PANEL_QUEUE : PANEL_TASKS;
    }
    if (event->comparison == NULL) {
        return true;
    }
    size_t before = state->log_count;
    if (!news_take(state, event->comparison, event->change, error)) {
        return false;
    }
    if (state->log_count != before && state->message_kind == MESSAGE_NOTICE) {
        state->message_kind = MESSAGE_NONE; /* it stands where the news are told */
    }
    if (state->log_count != before && state->screen == SCREEN_PREVIEW && event->change == NULL) {
        /* What is shown may not be what would be written any more. */
        return form_run(state, effects, error);
    }
    return true;
}

static void take_failure(struct tui_state *state, const struct error *failure)
{
    char place[ERROR_FILE_SIZE + 32] = "";
    struct bytes first = {0};
    if (failure->file[0] != '\0' && failure->line > 0) {
        snprintf(place, sizeof place, " (%s:%zu)", failure->file, failure->line);
    } else if (failure->file[0] != '\0') {
        snprintf(place, sizeof place, " (%s)", failure->file);
    }
    for (const char *at = failure->candidates; *at != '\0'; at++) {
        if (*at == '\n') {
            bytes_append_text(&first, ", ");
        } else {
            bytes_append_byte(&first, *at);
        }
    }
    const char *candidates = first.failed || first.size == 0 ? "" : first.data;
    const char *list = candidates[0] == '\0' ? "" : ": ";
    request_say(state, MESSAGE_ERROR, "%s%s%s%s", failure->message, list, candidates, place);
    bytes_release(&first);
}

static bool take_written(struct tui_state *state, const struct change *change, struct error *error)
{
    state->screen = state->screen == SCREEN_PREVIEW ? state->before_preview : state->screen;
    tick_clear(&state->ticks);
    request_say(state, MESSAGE_NOTICE, "%s %.*s \xC2\xB7 %zu file%s written%s", style_symbol(STATE_DONE),
                SLICE_PRINT(change->summary), change->file_count, change->file_count == 1 ? "" : "s",
                state->request.undo ? "" : " \xC2\xB7 u takes it back");
    return news_add_own(state, change, error);
}

/* What depends on the size and on what is shown. */
static bool settle(struct tui_state *state, struct error *error)
{
    /* How much room a list takes depends on what is in it. */
    if (state->plan != NULL && state->screen == SCREEN_VIEW && !view_fill(state, error)) {
        return false;
    }
    layout_board(state);
    if (state->plan == NULL || state->screen == SCREEN_BOARD) {
        return true;
    }
    if (state->screen == SCREEN_VIEW) {
        return view_settle(state, error);
    }
    return state->screen == SCREEN_PREVIEW ? form_settle(state, error) : page_build(state, error);
}

bool tui_update(struct tui_state *state, const struct tui_event *event, struct tui_effects *effects,
                struct error *error)
{
    bool done = true;
    effects->count = 0;
    state->moment = event->moment;
    switch (event->kind) {
    case EVENT_KEY:
        done = update_key(state, event->key, effects, error);
        break;
    case EVENT_MOUSE:
        done = update_mouse(state, event, effects, error);
        break;
    case EVENT_PASTE:
        done = update_paste(state, event->text, error);
        break;
    case EVENT_RESIZE:
        state->rows = event->rows;
        state->columns = event->columns;
        break;
    case EVENT_TICK:
        done = state->screen != SCREEN_PREVIEW || form_tick(state, effects, error);
        break;
    case EVENT_PLAN:
        done = take_plan(state, event, effects, error);
        break;
    case EVENT_PREVIEW:
        done = form_take_preview(state, event, error);
        break;
    case EVENT_WRITTEN:
        done = take_written(state, event->change, error);
        break;
    case EVENT_ANSWER:
        done = answers_take(state, event) || error_no_memory(error);
        break;
    case EVENT_TAKEN:
        state->answers->taken = true;
        request_say(state, MESSAGE_NOTICE, "%.*s", SLICE_PRINT(event->text));
        break;
    case EVENT_PATHS:
        done = packet_take_paths(state, event->names, event->name_count) || error_no_memory(error);
        break;
    case EVENT_FAILED:
        if (event->of_request && state->screen == SCREEN_PREVIEW) {
            done = form_take_failure(state, event, error);
        } else {
            take_failure(state, event->error);
        }
        break;
    }
    news_tick(state);
    if (state->message_kind == MESSAGE_NOTICE && state->message_until <= state->moment.milliseconds) {
        state->message_kind = MESSAGE_NONE;
    }
    answers_ask(state, effects);
    return settle(state, error) && done;
}

enum { SLICE = 400 /* rows */ };

bool tui_update_prepare(struct tui_state *state)
{
    struct list *list = state->plan == NULL ? NULL : state_list(state);
    return list != NULL && list->built && list_prepare(list, state, views[state->view]->columns, SLICE);
}

int tui_update_wait(struct tui_state *state)
{
    enum { LONGEST = 30000 };
    long long wait = LONGEST;
    const struct list *list = state->plan == NULL ? NULL : state_list(state);
    if (list != NULL && list->built && list->prepared < list->all_count) {
        return 0;
    }
    if (state->message_kind == MESSAGE_NOTICE && state->message_until - state->moment.milliseconds < wait) {
        wait = state->message_until - state->moment.milliseconds;
    }
    if (state->screen == SCREEN_PREVIEW && state->form->stale && state->form->due - state->moment.milliseconds < wait) {
        wait = state->form->due - state->moment.milliseconds;
    }
    long long answer = answers_wait(state, state->moment.milliseconds);
    wait = answer >= 0 && answer < wait ? answer : wait;
    for (size_t i = 0; i < state->mark_count; i++) {
        long long left = state->marks[i].until - state->moment.milliseconds;
        wait = left < wait ? left : wait;
    }
    return wait < 0 ? 0 : (int)wait;
}

bool tui_update_is_due(const struct tui_state *state, long long milliseconds)
{
    bool due = (state->message_kind == MESSAGE_NOTICE && state->message_until <= milliseconds) ||
               (state->screen == SCREEN_PREVIEW && state->form->stale && state->form->due <= milliseconds);
    due = due || answers_wait(state, milliseconds) == 0;
    for (size_t i = 0; i < state->mark_count && !due; i++) {
        due = state->marks[i].until <= milliseconds;
    }
    return due;
}
