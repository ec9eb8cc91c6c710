#include "store/history_log.h"

#include "base/memory.h"

#include <stdlib.h>

/* In what git prints: a header begins with the first, its parts are divided by the second; entries end with a NUL. */
#define LOG_HEADER '\x01'
#define LOG_PART '\x1f'
#define LOG_FORMAT "--format=%x01%H%x1f%P%x1f%at%x1f%an"


/* ---- asking ---- */

/* `words`, then "--" and the paths; ended by NULL. NULL when memory ran out. */
static const char **list_arguments(struct arena *arena, const char *const *words, const struct history_range *range)
{
    size_t count = 0;
    while (words[count] != NULL) {
        count++;
    }
    const char **arguments = arena_new(arena, count + range->path_count + 2, sizeof *arguments);
    for (size_t i = 0; arguments != NULL && i < count; i++) {
        arguments[i] = words[i];
    }
    if (arguments != NULL) {
        arguments[count++] = "--";
    }
    for (size_t i = 0; arguments != NULL && i < range->path_count; i++) {
        arguments[count] = arena_copy(arena, range->paths[i]).data;
        if (arguments[count++] == NULL) {
            return NULL;
        }
    }
    return arguments;
}

static bool ask(const struct git *git, const char *const *words, const struct history_range *range, struct slice input,
                struct bytes *output, struct error *error)
{
    struct arena arena;
    arena_init(&arena);
    const char **arguments = list_arguments(&arena, words, range);
    bool done = arguments != NULL ? git_ask(git, arguments, input, output, error) : error_no_memory(error);
    arena_release(&arena);
    return done;
}

/* The full name of a revision, appended to `id`. `*found` is false where there is none. */
static bool resolve(const struct git *git, struct slice revision, struct bytes *id, bool *found, struct error *error)
{
    struct bytes name;
    struct bytes complaint;
    int status = 0;
    bytes_init(&name);
    bytes_init(&complaint);
    bool plain = revision.size > 0 && revision.data[0] != '-' && memchr(revision.data, '\0', revision.size) == NULL;
    bool done = bytes_append_format(&name, "%.*s^{commit}", SLICE_PRINT(revision)) || error_no_memory(error);
    *found = false;
    if (done && plain) {
        const char *const words[] = {"rev-parse", "--verify", "--quiet", name.data, NULL};
        done = git_run(git, words, slice_of(""), id, &complaint, &status, error);
        *found = done && status == 0;
    }
    while (id->size > 0 && id->data[id->size - 1] == '\n') {
        id->data[--id->size] = '\0';
    }
    bytes_release(&name);
    bytes_release(&complaint);
    return done;
}

/* "FROM..TO" of full names; empty where the repository has no commit yet. */
static bool resolve_range(const struct git *git, const struct history_range *range, struct bytes *text,
                          struct error *error)
{
    bool found = true;
    if (range->from.size > 0) {
        if (!resolve(git, range->from, text, &found, error)) {
            return false;
        }
        if (!found) {
            return error_set(error, ERROR_NOT_FOUND, "there is no revision \"%.*s\" in this repository",
                             SLICE_PRINT(slice_part(range->from, 0, 200)));
        }
        bytes_append_text(text, "..");
    }
    struct slice to = range->to.size > 0 ? range->to : slice_of("HEAD");
    if (text->failed || !resolve(git, to, text, &found, error)) {
        return text->failed ? error_no_memory(error) : false;
    }
    if (!found && range->to.size > 0) {
        return error_set(error, ERROR_NOT_FOUND, "there is no revision \"%.*s\" in this repository",
                         SLICE_PRINT(slice_part(to, 0, 200)));
    }
    if (!found) {
        bytes_clear(text);
    }
    return true;
}

/* ---- commits ---- */

static bool read_parents(struct history_log *log, struct history_commit *commit, struct slice text)
{
    size_t capacity = 0;
    struct slice id;
    while (text.size > 0 && slice_next(&text, ' ', &id)) {
        if (id.size == 0) {
            continue;
        }
        if (!arena_grow(&log->arena, &commit->parents, &capacity, commit->parent_count + 1, sizeof *commit->parents)) {
            return false;
        }
        id = arena_copy(&log->arena, id);
        if (id.data == NULL) {
            return false;
        }
        commit->parents[commit->parent_count++] = (struct history_parent){.id = id, .commit = SIZE_MAX};
    }
    return true;
}

