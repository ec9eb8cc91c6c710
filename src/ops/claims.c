/* Where claims are written: in every table and list that the profile has for them; where the plan has none of these, in a
 * table that the first claim makes and the last one takes along.
 */
#include "ops/claims_section.h"

#include "outline/change.h"
#include "outline/tree_change.h"

enum { MOST_COLUMNS = 64 };

static bool is_of_rule(const struct plan *plan, const struct rule *rule, size_t document)
{
    return (profile_documents_of(plan->profile, slice_of(plan_path(plan, document))) & rule->documents) != 0;
}

static bool mean_claim(struct operation *operation, struct slice id, size_t document, size_t place, bool added,
                       struct error *error)
{
    const struct change_effect effect = {
        .kind = KIND_CLAIM,
        .id = id,
        .path = slice_of(plan_path(operation->plan, document)),
        .place = place,
        .role = ROLE_ID,
        .old = added ? (struct slice){0} : id,
        .new = added ? id : (struct slice){0},
    };
    return operation_mean(operation, effect, error);
}

/* ---- tables ---- */

static const struct rule_field *field_called(const struct rule *rule, struct slice name)
{
    for (size_t i = 0; i < rule->field_count; i++) {
        if (id_glob(rule->fields[i].pattern, name)) {
            return &rule->fields[i];
        }
    }
    return NULL;
}

/* Whether the table's columns are those of claims: the rule names all that it needs of them. */
static bool has_columns(const struct document *document, const struct rule *rule, uint32_t header)
{
    struct outline_cell cells[MOST_COLUMNS];
    size_t count = outline_cells(document->outline, header, cells, MOST_COLUMNS);
    bool has_id = false;
    bool has_who = false;
    for (size_t i = 0; i < count && i < MOST_COLUMNS; i++) {
        const struct rule_field *field = field_called(rule, source_slice(document->source, cells[i].text));
        has_id = has_id || (field != NULL && template_has(&field->template, ROLE_ID));
        has_who = has_who || (field != NULL && template_has(&field->template, ROLE_WHO));
    }
    return has_id && has_who;
}

static bool is_under(const struct outline *outline, const struct rule *rule, uint32_t node)
{
    uint32_t heading = outline_section_of(outline, node);
    for (size_t i = 0; i < rule->under_count; i++) {
        if (heading != 0 && id_glob(rule->under[i], outline_text(outline, heading))) {
            return true;
        }
    }
    return rule->under_count == 0;
}

/* The first table of claims that the rule reads in the plan (in `home` alone, where it reads that), with or without claims in it. */
static bool find_table(const struct plan *plan, const struct rule *rule, size_t home, size_t *document, uint32_t *table)
{
    bool at_home = home != SIZE_MAX && is_of_rule(plan, rule, home);
    for (size_t d = 0; d < plan->document_count; d++) {
        const struct outline *outline = plan->documents[d]->outline;
        if (plan->documents[d]->tree != NULL || !is_of_rule(plan, rule, d) || (at_home && d != home)) {
            continue;
        }
        for (uint32_t node = outline_node(outline, 0)->child; node != 0; node = outline_node(outline, node)->next) {
            if (outline_node(outline, node)->type == OUTLINE_TABLE && is_under(outline, rule, node) &&
                has_columns(plan->documents[d], rule, outline_node(outline, node)->child)) {
                *document = d;
                *table = node;
                return true;
            }
        }
    }
    return false;
}

/* The only row of a table, where every cell of it only holds a place; else 0. */
static uint32_t placeholder_row(const struct plan *plan, const struct document *document, uint32_t table)
{
    uint32_t header = outline_node(document->outline, table)->child;
    uint32_t row = outline_node(document->outline, header)->next;
    struct outline_cell cells[MOST_COLUMNS];
    if (row == 0 || outline_node(document->outline, row)->next != 0) {
        return 0;
    }
    size_t count = outline_cells(document->outline, row, cells, MOST_COLUMNS);
    for (size_t i = 0; i < count && i < MOST_COLUMNS; i++) {
        if (!profile_is_placeholder(plan->profile, source_slice(document->source, cells[i].text))) {
            return 0;
        }
    }
    return row;
}

