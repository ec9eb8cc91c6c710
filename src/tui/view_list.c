/* The views that are lists: rows in columns, and beside or below them what the selected one says. */
#include "tui/describe.h"
#include "tui/page_record.h"
#include "tui/view.h"
#include "tui/view_table.h"

#include <stdio.h>

enum {
    GAP = 2,
    FLEXIBLE = 24, /* columns that the flexible one wants */
    NARROWEST = 12 /* what is cut shorter tells too little */
};

/* ---- making ---- */

static bool fill(struct tui_state *state, struct list *list)
{
    const struct view *view = views[state->view];
    if (view->fill != NULL) {
        return view->fill(state, list);
    }
    for (int kind = 0; kind < KIND_COUNT; kind++) {
        const struct records *records = &state->plan->records[kind];
        for (size_t i = 0; (view->kinds & VIEW_KIND(kind)) != 0 && i < records->count; i++) {
            if (!list_add(list, (struct list_row){.record = records->items[i]})) {
                return false;
            }
        }
    }
    return true;
}

/* How wide the columns have to be for the rows in sight; they never get narrower, so that scrolling moves nothing. */
static bool measure(struct tui_state *state, struct list *list, const struct list_column *columns, size_t visible)
{
    struct bytes text = {0};
    for (size_t c = 0; columns[c].title != NULL; c++) {
        size_t widest = list->widths[c];
        size_t title = strlen(columns[c].title);
        widest = title > widest ? title : widest;
        for (size_t i = list->top; i < list->count && i - list->top < visible && widest < columns[c].most; i++) {
            enum style style;
            bytes_clear(&text);
            columns[c].cell(&text, state, list_at(list, i), &style);
            size_t measured = cells_measure(&state->measure, bytes_slice(&text)) + (columns[c].symbol ? 2 : 0);
            widest = measured > widest ? measured : widest;
        }
        list->widths[c] = columns[c].most > 0 && widest > columns[c].most ? columns[c].most : widest;
    }
    bool good = !text.failed;
    bytes_release(&text);
    return good;
}

static bool add_value(struct tui_state *state, const char *label, const struct bytes *value)
{
    struct page *page = &state->detail;
    struct page_line line = {.style = STYLE_NORMAL, .indent = 1, .label = slice_of(label), .text = bytes_slice(value)};
    return value->size == 0 || page_add_wrapped(page, &state->measure, line, false);
}

/* What an entry of the log says, values whole, and then the record as it is now. */
static bool add_entry(struct tui_state *state, const struct list_row *row)
{
    const struct log_entry *entry =
        row->number < state->log_count ? state_log(state, state->log_count - 1 - row->number) : NULL;
    struct page *page = &state->detail;
    if (entry == NULL) {
        return true;
    }
    struct page_line head = {.style = STYLE_BOLD, .label = slice_of(entry->clock), .text = bytes_slice(&entry->what)};
    return page_add_wrapped(page, &state->measure, head, false) && add_value(state, "field", &entry->field) &&
           add_value(state, "from ", &entry->old) && add_value(state, "to   ", &entry->new) &&
           add_value(state, "at   ", &entry->place);
}

/* The whole of a finding, which is mostly longer than its row, and what its rule is about. */
static bool add_finding(struct tui_state *state, const struct list_row *row)
{
    const struct finding *finding = row->number < state->check.count ? &state->check.items[row->number] : NULL;
    struct page_line said = {.style = STYLE_BOLD, .text = finding == NULL ? slice_of("") : finding->message};
    struct page_line rule = {.text = finding == NULL ? slice_of("") : slice_of(finding->rule->summary)};
    return finding == NULL || (page_add_wrapped(&state->detail, &state->measure, said, false) &&
                               page_add_wrapped(&state->detail, &state->measure, rule, false));
}

