#include "cli/print_graph.h"

#include "outline/plain.h"

/* ---- one task in a line ---- */

static void print_state(struct output *output, const struct record *task)
{
    output_begin(output, task->ready ? STYLE_GOOD : output_style_of(task->state));
    if (output->utf8) {
        bytes_append_text(&output->bytes, state_symbol(task->state));
    } else {
        bytes_append_format(&output->bytes, "[%s]", state_name(task->state));
    }
    output_end(output, task->ready ? STYLE_GOOD : output_style_of(task->state));
    bytes_append_byte(&output->bytes, ' ');
}

static void print_plain(struct output *output, struct slice text)
{
    struct bytes plain;
    bytes_init(&plain);
    plain_append(&plain, text);
    output_clean(output, bytes_slice(&plain));
    output->bytes.failed = output->bytes.failed || plain.failed;
    bytes_release(&plain);
}

static void print_task(struct output *output, const struct record *task)
{
    print_state(output, task);
    output_clean(output, record_name(task));
    if (task->id.size > 0 && task->title.size > 0) {
        bytes_append_byte(&output->bytes, ' ');
        print_plain(output, task->title);
    }
    if (task->claim != NULL) {
        struct slice who = record_value(task->claim, ROLE_WHO);
        bytes_append_text(&output->bytes, who.size > 0 ? " @" : " (claimed)");
        output_clean(output, who);
    }
}

/* ---- the tree ---- */

static void print_remarks(struct output *output, const struct graph *graph, const struct graph_tree *tree,
                          const struct graph_tree_options *options, const struct graph_tree_line *line,
                          struct bytes *text)
{
    const struct record *task = graph_task(graph, line->node);
    bytes_clear(text);
    graph_tree_others(text, graph, tree, options, line);
    output_begin(output, STYLE_DIM);
    if (line->continued) {
        bytes_append_text(&output->bytes, options->up ? "  (before " : "  (after ");
        output_clean(output, record_name(graph_task(graph, line->parent)));
        bytes_append_byte(&output->bytes, ')');
    }
    if (text->size > 0) {
        bytes_append_text(&output->bytes, options->up ? "  (also before " : "  (also after ");
        output_clean(output, bytes_slice(text));
        bytes_append_byte(&output->bytes, ')');
    }
    if (line->continues) {
        bytes_append_text(&output->bytes, output->utf8 ? " \xE2\x80\xA6" : " ...");
    }
    output_end(output, STYLE_DIM);
    if (graph_is_cyclic(graph, line->node)) {
        output_styled(output, STYLE_BAD, "  waits for itself");
    }
    for (size_t i = 0; i < task->depends_on.count; i++) {
        if (task->depends_on.items[i].record == NULL) {
            output_begin(output, STYLE_BAD);
            bytes_append_text(&output->bytes, "  waits for ");
            output_clean(output, task->depends_on.items[i].text);
            bytes_append_text(&output->bytes, ", which is no task");
            output_end(output, STYLE_BAD);
        }
    }
}

static void print_cycles(struct output *output, const struct graph *graph)
{
    for (size_t i = 0; i < graph->cycles.count; i++) {
        output_begin(output, STYLE_BAD);
        bytes_append_text(&output->bytes, "cycle: ");
        for (size_t k = graph->cycles.starts[i]; k < graph->cycles.starts[i + 1]; k++) {
            output_clean(output, record_name(graph_task(graph, graph->cycles.items[k])));
            bytes_append_text(&output->bytes, output->utf8 ? " \xE2\x86\x92 " : " -> ");
        }
        output_clean(output, record_name(graph_task(graph, graph->cycles.items[graph->cycles.starts[i]])));
        output_end(output, STYLE_BAD);
        bytes_append_byte(&output->bytes, '\n');
    }
}

bool print_graph_tree(struct output *output, const struct graph *graph, const struct graph_tree *tree,
                      const struct graph_tree_options *options, struct error *error)
{
    struct bytes text;
    bytes_init(&text);
    for (size_t i = 0; i < tree->count; i++) {
        const struct graph_tree_line *line = &tree->lines[i];
        output_begin(output, STYLE_DIM);
        graph_tree_guides(&output->bytes, line, output->utf8);
        output_end(output, STYLE_DIM);
        print_task(output, graph_task(graph, line->node));
        print_remarks(output, graph, tree, options, line, &text);
        bytes_append_byte(&output->bytes, '\n');
    }
    if (tree->count == 0) {
        bytes_append_text(&output->bytes, graph->count == 0 ? "no task\n" : "no open task\n");
    }
    print_cycles(output, graph);
    bool failed = text.failed;
    bytes_release(&text);
    return !failed || error_no_memory(error);
}

/* ---- layers and the path ---- */

void print_graph_layers(struct output *output, const struct graph *graph, const bool *chosen)
{
    for (size_t i = 0; i < graph->by_layer.count; i++) {
        bool begun = false;
        for (size_t k = graph->by_layer.starts[i]; k < graph->by_layer.starts[i + 1]; k++) {
            size_t node = graph->by_layer.items[k];
            if (!chosen[node]) {
                continue;
            }
            if (!begun) {
                bytes_append_format(&output->bytes, "layer %zu\n", i);
                begun = true;
            }
            bytes_append_text(&output->bytes, "  ");
            print_task(output, graph_task(graph, node));
            bytes_append_byte(&output->bytes, '\n');
        }
    }
}

