#include "tui/identity.h"

/* FNV-1a; never 0, which says that there is no name. */
static uint64_t hash_name(struct slice name)
{
    uint64_t hash = 0xCBF29CE484222325U;
    if (name.size == 0) {
        return 0;
    }
    for (size_t i = 0; i < name.size; i++) {
        hash = (hash ^ (unsigned char)name.data[i]) * 0x100000001B3U;
    }
    return hash == 0 ? 1 : hash;
}

struct identity identity_named(enum kind kind, struct slice name)
{
    return (struct identity){.known = true, .kind = kind, .name = hash_name(name), .number = SIZE_MAX};
}

struct identity identity_of(const struct record *record)
{
    if (record == NULL) {
        return (struct identity){.known = false};
    }
    struct identity identity = identity_named(record->kind, record_name(record));
    identity.number = record->number;
    return identity;
}

int identity_fits(const struct identity *identity, const struct record *record)
{
    if (!identity->known || record == NULL || record->kind != identity->kind ||
        hash_name(record_name(record)) != identity->name) {
        return 0;
    }
    if (record->number == identity->number) {
        return 2;
    }
    return identity->name == 0 && identity->number != SIZE_MAX ? 0 : 1;
}

const struct record *identity_find(const struct identity *identity, const struct plan *plan)
{
    const struct record *found = NULL;
    if (!identity->known || plan == NULL) {
        return NULL;
    }
    const struct records *records = &plan->records[identity->kind];
    for (size_t i = 0; i < records->count; i++) {
        int fits = identity_fits(identity, records->items[i]);
        if (fits == 2) {
            return records->items[i];
        }
        if (fits == 1 && found == NULL) {
            found = records->items[i];
        }
    }
    return found;
}
