#include "tui/view.h"

#include "outline/plain.h"
#include "tui/bindings.h"
#include "tui/page.h"
#include "tui/panel.h"
#include "tui/view_table.h"

#include <stdio.h>

/* ---- what several views use ---- */

struct area view_frame(struct cells *cells, struct area area, bool focused, struct slice title)
{
    cells_box(cells, area, focused ? STYLE_FOCUS : STYLE_BORDER, focused ? STYLE_FOCUS : STYLE_TITLE, title);
    return area_inside(area);
}

size_t view_symbol(struct cells *cells, size_t row, size_t column, enum state state)
{
    cells_put_text(cells, row, column, 1, style_of_state(state), style_symbol(state));
    return 2;
}

struct slice view_status(struct cells *cells, const struct record *record, struct bytes *out)
{
    if (record->status.size == 0) {
        return slice_of(style_state_word(record->state));
    }
    cells->failed = cells->failed || !plain_append(out, record->status);
    return bytes_slice(out);
}

void view_mark_row(struct cells *cells, size_t row, struct area inside, bool framed, bool changed, bool selected)
{
    if (changed) {
        size_t column = framed && inside.column > 0 ? inside.column - 1 : inside.column;
        cells_put_text(cells, row, column, 1, STYLE_CHANGED, "\xE2\x96\x8C");
    }
    if (selected) {
        cells_put_text(cells, row, inside.column, 1, STYLE_FOCUS, "\xE2\x80\xBA");
        cells_select(cells, row, inside.column, inside.columns);
    }
}

void view_mark_tick(const struct tui_state *state, struct cells *cells, size_t row, struct area inside,
                    const struct record *record)
{
    if (tick_has(&state->ticks, record)) {
        cells_put_text(cells, row, inside.column, 1, STYLE_NOTICE, "+");
    }
}

void view_scroll_mark(struct cells *cells, struct area frame, size_t top, size_t shown, size_t total)
{
    char text[64];
    if (shown >= total || frame.rows < 2 || frame.columns < 16) {
        return;
    }
    int size = snprintf(text, sizeof text, " %zu-%zu of %zu ", top + 1, top + shown, total);
    if (size > 0) {
        cells_put_right(cells, frame.row + frame.rows - 1, frame.column + frame.columns - 2, frame.columns - 4,
                        STYLE_DIM, slice_of(text));
    }
}

size_t view_name(struct cells *cells, size_t row, size_t column, size_t columns, const struct record *record)
{
    size_t used = 0;
    enum style style = state_is_closed(record->state) ? STYLE_DIM : STYLE_NORMAL;
    if (record->id.size > 0) {
        used += cells_put(cells, row, column, columns, style == STYLE_DIM ? STYLE_DIM : STYLE_BOLD, record->id) + 1;
    }
    if (used < columns) {
        used += cells_put(cells, row, column + used, columns - used, style, record->title);
    }
    return used < columns ? used : columns;
}

/* ---- header, footer, log, message ---- */

/* The parts of the right half of the header, what matters most last. */
static struct slice header_right(const struct tui_state *state, struct bytes *out, int detail)
{
    const struct plan *plan = state->plan;
    static const char separator[] = " \xC2\xB7 ";
    bytes_clear(out);
    if (detail > 1 && state->mode.size > 0) {
        bytes_append(out, bytes_slice(&state->mode));
        bytes_append_text(out, separator);
    }
    if (detail > 0 && plan->concurrency != (unsigned long)-1) {
        bytes_append_format(out, "heavy %zu/%lu", plan->heavy, plan->concurrency);
        bytes_append_text(out, separator);
    } else if (detail > 0 && plan->heavy > 0) {
        bytes_append_format(out, "heavy %zu", plan->heavy);
        bytes_append_text(out, separator);
    }
    if (detail > 2 && state->updated.size > 0) {
        bytes_append_text(out, "updated ");
        bytes_append(out, bytes_slice(&state->updated));
        bytes_append_text(out, separator);
    }
    if (state->trouble_count > 0) {
        bytes_append_format(out, "\xE2\x9A\xA0 %zu unreadable", state->trouble_count);
        bytes_append_text(out, separator);
    }
    bytes_append_text(out, state->live ? "live" : "not live");
    return bytes_slice(out);
}

void view_header(const struct tui_state *state, struct cells *cells)
{
    enum { WIDE = 100 };
    struct bytes left = {0};
    struct bytes right = {0};
    cells_fill(cells, (struct area){0, 0, 1, cells->columns}, STYLE_HEADER, " ");
    if (cells->columns >= WIDE) {
        bytes_append_text(&left, "workboard   ");
    }
    bytes_append(&left, bytes_slice(&state->name));
    if (cells->columns >= 60) {
        bytes_append_text(&left, " \xC2\xB7 ");
        bytes_append(&left, state->plan->profile->name);
    }
    size_t name = cells_measure(cells, bytes_slice(&left));
    for (int detail = 3; detail >= 0; detail--) {
        struct slice text = header_right(state, &right, detail);
        if (cells_measure(cells, text) + name + 4 <= cells->columns || (detail == 0 && cells->columns >= 30)) {
            size_t used = cells_put_right(cells, 0, cells->columns - 1, cells->columns - 2, STYLE_HEADER, text);
            cells_put(cells, 0, 1, cells->columns - used - 3, STYLE_HEADER, bytes_slice(&left));
            break;
        }
        if (detail == 0) {
            cells_put(cells, 0, 1, cells->columns - 2, STYLE_HEADER, bytes_slice(&left));
        }
    }
    cells->failed = cells->failed || left.failed || right.failed;
    bytes_release(&left);
    bytes_release(&right);
}

