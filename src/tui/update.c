#include "tui/update.h"

#include "tui/describe.h"
#include "tui/fill.h"
#include "tui/news.h"
#include "tui/page.h"
#include "tui/panel.h"
#include "tui/preview.h"
#include "tui/request.h"

#include <stdio.h>

void update_add_effect(struct tui_effects *effects, enum effect effect)
{
    if (effects->count < EFFECTS) {
        effects->items[effects->count++] = effect;
    }
}

void update_open(struct tui_state *state, const struct record *record)
{
    if (record == NULL) {
        return;
    }
    /* A row of the queue is opened as the task that it names; its page leads to the row. */
    if (record->kind == KIND_QUEUE && record->task != NULL && state->screen == SCREEN_BOARD) {
        record = record->task;
    }
    if (state->screen != SCREEN_RECORD) {
        state->trail_count = 0;
    }
    if (state->trail_count == TRAIL_SIZE) {
        memmove(state->trail, state->trail + 1, (TRAIL_SIZE - 1) * sizeof state->trail[0]);
        state->trail_count--;
    }
    state->trail[state->trail_count++] = identity_of(record);
    bytes_clear(&state->gone);
    bytes_append(&state->gone, record_name(record));
    state->screen = SCREEN_RECORD;
    state->page.selected = state->page.top = 0;
}

/* ---- events ---- */

static bool take_plan(struct tui_state *state, const struct tui_event *event, struct tui_effects *effects,
                      struct error *error)
{
    bool first = state->plan == NULL;
    panels_clear(state);
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
        update_add_effect(effects, EFFECT_PREVIEW);
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
    if (state->screen == SCREEN_PREVIEW) {
        state->screen = state->before_preview;
    }
    state->refused = failure->code == ERROR_REFUSED && state->request.verb != NULL && !state->request.force;
    if (failure->code == ERROR_REFUSED) {
        request_say(state, MESSAGE_ERROR, "refused by %s: %s%s%s", failure->rule, failure->message, place,
                    state->refused ? " \xC2\xB7 ! does it in spite of the rule" : "");
    } else {
        request_say(state, MESSAGE_ERROR, "%s%s%s%s", failure->message, list, candidates, place);
    }
    bytes_release(&first);
}

static bool take_preview(struct tui_state *state, const struct change *change, struct error *error)
{
    if (change->file_count == 0) {
        if (state->screen == SCREEN_PREVIEW) {
            state->screen = state->before_preview;
        }
        request_say(state, MESSAGE_NOTICE, "%.*s: nothing to change, the documents already say so",
                    SLICE_PRINT(change->summary));
        return true;
    }
    if (!preview_take(state, change, error)) {
        return false;
    }
    if (state->screen != SCREEN_PREVIEW) {
        state->before_preview = state->screen;
        state->screen = SCREEN_PREVIEW;
        state->preview.top = 0;
    }
    return true;
}

static bool take_written(struct tui_state *state, const struct change *change, struct error *error)
{
    state->screen = state->screen == SCREEN_PREVIEW ? state->before_preview : state->screen;
    request_say(state, MESSAGE_NOTICE, "%s %.*s \xC2\xB7 %zu file%s written", style_symbol(STATE_DONE),
                SLICE_PRINT(change->summary), change->file_count, change->file_count == 1 ? "" : "s");
    return news_add_own(state, change, error);
}

/* ---- keys on pages and previews ---- */

static bool page_action(struct tui_state *state, enum action action)
{
    long page = (long)area_inside(state->layout.body).rows;
    switch (action) {
    case ACTION_UP:
        page_step(&state->page, -1);
        return true;
    case ACTION_DOWN:
        page_step(&state->page, 1);
        return true;
    case ACTION_PAGE_UP:
        page_step(&state->page, -page);
        return true;
    case ACTION_PAGE_DOWN:
        page_step(&state->page, page);
        return true;
    case ACTION_FIRST:
        page_step(&state->page, -(long)state->page.count);
        return true;
    case ACTION_LAST:
        page_step(&state->page, (long)state->page.count);
        return true;
    default:
        return false;
    }
}

static bool preview_action(struct tui_state *state, enum action action, struct tui_effects *effects)
{
    long page = (long)area_inside(state->layout.body).rows;
    switch (action) {
    case ACTION_UP:
        preview_scroll(state, -1);
        break;
    case ACTION_DOWN:
        preview_scroll(state, 1);
        break;
    case ACTION_PAGE_UP:
        preview_scroll(state, -page);
        break;
    case ACTION_PAGE_DOWN:
        preview_scroll(state, page);
        break;
    case ACTION_FIRST:
        preview_scroll(state, -(long)state->preview.count);
        break;
    case ACTION_LAST:
        preview_scroll(state, (long)state->preview.count);
        break;
    case ACTION_WRITE:
        update_add_effect(effects, EFFECT_WRITE);
        break;
    case ACTION_BACK:
        state->screen = state->before_preview;
        request_say(state, MESSAGE_NOTICE, "left as it was; nothing was written");
        break;
    default:
        break;
    }
    return true;
}

