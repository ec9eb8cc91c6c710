#include "cli/print_log.h"

#include "cli/table.h"

#include <stdio.h>

enum { COLUMN_ID, COLUMN_TIME, COLUMN_WHO, COLUMN_STANDS, COLUMN_WHAT, COLUMN_COUNT };

static void add_record(struct table *table, const struct log_record *record)
{
    enum output_style style = record->undone_by > 0 ? STYLE_DIM : STYLE_PLAIN;
    char text[48];
    (void)snprintf(text, sizeof text, "%zu", record->id);
    table_add_text(table, slice_of(text), style);
    table_add_text(table, record->time, style);
    table_add_text(table, record->who, style);
    text[0] = '\0';
    if (record->undone_by > 0) {
        (void)snprintf(text, sizeof text, "taken back by %zu", record->undone_by);
    } else if (record->undoes > 0) {
        (void)snprintf(text, sizeof text, "takes back %zu", record->undoes);
    }
    table_add_text(table, slice_of(text), style);
    table_add_text(table, record->summary, style);
}

bool print_log(struct output *output, const struct log *log, struct error *error)
{
    struct table table;
    table_init(&table, output, COLUMN_COUNT);
    table.headings[COLUMN_ID] = "ID";
    table.headings[COLUMN_TIME] = "TIME";
    table.headings[COLUMN_WHO] = "WHO";
    table.headings[COLUMN_STANDS] = "STANDS";
    table.headings[COLUMN_WHAT] = "WHAT";
    for (size_t i = 0; i < log->count; i++) {
        add_record(&table, &log->records[i]);
    }
    bool done = table_print(&table, 0, output, error);
    table_release(&table);
    if (done && log->count == 0) {
        bytes_append_text(&output->bytes, "no change is remembered here\n");
    }
    return done;
}
