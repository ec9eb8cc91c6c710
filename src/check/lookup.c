#include "check/lookup.h"

static uint64_t hash_text(struct slice text)
{
    uint64_t hash = 1469598103934665603ULL;
    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        hash = (hash ^ (byte >= 'A' && byte <= 'Z' ? byte + 32U : byte)) * 1099511628211ULL;
    }
    return hash ^ (hash >> 33);
}

static bool is_equal(struct slice a, struct slice b)
{
    if (a.size != b.size) {
        return false;
    }
    for (size_t i = 0; i < a.size; i++) {
        unsigned char x = (unsigned char)a.data[i];
        unsigned char y = (unsigned char)b.data[i];
        x = x >= 'A' && x <= 'Z' ? (unsigned char)(x + 32) : x;
        y = y >= 'A' && y <= 'Z' ? (unsigned char)(y + 32) : y;
        if (x != y) {
            return false;
        }
    }
    return true;
}

static size_t find_slot(const struct lookup *lookup, uint64_t hash, struct slice text)
{
    size_t at = (size_t)hash & (lookup->size - 1);
    while (lookup->slots[at].used && (lookup->slots[at].hash != hash || !is_equal(lookup->slots[at].text, text))) {
        at = (at + 1) & (lookup->size - 1);
    }
    return at;
}

static bool enlarge(struct lookup *lookup)
{
    struct lookup larger = *lookup;
    larger.size = lookup->size == 0 ? 64 : lookup->size * 4;
    larger.slots = arena_new(lookup->arena, larger.size, sizeof *larger.slots);
    if (larger.slots == NULL) {
        return false;
    }
    for (size_t i = 0; i < lookup->size; i++) {
        if (lookup->slots[i].used) {
            larger.slots[find_slot(&larger, lookup->slots[i].hash, lookup->slots[i].text)] = lookup->slots[i];
        }
    }
    *lookup = larger;
    return true;
}

void lookup_clear(struct lookup *lookup)
{
    for (size_t i = 0; i < lookup->size && lookup->count > 0; i++) {
        lookup->slots[i].used = false;
    }
    lookup->count = 0;
}

bool lookup_add(struct lookup *lookup, struct slice text, size_t *number, bool *added)
{
    if (lookup->count * 2 >= lookup->size && !enlarge(lookup)) {
        return false;
    }
    uint64_t hash = hash_text(text);
    struct lookup_slot *slot = &lookup->slots[find_slot(lookup, hash, text)];
    *added = !slot->used;
    if (*added) {
        *slot = (struct lookup_slot){.text = text, .hash = hash, .number = *number, .used = true};
        lookup->count++;
    }
    *number = slot->number;
    return true;
}

size_t lookup_find(const struct lookup *lookup, struct slice text)
{
    if (lookup->size == 0) {
        return SIZE_MAX;
    }
    const struct lookup_slot *slot = &lookup->slots[find_slot(lookup, hash_text(text), text)];
    return slot->used ? slot->number : SIZE_MAX;
}
