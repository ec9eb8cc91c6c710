#include "text/line_table.h"

#include "base/memory.h"
#include "text/hash.h"

#include <stdlib.h>

static int compare_entries(const void *left, const void *right)
{
    const struct line_table_entry *a = left;
    const struct line_table_entry *b = right;
    if (a->hash != b->hash) {
        return a->hash < b->hash ? -1 : 1;
    }
    return a->line < b->line ? -1 : a->line > b->line ? 1 : 0;
}

static struct slice text_of(const struct source *source, size_t line)
{
    return source_slice(source, source_line_text(source, line));
}

bool line_table_make(struct line_table *table, const struct source *source, struct error *error)
{
    size_t count = source_line_count(source);
    struct line_table_entry *entries = memory_new(count, sizeof *entries);
    if (entries == NULL) {
        return error_no_memory(error);
    }
    for (size_t i = 0; i < count; i++) {
        entries[i] = (struct line_table_entry){.hash = hash_bytes(text_of(source, i + 1)), .line = (uint32_t)(i + 1)};
    }
    qsort(entries, count, sizeof *entries, compare_entries);
    *table = (struct line_table){.source = source, .entries = entries, .count = count};
    return true;
}

void line_table_release(struct line_table *table)
{
    memory_free(table->entries);
    *table = (struct line_table){0};
}

/* The number of the first entry whose hash is not below `hash`. */
static size_t lower_bound(const struct line_table *table, uint64_t hash)
{
    size_t low = 0;
    size_t high = table->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (table->entries[middle].hash < hash) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

bool line_table_next(const struct line_table *table, struct slice text, size_t *position, size_t *line)
{
    uint64_t hash = hash_bytes(text);
    /* The position is one more than the number of the entry that was given last. */
    size_t at = *position == 0 ? lower_bound(table, hash) : *position;
    for (; at < table->count && table->entries[at].hash == hash; at++) {
        if (slice_equal(text_of(table->source, table->entries[at].line), text)) {
            *line = table->entries[at].line;
            *position = at + 1;
            return true;
        }
    }
    return false;
}
