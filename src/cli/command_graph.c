/* graph: what waits for what. */
#include "cli/command.h"

#include "cli/print_graph.h"
#include "cli/session.h"
#include "json/json_graph.h"

static const struct argument_option options[] = {
    {"format", 'f', "FORMAT", "tree (for people), dot (for Graphviz) or mermaid"},
    {"open", 'o', NULL, "only what is not finished"},
    {"up", 0, "ID", "only this task and what it waits for, directly or not"},
    {"down", 0, "ID", "only this task and what waits for it, directly or not"},
    {"layers", 0, NULL, "layer by layer: what could be done at the same time"},
    {"critical", 0, NULL, "only the longest chain of open tasks"},
    {0},
};

enum graph_format { FORMAT_TREE, FORMAT_DOT, FORMAT_MERMAID, FORMAT_COUNT };

static bool read_format(const struct call *call, enum graph_format *format, struct error *error)
{
    static const char *const names[FORMAT_COUNT] = {"tree", "dot", "mermaid"};
    const char *text = arguments_text(call->arguments, "format");
    *format = FORMAT_TREE;
    for (size_t i = 0; text != NULL && i < FORMAT_COUNT; i++) {
        if (strcmp(names[i], text) == 0) {
            *format = (enum graph_format)i;
            return true;
        }
    }
    return text == NULL || error_set(error, ERROR_USAGE, "--format is tree, dot or mermaid, not \"%.100s\"", text);
}

static bool read_root(const struct call *call, const struct plan *plan, struct graph_tree_options *tree,
                      struct error *error)
{
    const char *up = arguments_text(call->arguments, "up");
    const char *down = arguments_text(call->arguments, "down");
    const char *word = call->arguments->word_count > 0 ? call->arguments->words[0] : NULL;
    size_t given = (up != NULL ? 1U : 0U) + (down != NULL ? 1U : 0U) + (word != NULL ? 1U : 0U);
    if (given > 1) {
        return error_set(error, ERROR_USAGE, "give one task: --up ID or --down ID");
    }
    tree->up = up != NULL;
    tree->open = arguments_has(call->arguments, "open");
    const char *name = up != NULL ? up : down != NULL ? down : word;
    tree->root = name == NULL ? NULL : query_name(plan, KIND_TASK, slice_of(name), error);
    return name == NULL || tree->root != NULL;
}

/* Only the nodes of the longest chain. */
static void choose_path(const struct graph *graph, bool *chosen)
{
    memset(chosen, 0, graph->count * sizeof *chosen);
    for (size_t i = 0; i < graph->path_count; i++) {
        chosen[graph->path[i]] = true;
    }
}

static bool answer(struct call *call, const struct graph *graph, const struct graph_tree_options *drawn,
                   enum graph_format format, struct error *error)
{
    struct graph_tree tree;
    bool critical = arguments_has(call->arguments, "critical");
    bool done = graph_tree_init(&tree, graph, drawn, error);
    if (done && critical) {
        choose_path(graph, tree.drawn);
    }
    if (done && call->json) {
        done = json_graph(&call->output->bytes, graph, tree.drawn, error);
    } else if (done && format == FORMAT_DOT) {
        print_graph_dot(call->output, graph, tree.drawn);
    } else if (done && format == FORMAT_MERMAID) {
        print_graph_mermaid(call->output, graph, tree.drawn);
    } else if (done && critical) {
        print_graph_path(call->output, graph);
    } else if (done && arguments_has(call->arguments, "layers")) {
        print_graph_layers(call->output, graph, tree.drawn);
    } else if (done) {
        done = print_graph_tree(call->output, graph, &tree, drawn, error);
    }
    graph_tree_release(&tree);
    return done;
}

static bool run(struct call *call, struct error *error)
{
    struct session session;
    struct graph graph = {0};
    struct graph_tree_options tree = {0};
    enum graph_format format = FORMAT_TREE;
    if (!read_format(call, &format, error)) {
        return false;
    }
    bool done = session_open(&session, call, NULL, error) && read_root(call, session.context.plan, &tree, error) &&
                graph_init(&graph, session.context.plan, error) && answer(call, &graph, &tree, format, error);
    graph_release(&graph);
    session_close(&session);
    return done;
}

const struct command command_graph = {
    .name = "graph",
    .usage = "[ID] [--up ID|--down ID] [--open] [--layers|--critical] [--format tree|dot|mermaid]",
    .summary = "dependencies: tree, layers, longest chain, DOT or Mermaid",
    .details = "In the tree each task stands once, below the last of those that it waits for; the others are named "
               "behind it. ID alone is --down ID. Tasks that wait for themselves through others are named as cycles. "
               "Arrows of DOT, Mermaid and the edges of --json go from what comes first to what waits for it. The "
               "critical path is the longest chain of open tasks that wait for each other.",
    .options = options,
    .words = 1,
    .run = run,
};
