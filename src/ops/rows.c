#include "ops/rows.h"

#include "outline/plain.h"

enum { MOST_COLUMNS = 64 };

/* ---- where ---- */

struct plan_table rows_table_of(const struct plan *plan, const struct plan_place *place)
{
    return (struct plan_table){
        .rule = place->rule,
        .document = place->document,
        .table = outline_node(plan->documents[place->document]->outline, place->node)->parent,
    };
}

bool rows_home(const struct plan *plan, enum kind kind, struct plan_table *home)
{
    const struct records *records = &plan->records[kind];
    for (size_t i = records->count; i > 0; i--) {
        const struct plan_place *place = records->items[i - 1]->places[0];
        if (place->rule->shape == RULE_TABLE && place->rule->identity.count == 0) {
            *home = rows_table_of(plan, place);
            return true;
        }
    }
    for (size_t i = 0; i < plan->profile->rule_count; i++) {
        const struct rule *rule = &plan->profile->rules[i];
        if (rule->kind == kind && !rule->mirror && rule->identity.count == 0 &&
            tables_of_rule(plan, rule, home, 1) > 0) {
            return true;
        }
    }
    return false;
}

const struct record *rows_last(const struct plan *plan, const struct plan_table *table)
{
    const struct records *records = &plan->records[table->rule->kind];
    const struct record *last = NULL;
    size_t line = 0;
    for (size_t i = 0; i < records->count; i++) {
        const struct plan_place *place = records->items[i]->places[0];
        if (place->rule == table->rule && place->document == table->document &&
            rows_table_of(plan, place).table == table->table && place->line > line) {
            last = records->items[i];
            line = place->line;
        }
    }
    return last;
}

bool rows_has_column(const struct plan *plan, const struct plan_table *table, enum role role)
{
    const struct document *document = plan->documents[table->document];
    struct outline_cell names[MOST_COLUMNS];
    size_t count =
        outline_cells(document->outline, outline_node(document->outline, table->table)->child, names, MOST_COLUMNS);
    for (size_t i = 0; i < count && i < MOST_COLUMNS; i++) {
        const struct rule_field *field = tables_column(table->rule, source_slice(document->source, names[i].text));
        if (field != NULL && template_has(&field->template, role)) {
            return true;
        }
    }
    return false;
}

/* ---- what ---- */

static struct slice value_of(void *context, enum role role, struct slice name)
{
    const struct row_values *values = context;
    for (size_t i = 0; role == ROLE_OTHER && i < values->other_count; i++) {
        if (plain_equal(values->others[i].name, name)) {
            return values->others[i].value;
        }
    }
    return role == ROLE_OTHER || values->roles[role].data == NULL ? slice_of("") : values->roles[role];
}

/* The identifier in the marks in which the model's stands: `B3` in backquotes, **B3** in bold. */
static bool mark_id(const struct plan *plan, const struct record *model, struct slice id, struct bytes *marked)
{
    const struct plan_field *field = model == NULL ? NULL : place_field(model->places[0], ROLE_ID);
    struct slice marks = slice_of("");
    if (field != NULL && plan->profile->shapes[model->kind].count > 0) {
        struct slice all = source_bytes(plan->documents[model->places[0]->document]->source);
        size_t start = field->span.start;
        while (start > 0 && strchr("`*_~", all.data[start - 1]) != NULL && all.data[start - 1] != '\0') {
            start--;
        }
        marks = slice_part(all, start, field->span.start);
    } else if (field != NULL) {
        size_t size = 0;
        while (size < field->raw.size && strchr("`*_~", field->raw.data[size]) != NULL &&
               field->raw.data[size] != '\0') {
            size++;
        }
        bool marked_already = id.size > 0 && strchr("`*_~", id.data[0]) != NULL;
        marks = marked_already ? marks : slice_part(field->raw, 0, size);
    }
    (void)bytes_append(marked, marks);
    (void)bytes_append(marked, id);
    for (size_t i = marks.size; i > 0; i--) {
        (void)bytes_append_byte(marked, marks.data[i - 1]);
    }
    return !marked->failed;
}

