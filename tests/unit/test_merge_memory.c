/* Every allocation of a merge fails in turn: the failure is reported as such, nothing leaks and nothing breaks.
 * Linked with -Wl,--wrap=memory_new,--wrap=memory_grow, which leads the calls of the library here. */
#include "test_support.h"
#include "test_memory_wrap.h"

#include "merge/merge_documents.h"

struct versions {
    const char *path;
    const char *base;
    const char *ours;
    const char *theirs;
};

static void fail_in_turn(const struct versions *versions)
{
    size_t allowed = 0;
    do {
        struct error error;
        struct bytes out;
        size_t conflicts = 0;
        error_clear(&error);
        bytes_init(&out);
        allocation_failed = false;
        allocations_left = allowed++;
        bool done = merge_documents(versions->path, slice_of(versions->base), slice_of(versions->ours),
                                    slice_of(versions->theirs), NULL, &out, &conflicts, &error);
        allocations_left = SIZE_MAX;
        assert_int_equal(done, !allocation_failed);
        assert_int_equal(error.code, done ? ERROR_NONE : ERROR_SYSTEM);
        bytes_release(&out);
    } while (allocation_failed);
    assert_true(allowed > 20);
}

static void reports_each_failure(void **state)
{
    (void)state;
    static const struct versions cases[] = {
        {"a.md", "---\na: 1\n---\n# P\n\n**Owner:** x\n\n| ID | S |\n|---|---|\n| A | 1 |\n| B | 2 |\n\n- [ ] a\n- b\n\ntext\nmore\n",
         "---\na: 2\n---\n# P\n\n**Owner:** y\n\n| ID | S | T |\n|---|---|---|\n| A | 3 | 1 |\n| C | 2 | 1 |\n\n- [x] a\n- c\n\nTEXT\nmore\n",
         "---\na: 3\n---\n# P\n\n**Owner:** x\n\n| ID | S |\n|---|---|\n| B | 2 |\n| A | 4 |\n| D | 5 |\n\n- [ ] a b\n- d\n\ntext\nMORE\n"},
        {"a.yaml", "t:\n  - id: 1\n    s: [a, b]\n  - id: 2\n    s: |\n      x\n      y\n",
         "t:\n  - id: 1\n    s: [a, b, c]\n  - id: 2\n    s: |\n      X\n      y\n",
         "t:\n  - id: 1\n    s: [z, b]\n  - id: 2\n    s: |\n      x\n      Y\n  - id: 3\n"},
        {"a.json", "{\"a\": [1, 2], \"b\": 1}\r\n", "{\"a\": [1, 2, 3], \"b\": 2}\n", "{\"a\": [0, 1, 2], \"b\": 3}\r\n"},
        {"a.yaml", "a: [1\nb: 2\nc: 3\n", "a: [9\nb: 2\nc: 3\n", "a: [1\nb: 2\nc: 8\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        memory_returns = false;
        fail_in_turn(&cases[i]);
        memory_returns = true;
        fail_in_turn(&cases[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reports_each_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
