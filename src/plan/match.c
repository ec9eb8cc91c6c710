/* What all shapes of rules share: headings above a place, templates, fields. */
#include "plan/build.h"

#include "outline/plain.h"
#include "text/utf8.h"

static bool fits_one(const struct rule *rule, struct slice text)
{
    for (size_t i = 0; i < rule->under_count; i++) {
        if (id_glob(rule->under[i], slice_trim(text))) {
            return true;
        }
    }
    return false;
}

/* Whether the heading fits one of the globs, as it is written or in plain words. */
static bool heading_fits(const struct matching *matching, const struct outline *outline, uint32_t heading, bool *fits)
{
    struct bytes plain;
    bytes_init(&plain);
    *fits = fits_one(matching->rule, outline_text(outline, heading));
    bool done = *fits || plain_append(&plain, outline_text(outline, heading));
    if (done && !*fits) {
        *fits = fits_one(matching->rule, bytes_slice(&plain));
    }
    bytes_release(&plain);
    return done || error_no_memory(matching->error);
}

/* Reads the heading by the first of the templates that fits, as values that stand elsewhere. */
static bool read_above(struct matching *matching, uint32_t heading, bool *fits)
{
    const struct outline_node *node = outline_node(matching->plan->documents[matching->document]->outline, heading);
    size_t before = matching->scratch_count;
    for (size_t i = 0; i < matching->rule->above_count && !*fits; i++) {
        matching->scratch_count = before;
        if (!match_template(matching, &matching->rule->above[i], slice_of(""), node->content, node->line, SIZE_MAX, fits)) {
            return false;
        }
    }
    matching->scratch_count = *fits ? matching->scratch_count : before;
    for (size_t i = before; i < matching->scratch_count; i++) {
        matching->scratch[i].borrowed = true;
    }
    return true;
}

bool match_above(struct matching *matching, uint32_t node)
{
    bool fits = matching->rule->above_count == 0;
    if (fits) {
        return true;
    }
    const struct outline *outline = matching->plan->documents[matching->document]->outline;
    while (outline_node(outline, node)->parent != 0) {
        node = outline_node(outline, node)->parent;
    }
    for (uint32_t heading = outline_section_of(outline, node); heading != 0 && !fits;
         heading = outline_section_of(outline, heading)) {
        if (!read_above(matching, heading, &fits)) {
            return false;
        }
    }
    return true;
}

/* Whether another rule for this document names the heading: what stands below it is no longer of the sections around it. */
static bool is_taken(const struct matching *matching, struct slice heading)
{
    const struct profile *profile = matching->plan->profile;
    for (size_t i = 0; i < profile->rule_count; i++) {
        const struct rule *rule = &profile->rules[i];
        if ((rule->documents & matching->rule->documents) != 0 && fits_one(rule, heading)) {
            return true;
        }
    }
    return false;
}

bool match_is_under(const struct matching *matching, uint32_t node, bool *under)
{
    *under = matching->rule->under_count == 0;
    if (*under) {
        return true;
    }
    const struct outline *outline = matching->plan->documents[matching->document]->outline;
    while (outline_node(outline, node)->parent != 0) {
        node = outline_node(outline, node)->parent;
    }
    uint32_t heading = outline_section_of(outline, node);
    bool taken = false;
    while (heading != 0 && !*under && !taken) {
        if (!heading_fits(matching, outline, heading, under)) {
            return false;
        }
        taken = is_taken(matching, outline_text(outline, heading));
        heading = outline_section_of(outline, heading);
    }
    return true;
}

/* Names are compared and shown without the marks that writers put around them. */
static bool is_name_role(enum role role)
{
    return role == ROLE_ID || role == ROLE_ALIAS || role == ROLE_LANE || role == ROLE_TASK || role == ROLE_WHO ||
           role == ROLE_RANK || role == ROLE_PRIORITY || role == ROLE_OWNER || role == ROLE_CONCURRENCY;
}

static bool is_mark(char byte)
{
    return byte == '`' || byte == '*' || byte == '_' || byte == '~' || byte == '[' || byte == '\\' || byte == '\0';
}

static bool make_value(struct matching *matching, struct plan_field *field)
{
    bool escaped = field->column != SIZE_MAX && memchr(field->raw.data, '\\', field->raw.size) != NULL;
    bool marked = false;
    if (is_name_role(field->role)) {
        for (size_t i = 0; i < field->raw.size && !marked; i++) {
            marked = is_mark(field->raw.data[i]);
        }
    }
    field->value = field->raw;
    if (field->raw.size == 0 || (!escaped && !marked)) {
        return true;
    }
    struct bytes cell;
    struct bytes plain;
    bytes_init(&cell);
    bytes_init(&plain);
    bool made = plain_append_cell(&cell, field->raw) && (!marked || plain_append(&plain, bytes_slice(&cell)));
    if (made) {
        field->value = arena_copy(&matching->plan->arena, slice_trim(bytes_slice(marked ? &plain : &cell)));
    }
    bytes_release(&cell);
    bytes_release(&plain);
    return made && field->value.data != NULL;
}

bool match_add(struct matching *matching, enum role role, struct slice name, struct span span, size_t line,
               size_t column)
{
    if (!arena_grow(&matching->plan->arena, &matching->scratch, &matching->scratch_capacity,
                    matching->scratch_count + 1, sizeof *matching->scratch)) {
        return error_no_memory(matching->error);
    }
    struct plan_field *field = &matching->scratch[matching->scratch_count];
    *field = (struct plan_field){.role = role, .name = name, .span = span, .line = line, .column = column};
    field->raw = source_slice(matching->plan->documents[matching->document]->source, span);
    if (!make_value(matching, field)) {
        return error_no_memory(matching->error);
    }
    matching->scratch_count++;
    return true;
}

/* A sign, no letter and no dash: what stands before a status word. */
static bool is_sign(unsigned long code)
{
    return (code >= 0x2300 && code < 0x2E80) || code >= 0x1F000 || (code >= 0xFE00 && code < 0xFE10);
}

/* Where a status begins whose word begins at `start`: at the sign directly before it. */
static size_t status_start(struct slice text, size_t start)
{
    size_t word = start;
    while (word > 0 && text.data[word - 1] == ' ') {
        word--;
    }
    size_t sign = word;
    while (sign > 0 && text.data[sign - 1] != ' ') {
        sign--;
    }
    size_t at = sign;
    bool signs = word < start && sign < word;
    while (signs && at < word) {
        signs = is_sign(utf8_decode(text, &at));
    }
    return signs ? sign : start;
}

bool match_template(struct matching *matching, const struct template *template, struct slice name, struct span text,
                    size_t line, size_t column, bool *fits)
{
    struct slice bytes = source_slice(matching->plan->documents[matching->document]->source, text);
    struct template_match match;
    bool matched = template_match(template, &matching->plan->profile->shapes[matching->rule->kind], bytes, &match);
    if (fits != NULL) {
        *fits = matched;
    }
    if (!matched) {
        return match_add(matching, ROLE_OTHER, name, text, line, column);
    }
    for (size_t i = 0; i < match.count; i++) {
        const struct template_value *value = &match.values[i];
        size_t start = value->role == ROLE_STATUS ? status_start(bytes, value->span.start) : value->span.start;
        struct span span = {.start = text.start + start, .end = text.start + value->span.end};
        struct slice called = value->role == ROLE_OTHER ? value->name : name;
        if (!match_add(matching, value->role, called, span, line, column)) {
            return false;
        }
    }
    return true;
}
