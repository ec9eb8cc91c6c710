#include "plan/outside.h"

#include "base/memory.h"

#include <stdlib.h>

bool outside_add(struct outside *outside, const struct outside_word *word, struct error *error)
{
    if (!memory_grow(&outside->items, &outside->capacity, outside->count + 1, sizeof *outside->items)) {
        return error_no_memory(error);
    }
    struct outside_word *copy = &outside->items[outside->count];
    *copy = *word;
    struct slice *const texts[] = {&copy->name, &copy->id, &copy->status, &copy->holder, &copy->file};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        *texts[i] = arena_copy(&outside->arena, *texts[i]);
        if (texts[i]->data == NULL) {
            return error_no_memory(error);
        }
    }
    outside->count++;
    return true;
}

bool outside_add_broken(struct outside *outside, struct slice file, size_t line, const char *what, struct error *error)
{
    if (!memory_grow(&outside->broken, &outside->broken_capacity, outside->broken_count + 1, sizeof *outside->broken)) {
        return error_no_memory(error);
    }
    struct outside_broken *broken = &outside->broken[outside->broken_count];
    *broken = (struct outside_broken){.file = arena_copy(&outside->arena, file), .line = line, .what = what};
    if (broken->file.data == NULL) {
        return error_no_memory(error);
    }
    outside->broken_count++;
    return true;
}

static int compare_records(const struct record *a, const struct record *b)
{
    if (a->kind != b->kind) {
        return a->kind < b->kind ? -1 : 1;
    }
    return (a->number > b->number) - (a->number < b->number);
}

static int by_record(const void *left, const void *right)
{
    const struct outside_word *a = left;
    const struct outside_word *b = right;
    int order = compare_records(a->record, b->record);
    order = order != 0 ? order : (a->source > b->source) - (a->source < b->source);
    return order != 0 ? order : slice_compare(a->name, b->name);
}

void outside_sort(struct outside *outside)
{
    if (outside->count > 1) {
        qsort(outside->items, outside->count, sizeof *outside->items, by_record);
    }
}

void outside_release(struct outside *outside)
{
    memory_free(outside->items);
    memory_free(outside->broken);
    arena_release(&outside->arena);
    *outside = (struct outside){0};
}

const struct outside_word *outside_of(const struct outside *outside, const struct record *record, size_t *count)
{
    size_t low = 0;
    size_t high = outside == NULL ? 0 : outside->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        bool before = compare_records(outside->items[middle].record, record) < 0;
        low = before ? middle + 1 : low;
        high = before ? high : middle;
    }
    *count = 0;
    while (outside != NULL && low + *count < outside->count && outside->items[low + *count].record == record) {
        (*count)++;
    }
    return *count == 0 ? NULL : &outside->items[low];
}

static bool is_worked_on(enum state state)
{
    return state == STATE_IN_PROGRESS || state == STATE_REVIEW;
}

bool outside_contradicts(enum state a, enum state b)
{
    if (a == STATE_UNKNOWN || b == STATE_UNKNOWN) {
        return false;
    }
    return state_is_closed(a) != state_is_closed(b) || (is_worked_on(a) && b == STATE_TODO) ||
           (is_worked_on(b) && a == STATE_TODO);
}

void outside_describe(struct bytes *out, const struct outside_word *word)
{
    bytes_append_text(out, state_name(word->state));
    if (word->status.size > 0 && !slice_equal_fold(word->status, slice_of(state_name(word->state)))) {
        bytes_append_text(out, " (");
        bytes_append(out, word->status);
        bytes_append_text(out, ")");
    }
    if (word->holder.size > 0) {
        bytes_append_text(out, ", ");
        bytes_append(out, word->holder);
        bytes_append_text(out, " has it");
    }
}
