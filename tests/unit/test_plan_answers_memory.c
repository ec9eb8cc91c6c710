/* Graph, tree and ranking with every allocation failing in turn: it is told, nothing leaks and nothing breaks. */
#include "plan/graph_tree.h"
#include "plan/rank.h"

#include "test_plan_graph_support.h"
#include "test_memory_wrap.h"

/* So many tasks that what is made of them takes several blocks of memory. */
static struct fixture many(const char *status)
{
    struct bytes text;
    bytes_init(&text);
    bytes_append_text(&text, "## Tasks\n\n| Task | Status | Needs |\n|---|---|---|\n");
    for (size_t i = 1; i <= 700; i++) {
        bytes_append_format(&text, "| T%zu | %s | T%zu |\n", i, status, i / 2);
    }
    assert_false(text.failed);
    struct fixture fixture = tasks_of_text(text.data);
    bytes_release(&text);
    return fixture;
}

static bool draw(const struct plan *plan, struct error *error)
{
    struct graph graph;
    struct graph_tree tree = {0};
    struct graph_tree_options options = {0};
    bool done = graph_init(&graph, plan, error) && graph_tree_init(&tree, &graph, &options, error);
    assert_true(!done || tree.count == 700);
    graph_tree_release(&tree);
    graph_release(&graph);
    return done;
}

static bool rank(const struct plan *plan, struct error *error)
{
    struct ranking ranking;
    bool done = ranking_init(&ranking, plan, NULL, error);
    assert_true(!done || ranking.count + ranking.hold_count > 0);
    ranking_release(&ranking);
    return done;
}

static bool explain(const struct plan *plan, struct error *error)
{
    struct ranking ranking;
    const struct record *task = plan->records[KIND_TASK].items[3];
    bool done = ranking_explain(&ranking, plan, &task, 1, error);
    assert_true(!done || ranking.count == 1);
    ranking_release(&ranking);
    return done;
}

static void each_failure_is_reported(void **state)
{
    static bool (*const calls[])(const struct plan *plan, struct error *error) = {draw, rank, explain};
    static const char *const states[] = {"todo", "busy"};
    (void)state;
    for (size_t s = 0; s < 2; s++) {
        struct fixture fixture = many(states[s]);
        for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++) {
            size_t allowed = 0;
            do {
                struct error error = {0};
                allocation_failed = false;
                allocations_left = allowed++;
                bool done = calls[i](fixture.plan, &error);
                allocations_left = SIZE_MAX;
                assert_int_equal(done, !allocation_failed);
                assert_int_equal(error.code, allocation_failed ? ERROR_SYSTEM : ERROR_NONE);
            } while (allocation_failed);
            assert_true(allowed > 2);
        }
        fixture_free(&fixture);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_failure_is_reported)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
