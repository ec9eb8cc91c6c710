/* test_store_wrap.h: lets each allocation fail in turn, once and for good, in tests that are linked with
 * -Wl,--wrap=memory_new,--wrap=memory_grow: see test_memory_wrap.h. To be included once, behind cmocka.
 */
#ifndef WORKBOARD_TESTS_STORE_WRAP_H
#define WORKBOARD_TESTS_STORE_WRAP_H

#include "test_memory_wrap.h"

/* Runs `work` with the first allocation failing, then the one `step` further on, ... until it needs no more. */
static void fail_each(void (*work)(bool *failed), size_t step)
{
    for (int returns = 0; returns < 2; returns++) {
        memory_returns = returns == 1;
        bool failed = true;
        for (size_t allowed = 0; failed; allowed += step) {
            assert_true(allowed < 20000);
            allocations_left = allowed;
            allocation_failed = false;
            failed = false;
            work(&failed);
        }
    }
}

/* Lifts the limit, and says whether it was met. */
static bool lift(void)
{
    allocations_left = SIZE_MAX;
    return allocation_failed;
}

static size_t hold(void)
{
    size_t left = allocations_left;
    allocations_left = SIZE_MAX;
    return left;
}

#endif