static bool build_detail(struct tui_state *state, const struct list *list)
{
    const struct view *view = views[state->view];
    const struct list_row *row = list_selected(list);
    struct area inside = area_inside(state->layout.detail);
    page_clear(&state->detail, inside.columns > 2 ? inside.columns - 2 : 1, inside.rows);
    if (inside.rows == 0 || row == NULL) {
        return true;
    }
    if (view->detail != NULL) {
        return view->detail(state, row);
    }
    if (state->view == VIEW_LOG && (!add_entry(state, row) || (row->record != NULL && !page_add_blank(&state->detail)))) {
        return false;
    }
    if (state->view == VIEW_CHECK && !add_finding(state, row)) {
        return false;
    }
    return row->record == NULL || page_build_brief(state, &state->detail, row->record);
}

bool view_fill(struct tui_state *state, struct error *error)
{
    struct list *list = state_list(state);
    if (list == NULL || list->built) {
        return true;
    }
    list_unbuild(list);
    if (!fill(state, list)) {
        list_unbuild(list);
        return error_no_memory(error);
    }
    list->built = true;
    memset(list->widths, 0, sizeof list->widths);
    return true;
}

bool view_settle(struct tui_state *state, struct error *error)
{
    const struct view *view = views[state->view];
    struct list *list = state_list(state);
    if (list == NULL) {
        return view->settle == NULL || view->settle(state, error);
    }
    size_t visible = state->layout.list_rows;
    if (!list_settle(list, state, view->columns, visible) || !measure(state, list, view->columns, visible) ||
        !build_detail(state, list)) {
        state->detail.count = 0;
        return error_no_memory(error);
    }
    return true;
}

/* ---- drawing ---- */

/* Which columns there is room for, and how wide the flexible one is. */
static void choose_columns(const struct list *list, const struct list_column *columns, size_t room, size_t *widths)
{
    size_t count = 0;
    size_t flexible = SIZE_MAX;
    size_t wanted = room * 2 / 5 < FLEXIBLE ? room * 2 / 5 : (size_t)FLEXIBLE;
    for (; columns[count].title != NULL; count++) {
        widths[count] = list->widths[count];
        if (columns[count].most == 0) {
            flexible = count;
            widths[count] = wanted;
        }
    }
    for (;;) {
        size_t sum = 0;
        size_t least = SIZE_MAX;
        for (size_t c = 0; c < count; c++) {
            if (widths[c] == 0) {
                continue;
            }
            sum += widths[c] + GAP;
            if (c != flexible && (least == SIZE_MAX || columns[c].weight < columns[least].weight)) {
                least = c;
            }
        }
        if (sum <= room + GAP || least == SIZE_MAX) {
            if (flexible != SIZE_MAX) {
                size_t others = sum - GAP - wanted;
                widths[flexible] = room > others ? room - others : 1;
            }
            return;
        }
        size_t missing = sum - (room + GAP);
        bool narrows = columns[least].weight >= LIST_ESSENTIAL && widths[least] >= NARROWEST + missing;
        widths[least] = narrows ? widths[least] - missing : 0;
    }
}

static void draw_row(const struct tui_state *state, struct cells *cells, const struct list_column *columns,
                     const size_t *widths, const struct list_row *item, size_t row, struct area area)
{
    struct bytes text = {0};
    size_t column = area.column;
    size_t end = area.column + area.columns;
    for (size_t c = 0; columns[c].title != NULL; c++) {
        enum style style = STYLE_NORMAL;
        if (widths[c] == 0 || column >= end) {
            continue;
        }
        size_t width = widths[c] < end - column ? widths[c] : end - column;
        size_t used = 0;
        bytes_clear(&text);
        columns[c].cell(&text, state, item, &style);
        const struct record *record = item->record;
        if (columns[c].symbol && record != NULL) {
            const struct record *shown = record->kind == KIND_QUEUE && record->task != NULL ? record->task : record;
            bool known = shown->status.size > 0 || shown->state != STATE_UNKNOWN;
            used = known ? view_symbol(cells, row, column, shown->state) : 2;
        }
        if (width > used) {
            cells_put(cells, row, column + used, width - used, style, bytes_slice(&text));
        }
        column += widths[c] + GAP;
    }
    cells->failed = cells->failed || text.failed;
    bytes_release(&text);
}

