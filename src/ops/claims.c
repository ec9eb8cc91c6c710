/* The table of claims: made by the first claim, gone with the last. */
#include "ops/operation.h"

#include "outline/change.h"
#include "outline/plain.h"

/* What stands in the columns of a new claim. */
struct filling {
    struct slice id;
    struct slice title;
    struct slice lane;
    struct slice who;
    struct slice since;
};

static struct slice filling_value(void *context, enum role role, struct slice name)
{
    const struct filling *filling = context;
    (void)name;
    switch (role) {
    case ROLE_ID:
    case ROLE_TASK:
        return filling->id;
    case ROLE_TITLE:
        return filling->title;
    case ROLE_LANE:
        return filling->lane;
    case ROLE_WHO:
        return filling->who;
    case ROLE_SINCE:
        return filling->since;
    default:
        return slice_of("");
    }
}

static const struct rule *claim_rule(const struct plan *plan)
{
    for (size_t i = 0; i < plan->profile->rule_count; i++) {
        if (plan->profile->rules[i].kind == KIND_CLAIM && plan->profile->rules[i].shape == RULE_TABLE) {
            return &plan->profile->rules[i];
        }
    }
    return NULL;
}

/* The cells of a new row under the header row `header`, by what the rule's columns hold. */
static size_t fill_row(const struct operation *operation, size_t document, uint32_t header, struct filling *filling,
                       struct slice *cells, size_t capacity, struct arena *arena)
{
    const struct document *board = operation->plan->documents[document];
    const struct rule *rule = claim_rule(operation->plan);
    struct outline_cell names[PROFILE_DOCUMENTS];
    size_t count = outline_cells(board->outline, header, names, PROFILE_DOCUMENTS);
    count = count < capacity ? count : capacity;
    for (size_t i = 0; i < count; i++) {
        struct bytes text;
        bytes_init(&text);
        for (size_t k = 0; k < rule->field_count; k++) {
            if (id_glob(rule->fields[k].pattern, source_slice(board->source, names[i].text))) {
                (void)template_fill(&rule->fields[k].template, filling_value, filling, &text);
                break;
            }
        }
        cells[i] = text.failed ? (struct slice){0} : arena_copy(arena, bytes_slice(&text));
        bytes_release(&text);
        if (cells[i].data == NULL) {
            return 0;
        }
    }
    return count;
}

/* The document to make the table in, and the heading behind whose section; false where the plan has none of them. */
static bool find_home(const struct operation *operation, size_t *document, uint32_t *after)
{
    const struct plan *plan = operation->plan;
    const struct profile_claims *claims = &plan->profile->claims;
    for (size_t i = 0; i < claims->order_count; i++) {
        for (size_t d = 0; d < plan->document_count; d++) {
            uint32_t bits = profile_documents_of(plan->profile, slice_of(plan_path(plan, d)));
            if ((bits & ((uint32_t)1 << claims->order[i])) == 0) {
                continue;
            }
            *document = d;
            *after = 0;
            const struct outline *outline = plan->documents[d]->outline;
            for (uint32_t node = outline_node(outline, 0)->child; node != 0; node = outline_node(outline, node)->next) {
                if (outline_node(outline, node)->type == OUTLINE_HEADING && claims->after.size > 0 &&
                    id_glob(claims->after, outline_text(outline, node))) {
                    *after = node;
                }
            }
            return true;
        }
    }
    return false;
}

static bool append_cell(struct bytes *body, struct slice value)
{
    for (size_t i = 0; i < value.size; i++) {
        if (value.data[i] == '|' && !bytes_append_byte(body, '\\')) {
            return false;
        }
        if (!bytes_append_byte(body, value.data[i])) {
            return false;
        }
    }
    return bytes_append_text(body, " |");
}

static bool make_section(struct operation *operation, struct filling *filling, size_t *document, struct error *error)
{
    const struct profile_claims *claims = &operation->plan->profile->claims;
    uint32_t after = 0;
    if (!find_home(operation, document, &after)) {
        return error_set(error, ERROR_NOT_FOUND,
                         "the plan has no document in which to write claims; set `claims: none` in .workboard.yaml");
    }
    struct bytes body;
    struct bytes cell;
    bytes_init(&body);
    bytes_init(&cell);
    (void)bytes_append_text(&body, "|");
    for (size_t i = 0; i < claims->column_count; i++) {
        (void)bytes_append_format(&body, " %.*s |", SLICE_PRINT(claims->columns[i].pattern));
    }
    (void)bytes_append_text(&body, "\n|");
    for (size_t i = 0; i < claims->column_count; i++) {
        (void)bytes_append_text(&body, "---|");
    }
    (void)bytes_append_text(&body, "\n|");
    for (size_t i = 0; i < claims->column_count; i++) {
        bytes_clear(&cell);
        (void)template_fill(&claims->columns[i].template, filling_value, filling, &cell);
        body.failed = body.failed || cell.failed;
        (void)bytes_append_byte(&body, ' ');
        (void)append_cell(&body, bytes_slice(&cell));
    }
    bool made = body.failed ? error_no_memory(error)
                            : change_add_section(operation->plan->documents[*document]->outline, after, claims->level,
                                                 claims->section, bytes_slice(&body), &operation->edits[*document],
                                                 error);
    bytes_release(&cell);
    bytes_release(&body);
    return made;
}

