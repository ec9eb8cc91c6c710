/* Which rule read what. */
#include "plan/coverage_parts.h"

#include <stdlib.h>

/* ---- places ---- */

static uint32_t container_of(const struct plan *plan, const struct plan_place *place)
{
    if (place->rule->shape == RULE_TREE) {
        return place->node;
    }
    return place->rule->shape == RULE_TABLE || place->rule->shape == RULE_LIST
               ? outline_node(plan->documents[place->document]->outline, place->node)->parent
               : 0;
}

static int compare_numbers(size_t a, size_t b)
{
    return a == b ? 0 : a < b ? -1 : 1;
}

static int compare_entries(const void *a, const void *b)
{
    const struct coverage_entry *first = a;
    const struct coverage_entry *second = b;
    int order = compare_numbers(first->document, second->document);
    order = order != 0 ? order : compare_numbers(first->rule->line, second->rule->line);
    order = order != 0 ? order : compare_numbers(first->container, second->container);
    order = order != 0 ? order : compare_numbers(first->place->node, second->place->node);
    order = order != 0 ? order : compare_numbers(first->place->line, second->place->line);
    return order != 0 ? order : compare_numbers(first->record, second->record);
}

static bool collect_entries(struct covering *covering)
{
    const struct plan *plan = covering->plan;
    size_t capacity = 0;
    for (size_t kind = 0; kind < KIND_COUNT; kind++) {
        for (size_t i = 0; i < plan->records[kind].count; i++) {
            const struct record *record = plan->records[kind].items[i];
            if (!arena_grow(&covering->coverage->arena, &covering->entries, &capacity,
                            covering->entry_count + record->place_count, sizeof *covering->entries)) {
                return false;
            }
            for (size_t k = 0; k < record->place_count; k++) {
                covering->entries[covering->entry_count++] = (struct coverage_entry){
                    .document = record->places[k]->document,
                    .rule = record->places[k]->rule,
                    .container = container_of(plan, record->places[k]),
                    .place = record->places[k],
                    .record = covering->record_count,
                };
            }
            covering->record_count++;
        }
    }
    if (covering->entry_count > 1) {
        qsort(covering->entries, covering->entry_count, sizeof *covering->entries, compare_entries);
    }
    return true;
}

/* ---- all of it ---- */

static int compare_matches(const void *a, const void *b)
{
    const struct coverage_match *first = a;
    const struct coverage_match *second = b;
    int order = compare_numbers(first->document, second->document);
    order = order != 0 ? order : compare_numbers(first->line, second->line);
    return order != 0 ? order : compare_numbers(first->rule->line, second->rule->line);
}

static int compare_rest(const void *a, const void *b)
{
    const struct coverage_rest *first = a;
    const struct coverage_rest *second = b;
    int order = compare_numbers(first->document, second->document);
    order = order != 0 ? order : compare_numbers(first->line, second->line);
    return order != 0 ? order : compare_numbers((size_t)first->shape, (size_t)second->shape);
}

bool coverage_read(const struct plan *plan, struct coverage *coverage, struct error *error)
{
    *coverage = (struct coverage){0};
    arena_init(&coverage->arena);
    struct covering covering = {.plan = plan, .coverage = coverage};
    bool done = collect_entries(&covering) && coverage_find_matches(&covering);
    for (size_t i = 0; i < plan->document_count && done; i++) {
        done = coverage_find_rest(&covering, i);
    }
    if (!done) {
        return error_no_memory(error);
    }
    if (coverage->match_count > 1) {
        qsort(coverage->matches, coverage->match_count, sizeof *coverage->matches, compare_matches);
    }
    if (coverage->rest_count > 1) {
        qsort(coverage->rest, coverage->rest_count, sizeof *coverage->rest, compare_rest);
    }
    return true;
}

void coverage_release(struct coverage *coverage)
{
    arena_release(&coverage->arena);
    *coverage = (struct coverage){0};
}

const char *coverage_shape_name(enum rule_shape shape)
{
    static const char *const names[] = {
        [RULE_TABLE] = "table",   [RULE_LIST] = "list",   [RULE_SECTION] = "section",
        [RULE_FIELDS] = "fields", [RULE_NODES] = "nodes", [RULE_TREE] = "tree",
    };
    return names[shape];
}

const char *coverage_rest_name(enum coverage_shape shape)
{
    static const char *const names[] = {
        [COVERAGE_TABLE] = "table",
        [COVERAGE_LIST] = "list",
        [COVERAGE_FIELDS] = "fields",
        [COVERAGE_NODES] = "nodes",
    };
    return names[shape];
}
