/* Every allocation of a verb fails in turn, and all behind it: it then either fails or makes the whole change. Linked
 * with -Wl,--wrap=memory_new,--wrap=memory_grow, which leads the calls of the library here. */
#include "test_ops_support.h"

#include "base/memory.h"

/* They have to outlive a call that knows nothing of them. */
static size_t allocations_left = SIZE_MAX;
static bool allocation_failed = false;

void *__real_memory_new(size_t count, size_t size);
bool __real_memory_grow(void *array_pointer, size_t *capacity, size_t wanted, size_t size);
void *__wrap_memory_new(size_t count, size_t size);
bool __wrap_memory_grow(void *array_pointer, size_t *capacity, size_t wanted, size_t size);

static bool may_allocate(void)
{
    if (allocations_left == 0) {
        allocation_failed = true;
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

/* The unified diff of the verb with `allowed` allocations, or nothing where it failed. */
static bool run_allowed(const struct plan *plan, size_t allowed, const char *const *words, struct bytes *diff)
{
    struct run run;
    allocations_left = allowed;
    allocation_failed = false;
    run_on(&run, plan, (struct request){0}, words[0], words + 1);
    allocations_left = SIZE_MAX;
    if (run.done) {
        assert_true(change_append_diff(&run.change, diff, &run.error));
    } else {
        assert_true(allocation_failed);
        assert_true(run.error.code != ERROR_NONE && run.error.message[0] != '\0');
    }
    bool done = run.done;
    release_run(&run);
    return done;
}

static void fail_each(const char *const *words)
{
    struct fixture fixture = yard_whole();
    struct bytes whole;
    bytes_init(&whole);
    assert_true(run_allowed(fixture.plan, SIZE_MAX, words, &whole));
    assert_true(whole.size > 0);
    bool failed = true;
    for (size_t allowed = 0; failed; allowed++) {
        struct bytes diff;
        bytes_init(&diff);
        assert_true(allowed < 10000);
        if (run_allowed(fixture.plan, allowed, words, &diff)) {
            assert_int_equal(diff.size, whole.size);
            assert_memory_equal(diff.data, whole.data, whole.size);
        }
        failed = allocation_failed;
        bytes_release(&diff);
    }
    bytes_release(&whole);
    fixture_free(&fixture);
}

static void verbs_do_all_or_nothing(void **state)
{
    (void)state;
    fail_each(WORDS("done", "M2-T01", "M2-T02", "--evidence", "a/x.md", "--evidence", "b", "--resolution", "Closed",
                    "--resolves", "B4", "--unblock", "--note", "Next"));
    fail_each(WORDS("block", "M2-T02", "--reason", "no steel", "--status"));
    fail_each(WORDS("unblock", "M3-T01"));
    fail_each(WORDS("resolve", "B4", "--evidence", "x.md"));
    fail_each(WORDS("queue", "set", "M2-T02", "--after", "M3-T01", "--priority", "P2"));
    fail_each(WORDS("queue", "add", "M1-T01", "--force"));
    fail_each(WORDS("add", "task", "Grease", "milestone=M2", "depends_on=M2-T02"));
    fail_each(WORDS("add", "decision", "Steel", "Context=Cracks"));
    fail_each(WORDS("set", "M2-T01", "status=review", "notes+=; more"));
    fail_each(WORDS("claim", "M2-T02", "--force"));
    fail_each(WORDS("release", "M2-T01"));
    fail_each(WORDS("move", "M2-T01", "--to", "B"));
    fail_each(WORDS("lane", "B", "active", "--note", "soon", "--force"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(verbs_do_all_or_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
