/* Reading, checking and covering a profile with every allocation failing in turn: it is told, nothing leaks and nothing breaks. */
#include "plan/coverage.h"
#include "plan/profile_check.h"

#include "test_cmocka.h"
#include "test_memory_wrap.h"

static const char doubtful[] = "profile: own\nversion: 1\ndocuments: {list: LIST.md, spare: X.md}\nstates: {todo: [a], done: [a]}\n"
                               "records:\n  - {kind: lane, in: list, table: {columns: {A: \"{id}[ {wave}]\"}}}\n";
static const char wrong[] = "profile: own\nstatse: {}\nrecords:\n  - {kind: tsak, in: lsit, table: {columns: {A: \"{id\"}}}\n";

static void begin(size_t allowed)
{
    allocation_failed = false;
    allocations_left = allowed;
}

static void end(void)
{
    allocations_left = SIZE_MAX;
}

static void loading_reports_each_failure(void **state)
{
    (void)state;
    for (size_t i = 0; profile_builtins[i].name != NULL; i++) {
        size_t allowed = 0;
        do {
            struct error error = {0};
            begin(allowed++);
            struct profile *profile = profile_load("own", slice_of(profile_builtins[i].text), &error);
            end();
            assert_int_equal(profile != NULL, !allocation_failed);
            assert_int_equal(error.code, allocation_failed ? ERROR_SYSTEM : ERROR_NONE);
            profile_free(profile);
        } while (allocation_failed);
        assert_true(allowed > 3);
    }
}

static void checking_reports_each_failure(void **state)
{
    const char *const texts[] = {doubtful, wrong, profile_builtins[0].text, "a: [\n"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        size_t allowed = 0;
        do {
            struct error error = {0};
            struct profile_findings findings;
            profile_findings_init(&findings);
            begin(allowed++);
            bool done = profile_check("own.yaml", slice_of(texts[i]), &findings, &error);
            end();
            assert_int_equal(done, !allocation_failed);
            assert_int_equal(error.code, allocation_failed ? ERROR_SYSTEM : ERROR_NONE);
            profile_findings_release(&findings);
        } while (allocation_failed);
        assert_true(allowed > 2);
    }
}

static void covering_reports_each_failure(void **state)
{
    static const char text[] = "# List\n\nOwner: A\n\n| A | B |\n|---|---|\n| x | y |\n\n| Q |\n|---|\n| z |\n\n- [ ] box\n";
    (void)state;
    struct error error = {0};
    struct profile *profile = profile_load("own.yaml", slice_of(doubtful), &error);
    assert_done(profile != NULL, error);
    struct source *source = source_copy("LIST.md", slice_of(text), &error);
    assert_done(source != NULL, error);
    struct document *document = document_new("LIST.md", source, &error);
    assert_done(document != NULL, error);
    struct plan *plan = plan_new(profile, slice_of("/plan"), &document, 1, &error);
    assert_done(plan != NULL, error);
    document_release(document);
    size_t allowed = 0;
    do {
        struct coverage coverage;
        error_clear(&error);
        begin(allowed++);
        bool done = coverage_read(plan, &coverage, &error);
        end();
        assert_int_equal(done, !allocation_failed);
        assert_int_equal(error.code, allocation_failed ? ERROR_SYSTEM : ERROR_NONE);
        assert_true(!done || (coverage.match_count == 1 && coverage.rest_count == 3));
        coverage_release(&coverage);
    } while (allocation_failed);
    assert_true(allowed > 3);
    plan_free(plan);
    profile_free(profile);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(loading_reports_each_failure),
        cmocka_unit_test(checking_reports_each_failure),
        cmocka_unit_test(covering_reports_each_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
