/* Somebody reads a plan of several documents while another process changes all of them, again and again: what is read is of before a
 * change or of after it, never half of it. */
#include "test_store_support.h"

#include "store/workspace.h"

#include <signal.h>

enum { CHANGES = 120, NAMES = 3 };

static const char *const names[NAMES] = {"STATUS.md", "WORKBOARD.md", "TASK-REGISTRY.md"};

static void fill(struct bytes *text, size_t number)
{
    bytes_clear(text);
    bytes_append_format(text, "# Document\n\nNumber: %zu\n", number);
}

/* Changes all documents from one number to the next. */
static void change_all(const struct test_place *place)
{
    struct bytes before;
    struct bytes after;
    bytes_init(&before);
    bytes_init(&after);
    for (size_t number = 0; number < CHANGES; number++) {
        const struct save_options options = {.folder = &place->folder};
        struct log_record record = {.verb = slice_of("test")};
        struct save_file files[NAMES];
        struct lock lock = LOCK_NONE;
        fill(&before, number);
        fill(&after, number + 1);
        for (size_t i = 0; i < NAMES; i++) {
            files[i] = (struct save_file){
                .path = names[i], .existed = true, .before = bytes_slice(&before), .after = bytes_slice(&after)};
        }
        if (!lock_take(place->root, 10000, &lock, NULL) || !save_files(&options, files, NAMES, &record, NULL, NULL)) {
            _exit(1);
        }
        lock_release(&lock);
    }
    bytes_release(&before);
    bytes_release(&after);
    _exit(0);
}

static size_t number_in(const struct plan *plan, const char *name)
{
    for (size_t i = 0; i < plan->document_count; i++) {
        if (strcmp(plan_path(plan, i), name) == 0) {
            const char *number = strstr(source_bytes(plan->documents[i]->source).data, "Number: ");
            assert_non_null(number);
            return (size_t)strtoul(number + strlen("Number: "), NULL, 10);
        }
    }
    fail();
    return 0;
}

static void half_of_a_change_is_never_read(void **state)
{
    (void)state;
    /* Where a tool that looks for leaks finds them in the child too, which ends without coming back here. */
    static struct test_place place;
    static struct workspace *workspace;
    struct bytes text;
    struct error error;
    error_clear(&error);
    bytes_init(&text);
    test_place_make(&place);
    fill(&text, 0);
    for (size_t i = 0; i < NAMES; i++) {
        test_write(place.root, names[i], bytes_slice(&text));
    }
    const struct workspace_environment environment = {.directory = place.root, .home = place.top};
    workspace = workspace_open(&environment, place.root, NULL, &error);
    assert_done(workspace != NULL, error);
    pid_t child = test_fork();
    if (child == 0) {
        change_all(&place);
    }
    size_t seen = 0;
    size_t different = 0;
    while (seen < CHANGES) {
        bool changed = false;
        int status;
        assert_done(workspace_refresh(workspace, &changed, NULL, &error), error);
        size_t number = number_in(workspace_plan(workspace), names[0]);
        for (size_t i = 1; i < NAMES; i++) {
            assert_int_equal(number_in(workspace_plan(workspace), names[i]), number);
        }
        assert_true(number >= seen);
        different += number > seen ? 1 : 0;
        seen = number;
        /* It may have ended badly: then nobody waits for it. */
        if (seen < CHANGES && waitpid(child, &status, WNOHANG) == child) {
            assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
            child = 0;
        }
    }
    if (child > 0) {
        assert_int_equal(test_wait(child), 0);
    }
    assert_true(different > 0);
    assert_int_equal(workspace_trouble_count(workspace), 0);
    workspace_close(workspace);
    bytes_release(&text);
    test_place_remove(&place);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(half_of_a_change_is_never_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
