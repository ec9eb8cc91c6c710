#include "ops/items.h"

#include "plan/query.h"

/* ---- where ---- */

struct items_home items_home_of(const struct plan *plan, const struct plan_place *place)
{
    const struct outline *outline = plan->documents[place->document]->outline;
    uint32_t list = outline_node(outline, place->node)->parent;
    return (struct items_home){
        .rule = place->rule,
        .document = place->document,
        .list = list,
        .heading = outline_section_of(outline, list),
    };
}

static bool is_under(const struct rule *rule, struct slice heading)
{
    for (size_t i = 0; i < rule->under_count; i++) {
        if (id_glob(rule->under[i], slice_trim(heading))) {
            return true;
        }
    }
    return false;
}

/* The list that stands directly in the section of a heading, or 0. */
static uint32_t list_below(const struct outline *outline, uint32_t heading)
{
    uint32_t node = outline_node(outline, heading)->next;
    while (node != 0 && outline_node(outline, node)->type != OUTLINE_HEADING &&
           outline_node(outline, node)->type != OUTLINE_LIST) {
        node = outline_node(outline, node)->next;
    }
    return node != 0 && outline_node(outline, node)->type == OUTLINE_LIST ? node : 0;
}

static bool is_below(const struct rule *rule, const struct outline *outline, uint32_t heading)
{
    for (; heading != 0; heading = outline_section_of(outline, heading)) {
        if (is_under(rule, outline_text(outline, heading))) {
            return true;
        }
    }
    return false;
}

/* Whether the heading gives the records below it this value. */
static bool gives(const struct plan *plan, const struct rule *rule, struct slice heading, enum role role,
                  struct slice value)
{
    struct template_match match;
    for (size_t i = 0; i < rule->above_count; i++) {
        if (!template_match(&rule->above[i], &plan->profile->shapes[rule->kind], heading, &match)) {
            continue;
        }
        for (size_t k = 0; k < match.count; k++) {
            struct span span = match.values[k].span;
            if (match.values[k].role == role &&
                slice_equal_fold(slice_part(heading, span.start, span.end), slice_trim(value))) {
                return true;
            }
        }
    }
    return false;
}

/* What makes a heading the right one: ROLE_OTHER: that the rule names it; else that it gives this value. */
struct wanted {
    enum role role;
    struct slice value;
};

static bool find_heading(const struct plan *plan, const struct rule *rule, size_t document,
                         const struct wanted *wanted, struct items_home *home)
{
    const struct outline *outline = plan->documents[document]->outline;
    for (uint32_t node = outline_node(outline, 0)->child; node != 0; node = outline_node(outline, node)->next) {
        if (outline_node(outline, node)->type != OUTLINE_HEADING) {
            continue;
        }
        struct slice text = slice_trim(outline_text(outline, node));
        bool fits = wanted->role == ROLE_OTHER
                        ? is_under(rule, text)
                        : is_below(rule, outline, node) && gives(plan, rule, text, wanted->role, wanted->value);
        if (fits) {
            *home = (struct items_home){
                .rule = rule, .document = document, .list = list_below(outline, node), .heading = node};
            return true;
        }
    }
    return false;
}

static bool find_home(const struct plan *plan, enum kind kind, size_t document, const struct wanted *wanted,
                      struct items_home *home)
{
    for (size_t i = 0; i < plan->profile->rule_count; i++) {
        const struct rule *rule = &plan->profile->rules[i];
        if (rule->kind != kind || rule->shape != RULE_LIST || rule->mirror || rule->identity.count > 0) {
            continue;
        }
        for (size_t d = 0; d < plan->document_count; d++) {
            bool asked = document == SIZE_MAX || d == document;
            if (asked && plan->documents[d]->tree == NULL &&
                (profile_documents_of(plan->profile, slice_of(plan_path(plan, d))) & rule->documents) != 0 &&
                find_heading(plan, rule, d, wanted, home)) {
                return true;
            }
        }
    }
    return false;
}

bool items_home(const struct plan *plan, enum kind kind, size_t document, struct items_home *home)
{
    const struct wanted wanted = {.role = ROLE_OTHER};
    return find_home(plan, kind, document, &wanted, home);
}

bool items_home_above(const struct plan *plan, enum kind kind, enum role role, struct slice value,
                      struct items_home *home)
{
    const struct wanted wanted = {.role = role, .value = value};
    return find_home(plan, kind, SIZE_MAX, &wanted, home);
}

bool items_home_below(const struct plan *plan, enum kind kind, size_t document, uint32_t heading, struct items_home *home)
{
    uint32_t bits = profile_documents_of(plan->profile, slice_of(plan_path(plan, document)));
    for (size_t i = 0; i < plan->profile->rule_count; i++) {
        const struct rule *rule = &plan->profile->rules[i];
        if (rule->kind == kind && rule->shape == RULE_LIST && !rule->mirror && rule->identity.count == 0 &&
            rule->under_count == 0 && (bits & rule->documents) != 0) {
            *home = (struct items_home){.rule = rule,
                                        .document = document,
                                        .list = list_below(plan->documents[document]->outline, heading),
                                        .heading = heading};
            return true;
        }
    }
    return false;
}

