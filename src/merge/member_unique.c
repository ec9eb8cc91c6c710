/* Values that one member of each list has. */
#include "merge/member.h"

#include "base/memory.h"

struct place {
    uint64_t value; /* 0: free */
    uint32_t members[2];
    uint8_t counts[2]; /* 2: more than one */
};

struct table {
    struct place *places;
    size_t mask;
};

static struct place *find_place(const struct table *table, uint64_t value)
{
    size_t at = (size_t)(value ^ (value >> 29)) & table->mask;
    while (table->places[at].value != 0 && table->places[at].value != value) {
        at = (at + 1) & table->mask;
    }
    return &table->places[at];
}

static void enter(const struct table *table, const struct member_pairs *pairs, size_t side, const uint64_t *values)
{
    for (size_t i = 0; i < pairs->lists[side]->count; i++) {
        if (values[i] == 0 || pairs->partners[side][i] != MEMBER_NONE) {
            continue;
        }
        struct place *place = find_place(table, values[i]);
        place->value = values[i];
        place->members[side] = (uint32_t)i;
        place->counts[side] = (uint8_t)(place->counts[side] == 0 ? 1 : 2);
    }
    member_count_step(pairs, pairs->lists[side]->count);
}

bool member_find_unique(const struct member_pairs *pairs, uint64_t *const values[2], uint32_t *found,
                        struct error *error)
{
    size_t count = pairs->lists[0]->count + pairs->lists[1]->count;
    size_t size = 8;
    while (size / 2 < count) {
        size *= 2;
    }
    struct table table = {.places = memory_new(size, sizeof *table.places), .mask = size - 1};
    if (table.places == NULL) {
        return error_no_memory(error);
    }
    enter(&table, pairs, 0, values[0]);
    enter(&table, pairs, 1, values[1]);
    for (size_t i = 0; i < pairs->lists[0]->count; i++) {
        found[i] = MEMBER_NONE;
        if (values[0][i] != 0 && pairs->partners[0][i] == MEMBER_NONE) {
            const struct place *place = find_place(&table, values[0][i]);
            found[i] = place->counts[0] == 1 && place->counts[1] == 1 ? place->members[1] : MEMBER_NONE;
        }
    }
    memory_free(table.places);
    return true;
}

bool member_match_unique(const struct member_pairs *pairs, uint64_t *const values[2], struct error *error)
{
    uint32_t *found = memory_new(pairs->lists[0]->count, sizeof *found);
    bool done = found == NULL ? error_no_memory(error) : member_find_unique(pairs, values, found, error);
    for (size_t i = 0; done && i < pairs->lists[0]->count; i++) {
        if (found[i] != MEMBER_NONE &&
            pairs->lists[0]->items[i].kind == pairs->lists[1]->items[found[i]].kind) {
            member_pair(pairs, (uint32_t)i, found[i]);
        }
    }
    memory_free(found);
    return done;
}
