/* The days of the last change that documents state of themselves: against git, and against each other. */
#include "check/rule.h"

#include "plan/day_field.h"

/* The day that the document states, and its bytes; false where it states none. */
static bool stated_day(const struct plan *plan, size_t document, struct slice *day, struct span *span)
{
    struct outline_field field;
    if (plan->documents[document]->tree != NULL ||
        !day_field_find(plan->profile, plan->documents[document]->outline, &field)) {
        return false;
    }
    struct slice value = source_slice(plan->documents[document]->source, field.value);
    size_t at = day_field_day(value);
    if (at == SLICE_NONE) {
        return false;
    }
    *day = slice_part(value, at, at + DAY_SIZE);
    *span = (struct span){.start = field.value.start + at, .end = field.value.start + at + DAY_SIZE};
    return true;
}

/* What was changed since the last commit is not judged: it may still be stamped. */
bool rule_date_old(struct check *check)
{
    struct slice day;
    struct span span;
    for (size_t i = 0; check->facts->commits != NULL && i < check->plan->document_count; i++) {
        struct slice committed = slice_of(check->facts->commits[i].day);
        if (committed.size == 0 || !stated_day(check->plan, i, &day, &span) || slice_compare(day, committed) >= 0) {
            continue;
        }
        if (check_at_span(check, i, span, slice_of(""), "says %.*s, and its last commit is of %.*s", SLICE_PRINT(day),
                          SLICE_PRINT(committed)) == NULL) {
            return false;
        }
    }
    return true;
}

/* The days of the documents that the profile names one by one; empty for the others: files of single tasks have days of
 * their own. NULL when memory ran out. */
struct stated {
    struct slice day;
    struct span span;
};

static struct stated *read_days(struct check *check)
{
    const struct plan *plan = check->plan;
    size_t sharing[PROFILE_DOCUMENTS] = {0};
    uint32_t *bits = arena_new(&check->findings->arena, plan->document_count, sizeof *bits);
    struct stated *days = arena_new(&check->findings->arena, plan->document_count, sizeof *days);
    for (size_t i = 0; bits != NULL && i < plan->document_count; i++) {
        bits[i] = profile_documents_of(plan->profile, slice_of(plan_path(plan, i)));
        for (size_t k = 0; k < PROFILE_DOCUMENTS; k++) {
            sharing[k] += bits[i] >> k & 1;
        }
    }
    for (size_t i = 0; bits != NULL && days != NULL && i < plan->document_count; i++) {
        bool alone = bits[i] != 0;
        for (size_t k = 0; k < PROFILE_DOCUMENTS; k++) {
            alone = alone && ((bits[i] >> k & 1) == 0 || sharing[k] == 1);
        }
        if (alone) {
            (void)stated_day(plan, i, &days[i].day, &days[i].span);
        }
    }
    return bits == NULL ? NULL : days;
}

/* Each document with an earlier day than the newest one of the plan. */
bool rule_date_differs(struct check *check)
{
    const struct plan *plan = check->plan;
    const struct stated *days = read_days(check);
    size_t newest = 0;
    for (size_t i = 1; days != NULL && i < plan->document_count; i++) {
        newest = slice_compare(days[i].day, days[newest].day) > 0 ? i : newest;
    }
    for (size_t i = 0; days != NULL && i < plan->document_count; i++) {
        if (days[i].day.size > 0 && slice_compare(days[i].day, days[newest].day) < 0 &&
            check_at_span(check, i, days[i].span, slice_of(""), "says %.*s, and %s says %.*s", SLICE_PRINT(days[i].day),
                          plan_path(plan, newest), SLICE_PRINT(days[newest].day)) == NULL) {
            return false;
        }
    }
    return days != NULL;
}
