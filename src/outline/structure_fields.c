/* Operations on fields. */
#include "outline/structure_parts.h"

#include "outline/field.h"
#include "outline/locate_parts.h"

static bool find_parent(const struct structure_work *work, uint32_t *parent)
{
    *parent = 0;
    return !structure_has(work->request, STRUCTURE_IN) ||
           locate_item(work->outline, &work->scope, 0, work->request->texts[STRUCTURE_IN], parent, work->error);
}

static bool first_field(const struct outline *outline, uint32_t node, struct outline_field *field)
{
    size_t position = 0;
    return outline_field_next(outline, node, &position, field);
}

/* Whether an item has a field below its first line. */
static bool has_lower_field(const struct outline *outline, uint32_t item)
{
    struct outline_field field;
    size_t position = 0;
    while (outline_field_next(outline, item, &position, &field)) {
        if (field.line > outline_node(outline, item)->line) {
            return true;
        }
    }
    return false;
}

/* ---- adding ---- */

/* In an item: behind the fields of its own lines, else behind those of its nested items, else as a nested item. */
static bool add_to_item(struct structure_work *work, uint32_t parent, struct slice name, struct slice value)
{
    const struct outline *outline = work->outline;
    if (has_lower_field(outline, parent)) {
        return change_add_field(outline, parent, name, value, work->edits, work->error);
    }
    uint32_t list = outline_node(outline, parent)->child;
    while (list != 0 && outline_node(outline, list)->type != OUTLINE_LIST) {
        list = outline_node(outline, list)->next;
    }
    for (uint32_t item = list == 0 ? 0 : outline_node(outline, list)->child; item != 0;
         item = outline_node(outline, item)->next) {
        struct outline_field field;
        if (first_field(outline, item, &field) && field.line == outline_node(outline, item)->line) {
            return change_add_field(outline, list, name, value, work->edits, work->error);
        }
    }
    struct bytes text;
    bytes_init(&text);
    bytes_append(&text, slice_trim(name));
    bytes_append_text(&text, ": ");
    bytes_append(&text, slice_trim(value));
    struct change_place last = {.position = CHANGE_LAST};
    bool done = text.failed ? error_no_memory(work->error)
                : list != 0 ? change_add_item(outline, list, last, bytes_slice(&text), false, work->edits, work->error)
                            : change_add_first_item(outline, parent, bytes_slice(&text), false, work->edits,
                                                    work->error);
    bytes_release(&text);
    return done;
}

/* The first node of `type` directly in the scope (`anywhere`: in the document) that holds fields; 0 where there is
 * none. */
static uint32_t first_holder(const struct structure_work *work, enum outline_type type, bool anywhere)
{
    const struct outline *outline = work->outline;
    for (uint32_t at = outline_next(outline, 0, 0); at != 0; at = outline_next(outline, 0, at)) {
        const struct outline_node *node = outline_node(outline, at);
        struct outline_field field;
        bool own = anywhere || work->scope.whole ||
                   (node->span.start >= work->scope.span.start && node->span.start < work->scope.span.end &&
                    outline_section_of(outline, at) == work->scope.heading);
        bool nested = type == OUTLINE_PARAGRAPH && outline_node(outline, node->parent)->type == OUTLINE_ITEM;
        if (node->type == type && own && !nested && first_field(outline, at, &field)) {
            return at;
        }
    }
    return 0;
}

static bool add_to_section(struct structure_work *work, struct slice name, struct slice value)
{
    const struct outline *outline = work->outline;
    uint32_t neighbour = first_holder(work, OUTLINE_PARAGRAPH, false);
    neighbour = neighbour == 0 ? first_holder(work, OUTLINE_ITEM, false) : neighbour;
    if (neighbour != 0) {
        return change_add_field(outline, neighbour, name, value, work->edits, work->error);
    }
    uint32_t heading = work->scope.heading;
    uint32_t first = outline_node(outline, 0)->child;
    if (work->scope.whole && first != 0 && outline_node(outline, first)->type == OUTLINE_HEADING) {
        heading = first;
    }
    return change_add_first_field(outline, heading, first_holder(work, OUTLINE_PARAGRAPH, true), name, value,
                                  work->edits, work->error);
}

/* Finds out whether the field is there already, in the place where it would be added. */
static bool is_there(const struct structure_work *work, uint32_t parent, struct slice name,
                     struct outline_field *field, bool *there)
{
    size_t found;
    if (!locate_find_field(work->outline, &work->scope, parent, name, field, &found)) {
        return error_no_memory(work->error);
    }
    *there = found > 0;
    if (*there && parent != 0) {
        *there = field->node == parent || outline_node(work->outline, field->node)->parent == parent;
    } else if (*there) {
        *there = work->scope.whole || outline_section_of(work->outline, field->node) == work->scope.heading;
    }
    return true;
}

static bool add_field(struct structure_work *work, uint32_t parent, struct slice name)
{
    const struct structure_request *request = work->request;
    struct outline_field field;
    bool there = false;
    if (!is_there(work, parent, name, &field, &there)) {
        return false;
    }
    if (there) {
        struct span whole = {.start = field.name.start, .end = field.value.end};
        struct slice text = source_slice(outline_source(work->outline), whole);
        return error_set_at(work->error, ERROR_CONFLICT, source_name(outline_source(work->outline)), field.line,
                            "the field is there already: \"%.*s\"; change it with set-field", SLICE_PRINT(text));
    }
    struct slice value = request->texts[STRUCTURE_VALUE];
    return structure_was(work, 0, slice_of("")) &&
           (parent != 0 ? add_to_item(work, parent, name, value) : add_to_section(work, name, value));
}

bool structure_edit_field(struct structure_work *work)
{
    const struct structure_request *request = work->request;
    struct slice name = slice_trim(request->texts[STRUCTURE_NAME]);
    uint32_t parent;
    if (!find_parent(work, &parent)) {
        return false;
    }
    if (request->operation == STRUCTURE_ADD_FIELD) {
        return add_field(work, parent, name);
    }
    struct outline_field field;
    if (!locate_field(work->outline, &work->scope, parent, name, &field, work->error) ||
        !structure_was(work, field.line, source_slice(outline_source(work->outline), field.value))) {
        return false;
    }
    return request->operation == STRUCTURE_SET_FIELD
               ? change_set_span(work->outline, field.value, request->texts[STRUCTURE_VALUE], work->edits, work->error)
               : change_remove_field(work->outline, field.node, field.name, work->edits, work->error);
}
