#include "store/revision.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/* A file of the tree that is a document. */
struct blob {
    struct slice path; /* below the plan's root, ended by a NUL */
    struct slice name; /* of the object */
    uint32_t documents;
};

struct reading {
    const struct profile *profile;
    struct slice prefix; /* of the root in the repository, with `/`; empty at its top */
    struct blob *blobs;
    size_t count;
    size_t capacity;
    struct document **read;
    size_t read_count;
    struct arena arena;
};

bool revision_find(const struct git *git, const char *revision, struct bytes *commit, struct error *error)
{
    struct bytes name;
    struct bytes output;
    int status = 0;
    bytes_init(&name);
    bytes_init(&output);
    bool done = bytes_append_format(&name, "%s^{commit}", revision) || error_no_memory(error);
    const char *const question[] = {"rev-parse", "--quiet", "--verify", "--end-of-options", name.data, NULL};
    done = done && git_run(git, question, slice_of(""), &output, NULL, &status, error);
    if (done && status != 0) {
        done = error_set(error, ERROR_NOT_FOUND, "the repository has no revision \"%.200s\"; git log shows which there are",
                         revision);
    }
    done = done && (bytes_append(commit, slice_trim(bytes_slice(&output))) || error_no_memory(error));
    bytes_release(&name);
    bytes_release(&output);
    return done;
}

/* One entry of `ls-tree -z`: "MODE TYPE NAME\tPATH". Links are left out: what they lead to need not be in the tree. */
static bool add_entry(struct reading *reading, struct slice entry)
{
    size_t tab = slice_find(entry, slice_of("\t"), 0);
    struct slice rest = slice_part(entry, 0, tab == SLICE_NONE ? 0 : tab);
    struct slice path = tab == SLICE_NONE ? slice_of("") : slice_part(entry, tab + 1, entry.size);
    struct slice mode = {0};
    struct slice type = {0};
    struct slice name = {0};
    bool whole = slice_next(&rest, ' ', &mode) && slice_next(&rest, ' ', &type) && slice_next(&rest, ' ', &name);
    if (!whole || !slice_equal(type, slice_of("blob")) || slice_equal(mode, slice_of("120000")) ||
        !slice_starts(path, reading->prefix)) {
        return true;
    }
    path = slice_part(path, reading->prefix.size, path.size);
    uint32_t documents = profile_documents_of(reading->profile, path);
    if (documents == 0) {
        return true;
    }
    if (!arena_grow(&reading->arena, &reading->blobs, &reading->capacity, reading->count + 1, sizeof *reading->blobs)) {
        return false;
    }
    struct blob blob = {.documents = documents, .name = arena_copy(&reading->arena, name)};
    blob.path = arena_format(&reading->arena, "%.*s", SLICE_PRINT(path));
    reading->blobs[reading->count++] = blob;
    return blob.name.data != NULL && blob.path.data != NULL;
}

/* As discover_documents orders them: as the profile names them, then by name. */
static int by_document(const void *left, const void *right)
{
    const struct blob *a = left;
    const struct blob *b = right;
    uint32_t first = a->documents & (~a->documents + 1);
    uint32_t second = b->documents & (~b->documents + 1);
    return first != second ? (first < second ? -1 : 1) : id_compare(a->path, b->path);
}

static bool list_blobs(struct reading *reading, const struct git *git, const char *commit, struct error *error)
{
    struct bytes output;
    bytes_init(&output);
    const char *const question[] = {"ls-tree", "-r", "-z", "--full-tree", commit, NULL};
    bool done = git_ask(git, question, slice_of(""), &output, error);
    struct slice rest = bytes_slice(&output);
    struct slice entry = {0};
    while (done && slice_next(&rest, '\0', &entry)) {
        done = add_entry(reading, entry) || error_no_memory(error);
    }
    if (done && reading->count > 1) {
        qsort(reading->blobs, reading->count, sizeof *reading->blobs, by_document);
    }
    bytes_release(&output);
    return done;
}

static bool add_document(struct reading *reading, const struct blob *blob, struct slice text, struct error *error)
{
    struct source *source = source_copy(blob->path.data, text, error);
    struct document *document = source == NULL ? NULL : document_new(blob->path.data, source, error);
    if (document == NULL) {
        return false;
    }
    reading->read[reading->read_count++] = document;
    return true;
}

/* What `cat-file --batch` says: "NAME TYPE SIZE\n", the bytes, "\n". */
static bool read_answer(struct reading *reading, struct slice answer, struct error *error)
{
    for (size_t i = 0; i < reading->count; i++) {
        size_t end = slice_find(answer, slice_of("\n"), 0);
        struct slice head = slice_part(answer, 0, end == SLICE_NONE ? 0 : end);
        size_t blank = head.size;
        while (blank > 0 && head.data[blank - 1] != ' ') {
            blank--;
        }
        size_t size = 0;
        bool number = blank > 0 && blank < head.size;
        for (size_t k = blank; k < head.size && number; k++) {
            number = head.data[k] >= '0' && head.data[k] <= '9' && size < SIZE_MAX / 16;
            size = size * 10 + (size_t)(head.data[k] - '0');
        }
        if (!number || end == SLICE_NONE || size >= answer.size - end - 1) {
            return error_set(error, ERROR_SYSTEM, "git cat-file does not give %.*s; look with git fsck",
                             SLICE_PRINT(reading->blobs[i].path));
        }
        struct slice text = slice_part(answer, end + 1, end + 1 + size);
        if (!add_document(reading, &reading->blobs[i], text, error)) {
            return false;
        }
        answer = slice_part(answer, end + 1 + size + 1, answer.size);
    }
    return true;
}

static bool read_blobs(struct reading *reading, const struct git *git, struct error *error)
{
    static const char *const question[] = {"cat-file", "--batch", NULL};
    struct bytes names;
    struct bytes output;
    bytes_init(&names);
    bytes_init(&output);
    bool done = true;
    for (size_t i = 0; i < reading->count && done; i++) {
        done = bytes_append(&names, reading->blobs[i].name) && bytes_append_byte(&names, '\n');
    }
    reading->read = done ? memory_new(reading->count, sizeof *reading->read) : NULL;
    done = (done && reading->read != NULL) || error_no_memory(error);
    done = done && (reading->count == 0 || git_ask(git, question, bytes_slice(&names), &output, error)) &&
           read_answer(reading, bytes_slice(&output), error);
    bytes_release(&names);
    bytes_release(&output);
    return done;
}

struct plan *revision_plan(const struct git *git, const char *root, const struct profile *profile, const char *revision,
                           struct error *error)
{
    struct reading reading = {.profile = profile};
    struct plan *plan = NULL;
    struct bytes commit;
    struct bytes prefix;
    bytes_init(&commit);
    bytes_init(&prefix);
    arena_init(&reading.arena);
    char *path = git_path(git, root, error);
    bool done = path != NULL && revision_find(git, revision, &commit, error);
    if (done && path[0] != '\0' && strcmp(path, ".") != 0) {
        done = bytes_append_format(&prefix, "%s/", path) || error_no_memory(error);
    }
    reading.prefix = bytes_slice(&prefix);
    if (done && list_blobs(&reading, git, commit.data, error) && read_blobs(&reading, git, error)) {
        plan = plan_new(profile, slice_of(root), reading.read, reading.read_count, error);
    }
    for (size_t i = 0; i < reading.read_count; i++) {
        document_release(reading.read[i]);
    }
    memory_free(reading.read);
    memory_free(path);
    arena_release(&reading.arena);
    bytes_release(&prefix);
    bytes_release(&commit);
    return plan;
}
