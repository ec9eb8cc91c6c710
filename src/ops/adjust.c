/* Values and sentences that the person words differently from what the verb proposes: part of the same change. */
#include "ops/operation.h"

#include "outline/outline.h"

/* ---- values ---- */

static const struct record *find_record(const struct plan *plan, const struct adjusted_value *value)
{
    const struct records *records = &plan->records[value->kind];
    for (size_t i = 0; i < records->count; i++) {
        if (slice_equal_fold(record_name(records->items[i]), value->id)) {
            return records->items[i];
        }
    }
    return NULL;
}

static const struct plan_place *find_place(const struct plan *plan, const struct record *record,
                                           const struct adjusted_value *value)
{
    for (size_t i = 0; record != NULL && i < record->place_count; i++) {
        const struct plan_place *place = record->places[i];
        if (slice_equal(slice_of(plan_path(plan, place->document)), value->path) &&
            record_place_number(record, place) == value->place) {
            return place;
        }
    }
    return NULL;
}

static const struct plan_field *find_field(const struct plan_place *place, const struct adjusted_value *value)
{
    for (size_t i = 0; place != NULL && i < place->field_count; i++) {
        const struct plan_field *field = &place->fields[i];
        if (field->role == value->role && (field->role != ROLE_OTHER || slice_equal(field->name, value->field))) {
            return field;
        }
    }
    return NULL;
}

static bool set_value(struct operation *operation, const struct adjusted_value *value, struct error *error)
{
    const struct record *record = find_record(operation->plan, value);
    const struct plan_place *place = find_place(operation->plan, record, value);
    const struct plan_field *field = find_field(place, value);
    struct slice text = value->value;
    if (field == NULL) {
        return error_set(error, ERROR_CONFLICT, "%.*s is not written in %.*s any more; look at the change again",
                         SLICE_PRINT(value->id), SLICE_PRINT(value->path));
    }
    if (value->role == ROLE_STATUS && !place->rule->box) {
        enum state state = STATE_UNKNOWN;
        enum slot slot = SLOT_NONE;
        if (!spelling_read(operation->plan, record, place, text, operation->request->force, &text, &state, &slot, error)) {
            return false;
        }
    }
    /* Several in one row: the cells of a row may be padded by each other, so each is a step of its own. */
    return operation_set(operation, record, place, field, text, error) && operation_step(operation, error);
}

/* ---- sentences ---- */

static struct slice line_of(const struct source *source, size_t line)
{
    return slice_trim(source_slice(source, source_line_text(source, line)));
}

/* The line with that text that is nearest to where it stood; 0 where there is none. */
static size_t find_line(const struct source *source, const struct adjusted_line *wanted)
{
    size_t count = source_line_count(source);
    size_t at = wanted->line < 1 ? 1 : wanted->line > count ? count : wanted->line;
    for (size_t away = 0; away < count; away++) {
        if (at > away && slice_equal(line_of(source, at - away), wanted->was)) {
            return at - away;
        }
        if (at + away <= count && slice_equal(line_of(source, at + away), wanted->was)) {
            return at + away;
        }
    }
    return 0;
}

/* Whether both documents consist of the same things on the same lines. */
static bool same_shape(const struct outline *before, const struct outline *after)
{
    if (outline_count(before) != outline_count(after)) {
        return false;
    }
    for (uint32_t i = 0; i < outline_count(before); i++) {
        if (outline_node(before, i)->type != outline_node(after, i)->type ||
            outline_node(before, i)->line != outline_node(after, i)->line) {
            return false;
        }
    }
    return true;
}

