#include "tui/page_lines.h"

#include "base/memory.h"
#include "outline/plain.h"

void page_clear(struct page *page, size_t columns, size_t limit)
{
    page->count = 0;
    page->columns = columns;
    page->limit = limit;
    arena_release(&page->arena);
    arena_init(&page->arena);
}

void page_release(struct page *page)
{
    memory_free(page->lines);
    arena_release(&page->arena);
    *page = (struct page){0};
}

bool page_is_full(const struct page *page)
{
    return page->limit > 0 && page->count >= page->limit;
}

bool page_add(struct page *page, struct page_line line)
{
    if (page_is_full(page)) {
        return true;
    }
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

static struct slice clean_copy(struct arena *arena, struct slice text, bool plain)
{
    struct bytes bare = {0};
    struct bytes clean = {0};
    struct slice copy = {0};
    bool good = !plain || plain_append(&bare, text);
    if (good && utf8_append_clean(&clean, plain ? bytes_slice(&bare) : text, true)) {
        copy = arena_copy(arena, slice_trim(bytes_slice(&clean)));
    }
    bytes_release(&bare);
    bytes_release(&clean);
    return copy;
}

bool page_add_wrapped(struct page *page, struct cells *measure, struct page_line line, bool plain)
{
    if (page_is_full(page)) {
        return true;
    }
    struct slice text = clean_copy(&page->arena, line.text, plain);
    if (text.data == NULL) {
        return false;
    }
    size_t taken = line.indent + cells_measure(measure, line.label) + (line.label.size > 0 ? 1 : 0) +
                   (line.symbol != NULL ? 2 : 0);
    size_t room = page->columns > taken + 10 ? page->columns - taken : 10;
    struct slice part = {0};
    size_t at = 0;
    bool first = true;
    while (!page_is_full(page) && cells_wrap(measure, text, room, &at, &part)) {
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
