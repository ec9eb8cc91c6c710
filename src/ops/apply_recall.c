#include "ops/apply_recall.h"

#include <string.h>

static struct slice keep_text(struct arena *arena, struct slice text, bool *kept)
{
    struct slice copy = text.data == NULL ? text : arena_copy(arena, text);
    *kept = *kept && (text.data == NULL || copy.data != NULL);
    return copy;
}

bool apply_recall_keep(struct apply_recall *recall, const struct verb *verb, const struct change *part,
                       struct change *change, struct error *error)
{
    struct arena *arena = &change->arena;
    for (size_t i = 0; i < part->effect_count; i++) {
        const struct change_effect *effect = &part->effects[i];
        bool kept = arena_grow(arena, &recall->items, &recall->capacity, recall->count + 1, sizeof *recall->items);
        struct recorded_effect copy = {
            .kind = slice_of(kind_name(effect->kind)),
            .id = keep_text(arena, effect->id, &kept),
            .path = keep_text(arena, effect->path, &kept),
            .place = effect->place,
            .role = slice_of(role_name(effect->role)),
            .cell = keep_text(arena, effect->cell, &kept),
            .old = keep_text(arena, effect->old, &kept),
            .new = keep_text(arena, effect->new, &kept),
        };
        if (!kept) {
            return error_no_memory(error);
        }
        recall->items[recall->count++] = (struct apply_recalled){.verb = verb, .effect = copy};
    }
    return true;
}

static bool is_same_value(const struct recorded_effect *a, const struct recorded_effect *b)
{
    return a->place == b->place && slice_equal(a->kind, b->kind) && slice_equal_fold(a->id, b->id) &&
           slice_equal(a->path, b->path) && slice_equal(a->role, b->role);
}

/* Appends one that is not there yet: the first of a value is the one that counts. */
static void give(struct recorded_effect *effects, size_t *count, const struct recorded_effect *effect)
{
    for (size_t i = 0; i < *count; i++) {
        if (is_same_value(&effects[i], effect)) {
            return;
        }
    }
    effects[(*count)++] = *effect;
}

bool apply_recall_give(const struct apply_recall *recall, struct request *request, struct change *change,
                       struct error *error)
{
    const char *name = request->verb->recalls;
    if (name == NULL || recall->count == 0) {
        return true;
    }
    struct recorded_effect *effects =
        arena_new(&change->arena, recall->count + request->recorded_count, sizeof *effects);
    size_t count = 0;
    if (effects == NULL) {
        return error_no_memory(error);
    }
    for (size_t i = recall->count; i > 0; i--) {
        if (strcmp(recall->items[i - 1].verb->name, name) == 0) {
            give(effects, &count, &recall->items[i - 1].effect);
        }
    }
    for (size_t i = 0; i < request->recorded_count; i++) {
        give(effects, &count, &request->recorded[i]);
    }
    request->recorded = effects;
    request->recorded_count = count;
    return true;
}
