#include "store/journal_content.h"

#include "base/memory.h"
#include "store/journal_text.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

const char journal_name[] = "journal.json";
static const char damaged_name[] = "journal.damaged";

enum { JOURNAL_VERSION = 1 };

#define JOURNAL_FILE_LIMIT ((size_t)1 << 31)

static void write_identity(struct bytes *out, const char *key, const struct file_identity *identity)
{
    bytes_append_format(out, ",\"%s_device\":", key);
    journal_text_write_hash(out, identity->device);
    bytes_append_format(out, ",\"%s_inode\":", key);
    journal_text_write_hash(out, identity->inode);
}

static void write_member(struct bytes *out, const char *key, struct slice text)
{
    bytes_append_format(out, ",\"%s\":", key);
    journal_text_write(out, text.data == NULL ? slice_make("", 0) : text);
}

static void write_entry(struct bytes *out, const struct journal_entry *entry)
{
    bytes_append_format(out, "{\"existed\":%s", entry->existed ? "true" : "false");
    write_member(out, "path", slice_of(entry->path));
    write_member(out, "name", slice_of(entry->name));
    write_identity(out, "old", &entry->old);
    write_identity(out, "new", &entry->new);
    write_member(out, "before", bytes_slice(&entry->before));
    write_member(out, "after", bytes_slice(&entry->after));
    if (entry->absorbs != NULL) {
        write_member(out, "absorbs", slice_of(entry->absorbs));
        write_member(out, "absorbed", bytes_slice(&entry->absorbed));
    }
    bytes_append_byte(out, '}');
}

bool journal_store(const char *folder, const struct journal *journal, enum file_sync sync, struct error *error)
{
    struct bytes out;
    bytes_init(&out);
    bytes_append_format(&out, "{\"version\":%d,\"entries\":[", JOURNAL_VERSION);
    bool first = true;
    for (size_t i = 0; i < journal->entry_count; i++) {
        if (!journal->entries[i].over) {
            bytes_append_text(&out, first ? "\n" : ",\n");
            write_entry(&out, &journal->entries[i]);
            first = false;
        }
    }
    bytes_append_text(&out, "],\"displaced\":[");
    first = true;
    for (size_t i = 0; i < journal->displaced_count; i++) {
        const struct journal_displaced *displaced = &journal->displaced[i];
        if (displaced->gone) {
            continue;
        }
        bytes_append_text(&out, first ? "\n{\"kept\":true" : ",\n{\"kept\":true");
        write_member(&out, "path", slice_of(displaced->path));
        write_member(&out, "name", slice_of(displaced->name));
        write_member(&out, "base", bytes_slice(&displaced->base));
        bytes_append_byte(&out, '}');
        first = false;
    }
    bytes_append_format(&out, "],\"prepared\":%s,\"record_id\":%zu", journal->prepared ? "true" : "false",
                        journal->record_id);
    write_member(&out, "record", bytes_slice(&journal->record));
    bytes_append_text(&out, "}\n");
    char *path = file_join(folder, journal_name);
    bool done = out.failed || path == NULL ? error_no_memory(error)
                                           : file_replace(path, bytes_slice(&out), sync, error);
    memory_free(path);
    bytes_release(&out);
    return done;
}

/* A text without NUL; NULL where there is none. */
static char *read_name(const cJSON *object, const char *key)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
    struct bytes text;
    bytes_init(&text);
    char *copy = NULL;
    if (journal_text_read_item(item, &text) && text.size > 0 && strlen(text.data) == text.size) {
        copy = memory_copy_text(text.data);
    }
    bytes_release(&text);
    return copy;
}

/* The name of a file in one folder, and one that this program gives: a journal must not lead elsewhere. */
static bool is_hidden_name(const char *name)
{
    return name != NULL && name[0] == '.' && strchr(name, '/') == NULL && strstr(name, ".workboard-") != NULL;
}

