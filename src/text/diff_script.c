#include "text/diff_script.h"

#include "base/memory.h"
#include "text/hash.h"

/* ---- lines as numbers ---- */

/* The part of both texts between their common beginning and end, and which lines of it changed. */
struct middle {
    const struct diff_side *sides[2];
    size_t starts[2];  /* its first line in each text */
    size_t counts[2];  /* how many lines it has there */
    uint32_t *numbers; /* of the lines of the first text, then of those of the second */
    bool *changed;     /* likewise */
};

/* Open addressing: each place holds a line of the middle (counted as in `numbers`, from 1; 0 is free). */
struct line_table {
    struct line_place {
        uint32_t hash;
        uint32_t line;
    } *places;
    size_t mask;
};

static struct slice middle_line(const struct middle *middle, size_t index)
{
    size_t side = index < middle->counts[0] ? 0 : 1;
    size_t line = side == 0 ? index : index - middle->counts[0];
    return diff_side_line(middle->sides[side], middle->starts[side] + line);
}

/* The number of a line: the index of the first line that is equal to it. */
static uint32_t table_number(struct line_table *table, const struct middle *middle, size_t index)
{
    struct slice line = middle_line(middle, index);
    uint64_t full = hash_bytes(line);
    uint32_t hash = (uint32_t)(full >> 32);
    size_t at = (size_t)full & table->mask;
    while (table->places[at].line != 0) {
        uint32_t other = table->places[at].line - 1;
        if (table->places[at].hash == hash && slice_equal(middle_line(middle, other), line)) {
            return other;
        }
        at = (at + 1) & table->mask;
    }
    table->places[at] = (struct line_place){.hash = hash, .line = (uint32_t)index + 1};
    return (uint32_t)index;
}

static bool number_lines(struct middle *middle)
{
    size_t count = middle->counts[0] + middle->counts[1];
    size_t size = 8;
    while (size / 2 < count) {
        size *= 2;
    }
    struct line_table table = {.places = memory_new(size, sizeof *table.places), .mask = size - 1};
    if (table.places == NULL) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        middle->numbers[i] = table_number(&table, middle, i);
    }
    memory_free(table.places);
    return true;
}

/* ---- what only one text has ---- */

/* The lines of the middle that stand in both texts, and where each of them stands in the middle. */
struct shared {
    uint32_t *numbers;
    uint32_t *places;
    bool *changed;
    size_t counts[2];
};

/* Marks lines that only one text has as changed, which no shortest script could avoid, and collects the others. */
static bool collect_shared(struct middle *middle, struct shared *shared)
{
    size_t count = middle->counts[0] + middle->counts[1];
    unsigned char *seen = memory_new(count, sizeof *seen); /* by number: bit 0 in the first text, bit 1 in the second */
    if (seen == NULL) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        unsigned char bit = i < middle->counts[0] ? 1 : 2;
        seen[middle->numbers[i]] = (unsigned char)(seen[middle->numbers[i]] | bit);
    }
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (seen[middle->numbers[i]] != 3) {
            middle->changed[i] = true;
            continue;
        }
        shared->numbers[kept] = middle->numbers[i];
        shared->places[kept++] = (uint32_t)i;
        shared->counts[i < middle->counts[0] ? 0 : 1]++;
    }
    memory_free(seen);
    return true;
}

static bool search_shared(struct middle *middle, struct shared *shared, struct error *error)
{
    struct diff_sequence before = {.numbers = shared->numbers, .count = shared->counts[0]};
    struct diff_sequence after = {.numbers = shared->numbers + shared->counts[0], .count = shared->counts[1]};
    if (!diff_search(before, after, shared->changed, shared->changed + before.count, error)) {
        return false;
    }
    for (size_t i = 0; i < before.count + after.count; i++) {
        middle->changed[shared->places[i]] = shared->changed[i];
    }
    return true;
}

