#include "plan/plan.h"

#include "base/memory.h"
#include "plan/build.h"

#include <limits.h>

/* ---- landmarks ---- */

static bool add_number(struct arena *arena, uint32_t **array, size_t *count, size_t *capacity, uint32_t number)
{
    if (!arena_grow(arena, array, capacity, *count + 1, sizeof **array)) {
        return false;
    }
    (*array)[(*count)++] = number;
    return true;
}

/* Collects what rules look at, without walking through the rows of tables. */
static bool collect(struct arena *arena, const struct outline *outline, uint32_t parent, struct landmarks *landmarks)
{
    for (uint32_t node = outline_node(outline, parent)->child; node != 0; node = outline_node(outline, node)->next) {
        bool added = true;
        switch (outline_node(outline, node)->type) {
        case OUTLINE_TABLE:
            added = add_number(arena, &landmarks->tables, &landmarks->table_count, &landmarks->table_capacity, node);
            break;
        case OUTLINE_HEADING:
            added = parent != 0 || add_number(arena, &landmarks->headings, &landmarks->heading_count,
                                              &landmarks->heading_capacity, node);
            break;
        case OUTLINE_LIST:
        case OUTLINE_PARAGRAPH:
            added = add_number(arena, &landmarks->lists, &landmarks->list_count, &landmarks->list_capacity, node);
            break;
        case OUTLINE_FENCE:
            added = add_number(arena, &landmarks->fences, &landmarks->fence_count, &landmarks->fence_capacity, node);
            break;
        case OUTLINE_QUOTE:
            added = collect(arena, outline, node, landmarks);
            break;
        default:
            break;
        }
        if (!added) {
            return false;
        }
    }
    return true;
}

/* ---- rules ---- */

static bool run_rule(struct matching *matching)
{
    switch (matching->rule->shape) {
    case RULE_TABLE:
        return match_tables(matching);
    case RULE_LIST:
        return match_lists(matching);
    case RULE_SECTION:
        return match_sections(matching);
    case RULE_FIELDS:
        return match_fields(matching);
    case RULE_NODES:
        return match_nodes(matching);
    case RULE_TREE:
        return match_trees(matching);
    }
    return false;
}

uint32_t plan_documents_of(const struct profile *profile, const struct document *document)
{
    uint32_t bits = profile_documents_of(profile, slice_of(document->path));
    if (bits == 0) {
        const char *base = strrchr(document->path, '/');
        bits = profile_documents_of(profile, slice_of(base == NULL ? document->path : base + 1));
    }
    return bits == 0 ? UINT32_MAX : bits;
}

/* The first rule of a kind that finds anything makes the records; the later ones add places to them. */
static bool run_rules(struct plan *plan, const struct landmarks *landmarks, struct error *error)
{
    struct matching matching = {.plan = plan, .error = error};
    for (size_t i = 0; i < plan->profile->rule_count; i++) {
        const struct rule *rule = &plan->profile->rules[i];
        matching.rule = rule;
        matching.creates = rule->kind == KIND_PLAN || rule->creates ||
                           (!rule->mirror && plan->records[rule->kind].count == 0);
        for (size_t d = 0; d < plan->document_count; d++) {
            matching.document = d;
            matching.landmarks = &landmarks[d];
            if ((rule->documents & plan_documents_of(plan->profile, plan->documents[d])) != 0 &&
                !run_rule(&matching)) {
                return false;
            }
        }
    }
    return true;
}

static uint64_t hash_documents(const struct plan *plan)
{
    uint64_t hash = 1469598103934665603ULL;
    for (size_t i = 0; i < plan->document_count; i++) {
        for (const char *path = plan->documents[i]->path; *path != '\0'; path++) {
            hash = (hash ^ (unsigned char)*path) * 1099511628211ULL;
        }
        hash = (hash ^ source_hash(plan->documents[i]->source)) * 1099511628211ULL;
        hash ^= hash >> 29;
    }
    return hash;
}