static bool read_entry(const cJSON *object, struct journal *journal)
{
    char *path = read_name(object, "path");
    struct journal_entry *entry =
        path != NULL && journal_path_is_safe(path) ? journal_add_entry(journal, path) : NULL;
    memory_free(path);
    if (entry == NULL) {
        return false;
    }
    entry->existed = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(object, "existed"));
    entry->name = read_name(object, "name");
    entry->absorbs = read_name(object, "absorbs");
    return is_hidden_name(entry->name) && journal_text_read_hash(object, "old_device", &entry->old.device) &&
           journal_text_read_hash(object, "old_inode", &entry->old.inode) &&
           journal_text_read_hash(object, "new_device", &entry->new.device) &&
           journal_text_read_hash(object, "new_inode", &entry->new.inode) &&
           journal_text_read(object, "before", &entry->before, NULL) &&
           journal_text_read(object, "after", &entry->after, NULL) &&
           (entry->absorbs == NULL || journal_text_read(object, "absorbed", &entry->absorbed, NULL));
}

static bool read_displaced(const cJSON *object, struct journal *journal)
{
    char *path = read_name(object, "path");
    char *name = read_name(object, "name");
    struct journal_displaced *displaced = NULL;
    if (path != NULL && journal_path_is_safe(path) && is_hidden_name(name)) {
        displaced = journal_add_displaced(journal, path, name, slice_make("", 0));
    }
    memory_free(path);
    memory_free(name);
    if (displaced != NULL) {
        displaced->older = true;
    }
    return displaced != NULL && journal_text_read(object, "base", &displaced->base, NULL);
}

static bool read_journal(const cJSON *object, struct journal *journal)
{
    const cJSON *entries = cJSON_GetObjectItemCaseSensitive(object, "entries");
    const cJSON *displaced = cJSON_GetObjectItemCaseSensitive(object, "displaced");
    bool done = cJSON_IsArray(entries) && cJSON_IsArray(displaced) &&
                journal_text_read_count(object, "record_id", &journal->record_id) &&
                journal_text_read(object, "record", &journal->record, NULL);
    journal->prepared = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(object, "prepared"));
    const cJSON *item;
    cJSON_ArrayForEach(item, entries) {
        done = done && read_entry(item, journal);
    }
    cJSON_ArrayForEach(item, displaced) {
        done = done && read_displaced(item, journal);
    }
    return done;
}

/* Damaged where it cannot be understood. */
static enum journal_state parse(struct slice text, struct journal *journal, size_t *version)
{
    cJSON *object = cJSON_ParseWithLength(text.data, text.size);
    enum journal_state state = JOURNAL_DAMAGED;
    *version = 0;
    if (journal_text_read_count(object, "version", version) && *version == JOURNAL_VERSION &&
        read_journal(object, journal)) {
        state = JOURNAL_PENDING;
    } else {
        journal_release(journal);
    }
    cJSON_Delete(object);
    return state;
}

bool journal_load(const char *folder, struct journal *journal, enum journal_state *state, struct error *error)
{
    *state = JOURNAL_NONE;
    char *path = file_join(folder, journal_name);
    if (path == NULL) {
        return error_no_memory(error);
    }
    struct bytes text;
    bytes_init(&text);
    struct error reason;
    error_clear(&reason);
    bool done = file_read(path, JOURNAL_FILE_LIMIT, &text, NULL, &reason);
    if (done) {
        size_t version;
        *state = parse(bytes_slice(&text), journal, &version);
        if (*state == JOURNAL_DAMAGED) {
            /* A moment without memory looks the same, and must not cost the journal. */
            *state = parse(bytes_slice(&text), journal, &version);
        }
        if (version > JOURNAL_VERSION) {
            done = error_set_at(error, ERROR_SYSTEM, path, 0,
                                "a newer workboard began a save that it did not finish; run that one again");
        }
    } else if (reason.code == ERROR_NOT_FOUND) {
        done = true;
    } else if (error != NULL) {
        *error = reason;
    }
    bytes_release(&text);
    memory_free(path);
    return done;
}

bool journal_remove(const char *folder, struct error *error)
{
    char *path = file_join(folder, journal_name);
    bool done = path == NULL ? error_no_memory(error)
                             : unlink(path) == 0 || errno == ENOENT || file_error(error, path, "removed", errno);
    memory_free(path);
    return done;
}

bool journal_move_aside(const char *folder, struct error *error)
{
    char *path = file_join(folder, journal_name);
    char *aside = file_join(folder, damaged_name);
    bool done = path == NULL || aside == NULL
                    ? error_no_memory(error)
                    : rename(path, aside) == 0 || file_error(error, path, "moved aside", errno);
    memory_free(path);
    memory_free(aside);
    return done;
}
