/* What follows from a change, what is like it, what it touches elsewhere. */
#include "ops/outlook.h"
#include "plan/query.h"

#include "test_ops_support.h"

static void expect_list(const struct outlook_list *list, const char *names)
{
    struct bytes text;
    bytes_init(&text);
    for (size_t i = 0; i < list->count; i++) {
        bytes_append_text(&text, i == 0 ? "" : " ");
        bytes_append(&text, record_name(list->items[i]));
    }
    assert_slice(bytes_slice(&text), names);
    bytes_release(&text);
}

static void what_becomes_ready(void **state)
{
    (void)state;
    struct fixture fixture = yard_whole();
    struct run run;
    struct arena arena;
    struct outlook_list ready = {0};
    struct outlook_list differing = {0};
    arena_init(&arena);
    run_on(&run, fixture.plan, (struct request){0}, "done", WORDS("M2-T01", "--force"));
    assert_done(run.done, run.error);
    struct plan *after = outlook_plan(fixture.plan, &run.change, &run.error);
    assert_non_null(after);
    assert_true(outlook_ready(fixture.plan, after, &arena, &ready));
    expect_list(&ready, "M2-T02");
    assert_true(outlook_differing(fixture.plan, after, &arena, &differing));
    expect_list(&differing, "");
    plan_free(after);
    release_run(&run);
    arena_release(&arena);
    fixture_free(&fixture);
}

static void what_is_named_and_alike(void **state)
{
    (void)state;
    struct fixture fixture = yard_whole();
    struct arena arena;
    struct outlook_list exits = {0};
    struct outlook_list none = {0};
    struct outlook_list alike = {0};
    struct outlook_list named = {0};
    arena_init(&arena);
    const struct plan *plan = fixture.plan;
    assert_true(outlook_exits(plan, query_id(plan, KIND_TASK, slice_of("M2-T02")), &arena, &exits));
    expect_list(&exits, "B2");
    assert_true(outlook_exits(plan, query_id(plan, KIND_TASK, slice_of("M1-T01")), &arena, &none));
    expect_list(&none, "");
    assert_true(outlook_similar(plan, KIND_BLOCKER, slice_of("The CRANE again"), 3, &arena, &alike));
    expect_list(&alike, "B2");
    assert_true(outlook_similar(plan, KIND_BLOCKER, slice_of("a b of"), 3, &arena, &none));
    expect_list(&none, "");
    assert_true(outlook_named(plan, KIND_TASK, slice_of("`M2-T01`, m2-t01 and M9-T99, M3-T01"), &arena, &named));
    expect_list(&named, "M2-T01 M3-T01");
    arena_release(&arena);
    fixture_free(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_becomes_ready), cmocka_unit_test(what_is_named_and_alike)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