static void draw_titles(struct cells *cells, const struct list *list, const struct list_column *columns,
                        const size_t *widths, struct area area)
{
    size_t column = area.column;
    for (size_t c = 0; columns[c].title != NULL; c++) {
        if (widths[c] == 0 || column >= area.column + area.columns) {
            continue;
        }
        size_t used = cells_put_text(cells, area.row, column, widths[c], STYLE_LABEL, columns[c].title);
        cells_add_target(cells, (struct area){area.row, column, 1, widths[c] + GAP}, TARGET_COLUMN, 0, c);
        if (list->sort == c + 1) {
            cells_put_text(cells, area.row, column + used, 1, STYLE_FOCUS, list->reverse ? "\xE2\x86\x91" : "\xE2\x86\x93");
        }
        column += widths[c] + GAP;
    }
}

static void draw_empty(const struct tui_state *state, const struct list *list, struct cells *cells, struct area inside)
{
    const struct view *view = views[state->view];
    struct bytes reason = {0};
    bool explained = list->find[0] == '\0' && view->explain != NULL && view->explain(state, &reason);
    struct slice text = explained                ? bytes_slice(&reason)
                        : list->find[0] != '\0' ? slice_of("Nothing here fits the filter; Esc shows all again.")
                                                : slice_of(view->empty);
    struct slice line;
    size_t at = 0;
    for (size_t row = 1; row < inside.rows && inside.columns > 4 &&
                         cells_wrap(cells, text, inside.columns - 4, &at, &line);
         row++) {
        cells_put(cells, inside.row + row, inside.column + 2, inside.columns - 4, STYLE_DIM, line);
    }
    cells->failed = cells->failed || reason.failed;
    bytes_release(&reason);
}

static struct area open_frame(const struct tui_state *state, const struct list *list, struct cells *cells)
{
    const struct view *view = views[state->view];
    struct bytes title = {0};
    bytes_append_text(&title, view->title);
    if (list->find[0] != '\0') {
        bytes_append_format(&title, " /%s \xC2\xB7 %zu of %zu", list->find, list->count, list->all_count);
    } else {
        bytes_append_format(&title, " \xC2\xB7 %zu", list->all_count);
    }
    if (view->heading != NULL) {
        view->heading(state, &title);
    }
    cells->failed = cells->failed || title.failed;
    struct area area = state->layout.list;
    if (area.rows < 4) {
        bytes_release(&title);
        return area;
    }
    struct area inside = view_frame(cells, area, true, bytes_slice(&title));
    bytes_release(&title);
    return inside;
}

static void draw_detail(const struct tui_state *state, struct cells *cells)
{
    const struct record *record = state_selected(state);
    struct area frame = state->layout.detail;
    struct area inside = area_inside(frame);
    if (inside.rows == 0) {
        return;
    }
    struct slice title = record != NULL ? record_name(record) : slice_of("");
    inside = view_frame(cells, frame, false, title);
    for (size_t i = 0; i < state->detail.count && i < inside.rows; i++) {
        view_line(cells, &state->detail.lines[i], inside.row + i, inside);
    }
    if (state->detail.count == inside.rows && inside.columns > 4) {
        cells_put_text(cells, frame.row + frame.rows - 1, frame.column + frame.columns - 4, 1, STYLE_DIM, "\xE2\x80\xA6");
    }
}

void view_records(const struct tui_state *state, struct cells *cells)
{
    const struct view *view = views[state->view];
    const struct list *list = &state->lists[state->view];
    struct area inside = open_frame(state, list, cells);
    size_t widths[LIST_COLUMNS] = {0};
    if (list->count == 0) {
        draw_empty(state, list, cells, inside);
        draw_detail(state, cells);
        return;
    }
    bool framed = state->layout.list.rows >= 4;
    struct area text = {inside.row, inside.column + 1, inside.rows, inside.columns > 2 ? inside.columns - 2 : 1};
    choose_columns(list, view->columns, text.columns, widths);
    if (framed) {
        draw_titles(cells, list, view->columns, widths, text);
    }
    size_t first = framed ? 1 : 0;
    size_t shown = 0;
    for (; shown < state->layout.list_rows && list->top + shown < list->count; shown++) {
        size_t index = list->top + shown;
        const struct list_row *item = list_at(list, index);
        size_t row = inside.row + first + shown;
        draw_row(state, cells, view->columns, widths, item, row, text);
        cells_add_target(cells, (struct area){row, inside.column, 1, inside.columns}, TARGET_LIST_ROW, 0, index);
        view_mark_row(cells, row, inside, framed, state_is_marked(state, item->record) && !item->entry,
                      index == list->selected);
        view_mark_tick(state, cells, row, inside, item->record);
    }
    if (framed) {
        view_scroll_mark(cells, state->layout.list, list->top, shown, list->count);
    }
    draw_detail(state, cells);
}

