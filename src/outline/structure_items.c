/* Operations on list items. */
#include "outline/structure_parts.h"

static bool find_parent(const struct structure_work *work, uint32_t *parent)
{
    *parent = 0;
    return !structure_has(work->request, STRUCTURE_IN) ||
           locate_item(work->outline, &work->scope, 0, work->request->texts[STRUCTURE_IN], parent, work->error);
}

/* The lists directly in a node, or in quotes in it, in document order: the first, and how many. */
static uint32_t first_list(const struct structure_work *work, uint32_t parent, bool direct, size_t *count)
{
    uint32_t found = 0;
    *count = 0;
    for (uint32_t at = outline_next(work->outline, 0, 0); at != 0; at = outline_next(work->outline, 0, at)) {
        const struct outline_node *node = outline_node(work->outline, at);
        if (node->type != OUTLINE_LIST || node->span.start < work->scope.span.start ||
            node->span.start >= work->scope.span.end) {
            continue;
        }
        uint32_t around = node->parent;
        while (outline_node(work->outline, around)->type == OUTLINE_QUOTE) {
            around = outline_node(work->outline, around)->parent;
        }
        bool own = parent != 0 || work->scope.whole || !direct ||
                   outline_section_of(work->outline, at) == work->scope.heading;
        if (around == parent && own) {
            found = found == 0 ? at : found;
            *count += 1;
        }
    }
    return found;
}

static bool no_list(const struct structure_work *work, size_t count)
{
    const char *name = source_name(outline_source(work->outline));
    size_t heading = work->scope.heading == 0 ? 0 : outline_node(work->outline, work->scope.heading)->line;
    if (count == 0) {
        return error_set_at(work->error, ERROR_NOT_FOUND, name, heading, "there is no list here to add the item to");
    }
    error_set_at(work->error, ERROR_NOT_FOUND, name, heading,
                 "there are %zu lists here; say beside which item with --after or --before", count);
    for (uint32_t at = outline_next(work->outline, 0, 0); at != 0; at = outline_next(work->outline, 0, at)) {
        const struct outline_node *node = outline_node(work->outline, at);
        if (node->type == OUTLINE_LIST && node->span.start >= work->scope.span.start &&
            node->span.start < work->scope.span.end) {
            struct slice text = source_slice(outline_source(work->outline),
                                             source_line_text(outline_source(work->outline), node->line));
            text = slice_trim(text);
            error_add_candidate(work->error, text.data, text.size);
        }
    }
    return false;
}

static bool find_place(const struct structure_work *work, uint32_t parent, struct change_place *place)
{
    struct slice key;
    place->node = 0;
    return structure_position(work, &place->position, &key) &&
           (key.data == NULL || locate_item(work->outline, &work->scope, parent, key, &place->node, work->error));
}

static bool add_item(struct structure_work *work, uint32_t parent)
{
    const struct structure_request *request = work->request;
    struct slice text = request->texts[STRUCTURE_TEXT];
    bool checked = structure_has(request, STRUCTURE_CHECKED);
    struct change_place place;
    size_t count = 1;
    if (!find_place(work, parent, &place) || !structure_was(work, 0, slice_of(""))) {
        return false;
    }
    uint32_t list = place.node == 0 ? first_list(work, parent, true, &count)
                                    : outline_node(work->outline, place.node)->parent;
    if (list == 0 && parent != 0) {
        return change_add_first_item(work->outline, parent, text, checked, work->edits, work->error);
    }
    if (list == 0) {
        list = first_list(work, parent, false, &count);
    }
    if (count != 1) {
        return no_list(work, count);
    }
    structure_settle(work, list, 0, &place);
    return change_add_item(work->outline, list, place, text, checked, work->edits, work->error);
}

bool structure_edit_item(struct structure_work *work)
{
    const struct structure_request *request = work->request;
    struct change_place place;
    uint32_t parent;
    uint32_t item;
    if (!find_parent(work, &parent)) {
        return false;
    }
    if (request->operation == STRUCTURE_ADD_ITEM) {
        return add_item(work, parent);
    }
    if (!locate_item(work->outline, &work->scope, parent, request->texts[STRUCTURE_ITEM], &item, work->error) ||
        !structure_was(work, outline_node(work->outline, item)->line, outline_text(work->outline, item))) {
        return false;
    }
    switch (request->operation) {
    case STRUCTURE_SET_ITEM:
        return change_set_item(work->outline, item, request->texts[STRUCTURE_TEXT], work->edits, work->error);
    case STRUCTURE_REMOVE_ITEM:
        return change_remove_item(work->outline, item, work->edits, work->error);
    case STRUCTURE_MOVE_ITEM:
        if (!find_place(work, parent, &place)) {
            return false;
        }
        structure_settle(work, outline_node(work->outline, place.node == 0 ? item : place.node)->parent, item, &place);
        return change_move_item(work->outline, item, place, work->edits, work->error);
    default:
        return change_tick_item(work->outline, item, request->operation == STRUCTURE_TICK, work->edits, work->error);
    }
}
