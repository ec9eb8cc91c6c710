#include "store/outside.h"

#include "base/memory.h"
#include "plan/query.h"
#include "store/file.h"
#include "store/git.h"
#include "store/workspace_write.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <sys/stat.h>

/* A larger tracker is passed over. */
enum { LARGEST_TRACKER = 64 << 20 };

static bool is_there(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0;
}

/* ---- trackers ---- */

/* The names by which a tracker may call a task. */
struct alias {
    struct slice name;
    const struct record *task;
};

struct aliases {
    struct alias *items;
    size_t count;
};

static int by_alias(const void *left, const void *right)
{
    return slice_compare(((const struct alias *)left)->name, ((const struct alias *)right)->name);
}

static bool list_aliases(const struct plan *plan, struct aliases *aliases, struct arena *arena)
{
    const struct records *tasks = &plan->records[KIND_TASK];
    size_t count = 0;
    for (size_t i = 0; i < tasks->count; i++) {
        count += 1 + tasks->items[i]->aliases.count;
    }
    aliases->items = arena_new(arena, count, sizeof *aliases->items);
    if (aliases->items == NULL) {
        return false;
    }
    for (size_t i = 0; i < tasks->count; i++) {
        const struct record *task = tasks->items[i];
        aliases->items[aliases->count++] = (struct alias){.name = task->id, .task = task};
        for (size_t k = 0; k < task->aliases.count; k++) {
            aliases->items[aliases->count++] = (struct alias){.name = task->aliases.items[k].text, .task = task};
        }
    }
    if (aliases->count > 1) {
        qsort(aliases->items, aliases->count, sizeof *aliases->items, by_alias);
    }
    return true;
}

static const struct record *find_alias(const struct aliases *aliases, struct slice name)
{
    const struct alias key = {.name = name};
    const struct alias *found = name.size == 0 || aliases->count == 0
                                    ? NULL
                                    : bsearch(&key, aliases->items, aliases->count, sizeof key, by_alias);
    return found == NULL ? NULL : found->task;
}

static enum state read_state(const struct profile *profile, const struct profile_tracker *tracker, struct slice status)
{
    enum state state = STATE_UNKNOWN;
    enum slot slot = SLOT_NONE;
    for (size_t i = 0; i < tracker->words.count; i++) {
        if (slice_equal_fold(tracker->words.items[i].word, status)) {
            return tracker->words.items[i].state;
        }
    }
    (void)profile_read_status(profile, NULL, status, &state, &slot);
    return state;
}

/* A text by its key, which is no path; a number is passed over. */
static struct slice text_of(const cJSON *object, struct slice key)
{
    char name[64];
    if (key.size >= sizeof name) {
        return slice_of("");
    }
    memcpy(name, key.data, key.size);
    name[key.size] = '\0';
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, name);
    return cJSON_IsString(value) ? slice_of(value->valuestring) : slice_of("");
}

struct tracking {
    const struct plan *plan;
    const struct profile_tracker *tracker;
    const struct aliases *aliases;
    struct slice path; /* of the file, as people find it */
    struct outside *outside;
};

static bool read_issue(const struct tracking *tracking, struct slice line, size_t number, struct error *error)
{
    cJSON *issue = cJSON_ParseWithLength(line.data, line.size);
    struct slice id = text_of(issue, tracking->tracker->id);
    const struct record *task = issue == NULL ? NULL : find_alias(tracking->aliases, id);
    bool done = true;
    if (slice_trim(line).size > 0 && (!cJSON_IsObject(issue) || id.size == 0)) {
        done = outside_add_broken(tracking->outside, tracking->path, number,
                                  issue == NULL              ? "this line is no JSON"
                                  : !cJSON_IsObject(issue) ? "this line is no JSON object"
                                                             : "this object has no text as its identifier",
                                  error);
    }
    if (task != NULL) {
        struct slice status = text_of(issue, tracking->tracker->status);
        enum state state = read_state(tracking->plan->profile, tracking->tracker, status);
        const struct outside_word word = {
            .source = OUTSIDE_TRACKER,
            .record = task,
            .name = tracking->tracker->file,
            .id = id,
            .state = state,
            .status = status,
            .file = tracking->path,
            .line = number,
            .differs = outside_contradicts(state, task->state),
        };
        done = outside_add(tracking->outside, &word, error);
    }
    cJSON_Delete(issue);
    return done;
}

