#include "plan/compare.h"

#include "base/memory.h"
#include "plan/query.h"

#include <stdlib.h>

struct comparing {
    const struct plan *before;
    const struct plan *after;
    struct comparison *comparison;
    struct error *error;
};

/* Where a change is told: the newer place, or the older one of what is gone. */
struct told {
    const struct plan *plan;
    const struct plan_place *place;
    const struct plan_field *field; /* NULL: the place as a whole */
};

static bool keep(struct comparison *comparison, struct slice *text)
{
    if (text->data == NULL) {
        return true;
    }
    *text = arena_copy(&comparison->arena, *text);
    return text->data != NULL;
}

static bool tell(const struct comparing *comparing, enum compare_what what, const struct record *record,
                 const struct told *told, struct slice old, struct slice new, bool whole)
{
    struct comparison *comparison = comparing->comparison;
    if (!memory_grow(&comparison->items, &comparison->capacity, comparison->count + 1, sizeof *comparison->items)) {
        return error_no_memory(comparing->error);
    }
    struct compare_difference *difference = &comparison->items[comparison->count];
    *difference = (struct compare_difference){
        .what = what,
        .kind = record->kind,
        .name = record_name(record),
        .role = told->field == NULL ? ROLE_ID : told->field->role,
        .field = told->field == NULL ? slice_of("") : told->field->name,
        .old = old,
        .new = new,
        .path = slice_of(plan_path(told->plan, told->place->document)),
        .place = record_place_number(record, told->place),
        .line = told->field == NULL ? told->place->line : told->field->line,
        .whole = whole,
    };
    if (!keep(comparison, &difference->name) || !keep(comparison, &difference->field) ||
        !keep(comparison, &difference->old) || !keep(comparison, &difference->new) ||
        !keep(comparison, &difference->path)) {
        return error_no_memory(comparing->error);
    }
    comparison->count++;
    return true;
}

static bool same_spot(const struct comparing *comparing, const struct plan_place *old, const struct plan_place *new)
{
    return old->rule == new->rule && strcmp(plan_path(comparing->before, old->document),
                                            plan_path(comparing->after, new->document)) == 0;
}

/* The place of `record` that stands where `place` stood: the same rule and document, and as many of these before it. */
static const struct plan_place *counterpart(const struct comparing *comparing, const struct record *from, size_t number,
                                            const struct record *record, bool from_is_old)
{
    size_t nth = 0;
    for (size_t i = 0; i < number; i++) {
        nth += from->places[i]->rule == from->places[number]->rule &&
                       from->places[i]->document == from->places[number]->document
                   ? 1
                   : 0;
    }
    for (size_t i = 0; i < record->place_count; i++) {
        bool same = from_is_old ? same_spot(comparing, from->places[number], record->places[i])
                                : same_spot(comparing, record->places[i], from->places[number]);
        if (same && nth-- == 0) {
            return record->places[i];
        }
    }
    return NULL;
}

/* The field of the same role and name; of several the one with the same number. */
static const struct plan_field *same_field(const struct plan_place *from, size_t number, const struct plan_place *place)
{
    const struct plan_field *wanted = &from->fields[number];
    size_t nth = 0;
    for (size_t i = 0; i < number; i++) {
        nth += from->fields[i].role == wanted->role && slice_equal(from->fields[i].name, wanted->name) ? 1 : 0;
    }
    for (size_t i = 0; i < place->field_count; i++) {
        const struct plan_field *field = &place->fields[i];
        if (field->role == wanted->role && slice_equal(field->name, wanted->name) && nth-- == 0) {
            return field;
        }
    }
    return NULL;
}

static bool compare_places(const struct comparing *comparing, const struct record *was_record,
                           const struct plan_place *old, const struct record *record, const struct plan_place *new)
{
    for (size_t i = 0; i < new->field_count; i++) {
        const struct plan_field *field = &new->fields[i];
        const struct plan_field *was = same_field(new, i, old);
        if (was != NULL && slice_equal(was->raw, field->raw)) {
            continue;
        }
        struct told told = {.plan = comparing->after, .place = new, .field = field};
        if (!tell(comparing, COMPARE_CHANGED, record, &told, was == NULL ? (struct slice){0} : was->value, field->value,
                  false)) {
            return false;
        }
    }
    for (size_t i = 0; i < old->field_count; i++) {
        struct told told = {.plan = comparing->before, .place = old, .field = &old->fields[i]};
        if (same_field(old, i, new) == NULL &&
            !tell(comparing, COMPARE_CHANGED, was_record, &told, old->fields[i].value, (struct slice){0}, false)) {
            return false;
        }
    }
    return true;
}

static bool compare_records(const struct comparing *comparing, const struct record *old, const struct record *new)
{
    for (size_t i = 0; i < new->place_count; i++) {
        const struct plan_place *was = counterpart(comparing, new, i, old, false);
        struct told told = {.plan = comparing->after, .place = new->places[i]};
        bool told_all = was != NULL ? compare_places(comparing, old, was, new, new->places[i])
                                    : tell(comparing, COMPARE_ADDED, new, &told, (struct slice){0}, (struct slice){0},
                                           false);
        if (!told_all) {
            return false;
        }
    }
    for (size_t i = 0; i < old->place_count; i++) {
        struct told told = {.plan = comparing->before, .place = old->places[i]};
        if (counterpart(comparing, old, i, new, true) == NULL &&
            !tell(comparing, COMPARE_REMOVED, old, &told, (struct slice){0}, (struct slice){0}, false)) {
            return false;
        }
    }
    return true;
}

