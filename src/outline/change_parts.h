/* change_parts.h: what the change_*.c files share. Not for others. */
#ifndef WORKBOARD_OUTLINE_CHANGE_PARTS_H
#define WORKBOARD_OUTLINE_CHANGE_PARTS_H

#include "outline/change.h"

/* ---- values (change_value.c) ---- */

/* The value without white space around it. ERROR_USAGE where it holds a line ending. */
bool change_value(const struct outline *outline, struct slice value, struct slice *trimmed, struct error *error);

/* Whether `text` at the beginning of a line is a paragraph and nothing else. False with the error set only where
 * memory ran out: `*plain` says. */
bool change_is_paragraph(struct slice text, bool *plain, struct error *error);

/* Whether `text` behind an item's marker (and an empty box, with `box`) is that item's text, read back as given.
 * `alone`: nothing else stands in the item. ERROR_USAGE where it is not. */
bool change_check_item(struct slice text, bool box, bool alone, struct error *error);

/* Appends marks and text of a heading that reads back as given: an end that would be taken for closing marks gets
 * some of its own. Without `marks` only what stands behind them. `*fits` is false where the text cannot be a
 * heading's. */
bool change_append_heading(unsigned level, struct slice text, bool marks, bool *fits, struct bytes *bytes,
                           struct error *error);

/* Whether `line` is a heading of `level` with the text `text`. */
bool change_is_heading(struct slice line, unsigned level, struct slice text, bool *same, struct error *error);

/* ---- edits (change_value.c) ---- */

/* What is needed to take back everything that was added to a list since. */
struct change_mark {
    struct edit *items;
    size_t count;
};

bool change_mark(const struct edits *edits, struct change_mark *mark, struct error *error);

/* Ends it: with `done` false the list is again as it was. Returns `done`. */
bool change_settle(struct edits *edits, struct change_mark *mark, bool done);

/* edits_add of what differs: beginnings and ends that stay are left out, and an edit that changes nothing is none. */
bool change_replace(const struct outline *outline, struct span old, struct slice text, struct edits *edits,
                    struct error *error);

/* The same with text that was appended to `bytes`, which it releases. */
bool change_replace_bytes(const struct outline *outline, struct span old, struct bytes *bytes, struct edits *edits,
                          struct error *error);

/* ---- lines (change_line.c) ---- */

/* The line ending of `line`, or the document's where it has none. */
struct slice change_ending(const struct outline *outline, size_t line);

/* Whether `line` is there and holds nothing but blanks and marks of quotes. */
bool change_is_blank(const struct outline *outline, size_t line);

/* The line number of the last line of a span of whole lines. */
size_t change_last_line(const struct outline *outline, struct span lines);

/* The last node that begins in `line` or before it, which is the innermost of those that begin last. 0: none but the
 * document. */
uint32_t change_node_at(const struct outline *outline, size_t line);

/* Puts whole lines (without the last line ending) behind `line`. A document without a last newline stays so. */
bool change_insert_behind(const struct outline *outline, size_t line, struct slice lines, struct edits *edits,
                          struct error *error);

/* Takes out lines `first` to `last`. A document without a last newline stays so. */
bool change_remove_lines(const struct outline *outline, size_t first, size_t last, struct edits *edits,
                         struct error *error);

/* Whether what begins in `line` would go on with a paragraph right above it. ERROR_USAGE where it would. */
bool change_stays_apart(const struct outline *outline, size_t line, struct error *error);

/* Behind the last of the quote marks that a line begins with. */
size_t change_behind_quotes(const struct outline *outline, size_t line);

/* Takes out a block, and with it the blank lines that only it needed, so that what stood around it stays apart. */
bool change_remove_block(const struct outline *outline, size_t first, size_t last, struct edits *edits,
                         struct error *error);

/* Appends what stands before `start` in its line, fit for a line that goes on: marks of quotes and indents stay,
 * list markers become blanks. */
bool change_append_prefix(const struct outline *outline, size_t start, struct bytes *bytes);

/* Appends `text` with its line endings (`\n`, or any) as `ending`, and `prefix` before each line but the first. */
bool change_append_lines(struct slice text, struct slice ending, struct slice prefix, struct bytes *bytes);

/* ---- items (change_item.c) ---- */

/* Where the parts of an item's first line stand. */
struct change_item {
    size_t line;       /* start of its line */
    size_t marker;     /* its marker's first byte */
    size_t marker_end; /* behind its marker */
    size_t digits;     /* of an ordered item's number */
    size_t end;        /* behind its last line, without the line ending */
    bool shared;       /* an outer item begins in the same line */
};

struct change_item change_item_parts(const struct outline *outline, uint32_t item);

/* The item before it in its list, or 0. */
uint32_t change_item_before(const struct outline *outline, uint32_t item);

/* Appends a number's digits, as wide as `like` where that begins with a zero. */
bool change_append_number(struct slice like, uint32_t number, struct bytes *bytes);

/* Appends marker, blanks and box of a new item like `neighbour`, then `text`. */
bool change_append_item(const struct outline *outline, uint32_t neighbour, uint32_t number, struct slice text, bool box,
                        bool ticked, struct bytes *bytes);

/* ---- numbers of ordered lists (change_number.c) ---- */

/* Whether all items of the list carry one number (and there are several). */
bool change_one_number(const struct outline *outline, uint32_t list);

/* Whether a list may count so far; ERROR_USAGE where not. */
bool change_has_number(const struct outline *outline, uint32_t number, struct error *error);

/* Gives an ordered item another number, and lets the lines below it follow where the marker becomes wider or
 * narrower or the item moves in by `columns` (its first line is the caller's). Of other items only the lines move.
 * The edits' places are counted from byte `base`. */
bool change_number(const struct outline *outline, uint32_t item, uint32_t number, int columns, size_t base,
                   struct edits *edits, struct error *error);

/* Counts the run of items on or back that begins at `item` with `number`. */
bool change_count(const struct outline *outline, uint32_t item, uint32_t number, int step, struct edits *edits,
                  struct error *error);

#endif
