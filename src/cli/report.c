#include "cli/report.h"

#include "cli/help.h"
#include "json/json_error.h"

static void append_message(struct output *notes, const struct error *error)
{
    bytes_append_text(&notes->bytes, "workboard: ");
    if (error->file[0] != '\0') {
        output_clean(notes, slice_of(error->file));
        if (error->line > 0) {
            bytes_append_format(&notes->bytes, ":%zu", error->line);
        }
        bytes_append_text(&notes->bytes, ": ");
    }
    output_clean(notes, slice_of(error->message));
    if (error->rule[0] != '\0') {
        bytes_append_text(&notes->bytes, " [");
        output_clean(notes, slice_of(error->rule));
        bytes_append_text(&notes->bytes, "]");
    }
    bytes_append_byte(&notes->bytes, '\n');
    struct slice rest = slice_of(error->candidates);
    struct slice candidate;
    while (rest.size > 0 && slice_next(&rest, '\n', &candidate)) {
        bytes_append_text(&notes->bytes, "  ");
        output_clean(notes, candidate);
        bytes_append_byte(&notes->bytes, '\n');
    }
}

int report_error(struct output *output, struct output *notes, const struct command *command, bool json,
                 const struct error *error)
{
    int code = error->code == ERROR_NONE ? ERROR_BUG : (int)error->code;
    bytes_clear(&output->bytes);
    if (output->closed) {
        return code; /* nobody listens, and nothing is wrong with the plan */
    }
    append_message(notes, error);
    if (error->code == ERROR_USAGE && command != NULL && error->file[0] == '\0') { /* not a mistake in a file */
        help_usage(&notes->bytes, command);
    }
    (void)output_flush(notes, NULL);
    if (json) {
        json_error(&output->bytes, error);
        if (!output_flush(output, NULL)) {
            return ERROR_SYSTEM;
        }
    }
    return code;
}

void report_note(struct output *notes, const char *text)
{
    bytes_append_text(&notes->bytes, "workboard: ");
    output_clean(notes, slice_of(text));
    bytes_append_byte(&notes->bytes, '\n');
    (void)output_flush(notes, NULL);
}
