#include "text/line_index.h"

#include "base/memory.h"

/* Where `byte` next stands at or after `from`; the size of the text where it does not. */
static size_t next_byte(struct slice text, char byte, size_t from)
{
    const char *hit = from < text.size ? memchr(text.data + from, byte, text.size - from) : NULL;
    return hit == NULL ? text.size : (size_t)(hit - text.data);
}

/* Counts the lines, and writes their starts where `starts` is given. The next LF and the next CR are both remembered,
 * so that a text with one kind only is searched once, not once a line. */
static size_t walk_lines(struct slice text, enum line_index_form form, uint32_t *starts)
{
    size_t count = 0;
    size_t start = 0;
    size_t feed = next_byte(text, '\n', 0);
    size_t carriage = form == LINE_INDEX_FEED ? text.size : next_byte(text, '\r', 0);
    while (start < text.size) {
        if (starts != NULL) {
            starts[count] = (uint32_t)start;
        }
        count++;
        size_t ending = feed < carriage ? feed : carriage;
        if (ending == text.size) {
            break;
        }
        start = ending + (carriage + 1 == feed ? 2 : 1);
        feed = feed < start ? next_byte(text, '\n', start) : feed;
        carriage = carriage < start ? next_byte(text, '\r', start) : carriage;
    }
    return count;
}

bool line_index_make(struct line_index *index, struct slice text, enum line_index_form form)
{
    *index = (struct line_index){0};
    if (text.size > LINE_INDEX_LIMIT) {
        return false;
    }
    size_t count = walk_lines(text, form, NULL);
    uint32_t *starts = memory_new(count, sizeof *starts);
    if (starts == NULL) {
        return false;
    }
    walk_lines(text, form, starts);
    *index = (struct line_index){.starts = starts, .count = count, .size = text.size};
    return true;
}

void line_index_release(struct line_index *index)
{
    memory_free(index->starts);
    *index = (struct line_index){0};
}

size_t line_index_find(const struct line_index *index, size_t offset)
{
    size_t low = 0;
    size_t high = index->count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (index->starts[middle] <= offset) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}
