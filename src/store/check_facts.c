#include "store/check_facts.h"

#include "base/memory.h"
#include "check/lookup.h"
#include "plan/day_field.h"
#include "plan/query.h"
#include "store/file.h"
#include "store/git.h"
#include "store/outside.h"
#include "store/workspace_write.h"

#include <sys/stat.h>

enum {
    MOST_ANCESTORS = 4,     /* folders above the plan's root that a path may be written from, where no repository ends the search */
    MOST_READ = 2000,       /* files of evidence that are read for what they name */
    MOST_READ_SIZE = 1 << 17
};

/* ---- whether paths are there ---- */

struct looking {
    const struct workspace *workspace;
    const struct plan *plan;
    struct looked_up *looked;
    struct lookup names; /* of files of evidence */
    struct bytes path;
};

static bool is_file(struct bytes *path, struct slice folder, struct slice rest)
{
    struct stat status;
    bytes_clear(path);
    (void)bytes_append(path, folder);
    (void)bytes_append_text(path, "/");
    return bytes_append(path, rest) && stat(path->data, &status) == 0;
}

static struct slice parent_of(struct slice folder)
{
    size_t end = folder.size;
    while (end > 0 && folder.data[end - 1] != '/') {
        end--;
    }
    return slice_part(folder, 0, end > 0 ? end - 1 : 0);
}

/* From the document's folder, from the plan's root, or from a folder above it, up to the repository's. */
static bool is_there(struct looking *looking, const struct check_path *path)
{
    struct slice root = slice_of(workspace_root(looking->workspace));
    struct slice document = slice_of(plan_path(looking->plan, path->document));
    struct slice name = path->path;
    while (slice_starts(name, slice_of("./"))) {
        name = slice_part(name, 2, name.size);
    }
    if (path->bare && path->place != NULL && lookup_find(&looking->names, name) != SIZE_MAX) {
        return true;
    }
    struct slice folder = arena_format(&looking->looked->arena, "%.*s/%.*s", SLICE_PRINT(root),
                                       SLICE_PRINT(parent_of(document)));
    if (folder.data == NULL || is_file(&looking->path, folder, name)) {
        return folder.data != NULL;
    }
    for (size_t i = 0; i <= MOST_ANCESTORS && root.size > 0; i++) {
        if (is_file(&looking->path, root, name)) {
            return true;
        }
        if (is_file(&looking->path, root, slice_of(".git"))) {
            return false;
        }
        root = parent_of(root);
    }
    return false;
}

static bool look_for_paths(struct looking *looking, struct error *error)
{
    struct looked_up *looked = looking->looked;
    if (!facts_paths(looking->plan, &looked->arena, &looked->paths, error)) {
        return false;
    }
    for (size_t i = 0; i < looked->paths.count; i++) {
        looked->paths.items[i].is_there = is_there(looking, &looked->paths.items[i]);
        if (looking->path.failed) {
            return error_no_memory(error);
        }
    }
    looked->facts.paths = &looked->paths;
    return true;
}

/* ---- which evidence some text names ---- */

static bool is_name_byte(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (unsigned char)byte >= 0x80 || strchr("-_.+@", byte) != NULL;
}

/* Marks the files whose names stand in the text. */
static void mark_named(const struct lookup *names, struct slice text, bool *cited)
{
    size_t start = 0;
    for (size_t i = 0; i <= text.size; i++) {
        if (i < text.size && is_name_byte(text.data[i])) {
            continue;
        }
        size_t end = i;
        while (end > start && text.data[end - 1] == '.') {
            end--;
        }
        size_t number = end - start > 2 ? lookup_find(names, slice_part(text, start, end)) : SIZE_MAX;
        if (number != SIZE_MAX) {
            cited[number] = true;
        }
        start = i + 1;
    }
}

static bool fill_names(struct looking *looking)
{
    const struct evidence *evidence = &looking->looked->evidence;
    for (size_t i = 0; i < evidence->count; i++) {
        size_t number = i;
        bool added = false;
        if (!lookup_add(&looking->names, evidence->items[i].name, &number, &added)) {
            return false;
        }
    }
    return true;
}

static void mark_numbers(const struct proof_list *lists, size_t count, bool *cited)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < lists[i].count; k++) {
            cited[lists[i].items[k]] = true;
        }
    }
}

