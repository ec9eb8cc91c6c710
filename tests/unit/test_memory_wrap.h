/* test_memory_wrap.h: every allocation of the code under test can be made to fail. A test that includes this, once and behind
 * cmocka, is linked with -Wl,--wrap=memory_new,--wrap=memory_grow, which leads the calls of the library here:
 * tools/list-sources sees to that.
 */
#ifndef WORKBOARD_TEST_MEMORY_WRAP_H
#define WORKBOARD_TEST_MEMORY_WRAP_H

#include "base/error.h"
#include "base/memory.h"

#include <stdint.h>

/* They have to outlive a call that knows nothing of them. */
static size_t allocations_left = SIZE_MAX;
static bool allocation_failed = false;
static bool memory_returns = false; /* only one allocation fails, and those behind it succeed again */

void *__real_memory_new(size_t count, size_t size);
bool __real_memory_grow(void *array_pointer, size_t *capacity, size_t wanted, size_t size);
void *__wrap_memory_new(size_t count, size_t size);
bool __wrap_memory_grow(void *array_pointer, size_t *capacity, size_t wanted, size_t size);

static bool may_allocate(void)
{
    if (allocations_left == 0) {
        allocation_failed = true;
        allocations_left = memory_returns ? SIZE_MAX : 0;
        return false;
    }
    allocations_left--;
    return true;
}

void *__wrap_memory_new(size_t count, size_t size)
{
    return may_allocate() ? __real_memory_new(count, size) : NULL;
}

bool __wrap_memory_grow(void *array_pointer, size_t *capacity, size_t wanted, size_t size)
{
    return (wanted <= *capacity || may_allocate()) && __real_memory_grow(array_pointer, capacity, wanted, size);
}

/* Runs `attempt` with 0, 1, 2... allocations, until none fails any more. It says whether it succeeded, and leaves the error
 * of a failure, which must be that of memory. */
typedef bool (*memory_attempt)(void *context, struct error *error);

static inline void memory_fail_each(memory_attempt attempt, void *context)
{
    enum { MOST = 100000 };
    bool failed = true;
    for (size_t allowed = 0; failed; allowed++) {
        struct error error = {0};
        assert_true(allowed < MOST);
        allocations_left = allowed;
        allocation_failed = false;
        bool done = attempt(context, &error);
        allocations_left = SIZE_MAX;
        failed = allocation_failed;
        assert_true(done || (failed && error.code == ERROR_SYSTEM && error.message[0] != '\0'));
    }
}

#endif
