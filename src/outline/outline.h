/* outline.h: the shape of one Markdown document, with byte spans. Read-only once scanned.
 *
 * The scanner follows the block structure of CommonMark 0.29 with GFM tables, task list items, as cmark-gfm
 * 0.29.0.gfm.6 (extensions table, tasklist) reads it: the same headings, tables, rows, cells, lists, items, fences,
 * indented code and HTML blocks on every input (with invalid UTF-8 and NUL read as U+FFFD). Inlines are not parsed
 * here. It runs in time linear in the size of the document. Task boxes are read as GFM means them: cmark-gfm itself
 * misses those in quotes and behind a second marker, and takes a `[x]` anywhere in the line for a tick.
 *
 * Front matter (`---` on the first line, up to a line `---` or `...`, allowing a byte order mark) is taken off first,
 * which cmark-gfm does not know. A byte order mark at the start belongs to no node.
 *
 * Nodes lie in one array in document order (a parent before its children); 0 is the document itself, and as an index
 * also means "none", because the document is nobody's child. Depth is bounded at OUTLINE_DEPTH containers: what is
 * nested deeper is read as text of the innermost one.
 */
#ifndef WORKBOARD_OUTLINE_OUTLINE_H
#define WORKBOARD_OUTLINE_OUTLINE_H

#include "base/error.h"
#include "text/source.h"

#include <stdint.h>

enum { OUTLINE_DEPTH = 200 };

enum outline_type {
    OUTLINE_DOCUMENT,
    OUTLINE_FRONT_MATTER, /* content: between the two marker lines */
    OUTLINE_HEADING,      /* ATX or setext; level 1 to 6; content: its text, closing #s off */
    OUTLINE_PARAGRAPH,    /* content: from the first byte of its text to the last, prefixes of containers in between */
    OUTLINE_TABLE,        /* children: rows; content = span */
    OUTLINE_ROW,          /* content: the row's text in its line, without container prefix, indent and line ending */
    OUTLINE_LIST,         /* children: items; ordered and marker below */
    OUTLINE_ITEM,         /* content: the text of its first line behind marker and task box, or empty */
    OUTLINE_QUOTE,
    OUTLINE_FENCE,     /* content: between the fence lines; info: see outline_fence_info */
    OUTLINE_CODE,      /* indented */
    OUTLINE_HTML,      /* an HTML block */
    OUTLINE_BREAK,     /* a thematic break */
    OUTLINE_DEFINITION /* link reference definitions that cmark-gfm takes out of a paragraph */
};

enum outline_box { OUTLINE_BOX_NONE, OUTLINE_BOX_EMPTY, OUTLINE_BOX_TICKED };

struct outline_node {
    uint8_t type;         /* enum outline_type */
    uint8_t level;        /* of a heading */
    uint8_t box;          /* of an item: enum outline_box */
    char marker;          /* of a list and its items: - + * . ) ; of a fence: ` or ~; of a setext heading: = or - */
    bool ordered;         /* of a list and its items */
    bool tight;           /* of a list */
    bool header;          /* of a row: the header row. The delimiter row is no node: see outline_delimiter_line */
    uint8_t blanks;       /* the scanner's own: which blank lines decide on `tight` */
    uint32_t columns;     /* of a table: how many its header row has */
    uint32_t number;      /* of an item of an ordered list: the number as written */
    uint32_t parent;
    uint32_t next;        /* sibling, or 0 */
    uint32_t child;       /* first child, or 0 */
    size_t line;          /* of its first line, from 1 */
    struct span span;     /* whole lines: from the start of its first line to behind the ending of its last one with
                             content (trailing blank lines belong to nobody but fences and code that hold them) */
    struct span content;
    struct span box_span; /* of an item with a box: the one byte between the brackets */
};

struct outline;

/* Scans `source`, which must outlive the outline. NULL only when memory ran out or the document has more than
 * 4,000,000,000 bytes. */
struct outline *outline_scan(const struct source *source, struct error *error);
void outline_free(struct outline *outline); /* NULL is allowed */

const struct source *outline_source(const struct outline *outline);
uint32_t outline_count(const struct outline *outline);
const struct outline_node *outline_node(const struct outline *outline, uint32_t index);

/* The node that comes next in document order within `root` (0: the whole document), or 0. Begin with `root` itself. */
uint32_t outline_next(const struct outline *outline, uint32_t root, uint32_t index);

/* The text of a node's content as it stands. */
struct slice outline_text(const struct outline *outline, uint32_t index);

/* ---- sections: a heading directly in the document and what stands below it ---- */

/* The heading (a child of the document) whose section `index` stands in directly, or 0 before the first one. For a
 * heading: the one of its parent section. */
uint32_t outline_section_of(const struct outline *outline, uint32_t index);

/* From the start of the heading's line to the start of the next heading of the same or a higher level, or the end of
 * the document. With `heading` 0: what stands before the first heading. */
struct span outline_section_span(const struct outline *outline, uint32_t heading);

/* The first top-level node behind the section of `heading`, or 0. */
uint32_t outline_section_end(const struct outline *outline, uint32_t heading);

/* ---- tables ---- */

struct outline_cell {
    struct span outer; /* between the pipes, padding included */
    struct span text;  /* trimmed; of an empty cell, empty: in the middle of its padding, or behind the one blank */
};

/* Cuts a row into cells as GFM does: at every `|` that no backslash stands directly before; a leading and a trailing
 * pipe make no cell. Fills at most `capacity` and returns how many there are, which may be more or fewer than the
 * table's columns. Nothing is allocated. */
size_t outline_cells(const struct outline *outline, uint32_t row, struct outline_cell *cells, size_t capacity);

/* One cell; false where the row has none of that number (from 0). */
bool outline_cell_at(const struct outline *outline, uint32_t row, size_t column, struct outline_cell *cell);

/* The line of the table's delimiter row. */
size_t outline_delimiter_line(const struct outline *outline, uint32_t table);

/* The text of a fence's info string, trimmed. */
struct slice outline_fence_info(const struct outline *outline, uint32_t fence);

#endif