static int64_t read_seconds(struct slice text)
{
    int64_t number = 0;
    bool negative = text.size > 0 && text.data[0] == '-';
    for (size_t i = negative ? 1 : 0; i < text.size && text.data[i] >= '0' && text.data[i] <= '9' && i < 16; i++) {
        number = number * 10 + (text.data[i] - '0');
    }
    return negative ? -number : number;
}

static bool add_commit(struct history_log *log, struct slice header)
{
    struct slice id;
    struct slice parents;
    struct slice seconds;
    if (!slice_next(&header, LOG_PART, &id) || !slice_next(&header, LOG_PART, &parents) ||
        !slice_next(&header, LOG_PART, &seconds)) {
        return true;
    }
    if (!memory_grow(&log->commits, &log->capacity, log->count + 1, sizeof *log->commits)) {
        return false;
    }
    struct history_commit *commit = &log->commits[log->count];
    *commit = (struct history_commit){
        .id = arena_copy(&log->arena, id),
        .who = arena_copy(&log->arena, header),
        .seconds = read_seconds(seconds),
    };
    log->count++;
    return commit->id.data != NULL && commit->who.data != NULL && read_parents(log, commit, parents);
}

static bool read_commits(const struct git *git, const struct history_range *range, const char *revisions,
                         struct history_log *log, struct error *error)
{
    const char *const words[] = {"log", "-z", "--reverse", "--date-order", "--full-history", "--parents",
                                 "--no-show-signature", LOG_FORMAT, revisions, NULL};
    struct bytes output;
    bytes_init(&output);
    bool done = ask(git, words, range, slice_of(""), &output, error);
    struct slice rest = bytes_slice(&output);
    struct slice entry;
    while (done && rest.size > 0 && slice_next(&rest, '\0', &entry)) {
        if (entry.size > 0 && entry.data[0] == LOG_HEADER) {
            done = add_commit(log, slice_part(entry, 1, entry.size)) || error_no_memory(error);
        }
    }
    bytes_release(&output);
    return done;
}

/* ---- parents by number ---- */

static int by_id(const void *left, const void *right)
{
    const struct history_commit *const *a = left;
    const struct history_commit *const *b = right;
    return slice_compare((*a)->id, (*b)->id);
}

static const struct history_commit *find_commit(const struct history_commit *const *sorted, size_t count,
                                                struct slice id)
{
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = slice_compare(sorted[middle]->id, id);
        if (order == 0) {
            return sorted[middle];
        }
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle;
    }
    return NULL;
}

/* A parent that is no commit of the log, or comes behind its child, counts as older than the range. */
static bool number_parents(struct history_log *log, const struct history_commit ***sorted)
{
    *sorted = arena_new(&log->arena, log->count, sizeof **sorted);
    if (*sorted == NULL) {
        return false;
    }
    for (size_t i = 0; i < log->count; i++) {
        (*sorted)[i] = &log->commits[i];
    }
    if (log->count > 1) {
        qsort(*sorted, log->count, sizeof **sorted, by_id);
    }
    for (size_t i = 0; i < log->count; i++) {
        for (size_t k = 0; k < log->commits[i].parent_count; k++) {
            struct history_parent *parent = &log->commits[i].parents[k];
            const struct history_commit *found = find_commit(*sorted, log->count, parent->id);
            if (found != NULL && found < &log->commits[i]) {
                parent->commit = (size_t)(found - log->commits);
            }
        }
    }
    return true;
}

/* ---- files ---- */

/* ":MODE MODE BLOB BLOB X": the newer blob, empty where there is no regular file any more. */
static struct slice read_blob(struct slice raw)
{
    struct slice parts[5];
    size_t count = 0;
    raw = slice_part(raw, 1, raw.size);
    while (count < 5 && raw.size > 0 && slice_next(&raw, ' ', &parts[count])) {
        count++;
    }
    return count == 5 && slice_starts(parts[1], slice_of("100")) ? parts[3] : slice_of("");
}

