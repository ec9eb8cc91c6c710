#include "cli/print_history.h"

#include "cli/table.h"

enum { SHORT_COMMIT = 9, HISTORY_COLUMNS = 6 };

/* ---- events ---- */

static void append_value(struct bytes *out, struct slice value, enum state state, bool utf8)
{
    if (value.size > 0) {
        bytes_append(out, value);
    } else if (state != STATE_UNKNOWN) {
        bytes_append_text(out, state_name(state));
    } else {
        bytes_append_text(out, utf8 ? "\xC2\xB7" : "-");
    }
}

static void append_change(struct bytes *out, const struct event *event, bool utf8)
{
    if (event->what != COMPARE_CHANGED) {
        struct slice value = event->what == COMPARE_ADDED ? event->new : event->old;
        enum state state = event->what == COMPARE_ADDED ? event->new_state : event->old_state;
        bytes_append_text(out, event->what == COMPARE_ADDED ? "added" : "removed");
        if (value.size > 0 || state != STATE_UNKNOWN) {
            bytes_append_text(out, " (");
            append_value(out, value, state, utf8);
            bytes_append_text(out, ")");
        }
        return;
    }
    append_value(out, event->old, event->old_state, utf8);
    bytes_append_text(out, utf8 ? " \xE2\x86\x92 " : " -> ");
    append_value(out, event->new, event->new_state, utf8);
}

static void add_event(struct table *table, const struct event *event, struct bytes *text)
{
    bytes_clear(text);
    bytes_append(text, slice_part(event->time, 0, 10));
    bytes_append_byte(text, ' ');
    bytes_append(text, slice_part(event->time, 11, 16));
    table_add_text(table, bytes_slice(text), STYLE_DIM);
    bool committed = event->commit.size > 0;
    table_add_text(table, committed ? slice_part(event->commit, 0, SHORT_COMMIT) : slice_of("not committed"),
                   committed ? STYLE_QUIET : STYLE_STRONG);
    bytes_clear(text);
    if (event->kind != KIND_TASK) {
        bytes_append_format(text, "%s ", kind_name(event->kind));
    }
    bytes_append(text, event->id);
    table_add(table, bytes_slice(text), STYLE_STRONG);
    bytes_clear(text);
    append_change(text, event, table->utf8);
    table_add(table, bytes_slice(text), event->what == COMPARE_REMOVED ? STYLE_DIM : output_style_of(event->new_state));
    table_add_text(table, event->hand == HAND_OUTSIDE ? slice_of(event_hand_name(event->hand)) : event->who, STYLE_PLAIN);
    bytes_clear(text);
    bytes_append(text, event->file);
    bytes_append_format(text, ":%zu", event->line);
    table_add_text(table, bytes_slice(text), STYLE_QUIET);
    table->failed = table->failed || text->failed;
}

bool print_history(struct output *output, const struct events *events, struct error *error)
{
    struct table table;
    struct bytes text;
    table_init(&table, output, HISTORY_COLUMNS);
    bytes_init(&text);
    for (size_t i = 0; i < events->count; i++) {
        add_event(&table, &events->items[i], &text);
    }
    bool done = table_print(&table, 0, output, error);
    bytes_release(&text);
    table_release(&table);
    return done;
}

/* ---- times ---- */

static void append_span(struct bytes *out, int64_t seconds)
{
    unsigned long long minutes = seconds < 0 ? 0 : (unsigned long long)seconds / 60;
    if (minutes < 60) {
        bytes_append_format(out, "%llu min", minutes);
    } else if (minutes < 48 * 60) {
        bytes_append_format(out, "%llu.%llu h", minutes / 60, minutes % 60 / 6);
    } else {
        bytes_append_format(out, "%llu.%llu d", minutes / 1440, minutes % 1440 / 144);
    }
}

/* What nobody understands stands last. */
static enum state column_state(size_t column)
{
    return (enum state)((column + 1) % STATE_COUNT);
}

bool print_history_times(struct output *output, const struct flow_table *times, struct error *error)
{
    struct table table;
    struct bytes text;
    table_init(&table, output, STATE_COUNT + 2);
    bytes_init(&text);
    table.headings[0] = "ID";
    table.headings[1] = "NOW";
    for (size_t i = 0; i < STATE_COUNT; i++) {
        table.headings[i + 2] = state_name(column_state(i));
    }
    for (size_t i = 0; i < times->count; i++) {
        const struct flow_times *item = &times->items[i];
        bytes_clear(&text);
        if (item->kind != KIND_TASK) {
            bytes_append_format(&text, "%s ", kind_name(item->kind));
        }
        bytes_append(&text, item->id);
        table_add(&table, bytes_slice(&text), STYLE_STRONG);
        table_add_text(&table, slice_of(item->gone ? "gone" : state_name(item->state)),
                       item->gone ? STYLE_DIM : output_style_of(item->state));
        for (size_t k = 0; k < STATE_COUNT; k++) {
            bytes_clear(&text);
            if (item->seconds[column_state(k)] > 0) {
                append_span(&text, item->seconds[column_state(k)]);
            }
            table_add_text(&table, bytes_slice(&text), STYLE_PLAIN);
        }
    }
    table.failed = table.failed || text.failed;
    bool done = table_print(&table, 0, output, error);
    bytes_release(&text);
    table_release(&table);
    return done;
}