static bool fill_cells(const struct document *document, const struct rule *rule, uint32_t header,
                       struct claim_filling *filling, struct slice *cells, size_t *count, struct error *error)
{
    struct outline_cell names[MOST_COLUMNS];
    size_t columns = outline_cells(document->outline, header, names, MOST_COLUMNS);
    *count = columns < MOST_COLUMNS ? columns : MOST_COLUMNS;
    for (size_t i = 0; i < *count; i++) {
        const struct rule_field *field = field_called(rule, source_slice(document->source, names[i].text));
        cells[i] = field == NULL ? slice_of("") : claims_fill(&field->template, filling);
        if (cells[i].data == NULL) {
            return error_no_memory(error);
        }
    }
    return true;
}

/* A row in the table; where one only keeps the table from being empty, it becomes that row. */
static bool add_to_table(struct operation *operation, const struct rule *rule, size_t document, uint32_t table,
                         struct claim_filling *filling, struct error *error)
{
    const struct document *board = operation->plan->documents[document];
    struct edits *edits = &operation->edits[document];
    struct change_place last = {.position = CHANGE_LAST};
    struct slice cells[MOST_COLUMNS];
    size_t count = 0;
    if (!fill_cells(board, rule, outline_node(board->outline, table)->child, filling, cells, &count, error)) {
        return false;
    }
    uint32_t row = placeholder_row(operation->plan, board, table);
    if (row == 0) {
        return change_add_row(board->outline, table, last, cells, count, edits, error);
    }
    for (size_t i = 0; i < count; i++) {
        if (!change_set_cell(board->outline, row, i, cells[i], edits, error)) {
            return false;
        }
    }
    return true;
}

/* ---- lists in YAML and JSON ---- */

/* The sequence at the rule's path in the first of its documents; false where there is none. */
static bool find_sequence(const struct plan *plan, const struct rule *rule, struct slice path, size_t *document,
                          uint32_t *sequence)
{
    for (size_t d = 0; d < plan->document_count; d++) {
        const struct tree *tree = plan->documents[d]->tree;
        if (tree == NULL || !is_of_rule(plan, rule, d) || tree_node(tree, 0)->type != TREE_MAP) {
            continue;
        }
        *document = d;
        *sequence = tree_child(tree, 0, path);
        if (*sequence != 0) {
            return true;
        }
    }
    return false;
}

static bool add_to_sequence(struct operation *operation, size_t document, uint32_t sequence,
                            const struct rule_field *fields, size_t count, struct claim_filling *filling,
                            struct error *error)
{
    struct tree_content *entries = arena_new(filling->arena, count, sizeof *entries);
    struct tree_content item = {.type = TREE_MAP, .items = entries};
    struct change_place last = {.position = CHANGE_LAST};
    for (size_t i = 0; entries != NULL && i < count; i++) {
        struct slice value = claims_fill(&fields[i].template, filling);
        if (value.data == NULL) {
            return error_no_memory(error);
        }
        if (value.size > 0) {
            entries[item.count++] = (struct tree_content){.type = TREE_SCALAR, .key = fields[i].pattern, .text = value};
        }
    }
    return entries != NULL ? tree_add(operation->plan->documents[document]->tree, sequence, last, &item,
                                      &operation->edits[document], error)
                           : error_no_memory(error);
}

/* ---- adding ---- */

/* The task's own document, where the profile has its claims written there. */
static size_t find_own(const struct plan *plan, const struct record *task)
{
    const struct profile_claims *claims = &plan->profile->claims;
    size_t document = task->places[0]->document;
    uint32_t bits = profile_documents_of(plan->profile, slice_of(plan_path(plan, document)));
    return plan->profile->has_claims && claims->own && (bits & claims->documents) != 0 ? document : SIZE_MAX;
}

static struct claim_filling make_filling(const struct operation *operation, const struct record *task,
                                         const struct record *lane)
{
    return (struct claim_filling){
        .profile = operation->plan->profile,
        .id = record_name(task),
        .title = task->title,
        .lane = lane == NULL ? slice_of("-") : record_name(lane),
        .who = operation->request->who,
        .since = operation->request->now,
        .home = find_own(operation->plan, task),
        .arena = &operation->change->arena,
    };
}

/* Writes the claim where the rule reads claims, if the plan has that place. */
static bool add_by_rule(struct operation *operation, const struct rule *rule, struct claim_filling *filling,
                        bool *added, struct error *error)
{
    const struct plan *plan = operation->plan;
    size_t document = 0;
    uint32_t node = 0;
    bool done = true;
    filling->rule = rule;
    filling->writes = profile_writes_of(plan->profile, rule);
    if (rule->shape == RULE_TABLE && find_table(plan, rule, filling->home, &document, &node)) {
        done = add_to_table(operation, rule, document, node, filling, error);
    } else if (rule->shape == RULE_NODES && find_sequence(plan, rule, rule->path, &document, &node)) {
        done = add_to_sequence(operation, document, node, rule->fields, rule->field_count, filling, error);
    } else {
        return true;
    }
    *added = true;
    return done && mean_claim(operation, filling->id, document, 0, true, error);
}

