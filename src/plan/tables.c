#include "plan/tables.h"

#include "outline/plain.h"

enum { MOST_COLUMNS = 64 };

static bool fits_plain(const struct slice *globs, size_t count, struct slice text)
{
    for (size_t i = 0; i < count; i++) {
        if (id_glob(globs[i], text)) {
            return true;
        }
    }
    return false;
}

/* Whether taking the markup off could change the text. */
static bool has_markup(struct slice text)
{
    for (size_t i = 0; i < text.size; i++) {
        bool blanks = i > 0 && text.data[i] == ' ' && text.data[i - 1] == ' ';
        if (blanks || memchr("*_~`[]<>\\\t", text.data[i], 10) != NULL) {
            return true;
        }
    }
    return false;
}

/* Whether one of the globs fits the text without its markup. A text with markup fits none when memory runs out, as in
 * plain_equal; one without needs no memory. */
static bool fits(const struct slice *globs, size_t count, struct slice text)
{
    if (!has_markup(text)) {
        return fits_plain(globs, count, slice_trim(text));
    }
    struct bytes plain;
    bytes_init(&plain);
    bool fitting = plain_append(&plain, text) && fits_plain(globs, count, slice_trim(bytes_slice(&plain)));
    bytes_release(&plain);
    return fitting;
}

const struct rule_field *tables_column(const struct rule *rule, struct slice name)
{
    for (size_t i = 0; i < rule->field_count; i++) {
        if (fits(&rule->fields[i].pattern, 1, name)) {
            return &rule->fields[i];
        }
    }
    return NULL;
}

/* Whether a heading above the table is one that the rule names. */
static bool is_under(const struct rule *rule, const struct outline *outline, uint32_t table)
{
    uint32_t top = table;
    while (outline_node(outline, top)->parent != 0) {
        top = outline_node(outline, top)->parent;
    }
    bool under = rule->under_count == 0;
    for (uint32_t heading = outline_section_of(outline, top); heading != 0 && !under;
         heading = outline_section_of(outline, heading)) {
        under = fits(rule->under, rule->under_count, outline_text(outline, heading));
    }
    return under;
}

static bool has_key(const struct rule *rule, const struct document *document, uint32_t table)
{
    struct outline_cell cells[MOST_COLUMNS];
    uint32_t header = outline_node(document->outline, table)->child;
    size_t count = header == 0 ? 0 : outline_cells(document->outline, header, cells, MOST_COLUMNS);
    count = count < MOST_COLUMNS ? count : MOST_COLUMNS;
    for (size_t i = 0; i < count; i++) {
        const struct rule_field *field = tables_column(rule, source_slice(document->source, cells[i].text));
        if (field != NULL && (template_has(&field->template, ROLE_ID) || template_has(&field->template, ROLE_TITLE))) {
            return true;
        }
    }
    return false;
}

size_t tables_of_rule(const struct plan *plan, const struct rule *rule, struct plan_table *tables, size_t capacity)
{
    size_t count = 0;
    for (size_t d = 0; d < plan->document_count && rule->shape == RULE_TABLE; d++) {
        const struct outline *outline = plan->documents[d]->outline;
        if ((profile_documents_of(plan->profile, slice_of(plan_path(plan, d))) & rule->documents) == 0) {
            continue;
        }
        for (uint32_t node = outline_next(outline, 0, 0); node != 0; node = outline_next(outline, 0, node)) {
            if (outline_node(outline, node)->type != OUTLINE_TABLE || !is_under(rule, outline, node) ||
                !has_key(rule, plan->documents[d], node)) {
                continue;
            }
            if (count < capacity) {
                tables[count] = (struct plan_table){.rule = rule, .document = d, .table = node};
            }
            count++;
        }
    }
    return count;
}