static bool page_key(struct tui_state *state, enum action action, struct tui_effects *effects)
{
    const struct page *page = &state->page;
    const struct page_line *line = page->selected < page->count ? &page->lines[page->selected] : NULL;
    if (page_action(state, action)) {
        return true;
    }
    if (action == ACTION_BACK) {
        state->screen = state->trail_count > 0 ? SCREEN_RECORD : SCREEN_BOARD;
        state->page.selected = state->page.top = 0;
    } else if (action == ACTION_REFRESH) {
        update_add_effect(effects, EFFECT_REDRAW);
    } else if (action == ACTION_OPEN && line != NULL) {
        update_open(state, line->link);
    }
    return true;
}

static bool take_key(struct tui_state *state, unsigned long key, struct tui_effects *effects, struct error *error)
{
    enum where where = state->screen == SCREEN_BOARD     ? WHERE_BOARD
                       : state->screen == SCREEN_RECORD  ? WHERE_RECORD
                       : state->screen == SCREEN_PREVIEW ? WHERE_PREVIEW
                                                         : WHERE_PAGE;
    bool could_force = state->refused;
    state->message_kind = MESSAGE_NONE;
    state->refused = false;
    if (state->plan == NULL) {
        if (key == 'q' || key == TUI_KEY_ESCAPE) {
            update_add_effect(effects, EFFECT_QUIT);
        }
        return true;
    }
    if (state->prompt != PROMPT_NONE) {
        return update_prompt_key(state, key, effects, error);
    }
    enum action action = bindings_action(key, where);
    if (where == WHERE_PREVIEW) {
        return preview_action(state, action, effects);
    }
    if (where == WHERE_PAGE) {
        return page_key(state, action, effects);
    }
    if (action == ACTION_FORCE) {
        if (!could_force) {
            request_say(state, MESSAGE_NOTICE, "nothing was refused that could be forced");
            return true;
        }
        state->request.force = true;
        update_add_effect(effects, EFFECT_PREVIEW);
        return true;
    }
    if (where == WHERE_RECORD && page_action(state, action)) {
        return true;
    }
    return update_board_action(state, action, key, effects, error);
}

/* What depends on the size and on what is shown. */
static bool settle(struct tui_state *state, struct error *error)
{
    layout_board(state);
    if (state->plan == NULL || state->screen == SCREEN_BOARD) {
        return true;
    }
    return state->screen == SCREEN_PREVIEW ? preview_wrap(state, error) : page_build(state, error);
}

bool tui_update(struct tui_state *state, const struct tui_event *event, struct tui_effects *effects,
                struct error *error)
{
    bool done = true;
    effects->count = 0;
    state->moment = event->moment;
    switch (event->kind) {
    case EVENT_KEY:
        done = take_key(state, event->key, effects, error);
        break;
    case EVENT_RESIZE:
        state->rows = event->rows;
        state->columns = event->columns;
        break;
    case EVENT_TICK:
        break;
    case EVENT_PLAN:
        done = take_plan(state, event, effects, error);
        break;
    case EVENT_PREVIEW:
        done = take_preview(state, event->change, error);
        break;
    case EVENT_WRITTEN:
        done = take_written(state, event->change, error);
        break;
    case EVENT_EVIDENCE:
        done = fill_evidence(state, event->path, error);
        break;
    case EVENT_FAILED:
        take_failure(state, event->error);
        break;
    }
    news_tick(state);
    if (state->message_kind == MESSAGE_NOTICE && state->message_until <= state->moment.milliseconds) {
        state->message_kind = MESSAGE_NONE;
    }
    return settle(state, error) && done;
}

int tui_update_wait(const struct tui_state *state)
{
    enum { LONGEST = 30000 };
    long long wait = LONGEST;
    if (state->message_kind == MESSAGE_NOTICE && state->message_until - state->moment.milliseconds < wait) {
        wait = state->message_until - state->moment.milliseconds;
    }
    for (size_t i = 0; i < state->mark_count; i++) {
        long long left = state->marks[i].until - state->moment.milliseconds;
        wait = left < wait ? left : wait;
    }
    return wait < 0 ? 0 : (int)wait;
}
