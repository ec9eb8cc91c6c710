/* Layers, cycles, chains and the tree of what waits for what. */
#include "plan/graph_tree.h"

#include "test_plan_graph_support.h"

static struct graph graph_of(const struct fixture *fixture)
{
    struct graph graph;
    struct error error = {0};
    assert_done(graph_init(&graph, fixture->plan, &error), error);
    return graph;
}

static void check_nodes(const struct graph *graph, const size_t *nodes, size_t count, const char *wanted)
{
    struct bytes text;
    bytes_init(&text);
    for (size_t i = 0; i < count; i++) {
        bytes_append_text(&text, i > 0 ? " " : "");
        bytes_append(&text, record_name(graph_task(graph, nodes[i])));
    }
    assert_slice(bytes_slice(&text), wanted);
    bytes_release(&text);
}

/* The tree as people see it, a line for each task with what it comes after besides. */
static void check_tree(const struct graph *graph, struct graph_tree_options options, const char *wanted)
{
    struct graph_tree tree;
    struct error error = {0};
    struct bytes text;
    struct bytes others;
    bytes_init(&text);
    bytes_init(&others);
    assert_done(graph_tree_init(&tree, graph, &options, &error), error);
    for (size_t i = 0; i < tree.count; i++) {
        graph_tree_guides(&text, &tree.lines[i], false);
        bytes_append(&text, record_name(graph_task(graph, tree.lines[i].node)));
        bytes_clear(&others);
        graph_tree_others(&others, graph, &tree, &options, &tree.lines[i]);
        if (others.size > 0) {
            bytes_append_format(&text, " (%s)", others.data);
        }
        bytes_append_text(&text, tree.lines[i].continues ? " ...\n" : tree.lines[i].continued ? " <\n" : "\n");
    }
    assert_slice(bytes_slice(&text), wanted);
    bytes_release(&text);
    bytes_release(&others);
    graph_tree_release(&tree);
}

static const char *const harbour[] = {"T1|done|-|-|a",      "T2|done|T1|-|b", "T3|todo|T1, T2|-|c",
                                      "T4|busy|T2|-|d",     "T5|todo|T3, T4|-|e", "T6|todo|-|-|f",
                                      "T7|todo|T5, T99|-|g", NULL};

static void layers_and_the_longest_chain(void **state)
{
    (void)state;
    struct fixture fixture = tasks_make(harbour, "");
    struct graph graph = graph_of(&fixture);
    static const size_t layers[] = {0, 1, 2, 2, 3, 0, 4};
    static const size_t behind[] = {0, 0, 2, 2, 1, 0, 0};
    assert_int_equal(graph.count, 7);
    for (size_t i = 0; i < 7; i++) {
        assert_int_equal(graph.layers[i], layers[i]);
        assert_int_equal(graph.behind[i], behind[i]);
        assert_false(graph_is_cyclic(&graph, i));
    }
    check_nodes(&graph, graph.path, graph.path_count, "T3 T5 T7");
    assert_int_equal(graph.cycles.count, 0);
    assert_int_equal(graph.by_layer.count, 5);
    check_nodes(&graph, graph.by_layer.items, graph.by_layer.starts[1], "T1 T6");
    graph_release(&graph);
    fixture_free(&fixture);
}

static void each_task_stands_once_below_the_last_it_waits_for(void **state)
{
    (void)state;
    struct fixture fixture = tasks_make(harbour, "");
    struct graph graph = graph_of(&fixture);
    check_tree(&graph, (struct graph_tree_options){0},
               "T1\n`- T2\n   |- T3 (T1)\n   `- T4\n      `- T5 (T3)\n         `- T7\nT6\n");
    check_tree(&graph, (struct graph_tree_options){.open = true}, "T3\nT4\n`- T5 (T3)\n   `- T7\nT6\n");
    check_tree(&graph, (struct graph_tree_options){.root = graph_task(&graph, 4), .up = true},
               "T5\n|- T3\n|  `- T2 (T4)\n|     `- T1 (T3)\n`- T4\n");
    check_tree(&graph, (struct graph_tree_options){.root = graph_task(&graph, 3)}, "T4\n`- T5 (T3)\n   `- T7\n");
    graph_release(&graph);
    fixture_free(&fixture);
}

static void cycles_are_named_and_end_chains(void **state)
{
    (void)state;
    static const char *const lines[] = {"T1|todo|T3|-|a", "T2|todo|T1|-|b",  "T3|todo|T2|-|c", "T4|todo|T3|-|d",
                                        "T5|todo|T4|-|e", "T6|todo|T7|-|f", "T7|todo|T6|-|g", NULL};
    struct fixture fixture = tasks_make(lines, "");
    struct graph graph = graph_of(&fixture);
    assert_int_equal(graph.cycles.count, 2);
    check_nodes(&graph, graph.cycles.items, graph.cycles.starts[1], "T1 T3 T2");
    check_nodes(&graph, graph.cycles.items + graph.cycles.starts[1], 2, "T6 T7");
    assert_true(graph_is_cyclic(&graph, 0) && graph_is_cyclic(&graph, 6) && !graph_is_cyclic(&graph, 3));
    assert_int_equal(graph.layers[0], 0);
    assert_int_equal(graph.layers[2], 0);
    assert_int_equal(graph.layers[3], 1);
    check_nodes(&graph, graph.path, graph.path_count, "T4 T5");
    check_tree(&graph, (struct graph_tree_options){0},
               "T1 (T3)\nT2 (T1)\nT3 (T2)\n`- T4\n   `- T5\nT6 (T7)\nT7 (T6)\n");
    graph_release(&graph);
    fixture_free(&fixture);
}

