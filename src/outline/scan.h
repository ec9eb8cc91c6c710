/* scan.h: what the files of the scanner share: the outline that is built and the blocks that are open.
 *
 * scan.c reads the lines; scan_open.c opens what they begin; scan_block.c keeps the stack of open blocks;
 * scan_paragraph.c keeps the lines of the open paragraph, which may turn out to be a heading, a table or link
 * reference definitions; scan_node.c makes the nodes. Each calls those behind it, never one before it.
 */
#ifndef WORKBOARD_OUTLINE_SCAN_H
#define WORKBOARD_OUTLINE_SCAN_H

#include "base/bytes.h"
#include "outline/outline.h"
#include "outline/scan_line.h"

struct outline_section {
    uint32_t heading; /* a child of the document */
    uint32_t parent;  /* the heading of the section around it, or 0 */
    uint32_t end;     /* the next heading of the same or a higher level, or 0 */
};

struct outline {
    const struct source *source;
    struct outline_node *nodes;
    size_t count;
    size_t capacity;
    struct outline_section *sections; /* in document order */
    size_t section_count;
    size_t section_capacity;
};

/* An open block: the document, a container, or the one leaf at the top of the stack. */
struct scan_block {
    uint8_t type;        /* enum outline_type */
    bool blank;          /* the last line that concerned it was blank */
    bool loose;          /* of a list */
    char marker;         /* of a fence */
    unsigned html;       /* of an HTML block: its kind */
    uint32_t node;       /* its node */
    uint32_t last_child; /* 0 where there is none */
    uint32_t last_block; /* the same without definitions, which do not count for `tight` */
    uint32_t before;     /* last_block of its parent when this one was opened */
    size_t indent;       /* of an item: how far its content is indented, in columns */
    size_t length;       /* of a fence: bytes of its marker */
    size_t end;          /* behind the last line with content */
    size_t content_end;
};

/* A line of the open paragraph. */
struct scan_text_line {
    size_t number;
    size_t start; /* of the whole line */
    size_t text;  /* of what belongs to the paragraph */
    size_t end;   /* before the line ending */
    size_t next;  /* behind it */
};

struct scan_paragraph {
    struct scan_text_line last;
    size_t lines;
    size_t before_end;  /* `end` and `next` of the line before the last one */
    size_t before_next;
    bool bracket;      /* begins with `[`: all its lines are kept, because it may hold definitions */
    struct bytes text; /* their text, `\n` behind each */
    struct scan_text_line *kept;
    size_t *kept_at; /* where each one begins in `text` */
    size_t kept_capacity;
    size_t kept_at_capacity;
};

enum { SCAN_STACK = OUTLINE_DEPTH + 2 }; /* the document and a leaf */

struct scan {
    struct outline *outline;
    struct scan_block stack[SCAN_STACK];
    size_t open; /* how many blocks are open */
    struct scan_paragraph paragraph;
    bool failed; /* memory ran out */
};

static inline struct scan_block *scan_top(struct scan *scan)
{
    return &scan->stack[scan->open - 1];
}

static inline struct outline_node *scan_node(struct scan *scan, uint32_t index)
{
    return &scan->outline->nodes[index];
}

/* ---- scan_node.c ---- */

/* Appends a node as the last child of the innermost open block. 0 when memory ran out (`failed`). */
uint32_t scan_add_node(struct scan *scan, enum outline_type type, const struct scan_line *line);

/* ---- scan_block.c ---- */

/* The same as scan_add_node, and leaves it open. Blocks that cannot hold `type` are closed first. NULL when memory ran out. */
struct scan_block *scan_open(struct scan *scan, enum outline_type type, const struct scan_line *line);

/* Closes blocks until `open` are left. */
void scan_close_to(struct scan *scan, size_t open);

/* Closes the innermost block while it cannot hold `type`. */
void scan_close_for(struct scan *scan, enum outline_type type);

/* How many containers a block would have around it that were opened in the block `index` of the stack. */
size_t scan_depth(const struct scan *scan, size_t index);

/* A line whose innermost block is at `index` of the stack ends; `blank`: as a blank line of that block. */
void scan_note_blank(struct scan *scan, size_t index, bool blank);

/* Judges whether the list at `index` is loose, while its last item and a leaf in it are still open. */
void scan_judge_early(struct scan *scan, size_t index);

/* A blank line stands behind the last child of the block at `index`. */
void scan_note_blank_behind(struct scan *scan, size_t index);

/* ---- scan_open.c ---- */

enum scan_opened {
    SCAN_OPENED_NOTHING,
    SCAN_OPENED_CONTAINER,
    SCAN_OPENED_TASK, /* an item with a box: what follows is text */
    SCAN_OPENED_LEAF
};

/* Where opening stands: the innermost block that the line goes on with, or that it has opened. */
struct scan_opening {
    size_t index;       /* of that block in the stack */
    bool new_container; /* the line has opened it */
    bool maybe_lazy;    /* the line may be a lazy continuation of the open paragraph */
};

/* Opens all that the line begins; the last thing that it opened. Blocks that it does not go on with are closed then.
 * Where nothing is opened, nothing is closed. */
enum scan_opened scan_open_blocks(struct scan *scan, struct scan_opening *opening, struct scan_line *line);

/* ---- scan_paragraph.c ---- */

/* The rest of `line` is the first one of the paragraph that was opened. */
void scan_paragraph_begin(struct scan *scan, const struct scan_line *line);

/* Adds the rest of the line to the open paragraph; a `lazy` line keeps its indent. */
void scan_paragraph_add(struct scan *scan, const struct scan_line *line, bool lazy);

/* Turns the open paragraph's definitions into a node of their own. False where nothing but them was in it: its block
 * is still open then, with the definitions' node. */
bool scan_paragraph_define(struct scan *scan);

/* A setext underline of `level`: whether the open block is a heading now. Where the paragraph was all definitions, the
 * line becomes a paragraph's text. */
bool scan_paragraph_underline(struct scan *scan, const struct scan_line *line, unsigned level);

/* Turns the open paragraph's last line and the delimiter row `line` with `columns` into a table, which is then the
 * innermost block. False where they do not fit. */
bool scan_paragraph_table(struct scan *scan, const struct scan_line *line, size_t columns);

/* Gives the open paragraph's node its end. */
void scan_paragraph_close(struct scan *scan);

/* ---- cells.c ---- */

enum { SCAN_MOST_CELLS = 65535 }; /* cmark-gfm takes no row with more */

/* How many cells stand from `start` to `end`, the text of a row, up to one more than the limit. */
size_t scan_count_cells(const char *data, size_t start, size_t end);

/* Whether that is at least one and not too many, without counting where that can be told sooner. */
bool scan_is_row(const char *data, size_t start, size_t end);

/* ---- section.c ---- */

/* Finds the sections of a scanned outline. False when memory ran out. */
bool scan_sections(struct outline *outline);

#endif
