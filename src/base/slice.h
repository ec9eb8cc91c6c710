/* slice.h: a run of bytes that somebody else owns. A value type: pass it by value.
 *
 * Not terminated by a NUL, may hold any byte. `data` may be NULL only where `size` is 0. A slice is valid as long as
 * what it points into.
 */
#ifndef WORKBOARD_BASE_SLICE_H
#define WORKBOARD_BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct slice {
    const char *data;
    size_t size;
};

/* What slice_find gives where there is nothing to find. */
#define SLICE_NONE ((size_t)-1)

static inline struct slice slice_make(const char *data, size_t size)
{
    return (struct slice){.data = data, .size = size};
}

static inline struct slice slice_of(const char *text)
{
    return (struct slice){.data = text, .size = text == NULL ? 0 : strlen(text)};
}

/* For printf: printf("%.*s", SLICE_PRINT(s)). Cuts at INT_MAX. */
#define SLICE_PRINT(s) ((int)((s).size > 0x7fffffff ? 0x7fffffff : (s).size)), ((s).data == NULL ? "" : (s).data)

static inline bool slice_equal(struct slice a, struct slice b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

/* Equal without regard to the case of ASCII, Latin-1, Greek and Cyrillic letters (simple folding, UTF-8). */
bool slice_equal_fold(struct slice a, struct slice b);

/* -1, 0, 1 by bytes. */
int slice_compare(struct slice a, struct slice b);

bool slice_starts(struct slice text, struct slice prefix);
bool slice_starts_fold(struct slice text, struct slice prefix);
bool slice_ends(struct slice text, struct slice suffix);

/* Where `part` first stands in `text` at or after `from`, or SLICE_NONE. An empty part is found at `from`. */
size_t slice_find(struct slice text, struct slice part, size_t from);

/* Without white space (space, tab, CR, LF, VT, FF) at both ends. */
struct slice slice_trim(struct slice text);

/* From `start` to `end`, both cut to the text. */
static inline struct slice slice_part(struct slice text, size_t start, size_t end)
{
    end = end > text.size ? text.size : end;
    start = start > end ? end : start;
    return (struct slice){.data = text.data == NULL ? NULL : text.data + start, .size = end - start};
}

/* Splits off what stands before the next `separator` byte: sets `*part`, moves `*rest` behind the separator, returns
 * false when nothing is left. "a,,b" gives "a", "", "b". Begin with *rest the whole text. */
bool slice_next(struct slice *rest, char separator, struct slice *part);

/* The fold of one code point as slice_equal_fold sees it. */
unsigned long slice_fold_code(unsigned long code);

#endif
