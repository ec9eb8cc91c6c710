#include "json/json_error.h"

#include "json/writer.h"

void json_error(struct bytes *out, const struct error *error)
{
    struct json_writer writer;
    writer_init(&writer, out);
    writer_begin_object(&writer, NULL);
    writer_text(&writer, "schema", slice_of("workboard/1"));
    writer_begin_object(&writer, "error");
    writer_count(&writer, "code", (size_t)error->code);
    writer_text_or_null(&writer, "rule", slice_of(error->rule));
    writer_text(&writer, "message", slice_of(error->message));
    writer_text_or_null(&writer, "holder", slice_of(error->holder));
    writer_begin_array(&writer, "candidates");
    struct slice rest = slice_of(error->candidates);
    struct slice candidate;
    while (rest.size > 0 && slice_next(&rest, '\n', &candidate)) {
        writer_text(&writer, NULL, candidate);
    }
    writer_end_array(&writer);
    writer_text_or_null(&writer, "file", slice_of(error->file));
    if (error->line > 0) {
        writer_count(&writer, "line", error->line);
    } else {
        writer_null(&writer, "line");
    }
    writer_end_object(&writer);
    writer_end_object(&writer);
    bytes_append_byte(out, '\n');
}