static bool add_file(struct history_log *log, struct history_commit *commit, struct slice raw, struct slice path)
{
    if (!arena_grow(&log->arena, &commit->files, &commit->file_capacity, commit->file_count + 1,
                    sizeof *commit->files)) {
        return false;
    }
    struct history_file *file = &commit->files[commit->file_count];
    *file = (struct history_file){
        .path = arena_copy(&log->arena, path),
        .blob = arena_copy(&log->arena, read_blob(raw)),
    };
    commit->file_count++;
    return file->path.data != NULL && file->blob.data != NULL;
}

static bool read_files(const struct git *git, const struct history_range *range, struct history_log *log,
                       struct error *error)
{
    static const char *const words[] = {"diff-tree", "--stdin", "--root", "-r", "-z", "--raw", "--no-renames",
                                        "--no-ext-diff", NULL};
    const struct history_commit **sorted = NULL;
    struct bytes input;
    struct bytes output;
    bytes_init(&input);
    bytes_init(&output);
    for (size_t i = 0; i < log->count; i++) {
        const struct history_commit *commit = &log->commits[i];
        bytes_append(&input, commit->id);
        if (commit->parent_count > 0) {
            bytes_append_byte(&input, ' ');
            bytes_append(&input, commit->parents[0].id);
        }
        bytes_append_byte(&input, '\n');
    }
    bool done = !input.failed && number_parents(log, &sorted);
    done = done ? ask(git, words, range, bytes_slice(&input), &output, error) : error_no_memory(error);
    struct slice rest = bytes_slice(&output);
    struct slice entry;
    struct slice path;
    struct history_commit *commit = NULL;
    while (done && rest.size > 0 && slice_next(&rest, '\0', &entry)) {
        if (entry.size > 0 && entry.data[0] != ':') {
            const struct history_commit *found = find_commit(sorted, log->count, slice_trim(entry));
            commit = found == NULL ? NULL : &log->commits[found - log->commits];
        } else if (entry.size > 0 && slice_next(&rest, '\0', &path) && commit != NULL) {
            done = add_file(log, commit, entry, path) || error_no_memory(error);
        }
    }
    bytes_release(&input);
    bytes_release(&output);
    return done;
}

bool history_log_read(const struct git *git, const struct history_range *range, struct history_log *log,
                      struct error *error)
{
    struct bytes revisions;
    *log = (struct history_log){0};
    arena_init(&log->arena);
    bytes_init(&revisions);
    bool done = resolve_range(git, range, &revisions, error);
    if (done && revisions.size > 0) {
        done = read_commits(git, range, revisions.data, log, error) &&
               (log->count == 0 || read_files(git, range, log, error));
    }
    bytes_release(&revisions);
    return done;
}

void history_log_release(struct history_log *log)
{
    memory_free(log->commits);
    arena_release(&log->arena);
    *log = (struct history_log){0};
}

bool history_log_files(const struct git *git, struct slice commit, const struct history_range *range,
                       struct arena *arena, struct history_file **files, size_t *count, struct error *error)
{
    struct bytes output;
    size_t capacity = 0;
    bytes_init(&output);
    *files = NULL;
    *count = 0;
    struct slice id = arena_copy(arena, commit);
    const char *const words[] = {"ls-tree", "-r", "-z", "--full-tree", id.data, NULL};
    bool done = id.data != NULL ? ask(git, words, range, slice_of(""), &output, error) : error_no_memory(error);
    struct slice rest = bytes_slice(&output);
    struct slice entry;
    while (done && rest.size > 0 && slice_next(&rest, '\0', &entry)) {
        /* "MODE blob BLOB<tab>PATH" */
        size_t tab = slice_find(entry, slice_of("\t"), 0);
        struct slice head = slice_part(entry, 0, tab);
        size_t blank = head.size;
        while (blank > 0 && head.data[blank - 1] != ' ') {
            blank--;
        }
        if (tab == SLICE_NONE || !slice_starts(head, slice_of("100"))) {
            continue;
        }
        done = arena_grow(arena, files, &capacity, *count + 1, sizeof **files) || error_no_memory(error);
        if (done) {
            struct history_file *file = &(*files)[(*count)++];
            *file = (struct history_file){
                .path = arena_copy(arena, slice_part(entry, tab + 1, entry.size)),
                .blob = arena_copy(arena, slice_part(head, blank, head.size)),
            };
            done = (file->path.data != NULL && file->blob.data != NULL) || error_no_memory(error);
        }
    }
    bytes_release(&output);
    return done;
}
