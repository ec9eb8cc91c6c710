#include "store/handoff.h"

#include "base/memory.h"
#include "store/file.h"
#include "store/handoff_facts.h"
#include "store/revision.h"
#include "store/workspace_write.h"

#include <sys/stat.h>

/* Holds the commit at which the last packet was taken. */
static const char taken_name[] = "handoff";
enum { TAKEN_LIMIT = 200 };

/* What both packets need: the revision, and what changed since. */
struct inquiry {
    struct handoff_since since;
    struct handoff_facts facts;
    struct evidence evidence;
    struct proofs proofs;
    struct arena arena;
};

/* The commit of the last packet, in `taken`; nothing where none was taken. */
static bool read_taken(const struct workspace *workspace, struct bytes *taken, struct error *error)
{
    struct error reason;
    error_clear(&reason);
    if (workspace->folder.path == NULL) {
        return true;
    }
    char *path = file_join(workspace->folder.path, taken_name);
    if (path == NULL) {
        return error_no_memory(error);
    }
    bool done = file_read(path, TAKEN_LIMIT, taken, NULL, &reason) || reason.code == ERROR_NOT_FOUND;
    if (!done && error != NULL) {
        *error = reason;
    }
    while (taken->size > 0 && taken->data[taken->size - 1] == '\n') {
        taken->data[--taken->size] = '\0';
    }
    memory_free(path);
    return done;
}

static bool inquire(struct inquiry *inquiry, struct workspace *workspace, const char *revision, struct error *error)
{
    const struct plan *plan = workspace_plan(workspace);
    struct bytes taken;
    *inquiry = (struct inquiry){0};
    arena_init(&inquiry->arena);
    bytes_init(&taken);
    bool done = read_taken(workspace, &taken, error) &&
                handoff_since_find(&inquiry->since, workspace_root(workspace), workspace->environment.variables,
                                   revision, taken.size > 0 ? taken.data : NULL, &inquiry->arena, error) &&
                handoff_facts_find(&inquiry->since, workspace_root(workspace), plan, &inquiry->arena, &inquiry->facts,
                                   error) &&
                workspace_evidence(workspace, &inquiry->arena, &inquiry->evidence, error) &&
                proofs_make(plan, &inquiry->evidence, &inquiry->arena, &inquiry->proofs, error);
    inquiry->facts.proofs = &inquiry->proofs;
    bytes_release(&taken);
    return done;
}

static void inquiry_release(struct inquiry *inquiry)
{
    handoff_since_release(&inquiry->since);
    arena_release(&inquiry->arena);
}

bool workspace_handoff(struct workspace *workspace, const char *since, struct handoff *handoff, struct error *error)
{
    const struct plan *now = workspace_plan(workspace);
    struct plan *before = NULL;
    struct inquiry inquiry;
    *handoff = (struct handoff){0};
    bool done = inquire(&inquiry, workspace, since, error);
    if (done && inquiry.since.commit.size > 0) {
        before = revision_plan(&inquiry.since.git, workspace_root(workspace), now->profile, inquiry.since.commit.data,
                               error);
        done = before != NULL;
    }
    done = done && handoff_init(handoff, before, now, &inquiry.facts, error);
    if (before != NULL) {
        plan_free(before);
    }
    inquiry_release(&inquiry);
    return done;
}

bool workspace_handoff_taken(struct workspace *workspace, struct error *error)
{
    struct git git = {0};
    struct bytes commit;
    struct error reason;
    bytes_init(&commit);
    error_clear(&reason);
    char *path = NULL;
    bool done = git_open(workspace_root(workspace), workspace->environment.variables, &git, &reason);
    if (!done && reason.code == ERROR_NOT_FOUND) {
        git_close(&git);
        bytes_release(&commit);
        return true;
    }
    if (!done && error != NULL) {
        *error = reason;
    }
    done = done && revision_find(&git, "HEAD", &commit, error) &&
           (bytes_append_byte(&commit, '\n') || error_no_memory(error)) && folder_make(&workspace->folder, error);
    if (done) {
        path = file_join(workspace->folder.path, taken_name);
        done = path != NULL ? file_replace(path, bytes_slice(&commit), true, error) : error_no_memory(error);
    }
    memory_free(path);
    git_close(&git);
    bytes_release(&commit);
    return done;
}

/* A path stands from the plan's root, from the top of the repository, or from where the program runs. */
static bool is_there(const struct workspace *workspace, const struct handoff_since *since, struct slice path)
{
    const char *const folders[] = {workspace_root(workspace), since->is_repository ? since->git.top : NULL,
                                   workspace->environment.directory};
    bool there = false;
    for (size_t i = 0; i < sizeof folders / sizeof folders[0] && !there; i++) {
        struct bytes full;
        struct stat status;
        bytes_init(&full);
        bool absolute = slice_starts(path, slice_of("/"));
        there = folders[i] != NULL &&
                bytes_append_format(&full, "%s%s%.*s", absolute ? "" : folders[i], absolute ? "" : "/",
                                    SLICE_PRINT(path)) &&
                stat(full.data, &status) == 0;
        bytes_release(&full);
    }
    return there;
}

bool workspace_intake(struct workspace *workspace, const char *name, struct slice text, const struct record *lane,
                      const char *since, struct intake *intake, struct error *error)
{
    const struct plan *plan = workspace_plan(workspace);
    struct inquiry inquiry;
    *intake = (struct intake){0};
    bool done = inquire(&inquiry, workspace, since, error) && intake_read(intake, plan, name, text, error);
    for (size_t i = 0; i < intake->path_count && done; i++) {
        intake->paths[i].there = is_there(workspace, &inquiry.since, intake->paths[i].text);
    }
    struct intake_facts facts = {
        .lane = lane,
        .files = inquiry.facts.files,
        .file_count = inquiry.facts.file_count,
        .files_are_known = inquiry.since.commit.size > 0,
        .since = inquiry.facts.since,
    };
    done = done && intake_walk(intake, plan, &facts, error);
    inquiry_release(&inquiry);
    return done;
}
