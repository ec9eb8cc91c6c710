/* What looks like records or values, and no rule read. */
#include "plan/coverage_parts.h"

#include "outline/field.h"
#include "outline/plain.h"

static struct coverage_rest *add_rest(const struct covering *covering, enum coverage_shape shape, size_t document,
                                      size_t line, struct slice heading)
{
    struct coverage *coverage = covering->coverage;
    if (heading.data == NULL || !arena_grow(&coverage->arena, &coverage->rest, &coverage->rest_capacity,
                                            coverage->rest_count + 1, sizeof *coverage->rest)) {
        return NULL;
    }
    struct coverage_rest *rest = &coverage->rest[coverage->rest_count++];
    *rest = (struct coverage_rest){.shape = shape, .document = document, .line = line, .heading = heading};
    return rest;
}

static bool add_name(const struct covering *covering, struct coverage_rest *rest, struct slice name)
{
    struct slice *names = (struct slice *)rest->names;
    if (name.data == NULL || !arena_grow(&covering->coverage->arena, &names, &rest->name_capacity, rest->name_count + 1,
                                         sizeof *names)) {
        return false;
    }
    names[rest->name_count++] = name;
    rest->names = names;
    return true;
}

/* What of one document belongs to records. */
struct taken {
    bool *containers; /* of each node: a table or list that a rule has read */
    bool *lines;
};

static bool find_taken(const struct covering *covering, size_t document, struct taken *taken)
{
    const struct document *read = covering->plan->documents[document];
    taken->containers =
        arena_new(&covering->coverage->arena, outline_count(read->outline), sizeof *taken->containers);
    taken->lines = arena_new(&covering->coverage->arena, source_line_count(read->source) + 2, sizeof *taken->lines);
    bool done = taken->containers != NULL && taken->lines != NULL;
    for (size_t i = 0; i < covering->entry_count && done; i++) {
        const struct plan_place *place = covering->entries[i].place;
        if (place->document != document) {
            continue;
        }
        taken->containers[covering->entries[i].container] = true;
        taken->lines[place->line] = true;
        for (size_t k = 0; k < place->field_count; k++) {
            taken->lines[place->fields[k].line] = true;
        }
    }
    return done;
}

/* Whether a rule reads a table with these columns: it has one that names the record. */
static bool rule_fits(const struct rule *rule, const struct coverage_match *columns)
{
    bool composed = rule->identity.count > 0;
    for (enum role role = ROLE_ID; role < ROLE_COUNT; role++) {
        bool found = !template_has(&rule->identity, role);
        for (size_t i = 0; i < columns->value_count; i++) {
            const struct rule_field *field = coverage_field(rule, columns->values[i].name);
            bool has = field != NULL && template_has(&field->template, role);
            if (has && (role == ROLE_ID || role == ROLE_TITLE)) {
                return true;
            }
            found = found || has;
        }
        composed = composed && found;
    }
    return composed;
}

/* A table of which no row became a place: of a rule all the same, where its columns fit, else of nobody. */
static bool read_table(const struct covering *covering, size_t document, uint32_t table)
{
    const struct plan *plan = covering->plan;
    const struct outline *outline = plan->documents[document]->outline;
    uint32_t bits = plan_documents_of(plan->profile, plan->documents[document]);
    size_t before = covering->coverage->match_count;
    struct coverage_match columns = {.rule = plan->profile->rules, .document = document};
    if (plan->profile->rule_count == 0 || !coverage_add_columns(covering, &columns, table)) {
        return plan->profile->rule_count == 0;
    }
    for (size_t i = 0; i < plan->profile->rule_count; i++) {
        const struct rule *rule = &plan->profile->rules[i];
        const struct matching matching = {.plan = (struct plan *)plan, .rule = rule, .document = document};
        bool under = false;
        if (!match_is_under(&matching, table, &under)) {
            return false;
        }
        if (rule->shape == RULE_TABLE && (rule->documents & bits) != 0 && under &&
            rule_fits(rule, &columns) && coverage_add_match(covering, rule, document, table, 0) == NULL) {
            return false;
        }
    }
    if (covering->coverage->match_count > before) {
        return true;
    }
    struct coverage_rest *rest = add_rest(covering, COVERAGE_TABLE, document, outline_node(outline, table)->line,
                                          coverage_heading(covering, outline, table));
    for (size_t i = 0; rest != NULL && i < columns.value_count; i++) {
        if (!add_name(covering, rest, columns.values[i].name)) {
            return false;
        }
    }
    if (rest != NULL) {
        rest->count = coverage_count(outline, table);
    }
    return rest != NULL;
}