bool items_give(const struct plan *plan, const struct items_home *home, enum role role, struct slice value)
{
    const struct outline *outline = plan->documents[home->document]->outline;
    for (uint32_t heading = home->heading; heading != 0; heading = outline_section_of(outline, heading)) {
        if (gives(plan, home->rule, slice_trim(outline_text(outline, heading)), role, value)) {
            return true;
        }
    }
    return false;
}

/* ---- what ---- */

/* A field whose name is one, not a pattern of names, and that is one value. */
static const struct rule_field *own_field(const struct rule *rule, enum role role)
{
    for (size_t i = 0; i < rule->field_count; i++) {
        const struct rule_field *field = &rule->fields[i];
        if (!field->section && field->template.count == 1 && template_has(&field->template, role) &&
            slice_find(field->pattern, slice_of("*"), 0) == SLICE_NONE &&
            slice_find(field->pattern, slice_of("?"), 0) == SLICE_NONE) {
            return field;
        }
    }
    return NULL;
}

bool items_hold(const struct rule *rule, enum role role)
{
    for (size_t i = 0; i < rule->text_count; i++) {
        if (template_has(&rule->texts[i], role)) {
            return true;
        }
    }
    return own_field(rule, role) != NULL;
}

/* How many of the values that are given the template holds. */
static size_t count_held(const struct template *template, const struct row_values *values)
{
    size_t count = 0;
    for (enum role role = ROLE_ID; role < ROLE_COUNT; role++) {
        count += values->roles[role].size > 0 && template_has(template, role) ? 1 : 0;
    }
    return count;
}

/* The template for an item with these values, filled in; `*chosen` is NULL where none reads back. False without memory. */
static bool choose_text(const struct plan *plan, const struct rule *rule, const struct row_values *values,
                        const struct template **chosen, struct bytes *text)
{
    size_t most = 0;
    struct bytes candidate;
    bytes_init(&candidate);
    *chosen = NULL;
    for (size_t i = 0; i < rule->text_count; i++) {
        size_t held = count_held(&rule->texts[i], values);
        bytes_clear(&candidate);
        if ((*chosen == NULL ? held > 0 : held > most) && rows_fill(&rule->texts[i], values, &candidate) &&
            rows_read_back(plan, rule, &rule->texts[i], values, bytes_slice(&candidate))) {
            *chosen = &rule->texts[i];
            most = held;
            bytes_clear(text);
            (void)bytes_append(text, bytes_slice(&candidate));
        }
    }
    bool done = !candidate.failed && !text->failed;
    bytes_release(&candidate);
    return done;
}

/* ---- adding ---- */

/* Whether a blank line stands between headings and the lists below them: the first of the document says. */
static bool lists_stand_apart(const struct outline *outline)
{
    for (uint32_t node = outline_node(outline, 0)->child; node != 0; node = outline_node(outline, node)->next) {
        uint32_t next = outline_node(outline, node)->next;
        if (outline_node(outline, node)->type == OUTLINE_HEADING && next != 0 &&
            outline_node(outline, next)->type == OUTLINE_LIST) {
            return outline_node(outline, next)->line > outline_node(outline, node)->line + 1;
        }
    }
    return false;
}

bool items_begin(const struct plan *plan, const struct items_home *home, struct slice item, struct edits *edits,
                 struct error *error)
{
    const struct outline *outline = plan->documents[home->document]->outline;
    uint32_t next = outline_node(outline, home->heading)->next;
    size_t at = outline_node(outline, home->heading)->line;
    if (next != 0 && outline_node(outline, next)->type == OUTLINE_PARAGRAPH &&
        profile_is_placeholder(plan->profile, outline_text(outline, next))) {
        at = outline_node(outline, next)->line;
        struct span span = outline_node(outline, next)->span;
        size_t last = source_line_at(plan->documents[home->document]->source, span.end - 1);
        return change_set_lines(outline, at, last, item, edits, error);
    }
    struct bytes lines;
    bytes_init(&lines);
    bool added = change_append_text(outline, at, at, &lines) &&
                 bytes_append_text(&lines, lists_stand_apart(outline) ? "\n\n" : "\n") && bytes_append(&lines, item);
    added = added ? change_set_lines(outline, at, at, bytes_slice(&lines), edits, error) : error_no_memory(error);
    bytes_release(&lines);
    return added;
}

