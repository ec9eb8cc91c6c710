#include "json/json_change.h"

#include "json/json_plan.h"

static void write_text_or_absent(struct json_writer *writer, const char *key, struct slice text)
{
    if (text.data == NULL) {
        writer_null(writer, key);
    } else {
        writer_text(writer, key, text);
    }
}

static bool write_file(struct json_writer *writer, const struct change *change, size_t number, struct arena *arena,
                       struct error *error)
{
    struct change_line *lines = NULL;
    size_t count = 0;
    if (!change_lines(change, number, arena, &lines, &count, error)) {
        return false;
    }
    writer_begin_object(writer, NULL);
    writer_text(writer, "file", change->files[number].path);
    writer_begin_array(writer, "edits");
    for (size_t i = 0; i < count; i++) {
        writer_line(writer);
        writer_begin_object(writer, NULL);
        writer_count(writer, "line", lines[i].line);
        write_text_or_absent(writer, "old", lines[i].old);
        write_text_or_absent(writer, "new", lines[i].new);
        writer_end_object(writer);
    }
    writer_end_array(writer);
    writer_end_object(writer);
    return true;
}

static void write_mentions(struct json_writer *writer, const struct change *change)
{
    writer_begin_array(writer, "mentions");
    for (size_t i = 0; i < change->mention_count; i++) {
        const struct change_mention *mention = &change->mentions[i];
        writer_begin_object(writer, NULL);
        writer_text(writer, "file", mention->path);
        writer_count(writer, "line", mention->line);
        writer_text(writer, "text", mention->text);
        writer_end_object(writer);
    }
    writer_end_array(writer);
}

bool json_change_keys(struct json_writer *writer, const struct change *change, bool written, struct error *error)
{
    struct arena arena;
    arena_init(&arena);
    writer_begin_object(writer, "change");
    writer_text(writer, "summary", change->summary);
    writer_begin_array(writer, "files");
    bool done = true;
    for (size_t i = 0; i < change->file_count && done; i++) {
        done = write_file(writer, change, i, &arena, error);
    }
    writer_end_array(writer);
    write_mentions(writer, change);
    writer_end_object(writer);
    writer_truth(writer, "written", written);
    if (change->commit.data != NULL) {
        writer_text(writer, "commit", change->commit);
    }
    arena_release(&arena);
    return done;
}

bool json_change(struct bytes *out, const struct plan *plan, const struct change *change, bool written,
                 struct error *error)
{
    struct json_writer writer;
    writer_init(&writer, out);
    json_plan_begin(&writer, plan);
    return json_change_keys(&writer, change, written, error) && json_plan_end(&writer, error);
}