/* What the texts among the evidence say: summaries name what they sum up. */
static void read_texts(struct looking *looking, bool *cited)
{
    const struct evidence *evidence = &looking->looked->evidence;
    struct bytes text;
    bytes_init(&text);
    for (size_t i = 0; i < evidence->count && i < MOST_READ; i++) {
        if (!slice_ends(evidence->items[i].name, slice_of(".md")) ||
            !is_file(&looking->path, slice_of(workspace_root(looking->workspace)), evidence->items[i].path)) {
            continue;
        }
        bytes_clear(&text);
        if (file_read(looking->path.data, MOST_READ_SIZE, &text, NULL, NULL)) {
            bool own = cited[i];
            mark_named(&looking->names, bytes_slice(&text), cited);
            cited[i] = own; /* no file proves itself by its own name */
        }
    }
    bytes_release(&text);
}

static bool look_for_citations(struct looking *looking, struct error *error)
{
    struct looked_up *looked = looking->looked;
    bool *cited = arena_new(&looked->arena, looked->evidence.count, sizeof *cited);
    if (cited == NULL) {
        return error_no_memory(error);
    }
    mark_numbers(looked->proofs.of_tasks, looking->plan->records[KIND_TASK].count, cited);
    mark_numbers(looked->proofs.of_gates, looking->plan->records[KIND_GATE].count, cited);
    for (size_t i = 0; i < looking->plan->document_count && looked->evidence.count > 0; i++) {
        mark_named(&looking->names, source_bytes(looking->plan->documents[i]->source), cited);
    }
    read_texts(looking, cited);
    looked->facts.cited = cited;
    return true;
}

/* ---- git ---- */

static bool last_day(struct looking *looking, const struct git *git, size_t document, char day[11])
{
    struct bytes output;
    int status = 0;
    bytes_init(&output);
    char *path = is_file(&looking->path, slice_of(workspace_root(looking->workspace)),
                         slice_of(plan_path(looking->plan, document)))
                     ? git_path(git, looking->path.data, NULL)
                     : NULL;
    const char *const arguments[] = {"log", "-1", "--format=%as", "--", path, NULL};
    bool done = path != NULL && git_run(git, arguments, slice_of(""), &output, NULL, &status, NULL) && status == 0 &&
                output.size >= 10;
    memory_free(path);
    if (done) {
        memcpy(day, output.data, 10);
        day[10] = '\0';
    }
    bytes_release(&output);
    return done;
}

/* Only documents that state a day are asked about: each question is a process. */
static bool look_for_commits(struct looking *looking, const struct git *git, struct error *error)
{
    struct looked_up *looked = looking->looked;
    struct check_commit *commits = arena_new(&looked->arena, looking->plan->document_count, sizeof *commits);
    struct outline_field field;
    if (commits == NULL) {
        return error_no_memory(error);
    }
    for (size_t i = 0; i < looking->plan->document_count; i++) {
        const struct document *document = looking->plan->documents[i];
        if (document->tree == NULL && day_field_find(looking->plan->profile, document->outline, &field)) {
            (void)last_day(looking, git, i, commits[i].day);
        }
    }
    looked->facts.commits = commits;
    return true;
}

/* ---- claims ---- */

enum { MOST_SCOPES = 64 };

/* The paths of a task's scope: what is marked as code and is a path, up to its first pattern. */
static size_t read_scope(struct looking *looking, const struct record *task, const char **paths, size_t capacity)
{
    struct slice text = record_value(task, ROLE_SCOPE);
    size_t count = 0;
    size_t at = 0;
    size_t open;
    while (count < capacity && (open = slice_find(text, slice_of("`"), at)) != SLICE_NONE) {
        size_t close = slice_find(text, slice_of("`"), open + 1);
        struct slice path = slice_part(text, open + 1, close == SLICE_NONE ? open + 1 : close);
        size_t end = 0;
        while (end < path.size && strchr("*?[{ <", path.data[end]) == NULL) {
            end++;
        }
        struct slice kept = end == path.size ? path : parent_of(slice_part(path, 0, end));
        bool usable = kept.size > 0 && kept.data[0] != '/' && slice_find(path, slice_of("/"), 0) != SLICE_NONE &&
                      slice_find(kept, slice_of(".."), 0) == SLICE_NONE;
        struct slice copy = usable ? arena_copy(&looking->looked->arena, kept) : (struct slice){0};
        if (copy.data != NULL) {
            paths[count++] = copy.data;
        }
        at = close == SLICE_NONE ? text.size : close + 1;
    }
    return count;
}

