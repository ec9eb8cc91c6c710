#include "ops/outlook.h"

#include "plan/query.h"
#include "text/hash.h"

static bool add(struct arena *arena, struct outlook_list *list, const struct record *record)
{
    if (!arena_grow(arena, &list->items, &list->capacity, list->count + 1, sizeof *list->items)) {
        return false;
    }
    list->items[list->count++] = record;
    return true;
}

static bool has(const struct outlook_list *list, const struct record *record)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i] == record) {
            return true;
        }
    }
    return false;
}

/* ---- what follows ---- */

struct plan *outlook_plan(const struct plan *plan, const struct change *change, struct error *error)
{
    struct plan *after = plan_new(plan->profile, plan->root, plan->documents, plan->document_count, error);
    for (size_t i = 0; after != NULL && i < change->file_count; i++) {
        size_t document = 0;
        while (document < after->document_count &&
               !slice_equal(slice_of(plan_path(after, document)), change->files[i].path)) {
            document++;
        }
        if (document == after->document_count) {
            continue;
        }
        struct bytes bytes;
        bytes_init(&bytes);
        (void)bytes_append(&bytes, source_bytes(change->files[i].after));
        struct plan *next = plan_with(after, document, &bytes, error);
        bytes_release(&bytes);
        plan_free(after);
        after = next;
    }
    return after;
}

bool outlook_ready(const struct plan *before, const struct plan *after, struct arena *arena, struct outlook_list *list)
{
    const struct records *tasks = &after->records[KIND_TASK];
    for (size_t i = 0; i < tasks->count; i++) {
        const struct record *old = tasks->items[i]->ready ? query_id(before, KIND_TASK, tasks->items[i]->id) : NULL;
        if (old != NULL && !old->ready && !add(arena, list, tasks->items[i])) {
            return false;
        }
    }
    return true;
}

bool outlook_differing(const struct plan *before, const struct plan *after, struct arena *arena,
                       struct outlook_list *list)
{
    for (size_t kind = 0; kind < KIND_COUNT; kind++) {
        for (size_t i = 0; i < after->records[kind].count; i++) {
            const struct record *record = after->records[kind].items[i];
            const struct record *old = record->differs ? query_id(before, (enum kind)kind, record->id) : NULL;
            if (old != NULL && !old->differs && !add(arena, list, record)) {
                return false;
            }
        }
    }
    return true;
}

/* ---- what is named ---- */

bool outlook_exits(const struct plan *plan, const struct record *task, struct arena *arena, struct outlook_list *list)
{
    for (size_t i = 0; i < plan->records[KIND_BLOCKER].count; i++) {
        const struct record *blocker = plan->records[KIND_BLOCKER].items[i];
        struct slice exit = record_value(blocker, ROLE_EXIT_CONDITION);
        struct id_reference found;
        size_t at = 0;
        bool named = false;
        while (!state_is_closed(blocker->state) && !named &&
               id_next(exit, &plan->profile->references[KIND_TASK], &plan->profile->range_marks, &at, &found)) {
            named = id_in_reference(&found, task->id);
        }
        if (named && !add(arena, list, blocker)) {
            return false;
        }
    }
    return true;
}

bool outlook_named(const struct plan *plan, enum kind kind, struct slice text, struct arena *arena,
                   struct outlook_list *list)
{
    struct id_reference found;
    size_t at = 0;
    while (id_next(text, &plan->profile->references[kind], NULL, &at, &found)) {
        const struct record *record = query_id(plan, kind, found.first);
        if (record != NULL && !has(list, record) && !add(arena, list, record)) {
            return false;
        }
    }
    return true;
}

bool outlook_reached(const struct plan *plan, const struct record *gate, struct arena *arena,
                     struct outlook_list *tasks, struct outlook_list *lanes)
{
    for (size_t i = 0; i < plan->records[KIND_TASK].count; i++) {
        const struct record *task = plan->records[KIND_TASK].items[i];
        bool passes = false;
        for (size_t k = 0; k < task->gates.count && !passes && !state_is_closed(task->state); k++) {
            passes = task->gates.items[k].record == gate;
        }
        if (passes && (!add(arena, tasks, task) ||
                       (task->lane != NULL && !has(lanes, task->lane) && !add(arena, lanes, task->lane)))) {
            return false;
        }
    }
    return true;
}

/* ---- what is alike ---- */

enum { MOST_WORDS = 32, SHORTEST_WORD = 4 };

struct words {
    uint64_t hashes[MOST_WORDS];
    size_t count;
};

static bool is_word_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
           (unsigned char)byte >= 0x80;
}

/* The words of a text that say something, without regard to case, each once. */
static void read_words(struct slice text, struct words *words)
{
    words->count = 0;
    for (size_t at = 0; at < text.size && words->count < MOST_WORDS;) {
        char folded[64];
        size_t size = 0;
        for (; at < text.size && is_word_byte(text.data[at]); at++) {
            char byte = text.data[at];
            if (size < sizeof folded) {
                folded[size++] = byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
            }
        }
        uint64_t hash = hash_bytes(slice_make(folded, size));
        bool known = size < SHORTEST_WORD;
        for (size_t i = 0; i < words->count && !known; i++) {
            known = words->hashes[i] == hash;
        }
        if (!known) {
            words->hashes[words->count++] = hash;
        }
        at += at < text.size && !is_word_byte(text.data[at]) ? 1 : 0;
    }
}

static size_t count_shared(const struct words *a, const struct words *b)
{
    size_t shared = 0;
    for (size_t i = 0; i < a->count; i++) {
        for (size_t k = 0; k < b->count; k++) {
            shared += a->hashes[i] == b->hashes[k] ? 1 : 0;
        }
    }
    return shared;
}

bool outlook_similar(const struct plan *plan, enum kind kind, struct slice text, size_t most, struct arena *arena,
                     struct outlook_list *list)
{
    struct words wanted;
    read_words(text, &wanted);
    if (wanted.count == 0) {
        return true;
    }
    /* From the most alike down: as many shared words as there can be, then one less. One of many is chance. */
    size_t least = wanted.count < 4 ? 1 : 2;
    for (size_t shared = wanted.count; shared >= least && list->count < most; shared--) {
        for (size_t i = 0; i < plan->records[kind].count && list->count < most; i++) {
            const struct record *record = plan->records[kind].items[i];
            struct words words;
            read_words(record->title, &words);
            if (count_shared(&wanted, &words) == shared && !add(arena, list, record)) {
                return false;
            }
        }
    }
    return true;
}
