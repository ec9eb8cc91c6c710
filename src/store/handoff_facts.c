#include "store/handoff_facts.h"

#include "base/memory.h"
#include "store/revision.h"

#include <stdlib.h>
#include <string.h>

/* ---- since when ---- */

/* Appends the first line that git answers; `*found` where it answers one. */
static bool ask_line(const struct git *git, const char *const *question, struct bytes *line, bool *found,
                     struct error *error)
{
    struct bytes output;
    int status = 0;
    bytes_init(&output);
    bool done = git_run(git, question, slice_of(""), &output, NULL, &status, error);
    struct slice rest = bytes_slice(&output);
    struct slice first = {0};
    *found = done && status == 0 && slice_next(&rest, '\n', &first) && slice_trim(first).size > 0;
    done = done && (!*found || bytes_append(line, slice_trim(first)) || error_no_memory(error));
    bytes_release(&output);
    return done;
}

/* The commit to begin at where nobody says one: the newest that is a day old, else the first. */
static bool guess_commit(const struct git *git, struct bytes *commit, struct error *error)
{
    static const char *const day_old[] = {"rev-list", "-1", "--before=1.day.ago", "HEAD", "--", NULL};
    static const char *const first[] = {"rev-list", "--max-parents=0", "HEAD", "--", NULL};
    bool found = false;
    return ask_line(git, day_old, commit, &found, error) && (found || ask_line(git, first, commit, &found, error));
}

/* Whether the commit is still there: a packet's may have been rewritten since. */
static bool is_there(const struct git *git, const char *commit)
{
    struct bytes name;
    bytes_init(&name);
    bool there = revision_find(git, commit, &name, NULL);
    bytes_release(&name);
    return there;
}

static bool describe(struct handoff_since *since, struct arena *arena, struct error *error)
{
    const char *const question[] = {"log", "-1", "--date=short", "--format=%h of %cd: %s", since->commit.data, "--", NULL};
    struct bytes words;
    bool found = false;
    bytes_init(&words);
    bool done = ask_line(&since->git, question, &words, &found, error);
    since->words = arena_copy(arena, bytes_slice(&words));
    done = done && (since->words.data != NULL || error_no_memory(error));
    bytes_release(&words);
    return done;
}

bool handoff_since_find(struct handoff_since *since, const char *root, char *const *variables, const char *revision,
                        const char *last, struct arena *arena, struct error *error)
{
    *since = (struct handoff_since){0};
    bytes_init(&since->commit);
    struct error reason;
    error_clear(&reason);
    if (!git_open(root, variables, &since->git, &reason)) {
        if (revision == NULL && reason.code == ERROR_NOT_FOUND) {
            return true;
        }
        if (error != NULL) {
            *error = reason;
        }
        return false;
    }
    since->is_repository = true;
    bool kept = revision == NULL && last != NULL && is_there(&since->git, last);
    bool done = revision != NULL ? revision_find(&since->git, revision, &since->commit, error)
                : kept           ? revision_find(&since->git, last, &since->commit, error)
                                 : guess_commit(&since->git, &since->commit, error);
    return done && (since->commit.size == 0 || describe(since, arena, error));
}

void handoff_since_release(struct handoff_since *since)
{
    bytes_release(&since->commit);
    git_close(&since->git);
}

/* ---- what changed ---- */

struct paths {
    struct slice *items;
    size_t count;
    size_t capacity;
};

/* The path of a file, given from the top of the repository, as it is from the plan's root (`prefix` below that top). */
static struct slice from_root(struct arena *arena, struct slice prefix, struct slice path)
{
    if (slice_starts(path, prefix)) {
        return arena_copy(arena, slice_part(path, prefix.size, path.size));
    }
    size_t same = 0; /* how much of both are the same folders */
    for (size_t i = 0; i < prefix.size && i < path.size && prefix.data[i] == path.data[i]; i++) {
        same = prefix.data[i] == '/' ? i + 1 : same;
    }
    struct bytes out;
    bytes_init(&out);
    for (size_t i = same; i < prefix.size; i++) {
        if (prefix.data[i] == '/') {
            bytes_append_text(&out, "../");
        }
    }
    bytes_append(&out, slice_part(path, same, path.size));
    struct slice copy = out.failed ? (struct slice){0} : arena_copy(arena, bytes_slice(&out));
    bytes_release(&out);
    return copy;
}

