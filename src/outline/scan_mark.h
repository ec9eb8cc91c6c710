/* scan_mark.h: what a line's text begins with: each function looks at `line->text`, which must be set, and changes
 * nothing but what it is given to fill in. Indents, and what may interrupt what, are the scanner's business.
 */
#ifndef WORKBOARD_OUTLINE_SCAN_MARK_H
#define WORKBOARD_OUTLINE_SCAN_MARK_H

#include "outline/scan_line.h"

#include <stdint.h>

/* How many # an ATX heading begins with; 0 where there is none. */
unsigned scan_mark_heading(const struct scan_line *line);

/* The heading's text: `*start` to `*end`, closing #s off. */
void scan_heading_text(const struct scan_line *line, size_t *start, size_t *end);

/* How many bytes the marker of an opening fence has; 0 where there is none. */
size_t scan_mark_fence(const struct scan_line *line);

/* Whether the line closes a fence of `length` bytes `marker`. */
bool scan_mark_fence_end(const struct scan_line *line, char marker, size_t length);

/* 1 or 2 for the underline of a setext heading, else 0. */
unsigned scan_mark_underline(const struct scan_line *line);

/* A thematic break. Remembers in the line where none can begin, so that all the tries in one line are linear. */
bool scan_mark_break(struct scan_line *line);

struct scan_list_mark {
    bool ordered;
    char marker;     /* - + * . ) */
    uint32_t number; /* of an ordered list */
    size_t size;     /* bytes of the marker */
};

/* A list marker. One that `interrupts` a paragraph must have text behind it and count from 1. */
bool scan_mark_list(const struct scan_line *line, bool interrupts, struct scan_list_mark *mark);

/* Whether a task box stands at the text: `[ ]`, `[x]` or `[X]` with white space behind it. */
bool scan_mark_box(const struct scan_line *line);

/* How many columns the delimiter row of a table has; 0 where the text is none. */
size_t scan_mark_delimiter(const struct scan_line *line);

/* Which kind (1 to 7) of HTML block begins here, or 0. Kind 7 cannot interrupt a paragraph. */
unsigned scan_mark_html(const struct scan_line *line, bool interrupts);

/* Whether an HTML block of kind 1 to 5 ends in this line. */
bool scan_mark_html_end(const struct scan_line *line, unsigned kind);

#endif
