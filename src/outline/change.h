/* change.h: structural changes of a scanned document, as edits of its bytes. Nothing is written here.
 *
 * Every function adds to `edits` the smallest edit that makes the change, in the style that the document has: its
 * padding, markers, line endings, container prefixes (`> `, indents). Values are trimmed and escaped for the place
 * they go to and read back as given; a line ending in one is ERROR_USAGE, as is what cannot be represented there. On
 * failure nothing was added.
 *
 * Padding of cells: where all other rows of the table (header and delimiter included) give the column one width in
 * display columns (utf8_width_fixed), and the row keeps to at least half of such columns, the cell is padded to that
 * width, or makes only its own row longer; elsewhere
 * a cell that has more than one blank of padding gives it up first; a cell with one blank or none at each side keeps
 * just these. Right and centred columns are padded on their side.
 */
#ifndef WORKBOARD_OUTLINE_CHANGE_H
#define WORKBOARD_OUTLINE_CHANGE_H

#include "outline/outline.h"
#include "text/edit.h"

/* Where something new or moved goes, relative to its siblings. */
enum change_position { CHANGE_LAST, CHANGE_FIRST, CHANGE_BEFORE, CHANGE_AFTER };

struct change_place {
    enum change_position position;
    uint32_t node; /* the sibling that BEFORE and AFTER mean */
};

/* ---- tables (change_table.c) ---- */
/* `column` from 0. A row that ends before the column gets the cells that it lacks. */
bool change_set_cell(const struct outline *outline, uint32_t row, size_t column, struct slice value,
                     struct edits *edits, struct error *error);
/* Puts back what stood between the pipes, padding included (`bytes`, of which `value` is the text), where no width of the
 * column says how it would be padded now; else as change_set_cell. */
bool change_restore_cell(const struct outline *outline, uint32_t row, size_t column, struct slice value,
                         struct slice bytes, struct edits *edits, struct error *error);
/* Replaces only `part` of a cell, which lies inside its text, and keeps the rest of the row as change_set_cell
 * would. */
bool change_set_cell_part(const struct outline *outline, uint32_t row, size_t column, struct span part,
                          struct slice value, struct edits *edits, struct error *error);
/* A new row in the style of its neighbour; missing cells are empty, more cells than columns are ERROR_USAGE. FIRST
 * is right behind the delimiter row. The header row can be neither moved nor removed, nor BEFORE's node. */
bool change_add_row(const struct outline *outline, uint32_t table, struct change_place place,
                    const struct slice *cells, size_t count, struct edits *edits, struct error *error);
bool change_remove_row(const struct outline *outline, uint32_t row, struct edits *edits, struct error *error);
bool change_move_row(const struct outline *outline, uint32_t row, struct change_place place, struct edits *edits,
                     struct error *error);

/* ---- list items (change_item.c, change_list.c) ---- */
/* The item's own text (its first paragraph's first line), marker, box and children kept. */
bool change_set_item(const struct outline *outline, uint32_t item, struct slice text, struct edits *edits,
                     struct error *error);
/* Ticks or unticks; an item without a box is ERROR_USAGE. An edit that changes nothing adds nothing. */
bool change_tick_item(const struct outline *outline, uint32_t item, bool ticked, struct edits *edits,
                      struct error *error);
/* A new item with its neighbour's marker, indent and an empty box where the neighbour has one (ticked with `checked`).
 * In an ordered list it gets the next number and the later items count on, unless all carry the same number. */
bool change_add_item(const struct outline *outline, uint32_t list, struct change_place place, struct slice text,
                     bool checked, struct edits *edits, struct error *error);
/* The first child item of `parent`, which has no list yet: two columns deeper, or as deep as the parent's text. */
bool change_add_first_item(const struct outline *outline, uint32_t parent, struct slice text, bool checked,
                           struct edits *edits, struct error *error);
/* With everything nested in it; blank lines stay as a person would leave them; later numbers count back. */
bool change_remove_item(const struct outline *outline, uint32_t item, struct edits *edits, struct error *error);
bool change_move_item(const struct outline *outline, uint32_t item, struct change_place place, struct edits *edits,
                      struct error *error);

/* ---- fields, headings, sections, text (change_text.c, change_field.c, change_section.c) ---- */
/* Replaces the bytes of `span` (one line's value: a field's value, part of a heading) by `value`, trimmed; where the
 * span is empty behind a colon a blank is put between. */
bool change_set_span(const struct outline *outline, struct span span, struct slice value, struct edits *edits,
                     struct error *error);
/* A new field behind the last field of the same paragraph or list as `neighbour` (a node that holds fields), in its
 * form. */
bool change_add_field(const struct outline *outline, uint32_t neighbour, struct slice name, struct slice value,
                      struct edits *edits, struct error *error);
/* The first field of a section (`heading` 0: of what stands before the first heading): a paragraph right behind the
 * heading, in the form of `like`, a node with fields anywhere in the document, or `**Name:** value` (0). */
bool change_add_first_field(const struct outline *outline, uint32_t heading, uint32_t like, struct slice name,
                            struct slice value, struct edits *edits, struct error *error);
/* The line or item that holds the field. */
bool change_remove_field(const struct outline *outline, uint32_t node, struct span name, struct edits *edits,
                         struct error *error);
bool change_set_heading(const struct outline *outline, uint32_t heading, struct slice text, struct edits *edits,
                        struct error *error);
/* A new section behind the section of `after` (0: at the end of the document): heading of `level`, then `body`,
 * Markdown with `\n` line endings and without a trailing one, which is given the document's line endings. It is put
 * behind the last line with content of what stands before, after one blank line, and what follows stays as it is:
 * change_remove_section takes it back byte for byte. */
bool change_add_section(const struct outline *outline, uint32_t after, unsigned level, struct slice heading,
                        struct slice body, struct edits *edits, struct error *error);
/* From behind the last line with content before it to behind its own last line with content (its first line, where
 * nothing stands before it). */
bool change_remove_section(const struct outline *outline, uint32_t heading, struct edits *edits, struct error *error);
/* Lines `first` to `last` (from 1) by `text`, which may have several lines: they get the document's line endings and
 * the marks of the containers that the first line stands in. */
bool change_set_lines(const struct outline *outline, size_t first, size_t last, struct slice text,
                      struct edits *edits, struct error *error);
/* What change_set_lines would replace: the lines without the marks of their containers and the last line ending. */
bool change_append_text(const struct outline *outline, size_t first, size_t last, struct bytes *bytes);

#endif