/* Whether there is something in this view that the key could act on. */
static bool is_of_use(const struct tui_state *state, enum action action)
{
    unsigned kinds = state->screen == SCREEN_VIEW ? views[state->view]->kinds : ~0U;
    const struct form_row *row = state->screen == SCREEN_PREVIEW ? form_selected(state->form) : NULL;
    unsigned tasks = VIEW_KIND(KIND_TASK) | VIEW_KIND(KIND_QUEUE) | VIEW_KIND(KIND_CLAIM) | VIEW_KIND(KIND_LANE);
    switch (action) {
    case ACTION_CLAIM:
    case ACTION_RELEASE:
    case ACTION_DONE:
    case ACTION_MOVE:
    case ACTION_BLOCK:
        return (kinds & tasks) != 0;
    case ACTION_RESOLVE:
        return (kinds & VIEW_KIND(KIND_BLOCKER)) != 0;
    case ACTION_ROW_DOWN:
        return (kinds & VIEW_KIND(KIND_QUEUE)) != 0;
    case ACTION_PACKET_WRITE:
        return state->view == VIEW_HANDOFF;
    case ACTION_YANK:
        return state->view == VIEW_HANDOFF || state->view == VIEW_SOURCE;
    case ACTION_HISTORY:
        return state->view == VIEW_HISTORY;
    case ACTION_VIEW:
        return state->view == VIEW_HISTORY || state->view == VIEW_TIMES;
    case ACTION_OPEN:
    case ACTION_EDITOR:
        return state->screen != SCREEN_VIEW || state->view != VIEW_FLOW;
    case ACTION_SOURCE:
        return state->screen != SCREEN_VIEW || (state->view != VIEW_FLOW && state->view != VIEW_HANDOFF);
    case ACTION_INTAKE:
        return state->view == VIEW_HANDOFF || state->view == VIEW_INTAKE;
    case ACTION_FIND:
    case ACTION_SORT:
        return state->screen != SCREEN_VIEW || state->view == VIEW_LANES || views[state->view]->columns != NULL;
    case ACTION_WRITE:
        return !state->form->ruled;
    case ACTION_FORCE:
        return state->form->forcible;
    case ACTION_GO:
        return state->screen != SCREEN_PREVIEW || state->form->opens.size > 0;
    case ACTION_TICK:
        return row == NULL || (!row->fixed && (row->kind == FORM_PART || row->kind == FORM_FLAG));
    case ACTION_NEXT_PANEL:
        return state->screen != SCREEN_PREVIEW || row == NULL || form_is_typed(row);
    default:
        return true;
    }
}

/* The first key that does it where the board is; in a row of a form that is typed in, characters are text. */
static bool find_key(const struct tui_state *state, const struct action_info *info, unsigned long *key)
{
    const struct form_row *row = state->screen == SCREEN_PREVIEW ? form_selected(state->form) : NULL;
    bool typed = row != NULL && form_is_typed(row);
    size_t at = 0;
    while (keymap_next(&state->config.keys, info, &at, key)) {
        if (!typed || info->action == ACTION_TICK || !bindings_key_types(*key)) {
            return true;
        }
    }
    return false;
}

void view_footer(const struct tui_state *state, struct cells *cells)
{
    enum where where = state_where(state);
    size_t row = cells->rows - 1;
    size_t column = 1;
    /* Help and quit are always worth their room: they stand at the end, the others give way. */
    size_t reserved = where == WHERE_PREVIEW || where == WHERE_PAGE || where == WHERE_CHOICE ? 0
                      : where == WHERE_RECORD                                                  ? 8
                                                                                               : 16;
    for (size_t i = 0; action_infos[i].name != NULL; i++) {
        const struct action_info *info = &action_infos[i];
        char name[BINDINGS_NAME];
        unsigned long key = 0;
        bool last = info->action == ACTION_HELP || info->action == ACTION_QUIT;
        if ((info->footer & (unsigned)where) == 0 || !is_of_use(state, info->action) ||
            !find_key(state, info, &key)) {
            continue;
        }
        bindings_key_name(key, name);
        size_t columns = strlen(name) + 1 + strlen(info->label);
        /* The last column stays free: not every terminal can write into its last corner. */
        if (column + columns + (last ? 0 : reserved) >= cells->columns) {
            continue;
        }
        cells_add_target(cells, (struct area){row, column, 1, columns}, TARGET_KEY, 0, key);
        column += cells_put_text(cells, row, column, columns, STYLE_KEY, name) + 1;
        column += cells_put_text(cells, row, column, columns, STYLE_NORMAL, info->label) + 2;
    }
}

