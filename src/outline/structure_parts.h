/* structure_parts.h: what the structure_*.c files share. Not for others. */
#ifndef WORKBOARD_OUTLINE_STRUCTURE_PARTS_H
#define WORKBOARD_OUTLINE_STRUCTURE_PARTS_H

#include "outline/change.h"
#include "outline/locate.h"
#include "outline/structure.h"

/* One request at work. */
struct structure_work {
    const struct outline *outline;
    const struct structure_request *request;
    struct locate_scope scope;
    struct edits *edits;
    struct error *error;
};

static inline bool structure_has(const struct structure_request *request, enum structure_argument argument)
{
    return (request->given & (1U << argument)) != 0;
}

/* ---- structure_work.c ---- */

/* Whether `was`, where it was given, is `old`. ERROR_CONFLICT with what is there. */
bool structure_was(const struct structure_work *work, size_t line, struct slice old);

/* Where something new or moved goes, but for the sibling. False with ERROR_USAGE where several places were given. */
bool structure_position(const struct structure_work *work, enum change_position *position, struct slice *key);

/* The place that the request's settle function tells in `container`, unless that is beside what is moved itself. */
void structure_settle(const struct structure_work *work, uint32_t container, uint32_t moved,
                      struct change_place *place);

/* ---- the operations ---- */

bool structure_edit_table(struct structure_work *work); /* structure_rows.c */
bool structure_edit_item(struct structure_work *work);  /* structure_items.c */
bool structure_edit_field(struct structure_work *work); /* structure_fields.c */
bool structure_edit_node(struct structure_work *work);  /* structure_nodes.c */

/* Whether the operation is one on a node. */
static inline bool structure_is_node(enum structure_operation operation)
{
    return operation == STRUCTURE_SET_NODE || operation == STRUCTURE_ADD_NODE || operation == STRUCTURE_REMOVE_NODE;
}

/* structure_verify for them. */
bool structure_verify_node(const struct outline *before, const struct outline *after,
                           const struct structure_request *request, struct error *error);

#endif
