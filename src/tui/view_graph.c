/* What waits for what: the open tasks as a tree, in the layout that `workboard graph` prints, with what is special about
 * each: its place on the longest chain, a cycle, what else it comes after. */
#include "plan/graph_tree.h"
#include "tui/view_table.h"

static void put_task(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    (void)state;
    *style = row->record->ready ? STYLE_READY : STYLE_NORMAL;
    bytes_append(out, row->lead);
    bytes_append_text(out, style_symbol(row->record->state));
    bytes_append_byte(out, ' ');
    bytes_append(out, record_name(row->record));
    if (row->record->id.size > 0) {
        bytes_append_byte(out, ' ');
        bytes_append(out, row->record->title);
    }
}

static void put_remark(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    (void)state;
    *style = STYLE_DIM;
    bytes_append(out, row->remark);
}

static const struct list_column columns[] = {
    {.title = "Open tasks, below the last that they wait for", .weight = 99, .cell = put_task},
    {.title = "Chain, cycle, also after", .most = 34, .weight = 8, .cell = put_remark},
    {.title = "Stands", .most = 24, .weight = 7, .cell = column_stands},
    {.title = "Lane", .most = 12, .weight = 5, .cell = column_lane},
    {.title = NULL},
};

/* The place of each node on the longest chain, from 1; 0: it is not on it. */
static size_t *number_path(const struct graph *graph, struct arena *arena)
{
    size_t *places = arena_new(arena, graph->count, sizeof *places);
    for (size_t i = 0; places != NULL && i < graph->path_count; i++) {
        places[graph->path[i]] = i + 1;
    }
    return places;
}

static void append_part(struct bytes *out, const char *text, struct slice what)
{
    bytes_append_text(out, out->size > 0 ? "; " : "");
    bytes_append_text(out, text);
    bytes_append(out, what);
}

static bool append_remark(struct bytes *out, const struct graph *graph, const struct graph_tree *tree,
                          const struct graph_tree_options *options, const struct graph_tree_line *line, size_t place)
{
    struct bytes others = {0};
    if (place > 0) {
        bytes_append_format(out, "chain %zu/%zu", place, graph->path_count);
    }
    if (graph_is_cyclic(graph, line->node)) {
        append_part(out, "waits for itself", slice_of(""));
    }
    if (line->continued) {
        append_part(out, "after ", record_name(graph_task(graph, line->parent)));
    }
    graph_tree_others(&others, graph, tree, options, line);
    if (others.size > 0) {
        append_part(out, "also after ", bytes_slice(&others));
    }
    bool done = !out->failed && !others.failed;
    bytes_release(&others);
    return done;
}

static bool add_lines(struct list *list, const struct graph *graph, const struct graph_tree *tree,
                      const struct graph_tree_options *options)
{
    const size_t *places = number_path(graph, &list->arena);
    struct bytes text = {0};
    bool done = places != NULL;
    for (size_t i = 0; done && i < tree->count; i++) {
        const struct graph_tree_line *line = &tree->lines[i];
        struct list_row row = {.record = graph_task(graph, line->node)};
        bytes_clear(&text);
        graph_tree_guides(&text, line, true);
        row.lead = arena_copy(&list->arena, bytes_slice(&text));
        bytes_clear(&text);
        done = append_remark(&text, graph, tree, options, line, places[line->node]);
        row.remark = arena_copy(&list->arena, bytes_slice(&text));
        done = done && row.lead.data != NULL && row.remark.data != NULL && list_add(list, row);
    }
    bytes_release(&text);
    return done;
}

static bool fill(struct tui_state *state, struct list *list)
{
    const struct graph_tree_options options = {.open = true};
    struct graph graph;
    struct graph_tree tree = {0};
    bool done = graph_init(&graph, state->plan, NULL) && graph_tree_init(&tree, &graph, &options, NULL) &&
                add_lines(list, &graph, &tree, &options);
    graph_tree_release(&tree);
    graph_release(&graph);
    return done;
}

const struct view view_graph = {
    .name = "graph",
    .title = "Graph",
    .kinds = VIEW_KIND(KIND_TASK),
    .columns = columns,
    .fill = fill,
    .empty = "No task is open.",
};