void print_graph_path(struct output *output, const struct graph *graph)
{
    for (size_t i = 0; i < graph->path_count; i++) {
        print_task(output, graph_task(graph, graph->path[i]));
        bytes_append_byte(&output->bytes, '\n');
    }
    if (graph->path_count == 0) {
        bytes_append_text(&output->bytes, "no open task\n");
    }
}

/* ---- for other programs ---- */

/* A text between quotes: what would end them or begin an escape is written otherwise. */
static void print_quoted(struct output *output, struct slice text, bool mermaid)
{
    struct bytes clean;
    bytes_init(&clean);
    utf8_append_clean(&clean, text, true);
    for (size_t i = 0; i < clean.size; i++) {
        char byte = clean.data[i];
        if (byte == '"' || byte == '\\') {
            const char *for_mermaid = byte == '"' ? "#quot;" : "#92;";
            bytes_append_text(&output->bytes, mermaid ? for_mermaid : byte == '"' ? "\\\"" : "\\\\");
        } else if (mermaid && (byte == '#' || byte == '<' || byte == '>' || byte == '&' || byte == '`')) {
            bytes_append_format(&output->bytes, "#%d;", byte);
        } else {
            bytes_append_byte(&output->bytes, byte);
        }
    }
    output->bytes.failed = output->bytes.failed || clean.failed;
    bytes_release(&clean);
}

static void print_label(struct output *output, const struct record *task, bool mermaid)
{
    struct bytes title;
    bytes_init(&title);
    print_quoted(output, record_name(task), mermaid);
    if (task->id.size > 0 && task->title.size > 0) {
        bytes_append_byte(&output->bytes, ' ');
        plain_append(&title, task->title);
        print_quoted(output, bytes_slice(&title), mermaid);
    }
    output->bytes.failed = output->bytes.failed || title.failed;
    bytes_release(&title);
}

static const char *const colours[STATE_COUNT] = {
    [STATE_UNKNOWN] = "#f0d0f0", [STATE_TODO] = "#ffffff",   [STATE_IN_PROGRESS] = "#fff0b0",
    [STATE_REVIEW] = "#d0e0ff",  [STATE_BLOCKED] = "#ffc8c0", [STATE_PAUSED] = "#e0e0f0",
    [STATE_DONE] = "#c8f0c8",    [STATE_DROPPED] = "#e0e0e0", [STATE_STEADY] = "#c8f0f0",
};

/* Calls `edge` for each edge between chosen nodes. */
static void each_edge(struct output *output, const struct graph *graph, const bool *chosen,
                      void (*edge)(struct output *output, size_t from, size_t to))
{
    for (size_t i = 0; i < graph->count; i++) {
        for (size_t k = graph->waits_for.starts[i]; chosen[i] && k < graph->waits_for.starts[i + 1]; k++) {
            if (chosen[graph->waits_for.items[k]]) {
                edge(output, graph->waits_for.items[k], i);
            }
        }
    }
}

static void dot_edge(struct output *output, size_t from, size_t to)
{
    bytes_append_format(&output->bytes, "  n%zu -> n%zu;\n", from, to);
}

void print_graph_dot(struct output *output, const struct graph *graph, const bool *chosen)
{
    struct bytes *out = &output->bytes;
    bytes_append_text(out, "digraph plan {\n  rankdir=LR;\n  node [shape=box, style=filled];\n");
    for (size_t i = 0; i < graph->count; i++) {
        if (chosen[i]) {
            const struct record *task = graph_task(graph, i);
            bytes_append_format(out, "  n%zu [label=\"", i);
            print_label(output, task, false);
            bytes_append_format(out, "\\n%s\", fillcolor=\"%s\"%s];\n", state_name(task->state), colours[task->state],
                                graph_is_cyclic(graph, i) ? ", color=red, penwidth=2" : "");
        }
    }
    each_edge(output, graph, chosen, dot_edge);
    bytes_append_text(out, "}\n");
}

static void mermaid_edge(struct output *output, size_t from, size_t to)
{
    bytes_append_format(&output->bytes, "  n%zu --> n%zu\n", from, to);
}

void print_graph_mermaid(struct output *output, const struct graph *graph, const bool *chosen)
{
    struct bytes *out = &output->bytes;
    bool used[STATE_COUNT] = {false};
    bytes_append_text(out, "flowchart LR\n");
    for (size_t i = 0; i < graph->count; i++) {
        if (chosen[i]) {
            const struct record *task = graph_task(graph, i);
            bytes_append_format(out, "  n%zu[\"", i);
            print_label(output, task, true);
            bytes_append_format(out, "\"]:::%s\n", state_name(task->state));
            used[task->state] = true;
        }
    }
    each_edge(output, graph, chosen, mermaid_edge);
    for (size_t i = 0; i < STATE_COUNT; i++) {
        if (used[i]) {
            bytes_append_format(out, "  classDef %s fill:%s,color:#000\n", state_name((enum state)i), colours[i]);
        }
    }
}
