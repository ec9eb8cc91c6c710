/* How a text is written: what most of it, or the first of it that tells, does. */
#include "outline/tree_write.h"

static struct slice between(const struct tree *tree, size_t start, size_t end)
{
    return slice_part(tree->bytes, start, end);
}

static bool has_ending(struct slice text)
{
    return slice_find(text, slice_of("\n"), 0) != SLICE_NONE || slice_find(text, slice_of("\r"), 0) != SLICE_NONE;
}

/* ---- YAML ---- */

struct counts {
    size_t single;
    size_t twice; /* in double quotes */
    size_t flow;  /* lists */
    size_t block;
    bool has_step;
    bool has_dash;
};

static void count_node(const struct tree *tree, uint32_t index, struct tree_habits *habits, struct counts *counts)
{
    const struct tree_node *node = &tree->nodes[index];
    const struct tree_node *parent = &tree->nodes[node->parent];
    if (node->type == TREE_SCALAR) {
        counts->single += node->style == TREE_SINGLE ? 1 : 0;
        counts->twice += node->style == TREE_DOUBLE ? 1 : 0;
    }
    if (node->type == TREE_SEQUENCE && node->count > 0) {
        counts->flow += node->style == TREE_FLOW ? 1 : 0;
        counts->block += node->style == TREE_BLOCK ? 1 : 0;
    }
    if (index == 0 || node->count == 0 || node->style != TREE_BLOCK || parent->style != TREE_BLOCK ||
        node->key.end == 0) {
        return;
    }
    size_t outer = tree_column(tree, node->start);
    size_t inner = tree_column(tree, tree->nodes[node->child].start);
    if (node->type == TREE_MAP && !counts->has_step && inner > outer) {
        habits->step = inner - outer;
        counts->has_step = true;
    } else if (node->type == TREE_SEQUENCE && !counts->has_dash && inner >= outer) {
        habits->dash = inner - outer;
        counts->has_dash = true;
    }
}

/* ---- JSON ---- */

/* The levels and separators, from the first that tell. */
static void learn_flow(const struct tree *tree, uint32_t index, struct tree_habits *habits, bool *has_comma)
{
    const struct tree_node *node = &tree->nodes[index];
    if (index == 0 || tree->language != TREE_JSON) {
        return;
    }
    if (habits->colon.size == 0 && node->key.end > 0) {
        struct slice colon = between(tree, node->key.end, node->value.start);
        habits->colon = has_ending(colon) ? slice_of(": ") : colon;
    }
    const struct tree_node *next = node->next == 0 ? NULL : &tree->nodes[node->next];
    if (next != NULL && !*has_comma) {
        struct slice comma = between(tree, node->value.end, next->start);
        *has_comma = !has_ending(comma);
        habits->comma = *has_comma ? comma : habits->comma;
    }
    if (habits->unit.size == 0 && tree_begins_line(tree, node->start)) {
        struct slice outer = tree_indent(tree, tree->nodes[node->parent].start);
        struct slice inner = tree_indent(tree, node->start);
        if (inner.size > outer.size && slice_starts(inner, outer)) {
            habits->unit = slice_part(inner, outer.size, inner.size);
        }
    }
}

static bool is_digit(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'f') || (byte >= 'A' && byte <= 'F');
}

static void learn_escapes(const struct tree *tree, struct tree_habits *habits)
{
    bool raw = false;
    bool raw_slash = false;
    for (size_t i = tree->part.start; i < tree->part.end; i++) {
        char byte = tree->bytes.data[i];
        raw = raw || (unsigned char)byte >= 0x80;
        raw_slash = raw_slash || byte == '/';
        if (byte != '\\') {
            continue;
        }
        struct slice escape = between(tree, i, i + 6 > tree->part.end ? tree->part.end : i + 6);
        bool code = escape.size == 6 && escape.data[1] == 'u';
        for (size_t k = 2; code && k < 6; k++) {
            code = is_digit(escape.data[k]);
        }
        if (code && (escape.data[2] != '0' || escape.data[3] != '0' || escape.data[4] >= '8')) {
            habits->escapes = true;
            for (size_t k = 2; k < 6; k++) {
                habits->upper = habits->upper || (escape.data[k] >= 'A' && escape.data[k] <= 'F');
            }
        }
        habits->slashes = habits->slashes || (escape.size > 1 && escape.data[1] == '/');
        i++; /* what is escaped is no mark itself */
    }
    habits->escapes = habits->escapes && !raw;
    habits->slashes = habits->slashes && !raw_slash;
}

struct tree_habits tree_habits_of(const struct tree *tree)
{
    struct tree_habits habits = {
        .quotes = TREE_SINGLE,
        .step = 2,
        .dash = 2,
        .ending = source_line_ending(tree->source),
    };
    struct counts counts = {0};
    bool has_comma = false;
    for (uint32_t i = 0; i < tree_count(tree); i++) {
        count_node(tree, i, &habits, &counts);
        learn_flow(tree, i, &habits, &has_comma);
    }
    habits.quotes = counts.twice > counts.single ? TREE_DOUBLE : TREE_SINGLE;
    habits.flow_lists = counts.flow > counts.block;
    if (tree->language == TREE_YAML || habits.colon.size == 0) {
        habits.colon = slice_of(": ");
    }
    if (!has_comma) {
        habits.comma = slice_equal(habits.colon, slice_of(":")) ? slice_of(",") : slice_of(", ");
    }
    learn_escapes(tree, &habits);
    return habits;
}
