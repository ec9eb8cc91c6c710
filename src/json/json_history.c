#include "json/json_history.h"

#include <time.h>

static void write_moment(struct json_writer *writer, const char *key, int64_t seconds)
{
    char text[32];
    time_t moment = (time_t)seconds;
    struct tm utc;
    if (gmtime_r(&moment, &utc) == NULL || strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc) == 0) {
        writer_null(writer, key);
    } else {
        writer_text(writer, key, slice_of(text));
    }
}

static void write_flow(struct json_writer *writer, const struct json_flow *plot)
{
    const struct flow *flow = plot->flow;
    for (size_t i = 0; i < flow->group_count; i++) {
        writer_line(writer);
        writer_begin_object(writer, NULL);
        writer_text(writer, "by", slice_of(plot->by));
        writer_text_or_null(writer, "name", flow->groups[i].name);
        writer_begin_array(writer, "points");
        for (size_t k = 0; k < flow->point_count; k++) {
            const struct flow_point *point = &flow->groups[i].points[k];
            double part = flow->point_count < 2 ? 1 : (double)k / (double)(flow->point_count - 1);
            writer_begin_object(writer, NULL);
            write_moment(writer, "time", flow->first + (int64_t)(part * (double)(flow->last - flow->first)));
            writer_count(writer, "total", point->total);
            writer_count(writer, "done", point->done);
            writer_count(writer, "in_progress", point->busy);
            writer_end_object(writer);
        }
        writer_end_array(writer);
        writer_end_object(writer);
    }
}

static void write_times(struct json_writer *writer, const struct flow_times *times)
{
    writer_line(writer);
    writer_begin_object(writer, NULL);
    writer_text(writer, "kind", slice_of(kind_name(times->kind)));
    writer_text(writer, "id", times->id);
    writer_text(writer, "state", slice_of(state_name(times->state)));
    writer_truth(writer, "gone", times->gone);
    writer_begin_object(writer, "seconds");
    for (size_t i = 0; i < STATE_COUNT; i++) {
        if (times->seconds[i] > 0) {
            writer_count(writer, state_name((enum state)i), (size_t)times->seconds[i]);
        }
    }
    writer_end_object(writer);
    writer_end_object(writer);
}

bool json_history(struct bytes *out, const struct plan *plan, const struct history *history,
                  const struct json_flow *flows, size_t flow_count, const struct flow_table *times, struct error *error)
{
    struct json_writer writer;
    writer_init(&writer, out);
    json_plan_begin(&writer, plan);
    writer_begin_array(&writer, "events");
    for (size_t i = 0; i < history->events.count; i++) {
        writer_line(&writer);
        json_event(&writer, &history->events.items[i]);
    }
    writer_end_array(&writer);
    writer_truth(&writer, "shallow", history->is_shallow);
    if (flow_count > 0) {
        writer_begin_array(&writer, "flow");
        for (size_t i = 0; i < flow_count; i++) {
            write_flow(&writer, &flows[i]);
        }
        writer_end_array(&writer);
    }
    if (times != NULL) {
        writer_begin_array(&writer, "times");
        for (size_t i = 0; i < times->count; i++) {
            write_times(&writer, &times->items[i]);
        }
        writer_end_array(&writer);
    }
    return json_plan_end(&writer, error);
}