static bool tell_whole(const struct comparing *comparing, const struct plan *plan, const struct record *record,
                       enum compare_what what)
{
    for (size_t i = 0; i < record->place_count; i++) {
        struct told told = {.plan = plan, .place = record->places[i]};
        if (!tell(comparing, what, record, &told, (struct slice){0}, (struct slice){0}, true)) {
            return false;
        }
    }
    return true;
}

/* The record of `plan` that is `record` in the other plan. */
static const struct record *same_record(const struct plan *plan, const struct record *record)
{
    if (record->kind == KIND_PLAN) {
        return plan_self(plan);
    }
    if (record->id.size > 0) {
        return query_id(plan, record->kind, record->id);
    }
    const struct records *records = &plan->records[record->kind];
    for (size_t i = 0; i < records->count; i++) {
        /* The one at the same place first: such lists are mostly as they were. */
        size_t at = (record->number + i) % records->count;
        if (records->items[at]->id.size == 0 && slice_equal_fold(records->items[at]->title, record->title)) {
            return records->items[at];
        }
    }
    return NULL;
}

static bool compare_kind(const struct comparing *comparing, enum kind kind)
{
    const struct records *new = &comparing->after->records[kind];
    const struct records *old = &comparing->before->records[kind];
    for (size_t i = 0; i < new->count; i++) {
        const struct record *was = i < old->count && slice_equal(old->items[i]->id, new->items[i]->id) &&
                                           new->items[i]->id.size > 0
                                       ? old->items[i]
                                       : same_record(comparing->before, new->items[i]);
        if (was != NULL && was->rev == new->items[i]->rev) {
            continue;
        }
        if (was == NULL ? !tell_whole(comparing, comparing->after, new->items[i], COMPARE_ADDED)
                        : !compare_records(comparing, was, new->items[i])) {
            return false;
        }
    }
    for (size_t i = 0; i < old->count; i++) {
        bool stays = i < new->count && old->items[i]->id.size > 0 && slice_equal(old->items[i]->id, new->items[i]->id);
        if (!stays && same_record(comparing->after, old->items[i]) == NULL &&
            !tell_whole(comparing, comparing->before, old->items[i], COMPARE_REMOVED)) {
            return false;
        }
    }
    return true;
}

static int by_place(const void *left, const void *right)
{
    const struct compare_difference *a = left;
    const struct compare_difference *b = right;
    int order = slice_compare(a->path, b->path);
    if (order != 0) {
        return order;
    }
    return a->line == b->line ? 0 : a->line < b->line ? -1 : 1;
}

/* Orders what says the same of one record together, and this by place. */
static int compare_news(const struct compare_difference *a, const struct compare_difference *b)
{
    int order = (a->kind > b->kind) - (a->kind < b->kind);
    order = order != 0 ? order : slice_compare(a->name, b->name);
    order = order != 0 ? order : (a->what > b->what) - (a->what < b->what);
    order = order != 0 ? order : (a->role > b->role) - (a->role < b->role);
    return order != 0 || a->role != ROLE_OTHER ? order : slice_compare(a->field, b->field);
}

static int by_news(const void *left, const void *right)
{
    const struct compare_difference *const *a = left;
    const struct compare_difference *const *b = right;
    int order = compare_news(*a, *b);
    return order != 0 ? order : (*a > *b) - (*a < *b);
}

static bool mark_repeats(struct comparison *comparison)
{
    struct compare_difference **sorted = memory_new(comparison->count, sizeof(struct compare_difference *));
    if (sorted == NULL) {
        return false;
    }
    for (size_t i = 0; i < comparison->count; i++) {
        sorted[i] = &comparison->items[i];
    }
    qsort(sorted, comparison->count, sizeof *sorted, by_news);
    for (size_t i = 1; i < comparison->count; i++) {
        sorted[i]->repeats = compare_news(sorted[i - 1], sorted[i]) == 0;
    }
    memory_free(sorted);
    return true;
}

bool compare_plans(const struct plan *before, const struct plan *after, struct comparison *comparison,
                   struct error *error)
{
    const struct comparing comparing = {.before = before, .after = after, .comparison = comparison, .error = error};
    for (size_t kind = 0; kind < KIND_COUNT; kind++) {
        if (!compare_kind(&comparing, (enum kind)kind)) {
            return false;
        }
    }
    if (comparison->count > 1) {
        qsort(comparison->items, comparison->count, sizeof *comparison->items, by_place);
        return mark_repeats(comparison) || error_no_memory(error);
    }
    return true;
}

void comparison_release(struct comparison *comparison)
{
    memory_free(comparison->items);
    arena_release(&comparison->arena);
    *comparison = (struct comparison){0};
}
