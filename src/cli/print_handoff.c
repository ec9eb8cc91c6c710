#include "cli/print_handoff.h"

#include "base/base64.h"

void print_packet(struct output *output, struct slice text)
{
    struct slice line = {0};
    while (slice_next(&text, '\n', &line)) {
        bool heading = slice_starts(line, slice_of("#"));
        output_begin(output, heading ? STYLE_STRONG : STYLE_PLAIN);
        output_clean(output, line);
        output_end(output, heading ? STYLE_STRONG : STYLE_PLAIN);
        bytes_append_byte(&output->bytes, '\n');
    }
}

bool print_clipboard(struct output *output, struct slice text, struct error *error)
{
    if (!output->terminal) {
        return error_set(error, ERROR_USAGE, "--clipboard needs a terminal on standard output; use --output FILE");
    }
    bytes_append_text(&output->bytes, "\033]52;c;");
    base64_write(&output->bytes, text);
    bytes_append_text(&output->bytes, "\a");
    bytes_append_text(&output->bytes, "the packet is in the clipboard, where the terminal allows it\n");
    return !output->bytes.failed || error_no_memory(error);
}

/* A verdict is told by its word; colour helps. */
static enum output_style style_of(enum intake_verdict verdict)
{
    return verdict == INTAKE_HOLDS ? STYLE_GOOD : verdict == INTAKE_FAILS ? STYLE_BAD : STYLE_BUSY;
}

static void print_tasks(struct output *output, const struct intake *intake)
{
    bytes_append_text(&output->bytes, "packet for");
    for (size_t i = 0; i < intake->task_count; i++) {
        bytes_append_text(&output->bytes, i == 0 ? " " : ", ");
        output_clean(output, intake->tasks[i]->id);
    }
    bytes_append_byte(&output->bytes, '\n');
}

bool print_intake(struct output *output, const struct plan *plan, const struct intake *intake, const char *prefix,
                  struct error *error)
{
    print_tasks(output, intake);
    for (size_t i = 0; i < intake->point_count; i++) {
        const struct intake_point *point = &intake->points[i];
        output_begin(output, style_of(point->verdict));
        bytes_append_format(&output->bytes, "%-5s", intake_verdict_name(point->verdict));
        output_end(output, style_of(point->verdict));
        bytes_append_text(&output->bytes, "  ");
        output_clean(output, point->text);
        bytes_append_text(&output->bytes, "\n       ");
        output_begin(output, STYLE_DIM);
        output_clean(output, point->reason);
        if (point->line > 0) {
            bytes_append_text(&output->bytes, "  (");
            output_clean(output, slice_of(prefix));
            output_clean(output, slice_of(plan_path(plan, point->document)));
            bytes_append_format(&output->bytes, ":%zu)", point->line);
        }
        output_end(output, STYLE_DIM);
        bytes_append_byte(&output->bytes, '\n');
    }
    return !output->bytes.failed || error_no_memory(error);
}
