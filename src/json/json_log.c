#include "json/json_log.h"

#include "json/json_plan.h"

static void write_number_or_null(struct json_writer *writer, const char *key, size_t number)
{
    if (number == 0) {
        writer_null(writer, key);
    } else {
        writer_count(writer, key, number);
    }
}

static void write_record(struct json_writer *writer, const struct log_record *record)
{
    writer_line(writer);
    writer_begin_object(writer, NULL);
    writer_count(writer, "id", record->id);
    writer_text(writer, "time", record->time);
    writer_text(writer, "who", record->who);
    writer_text(writer, "verb", record->verb);
    writer_text(writer, "summary", record->summary);
    write_number_or_null(writer, "undoes", record->undoes);
    write_number_or_null(writer, "undone_by", record->undone_by);
    writer_begin_array(writer, "subjects");
    for (size_t i = 0; i < record->subject_count; i++) {
        writer_text(writer, NULL, record->subjects[i]);
    }
    writer_end_array(writer);
    writer_begin_array(writer, "files");
    for (size_t i = 0; i < record->file_count; i++) {
        writer_text(writer, NULL, record->files[i].path);
    }
    writer_end_array(writer);
    writer_end_object(writer);
}

bool json_log(struct bytes *out, const struct plan *plan, const struct log *log, struct error *error)
{
    struct json_writer writer;
    writer_init(&writer, out);
    json_plan_begin(&writer, plan);
    writer_begin_array(&writer, "changes");
    for (size_t i = 0; i < log->count; i++) {
        write_record(&writer, &log->records[i]);
    }
    writer_end_array(&writer);
    writer_count(&writer, "damaged", log->damaged);
    return json_plan_end(&writer, error);
}
