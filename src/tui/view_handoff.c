/* The packet that this session hands over: the plan's own template, filled in from what changed; to read, to edit, to write
 * to a file or to copy. Enter follows an ID in a line. */
#include "tui/follow.h"
#include "tui/packet.h"
#include "tui/page.h"
#include "tui/request.h"
#include "tui/view.h"
#include "tui/view_table.h"

static struct area inside_of(const struct tui_state *state)
{
    return area_inside(state->layout.body);
}

/* ---- making ---- */

static bool add_line(struct tui_state *state, struct slice line)
{
    size_t indent = 0;
    bool heading = slice_starts(line, slice_of("#"));
    while (indent < line.size && line.data[indent] == ' ') {
        indent++;
    }
    struct page_line made = {.style = heading ? STYLE_TITLE : STYLE_NORMAL,
                             .indent = indent < 16 ? indent : 16,
                             .text = slice_trim(line)};
    return made.text.size == 0 ? page_add_blank(&state->answers->page)
                               : page_add_wrapped(&state->answers->page, &state->measure, made, false);
}

static bool settle(struct tui_state *state, struct error *error)
{
    struct answers *answers = state->answers;
    struct area inside = inside_of(state);
    struct slice rest = bytes_slice(&answers->packet);
    struct slice line;
    page_clear(&answers->page, inside.columns > 4 ? inside.columns - 2 : 20, 0);
    while (rest.size > 0 && slice_next(&rest, '\n', &line)) {
        if (!add_line(state, line)) {
            answers->page.count = 0;
            return error_no_memory(error);
        }
    }
    page_scroll(&answers->page, inside.rows);
    return true;
}

/* ---- drawing ---- */

static void append_title(const struct tui_state *state, struct bytes *out)
{
    const struct answers *answers = state->answers;
    const struct question_state *own = &answers->questions[QUESTION_PACKET];
    bytes_append_text(out, "Handoff");
    bytes_append_text(out, own->asked        ? " \xC2\xB7 filling in the packet\xE2\x80\xA6"
                           : answers->taken  ? " \xC2\xB7 handed out: the next packet begins here"
                           : answers->edited ? " \xC2\xB7 edited, not handed out yet; R fills it in anew"
                                             : " \xC2\xB7 the packet of this session");
}

static void draw(const struct tui_state *state, struct cells *cells)
{
    const struct answers *answers = state->answers;
    const struct question_state *own = &answers->questions[QUESTION_PACKET];
    const struct page *page = &answers->page;
    struct bytes title = {0};
    append_title(state, &title);
    cells->failed = cells->failed || title.failed;
    struct area inside = view_frame(cells, state->layout.body, true, bytes_slice(&title));
    bytes_release(&title);
    if (page->count == 0) {
        struct slice text = !own->known             ? slice_of("filling in the packet\xE2\x80\xA6")
                            : own->failure.size > 0 ? bytes_slice(&own->failure)
                                                    : slice_of(view_handoff.empty);
        cells_put(cells, inside.row + 1, inside.column + 2, inside.columns > 3 ? inside.columns - 3 : 1, STYLE_DIM, text);
        return;
    }
    size_t shown = 0;
    for (; shown < inside.rows && page->top + shown < page->count; shown++) {
        size_t row = inside.row + shown;
        view_line(cells, &page->lines[page->top + shown], row, inside);
        cells_add_target(cells, (struct area){row, inside.column, 1, inside.columns}, TARGET_LINE, 0, page->top + shown);
        view_mark_row(cells, row, inside, true, false, page->top + shown == page->selected);
    }
    view_scroll_mark(cells, state->layout.body, page->top, shown, page->count);
}

/* ---- keys ---- */

static bool move(struct tui_state *state, enum action action)
{
    struct page *page = &state->answers->page;
    size_t rows = inside_of(state).rows;
    long step = rows > 1 ? (long)rows - 1 : 1;
    switch (action) {
    case ACTION_UP:
        page_step(page, -1);
        return true;
    case ACTION_DOWN:
        page_step(page, 1);
        return true;
    case ACTION_PAGE_UP:
        page_step(page, -step);
        return true;
    case ACTION_PAGE_DOWN:
        page_step(page, step);
        return true;
    case ACTION_FIRST:
        page_step(page, -(long)page->count);
        return true;
    case ACTION_LAST:
        page_step(page, (long)page->count);
        return true;
    default:
        return false;
    }
}

static bool act(struct tui_state *state, enum action action, struct tui_effects *effects)
{
    struct answers *answers = state->answers;
    const struct page *page = &answers->page;
    if (move(state, action)) {
        return true;
    }
    switch (action) {
    case ACTION_OPEN:
        if (page->selected < page->count) {
            (void)follow_text(state, page->lines[page->selected].text, NULL);
        }
        return true;
    case ACTION_EDITOR:
        if (page->count > 0) {
            effects_add(effects, EFFECT_PACKET_EDIT);
        }
        return true;
    case ACTION_YANK:
        if (page->count > 0) {
            effects_add(effects, EFFECT_PACKET_COPY);
        }
        return true;
    default:
        return false;
    }
}

const struct view view_handoff = {
    .name = "handoff",
    .title = "Handoff",
    .digit = 'W',
    .draw = draw,
    .act = act,
    .settle = settle,
    .empty = "The packet is empty: R fills it in anew.",
};