/* A cell that names hundreds of tasks, each once more in another spelling: every one of them counts once, in order. */
static void long_cells_hold_each_name_once(void **state)
{
    (void)state;
    struct bytes text;
    bytes_init(&text);
    bytes_append_text(&text, "# List\n\n## Tasks\n\n| Task | Status | Needs | Priority | Title |\n|---|---|---|---|---|\n");
    for (size_t i = 1; i <= 300; i++) {
        bytes_append_format(&text, "| T%zu | todo | - | - | Knot %zu |\n", i, i);
    }
    bytes_append_text(&text, "| T900 | todo | ");
    for (size_t i = 1; i <= 1200; i++) {
        /* Known and unknown names in turn: T1, T1001, T2, T1002 ... T300, T1300, and all of them again. */
        size_t half = (i - 1) % 600;
        bytes_append_format(&text, "%s%s%zu", i == 1 ? "" : ", ", i > 600 ? "t" : "T", half / 2 + 1 + (half % 2) * 1000);
    }
    assert_true(bytes_append_text(&text, " | - | All |\n| T901 | todo | T5, T1005, T5 | - | Few |\n"));
    struct fixture fixture = tasks_of_text(text.data);
    const struct record *all = fixture_record(&fixture, KIND_TASK, "T900");
    assert_int_equal(all->depends_on.count, 600);
    for (size_t i = 0; i < 600; i++) {
        char name[16];
        (void)snprintf(name, sizeof name, "T%zu", i / 2 + 1 + (i % 2) * 1000);
        assert_slice(all->depends_on.items[i].text, name);
        assert_true((all->depends_on.items[i].record == NULL) == (i % 2 == 1));
    }
    assert_int_equal(fixture_record(&fixture, KIND_TASK, "T901")->depends_on.count, 2);
    assert_int_equal(fixture_record(&fixture, KIND_TASK, "T5")->dependents.count, 2);
    bytes_release(&text);
    fixture_free(&fixture);
}

static void nothing_is_a_graph_too(void **state)
{
    (void)state;
    static const char *const none[] = {NULL};
    static const char *const done[] = {"T1|done|-|-|a", "T2|done|T1|-|b", NULL};
    struct fixture fixture = tasks_make(none, "");
    struct graph graph = graph_of(&fixture);
    check_tree(&graph, (struct graph_tree_options){0}, "");
    assert_int_equal(graph.path_count, 0);
    graph_release(&graph);
    fixture_free(&fixture);
    fixture = tasks_make(done, "");
    graph = graph_of(&fixture);
    assert_int_equal(graph.path_count, 0);
    check_tree(&graph, (struct graph_tree_options){.open = true}, "");
    graph_release(&graph);
    fixture_free(&fixture);
}

/* A chain of thousands neither recurses nor indents without end. */
static void long_chains_stay_narrow(void **state)
{
    (void)state;
    enum { LENGTH = 3000 };
    struct bytes text;
    bytes_init(&text);
    bytes_append_text(&text, "## Tasks\n\n| Task | Status | Needs |\n|---|---|---|\n");
    for (size_t i = 1; i <= LENGTH; i++) {
        bytes_append_format(&text, "| T%zu | todo | T%zu |\n", i, i - 1);
    }
    assert_false(text.failed);
    struct fixture fixture = tasks_of_text(text.data);
    struct graph graph = graph_of(&fixture);
    struct graph_tree tree;
    struct graph_tree_options options = {0};
    struct error error = {0};
    assert_int_equal(graph.path_count, LENGTH);
    assert_done(graph_tree_init(&tree, &graph, &options, &error), error);
    assert_int_equal(tree.count, LENGTH);
    size_t continued = 0;
    for (size_t i = 0; i < tree.count; i++) {
        assert_int_equal(tree.lines[i].node, i);
        assert_true(tree.lines[i].depth <= GRAPH_TREE_DEPTH);
        continued += tree.lines[i].continued ? 1 : 0;
    }
    assert_int_equal(continued, (LENGTH - 1) / (GRAPH_TREE_DEPTH + 1));
    graph_tree_release(&tree);
    graph_release(&graph);
    fixture_free(&fixture);
    bytes_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(layers_and_the_longest_chain),
        cmocka_unit_test(each_task_stands_once_below_the_last_it_waits_for),
        cmocka_unit_test(cycles_are_named_and_end_chains),
        cmocka_unit_test(long_cells_hold_each_name_once),
        cmocka_unit_test(nothing_is_a_graph_too),
        cmocka_unit_test(long_chains_stay_narrow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
