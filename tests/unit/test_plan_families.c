/* The other families of plans, read by their profiles: boxes, composed IDs, ranges, alternatives, one file a record. */
#include "test_plan_fixture.h"

static const struct profile_builtin *find_builtin(const char *name)
{
    for (size_t i = 0; profile_builtins[i].name != NULL; i++) {
        if (strcmp(profile_builtins[i].name, name) == 0) {
            return &profile_builtins[i];
        }
    }
    fail_msg("there is no profile %s", name);
    return NULL;
}

static struct fixture make(const char *family, const char *const *texts)
{
    struct fixture fixture = {0};
    struct error error = {0};
    struct document *documents[8];
    size_t count = 0;
    fixture.profile = profile_load(family, slice_of(find_builtin(family)->text), &error);
    assert_done(fixture.profile != NULL, error);
    for (; texts[2 * count] != NULL; count++) {
        documents[count] = fixture_document(texts[2 * count], texts[2 * count + 1]);
    }
    fixture.plan = plan_new(fixture.profile, slice_of("/plan"), documents, count, &error);
    assert_done(fixture.plan != NULL, error);
    for (size_t i = 0; i < count; i++) {
        document_release(documents[i]);
    }
    return fixture;
}

static void gaps_have_an_index_and_files(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "docs/plans/CLAUDE.md",
        "# Plans\n\n## Gap Summary\n\n"
        "| # | Gap | Priority | Status | Blocks |\n|---|---|---|---|---|\n"
        "| 1 | [Pump](01_pump.md) | **High** | \xE2\x9C\x85 Complete | #2, #3 |\n"
        "| 2 | [Valve](02_valve.md) | Low | \xE2\x9D\x8C Needs Plan | - |\n"
        "| 3 | ~~Old tank~~ | - | \xE2\x9C\x85 Superseded | - |\n"
        "| 4 | [Later](04_later.md) | Low | \xE2\x9C\x85 Deferred | - |\n"
        "\n## Dependency Graph\n\n```\n#1 Pump (High)\n\xE2\x94\x9C\xE2\x94\x80\xE2\x94\x80 blocks #2 Valve\n"
        "\xE2\x94\x94\xE2\x94\x80\xE2\x94\x80 blocks #3 Old tank\n```\n"
        "\n## Implementation Phases\n\n### Phase 1: Flow (Current Focus)\n1. **#1 Pump** - Water\n2. **#2 Valve** - Stop\n"
        "\n### Phase 2: Rest\n3. **#4 Later** - Not now\n",
        "docs/plans/02_valve.md",
        "# Gap 2: Valve (ball)\n\n**Status:** \xF0\x9F\x93\x8B Planned\n**Priority:** Low\n"
        "**Blocked By:** #1 Pump (Complete), #4 Later\n**Blocks:** None\n\n## Gap\n\n**Status:** nothing here\n",
        NULL,
    };
    struct fixture fixture = make("gap-index", texts);
    assert_int_equal(fixture.plan->records[KIND_TASK].count, 4);
    const struct record *valve = fixture_record(&fixture, KIND_TASK, "#2");
    assert_slice(valve->id, "2");
    assert_slice(valve->title, "Valve");
    assert_int_equal(valve->place_count, 4);
    assert_slice(valve->milestone->id, "Phase 1");
    assert_slice(fixture_record(&fixture, KIND_MILESTONE, "Phase 1")->title, "Flow");
    assert_int_equal(fixture_record(&fixture, KIND_MILESTONE, "Phase 2")->tasks.count, 1);
    assert_int_equal(fixture_record(&fixture, KIND_TASK, "3")->depends_on.items[0].record->number, 0);
    assert_int_equal(valve->depends_elsewhere.count, 0);
    assert_int_equal(valve->state, STATE_TODO);
    assert_int_equal(valve->depends_on.count, 2);
    assert_slice(valve->depends_on.items[0].record->id, "1");
    assert_slice(record_value(fixture_record(&fixture, KIND_TASK, "1"), ROLE_PRIORITY), "High");
    assert_int_equal(fixture_record(&fixture, KIND_TASK, "3")->state, STATE_DROPPED);
    assert_int_equal(fixture_record(&fixture, KIND_TASK, "4")->state, STATE_PAUSED);
    fixture_free(&fixture);
}

