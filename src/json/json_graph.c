#include "json/json_graph.h"

static void write_node(struct json_writer *writer, const struct graph *graph, size_t node)
{
    const struct record *task = graph_task(graph, node);
    writer_line(writer);
    writer_begin_object(writer, NULL);
    writer_text(writer, "id", record_name(task));
    writer_text_or_null(writer, "title", task->title);
    writer_text(writer, "state", slice_of(state_name(task->state)));
    writer_count(writer, "layer", graph->layers[node]);
    writer_truth(writer, "ready", task->ready);
    writer_truth(writer, "claimed", task->claim != NULL);
    writer_count(writer, "chain", graph->behind[node]);
    writer_end_object(writer);
}

static void write_edges(struct json_writer *writer, const struct graph *graph, const bool *chosen, size_t node)
{
    for (size_t k = graph->waits_for.starts[node]; k < graph->waits_for.starts[node + 1]; k++) {
        size_t other = graph->waits_for.items[k];
        if (chosen[other]) {
            writer_line(writer);
            writer_begin_object(writer, NULL);
            writer_text(writer, "from", record_name(graph_task(graph, other)));
            writer_text(writer, "to", record_name(graph_task(graph, node)));
            writer_end_object(writer);
        }
    }
}

static void write_names(struct json_writer *writer, const char *key, const struct graph *graph, const bool *chosen,
                        const size_t *nodes, size_t count)
{
    writer_begin_array(writer, key);
    for (size_t i = 0; i < count; i++) {
        if (chosen[nodes[i]]) {
            writer_text(writer, NULL, record_name(graph_task(graph, nodes[i])));
        }
    }
    writer_end_array(writer);
}

bool json_graph(struct bytes *out, const struct graph *graph, const bool *chosen, struct error *error)
{
    struct json_writer writer;
    writer_init(&writer, out);
    json_plan_begin(&writer, graph->plan);
    writer_begin_array(&writer, "nodes");
    for (size_t i = 0; i < graph->count; i++) {
        if (chosen[i]) {
            write_node(&writer, graph, i);
        }
    }
    writer_end_array(&writer);
    writer_begin_array(&writer, "edges");
    for (size_t i = 0; i < graph->count; i++) {
        if (chosen[i]) {
            write_edges(&writer, graph, chosen, i);
        }
    }
    writer_end_array(&writer);
    write_names(&writer, "critical_path", graph, chosen, graph->path, graph->path_count);
    writer_begin_array(&writer, "cycles");
    for (size_t i = 0; i < graph->cycles.count; i++) {
        size_t start = graph->cycles.starts[i];
        size_t end = graph->cycles.starts[i + 1];
        if (chosen[graph->cycles.items[start]]) {
            write_names(&writer, NULL, graph, chosen, graph->cycles.items + start, end - start);
        }
    }
    writer_end_array(&writer);
    return json_plan_end(&writer, error);
}
