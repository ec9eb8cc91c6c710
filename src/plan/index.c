/* IDs to records: an open hash table in the plan's arena. IDs are the same without regard to case and to a `#` in front. */
#include "plan/build.h"

struct index_slot {
    uint64_t hash;
    struct record *record; /* NULL: free */
};

struct index {
    struct index_slot *slots;
    size_t size; /* a power of two */
    size_t used;
};

/* "#12" is 12: the sign says only that a number follows. */
static struct slice bare(struct slice id)
{
    return id.size > 1 && id.data[0] == '#' ? slice_part(id, 1, id.size) : id;
}

/* Eight bytes at a time; case is one bit of a letter, and of other bytes it does not matter whether they differ. Zero where
 * there are letters beyond ASCII. */
static uint64_t hash_words(struct slice id)
{
    uint64_t hash = id.size + 1;
    for (size_t at = 0; at < id.size; at += sizeof(uint64_t)) {
        uint64_t word = 0;
        size_t rest = id.size - at;
        memcpy(&word, id.data + at, rest < sizeof word ? rest : sizeof word);
        if ((word & 0x8080808080808080ULL) != 0) {
            return 0;
        }
        hash = (hash ^ (word | 0x2020202020202020ULL)) * 0x9FB21C651E98DF25ULL;
        hash ^= hash >> 29;
    }
    return hash;
}

/* Letters beyond ASCII are left out, so that equal by folding means equal hash. */
uint64_t index_hash(enum kind kind, struct slice id)
{
    uint64_t hash = 1469598103934665603ULL ^ (uint64_t)kind;
    uint64_t words = hash_words(id);
    if (words != 0) {
        hash = (hash ^ words) * 0xFF51AFD7ED558CCDULL;
        return hash ^ (hash >> 33);
    }
    for (size_t i = 0; i < id.size; i++) {
        unsigned char byte = (unsigned char)id.data[i];
        if (byte < 0x80) {
            hash = (hash ^ (byte >= 'A' && byte <= 'Z' ? byte + 32U : byte)) * 1099511628211ULL;
        }
    }
    /* The ids of a plan differ little: spread them (the finishing step of Murmur3). */
    hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCDULL;
    return hash ^ (hash >> 33);
}

static struct index_slot *find_slot(const struct index *index, uint64_t hash, enum kind kind, struct slice id)
{
    size_t at = (size_t)hash & (index->size - 1);
    while (index->slots[at].record != NULL &&
           (index->slots[at].hash != hash || index->slots[at].record->kind != kind ||
            !slice_equal_fold(bare(index->slots[at].record->id), id))) {
        at = (at + 1) & (index->size - 1);
    }
    return &index->slots[at];
}

static bool enlarge(struct plan *plan, struct index *index)
{
    struct index larger = {.size = index->size == 0 ? 64 : index->size * 4, .used = index->used};
    larger.slots = arena_new(&plan->arena, larger.size, sizeof *larger.slots);
    if (larger.slots == NULL) {
        return false;
    }
    for (size_t i = 0; i < index->size; i++) {
        size_t at = (size_t)index->slots[i].hash & (larger.size - 1);
        while (larger.slots[at].record != NULL) {
            at = (at + 1) & (larger.size - 1);
        }
        larger.slots[at] = index->slots[i].record == NULL ? larger.slots[at] : index->slots[i];
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
    struct slice id = bare(record->id);
    uint64_t hash = index_hash(record->kind, id);
    struct index_slot *slot = find_slot(index, hash, record->kind, id);
    index->used += slot->record == NULL ? 1 : 0;
    *slot = (struct index_slot){.hash = hash, .record = record};
    return true;
}

struct record *index_find(const struct plan *plan, enum kind kind, struct slice id)
{
    const struct index *index = plan->index;
    id = bare(id);
    return index == NULL || id.size == 0 ? NULL : find_slot(index, index_hash(kind, id), kind, id)->record;
}
