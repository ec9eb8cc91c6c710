#include "store/log.h"

#include "base/memory.h"
#include "store/file.h"
#include "store/journal_text.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum {
    LOG_SLACK = 100, /* records more than the limit before the file is trimmed */
    PRIVATE_MODE = 0600
};

const char log_name[] = "changes.jsonl";

#define LOG_FILE_LIMIT ((size_t)1 << 28)

static uint64_t hash_step(uint64_t hash, char byte)
{
    return (hash ^ (unsigned char)byte) * UINT64_C(0x100000001b3);
}

static uint64_t hash_on(uint64_t hash, struct slice content, size_t from)
{
    for (size_t i = from; i < content.size; i++) {
        hash = hash_step(hash, content.data[i]);
    }
    return hash;
}

static const uint64_t hash_start = UINT64_C(0xcbf29ce484222325);

uint64_t log_hash(struct slice content)
{
    return hash_on(hash_start, content, 0);
}

void log_hash_both(struct slice first, struct slice second, uint64_t *first_hash, uint64_t *second_hash)
{
    size_t common = first.size < second.size ? first.size : second.size;
    uint64_t left = hash_start;
    uint64_t right = hash_start;
    for (size_t i = 0; i < common; i++) {
        left = hash_step(left, first.data[i]);
        right = hash_step(right, second.data[i]);
    }
    *first_hash = hash_on(left, first, common);
    *second_hash = hash_on(right, second, common);
}

static void write_member(struct bytes *out, const char *name, struct slice value)
{
    bytes_append_format(out, ",\"%s\":", name);
    journal_text_write(out, value);
}

/* For values that are never null. */
static struct slice present(struct slice text)
{
    return text.data == NULL ? slice_make("", 0) : text;
}

static void write_context(struct bytes *out, const struct log_edit *edit)
{
    if (edit->above.data != NULL) {
        write_member(out, "above", edit->above);
    }
    if (edit->below.data != NULL) {
        write_member(out, "below", edit->below);
    }
}

static void write_files(struct bytes *out, const struct log_record *record)
{
    bytes_append_text(out, ",\"files\":[");
    for (size_t i = 0; i < record->file_count; i++) {
        const struct log_file *file = &record->files[i];
        bytes_append_text(out, i > 0 ? ",{\"path\":" : "{\"path\":");
        journal_text_write(out, present(file->path));
        bytes_append_text(out, ",\"before_hash\":");
        journal_text_write_hash(out, file->before_hash);
        bytes_append_text(out, ",\"after_hash\":");
        journal_text_write_hash(out, file->after_hash);
        bytes_append_text(out, ",\"edits\":[");
        for (size_t k = 0; k < file->edit_count; k++) {
            bytes_append_format(out, "%s{\"start\":%zu", k > 0 ? "," : "", file->edits[k].start);
            write_member(out, "old", present(file->edits[k].old));
            write_member(out, "new", present(file->edits[k].new));
            write_context(out, &file->edits[k]);
            bytes_append_byte(out, '}');
        }
        bytes_append_text(out, "]}");
    }
    bytes_append_byte(out, ']');
}

bool log_write_line(const struct log_record *record, struct bytes *out, struct error *error)
{
    bytes_append_format(out, "{\"id\":%zu", record->id);
    write_member(out, "time", present(record->time));
    write_member(out, "who", present(record->who));
    write_member(out, "verb", present(record->verb));
    write_member(out, "summary", present(record->summary));
    if (record->undoes > 0) {
        bytes_append_format(out, ",\"undoes\":%zu", record->undoes);
    } else {
        bytes_append_text(out, ",\"undoes\":null");
    }
    bytes_append_text(out, ",\"subjects\":[");
    for (size_t i = 0; i < record->subject_count; i++) {
        bytes_append_text(out, i > 0 ? "," : "");
        journal_text_write(out, present(record->subjects[i]));
    }
    bytes_append_byte(out, ']');
    write_files(out, record);
    bytes_append_text(out, ",\"effects\":[");
    for (size_t i = 0; i < record->effect_count; i++) {
        const struct log_effect *effect = &record->effects[i];
        bytes_append_text(out, i > 0 ? ",{\"kind\":" : "{\"kind\":");
        journal_text_write(out, present(effect->kind));
        write_member(out, "id", present(effect->id));
        write_member(out, "file", present(effect->file));
        bytes_append_format(out, ",\"place\":%zu", effect->place);
        write_member(out, "role", present(effect->role));
        write_member(out, "cell", effect->cell);
        write_member(out, "old", effect->old);
        write_member(out, "new", effect->new);
        bytes_append_byte(out, '}');
    }
    bytes_append_text(out, "]}\n");
    return !out->failed || error_no_memory(error);
}

bool log_load(const struct folder *folder, struct bytes *out, struct error *error)
{
    if (folder->path == NULL) {
        return true;
    }
    char *path = file_join(folder->path, log_name);
    if (path == NULL) {
        return error_no_memory(error);
    }
    struct error reason;
    error_clear(&reason);
    bool done = file_read(path, LOG_FILE_LIMIT, out, NULL, &reason) || reason.code == ERROR_NOT_FOUND;
    if (!done && error != NULL) {
        *error = reason;
    }
    memory_free(path);
    return done;
}

