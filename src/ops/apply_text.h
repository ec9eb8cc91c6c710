/* apply_text.h: one document while several edits are made in it, one after the other.
 *
 * Each edit finds its keys in the text as the edits before it left it, but for `line:N` and numbers of lines, which mean
 * the lines before the first edit. What is put beside one thing several times keeps the order in which it was given: "a after X" and
 * then "b after X" is X, a, b.
 */
#ifndef WORKBOARD_OPS_APPLY_TEXT_H
#define WORKBOARD_OPS_APPLY_TEXT_H

#include "outline/structure.h"
#include "text/line_map.h"

/* Something that was put behind a line (or first, below a line that begins a table or list). Both are marks of the map. */
struct apply_insertion {
    size_t anchor;
    size_t last; /* the latest that was put there */
    bool first;
};

struct apply_text {
    struct source *before;
    struct source *now;
    struct outline *outline; /* of `now`; NULL until it is needed */
    struct line_map lines;
    struct apply_insertion *insertions;
    size_t insertion_count;
    size_t insertion_capacity;
    /* of the edit at work */
    size_t anchor; /* a line; 0: nothing is beside it */
    bool anchor_first;
    bool before_anchor; /* it is put before what was put there earlier */
};

/* `source` is shared. */
bool apply_text_begin(struct apply_text *text, struct source *source, struct error *error);
void apply_text_end(struct apply_text *text);

/* Makes one structural edit and verifies it. Errors as structure_edit and structure_verify; a line that is gone is
 * ERROR_NOT_FOUND. On failure nothing has changed; but after an edit that did not verify (ERROR_BUG) the text is what it
 * made, to be reported. */
bool apply_text_edit(struct apply_text *text, const struct structure_request *request, struct error *error);

/* The text became another one (which is shared) by something else than a structural edit. */
bool apply_text_follow(struct apply_text *text, struct source *after, struct error *error);

#endif
