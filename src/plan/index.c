/* IDs to records: an open hash table in the plan's arena. IDs are the same without regard to case. */
#include "plan/build.h"

struct index {
    struct record **slots;
    size_t size; /* a power of two */
    size_t used;
};

/* Letters beyond ASCII are left out, so that equal by folding means equal hash. */
static size_t hash_id(enum kind kind, struct slice id)
{
    uint64_t hash = 1469598103934665603ULL ^ (uint64_t)kind;
    for (size_t i = 0; i < id.size; i++) {
        unsigned char byte = (unsigned char)id.data[i];
        if (byte < 0x80) {
            hash = (hash ^ (byte >= 'A' && byte <= 'Z' ? byte + 32U : byte)) * 1099511628211ULL;
        }
    }
    return (size_t)(hash ^ (hash >> 32));
}

static struct record **find_slot(const struct index *index, enum kind kind, struct slice id)
{
    size_t at = hash_id(kind, id) & (index->size - 1);
    while (index->slots[at] != NULL &&
           (index->slots[at]->kind != kind || !slice_equal_fold(index->slots[at]->id, id))) {
        at = (at + 1) & (index->size - 1);
    }
    return &index->slots[at];
}

static bool enlarge(struct plan *plan, struct index *index)
{
    struct index larger = {.size = index->size == 0 ? 64 : index->size * 2, .used = index->used};
    larger.slots = arena_new(&plan->arena, larger.size, sizeof *larger.slots);
    if (larger.slots == NULL) {
        return false;
    }
    for (size_t i = 0; i < index->size; i++) {
        if (index->slots[i] != NULL) {
            *find_slot(&larger, index->slots[i]->kind, index->slots[i]->id) = index->slots[i];
        }
    }
    *index = larger;
    return true;
}

bool index_add(struct plan *plan, struct record *record)
{
    if (plan->index == NULL) {
        plan->index = arena_new(&plan->arena, 1, sizeof(struct index));
        if (plan->index == NULL) {
            return false;
        }
    }
    struct index *index = plan->index;
    if (index->used * 2 >= index->size && !enlarge(plan, index)) {
        return false;
    }
    struct record **slot = find_slot(index, record->kind, record->id);
    index->used += *slot == NULL ? 1 : 0;
    *slot = record;
    return true;
}

struct record *index_find(const struct plan *plan, enum kind kind, struct slice id)
{
    const struct index *index = plan->index;
    return index == NULL || id.size == 0 ? NULL : *find_slot(index, kind, id);
}
