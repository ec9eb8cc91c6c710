/* Items and fields. */
#include "outline/locate_parts.h"

#include "outline/field.h"

static bool is_inside(const struct outline *outline, uint32_t outer, uint32_t node)
{
    while (node != 0 && node != outer) {
        node = outline_node(outline, node)->parent;
    }
    return node == outer;
}

/* Whether the node may be meant: inside the item, or in the scope. */
static bool is_meant(const struct outline *outline, const struct locate_scope *scope, uint32_t parent, uint32_t node,
                     bool direct)
{
    return locate_in_scope(outline, scope, node, direct) &&
           (parent == 0 || (node != parent && is_inside(outline, parent, node)));
}

/* ---- items ---- */

/* The item's text: its first line, or its whole first paragraph where that is what the key says. */
static enum locate_fit item_fit(const struct outline *outline, uint32_t item, struct slice key)
{
    const struct outline_node *node = outline_node(outline, item);
    size_t line;
    if (locate_line(key, &line)) {
        return node->line == line ? LOCATE_AS_WRITTEN : LOCATE_NOT;
    }
    enum locate_fit fit = locate_fit(outline_text(outline, item), key);
    const struct outline_node *child = outline_node(outline, node->child);
    if (fit <= LOCATE_PLAIN || node->child == 0 || child->type != OUTLINE_PARAGRAPH ||
        child->content.end <= node->content.end) {
        return fit;
    }
    bool below = node->content.start == node->content.end;
    struct span whole = {.start = below ? child->content.start : node->content.start, .end = child->content.end};
    enum locate_fit other = locate_fit(source_slice(outline_source(outline), whole), key);
    return other < fit || other == LOCATE_FAILED ? other : fit;
}

static bool no_item(const struct outline *outline, const struct locate_scope *scope, uint32_t parent, bool direct,
                    struct slice key, const struct locate_search *search, struct error *error)
{
    const char *name = source_name(outline_source(outline));
    size_t line = scope->heading == 0 ? 0 : outline_node(outline, scope->heading)->line;
    if (search->count > 1) {
        error_set_at(error, ERROR_NOT_FOUND, name, line, "%zu items fit \"%.*s\"; name the item's line",
                     search->count, SLICE_PRINT(key));
    } else {
        error_set_at(error, ERROR_NOT_FOUND, name, line, "there is no item \"%.*s\" here; name one of these",
                     SLICE_PRINT(key));
    }
    for (uint32_t at = locate_first(outline, scope); at != 0; at = locate_next(outline, scope, at)) {
        const struct outline_node *node = outline_node(outline, at);
        bool counts = node->type == OUTLINE_ITEM && is_meant(outline, scope, parent, at, direct);
        if (counts && (search->count <= 1 || item_fit(outline, at, key) == search->fit)) {
            locate_candidate(node->line, outline_text(outline, at), error);
        }
    }
    return false;
}

bool locate_item(const struct outline *outline, const struct locate_scope *scope, uint32_t parent, struct slice key,
                 uint32_t *item, struct error *error)
{
    struct locate_search search;
    for (int direct = 1; direct >= 0; direct--) {
        locate_search_begin(&search);
        for (uint32_t at = locate_first(outline, scope); at != 0; at = locate_next(outline, scope, at)) {
            if (outline_node(outline, at)->type == OUTLINE_ITEM &&
                is_meant(outline, scope, parent, at, direct == 1)) {
                locate_search_add(&search, at, item_fit(outline, at, key));
            }
        }
        if (search.failed) {
            return error_no_memory(error);
        }
        if (search.count > 1) {
            return no_item(outline, scope, parent, direct == 1, key, &search, error);
        }
        if (search.count == 1) {
            *item = search.node;
            return true;
        }
    }
    return no_item(outline, scope, parent, false, key, &search, error);
}

/* ---- fields ---- */

/* Where a field stands matters before how well its name fits: the text of the section, the item itself; then what is
 * nested; headings last. */
enum field_rank { RANK_OWN, RANK_BELOW, RANK_HEADING, RANK_COUNT };

