#include "json/json_next.h"

static void write_entry(struct json_writer *writer, const struct item_context *context, const struct rank_entry *entry)
{
    writer_line(writer);
    writer_begin_object(writer, NULL);
    json_plan_keys(writer, context, entry->task);
    writer_begin_array(writer, "reasons");
    for (size_t i = 0; i < entry->reason_count; i++) {
        writer_text(writer, NULL, entry->reasons[i]);
    }
    writer_end_array(writer);
    writer_begin_object(writer, "unblocks");
    writer_count(writer, "direct", entry->direct);
    writer_count(writer, "all", entry->through);
    writer_end_object(writer);
    writer_count(writer, "chain", entry->behind);
    writer_end_object(writer);
}

static void write_hold(struct json_writer *writer, const struct rank_hold *hold)
{
    writer_line(writer);
    writer_begin_object(writer, NULL);
    writer_text(writer, "id", record_name(hold->task));
    writer_text(writer, "state", slice_of(state_name(hold->task->state)));
    writer_text(writer, "reason", hold->reason);
    writer_count(writer, "holds", hold->holds);
    writer_end_object(writer);
}

static void write_taken(struct json_writer *writer, const struct rank_hold *taken)
{
    writer_line(writer);
    writer_begin_object(writer, NULL);
    writer_text(writer, "id", record_name(taken->task));
    writer_text(writer, "reason", taken->reason);
    writer_end_object(writer);
}

bool json_next(struct bytes *out, const struct item_context *context, const struct ranking *ranking, size_t count,
               const struct change *change, bool written, struct error *error)
{
    struct json_writer writer;
    writer_init(&writer, out);
    json_plan_begin(&writer, context->plan);
    writer_begin_array(&writer, "items");
    for (size_t i = 0; i < ranking->count && i < count; i++) {
        write_entry(&writer, context, &ranking->entries[i]);
    }
    writer_end_array(&writer);
    writer_begin_array(&writer, "holds");
    for (size_t i = 0; i < ranking->hold_count; i++) {
        write_hold(&writer, &ranking->holds[i]);
    }
    writer_end_array(&writer);
    writer_begin_array(&writer, "taken");
    for (size_t i = 0; i < ranking->taken_count; i++) {
        write_taken(&writer, &ranking->taken[i]);
    }
    writer_end_array(&writer);
    return (change == NULL || json_change_keys(&writer, change, written, error)) && json_plan_end(&writer, error);
}