void view_news(const struct tui_state *state, struct cells *cells)
{
    struct area area = state->layout.log;
    for (size_t line = 0; line < area.rows; line++) {
        const struct log_entry *entry = state_log(state, line);
        size_t row = area.row + line;
        if (entry == NULL) {
            struct slice trouble = bytes_slice(&state->trouble);
            struct slice first = {0};
            if (slice_next(&trouble, '\n', &first) && first.size > 0) {
                cells_put(cells, row, 1, area.columns - 1, STYLE_ERROR, first);
            } else if (line == 0) {
                cells_put_text(cells, row, 1, area.columns - 1, STYLE_DIM, "no changes since the board was opened");
            }
            return;
        }
        enum style style = entry->foreign ? STYLE_CHANGED : STYLE_NORMAL;
        size_t end = area.columns - 1;
        size_t column = 1 + cells_put_text(cells, row, 1, 9, STYLE_DIM, entry->clock) + 2;
        if (entry->foreign && area.columns >= 60) {
            struct slice who = slice_of(area.columns >= 90 ? "(by another hand)" : "(another hand)");
            end -= cells_put_right(cells, row, end, 20, STYLE_DIM, who) + 2;
        }
        size_t place = cells_measure(cells, bytes_slice(&entry->place));
        size_t room = end > column ? end - column : 0;
        if (place + 20 < room) {
            size_t used = cells_put(cells, row, column, room - place - 3, style, bytes_slice(&entry->what));
            cells_put(cells, row, column + used + 3, place, STYLE_PLACE, bytes_slice(&entry->place));
        } else {
            cells_put(cells, row, column, room, style, bytes_slice(&entry->what));
        }
    }
}

/* Above the footer and over the log; as many lines as it takes. */
void view_message(const struct tui_state *state, struct cells *cells)
{
    enum { LINES = 6 };
    struct slice lines[LINES];
    struct slice text = bytes_slice(&state->message);
    struct bytes clean = {0};
    size_t count = 0;
    if (state->message_kind == MESSAGE_NONE || cells->columns < 4) {
        return;
    }
    if (!utf8_append_clean(&clean, text, true)) {
        cells->failed = true;
    }
    size_t most = cells->rows - 1 < LINES ? cells->rows - 1 : (size_t)LINES;
    for (size_t at = 0; count < most && cells_wrap(cells, bytes_slice(&clean), cells->columns - 2, &at, &lines[count]);
         count++) {
    }
    enum style style = state->message_kind == MESSAGE_ERROR ? STYLE_ERROR : STYLE_NOTICE;
    /* A terminal without a log row gives the footer's. */
    size_t bottom = state->layout.log.rows > 0 ? cells->rows - 1 : cells->rows;
    for (size_t i = 0; i < count; i++) {
        size_t row = bottom - count + i;
        cells_fill(cells, (struct area){row, 0, 1, cells->columns}, STYLE_NORMAL, " ");
        cells_put(cells, row, 1, cells->columns - 2, style, lines[i]);
    }
    bytes_release(&clean);
}

/* ---- the whole screen ---- */

static void draw_too_small(const struct tui_state *state, struct cells *cells)
{
    char text[80];
    if (state->plan == NULL) {
        cells_put_text(cells, 0, 0, cells->columns, STYLE_NORMAL, "reading...");
        return;
    }
    snprintf(text, sizeof text, "%zux%zu", state->columns, state->rows);
    cells_put_text(cells, 0, 0, cells->columns, STYLE_ERROR, text);
    cells_put_text(cells, 1, 0, cells->columns, STYLE_NORMAL, "too small:");
    snprintf(text, sizeof text, "needs %dx%d", LAYOUT_COLUMNS, LAYOUT_ROWS);
    cells_put_text(cells, 2, 0, cells->columns, STYLE_NORMAL, text);
    cells_put_text(cells, 3, 0, cells->columns, STYLE_NORMAL, "q quits");
}

bool view_draw(const struct tui_state *state, struct cells *cells, struct error *error)
{
    if (!cells_resize(cells, state->rows, state->columns, error)) {
        return false;
    }
    if (state->layout.too_small) {
        draw_too_small(state, cells);
    } else {
        view_header(state, cells);
        if (state->screen == SCREEN_BOARD) {
            view_board(state, cells);
        } else if (state->screen == SCREEN_VIEW) {
            if (state->layout.tabs.rows > 0) {
                view_tabs(state, cells);
            }
            if (views[state->view]->draw != NULL) {
                views[state->view]->draw(state, cells);
            } else {
                view_records(state, cells);
            }
        } else if (state->screen == SCREEN_PREVIEW) {
            view_form(state, cells);
        } else {
            view_page(state, cells);
        }
        view_news(state, cells);
        view_footer(state, cells);
        view_prompt(state, cells);
        view_message(state, cells);
    }
    return cells->failed ? error_no_memory(error) : true;
}
