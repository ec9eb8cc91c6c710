/* coverage_match.c: the tables, lists and documents that a rule read, each with the names that it found there. */
#include "plan/coverage_parts.h"

#include "outline/plain.h"

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

bool coverage_find_matches(const struct covering *covering)
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