/* The number in the field that says how many heavy slots there may be. */
static void read_concurrency(struct plan *plan)
{
    plan->concurrency = ULONG_MAX;
    const struct record *self = plan_self(plan);
    struct slice value = self == NULL ? (struct slice){0} : record_value(self, ROLE_CONCURRENCY);
    size_t digits = 0;
    while (digits < value.size && value.data[digits] >= '0' && value.data[digits] <= '9') {
        digits++;
    }
    struct slice prefix;
    unsigned long number = 0;
    if (digits > 0 && id_split(slice_part(value, 0, digits), &prefix, &number)) {
        plan->concurrency = number;
    }
    for (size_t i = 0; i < plan->records[KIND_LANE].count; i++) {
        plan->heavy += plan->records[KIND_LANE].items[i]->slot == SLOT_HEAVY ? 1 : 0;
    }
}

static bool build(struct plan *plan, struct error *error)
{
    struct landmarks *landmarks = arena_new(&plan->arena, plan->document_count, sizeof *landmarks);
    bool built = landmarks != NULL;
    for (size_t i = 0; built && i < plan->document_count; i++) {
        const struct document *document = plan->documents[i];
        if (document->trouble != NULL) {
            built = records_note(plan, i, document->trouble_line, arena_copy(&plan->arena, slice_of(document->trouble)));
        } else if (document->tree == NULL) {
            built = collect(&plan->arena, document->outline, 0, &landmarks[i]);
        }
    }
    if (!built) {
        return error_no_memory(error);
    }
    if (plan->profile->fallback && plan->document_count > 0 &&
        !records_note(plan, 0, 1,
                      arena_copy(&plan->arena, slice_of("no profile knows this plan: what is shown is guessed from its "
                                                        "headings, columns and boxes")))) {
        return error_no_memory(error);
    }
    if (!run_rules(plan, landmarks, error) || !records_finish(plan, error) || !relate_records(plan, error)) {
        return false;
    }
    if (!mirrors_compare(plan)) {
        return error_no_memory(error);
    }
    read_concurrency(plan);
    plan->rev = hash_documents(plan);
    return true;
}

struct plan *plan_new(const struct profile *profile, struct slice root, struct document *const *documents,
                      size_t count, struct error *error)
{
    struct plan *plan = memory_new(1, sizeof *plan);
    if (plan == NULL) {
        (void)error_no_memory(error);
        return NULL;
    }
    arena_init(&plan->arena);
    plan->profile = profile;
    plan->root = arena_copy(&plan->arena, root);
    plan->documents = arena_new(&plan->arena, count, sizeof(struct document *));
    if (plan->documents == NULL || plan->root.data == NULL) {
        (void)error_no_memory(error);
        plan_free(plan);
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        plan->documents[plan->document_count++] = document_share(documents[i]);
    }
    if (!build(plan, error)) {
        plan_free(plan);
        return NULL;
    }
    return plan;
}

void plan_free(struct plan *plan)
{
    if (plan == NULL) {
        return;
    }
    for (size_t i = 0; i < plan->document_count; i++) {
        document_release(plan->documents[i]);
    }
    arena_release(&plan->arena);
    memory_free(plan);
}

struct document *plan_document_with(const struct plan *plan, size_t number, struct bytes *bytes, struct error *error)
{
    struct source *source = source_take(plan->documents[number]->path, bytes, error);
    return source == NULL ? NULL : document_new(plan->documents[number]->path, source, error);
}

struct plan *plan_with_all(const struct plan *plan, struct document *const *changed, struct error *error)
{
    struct document **documents = memory_new(plan->document_count, sizeof(struct document *));
    if (documents == NULL) {
        (void)error_no_memory(error);
        return NULL;
    }
    for (size_t i = 0; i < plan->document_count; i++) {
        documents[i] = changed[i] != NULL ? changed[i] : plan->documents[i];
    }
    struct plan *result = plan_new(plan->profile, plan->root, documents, plan->document_count, error);
    memory_free(documents);
    return result;
}

struct plan *plan_with(const struct plan *plan, size_t number, struct bytes *bytes, struct error *error)
{
    struct document *changed = plan_document_with(plan, number, bytes, error);
    struct document **documents = memory_new(plan->document_count, sizeof(struct document *));
    struct plan *result = NULL;
    if (changed != NULL && documents != NULL) {
        documents[number] = changed;
        result = plan_with_all(plan, documents, error);
    } else if (changed != NULL) {
        (void)error_no_memory(error);
    }
    memory_free(documents);
    document_release(changed);
    return result;
}