/* The tracker's file, in the root or the nearest folder upward that has it, not above the repository; "" for none. */
static bool find_file(const char *root, struct slice file, struct bytes *path, struct bytes *shown, struct error *error)
{
    struct bytes folder = {0};
    bytes_append_text(&folder, root);
    bool found = false;
    for (bool upward = true; upward && !folder.failed && !path->failed && !shown->failed && !found;) {
        bytes_clear(path);
        bytes_append_format(path, "%.*s/%.*s", SLICE_PRINT(bytes_slice(&folder)), SLICE_PRINT(file));
        found = !path->failed && is_there(path->data);
        size_t end = folder.size;
        bytes_append_text(&folder, "/.git");
        upward = !found && !folder.failed && !is_there(folder.data) && end > 1;
        while (end > 0 && folder.data[end - 1] != '/') {
            end--;
        }
        if (!folder.failed) {
            folder.size = end > 1 ? end - 1 : 0;
            folder.data[folder.size] = '\0';
            upward = upward && folder.size > 0;
        }
        bytes_append_text(shown, upward ? "../" : "");
    }
    bytes_append(shown, file);
    if (!found) {
        bytes_clear(path);
    }
    bool done = (!folder.failed && !shown->failed && !path->failed) || error_no_memory(error);
    bytes_release(&folder);
    return done;
}

/* The names are listed for the first tracker that is there: mostly there is none. */
static bool read_tracker(const struct workspace *workspace, const struct profile_tracker *tracker, struct arena *arena,
                         struct aliases *aliases, struct outside *outside, struct error *error)
{
    struct bytes path = {0};
    struct bytes shown = {0};
    struct bytes text = {0};
    bool done = find_file(workspace_root(workspace), tracker->file, &path, &shown, error);
    if (done && path.size > 0 && file_read(path.data, LARGEST_TRACKER, &text, NULL, NULL)) {
        done = aliases->items != NULL || list_aliases(workspace->plan, aliases, arena) || error_no_memory(error);
        const struct tracking tracking = {
            .plan = workspace->plan,
            .tracker = tracker,
            .aliases = aliases,
            .path = bytes_slice(&shown),
            .outside = outside,
        };
        struct slice rest = bytes_slice(&text);
        struct slice line;
        for (size_t number = 1; done && rest.size > 0 && slice_next(&rest, '\n', &line); number++) {
            done = read_issue(&tracking, line, number, error);
        }
    }
    bytes_release(&path);
    bytes_release(&shown);
    bytes_release(&text);
    return done;
}

static bool read_trackers(const struct workspace *workspace, struct outside *outside, struct error *error)
{
    const struct profile *profile = workspace->plan->profile;
    struct arena arena;
    struct aliases aliases = {0};
    if (profile->tracker_count == 0) {
        return true;
    }
    arena_init(&arena);
    bool done = true;
    for (size_t i = 0; done && i < profile->tracker_count; i++) {
        done = read_tracker(workspace, &profile->trackers[i], &arena, &aliases, outside, error);
    }
    arena_release(&arena);
    return done;
}

/* ---- work trees ---- */

/* Whether the repository has more than one: the plan's folder would lie in its git directory, two levels below, whether
 * it is there or not. */
static bool has_others(const struct workspace *workspace)
{
    static const char *const signs[] = {"worktrees", "commondir"};
    struct bytes path = {0};
    const char *folder = workspace->folder.path;
    bool others = false;
    size_t end = folder == NULL ? 0 : strlen(folder);
    for (size_t levels = 0; levels < 2 && end > 0; end--) {
        levels += folder[end - 1] == '/' ? 1 : 0;
    }
    for (size_t i = 0; end > 0 && i < sizeof signs / sizeof signs[0] && !others; i++) {
        bytes_clear(&path);
        bytes_append_format(&path, "%.*s/%s", (int)end, folder, signs[i]);
        others = !path.failed && is_there(path.data);
    }
    bytes_release(&path);
    return others;
}

static struct slice last_part(struct slice path)
{
    size_t start = path.size;
    while (start > 0 && path.data[start - 1] != '/') {
        start--;
    }
    return slice_part(path, start, path.size);
}