static bool find_changes(struct middle *middle, struct error *error)
{
    size_t count = middle->counts[0] + middle->counts[1];
    struct shared shared = {
        .numbers = memory_new(count, sizeof *shared.numbers),
        .places = memory_new(count, sizeof *shared.places),
        .changed = memory_new(count, sizeof *shared.changed),
    };
    bool done = shared.numbers != NULL && shared.places != NULL && shared.changed != NULL && number_lines(middle) &&
                collect_shared(middle, &shared);
    done = done ? search_shared(middle, &shared, error) : error_no_memory(error);
    memory_free(shared.numbers);
    memory_free(shared.places);
    memory_free(shared.changed);
    return done;
}

/* ---- hunks ---- */

/* Gathers the flags of changed lines into hunks (counted from line 1 of the whole texts). */
static bool collect_hunks(const struct middle *middle, struct diff *diff, struct error *error)
{
    const bool *removed = middle->changed;
    const bool *added = middle->changed + middle->counts[0];
    size_t x = 0;
    size_t y = 0;
    while (x < middle->counts[0] || y < middle->counts[1]) {
        size_t first_x = x;
        size_t first_y = y;
        while (x < middle->counts[0] && removed[x]) {
            x++;
        }
        while (y < middle->counts[1] && added[y]) {
            y++;
        }
        if (x == first_x && y == first_y) {
            x++;
            y++;
            continue;
        }
        struct diff_hunk hunk = {.old_start = middle->starts[0] + first_x + 1, .old_count = x - first_x,
                                 .new_start = middle->starts[1] + first_y + 1, .new_count = y - first_y};
        if (!diff_hunks_add(diff, hunk, error)) {
            return false;
        }
    }
    return true;
}

/* ---- the whole ---- */

static struct middle find_middle(const struct diff_side *before, const struct diff_side *after)
{
    size_t old_end = before->lines.count;
    size_t new_end = after->lines.count;
    size_t start = 0;
    while (start < old_end && start < new_end &&
           slice_equal(diff_side_line(before, start), diff_side_line(after, start))) {
        start++;
    }
    while (old_end > start && new_end > start &&
           slice_equal(diff_side_line(before, old_end - 1), diff_side_line(after, new_end - 1))) {
        old_end--;
        new_end--;
    }
    return (struct middle){
        .sides = {before, after}, .starts = {start, start}, .counts = {old_end - start, new_end - start}};
}

/* A middle of which one side is empty, or so large that its lines cannot be counted in 32 bits, is one hunk. */
static bool is_one_hunk(const struct middle *middle)
{
    return middle->counts[0] == 0 || middle->counts[1] == 0 || middle->counts[0] >= UINT32_MAX - middle->counts[1];
}

static bool make_hunks(struct middle *middle, struct diff *diff, struct error *error)
{
    size_t count = middle->counts[0] + middle->counts[1];
    if (is_one_hunk(middle)) {
        struct diff_hunk hunk = {.old_start = middle->starts[0] + 1, .old_count = middle->counts[0],
                                 .new_start = middle->starts[1] + 1, .new_count = middle->counts[1]};
        return count == 0 || diff_hunks_add(diff, hunk, error);
    }
    middle->numbers = memory_new(count, sizeof *middle->numbers);
    middle->changed = memory_new(count, sizeof *middle->changed);
    bool done = middle->numbers != NULL && middle->changed != NULL;
    done = done ? find_changes(middle, error) && collect_hunks(middle, diff, error) : error_no_memory(error);
    memory_free(middle->numbers);
    memory_free(middle->changed);
    return done;
}

bool diff_script_make(const struct diff_side *before, const struct diff_side *after, struct diff *diff,
                      struct error *error)
{
    *diff = (struct diff){0};
    struct middle middle = find_middle(before, after);
    if (!make_hunks(&middle, diff, error)) {
        diff_release(diff);
        return false;
    }
    diff_hunks_sink(diff, before, after);
    return true;
}
