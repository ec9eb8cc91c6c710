#include "json/json_event.h"

static void write_value(struct json_writer *writer, const char *key, struct slice value)
{
    if (value.data == NULL) {
        writer_null(writer, key);
    } else {
        writer_text(writer, key, value);
    }
}

static void write_keys(struct json_writer *writer, const struct event *event)
{
    static const char *const what[] = {[COMPARE_ADDED] = "added", [COMPARE_REMOVED] = "removed",
                                       [COMPARE_CHANGED] = "changed"};
    writer_text_or_null(writer, "time", event->time);
    writer_text_or_null(writer, "who", event->who);
    if (event->hand != HAND_UNKNOWN) {
        writer_text(writer, "hand", slice_of(event_hand_name(event->hand)));
    }
    writer_text_or_null(writer, "commit", event->commit);
    writer_text(writer, "what", slice_of(what[event->what]));
    writer_text(writer, "kind", slice_of(kind_name(event->kind)));
    writer_text(writer, "id", event->id);
    writer_text_or_null(writer, "field", event->field);
    write_value(writer, "old", event->old);
    write_value(writer, "new", event->new);
    writer_text(writer, "file", event->file);
    writer_count(writer, "line", event->line);
}

void json_event(struct json_writer *writer, const struct event *event)
{
    writer_begin_object(writer, NULL);
    write_keys(writer, event);
    if (event->old_state != event->new_state) {
        writer_text(writer, "old_state", slice_of(state_name(event->old_state)));
        writer_text(writer, "new_state", slice_of(state_name(event->new_state)));
    }
    writer_end_object(writer);
}

bool json_event_line(struct bytes *out, const struct plan *plan, const struct event *event, struct error *error)
{
    struct json_writer writer;
    writer_init(&writer, out);
    json_plan_begin(&writer, plan);
    write_keys(&writer, event);
    return json_plan_end(&writer, error);
}
