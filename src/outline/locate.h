/* locate.h: finding things in a document by the names that people call them.
 *
 * Names are compared as written first, then plain (plain_equal). Whatever fits nothing or several is ERROR_NOT_FOUND
 * with the candidates ("LINE: text") in the error. Rules: INTERFACE "Plumbing: structural edits".
 */
#ifndef WORKBOARD_OUTLINE_LOCATE_H
#define WORKBOARD_OUTLINE_LOCATE_H

#include "outline/outline.h"

/* The part of a document in which to look: a section (heading and its span), or what stands before the first
 * heading. */
struct locate_scope {
    uint32_t heading; /* 0: before the first heading, or the whole document (`whole`) */
    bool whole;
    struct span span;
};

/* The section that the path of headings names, outermost first. Between two of them other headings may lie. No name
 * at all: the whole document; one empty name: before the first heading. A name in several sections is ambiguous
 * unless the path tells them apart. */
bool locate_scope(const struct outline *outline, const struct slice *under, size_t count, struct locate_scope *scope,
                  struct error *error);

/* The table in scope: the `number`th (from 1), or with 0 the only one, or the one that has all of the `columns`.
 * What stands directly in the section comes before what stands in its subsections. */
bool locate_table(const struct outline *outline, const struct locate_scope *scope, size_t number,
                  const struct slice *columns, size_t column_count, uint32_t *table, struct error *error);

/* The column (from 0) called `name`. */
bool locate_column(const struct outline *outline, uint32_t table, struct slice name, size_t *column,
                   struct error *error);

/* The row whose cells in `columns` (numbers) have the `keys`: the cell's text, or an ID that stands in it as a word
 * of its own, or `line:N`. */
bool locate_row(const struct outline *outline, uint32_t table, const size_t *columns, const struct slice *keys,
                size_t count, uint32_t *row, struct error *error);

/* The item whose text or ID is `key`, or `line:N`, in scope or inside item `parent` (0: none given). */
bool locate_item(const struct outline *outline, const struct locate_scope *scope, uint32_t parent, struct slice key,
                 uint32_t *item, struct error *error);

/* The field called `name` in scope, or inside item `parent`. The field's place is returned. */
struct outline_field;
bool locate_field(const struct outline *outline, const struct locate_scope *scope, uint32_t parent, struct slice name,
                  struct outline_field *field, struct error *error);

/* Whether `key` names `text`: equal, equal plain, or a word of it that holds a digit (an ID), bounded by what is
 * neither letter, digit, `-`, `_` nor `.` with a letter or digit behind it. */
bool locate_names(struct slice text, struct slice key);

#endif