static bool holds_fields(const struct outline *outline, uint32_t index)
{
    const struct outline_node *node = outline_node(outline, index);
    if (node->type == OUTLINE_PARAGRAPH) {
        /* The fields of an item's first paragraph are the item's. */
        const struct outline_node *parent = outline_node(outline, node->parent);
        return parent->type != OUTLINE_ITEM || parent->child != index;
    }
    return node->type == OUTLINE_ITEM || node->type == OUTLINE_HEADING;
}

static enum field_rank rank_of(const struct outline *outline, const struct locate_scope *scope, uint32_t parent,
                               uint32_t node)
{
    if (outline_node(outline, node)->type == OUTLINE_HEADING) {
        return RANK_HEADING;
    }
    bool own = parent == 0 ? locate_in_scope(outline, scope, node, true)
                           : node == parent || outline_node(outline, node)->parent == parent;
    return own ? RANK_OWN : RANK_BELOW;
}

/* Begins a walk through the fields of a node of the scope and, with `parent`, of that item. */
static bool walks(const struct outline *outline, const struct locate_scope *scope, uint32_t parent, uint32_t node)
{
    return holds_fields(outline, node) &&
           (parent == 0 ? locate_in_scope(outline, scope, node, false) : is_inside(outline, parent, node));
}

static bool no_field(const struct outline *outline, const struct locate_scope *scope, uint32_t parent,
                     struct slice name, size_t found, struct error *error)
{
    size_t line = scope->heading == 0 ? 0 : outline_node(outline, scope->heading)->line;
    const char *file = source_name(outline_source(outline));
    if (found > 1) {
        error_set_at(error, ERROR_NOT_FOUND, file, line,
                     "%zu fields are called \"%.*s\"; name the item with --in or a heading nearer to it", found,
                     SLICE_PRINT(name));
    } else {
        error_set_at(error, ERROR_NOT_FOUND, file, line, "there is no field \"%.*s\" here; name one of these",
                     SLICE_PRINT(name));
    }
    for (uint32_t at = locate_first(outline, scope); at != 0; at = locate_next(outline, scope, at)) {
        struct outline_field field;
        size_t position = 0;
        while (walks(outline, scope, parent, at) && outline_field_next(outline, at, &position, &field)) {
            struct slice text = source_slice(outline_source(outline), field.name);
            enum locate_fit fit = locate_fit(text, name);
            if (found <= 1 || fit <= LOCATE_PLAIN) {
                struct span whole = {.start = field.name.start, .end = field.value.end};
                locate_candidate(field.line, source_slice(outline_source(outline), whole), error);
            }
        }
    }
    return false;
}

bool locate_find_field(const struct outline *outline, const struct locate_scope *scope, uint32_t parent,
                       struct slice name, struct outline_field *field, size_t *found)
{
    struct locate_search searches[RANK_COUNT];
    struct outline_field fields[RANK_COUNT];
    bool failed = false;
    for (int rank = 0; rank < RANK_COUNT; rank++) {
        locate_search_begin(&searches[rank]);
    }
    for (uint32_t at = locate_first(outline, scope); at != 0; at = locate_next(outline, scope, at)) {
        struct outline_field next;
        size_t position = 0;
        while (walks(outline, scope, parent, at) && outline_field_next(outline, at, &position, &next)) {
            enum locate_fit fit = locate_fit(source_slice(outline_source(outline), next.name), name);
            enum field_rank rank = rank_of(outline, scope, parent, at);
            failed = failed || fit == LOCATE_FAILED;
            if (fit <= LOCATE_PLAIN && fit < searches[rank].fit) {
                fields[rank] = next;
            }
            locate_search_add(&searches[rank], at, fit == LOCATE_NAMED ? LOCATE_NOT : fit);
        }
    }
    *found = 0;
    for (int rank = 0; rank < RANK_COUNT && *found == 0; rank++) {
        *found = searches[rank].count;
        if (*found > 0) {
            *field = fields[rank];
        }
    }
    return !failed;
}

bool locate_field(const struct outline *outline, const struct locate_scope *scope, uint32_t parent, struct slice name,
                  struct outline_field *field, struct error *error)
{
    size_t found;
    if (!locate_find_field(outline, scope, parent, name, field, &found)) {
        return error_no_memory(error);
    }
    return found == 1 || no_field(outline, scope, parent, name, found, error);
}