static struct slice holder_of(const struct record *task)
{
    if (task->claim == NULL) {
        return slice_of("");
    }
    struct slice who = record_value(task->claim, ROLE_WHO);
    return who.size > 0 ? who : slice_of("somebody");
}

/* What stands differently in the other plan, about tasks that both have. */
static bool compare_plan(const struct plan *plan, const struct plan *other, struct slice name, const char *root,
                         struct outside *outside, struct error *error)
{
    struct bytes path = {0};
    bool done = true;
    for (size_t i = 0; done && i < plan->records[KIND_TASK].count; i++) {
        const struct record *task = plan->records[KIND_TASK].items[i];
        const struct record *there = query_id(other, KIND_TASK, task->id);
        if (there == NULL || there->place_count == 0 ||
            (there->state == task->state && slice_equal(holder_of(there), holder_of(task)))) {
            continue;
        }
        bytes_clear(&path);
        done = bytes_append_format(&path, "%s/%s", root, plan_path(other, there->places[0]->document)) ||
               error_no_memory(error);
        struct outside_word word = {
            .source = OUTSIDE_WORKTREE,
            .record = task,
            .name = name,
            .id = there->id,
            .state = there->state,
            .status = there->status,
            .holder = holder_of(there),
            .file = bytes_slice(&path),
            .line = there->places[0]->line,
            .differs = true,
        };
        done = done && outside_add(outside, &word, error);
        word.record = task->claim; /* a claim that stands here is told of as its task is */
        done = done && (task->claim == NULL || outside_add(outside, &word, error));
    }
    bytes_release(&path);
    return done;
}

/* One other work tree; one without the plan, or whose plan cannot be read, says nothing. */
static bool read_worktree(const struct workspace *workspace, struct slice top, const char *below,
                          struct outside *outside, struct error *error)
{
    struct bytes root = {0};
    if (!bytes_append_format(&root, "%.*s%s%s", SLICE_PRINT(top), below[0] == '\0' ? "" : "/", below)) {
        return error_no_memory(error);
    }
    struct workspace_environment environment = workspace->environment;
    environment.plan = NULL;
    struct workspace *other = is_there(root.data) ? workspace_open(&environment, root.data, NULL, NULL) : NULL;
    bool done = other == NULL || compare_plan(workspace->plan, workspace_plan(other), last_part(top),
                                              workspace_root(other), outside, error);
    if (other != NULL) {
        workspace_close(other);
    }
    bytes_release(&root);
    return done;
}

static bool read_worktrees(const struct workspace *workspace, struct outside *outside, struct error *error)
{
    static const char *const words[] = {"worktree", "list", "--porcelain", NULL};
    struct git git = {0};
    struct bytes output = {0};
    if (!has_others(workspace)) {
        return true;
    }
    bool asked = git_open(workspace_root(workspace), workspace->environment.variables, &git, NULL);
    char *below = asked ? git_path(&git, workspace_root(workspace), NULL) : NULL;
    asked = below != NULL && git_ask(&git, words, slice_of(""), &output, NULL);
    struct slice rest = bytes_slice(&output);
    struct slice line;
    struct slice mark = slice_of("worktree ");
    bool done = true;
    while (asked && done && rest.size > 0 && slice_next(&rest, '\n', &line)) {
        struct slice top = slice_starts(line, mark) ? slice_part(line, mark.size, line.size) : slice_of("");
        if (top.size > 0 && !slice_equal(top, slice_of(git.top))) {
            done = read_worktree(workspace, top, below, outside, error);
        }
    }
    memory_free(below);
    bytes_release(&output);
    git_close(&git);
    return done;
}

bool outside_read_trackers(const struct workspace *workspace, struct outside *outside, struct error *error)
{
    *outside = (struct outside){0};
    bool done = read_trackers(workspace, outside, error);
    outside_sort(outside);
    return done;
}

bool workspace_outside(const struct workspace *workspace, bool trackers, struct outside *outside, struct error *error)
{
    *outside = (struct outside){0};
    bool done = (!trackers || read_trackers(workspace, outside, error)) && read_worktrees(workspace, outside, error);
    outside_sort(outside);
    return done;
}