static void packages_and_tasks_make_one_name(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "docs/Own_Master_Execution_Plan_v1.md",
        "# Plan\n\n**Last Updated:** 2026-02-19 (rev5)\n\n## 4. Execution Status Summary\n\n"
        "| Package | Task | Status | Date | Notes |\n|---|---|---|---|---|\n"
        "| W0 | T01 | \xE2\x9C\x85 DONE | 2026-02-12 | in |\n"
        "| W1 | T00-T02 | \xE2\x8F\xB8\xEF\xB8\x8F DEFERRED | \xE2\x80\x94 | later |\n"
        "| W2 | T01 | \xE2\x8F\xB8\xEF\xB8\x8F OPEN | \xE2\x80\x94 | next |\n"
        "\n## W0: Truth (now) \xE2\x80\x94 \xE2\x9C\x85 COMPLETE\n\n### W0-T01: Look\n\n- Scope:\n- the whole\n"
        "\n### W2-T01: Go on \xE2\x9C\x85 DONE (2026-02-20)\n\nText.\n",
        NULL,
    };
    struct fixture fixture = make("master-plan", texts);
    assert_int_equal(fixture.plan->records[KIND_TASK].count, 5);
    assert_int_equal(fixture_record(&fixture, KIND_TASK, "W1-T02")->state, STATE_PAUSED);
    assert_slice(fixture_record(&fixture, KIND_TASK, "W0-T01")->title, "Look");
    const struct record *open = fixture_record(&fixture, KIND_TASK, "W2-T01");
    assert_int_equal(open->state, STATE_TODO);
    assert_true(open->differs);
    assert_int_equal(open->place_count, 2);
    assert_int_equal(fixture.plan->records[KIND_MILESTONE].count, 3);
    assert_int_equal(fixture_record(&fixture, KIND_MILESTONE, "W0")->state, STATE_DONE);
    assert_int_equal(fixture_record(&fixture, KIND_MILESTONE, "W1")->tasks.count, 3);
    assert_int_equal(fixture_record(&fixture, KIND_MILESTONE, "W1")->state, STATE_TODO);
    assert_int_equal(fixture.plan->note_count, 0);
    fixture_free(&fixture);
}

static void boxes_are_states(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "docs/backlog.md",
        "# Backlog\n\n## Wave 7 \xE2\x80\x94 Floats\n\n"
        "- [x] **W7-1 (P0) Build the float** `src/float.c`:\n  - glue it;\n  **AC:** it floats.\n  **Deps:** -\n  **Risk:** Low\n"
        "- [ ] **W7-2 (P1) Paint it** `src/paint.c`\n  - red\n  **Deps:** W7-1, W7-9\n"
        "- [ ] no task at all\n",
        "docs/tasklist/own.md",
        "# Tasklist\n\n## AIDD:ITERATIONS_FULL\n- [ ] I1: Add it (iteration_id: I1)\n  - Goal: add\n  - DoD: merged\n"
        "- [ ] I2: Follow (iteration_id: I2)\n  - deps: I1\n"
        "\n## AIDD:NEXT_3\n- [ ] I1: add (ref: iteration_id=I1)\n- [ ] (none)\n"
        "\n## AIDD:HANDOFF_INBOX\n- [ ] Fix bug (id: review:F6) (Priority: high) (Blocking: true)\n  - DoD: fixed\n",
        NULL,
    };
    struct fixture fixture = make("loop-pack", texts);
    assert_int_equal(fixture.plan->records[KIND_TASK].count, 4);
    assert_int_equal(fixture_record(&fixture, KIND_TASK, "W7-1")->state, STATE_DONE);
    const struct record *paint = fixture_record(&fixture, KIND_TASK, "W7-2");
    assert_int_equal(paint->state, STATE_TODO);
    assert_slice(paint->title, "Paint it");
    assert_slice(record_value(paint, ROLE_PRIORITY), "P1");
    assert_int_equal(paint->depends_on.count, 2);
    assert_null(paint->depends_on.items[1].record);
    assert_false(paint->ready);
    assert_slice(paint->milestone->id, "W7");
    assert_int_equal(paint->milestone->state, STATE_IN_PROGRESS);
    assert_slice(record_value(fixture_record(&fixture, KIND_TASK, "I1"), ROLE_GOAL), "add");
    assert_true(fixture_record(&fixture, KIND_TASK, "I1")->ready);
    assert_false(fixture_record(&fixture, KIND_TASK, "I2")->ready);
    assert_int_equal(fixture.plan->records[KIND_QUEUE].count, 1);
    const struct record *bug = fixture_record(&fixture, KIND_BLOCKER, "review:F6");
    assert_slice(record_value(bug, ROLE_EXIT_CONDITION), "fixed");
    fixture_free(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gaps_have_an_index_and_files),
        cmocka_unit_test(packages_and_tasks_make_one_name),
        cmocka_unit_test(boxes_are_states),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