/* What other records write where they have nothing: "-", "none". Empty where nobody does so. */
static struct slice placeholder_of(const struct plan *plan, const struct rule *rule, enum role role)
{
    const struct records *records = &plan->records[rule->kind];
    for (size_t i = records->count; i > 0 && role > ROLE_TITLE; i--) {
        for (size_t p = 0; p < records->items[i - 1]->place_count; p++) {
            const struct plan_place *place = records->items[i - 1]->places[p];
            const struct plan_field *field = place->rule == rule ? place_field(place, role) : NULL;
            if (field != NULL && field->value.size > 0 && profile_is_placeholder(plan->profile, field->value)) {
                return field->value;
            }
        }
    }
    return slice_of("");
}

static enum role only_role(const struct template *template)
{
    for (enum role role = ROLE_ID; role < ROLE_COUNT; role++) {
        if (template_has(template, role)) {
            return role;
        }
    }
    return ROLE_OTHER;
}

bool rows_fill(const struct template *template, const struct row_values *values, struct bytes *text)
{
    struct row_values shown = *values;
    return template_fill(template, value_of, &shown, text);
}

bool rows_read_back(const struct plan *plan, const struct rule *rule, const struct template *template,
                    const struct row_values *values, struct slice text)
{
    struct template_match match;
    if (!template_match(template, &plan->profile->shapes[rule->kind], text, &match)) {
        return false;
    }
    for (enum role role = ROLE_ID; role < ROLE_COUNT; role++) {
        struct slice found = slice_of("");
        for (size_t i = 0; i < match.count; i++) {
            if (match.values[i].role == role) {
                found = slice_part(text, match.values[i].span.start, match.values[i].span.end);
            }
        }
        if (template_has(template, role) && !plain_equal(found, slice_trim(values->roles[role]))) {
            return false;
        }
    }
    return true;
}

/* The text of the cell below the header cell `name`, kept in the change's arena. */
static bool fill_cell(struct operation *operation, const struct plan_table *table, struct slice name,
                      const struct row_values *values, struct slice marked_id, struct slice *cell, struct error *error)
{
    const struct plan *plan = operation->plan;
    const struct rule_field *field = tables_column(table->rule, name);
    struct row_values shown = *values;
    struct bytes text;
    bytes_init(&text);
    shown.roles[ROLE_ID] = marked_id;
    if (field == NULL) {
        (void)bytes_append(&text, value_of(&shown, ROLE_OTHER, name));
    } else {
        (void)template_fill(&field->template, value_of, &shown, &text);
    }
    bool good = true;
    if (field != NULL && field->template.count == 1 && text.size == 0) {
        (void)bytes_append(&text, placeholder_of(plan, table->rule, only_role(&field->template)));
    } else if (field != NULL && field->template.count > 1 && !text.failed &&
               !rows_read_back(plan, table->rule, &field->template, values, bytes_slice(&text))) {
        good = error_set(error, ERROR_USAGE,
                         "\"%.*s\" would not read as what it is in the column %.*s, which holds %.*s; choose other "
                         "words",
                         SLICE_PRINT(bytes_slice(&text)), SLICE_PRINT(name), SLICE_PRINT(field->template.text));
    }
    *cell = text.failed ? (struct slice){0} : arena_copy(&operation->change->arena, bytes_slice(&text));
    bytes_release(&text);
    return good && (cell->data != NULL || error_no_memory(error));
}

/* ---- adding ---- */

