#include "json/json_handoff.h"

#include "json/json_plan.h"

bool json_handoff(struct bytes *out, const struct plan *plan, const struct handoff *handoff, struct error *error)
{
    struct json_writer writer;
    writer_init(&writer, out);
    json_plan_begin(&writer, plan);
    if (handoff->since.size > 0) {
        writer_text(&writer, "since", handoff->since);
    } else {
        writer_null(&writer, "since");
    }
    writer_begin_array(&writer, "sections");
    for (size_t i = 0; i < handoff->count; i++) {
        writer_line(&writer);
        writer_begin_object(&writer, NULL);
        writer_text(&writer, "title", handoff->sections[i].title);
        writer_begin_array(&writer, "lines");
        for (size_t k = 0; k < handoff->sections[i].count; k++) {
            writer_text(&writer, NULL, handoff->sections[i].lines[k]);
        }
        writer_end_array(&writer);
        writer_end_object(&writer);
    }
    writer_end_array(&writer);
    return json_plan_end(&writer, error);
}

static void write_point(struct json_writer *writer, const struct plan *plan, const struct intake_point *point)
{
    writer_line(writer);
    writer_begin_object(writer, NULL);
    writer_text(writer, "text", point->text);
    if (point->line > 0) {
        writer_text(writer, "file", slice_of(plan_path(plan, point->document)));
        writer_count(writer, "line", point->line);
    } else {
        writer_null(writer, "file");
        writer_null(writer, "line");
    }
    writer_text(writer, "verdict", slice_of(intake_verdict_name(point->verdict)));
    writer_text(writer, "reason", point->reason);
    writer_end_object(writer);
}

bool json_intake(struct bytes *out, const struct plan *plan, const struct intake *intake, struct error *error)
{
    size_t counts[INTAKE_VERDICTS] = {0};
    struct json_writer writer;
    writer_init(&writer, out);
    json_plan_begin(&writer, plan);
    writer_begin_array(&writer, "tasks");
    for (size_t i = 0; i < intake->task_count; i++) {
        writer_text(&writer, NULL, intake->tasks[i]->id);
    }
    writer_end_array(&writer);
    writer_begin_array(&writer, "points");
    for (size_t i = 0; i < intake->point_count; i++) {
        write_point(&writer, plan, &intake->points[i]);
        counts[intake->points[i].verdict]++;
    }
    writer_end_array(&writer);
    writer_begin_object(&writer, "counts");
    for (enum intake_verdict verdict = 0; verdict < INTAKE_VERDICTS; verdict++) {
        writer_count(&writer, intake_verdict_name(verdict), counts[verdict]);
    }
    writer_end_object(&writer);
    return json_plan_end(&writer, error);
}