static bool add_paths(struct paths *paths, struct arena *arena, struct slice prefix, struct slice output)
{
    struct slice path = {0};
    while (slice_next(&output, '\0', &path)) {
        if (path.size == 0) {
            continue;
        }
        struct slice copy = from_root(arena, prefix, path);
        if (copy.data == NULL || !arena_grow(arena, &paths->items, &paths->capacity, paths->count + 1, sizeof copy)) {
            return false;
        }
        paths->items[paths->count++] = copy;
    }
    return true;
}

static bool ask_paths(const struct git *git, const char *const *question, struct slice prefix, struct arena *arena,
                      struct paths *paths, struct error *error)
{
    struct bytes output;
    bytes_init(&output);
    bool done = git_ask(git, question, slice_of(""), &output, error) &&
                (add_paths(paths, arena, prefix, bytes_slice(&output)) || error_no_memory(error));
    bytes_release(&output);
    return done;
}

static int by_path(const void *left, const void *right)
{
    return slice_compare(*(const struct slice *)left, *(const struct slice *)right);
}

/* Sorted, each once. */
static void tidy(struct paths *paths)
{
    size_t kept = 0;
    if (paths->count > 1) {
        qsort(paths->items, paths->count, sizeof *paths->items, by_path);
    }
    for (size_t i = 0; i < paths->count; i++) {
        if (kept == 0 || !slice_equal(paths->items[kept - 1], paths->items[i])) {
            paths->items[kept++] = paths->items[i];
        }
    }
    paths->count = kept;
}

static void keep_documents(struct paths *paths, const struct profile *profile)
{
    size_t kept = 0;
    for (size_t i = 0; i < paths->count; i++) {
        if (profile_documents_of(profile, paths->items[i]) != 0) {
            paths->items[kept++] = paths->items[i];
        }
    }
    paths->count = kept;
}

static bool find_unpushed(const struct git *git, size_t *unpushed, struct error *error)
{
    static const char *const question[] = {"rev-list", "--count", "@{upstream}..HEAD", "--", NULL};
    struct bytes line;
    bool found = false;
    bytes_init(&line);
    bool done = ask_line(git, question, &line, &found, error);
    *unpushed = found ? strtoul(line.data, NULL, 10) : 0;
    bytes_release(&line);
    return done;
}

bool handoff_facts_find(const struct handoff_since *since, const char *root, const struct plan *plan,
                        struct arena *arena, struct handoff_facts *facts, struct error *error)
{
    static const char *const untracked[] = {"ls-files", "--others", "--exclude-standard", "-z", "--full-name", NULL};
    static const char *const unsaved[] = {"diff", "--name-only", "-z", "--no-renames", "HEAD", "--", NULL};
    const char *const changed[] = {"diff", "--name-only", "-z", "--no-renames", since->commit.data, "--", NULL};
    facts->since = since->words;
    if (since->commit.size == 0) {
        return true;
    }
    struct paths files = {0};
    struct paths documents = {0};
    struct bytes prefix;
    bytes_init(&prefix);
    char *path = git_path(&since->git, root, error);
    bool done = path != NULL;
    if (done && path[0] != '\0') {
        done = bytes_append_format(&prefix, "%s/", path) || error_no_memory(error);
    }
    struct slice below = bytes_slice(&prefix);
    done = done && ask_paths(&since->git, changed, below, arena, &files, error) &&
           ask_paths(&since->git, untracked, below, arena, &files, error) &&
           ask_paths(&since->git, unsaved, below, arena, &documents, error) &&
           ask_paths(&since->git, untracked, below, arena, &documents, error) &&
           find_unpushed(&since->git, &facts->unpushed, error);
    tidy(&files);
    tidy(&documents);
    keep_documents(&documents, plan->profile);
    facts->files = files.items;
    facts->file_count = files.count;
    facts->unsaved = documents.items;
    facts->unsaved_count = documents.count;
    memory_free(path);
    bytes_release(&prefix);
    return done;
}
