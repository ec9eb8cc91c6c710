/* test_random.h: numbers and texts by chance, the same ones for the same seed. Include cmocka before it. */
#ifndef WORKBOARD_TEST_RANDOM_H
#define WORKBOARD_TEST_RANDOM_H

#include "base/bytes.h"

#include <stdint.h>

/* ---- chance ---- */

/* A small generator (xorshift, multiplied): the same numbers from the same seed on every machine. */
struct test_random {
    uint64_t state;
};

static inline struct test_random test_random_from(uint64_t seed)
{
    return (struct test_random){.state = seed * UINT64_C(0x9E3779B97F4A7C15) | 1};
}

/* A number below `bound`, which must not be 0. */
static inline size_t test_random_below(struct test_random *random, size_t bound)
{
    random->state ^= random->state >> 12;
    random->state ^= random->state << 25;
    random->state ^= random->state >> 27;
    return (size_t)((random->state * UINT64_C(0x2545F4914F6CDD1D)) >> 33) % bound;
}

/* Appends `count` of the `pieces`, chosen by chance. */
static inline void test_random_text(struct test_random *random, const char *const *pieces, size_t piece_count,
                                    size_t count, struct bytes *out)
{
    for (size_t i = 0; i < count; i++) {
        bytes_append_text(out, pieces[test_random_below(random, piece_count)]);
    }
    assert_false(out->failed);
}

#endif
