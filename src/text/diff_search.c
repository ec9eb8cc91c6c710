/* Myers' greedy search. Row d of the trace holds, for each diagonal k = x - y that d changes can reach (k = -d, -d + 2,
 * ..., d; entry (k + d) / 2), how far along `before` (x) the best way with d changes gets on it. Rows are kept, one
 * behind the other, so that the way can be followed back. */
#include "base/memory.h"
#include "text/diff_script.h"

enum { CHANGES_LIMIT = 2000, COMPARISONS_PER_LINE = 64, COMPARISONS_AT_LEAST = 1 << 20 };

#define UNREACHED UINT32_MAX

struct search {
    struct diff_sequence before;
    struct diff_sequence after;
    uint32_t *trace;
    size_t capacity;
    uint64_t comparisons;
};

/* A point that the search reached: `d` changes, diagonal 2 * entry - d. */
struct reached {
    size_t d;
    size_t entry;
    size_t x;
    size_t y;
};

static size_t row_start(size_t d)
{
    return d * (d + 1) / 2;
}

/* Where the last of d changes that leads to `entry` ends, before the equal lines that follow; `*added` tells whether it
 * adds a line. UNREACHED where no change leads there inside the texts. */
static uint32_t step_to(const struct search *search, size_t d, size_t entry, bool *added)
{
    const uint32_t *previous = search->trace + row_start(d - 1);
    uint32_t down = entry < d ? previous[entry] : UNREACHED;
    if (down != UNREACHED && down + d - 2 * entry > search->after.count) {
        down = UNREACHED; /* y = x - k is behind the end */
    }
    uint32_t right = entry > 0 ? previous[entry - 1] : UNREACHED;
    right = right == UNREACHED || right >= search->before.count ? UNREACHED : right + 1;
    *added = right == UNREACHED || (down != UNREACHED && down >= right);
    return *added ? down : right;
}

/* Computes row d. Sets `*furthest` to the reached point with the most lines behind it; true when that is the end. */
static bool search_row(struct search *search, size_t d, struct reached *furthest)
{
    uint32_t *row = search->trace + row_start(d);
    for (size_t entry = 0; entry <= d; entry++) {
        bool added = false;
        row[entry] = UNREACHED;
        size_t x = d == 0 ? 0 : step_to(search, d, entry, &added);
        if (x == UNREACHED) {
            continue;
        }
        size_t y = x + d - 2 * entry;
        size_t from = x;
        while (x < search->before.count && y < search->after.count &&
               search->before.numbers[x] == search->after.numbers[y]) {
            x++;
            y++;
        }
        search->comparisons += x - from + 1;
        row[entry] = (uint32_t)x;
        if (furthest->d != d || x + y > furthest->x + furthest->y) {
            *furthest = (struct reached){.d = d, .entry = entry, .x = x, .y = y};
        }
        if (x == search->before.count && y == search->after.count) {
            return true;
        }
    }
    return false;
}

/* Marks the changes on the way to `end`, and all that the search did not get to behind it. */
static void mark_changes(const struct search *search, struct reached end, bool *removed, bool *added)
{
    for (size_t x = end.x; x < search->before.count; x++) {
        removed[x] = true;
    }
    for (size_t y = end.y; y < search->after.count; y++) {
        added[y] = true;
    }
    size_t entry = end.entry;
    for (size_t d = end.d; d > 0; d--) {
        bool adds = false;
        size_t x = step_to(search, d, entry, &adds);
        if (adds) {
            added[x + d - 2 * entry - 1] = true;
        } else {
            removed[x - 1] = true;
            entry--;
        }
    }
}

bool diff_search(struct diff_sequence before, struct diff_sequence after, bool *removed, bool *added,
                 struct error *error)
{
    struct search search = {.before = before, .after = after};
    struct reached furthest = {.d = 0};
    uint64_t lines = (uint64_t)before.count + after.count;
    uint64_t limit = COMPARISONS_PER_LINE * lines + COMPARISONS_AT_LEAST;
    for (size_t d = 0; d <= CHANGES_LIMIT && search.comparisons < limit; d++) {
        if (!memory_grow(&search.trace, &search.capacity, row_start(d + 1), sizeof *search.trace)) {
            memory_free(search.trace);
            return error_no_memory(error);
        }
        if (search_row(&search, d, &furthest)) {
            break;
        }
    }
    mark_changes(&search, furthest, removed, added);
    memory_free(search.trace);
    return true;
}
