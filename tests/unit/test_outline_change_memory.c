/* Every allocation of an edit fails in turn: the failure is reported, nothing leaks and no edit is left behind.
 * Linked with -Wl,--wrap=memory_new,--wrap=memory_grow, which leads the calls of the library here. */
#include "test_outline_change_support.h"
#include "test_memory_wrap.h"

static const char document[] =
    "# *Plan*\n\nStatus: open\n\n## Lanes\n\n| Lane | State |\n|---|---|\n| A-1 | x |\n| B-2 | y |\n\n"
    "## To do\n\n8. one\n9. two\n   - deep\n10. three\n\nSet\n---\n\nOwner: Ada\n";

/* Edits of the document; an edit that is already in the list must survive. */
static void fails_cleanly(const char *const *words)
{
    struct error error;
    struct structure_request request;
    error_clear(&error);
    struct source *source = test_source_of("plan.md", slice_of(document));
    struct outline *outline = outline_scan(source, &error);
    assert_true(test_request(&request, words, &error));
    for (int returns = 0; returns < 2; returns++) {
        memory_returns = returns != 0;
        size_t allowed = 0;
        do {
            struct edits edits;
            edits_init(&edits);
            assert_true(edits_add(&edits, (struct span){0, 1}, slice_of("="), &error));
            error_clear(&error);
            allocation_failed = false;
            allocations_left = allowed++;
            bool done = structure_edit(outline, &request, &edits, &error);
            allocations_left = SIZE_MAX;
            if (done == allocation_failed || error.code != (done ? ERROR_NONE : ERROR_SYSTEM)) {
                print_error("%s: allocation %zu: done %d, code %d: %s\n", words[0], allowed, (int)done, (int)error.code,
                            error.message);
                fail();
            }
            assert_true(done || edits.count == 1);
            assert_int_equal(edits.items[0].old.end, 1);
            edits_release(&edits);
        } while (allocation_failed);
        assert_true(allowed > 1);
    }
    structure_request_release(&request);
    outline_free(outline);
    source_release(source);
}

#define FAILS_CLEANLY(...) fails_cleanly((const char *const[]){__VA_ARGS__, NULL})

static void each_failure_is_reported(void **state)
{
    (void)state;
    FAILS_CLEANLY("set-cell", "--under", "plan", "--under", "lanes", "--row", "a-1", "--column", "state", "--was", "x",
                  "z|");
    FAILS_CLEANLY("add-row", "--under", "Lanes", "--after", "A-1", "C", "z");
    FAILS_CLEANLY("remove-row", "--row", "A-1");
    FAILS_CLEANLY("move-row", "--row", "A-1", "--last");
    FAILS_CLEANLY("set-item", "--under", "To do", "--item", "two", "zwei");
    FAILS_CLEANLY("add-item", "--after", "one", "new");
    FAILS_CLEANLY("add-item", "--in", "one", "new");
    FAILS_CLEANLY("remove-item", "--item", "one");
    FAILS_CLEANLY("move-item", "--item", "one", "--last");
    FAILS_CLEANLY("set-field", "Status", "done");
    FAILS_CLEANLY("add-field", "--under", "Plan", "Due", "May");
    FAILS_CLEANLY("add-field", "--under", "Lanes", "Due", "May");
    FAILS_CLEANLY("add-field", "--in", "two", "Due", "May");
    FAILS_CLEANLY("remove-field", "--under", "Plan", "Status");
    FAILS_CLEANLY("set-heading", "--under", "plan", "Next #");
    FAILS_CLEANLY("set-heading", "--under", "Set", "Next");
    FAILS_CLEANLY("add-section", "--under", "Lanes", "New\n\nbody");
    FAILS_CLEANLY("remove-section", "--under", "To do");
    FAILS_CLEANLY("set-text", "--under", "Set", "--line", "22", "--was", "Owner: Ada", "Text\nmore");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_failure_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
