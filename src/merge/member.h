/* member.h: what stands in a list of a document, found again in another version of that list.
 *
 * Members are paired, in this order: those with one key, which no other member of either list has; those that say the
 * same and are alone in that; those that say the same in the same order (text/diff_script); what is left between pairs,
 * where it is alike by at least half or has one key. Rows have more than their first cell to be known by: each of their
 * first columns that tells all rows apart proposes a pair, and the one with the most equal cells is taken, so that a
 * table which is numbered anew keeps its rows; a first column that merely counts the rows, as ranks do, counts less.
 * Pairs need not stand in order: that is how a move is seen.
 *
 * The time is linear but for sorting: candidates between pairs are looked for only a few places ahead.
 */
#ifndef WORKBOARD_MERGE_MEMBER_H
#define WORKBOARD_MERGE_MEMBER_H

#include "base/error.h"
#include "base/slice.h"

#include <stdint.h>

#define MEMBER_NONE UINT32_MAX

struct member {
    struct slice key;      /* data is NULL where it has none */
    struct slice text;     /* its bytes, to see how much is alike */
    uint64_t hash;         /* of what it says */
    const uint64_t *cells; /* of a row: hashes of its cells, 0 for an empty one; else NULL */
    uint32_t cell_count;
    uint8_t kind; /* only like is paired with like */
    bool fixed;   /* never moves */
    bool alone;   /* the only one of its kind between two pairs is paired with the only one there, like or not */
};

struct member_list {
    struct member *items;
    size_t count;
};

/* Which column of the second list's rows each column of the first one's is. */
struct member_columns {
    const uint32_t *to; /* or MEMBER_NONE */
    size_t count;
};

/* Two lists and who is whose partner, or MEMBER_NONE. */
struct member_pairs {
    const struct member_list *lists[2];
    uint32_t *partners[2];
    size_t *steps; /* counts comparisons, for tests; may be NULL */
};

/* Fills the partners (of as many as there are members each). `columns` is given where the members are rows. */
bool member_match(const struct member_pairs *pairs, const struct member_columns *columns, struct error *error);

/* Pairs rows by what their columns say (member_row.c); others stay as they are. */
bool member_match_rows(const struct member_pairs *pairs, const struct member_columns *columns, struct error *error);

/* Whether half of what two rows hold is the same (member_row.c). */
bool member_rows_alike(const struct member *before, const struct member *after, const struct member_columns *columns);

/* Pairs what has one value (0: none) that nobody else in its list has, among those without a partner. `values` are as
 * many as there are members (member_unique.c). */
bool member_match_unique(const struct member_pairs *pairs, uint64_t *const values[2], struct error *error);

/* The pairs that it would make, without making them: partners or MEMBER_NONE in `found`, for the first list
 * (member_unique.c). */
bool member_find_unique(const struct member_pairs *pairs, uint64_t *const values[2], uint32_t *found,
                        struct error *error);

static inline void member_count_step(const struct member_pairs *pairs, size_t count)
{
    if (pairs->steps != NULL) {
        *pairs->steps += count;
    }
}

static inline void member_pair(const struct member_pairs *pairs, uint32_t before, uint32_t after)
{
    pairs->partners[0][before] = after;
    pairs->partners[1][after] = before;
}

/* ---- three lists (member_order.c) ---- */

enum { MEMBER_BASE, MEMBER_OURS, MEMBER_THEIRS, MEMBER_VERSIONS };

/* One member of the merged list: its number in each version, or MEMBER_NONE. */
struct member_element {
    uint32_t at[MEMBER_VERSIONS];
};

/* The merged list, in order. Members that one side removed and the other did not change are not in it; what one side
 * removed and the other changed is. What both sides put in at one place stands ours first, then theirs, and once where
 * both put in the same. Where both moved a member, it stands where ours put it. */
struct member_order {
    struct member_element *elements;
    size_t count;
    struct member_element *removed; /* what one side removed and the other has as it was */
    size_t removed_count;
};

/* `columns` NULL, or those of the first list's rows in ours and in theirs. `order` is to be released. */
bool member_order_make(const struct member_list lists[MEMBER_VERSIONS], const struct member_columns *columns,
                       size_t *steps, struct member_order *order, struct error *error);
void member_order_release(struct member_order *order);

#endif