/* The id of a line, or 0 where it is no record. */
static size_t line_id(struct slice line)
{
    cJSON *object = cJSON_ParseWithLength(line.data, line.size);
    size_t id = 0;
    if (!journal_text_read_count(object, "id", &id)) {
        id = 0;
    }
    cJSON_Delete(object);
    return id;
}

/* The id of the last line that has one, and how many lines there are. */
static size_t last_id(struct slice text, size_t *lines)
{
    struct slice rest = text;
    struct slice line;
    *lines = 0;
    while (slice_next(&rest, '\n', &line)) {
        *lines += line.size > 0 ? 1 : 0;
    }
    size_t end = text.size;
    while (end > 0) {
        size_t start = end;
        while (start > 0 && text.data[start - 1] != '\n') {
            start--;
        }
        size_t id = start < end ? line_id(slice_part(text, start, end)) : 0;
        if (id > 0) {
            return id;
        }
        end = start > 0 ? start - 1 : 0;
    }
    return 0;
}

bool log_next_id(const struct folder *folder, size_t *id, struct error *error)
{
    struct bytes text;
    bytes_init(&text);
    size_t lines;
    bool done = log_load(folder, &text, error);
    if (done) {
        *id = last_id(bytes_slice(&text), &lines) + 1;
    }
    bytes_release(&text);
    return done;
}

/* The newest `keep` lines, with `line` behind them. */
static bool trim(const char *path, struct slice text, size_t keep, struct slice line, struct error *error)
{
    size_t start = text.size;
    size_t seen = 0;
    while (start > 0) {
        size_t at = start - 1;
        while (at > 0 && text.data[at - 1] != '\n') {
            at--;
        }
        seen += slice_trim(slice_part(text, at, start)).size > 0 ? 1 : 0;
        if (seen > keep) {
            break;
        }
        start = at;
    }
    struct bytes whole;
    bytes_init(&whole);
    bytes_append(&whole, slice_part(text, start, text.size));
    if (whole.size > 0 && whole.data[whole.size - 1] != '\n') {
        bytes_append_byte(&whole, '\n');
    }
    bytes_append(&whole, line);
    bool done = whole.failed ? error_no_memory(error) : file_replace(path, bytes_slice(&whole), FILE_SAFE, error);
    bytes_release(&whole);
    return done;
}

/* Appends in one write, so that a crash leaves at most one damaged line, and takes back what a full disk let through.
 */
static bool append(const char *path, struct slice text, struct slice line, struct error *error)
{
    struct bytes whole;
    bytes_init(&whole);
    if (text.size > 0 && text.data[text.size - 1] != '\n') {
        bytes_append_byte(&whole, '\n');
    }
    if (!bytes_append(&whole, line)) {
        bytes_release(&whole);
        return error_no_memory(error);
    }
    int number = 0;
    int descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW, PRIVATE_MODE);
    if (descriptor < 0) {
        number = errno;
    } else {
        number = file_write_all(descriptor, bytes_slice(&whole));
        if (number == 0 && fsync(descriptor) != 0) {
            number = errno;
        }
        if (number == 0 && text.size == 0 && !file_sync_folder(path, NULL)) {
            number = EIO;
        }
        if (number != 0 && ftruncate(descriptor, (off_t)text.size) != 0) {
            /* Then a damaged line stays behind, which readers skip. */
        }
        close(descriptor);
    }
    bytes_release(&whole);
    return number == 0 || file_error(error, path, "written", number);
}

bool log_holds(const struct folder *folder, size_t id, bool *holds, struct error *error)
{
    struct bytes text;
    size_t lines = 0;
    bytes_init(&text);
    bool done = log_load(folder, &text, error);
    *holds = done && last_id(bytes_slice(&text), &lines) >= id;
    bytes_release(&text);
    return done;
}

bool log_append_line(const struct folder *folder, struct slice line, size_t id, struct error *error)
{
    if (!folder_make(folder, error)) {
        return false;
    }
    char *path = file_join(folder->path, log_name);
    if (path == NULL) {
        return error_no_memory(error);
    }
    struct bytes text;
    bytes_init(&text);
    size_t lines = 0;
    bool done = log_load(folder, &text, error);
    if (done && last_id(bytes_slice(&text), &lines) < id) {
        done = lines >= LOG_LIMIT + LOG_SLACK ? trim(path, bytes_slice(&text), LOG_LIMIT - 1, line, error)
                                              : append(path, bytes_slice(&text), line, error);
    }
    bytes_release(&text);
    memory_free(path);
    return done;
}

bool log_append(const struct folder *folder, struct log_record *record, struct error *error)
{
    struct bytes line;
    bytes_init(&line);
    bool done = log_next_id(folder, &record->id, error) && log_write_line(record, &line, error) &&
                log_append_line(folder, bytes_slice(&line), record->id, error);
    bytes_release(&line);
    return done;
}
