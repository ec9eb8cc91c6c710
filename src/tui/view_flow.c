/* How the work went on: how many tasks there were, were in progress and were done over time, in all, of each milestone and
 * of each lane: what `workboard history --plot` draws. */
#include "store/flow_plot.h"
#include "tui/view.h"
#include "tui/view_table.h"

enum { AREA_ROWS = 8, TALL = 30, TALL_ROWS = 14, WIDEST = 160 };

static size_t plot_columns(const struct tui_state *state)
{
    struct area inside = area_inside(state->layout.body);
    return flow_plot_columns(inside.columns > 2 ? inside.columns - 2 : 1, WIDEST);
}

/* ---- drawing ---- */

/* Where the next piece goes; lines above `top` and below the area are not drawn. */
struct pen {
    struct cells *cells;
    struct area area;
    size_t top;
    size_t line;
    size_t column;
};

static void put(void *context, enum flow_part part, struct slice text)
{
    static const enum style styles[FLOW_PART_COUNT] = {
        [FLOW_PART_PLAIN] = STYLE_NORMAL,
        [FLOW_PART_DONE] = STYLE_STATE + STATE_DONE,
        [FLOW_PART_BUSY] = STYLE_STATE + STATE_IN_PROGRESS,
        [FLOW_PART_OPEN] = STYLE_DIM,
        [FLOW_PART_HEADING] = STYLE_TITLE,
        [FLOW_PART_WHOLE] = STYLE_STATE + STATE_DONE,
    };
    struct pen *pen = context;
    size_t used = cells_measure(pen->cells, text);
    bool shown = pen->line >= pen->top && pen->line - pen->top < pen->area.rows && pen->column < pen->area.columns;
    if (shown) {
        cells_put_cut(pen->cells, pen->area.row + pen->line - pen->top, pen->area.column + pen->column,
                      pen->area.columns - pen->column, styles[part], text);
    }
    pen->column += used;
}

static void put_end(void *context)
{
    struct pen *pen = context;
    pen->line++;
    pen->column = 0;
}

static void plot_all(const struct tui_state *state, struct pen *pen, struct cells *cells)
{
    const struct flow *flows = state->answers->flows;
    struct flow_plot plot = {.columns = plot_columns(state),
                             .utf8 = !state->ascii,
                             .width = state->width,
                             .put = put,
                             .put_end = put_end,
                             .context = pen};
    flow_plot_area(&plot, &flows[FLOW_ALL], pen->area.rows >= TALL ? (size_t)TALL_ROWS : (size_t)AREA_ROWS);
    flow_plot_groups(&plot, flows[FLOW_MILESTONE].group_count > 0 ? &flows[FLOW_MILESTONE] : NULL,
                     flows[FLOW_LANE].group_count > 0 ? &flows[FLOW_LANE] : NULL);
    cells->failed = cells->failed || plot.failed;
}

static bool settle(struct tui_state *state, struct error *error)
{
    struct answers *answers = state->answers;
    size_t points = flow_plot_points(plot_columns(state));
    const struct question_state *own = &answers->questions[QUESTION_HISTORY];
    if (!own->known || own->failure.size > 0 || answers->flow_points == points) {
        return true;
    }
    /* Counted by drawing all of it nowhere. */
    struct pen pen = {.cells = &state->measure, .area = area_inside(state->layout.body), .top = SIZE_MAX};
    answers->flow_points = 0;
    for (int by = FLOW_ALL; by <= FLOW_LANE; by++) {
        flow_release(&answers->flows[by]);
        if (!flow_init(&answers->flows[by], &answers->events, state->plan, (enum flow_by)by, points, answers->now, error)) {
            return false;
        }
    }
    answers->flow_points = points;
    plot_all(state, &pen, &state->measure);
    answers->flow_lines = pen.line;
    return !state->measure.failed || error_no_memory(error);
}

static void draw(const struct tui_state *state, struct cells *cells)
{
    const struct answers *answers = state->answers;
    struct bytes text = {0};
    bytes_append_text(&text, "Flow");
    history_put_heading(state, &text);
    struct area inside = view_frame(cells, state->layout.body, true, bytes_slice(&text));
    bytes_clear(&text);
    struct area area = {inside.row, inside.column + 1, inside.rows, inside.columns > 2 ? inside.columns - 2 : 1};
    if (answers->flow_points == 0) {
        if (history_explain(state, &text)) {
            cells_put(cells, area.row + 1, area.column, area.columns, STYLE_DIM, bytes_slice(&text));
        }
    } else {
        struct pen pen = {.cells = cells, .area = area, .top = answers->flow_top};
        plot_all(state, &pen, cells);
        size_t shown = pen.line > answers->flow_top ? pen.line - answers->flow_top : 0;
        view_scroll_mark(cells, state->layout.body, answers->flow_top, shown < area.rows ? shown : area.rows, pen.line);
    }
    cells->failed = cells->failed || text.failed;
    bytes_release(&text);
}

/* ---- keys ---- */

static bool act(struct tui_state *state, enum action action, struct tui_effects *effects)
{
    struct answers *answers = state->answers;
    size_t rows = area_inside(state->layout.body).rows;
    size_t last = answers->flow_lines > rows ? answers->flow_lines - rows : 0;
    size_t page = rows > 1 ? rows - 1 : 1;
    (void)effects;
    switch (action) {
    case ACTION_UP:
        answers->flow_top -= answers->flow_top > 0 ? 1 : 0;
        return true;
    case ACTION_DOWN:
        answers->flow_top += answers->flow_top < last ? 1 : 0;
        return true;
    case ACTION_PAGE_UP:
        answers->flow_top = answers->flow_top > page ? answers->flow_top - page : 0;
        return true;
    case ACTION_PAGE_DOWN:
        answers->flow_top = answers->flow_top + page < last ? answers->flow_top + page : last;
        return true;
    case ACTION_FIRST:
        answers->flow_top = 0;
        return true;
    case ACTION_LAST:
        answers->flow_top = last;
        return true;
    default:
        return false;
    }
}

const struct view view_flow = {
    .name = "flow",
    .title = "Flow",
    .digit = 'f',
    .draw = draw,
    .act = act,
    .settle = settle,
    .empty = "no task was ever written down in a commit",
};