bool rows_mean_added(struct operation *operation, enum kind kind, size_t document, const struct row_values *values,
                     struct error *error)
{
    struct bytes name;
    bytes_init(&name);
    /* What a record is called has no marks, however it is written. */
    (void)plain_append(&name, values->roles[ROLE_ID].data != NULL ? values->roles[ROLE_ID] : values->roles[ROLE_TITLE]);
    struct change_effect effect = {
        .kind = kind,
        .id = name.failed ? (struct slice){0} : arena_copy(&operation->change->arena, slice_trim(bytes_slice(&name))),
        .path = slice_of(plan_path(operation->plan, document)),
        .role = ROLE_ID,
        .place = values->place,
    };
    bytes_release(&name);
    effect.new = effect.id;
    if (effect.id.data == NULL) {
        return error_no_memory(error);
    }
    if (!operation_mean(operation, effect, error)) {
        return false;
    }
    for (enum role role = ROLE_TITLE; role < ROLE_COUNT && values->roles[ROLE_ID].data != NULL; role++) {
        effect.role = role;
        effect.new = slice_trim(values->roles[role]);
        if (values->roles[role].size > 0 && !operation_mean(operation, effect, error)) {
            return false;
        }
    }
    return true;
}

/* The only row of the table where it is one that holds a place, else 0. */
static uint32_t find_placeholder_row(const struct plan *plan, const struct plan_table *table)
{
    const struct document *document = plan->documents[table->document];
    uint32_t header = outline_node(document->outline, table->table)->child;
    uint32_t row = outline_node(document->outline, header)->next;
    if (row == 0 || outline_node(document->outline, row)->next != 0) {
        return 0;
    }
    struct outline_cell names[MOST_COLUMNS];
    size_t count = outline_cells(document->outline, header, names, MOST_COLUMNS);
    for (size_t i = 0; i < count && i < MOST_COLUMNS; i++) {
        const struct rule_field *field = tables_column(table->rule, source_slice(document->source, names[i].text));
        struct outline_cell cell;
        if (field != NULL && template_has(&field->template, ROLE_ID)) {
            return outline_cell_at(document->outline, row, i, &cell) &&
                           !profile_is_placeholder(plan->profile, source_slice(document->source, cell.text))
                       ? 0
                       : row;
        }
    }
    return 0;
}

static bool fill_placeholder_row(struct operation *operation, const struct plan_table *table, uint32_t row,
                                 const struct slice *cells, size_t count, struct error *error)
{
    const struct outline *outline = operation->plan->documents[table->document]->outline;
    for (size_t i = 0; i < count; i++) {
        if (!change_set_cell(outline, row, i, cells[i], &operation->edits[table->document], error)) {
            return false;
        }
    }
    return true;
}

bool rows_add(struct operation *operation, const struct plan_table *table, struct change_place where,
              const struct row_values *values, struct error *error)
{
    const struct plan *plan = operation->plan;
    const struct document *document = plan->documents[table->document];
    struct outline_cell names[MOST_COLUMNS];
    struct slice cells[MOST_COLUMNS];
    struct bytes id;
    bytes_init(&id);
    uint32_t header = outline_node(document->outline, table->table)->child;
    size_t count = outline_cells(document->outline, header, names, MOST_COLUMNS);
    count = count < MOST_COLUMNS ? count : MOST_COLUMNS;
    bool good =
        mark_id(plan, rows_last(plan, table), slice_trim(values->roles[ROLE_ID]), &id) || error_no_memory(error);
    for (size_t i = 0; i < count && good; i++) {
        good = fill_cell(operation, table, source_slice(document->source, names[i].text), values, bytes_slice(&id),
                         &cells[i], error);
    }
    uint32_t empty = where.position == CHANGE_LAST ? find_placeholder_row(plan, table) : 0;
    good = good && (empty != 0 ? fill_placeholder_row(operation, table, empty, cells, count, error)
                               : change_add_row(document->outline, table->table, where, cells, count,
                                                &operation->edits[table->document], error));
    bytes_release(&id);
    struct row_values held = *values;
    for (enum role role = ROLE_TITLE; role < ROLE_COUNT; role++) {
        held.roles[role] = rows_has_column(plan, table, role) ? held.roles[role] : (struct slice){0};
    }
    return good && rows_mean_added(operation, table->rule->kind, table->document, &held, error);
}
