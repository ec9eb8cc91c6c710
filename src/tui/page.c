#include "tui/page.h"

#include "base/memory.h"
#include "tui/describe.h"

size_t page_columns(const struct tui_state *state)
{
    /* Frame, a column for the mark of the selection, a blank. */
    return state->columns > 24 ? state->columns - 4 : 20;
}

bool page_add(struct page *page, struct page_line line)
{
    if (page->count == page->capacity &&
        !memory_grow(&page->lines, &page->capacity, page->count + 1, sizeof *page->lines)) {
        return false;
    }
    page->lines[page->count++] = line;
    return true;
}

bool page_add_blank(struct page *page)
{
    return page_add(page, (struct page_line){.style = STYLE_NORMAL});
}

bool page_add_title(struct page *page, const char *title)
{
    return page_add_blank(page) && page_add(page, (struct page_line){.style = STYLE_TITLE, .text = slice_of(title)});
}

static struct slice clean_copy(struct arena *arena, struct slice text)
{
    struct bytes clean = {0};
    struct slice copy = {0};
    if (utf8_append_clean(&clean, text, true)) {
        copy = arena_copy(arena, slice_trim(bytes_slice(&clean)));
    }
    bytes_release(&clean);
    return copy;
}

bool page_add_wrapped(struct tui_state *state, struct page_line line, bool plain)
{
    struct page *page = &state->page;
    struct slice text = plain ? describe_clean(&page->arena, line.text) : clean_copy(&page->arena, line.text);
    if (text.data == NULL) {
        return false;
    }
    size_t taken = line.indent + cells_measure(&state->measure, line.label) + (line.label.size > 0 ? 1 : 0) +
                   (line.symbol != NULL ? 2 : 0);
    size_t columns = page_columns(state);
    size_t room = columns > taken + 10 ? columns - taken : 10;
    struct slice part = {0};
    size_t at = 0;
    bool first = true;
    while (cells_wrap(&state->measure, text, room, &at, &part)) {
        line.text = part;
        if (!page_add(page, line)) {
            return false;
        }
        if (first) {
            line.indent = taken;
            line.label = (struct slice){0};
            line.right = (struct slice){0};
            line.symbol = NULL;
            first = false;
        }
    }
    line.text = (struct slice){0};
    return !first || page_add(page, line);
}

struct slice page_title(const struct tui_state *state)
{
    switch (state->screen) {
    case SCREEN_HELP:
        return slice_of("Help");
    case SCREEN_LOG:
        return slice_of("Log and notes");
    default:
        break;
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
    page->count = 0;
    arena_release(&page->arena);
    arena_init(&page->arena);
    if (state->screen == SCREEN_RECORD) {
        done = page_build_record(state);
    } else if (state->screen == SCREEN_HELP) {
        done = page_build_help(state);
    } else if (state->screen == SCREEN_LOG) {
        done = page_build_log(state);
    }
    if (!done) {
        page->count = 0;
        return error_no_memory(error);
    }
    page_scroll(page, area_inside(state->layout.body).rows);
    return true;
}