/* Whether a commit since then, or a change that is not committed, touches one of the paths. */
static enum check_touch ask_git(const struct git *git, const char *since, const char *const *paths, size_t count)
{
    const char *log[MOST_SCOPES + 8] = {"log", "-1", "--format=%h", since, "--"};
    const char *changes[MOST_SCOPES + 8] = {"status", "--porcelain", "--"};
    struct bytes output;
    int log_status = 0;
    int status = 0;
    bytes_init(&output);
    memcpy(log + 5, paths, count * sizeof *paths);
    memcpy(changes + 3, paths, count * sizeof *paths);
    bool asked = git_run(git, log, slice_of(""), &output, NULL, &log_status, NULL) && log_status == 0 &&
                 (output.size > 0 || (git_run(git, changes, slice_of(""), &output, NULL, &status, NULL) && status == 0));
    enum check_touch touch = !asked ? TOUCH_UNKNOWN : output.size > 0 ? TOUCH_SINCE : TOUCH_NONE;
    bytes_release(&output);
    return touch;
}

/* Only claims that are too old are asked about. */
static bool look_for_touches(struct looking *looking, const struct git *git, struct error *error)
{
    struct looked_up *looked = looking->looked;
    const struct records *claims = &looking->plan->records[KIND_CLAIM];
    enum check_touch *touched = arena_new(&looked->arena, claims->count, sizeof *touched);
    if (touched == NULL) {
        return error_no_memory(error);
    }
    for (size_t i = 0; i < claims->count; i++) {
        const char *paths[MOST_SCOPES];
        const struct record *task = claims->items[i]->task;
        struct slice since = slice_trim(record_value(claims->items[i], ROLE_SINCE));
        if (task == NULL || state_is_closed(task->state) ||
            !query_is_stale(claims->items[i], looked->facts.now, looked->facts.stale_hours)) {
            continue;
        }
        size_t count = read_scope(looking, task, paths, MOST_SCOPES);
        struct slice option = arena_format(&looked->arena, "--since=%.*s", SLICE_PRINT(since));
        if (option.data == NULL) {
            return error_no_memory(error);
        }
        touched[i] = count == 0 ? TOUCH_UNKNOWN : ask_git(git, option.data, paths, count);
    }
    looked->facts.touched = touched;
    return true;
}

bool check_facts_look(const struct workspace *workspace, struct slice now, struct slice day, struct looked_up *looked,
                      struct error *error)
{
    *looked = (struct looked_up){0};
    looked->facts = (struct check_facts){
        .now = now,
        .day = day,
        .stale_hours = workspace_settings(workspace)->stale_hours,
    };
    struct looking looking = {.workspace = workspace, .plan = workspace_plan(workspace), .looked = looked};
    struct git git = {0};
    lookup_init(&looking.names, &looked->arena);
    bool done = workspace_evidence(workspace, &looked->arena, &looked->evidence, error) &&
                proofs_make(looking.plan, &looked->evidence, &looked->arena, &looked->proofs, error) &&
                (fill_names(&looking) || error_no_memory(error));
    done = done && outside_read_trackers(workspace, &looked->outside, error);
    looked->facts.outside = &looked->outside;
    looked->facts.evidence = &looked->evidence;
    looked->facts.proofs = &looked->proofs;
    done = done && look_for_paths(&looking, error) && look_for_citations(&looking, error);
    if (done && git_open(workspace_root(workspace), workspace->environment.variables, &git, NULL)) {
        done = look_for_commits(&looking, &git, error) && look_for_touches(&looking, &git, error);
    }
    git_close(&git);
    bytes_release(&looking.path);
    return done;
}

void check_facts_release(struct looked_up *looked)
{
    outside_release(&looked->outside);
    arena_release(&looked->arena);
    *looked = (struct looked_up){0};
}
