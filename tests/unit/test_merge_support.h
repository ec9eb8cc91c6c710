/* What the tests of merging share. */
#ifndef WORKBOARD_TESTS_MERGE_SUPPORT_H
#define WORKBOARD_TESTS_MERGE_SUPPORT_H

#include "test_support.h"

#include "merge/merge_documents.h"

/* Merges, and fails where that fails; how many conflicts there are. */
static inline size_t test_merge(const char *path, struct slice base, struct slice ours, struct slice theirs,
                                const struct merge_options *options, struct bytes *out)
{
    struct error error;
    size_t conflicts = 0;
    error_clear(&error);
    bytes_clear(out);
    assert_done(merge_documents(path, base, ours, theirs, options, out, &conflicts, &error), error);
    return conflicts;
}

struct test_merge_case {
    const char *name;
    const char *path;
    const char *base;
    const char *ours;
    const char *theirs;
    const char *merged;
    size_t conflicts;
};

static inline void test_merge_cases(const struct test_merge_case *cases, size_t count,
                                    const struct merge_options *options)
{
    for (size_t i = 0; i < count; i++) {
        const struct test_merge_case *one = &cases[i];
        struct bytes out;
        bytes_init(&out);
        size_t conflicts = test_merge(one->path, slice_of(one->base), slice_of(one->ours), slice_of(one->theirs),
                                      options, &out);
        if (conflicts != one->conflicts || !slice_equal(bytes_slice(&out), slice_of(one->merged))) {
            print_error("%s: %zu conflicts, not %zu\n", one->name, conflicts, one->conflicts);
            print_error("got:\n%.*s\nwanted:\n%s\n", SLICE_PRINT(bytes_slice(&out)), one->merged);
            fail();
        }
        bytes_release(&out);
    }
}

#define TEST_MERGE_CASES(cases) test_merge_cases((cases), sizeof(cases) / sizeof *(cases), NULL)

#endif