static bool read_list(const struct covering *covering, size_t document, uint32_t list, const struct taken *taken)
{
    const struct outline *outline = covering->plan->documents[document]->outline;
    size_t boxes = 0;
    for (uint32_t item = outline_node(outline, list)->child; item != 0; item = outline_node(outline, item)->next) {
        boxes += outline_node(outline, item)->box != OUTLINE_BOX_NONE ? 1 : 0;
    }
    /* A list in an item of a list that was read is a part of that record. */
    for (uint32_t node = list; node != 0 && boxes > 0; node = outline_node(outline, node)->parent) {
        boxes = taken->containers[node] ? 0 : boxes;
    }
    if (boxes == 0) {
        return true;
    }
    struct coverage_rest *rest = add_rest(covering, COVERAGE_LIST, document, outline_node(outline, list)->line,
                                          coverage_heading(covering, outline, list));
    if (rest != NULL) {
        rest->count = boxes;
    }
    return rest != NULL;
}

static bool is_stamp(const struct profile *profile, struct slice name)
{
    for (size_t i = 0; i < profile->stamp_count; i++) {
        if (plain_equal(profile->stamps[i], name)) {
            return true;
        }
    }
    return false;
}

/* Field lines of one node that nobody read; those of one section are told together. */
static bool read_fields(const struct covering *covering, size_t document, uint32_t node, const struct taken *taken,
                        struct coverage_rest **rest, uint32_t *section)
{
    const struct outline *outline = covering->plan->documents[document]->outline;
    uint32_t top = node;
    while (outline_node(outline, top)->parent != 0) {
        top = outline_node(outline, top)->parent;
    }
    uint32_t heading = outline_section_of(outline, top);
    struct outline_field field;
    size_t position = 0;
    while (outline_field_next(outline, node, &position, &field)) {
        struct slice name = source_slice(covering->plan->documents[document]->source, field.name);
        if (taken->lines[field.line] || is_stamp(covering->plan->profile, name)) {
            continue;
        }
        if (*rest == NULL || *section != heading) {
            *rest = add_rest(covering, COVERAGE_FIELDS, document, field.line, coverage_heading(covering, outline, node));
            *section = heading;
        }
        if (*rest == NULL || !add_name(covering, *rest, name)) {
            return false;
        }
        (*rest)->count++;
    }
    return true;
}

static bool has_fields(const struct outline *outline, uint32_t index)
{
    const struct outline_node *node = outline_node(outline, index);
    switch (node->type) {
    case OUTLINE_FRONT_MATTER:
        return true;
    case OUTLINE_PARAGRAPH:
        return outline_node(outline, node->parent)->type != OUTLINE_ITEM;
    case OUTLINE_ITEM:
        return node->box == OUTLINE_BOX_NONE;
    default:
        return false;
    }
}

static bool read_outline(const struct covering *covering, size_t document)
{
    const struct outline *outline = covering->plan->documents[document]->outline;
    struct taken taken;
    bool done = find_taken(covering, document, &taken);
    /* Field lines after the rest: a table between two of them must not part those of one section. */
    for (uint32_t node = outline_next(outline, 0, 0); node != 0 && done; node = outline_next(outline, 0, node)) {
        if (outline_node(outline, node)->type == OUTLINE_TABLE && !taken.containers[node]) {
            done = read_table(covering, document, node);
        } else if (outline_node(outline, node)->type == OUTLINE_LIST) {
            done = read_list(covering, document, node, &taken);
        }
    }
    struct coverage_rest *rest = NULL;
    uint32_t section = 0;
    for (uint32_t node = outline_next(outline, 0, 0); node != 0 && done; node = outline_next(outline, 0, node)) {
        done = !has_fields(outline, node) || read_fields(covering, document, node, &taken, &rest, &section);
    }
    return done;
}

/* The entries of the root in which no rule found a record. */
static bool read_tree(const struct covering *covering, size_t document)
{
    const struct tree *tree = covering->plan->documents[document]->tree;
    bool whole = tree_node(tree, 0)->type != TREE_MAP;
    for (uint32_t node = whole ? 0 : tree_node(tree, 0)->child; whole || node != 0; node = tree_node(tree, node)->next) {
        bool read = false;
        for (size_t i = 0; i < covering->entry_count && !read; i++) {
            const struct plan_place *place = covering->entries[i].place;
            read = place->document == document &&
                   ((place->node >= node && place->node < tree_end(tree, node)) || (place->node == 0 && !whole));
        }
        struct coverage_rest *rest =
            read ? NULL : add_rest(covering, COVERAGE_NODES, document, tree_line(tree, node), slice_of(""));
        if (!read && (rest == NULL || (!whole && tree_node(tree, node)->name.data != NULL &&
                                       !add_name(covering, rest, tree_node(tree, node)->name)))) {
            return false;
        }
        if (rest != NULL) {
            rest->count = tree_node(tree, node)->count;
        }
        if (whole) {
            break;
        }
    }
    return true;
}

bool coverage_find_rest(const struct covering *covering, size_t document)
{
    const struct document *read = covering->plan->documents[document];
    return read->trouble != NULL ||
           (read->tree != NULL ? read_tree(covering, document) : read_outline(covering, document));
}