/* The table in which claims stand: that of a claim that is there, or an empty one under the profile's heading. */
static bool find_table(const struct operation *operation, size_t *document, uint32_t *table)
{
    const struct plan *plan = operation->plan;
    if (plan->records[KIND_CLAIM].count > 0) {
        const struct plan_place *place = plan->records[KIND_CLAIM].items[0]->places[0];
        *document = place->document;
        *table = outline_node(plan->documents[place->document]->outline, place->node)->parent;
        return true;
    }
    uint32_t after = 0;
    if (!find_home(operation, document, &after)) {
        return false;
    }
    const struct outline *outline = plan->documents[*document]->outline;
    for (uint32_t node = outline_node(outline, 0)->child; node != 0; node = outline_node(outline, node)->next) {
        uint32_t heading = outline_section_of(outline, node);
        if (outline_node(outline, node)->type == OUTLINE_TABLE && heading != 0 &&
            plain_equal(outline_text(outline, heading), plan->profile->claims.section)) {
            *table = node;
            return true;
        }
    }
    return false;
}

static bool mean_claim(struct operation *operation, struct slice id, size_t document, bool added, struct error *error)
{
    const struct change_effect effect = {
        .kind = KIND_CLAIM,
        .id = id,
        .path = slice_of(plan_path(operation->plan, document)),
        .role = ROLE_ID,
        .old = added ? (struct slice){0} : id,
        .new = added ? id : (struct slice){0},
    };
    return operation_mean(operation, effect, error);
}

bool claims_add(struct operation *operation, const struct record *task, const struct record *lane,
                struct error *error)
{
    struct filling filling = {
        .id = record_name(task),
        .title = task->title,
        .lane = lane == NULL ? slice_of("-") : record_name(lane),
        .who = operation->request->who,
        .since = operation->request->now,
    };
    size_t document = 0;
    uint32_t table = 0;
    if (!operation->plan->profile->has_claims || claim_rule(operation->plan) == NULL) {
        return true;
    }
    if (!find_table(operation, &document, &table)) {
        return make_section(operation, &filling, &document, error) &&
               mean_claim(operation, record_name(task), document, true, error);
    }
    struct slice cells[PROFILE_DOCUMENTS];
    const struct outline *outline = operation->plan->documents[document]->outline;
    struct change_place last = {.position = CHANGE_LAST};
    size_t count = fill_row(operation, document, outline_node(outline, table)->child, &filling, cells,
                            PROFILE_DOCUMENTS, &operation->change->arena);
    return (count > 0 || error_no_memory(error)) &&
           change_add_row(outline, table, last, cells, count, &operation->edits[document], error) &&
           mean_claim(operation, record_name(task), document, true, error);
}

/* Whether the section of the table holds nothing but its heading and the table. */
static bool is_bare_section(const struct plan *plan, const struct outline *outline, uint32_t table, uint32_t *heading)
{
    *heading = outline_section_of(outline, table);
    return *heading != 0 && plain_equal(outline_text(outline, *heading), plan->profile->claims.section) &&
           outline_node(outline, *heading)->next == table &&
           outline_node(outline, table)->next == outline_section_end(outline, *heading);
}

bool claims_remove(struct operation *operation, const struct record *claim, struct error *error)
{
    const struct plan_place *place = claim->places[0];
    const struct outline *outline = operation->plan->documents[place->document]->outline;
    uint32_t table = outline_node(outline, place->node)->parent;
    uint32_t header = outline_node(outline, table)->child;
    bool is_last = outline_node(outline, header)->next == place->node && outline_node(outline, place->node)->next == 0;
    uint32_t heading = 0;
    struct edits *edits = &operation->edits[place->document];
    bool removed = is_last && is_bare_section(operation->plan, outline, table, &heading)
                       ? change_remove_section(outline, heading, edits, error)
                       : change_remove_row(outline, place->node, edits, error);
    return removed && mean_claim(operation, claim->id, place->document, false, error);
}
