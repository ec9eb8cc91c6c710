/* Which ready task comes first, why, and what holds the others up; counts are compared with a slow search. */
#include "plan/rank.h"

#include "test_plan_graph_support.h"

static void check_order(const struct fixture *fixture, const char *lane, const char *wanted)
{
    struct ranking ranking;
    struct error error = {0};
    struct bytes text;
    bytes_init(&text);
    const struct record *of = lane == NULL ? NULL : fixture_record(fixture, KIND_LANE, lane);
    assert_done(ranking_init(&ranking, fixture->plan, of, &error), error);
    for (size_t i = 0; i < ranking.count; i++) {
        bytes_append_text(&text, i > 0 ? " " : "");
        bytes_append(&text, ranking.entries[i].task->id);
        assert_true(ranking.entries[i].reason_count > 0);
    }
    assert_slice(bytes_slice(&text), wanted);
    bytes_release(&text);
    ranking_release(&ranking);
}

static void check_reasons(const struct fixture *fixture, size_t number, const char *wanted)
{
    struct ranking ranking;
    struct error error = {0};
    struct bytes text;
    bytes_init(&text);
    assert_done(ranking_init(&ranking, fixture->plan, NULL, &error), error);
    assert_true(number < ranking.count);
    for (size_t i = 0; i < ranking.entries[number].reason_count; i++) {
        bytes_append_text(&text, i > 0 ? "; " : "");
        bytes_append(&text, ranking.entries[number].reasons[i]);
    }
    assert_slice(bytes_slice(&text), wanted);
    bytes_release(&text);
    ranking_release(&ranking);
}

static void check_holds(const struct fixture *fixture, const char *lane, const char *wanted)
{
    struct ranking ranking;
    struct error error = {0};
    struct bytes text;
    bytes_init(&text);
    const struct record *of = lane == NULL ? NULL : fixture_record(fixture, KIND_LANE, lane);
    assert_done(ranking_init(&ranking, fixture->plan, of, &error), error);
    assert_int_equal(ranking.count, 0);
    for (size_t i = 0; i < ranking.hold_count; i++) {
        bytes_append_format(&text, "%.*s %.*s (%zu)\n", SLICE_PRINT(ranking.holds[i].task->id),
                            SLICE_PRINT(ranking.holds[i].reason), ranking.holds[i].holds);
    }
    assert_slice(bytes_slice(&text), wanted);
    bytes_release(&text);
    ranking_release(&ranking);
}

static void priority_comes_first(void **state)
{
    (void)state;
    static const char *const lines[] = {"T1|todo|-|P10|a", "T2|todo|-|P2|b",   "T3|todo|-|-|c",    "T4|todo|-|Warm|d",
                                        "T5|todo|-|hot|e", "T6|todo|-|soon|f", "T7|paused|-|P2|g", NULL};
    struct fixture fixture = tasks_make(lines, "");
    check_order(&fixture, NULL, "T5 T4 T2 T7 T1 T6 T3");
    check_reasons(&fixture, 3, "priority P2; paused, to be taken up again; it waits for nothing");
    fixture_free(&fixture);
}

static void then_what_hangs_on_it(void **state)
{
    (void)state;
    static const char *const lines[] = {"T1|todo|-|-|a",  "T2|todo|-|-|b",  "T3|todo|T9|-|c", "T4|todo|T2|-|d",
                                        "T5|todo|T3|-|e", "T6|todo|T3|-|f", "T7|todo|T4|-|g", "T8|todo|T4, T7|-|h",
                                        "T9|done|-|-|i",  NULL};
    struct fixture fixture = tasks_make(lines, "");
    check_order(&fixture, NULL, "T2 T3 T1");
    check_reasons(&fixture, 0, "T4 waits for it, 3 with those behind; the longest chain behind it has 3 tasks; it waits for nothing");
    check_reasons(&fixture, 1, "2 tasks wait for it; all that it waits for is done");
    fixture_free(&fixture);
}