bool claims_add(struct operation *operation, const struct record *task, const struct record *lane,
                struct error *error)
{
    const struct profile *profile = operation->plan->profile;
    struct claim_filling filling = make_filling(operation, task, lane);
    bool added = false;
    size_t document = 0;
    for (size_t i = 0; i < profile->rule_count; i++) {
        if (profile->rules[i].kind == KIND_CLAIM &&
            !add_by_rule(operation, &profile->rules[i], &filling, &added, error)) {
            return false;
        }
    }
    if (added || !profile->has_claims) {
        return true;
    }
    filling.rule = NULL;
    filling.writes = NULL;
    return claims_make_section(operation, &filling, &document, error) &&
           mean_claim(operation, filling.id, document, 0, true, error);
}

/* ---- removing ---- */

static bool empty_row(const struct outline *outline, uint32_t row, struct slice empty, struct edits *edits,
                      struct error *error)
{
    struct outline_cell cells[MOST_COLUMNS];
    size_t count = outline_cells(outline, row, cells, MOST_COLUMNS);
    for (size_t i = 0; i < count && i < MOST_COLUMNS; i++) {
        if (!change_set_cell(outline, row, i, empty, edits, error)) {
            return false;
        }
    }
    return true;
}

static bool remove_row(struct operation *operation, const struct plan_place *place, struct error *error)
{
    const struct outline *outline = operation->plan->documents[place->document]->outline;
    const struct profile_writes *writes = profile_writes_of(operation->plan->profile, place->rule);
    struct edits *edits = &operation->edits[place->document];
    uint32_t table = outline_node(outline, place->node)->parent;
    uint32_t header = outline_node(outline, table)->child;
    bool is_last = outline_node(outline, header)->next == place->node && outline_node(outline, place->node)->next == 0;
    if (is_last && writes != NULL && writes->empty.size > 0) {
        return empty_row(outline, place->node, writes->empty, edits, error);
    }
    bool made = is_last && operation->plan->profile->has_claims;
    return made ? claims_unmake_section(operation->plan, outline, place->node, edits, error)
                : change_remove_row(outline, place->node, edits, error);
}

bool claims_remove(struct operation *operation, const struct record *claim, struct error *error)
{
    for (size_t i = 0; i < claim->place_count; i++) {
        const struct plan_place *place = claim->places[i];
        const struct tree *tree = operation->plan->documents[place->document]->tree;
        bool removed = tree != NULL
                           ? tree_remove(tree, place->node, &operation->edits[place->document], error)
                           : remove_row(operation, place, error);
        if (!removed || !mean_claim(operation, record_name(claim), place->document,
                                    record_place_number(claim, place), false, error)) {
            return false;
        }
    }
    return true;
}

/* Whether the profile keeps finished claims, in the place that the rule reads; then the claim is written there. */
static bool keep_finished(struct operation *operation, const struct record *claim, const struct rule *rule,
                          struct error *error)
{
    const struct plan *plan = operation->plan;
    const struct profile_writes *writes = profile_writes_of(plan->profile, rule);
    size_t document = 0;
    uint32_t sequence = 0;
    if (writes == NULL || writes->finished_path.size == 0 ||
        !find_sequence(plan, rule, writes->finished_path, &document, &sequence)) {
        return true;
    }
    struct claim_filling filling = {
        .profile = plan->profile,
        .rule = rule,
        .writes = writes,
        .id = claim->id,
        .title = claim->title,
        .lane = record_value(claim, ROLE_LANE),
        .who = record_value(claim, ROLE_WHO),
        .since = operation->request->now,
        .arena = &operation->change->arena,
    };
    return add_to_sequence(operation, document, sequence, writes->finished, writes->finished_count, &filling, error);
}

bool claims_finish(struct operation *operation, const struct record *claim, struct error *error)
{
    for (size_t i = 0; i < claim->place_count; i++) {
        if (!keep_finished(operation, claim, claim->places[i]->rule, error)) {
            return false;
        }
    }
    return claims_remove(operation, claim, error);
}