bool items_write(struct operation *operation, const struct items_home *home, struct change_place where,
                 struct slice text, bool box, struct error *error)
{
    const struct outline *outline = operation->plan->documents[home->document]->outline;
    struct edits *edits = &operation->edits[home->document];
    if (home->list == 0) {
        struct bytes item;
        bytes_init(&item);
        bool written = bytes_append_text(&item, box ? "- [ ] " : "- ") && bytes_append(&item, text)
                           ? items_begin(operation->plan, home, bytes_slice(&item), edits, error)
                           : error_no_memory(error);
        bytes_release(&item);
        return written;
    }
    uint32_t first = outline_node(outline, home->list)->child;
    bool holds_place = outline_node(outline, first)->next == 0 &&
                       profile_is_placeholder(operation->plan->profile, outline_text(outline, first));
    return holds_place ? change_set_item(outline, first, text, edits, error)
                       : change_add_item(outline, home->list, where, text, false, edits, error);
}

/* A value that the item's own line does not hold, as a field below it. */
static bool add_field(struct operation *operation, enum kind kind, struct slice id, const struct rule_field *field,
                      struct slice value, struct error *error)
{
    if (!operation_step(operation, error)) {
        return false;
    }
    const struct record *record = query_id(operation->plan, kind, id);
    if (record == NULL) {
        return error_set(error, ERROR_BUG,
                         "the new item %.*s does not read back; nothing was written; please report this with the documents "
                         "and the command",
                         SLICE_PRINT(id));
    }
    const struct plan_place *place = record->places[0];
    const struct outline *outline = operation->plan->documents[place->document]->outline;
    struct edits *edits = &operation->edits[place->document];
    uint32_t list = outline_node(outline, place->node)->child;
    while (list != 0 && outline_node(outline, list)->type != OUTLINE_LIST) {
        list = outline_node(outline, list)->next;
    }
    struct bytes text;
    bytes_init(&text);
    bool added = bytes_append_format(&text, "%.*s: %.*s", SLICE_PRINT(field->pattern), SLICE_PRINT(value));
    added = !added      ? error_no_memory(error)
            : list == 0 ? change_add_first_item(outline, place->node, bytes_slice(&text), false, edits, error)
                        : change_add_item(outline, list, (struct change_place){.position = CHANGE_LAST},
                                          bytes_slice(&text), false, edits, error);
    bytes_release(&text);
    return added;
}

static bool add_fields(struct operation *operation, const struct rule *rule, const struct template *text,
                       const struct row_values *values, struct error *error)
{
    for (size_t i = 0; i < rule->field_count && values->roles[ROLE_ID].size > 0; i++) {
        for (enum role role = ROLE_TITLE; role < ROLE_COUNT; role++) {
            bool wanted = values->roles[role].size > 0 && !template_has(text, role) &&
                          own_field(rule, role) == &rule->fields[i];
            if (wanted && !add_field(operation, rule->kind, values->roles[ROLE_ID], &rule->fields[i],
                                     slice_trim(values->roles[role]), error)) {
                return false;
            }
        }
    }
    return true;
}

bool items_add(struct operation *operation, const struct items_home *home, struct change_place where,
               const struct row_values *values, struct error *error)
{
    const struct template *chosen = NULL;
    const struct rule *rule = home->rule;
    struct bytes text;
    bytes_init(&text);
    const struct profile_writes *writes = profile_writes_of(operation->plan->profile, rule);
    bool added = choose_text(operation->plan, rule, values, &chosen, &text) || error_no_memory(error);
    if (added && chosen == NULL && writes != NULL && writes->add.count > 0) {
        chosen = &writes->add;
        bytes_clear(&text);
        added = rows_fill(chosen, values, &text) || error_no_memory(error);
    }
    if (added && chosen == NULL) {
        added = error_set_at(error, ERROR_USAGE, plan_path(operation->plan, home->document), 0,
                             "no item here holds such values (an item says %.*s); give others, or write it by hand",
                             SLICE_PRINT(rule->texts[0].text));
    }
    added = added && items_write(operation, home, where, bytes_slice(&text), rule->box, error);
    bytes_release(&text);
    struct row_values held = *values;
    for (enum role role = ROLE_TITLE; added && role < ROLE_COUNT; role++) {
        bool kept = template_has(chosen, role) || (values->roles[ROLE_ID].size > 0 && own_field(rule, role) != NULL);
        held.roles[role] = kept ? held.roles[role] : (struct slice){0};
    }
    return added && rows_mean_added(operation, rule->kind, home->document, &held, error) &&
           add_fields(operation, rule, chosen, values, error);
}

/* ---- removing ---- */

bool items_remove(struct operation *operation, const struct plan_place *place, struct error *error)
{
    const struct outline *outline = operation->plan->documents[place->document]->outline;
    const struct profile_writes *writes = profile_writes_of(operation->plan->profile, place->rule);
    struct edits *edits = &operation->edits[place->document];
    bool alone = outline_node(outline, outline_node(outline, place->node)->parent)->child == place->node &&
                 outline_node(outline, place->node)->next == 0;
    return alone && writes != NULL && writes->empty.size > 0
               ? change_set_item(outline, place->node, writes->empty, edits, error)
               : change_remove_item(outline, place->node, edits, error);
}
