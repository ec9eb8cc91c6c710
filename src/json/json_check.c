#include "json/json_check.h"

#include "json/json_plan.h"

#include <stdio.h>

static void write_counts(struct json_writer *writer, const struct findings *findings)
{
    writer_begin_object(writer, "counts");
    for (enum severity severity = SEVERITY_COUNT; severity-- > SEVERITY_NOTE;) {
        writer_count(writer, severity_name(severity), findings->counts[severity]);
    }
    writer_end_object(writer);
}

bool json_check(struct bytes *out, const struct plan *plan, const struct findings *findings, struct error *error)
{
    struct json_writer writer;
    writer_init(&writer, out);
    json_plan_begin(&writer, plan);
    writer_begin_array(&writer, "findings");
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        writer_line(&writer);
        writer_begin_object(&writer, NULL);
        writer_text(&writer, "rule", slice_of(finding->rule->id));
        writer_text(&writer, "severity", slice_of(severity_name(finding->severity)));
        writer_text(&writer, "message", finding->message);
        writer_text(&writer, "file", finding->path);
        writer_count(&writer, "line", finding->line);
        writer_count(&writer, "column", finding->column);
        writer_truth(&writer, "fix", finding->fix.kind != FIX_NONE);
        writer_end_object(&writer);
    }
    writer_end_array(&writer);
    write_counts(&writer, findings);
    return json_plan_end(&writer, error);
}

/* ---- the status artifact ---- */

/* 2026-02-19T14:03Z becomes 2026-02-19T14:03:00+00:00. */
static void write_moment(struct json_writer *writer, const char *key, struct slice now)
{
    char text[40];
    (void)snprintf(text, sizeof text, "%.16s:00+00:00", now.data);
    writer_text(writer, key, now.size >= 16 ? slice_of(text) : now);
}

static void write_facts(struct json_writer *writer, const struct plan *plan, const struct findings *findings)
{
    writer_begin_object(writer, "facts");
    writer_text(writer, "profile", plan->profile->name);
    writer_rev(writer, "rev", plan->rev);
    writer_count(writer, "documents", plan->document_count);
    writer_count(writer, "tasks", plan->records[KIND_TASK].count);
    size_t done = 0;
    for (size_t i = 0; i < plan->records[KIND_TASK].count; i++) {
        done += state_is_closed(plan->records[KIND_TASK].items[i]->state) ? 1 : 0;
    }
    writer_count(writer, "tasks_finished", done);
    writer_count(writer, "claims", plan->records[KIND_CLAIM].count);
    writer_count(writer, "blockers", plan->records[KIND_BLOCKER].count);
    writer_count(writer, "errors", findings->counts[SEVERITY_ERROR]);
    writer_count(writer, "warnings", findings->counts[SEVERITY_WARNING]);
    writer_count(writer, "notes", findings->counts[SEVERITY_NOTE]);
    writer_end_object(writer);
}

bool json_check_status(struct bytes *out, const struct plan *plan, const struct findings *findings, struct slice now,
                       struct error *error)
{
    struct json_writer writer;
    struct bytes text;
    writer_init(&writer, out);
    bytes_init(&text);
    writer_begin_object(&writer, NULL);
    writer_begin_array(&writer, "contradictions");
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        if (finding->severity == SEVERITY_NOTE) {
            continue;
        }
        bytes_clear(&text);
        bytes_append_format(&text, "%.*s:%zu: %.*s [%s]", SLICE_PRINT(finding->path), finding->line,
                            SLICE_PRINT(finding->message), finding->rule->id);
        writer_line(&writer);
        writer_text(&writer, NULL, bytes_slice(&text));
        out->failed = out->failed || text.failed;
    }
    writer_end_array(&writer);
    write_facts(&writer, plan, findings);
    write_moment(&writer, "generated_at_utc", now);
    writer_text(&writer, "repo_root", plan->root);
    writer_text(&writer, "status", slice_of(findings->counts[SEVERITY_ERROR] > 0     ? "fail"
                                            : findings->counts[SEVERITY_WARNING] > 0 ? "warn"
                                                                                     : "ok"));
    bytes_release(&text);
    return json_plan_end(&writer, error);
}
