/* Requests of `apply`, read from JSON and carried out in memory: what the keys mean, the order of things, and that every allocation
 * that fails leaves either a failure or the whole change. Linked with -Wl,--wrap=memory_new,--wrap=memory_grow. */
#include "test_ops_support.h"
#include "test_memory_wrap.h"

#include "json/json_requests.h"

/* Reads the requests and carries them out on the plan; structural edits name its documents. */
static bool carry_out(const struct plan *plan, const char *text, struct change *change, struct error *error)
{
    struct json_requests requests;
    struct apply_file files[8];
    size_t count = 0;
    bool done = json_requests_read(slice_of(text), &requests, error);
    for (size_t i = 0; done && i < requests.count; i++) {
        struct apply_request *request = &requests.items[i];
        request->verb.who = slice_of("ann");
        request->verb.day = slice_of("2026-05-09");
        request->verb.now = slice_of("2026-05-09T10:00Z");
        for (size_t d = 0; request->edit != NULL && d < plan->document_count; d++) {
            if (slice_equal(slice_of(plan_path(plan, d)), request->file)) {
                request->document = 0;
                while (request->document < count && !slice_equal(files[request->document].path, request->file)) {
                    request->document++;
                }
                files[request->document] = (struct apply_file){.path = slice_of(plan_path(plan, d)),
                                                               .source = plan->documents[d]->source};
                count += request->document == count ? 1 : 0;
            }
        }
    }
    const struct apply apply = {
        .plan = plan, .files = files, .file_count = count, .requests = requests.items, .count = requests.count};
    done = done && apply_run(&apply, change, error);
    json_requests_release(&requests);
    return done;
}

static void append_diff(const char *text, struct bytes *diff)
{
    struct fixture fixture = yard_whole();
    struct error error = {0};
    struct change change;
    change_init(&change);
    assert_done(carry_out(fixture.plan, text, &change, &error), error);
    assert_done(change_append_diff(&change, diff, &error), error);
    change_release(&change);
    fixture_free(&fixture);
}

static bool says(const char *text, const char *wanted)
{
    struct bytes diff;
    bytes_init(&diff);
    append_diff(text, &diff);
    bool found = slice_find(bytes_slice(&diff), slice_of(wanted), 0) != SLICE_NONE;
    if (!found) {
        print_error("%.*s\n", SLICE_PRINT(bytes_slice(&diff)));
    }
    bytes_release(&diff);
    return found;
}

static void keys_are_options_and_arguments(void **state)
{
    (void)state;
    assert_true(says("{\"op\":\"set\",\"id\":\"M2-T01\",\"fields\":{\"status\":\"review\"}}", "| review |"));
    assert_true(says("{\"op\":\"set\",\"id\":\"M2-T01\",\"fields\":[\"status=review\"]}", "| review |"));
    assert_true(says("[{\"op\":\"block\",\"id\":[\"M2-T02\"],\"reason\":\"no steel\",\"status\":true}]", "no steel"));
    assert_true(says("{\"op\":\"resolve\",\"blocker\":\"B4\",\"evidence\":[\"x.md\",\"y.md\"]}", "y.md"));
    assert_true(says("{\"op\":\"claim\",\"id\":\"M2-T02\",\"force\":true,\"set\":{\"M2.notes\":\"begun\"}}", "| begun |"));
}

static void what_cannot_be_read_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *message;
    } wrong[] = {
        {"", "line 1 of the request is no JSON"},
        {"[\n{]", "line 2 of the request is no JSON"},
        {"[{}]", "request 1 is no object with an \"op\""},
        {"[{\"op\":\"clam\"}]", "did you mean claim?"},
        {"[{\"op\":\"claim\",\"ids\":\"x\"}]", "\"ids\" is nothing that this verb takes"},
        {"[{\"op\":\"claim\",\"id\":{\"a\":1}}]", "takes one text"},
        {"[{\"op\":\"claim\",\"id\":\"x\",\"activate\":\"yes\"}]", "\"activate\" is true or false"},
        {"[{\"op\":\"claim\",\"id\":\"x\",\"set\":{\"x\":1}}]", "is no ID.FIELD=VALUE"},
        {"[{\"op\":\"tick\",\"file\":\"x\",\"item\":[\"a\"]}]", "\"item\" takes a text"},
        {"[{\"op\":\"tick\",\"file\":\"x\",\"file\":\"y\"}]", "\"file\" is given twice"},
        {"[{\"op\":\"set-text\",\"file\":\"x\",\"line\":0}]", "takes a number from 1"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct json_requests requests;
        struct error error = {0};
        assert_false(json_requests_read(slice_of(wrong[i].text), &requests, &error));
        assert_int_equal(error.code, ERROR_USAGE);
        if (strstr(error.message, wrong[i].message) == NULL) {
            print_error("%s: %s\n", wrong[i].text, error.message);
            fail();
        }
        json_requests_release(&requests);
    }
}

static const char several[] =
    "[{\"op\":\"claim\",\"id\":\"M2-T02\",\"force\":true},"
    "{\"op\":\"add-row\",\"file\":\"STATUS.md\",\"under\":[\"Active Blockers\"],\"after\":\"B2\",\"cells\":[\"B8\",\"x\"]},"
    "{\"op\":\"add-row\",\"file\":\"STATUS.md\",\"under\":[\"Active Blockers\"],\"after\":\"B2\",\"cells\":[\"B9\",\"y\"]},"
    "{\"op\":\"move-row\",\"file\":\"STATUS.md\",\"under\":\"Active Blockers\",\"row\":\"B4\",\"first\":true},"
    "{\"op\":\"resolve\",\"blocker\":\"B9\",\"set\":{\"M2.notes\":\"begun\"}}]";

static void requests_see_those_before_them(void **state)
{
    (void)state;
    assert_true(says(several, "+| B8 | x |"));
    assert_true(says(several, "| begun |"));
}

static void all_or_nothing(void **state)
{
    (void)state;
    struct bytes whole;
    bytes_init(&whole);
    append_diff(several, &whole);
    struct fixture fixture = yard_whole();
    bool failed = true;
    for (size_t allowed = 0; failed; allowed += 1 + allowed / 200) {
        struct error error = {0};
        struct change change;
        struct bytes diff;
        bytes_init(&diff);
        change_init(&change);
        allocations_left = allowed;
        allocation_failed = false;
        bool done = carry_out(fixture.plan, several, &change, &error);
        failed = allocation_failed;
        allocations_left = SIZE_MAX;
        assert_true(done || (failed && error.code == ERROR_SYSTEM));
        assert_true(!done || change_append_diff(&change, &diff, &error));
        assert_true(!done || slice_equal(bytes_slice(&diff), bytes_slice(&whole)));
        bytes_release(&diff);
        change_release(&change);
    }
    fixture_free(&fixture);
    bytes_release(&whole);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_options_and_arguments),
        cmocka_unit_test(what_cannot_be_read_is_named),
        cmocka_unit_test(requests_see_those_before_them),
        cmocka_unit_test(all_or_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
