#include "store/log.h"

#include "store/journal_text.h"

/* Out of memory and a damaged line look alike to those who read; only the second may be skipped. */
struct reading {
    struct arena *arena;
    bool starved;
};

static void *take(struct reading *reading, size_t count, size_t size)
{
    void *room = arena_new(reading->arena, count, size);
    reading->starved = reading->starved || room == NULL;
    return room;
}

static bool copy_text(struct reading *reading, struct bytes *bytes, struct slice *text)
{
    *text = arena_copy(reading->arena, bytes_slice(bytes));
    reading->starved = reading->starved || text->data == NULL;
    return text->data != NULL;
}

/* Reads a text into the arena. `nullable`: null is a text without data. */
static bool read_text(struct reading *reading, const cJSON *object, const char *key, bool nullable, struct slice *text)
{
    struct bytes bytes;
    bytes_init(&bytes);
    bool is_null = false;
    bool done = journal_text_read(object, key, &bytes, nullable ? &is_null : NULL);
    if (done && is_null) {
        *text = (struct slice){0};
    } else if (done) {
        done = copy_text(reading, &bytes, text);
    }
    reading->starved = reading->starved || bytes.failed;
    bytes_release(&bytes);
    return done;
}

/* The array `key` and how many things it has; false where it is none. */
static bool read_array(const cJSON *object, const char *key, const cJSON **array, size_t *count)
{
    *array = cJSON_GetObjectItemCaseSensitive(object, key);
    *count = cJSON_IsArray(*array) ? (size_t)cJSON_GetArraySize(*array) : 0;
    return cJSON_IsArray(*array);
}

/* Records of older versions have none. */
static bool read_context(struct reading *reading, const cJSON *object, const char *key, struct slice *text)
{
    return !cJSON_HasObjectItem(object, key) || read_text(reading, object, key, false, text);
}

static bool read_edits(struct reading *reading, const cJSON *object, struct log_file *file)
{
    const cJSON *array;
    size_t count;
    if (!read_array(object, "edits", &array, &count)) {
        return false;
    }
    file->edits = take(reading, count, sizeof *file->edits);
    if (file->edits == NULL) {
        return false;
    }
    const cJSON *item;
    cJSON_ArrayForEach(item, array) {
        struct log_edit *edit = &file->edits[file->edit_count++];
        if (!journal_text_read_count(item, "start", &edit->start) ||
            !read_text(reading, item, "old", false, &edit->old) ||
            !read_text(reading, item, "new", false, &edit->new) || !read_context(reading, item, "above", &edit->above) ||
            !read_context(reading, item, "below", &edit->below)) {
            return false;
        }
    }
    return true;
}

static bool read_files(struct reading *reading, const cJSON *object, struct log_record *record)
{
    const cJSON *array;
    size_t count;
    if (!read_array(object, "files", &array, &count)) {
        return false;
    }
    record->files = take(reading, count, sizeof *record->files);
    if (record->files == NULL) {
        return false;
    }
    const cJSON *item;
    cJSON_ArrayForEach(item, array) {
        struct log_file *file = &record->files[record->file_count++];
        if (!read_text(reading, item, "path", false, &file->path) ||
            !journal_text_read_hash(item, "before_hash", &file->before_hash) ||
            !journal_text_read_hash(item, "after_hash", &file->after_hash) || !read_edits(reading, item, file)) {
            return false;
        }
    }
    return true;
}

static bool read_effects(struct reading *reading, const cJSON *object, struct log_record *record)
{
    const cJSON *array;
    size_t count;
    if (!read_array(object, "effects", &array, &count)) {
        return false;
    }
    record->effects = take(reading, count, sizeof *record->effects);
    if (record->effects == NULL) {
        return false;
    }
    const cJSON *item;
    cJSON_ArrayForEach(item, array) {
        struct log_effect *effect = &record->effects[record->effect_count++];
        if (!read_text(reading, item, "kind", false, &effect->kind) ||
            !read_text(reading, item, "id", false, &effect->id) ||
            !read_text(reading, item, "file", false, &effect->file) ||
            !journal_text_read_count(item, "place", &effect->place) ||
            !read_text(reading, item, "role", false, &effect->role) ||
            !read_text(reading, item, "cell", true, &effect->cell) ||
            !read_text(reading, item, "old", true, &effect->old) || !read_text(reading, item, "new", true, &effect->new)) {
            return false;
        }
    }
    return true;
}

static bool read_subjects(struct reading *reading, const cJSON *object, struct log_record *record)
{
    const cJSON *array;
    size_t count;
    if (!read_array(object, "subjects", &array, &count)) {
        return false;
    }
    record->subjects = take(reading, count, sizeof *record->subjects);
    if (record->subjects == NULL) {
        return false;
    }
    const cJSON *item;
    cJSON_ArrayForEach(item, array) {
        struct bytes bytes;
        bytes_init(&bytes);
        bool done = journal_text_read_item(item, &bytes) &&
                    copy_text(reading, &bytes, &record->subjects[record->subject_count++]);
        reading->starved = reading->starved || bytes.failed;
        bytes_release(&bytes);
        if (!done) {
            return false;
        }
    }
    return true;
}