static void then_the_queue(void **state)
{
    (void)state;
    static const char *const lines[] = {"T1|todo|-|-|a", "T2|todo|-|-|b", "T3|todo|-|-|c", "T4|todo|-|-|d", NULL};
    struct fixture fixture = tasks_make(lines, "\n## Queue\n\n| Priority | Task |\n|---|---|\n| P1 | T3 |\n| P1 | T2 |\n| P0 | T4 |\n");
    check_order(&fixture, NULL, "T4 T3 T2 T1");
    check_reasons(&fixture, 1, "priority P1; number 1 in the queue; it waits for nothing");
    fixture_free(&fixture);
}

static const char more[] = "\n## Lanes\n\n| Lane | Scope |\n|---|---|\n| L1 | T1..T2 |\n| L2 | T3 |\n| L3 | - |\n"
                           "\n## Claims\n\n| Task | Who | Since |\n|---|---|---|\n| T1 | mara | 2026-03-01T10:00Z |\n";

static void lanes_and_claims(void **state)
{
    (void)state;
    static const char *const lines[] = {"T1|todo|-|-|a", "T2|todo|-|-|b", "T3|todo|-|-|c", "T4|todo|-|-|d", NULL};
    static const char *const held[] = {"T1|busy|-|-|a", "T2|todo|T1, T5|-|b", "T3|todo|T2, T77|-|c", "T4|todo|T1|-|d",
                                       "T5|busy|-|-|e", "T6|todo|T7|-|f", "T7|todo|T6|-|g", "T8|todo|T78|-|h", NULL};
    struct fixture fixture = tasks_make(lines, more);
    check_order(&fixture, NULL, "T2 T3 T4");
    check_order(&fixture, "L1", "T2");
    check_order(&fixture, "L3", "");
    fixture_free(&fixture);
    fixture = tasks_make(held, more);
    check_holds(&fixture, NULL,
                "T1 is claimed by mara since 2026-03-01T10:00Z (3)\nT5 is in_progress (2)\n"
                "T6 waits for itself through others: see workboard graph (1)\n"
                "T7 waits for itself through others: see workboard graph (1)\n"
                "T8 waits for T78, which is no task of this plan (0)\n");
    check_holds(&fixture, "L1", "T1 is claimed by mara since 2026-03-01T10:00Z (3)\nT5 is in_progress (2)\n");
    check_holds(&fixture, "L3", "");
    fixture_free(&fixture);
}

/* ---- counts ---- */

/* A number below `bound`: the same ones on every machine. */
static size_t below(uint64_t *seed, size_t bound)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (size_t)(*seed >> 33) % bound;
}

static size_t mark(const struct record *task, bool *met)
{
    size_t count = 0;
    for (size_t i = 0; i < task->dependents.count; i++) {
        const struct record *other = task->dependents.items[i].record;
        if (!state_is_closed(other->state) && !met[other->number]) {
            met[other->number] = true;
            count += 1 + mark(other, met);
        }
    }
    return count;
}

static void counts_are_those_of_a_search(void **state)
{
    (void)state;
    enum { TASKS = 1300 };
    uint64_t seed = 7;
    struct bytes text;
    bytes_init(&text);
    bytes_append_text(&text, "## Tasks\n\n| Task | Status | Needs |\n|---|---|---|\n");
    for (size_t i = 1; i <= TASKS; i++) {
        bytes_append_format(&text, "| T%zu | %s |", i, below(&seed, 4) == 0 ? "done" : "todo");
        for (size_t k = below(&seed, 3); k > 0 && i > 700; k--) {
            bytes_append_format(&text, " T%zu", 1 + below(&seed, i));
        }
        bytes_append_text(&text, " |\n");
    }
    assert_false(text.failed);
    struct fixture fixture = tasks_of_text(text.data);
    struct ranking ranking;
    struct error error = {0};
    assert_done(ranking_init(&ranking, fixture.plan, NULL, &error), error);
    assert_true(ranking.count > 600); /* more than one round of sources */
    for (size_t i = 0; i < ranking.count; i++) {
        bool met[TASKS] = {false};
        assert_int_equal(ranking.entries[i].through, mark(ranking.entries[i].task, met));
    }
    ranking_release(&ranking);
    fixture_free(&fixture);
    bytes_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(priority_comes_first), cmocka_unit_test(then_what_hangs_on_it),
        cmocka_unit_test(then_the_queue),       cmocka_unit_test(lanes_and_claims),
        cmocka_unit_test(counts_are_those_of_a_search),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