/* Whether the value that differs stands in the line: it may begin above it. */
static bool holds_line(const struct plan *plan, const struct compare_difference *difference, size_t line)
{
    const struct adjusted_value value = {
        .kind = difference->kind,
        .id = difference->name,
        .path = difference->path,
        .place = difference->place,
        .role = difference->role,
        .field = difference->field,
    };
    const struct plan_place *place = find_place(plan, find_record(plan, &value), &value);
    const struct plan_field *field = find_field(place, &value);
    if (field == NULL) {
        return false;
    }
    const struct source *source = plan->documents[place->document]->source;
    size_t last = field->span.end > field->span.start ? field->span.end - 1 : field->span.start;
    return source_line_at(source, field->span.start) <= line && line <= source_line_at(source, last);
}

/* What the plan reads in the changed lines was meant; anything elsewhere was not. */
static bool mean_differences(struct operation *operation, const struct plan *before, struct slice path, size_t line,
                             struct error *error)
{
    struct comparison comparison = {0};
    bool meant = compare_plans(before, operation->plan, &comparison, error);
    for (size_t i = 0; meant && i < comparison.count; i++) {
        const struct compare_difference *difference = &comparison.items[i];
        if (difference->what != COMPARE_CHANGED || !slice_equal(difference->path, path) ||
            (difference->line != line && !holds_line(operation->plan, difference, line))) {
            meant = error_set_at(error, ERROR_USAGE, path.data, line,
                                 "with these words the line would say something else of %s %.*s; change that record "
                                 "itself",
                                 kind_name(difference->kind), SLICE_PRINT(difference->name));
            continue;
        }
        meant = operation_mean_difference(operation, difference, error);
    }
    comparison_release(&comparison);
    return meant;
}

static bool set_line(struct operation *operation, const struct adjusted_line *wanted, struct error *error)
{
    size_t document = 0;
    while (document < operation->plan->document_count &&
           !slice_equal(slice_of(plan_path(operation->plan, document)), wanted->path)) {
        document++;
    }
    const struct document *old = document < operation->plan->document_count ? operation->plan->documents[document] : NULL;
    size_t line = old == NULL ? 0 : find_line(old->source, wanted);
    if (line == 0) {
        return error_set(error, ERROR_CONFLICT,
                         "%.*s:%zu does not say \"%.*s\" any more; look at the change again", SLICE_PRINT(wanted->path),
                         wanted->line, SLICE_PRINT(slice_part(wanted->was, 0, 80)));
    }
    struct slice text = slice_trim(wanted->text);
    struct slice was = line_of(old->source, line);
    size_t start = (size_t)(was.data - source_bytes(old->source).data);
    if (text.size == 0 || slice_find(text, slice_of("\n"), 0) != SLICE_NONE ||
        slice_find(text, slice_of("\r"), 0) != SLICE_NONE) {
        return error_set_at(error, ERROR_USAGE, wanted->path.data, line, "a line cannot become %s one; write some words",
                            text.size == 0 ? "an empty" : "more than");
    }
    struct plan *before = plan_new(operation->plan->profile, operation->plan->root, operation->plan->documents,
                                   operation->plan->document_count, error);
    bool set = before != NULL &&
               edits_add(&operation->edits[document], (struct span){.start = start, .end = start + was.size}, text, error) &&
               operation_step(operation, error);
    if (set && !same_shape(before->documents[document]->outline, operation->plan->documents[document]->outline)) {
        set = error_set_at(error, ERROR_USAGE, wanted->path.data, line,
                           "with these words the line would be no %s any more; keep its marks",
                           was.data[0] == '|' ? "row of its table" : "text of its kind");
    }
    set = set && mean_differences(operation, before, wanted->path, line, error);
    plan_free(before);
    return set;
}

bool adjust_change(struct operation *operation, struct error *error)
{
    const struct adjustments *adjustments = operation->request->adjustments;
    for (size_t i = 0; adjustments != NULL && i < adjustments->value_count; i++) {
        if (!set_value(operation, &adjustments->values[i], error)) {
            return false;
        }
    }
    for (size_t i = 0; adjustments != NULL && i < adjustments->line_count; i++) {
        if (!set_line(operation, &adjustments->lines[i], error)) {
            return false;
        }
    }
    return true;
}
