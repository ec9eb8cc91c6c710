#include "tui/tick.h"

#include <string.h>

/* What a row stands for: a task is one record wherever it is shown. */
static const struct record *meant(const struct record *record)
{
    bool stands = record != NULL && (record->kind == KIND_QUEUE || record->kind == KIND_CLAIM);
    return stands && record->task != NULL ? record->task : record;
}

static size_t find(const struct ticks *ticks, const struct record *record)
{
    size_t i = 0;
    while (i < ticks->count && identity_fits(&ticks->items[i], record) == 0) {
        i++;
    }
    return i;
}

bool tick_has(const struct ticks *ticks, const struct record *record)
{
    return ticks->count > 0 && record != NULL && find(ticks, meant(record)) < ticks->count;
}

bool tick_turn(struct ticks *ticks, const struct record *record)
{
    record = meant(record);
    size_t at = find(ticks, record);
    if (at < ticks->count) {
        ticks->count--;
        memmove(&ticks->items[at], &ticks->items[at + 1], (ticks->count - at) * sizeof ticks->items[0]);
        return true;
    }
    if (ticks->count == TICKS || record == NULL || record_name(record).size == 0) {
        return false;
    }
    ticks->items[ticks->count++] = identity_of(record);
    return true;
}

void tick_clear(struct ticks *ticks)
{
    ticks->count = 0;
}

size_t tick_list(const struct ticks *ticks, const struct plan *plan, const struct record **records, size_t most)
{
    size_t count = 0;
    for (size_t i = 0; i < ticks->count && count < most; i++) {
        const struct record *record = identity_find(&ticks->items[i], plan);
        if (record != NULL) {
            records[count++] = record;
        }
    }
    return count;
}
