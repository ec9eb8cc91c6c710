/* tree_write.h: writing values in the style that a text has. Not for others than the tree_*.c files. */
#ifndef WORKBOARD_OUTLINE_TREE_WRITE_H
#define WORKBOARD_OUTLINE_TREE_WRITE_H

#include "outline/tree_change.h"
#include "outline/tree_parts.h"

/* No node to be like. */
#define TREE_NO_MODEL UINT32_MAX

/* ---- what a text does everywhere (tree_habits.c) ---- */

struct tree_habits {
    enum tree_style quotes; /* SINGLE or DOUBLE */
    size_t step;            /* columns that a map stands deeper than the key that holds it */
    size_t dash;            /* the same of a sequence's dashes */
    bool flow_lists;        /* lists stand in brackets */
    struct slice unit;      /* JSON: what one level is indented by; empty where all stands in one line */
    struct slice colon;     /* JSON: with what stands around it */
    struct slice comma;     /* with what stands behind it in a line */
    struct slice ending;
    bool escapes; /* characters beyond ASCII are written as \u... */
    bool upper;   /* in capital digits */
    bool slashes; /* JSON: / is written as \/ */
};

struct tree_habits tree_habits_of(const struct tree *tree);

/* ---- scalars (tree_scalar.c) ---- */

struct tree_form {
    enum tree_style style; /* PLAIN, SINGLE or DOUBLE */
    enum tree_kind kind;   /* to stay, if the text can be that */
    enum tree_style quotes; /* where plain will not do */
    bool flow;             /* in brackets: fewer texts can be plain */
};

/* Whether the text can stand plain and is then read as it is, of whatever kind. */
bool tree_can_be_plain(struct slice text, bool flow);

/* Whether it holds what only double quotes can. */
bool tree_needs_double(struct slice text);

/* Appends a scalar; ERROR_USAGE where `typed` it cannot be of `kind`. */
bool tree_write_scalar(const struct tree *tree, const struct tree_habits *habits, struct tree_form form,
                       const struct tree_content *value, struct bytes *out, struct error *error);

/* ---- entries (tree_content.c) ---- */

struct tree_writer {
    const struct tree *tree;
    struct tree_habits habits;
    struct bytes out;
    struct error *error;
};

/* What a new entry is made like. Each may be TREE_NO_MODEL. */
struct tree_model {
    uint32_t node;    /* its value like that of this one */
    uint32_t keyed;   /* its key like that of this one */
    uint32_t records; /* what stands in it like the entries of the same key in the children of this one */
};

/* The model for a new entry of `parent`. */
struct tree_model tree_model_of(const struct tree *tree, uint32_t parent, struct slice key);

/* Appends blanks. */
bool tree_write_blanks(struct tree_writer *writer, size_t count);

/* Block style: the entry (KEY: VALUE, or dash and VALUE) at `column`, without indent and last line ending; `width`:
 * from an item's dash to its text. */
bool tree_write_entry(struct tree_writer *writer, const struct tree_content *entry, struct tree_model model,
                      size_t column, size_t width);

/* Flow style. `indent`: what the line is indented by in which it begins, where it is to be spread over lines; data is
 * NULL where it is not. */
bool tree_write_flow(struct tree_writer *writer, const struct tree_content *entry, struct tree_model model,
                     struct slice indent);

/* ---- places (tree_place.c) ---- */

/* The column (from 0) of an offset. */
size_t tree_column(const struct tree *tree, size_t offset);

/* Whether only blanks stand before it in its line. */
bool tree_begins_line(const struct tree *tree, size_t offset);

/* Where its line begins (behind a byte order mark), and where it ends, without and with its ending. */
size_t tree_line_start(const struct tree *tree, size_t offset);
size_t tree_line_end(const struct tree *tree, size_t offset);
size_t tree_line_next(const struct tree *tree, size_t offset);

/* What its line is indented by. */
struct slice tree_indent(const struct tree *tree, size_t offset);

/* The start of the line with which an entry that begins a line begins: that of the comment which belongs to it, but
 * not before `least`. */
size_t tree_entry_lines(const struct tree *tree, uint32_t node, size_t least);

/* Whether the line that begins at `start` holds nothing but blanks; not so at the end of the text. */
bool tree_is_empty_line(const struct tree *tree, size_t start);

/* Whether a node stands in brackets. */
bool tree_in_flow(const struct tree *tree, uint32_t node);

/* Behind the colon or dash of a node, and its anchor and tag: where its value would stand in the same line. */
size_t tree_value_place(const struct tree *tree, uint32_t node);

/* ---- kinds of changes ---- */

/* In brackets: entries beside others (tree_flow.c). `sibling` is one of `parent`'s. */
bool tree_flow_add(struct tree_writer *writer, uint32_t parent, uint32_t sibling, bool behind,
                   const struct tree_content *entry, struct edits *edits);
bool tree_flow_remove(const struct tree *tree, uint32_t node, struct edits *edits, struct error *error);

/* In lines (tree_block.c). */
bool tree_block_add(struct tree_writer *writer, uint32_t parent, uint32_t sibling, bool behind,
                    const struct tree_content *entry, struct edits *edits);
bool tree_block_remove(const struct tree *tree, uint32_t node, struct edits *edits, struct error *error);

/* The first entry of what is empty (tree_first.c). */
bool tree_first_add(struct tree_writer *writer, uint32_t parent, const struct tree_content *entry,
                    struct edits *edits);

/* The text of a literal or folded scalar anew; `*fits` is false where it cannot be one (tree_literal.c). */
bool tree_literal_set(const struct tree *tree, uint32_t node, struct slice text, bool *fits, struct edits *edits,
                      struct error *error);
/* Replaces a block scalar by what stands in one line. */
bool tree_literal_replace(const struct tree *tree, uint32_t node, struct slice text, struct edits *edits,
                          struct error *error);

/* ERROR_USAGE with the line of the node; returns false. */
bool tree_refuse(const struct tree *tree, uint32_t node, struct error *error, const char *what);

#endif
