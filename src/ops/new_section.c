#include "ops/new_section.h"

#include "outline/plain.h"

static struct slice value_of(void *context, enum role role, struct slice name)
{
    const struct row_values *values = context;
    for (size_t i = 0; role == ROLE_OTHER && i < values->other_count; i++) {
        if (slice_equal(values->others[i].name, name)) {
            return values->others[i].value;
        }
    }
    return role == ROLE_OTHER || values->roles[role].data == NULL ? slice_of("") : values->roles[role];
}

/* The form of heading that the model has. */
static const struct template *heading_form(const struct plan *plan, const struct plan_place *place)
{
    struct slice heading = outline_text(plan->documents[place->document]->outline, place->node);
    struct template_match match;
    for (size_t i = 0; i < place->rule->text_count; i++) {
        if (template_match(&place->rule->texts[i], &plan->profile->shapes[place->rule->kind], heading, &match)) {
            return &place->rule->texts[i];
        }
    }
    return &place->rule->texts[0];
}

/* The line of a field up to its value ("- **Status:** "), with another name where one is given. */
static bool append_prefix(const struct plan *plan, const struct plan_place *place, const struct plan_field *field,
                          struct slice name, struct bytes *out)
{
    const struct source *source = plan->documents[place->document]->source;
    struct span line = source_line_text(source, field->line);
    struct slice prefix = source_slice(source, (struct span){.start = line.start, .end = field->span.start});
    size_t at = slice_find(prefix, field->name, 0);
    if (at == SLICE_NONE) {
        return bytes_append_format(out, "- %.*s: ", SLICE_PRINT(name));
    }
    return bytes_append(out, slice_part(prefix, 0, at)) && bytes_append(out, name) &&
           bytes_append(out, slice_part(prefix, at + field->name.size, prefix.size));
}

/* Whether the field is a line of the section's own, whose form can be taken over. */
static bool is_line(const struct plan *plan, const struct plan_place *place, const struct plan_field *field)
{
    const struct source *source = plan->documents[place->document]->source;
    struct span line = source_line_text(source, field->line);
    return field->name.size > 0 && field->line != place->line && line.start <= field->span.start &&
           field->span.start <= line.end;
}

static bool append_line(const struct plan *plan, const struct plan_place *place, const struct plan_field *form,
                        struct slice name, struct slice value, struct bytes *body)
{
    (void)(body->size == 0 || bytes_append_byte(body, '\n'));
    (void)(form == NULL ? bytes_append_format(body, "- %.*s: ", SLICE_PRINT(name))
                        : append_prefix(plan, place, form, name, body));
    return bytes_append(body, slice_trim(value));
}

/* Whether the identifier is put together of this. */
static bool is_part_of_id(const struct rule *rule, struct slice name)
{
    struct bytes part;
    bytes_init(&part);
    bool is = bytes_append_format(&part, "{%.*s}", SLICE_PRINT(name)) &&
              slice_find(rule->identity.text, bytes_slice(&part), 0) != SLICE_NONE;
    bytes_release(&part);
    return is;
}

/* The fields of the model for which there are values, then what else there is. */
static bool append_body(const struct plan *plan, const struct plan_place *place, const struct row_values *values,
                        struct bytes *body)
{
    const struct plan_field *form = NULL;
    bool written[ROLE_COUNT] = {[ROLE_ID] = true, [ROLE_TITLE] = true};
    for (size_t i = 0; i < place->field_count; i++) {
        const struct plan_field *field = &place->fields[i];
        if (!is_line(plan, place, field)) {
            continue;
        }
        form = form == NULL ? field : form;
        struct slice value = values->roles[field->role];
        if (field->role != ROLE_OTHER && value.size > 0 && !written[field->role]) {
            written[field->role] = true;
            (void)append_line(plan, place, field, field->name, value, body);
        }
    }
    for (size_t i = 0; i < place->rule->field_count; i++) {
        const struct rule_field *field = &place->rule->fields[i];
        for (enum role role = ROLE_ID; role < ROLE_COUNT; role++) {
            if (!field->section && template_has(&field->template, role) && values->roles[role].size > 0 &&
                !written[role]) {
                written[role] = true;
                (void)append_line(plan, place, form, field->pattern, values->roles[role], body);
            }
        }
    }
    for (size_t i = 0; i < values->other_count; i++) {
        if (is_part_of_id(place->rule, values->others[i].name)) {
            continue; /* it stands in the heading */
        }
        (void)append_line(plan, place, form, values->others[i].name, values->others[i].value, body);
    }
    return !body->failed;
}

static bool check_values(const struct row_values *values, struct error *error)
{
    for (enum role role = ROLE_ID; role < ROLE_COUNT; role++) {
        if (slice_find(values->roles[role], slice_of("\n"), 0) != SLICE_NONE) {
            return error_set(error, ERROR_USAGE, "%s cannot hold a line ending", role_name(role));
        }
    }
    for (size_t i = 0; i < values->other_count; i++) {
        if (slice_find(values->others[i].value, slice_of("\n"), 0) != SLICE_NONE) {
            return error_set(error, ERROR_USAGE, "%.*s cannot hold a line ending", SLICE_PRINT(values->others[i].name));
        }
    }
    return true;
}

bool new_section_add(struct operation *operation, const struct plan_place *place, const struct row_values *values,
                     struct error *error)
{
    const struct outline *outline = operation->plan->documents[place->document]->outline;
    struct row_values given = *values;
    struct bytes heading;
    struct bytes body;
    if (!check_values(values, error)) {
        return false;
    }
    bytes_init(&heading);
    bytes_init(&body);
    bool added = template_fill(heading_form(operation->plan, place), value_of, &given, &heading) &&
                 append_body(operation->plan, place, values, &body);
    added =
        added ? change_add_section(outline, place->node, outline_node(outline, place->node)->level,
                                   bytes_slice(&heading), bytes_slice(&body), &operation->edits[place->document], error)
              : error_no_memory(error);
    bytes_release(&heading);
    bytes_release(&body);
    return added && rows_mean_added(operation, place->rule->kind, place->document, values, error);
}
