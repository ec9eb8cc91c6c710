/* Law 3: what was written is read again, and the two plans may differ in exactly what was meant. */
#include "ops/operation.h"

#include "outline/plain.h"
#include "plan/query.h"

static bool same_text(struct slice a, struct slice b)
{
    return (a.data == NULL) == (b.data == NULL) && slice_equal(a, b);
}

bool verify_explains(const struct change_effect *effect, const struct compare_difference *difference)
{
    if (effect->kind != difference->kind || !slice_equal_fold(effect->id, difference->name) ||
        !slice_equal(effect->path, difference->path) || effect->place != difference->place) {
        return false;
    }
    switch (difference->what) {
    case COMPARE_ADDED:
        return effect->role == ROLE_ID && effect->old.data == NULL && effect->new.data != NULL;
    case COMPARE_REMOVED:
        return effect->role == ROLE_ID && effect->old.data != NULL && effect->new.data == NULL;
    case COMPARE_CHANGED:
        return effect->role == difference->role && same_text(effect->new, difference->new) &&
               (effect->role != ROLE_OTHER || slice_equal(effect->field, difference->field));
    }
    return false;
}

bool verify_reads_back(const struct operation *operation, const struct change_effect *effect)
{
    const struct record *record = query_id(operation->plan, effect->kind, effect->id);
    for (size_t i = 0; record != NULL && effect->role != ROLE_ID && i < record->place_count;
         i++) {
        const struct plan_place *place = record->places[i];
        const struct plan_field *field = place_field(place, effect->role);
        if (field != NULL && slice_equal(slice_of(plan_path(operation->plan, place->document)), effect->path) &&
            record_place_number(record, place) == effect->place) {
            return query_id(operation->base, effect->kind, effect->id) == NULL && plain_equal(field->value, effect->new);
        }
    }
    return false;
}

static bool is_nothing(const struct change_effect *effect)
{
    return same_text(effect->old, effect->new);
}

static bool is_a_bug(const struct compare_difference *difference, struct error *error)
{
    return error_set_at(error, ERROR_BUG, difference->path.data, difference->line,
                        "the change did not verify: %s %.*s would also differ in %s (\"%.*s\" to \"%.*s\"); nothing was "
                        "written; please report this with the documents and the command",
                        kind_name(difference->kind), SLICE_PRINT(difference->name), role_name(difference->role),
                        SLICE_PRINT(difference->old), SLICE_PRINT(difference->new));
}

static bool check_differences(const struct change *change, const struct comparison *comparison, struct error *error)
{
    for (size_t i = 0; i < comparison->count; i++) {
        bool explained = false;
        for (size_t k = 0; k < change->effect_count && !explained; k++) {
            explained = verify_explains(&change->effects[k], &comparison->items[i]);
        }
        if (!explained) {
            return is_a_bug(&comparison->items[i], error);
        }
    }
    return true;
}

static bool check_effects(const struct operation *operation, const struct comparison *comparison, struct error *error)
{
    const struct change *change = operation->change;
    for (size_t i = 0; i < change->effect_count; i++) {
        const struct change_effect *effect = &change->effects[i];
        bool found = is_nothing(effect) || verify_reads_back(operation, effect);
        for (size_t k = 0; k < comparison->count && !found; k++) {
            found = verify_explains(effect, &comparison->items[k]);
        }
        if (!found) {
            return error_set_at(error, ERROR_BUG, effect->path.data, 0,
                                "the change did not verify: %s %.*s does not read back with %s \"%.*s\"; nothing was "
                                "written; please report this with the documents and the command",
                                kind_name(effect->kind), SLICE_PRINT(effect->id), role_name(effect->role),
                                SLICE_PRINT(effect->new));
        }
    }
    return true;
}

bool verify_change(const struct operation *operation, struct error *error)
{
    struct comparison comparison = {0};
    bool verified = compare_plans(operation->base, operation->plan, &comparison, error) &&
                    check_differences(operation->change, &comparison, error) &&
                    check_effects(operation, &comparison, error);
    comparison_release(&comparison);
    return verified;
}
