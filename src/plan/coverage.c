/* Which rule read what. */
#include "plan/coverage_parts.h"

#include "outline/plain.h"

#include <stdlib.h>

/* ---- helpers ---- */

static struct slice plain_text(struct arena *arena, struct slice text)
{
    struct bytes plain;
    bytes_init(&plain);
    struct slice copy = plain_append(&plain, text) ? arena_copy(arena, slice_trim(bytes_slice(&plain)))
                                                   : (struct slice){0};
    bytes_release(&plain);
    return copy;
}

struct slice coverage_heading(const struct covering *covering, const struct outline *outline, uint32_t node)
{
    while (outline_node(outline, node)->parent != 0) {
        node = outline_node(outline, node)->parent;
    }
    uint32_t heading = outline_section_of(outline, node);
    return heading == 0 ? slice_of("") : plain_text(&covering->coverage->arena, outline_text(outline, heading));
}

size_t coverage_count(const struct outline *outline, uint32_t parent)
{
    size_t count = 0;
    for (uint32_t node = outline_node(outline, parent)->child; node != 0; node = outline_node(outline, node)->next) {
        count += outline_node(outline, node)->header ? 0 : 1;
    }
    return count;
}

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

/* ---- matches ---- */

const struct rule_field *coverage_field(const struct rule *rule, struct slice name)
{
    for (size_t i = 0; i < rule->field_count; i++) {
        if (id_glob(rule->fields[i].pattern, name)) {
            return &rule->fields[i];
        }
    }
    return NULL;
}

static bool add_value(const struct covering *covering, struct coverage_match *match, struct slice name)
{
    for (size_t i = 0; i < match->value_count; i++) {
        if (slice_equal(match->values[i].name, name)) {
            return true;
        }
    }
    const struct rule_field *field = coverage_field(match->rule, name);
    if (!arena_grow(&covering->coverage->arena, &match->values, &match->value_capacity, match->value_count + 1,
                    sizeof *match->values)) {
        return false;
    }
    match->values[match->value_count++] = (struct coverage_value){
        .name = name,
        .template = field == NULL ? slice_of("") : field->template.text,
        .section = field != NULL && field->section,
    };
    return true;
}

bool coverage_add_columns(const struct covering *covering, struct coverage_match *match, uint32_t table)
{
    enum { MOST_COLUMNS = 64 };
    const struct document *document = covering->plan->documents[match->document];
    struct outline_cell cells[MOST_COLUMNS];
    size_t count = outline_cells(document->outline, outline_node(document->outline, table)->child, cells, MOST_COLUMNS);
    for (size_t i = 0; i < count && i < MOST_COLUMNS; i++) {
        struct slice name =
            plain_text(&covering->coverage->arena, source_slice(document->source, cells[i].text));
        if (name.data == NULL || !add_value(covering, match, name)) {
            return false;
        }
    }
    return true;
}

/* The fields of a place that have a name in the document. */
static bool add_fields(const struct covering *covering, struct coverage_match *match, const struct plan_place *place)
{
    for (size_t i = 0; i < place->field_count; i++) {
        const struct plan_field *field = &place->fields[i];
        bool in_text = field->name.size == 0 || (field->role == ROLE_OTHER && match->rule->text_count > 0 &&
                                                 field->line == place->line);
        bool is_box = match->rule->box && field->role == ROLE_STATUS && field->line == place->line;
        if (field->column == SIZE_MAX && !in_text && !is_box && !field->borrowed && !add_value(covering, match, field->name)) {
            return false;
        }
    }
    return true;
}

/* How many lines of a fence are not blank. */
static size_t count_lines(const struct covering *covering, size_t document, uint32_t fence)
{
    const struct document *read = covering->plan->documents[document];
    struct slice rest = source_slice(read->source, outline_node(read->outline, fence)->content);
    struct slice line;
    size_t count = 0;
    while (rest.size > 0 && slice_next(&rest, '\n', &line)) {
        count += slice_trim(line).size > 0 ? 1 : 0;
    }
    return count;
}

struct coverage_match *coverage_add_match(const struct covering *covering, const struct rule *rule, size_t document,
                                        uint32_t container, size_t line)
{
    struct coverage *coverage = covering->coverage;
    const struct outline *outline = covering->plan->documents[document]->outline;
    if (!arena_grow(&coverage->arena, &coverage->matches, &coverage->match_capacity, coverage->match_count + 1,
                    sizeof *coverage->matches)) {
        return NULL;
    }
    struct coverage_match *match = &coverage->matches[coverage->match_count++];
    *match = (struct coverage_match){.rule = rule, .document = document, .line = line, .heading = slice_of("")};
    if (container != 0) {
        match->line = outline_node(outline, container)->line;
        match->heading = coverage_heading(covering, outline, container);
        match->total = outline_node(outline, container)->type == OUTLINE_FENCE ? count_lines(covering, document, container)
                                                                               : coverage_count(outline, container);
    }
    bool added = match->heading.data != NULL && (rule->shape != RULE_TABLE || coverage_add_columns(covering, match, container));
    return added ? match : NULL;
}

/* Where a place begins: that of a whole document with its first value. */
static size_t first_line(const struct plan_place *place)
{
    size_t line = place->line;
    for (size_t i = 0; place->rule->shape == RULE_FIELDS && i < place->field_count; i++) {
        line = i == 0 || place->fields[i].line < line ? place->fields[i].line : line;
    }
    return line;
}

static bool collect_matches(const struct covering *covering)
{
    size_t *seen = arena_new(&covering->coverage->arena, covering->record_count, sizeof *seen);
    struct coverage_match *match = NULL;
    for (size_t i = 0; seen != NULL && i < covering->entry_count; i++) {
        const struct coverage_entry *entry = &covering->entries[i];
        const struct coverage_entry *before = i == 0 ? NULL : &covering->entries[i - 1];
        bool same = before != NULL && before->document == entry->document && before->rule == entry->rule &&
                    before->container == entry->container;
        if (!same) {
            match = coverage_add_match(covering, entry->rule, entry->document, entry->container, first_line(entry->place));
        }
        if (match == NULL || !add_fields(covering, match, entry->place)) {
            return false;
        }
        match->count +=
            !same || before->place->node != entry->place->node || before->place->line != entry->place->line ? 1 : 0;
        match->total = match->total > match->count ? match->total : match->count;
        match->records += seen[entry->record] == covering->coverage->match_count ? 0 : 1;
        seen[entry->record] = covering->coverage->match_count;
    }
    return seen != NULL;
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
    bool done = collect_entries(&covering) && collect_matches(&covering);
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