/* ---- the views in a line ---- */

/* The views that digits show stand there always, the others while they are shown. */
static bool has_tab(int view)
{
    return views[view]->digit >= '0' && views[view]->digit <= '9';
}

/* How the tabs are written: titles are cut to so many characters; the one that is shown is whole, where there is room for
 * it, and one that has no digit stands behind the others. */
struct tabs {
    size_t cut;
    bool whole;
    bool last;
};

static bool is_tab(const struct tui_state *state, const struct tabs *tabs, int view)
{
    return has_tab(view) || (tabs->last && (int)state->view == view);
}

static struct slice tab_title(const struct tui_state *state, const struct tabs *tabs, int view)
{
    bool whole = (int)state->view == view && (tabs->whole || !has_tab(view));
    return slice_part(slice_of(views[view]->title), 0, whole ? SIZE_MAX : tabs->cut);
}

static size_t tabs_columns(const struct tui_state *state, const struct tabs *tabs)
{
    size_t sum = 1;
    for (int i = 0; i < VIEW_COUNT; i++) {
        sum += is_tab(state, tabs, i) ? (views[i]->digit != 0 ? 2 : 0) + tab_title(state, tabs, i).size + 1 : 0;
    }
    return sum;
}

/* Titles of fewer than five characters say little: before they are cut so far, the one that is shown is cut too, or left out:
 * the frame below names it. */
static struct tabs choose_tabs(const struct tui_state *state, size_t columns)
{
    enum { LONGEST = 12, SHORT = 5, SHORTEST = 1 };
    struct tabs tabs = {.cut = LONGEST, .whole = true, .last = true};
    for (; tabs.cut > SHORT && tabs_columns(state, &tabs) > columns; tabs.cut--) {
    }
    tabs.whole = tabs_columns(state, &tabs) <= columns;
    tabs.last = tabs_columns(state, &tabs) <= columns;
    for (; tabs.cut > SHORTEST && tabs_columns(state, &tabs) > columns; tabs.cut--) {
    }
    return tabs;
}

/* "0 Board 1 Milestones ...": as much of the titles as there is room for, the one that is shown marked. */
void view_tabs(const struct tui_state *state, struct cells *cells)
{
    struct area area = state->layout.tabs;
    const struct tabs tabs = choose_tabs(state, area.columns);
    size_t gap = tabs_columns(state, &tabs) + 11 <= area.columns ? 2 : 1;
    size_t column = area.column + 1;
    for (int i = 0; i < VIEW_COUNT; i++) {
        const struct view *view = views[i];
        char digit[2] = {view->digit, '\0'};
        bool here = (int)state->view == i;
        if (!is_tab(state, &tabs, i)) {
            continue;
        }
        size_t start = column;
        if (view->digit != 0) {
            column += cells_put_text(cells, area.row, column, 1, STYLE_KEY, digit) + 1;
        }
        struct slice title = tab_title(state, &tabs, i);
        column += cells_put(cells, area.row, column, title.size, here ? STYLE_FOCUS : STYLE_DIM, title);
        cells_add_target(cells, (struct area){area.row, start, 1, column - start}, TARGET_VIEW, 0, (size_t)i);
        if (here) {
            cells_select(cells, area.row, start, column - start);
        }
        column += gap;
    }
    if (column + 6 < area.columns) {
        cells_put_text(cells, area.row, column, 1, STYLE_KEY, "v");
        cells_add_target(cells, (struct area){area.row, column, 1, 6}, TARGET_KEY, 0, 'v');
        cells_put_text(cells, area.row, column + 2, 4, STYLE_DIM, "more");
    }
}
