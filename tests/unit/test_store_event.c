/* What two readings of a plan differ in, told once and in words. */
#include "store/event.h"

#include "test_plan_fixture.h"

static void append(const void *context, struct bytes *out, struct slice value)
{
    (void)context;
    bytes_append(out, value.size == 0 ? slice_of("~") : value);
}

/* The fixture's registry with the first `old` replaced. */
static struct fixture registry_with(const char *old, const char *new)
{
    const char *at = strstr(fixture_registry, old);
    struct bytes text = {0};
    assert_non_null(at);
    bytes_append(&text, slice_make(fixture_registry, (size_t)(at - fixture_registry)));
    bytes_append_text(&text, new);
    bytes_append_text(&text, at + strlen(old));
    assert_false(text.failed);
    const char *const texts[] = {"TASK-REGISTRY.md", text.data, "STATUS.md", fixture_status, NULL};
    struct fixture fixture = fixture_make(texts);
    bytes_release(&text);
    return fixture;
}

static void check_events(const char *old, const char *new, const char *wanted)
{
    struct fixture before = registry_with("Live", "Live");
    struct fixture after = registry_with(old, new);
    /* The rules of one profile: places are paired by them. */
    struct document *const *documents = after.plan->documents;
    struct error error = {0};
    struct plan *plan = plan_new(before.profile, slice_of("/plan"), documents, after.plan->document_count, &error);
    assert_done(plan != NULL, error);
    struct comparison comparison = {0};
    struct events events = {0};
    assert_done(compare_plans(before.plan, plan, &comparison, &error), error);
    assert_done(events_add_comparison(&events, &comparison, &error), error);
    comparison_release(&comparison);
    struct bytes text = {0};
    for (size_t i = 0; i < events.count; i++) {
        event_describe(&text, &events.items[i], false, append, NULL);
        bytes_append_format(&text, " %.*s:%zu\n", SLICE_PRINT(events.items[i].file), events.items[i].line);
    }
    assert_slice(bytes_slice(&text), wanted);
    bytes_release(&text);
    events_release(&events);
    plan_free(plan);
    fixture_free(&before);
    fixture_free(&after);
}

static void changes_are_told_in_words(void **state)
{
    (void)state;
    check_events("Live", "Live", "");
    check_events("| M2-T04 Live gauges | todo", "| M2-T04 Live gauges | done", "M2-T04 todo -> done TASK-REGISTRY.md:29\n");
    check_events("| Feed |", "|  |", "M2-T04 deliverable: Feed -> ~ TASK-REGISTRY.md:29\n");
    check_events("| M2-T04 Live gauges | todo | M1-T02 | VG-DRAW-001 | Feed |\n", "", "M2-T04 removed TASK-REGISTRY.md:29\n");
    check_events("| M2-T03 Print", "| M2-T09 Paint | todo | - | - | - |\n| M2-T03 Print", "M2-T09 added TASK-REGISTRY.md:28\n");
}

/* The queue's row and the task's row say the same: it is told at the first of them. */
static void mirrors_are_told_once(void **state)
{
    (void)state;
    check_events("| 2 | M2-T02 | todo | Needs the curve |\n| 3 | Weekly | in_progress | Never ends |\n\n"
                 "## M1 Tasks (Harbour data)\n\n"
                 "| Task ID | Status | Depends On | Required Gates | Deliverable |\n|---|---|---|---|---|\n"
                 "| M1-T01 Read harbour list | done | none | VG-DATA-001 | Table |\n"
                 "| M1-T02 Check positions | done | M1-T01 | VG-DATA-001 | Report |\n\n## M2 Tasks (Curves)\n\n"
                 "| Task ID | Status | Depends On | Required Gates | Deliverable |\n|---|---|---|---|---|\n"
                 "| M2-T01 Draw the `tide` curve (`tide-c.1`) | todo | M1-T02 | VG-DRAW-001, VG-DATA-001 | Picture |\n"
                 "| M2-T02 Label high water | todo |",
                 "| 2 | M2-T02 | done | Needs the curve |\n| 3 | Weekly | in_progress | Never ends |\n\n"
                 "## M1 Tasks (Harbour data)\n\n"
                 "| Task ID | Status | Depends On | Required Gates | Deliverable |\n|---|---|---|---|---|\n"
                 "| M1-T01 Read harbour list | done | none | VG-DATA-001 | Table |\n"
                 "| M1-T02 Check positions | done | M1-T01 | VG-DATA-001 | Report |\n\n## M2 Tasks (Curves)\n\n"
                 "| Task ID | Status | Depends On | Required Gates | Deliverable |\n|---|---|---|---|---|\n"
                 "| M2-T01 Draw the `tide` curve (`tide-c.1`) | todo | M1-T02 | VG-DRAW-001, VG-DATA-001 | Picture |\n"
                 "| M2-T02 Label high water | done |",
                 "M2-T02 todo -> done TASK-REGISTRY.md:12\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_are_told_in_words),
        cmocka_unit_test(mirrors_are_told_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
