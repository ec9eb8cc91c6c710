/* Rules whose records are the rows of a table. */
#include "plan/build.h"

#include "outline/plain.h"

enum { MOST_COLUMNS = 64 };

/* What a table's columns hold by one rule. */
struct columns {
    struct slice names[MOST_COLUMNS];
    const struct rule_field *fields[MOST_COLUMNS]; /* NULL: the rule does not name it */
    bool whole[MOST_COLUMNS];      /* its template is one value, and not the ID */
    enum role roles[MOST_COLUMNS]; /* of that value */
    size_t count;
    size_t key; /* the column that says which record it is */
};

static const struct rule_field *field_called(const struct rule *rule, struct slice name)
{
    for (size_t i = 0; i < rule->field_count; i++) {
        if (id_glob(rule->fields[i].pattern, name)) {
            return &rule->fields[i];
        }
    }
    return NULL;
}

/* The column's name in plain words, kept in the plan. */
static bool column_name(struct matching *matching, struct slice cell, struct slice *name)
{
    struct bytes plain;
    bytes_init(&plain);
    bool made = plain_append(&plain, cell);
    *name = made ? arena_copy(&matching->plan->arena, slice_trim(bytes_slice(&plain))) : (struct slice){0};
    bytes_release(&plain);
    return name->data != NULL || error_no_memory(matching->error);
}

/* Whether there is a column for every value of which the ID is put together. */
static bool has_identity(const struct rule *rule, const struct columns *columns)
{
    for (enum role role = ROLE_ID; role < ROLE_COUNT; role++) {
        bool found = !template_has(&rule->identity, role);
        for (size_t i = 0; i < columns->count && !found; i++) {
            found = columns->fields[i] != NULL && template_has(&columns->fields[i]->template, role);
        }
        if (!found) {
            return false;
        }
    }
    return true;
}

static bool is_whole_cell(const struct template *template)
{
    return template->count == 1 && !template_has(template, ROLE_ID);
}

/* The role of a template that is one value and nothing else. */
static enum role only_role(const struct template *template)
{
    for (enum role role = ROLE_ID; role < ROLE_COUNT; role++) {
        if (template_has(template, role)) {
            return role;
        }
    }
    return ROLE_OTHER;
}

/* Reads the header row; `*fits` says whether the table is of the rule: it has the column that names the record. */
static bool read_header(struct matching *matching, uint32_t header, struct columns *columns, bool *fits)
{
    const struct document *document = matching->plan->documents[matching->document];
    struct outline_cell cells[MOST_COLUMNS];
    size_t count = outline_cells(document->outline, header, cells, MOST_COLUMNS);
    columns->count = count < MOST_COLUMNS ? count : MOST_COLUMNS;
    columns->key = SIZE_MAX;
    enum role keys[] = {ROLE_ID, ROLE_TITLE};
    for (size_t i = 0; i < columns->count; i++) {
        if (!column_name(matching, source_slice(document->source, cells[i].text), &columns->names[i])) {
            return false;
        }
        columns->fields[i] = field_called(matching->rule, columns->names[i]);
        columns->whole[i] = columns->fields[i] != NULL && is_whole_cell(&columns->fields[i]->template);
        columns->roles[i] = columns->whole[i] ? only_role(&columns->fields[i]->template) : ROLE_OTHER;
    }
    for (size_t k = 0; k < 2 && columns->key == SIZE_MAX; k++) {
        for (size_t i = 0; i < columns->count && columns->key == SIZE_MAX; i++) {
            if (columns->fields[i] != NULL && template_has(&columns->fields[i]->template, keys[k])) {
                columns->key = i;
            }
        }
    }
    *fits = columns->key != SIZE_MAX || (matching->rule->identity.count > 0 && has_identity(matching->rule, columns));
    bool has_needed = matching->rule->needs == ROLE_OTHER;
    for (size_t i = 0; i < columns->count && !has_needed; i++) {
        has_needed = columns->fields[i] != NULL && template_has(&columns->fields[i]->template, matching->rule->needs);
    }
    *fits = *fits && has_needed;
    return true;
}

static bool read_cell(struct matching *matching, const struct columns *columns, size_t column, struct span text,
                      size_t line)
{
    const struct rule_field *field = columns->fields[column];
    if (field == NULL && matching->rule->repeats) {
        return true; /* the row is of other records, of which these columns speak */
    }
    if (field == NULL) {
        return match_add(matching, ROLE_OTHER, columns->names[column], text, line, column);
    }
    /* A cell that is one value is that value, empty too, so that it can be filled in. */
    if (columns->whole[column]) {
        return match_add(matching, columns->roles[column], columns->names[column], text, line, column);
    }
    bool fits = false;
    if (!match_template(matching, &field->template, columns->names[column], text, line, column, &fits)) {
        return false;
    }
    if (!fits && column == columns->key) {
        /* What is no ID of the profile's shapes is shown by its own words. */
        matching->scratch[matching->scratch_count - 1].role = ROLE_ID;
        struct plan_field *key = &matching->scratch[matching->scratch_count - 1];
        return column_name(matching, key->value, &key->value);
    }
    return true;
}

static bool read_row(struct matching *matching, const struct columns *columns, uint32_t row)
{
    const struct document *document = matching->plan->documents[matching->document];
    const struct outline_node *node = outline_node(document->outline, row);
    struct outline_cell cells[MOST_COLUMNS];
    size_t count = outline_cells(document->outline, row, cells, MOST_COLUMNS);
    struct span missing = {.start = node->content.end, .end = node->content.end};
    matching->scratch_count = 0;
    if (columns->key < count &&
        profile_is_placeholder(matching->plan->profile, source_slice(document->source, cells[columns->key].text))) {
        return true;
    }
    for (size_t i = 0; i < columns->count; i++) {
        if (!read_cell(matching, columns, i, i < count ? cells[i].text : missing, node->line)) {
            return false;
        }
    }
    return match_above(matching, row) && records_add_place(matching, row, node->line);
}

/* Rows that a blank line has torn off their table are no table any more: nobody reads them, which is told. */
static bool note_torn_rows(struct matching *matching, uint32_t table)
{
    const struct outline *outline = matching->plan->documents[matching->document]->outline;
    uint32_t next = outline_node(outline, table)->next;
    if (next == 0 || outline_node(outline, next)->type != OUTLINE_PARAGRAPH || !matching->creates ||
        !slice_starts(outline_text(outline, next), slice_of("|"))) {
        return true;
    }
    return records_note(matching->plan, matching->document, outline_node(outline, next)->line,
                        arena_copy(&matching->plan->arena,
                                   slice_of("this looks like rows of the table above, which a blank line parts from it: they are "
                                            "not read; take the blank line out"))) ||
           error_no_memory(matching->error);
}

bool match_tables(struct matching *matching)
{
    const struct outline *outline = matching->plan->documents[matching->document]->outline;
    for (size_t i = 0; i < matching->landmarks->table_count; i++) {
        uint32_t table = matching->landmarks->tables[i];
        uint32_t header = outline_node(outline, table)->child;
        struct columns columns;
        bool fits = false;
        bool under = false;
        if (!match_is_under(matching, table, &under)) {
            return false;
        }
        if (header == 0 || !under) {
            continue;
        }
        if (!read_header(matching, header, &columns, &fits)) {
            return false;
        }
        if (fits && !note_torn_rows(matching, table)) {
            return false;
        }
        for (uint32_t row = fits ? outline_node(outline, header)->next : 0; row != 0;
             row = outline_node(outline, row)->next) {
            if (!read_row(matching, &columns, row)) {
                return false;
            }
        }
    }
    return true;
}
