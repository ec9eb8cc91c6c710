#include "tui/page.h"

#include "tui/page_help.h"
#include "tui/page_record.h"

/* Columns that a page's text may take: frame, a column for the mark of the selection, a blank. */
static size_t page_columns(const struct tui_state *state)
{
    return state->columns > 24 ? state->columns - 4 : 20;
}

struct slice page_title(const struct tui_state *state)
{
    if (state->screen == SCREEN_HELP) {
        return slice_of("Help");
    }
    const struct record *record = state_open_record(state);
    return record != NULL ? record_name(record) : bytes_slice(&state->gone);
}

void page_step(struct page *page, long steps)
{
    if (page->count == 0) {
        page->selected = 0;
    } else if (steps < 0) {
        size_t back = (size_t)-steps;
        page->selected = back > page->selected ? 0 : page->selected - back;
    } else {
        page->selected = page->count - 1 - page->selected < (size_t)steps ? page->count - 1
                                                                         : page->selected + (size_t)steps;
    }
}

void page_scroll(struct page *page, size_t visible)
{
    if (page->selected >= page->count) {
        page->selected = page->count == 0 ? 0 : page->count - 1;
    }
    if (visible == 0 || page->count <= visible) {
        page->top = 0;
        return;
    }
    if (page->selected < page->top) {
        page->top = page->selected;
    }
    if (page->selected >= page->top + visible) {
        page->top = page->selected - visible + 1;
    }
    if (page->top + visible > page->count) {
        page->top = page->count - visible;
    }
}

bool page_build(struct tui_state *state, struct error *error)
{
    struct page *page = &state->page;
    bool done = true;
    page_clear(page, page_columns(state), 0);
    if (state->screen == SCREEN_RECORD) {
        done = page_build_record(state, page, state_open_record(state));
    } else if (state->screen == SCREEN_HELP) {
        done = page_build_help(state);
    }
    if (!done) {
        page->count = 0;
        return error_no_memory(error);
    }
    page_scroll(page, area_inside(state->layout.body).rows);
    return true;
}