static bool read_record(struct reading *reading, struct slice line, struct log_record *record)
{
    *record = (struct log_record){0};
    cJSON *object = cJSON_ParseWithLength(line.data, line.size);
    bool done = cJSON_IsObject(object) && journal_text_read_count(object, "id", &record->id) && record->id > 0 &&
                read_text(reading, object, "time", false, &record->time) &&
                read_text(reading, object, "who", false, &record->who) &&
                read_text(reading, object, "verb", false, &record->verb) &&
                read_text(reading, object, "summary", false, &record->summary) && read_subjects(reading, object, record) &&
                read_files(reading, object, record) && read_effects(reading, object, record);
    if (done && !journal_text_read_count(object, "undoes", &record->undoes)) {
        record->undoes = 0;
    }
    cJSON_Delete(object);
    return done;
}

const struct log_record *log_find(const struct log *log, size_t id)
{
    for (size_t i = 0; id > 0 && i < log->count; i++) {
        if (log->records[i].id == id) {
            return &log->records[i];
        }
    }
    return NULL;
}

/* What had made `taken` again is over, too: it is taken back by `record` now. */
static void mark_redone(struct log *log, const struct log_record *taken, const struct log_record *record)
{
    for (size_t i = 0; i < log->count; i++) {
        const struct log_record *undo = &log->records[i];
        const struct log_record *redo =
            undo->undoes == taken->id && undo->id < record->id ? log_find(log, undo->undone_by) : NULL;
        if (redo != NULL && redo->undone_by == 0) {
            log->records[redo - log->records].undone_by = record->id;
        }
    }
}

/* From the oldest to the newest: what takes something back may be taken back itself. */
static void mark_undone(struct log *log)
{
    for (size_t i = log->count; i > 0; i--) {
        struct log_record *record = &log->records[i - 1];
        const struct log_record *found = log_find(log, record->undoes);
        if (found == NULL || found->id >= record->id) {
            continue;
        }
        struct log_record *taken = &log->records[found - log->records];
        taken->undone_by = record->id;
        mark_redone(log, taken, record);
        const struct log_record *older = log_find(log, taken->undoes);
        if (older != NULL && older->undone_by == taken->id) {
            log->records[older - log->records].undone_by = 0;
        }
    }
}

static bool parse(struct log *log, struct slice text, struct error *error)
{
    size_t capacity = 0;
    size_t end = text.size;
    while (end > 0 && log->count < LOG_LIMIT) {
        size_t start = end;
        while (start > 0 && text.data[start - 1] != '\n') {
            start--;
        }
        struct slice line = slice_trim(slice_part(text, start, end));
        end = start > 0 ? start - 1 : 0;
        if (line.size == 0) {
            continue;
        }
        if (!arena_grow(&log->arena, &log->records, &capacity, log->count + 1, sizeof *log->records)) {
            return error_no_memory(error);
        }
        struct reading reading = {.arena = &log->arena};
        if (read_record(&reading, line, &log->records[log->count])) {
            log->count++;
        } else if (reading.starved) {
            return error_no_memory(error);
        } else {
            log->damaged++;
        }
    }
    mark_undone(log);
    return true;
}

bool log_list(const struct folder *folder, struct log *log, struct error *error)
{
    *log = (struct log){0};
    arena_init(&log->arena);
    struct bytes text;
    bytes_init(&text);
    bool done = log_load(folder, &text, error) && parse(log, bytes_slice(&text), error);
    bytes_release(&text);
    return done;
}

void log_release(struct log *log)
{
    arena_release(&log->arena);
    *log = (struct log){0};
}

static bool has_subject(const struct log_record *record, const char *subject)
{
    for (size_t i = 0; i < record->subject_count; i++) {
        if (slice_equal(record->subjects[i], slice_of(subject))) {
            return true;
        }
    }
    return false;
}

/* Whether it was a list of several verbs that added a record of the kind; where the subject tells, one called so. */
static bool has_added(const struct log_record *record, const struct log_query *query)
{
    bool listed = query->or_added != NULL && slice_equal(record->verb, slice_of("apply"));
    for (size_t i = 0; listed && i < record->effect_count; i++) {
        const struct log_effect *effect = &record->effects[i];
        if (slice_equal(effect->kind, slice_of(query->or_added)) && slice_equal(effect->role, slice_of("id")) &&
            effect->old.data == NULL) {
            return true;
        }
    }
    return false;
}

const struct log_record *log_last(const struct log *log, const struct log_query *query)
{
    for (size_t i = 0; i < log->count; i++) {
        const struct log_record *record = &log->records[i];
        bool fits = (query->who == NULL || slice_equal(record->who, slice_of(query->who))) &&
                    (query->verb == NULL || slice_equal(record->verb, slice_of(query->verb)) || has_added(record, query)) &&
                    (query->subject == NULL || has_subject(record, query->subject)) &&
                    (!query->standing || (record->undoes == 0 && record->undone_by == 0));
        if (fits) {
            return record;
        }
    }
    return NULL;
}
