#include "store/history_uncommitted.h"

#include "base/memory.h"
#include "store/authors.h"
#include "store/file.h"
#include "store/history_compare.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { MOST_PATH = 4096 };

/* ---- trees ---- */

/* Whether no symbolic link leads to the document. */
static bool is_regular(const char *root, const char *path)
{
    char name[MOST_PATH];
    int size = snprintf(name, sizeof name, "%s/%s", root, path);
    char *real = size > 0 && (size_t)size < sizeof name ? realpath(name, NULL) : NULL;
    bool regular = real != NULL && strcmp(real, name) == 0;
    free(real);
    return regular;
}

/* The documents of the plan that git would take into a commit, as a tree that is read already but for the states. */
static struct history_tree *present_tree(const struct workspace *workspace, struct error *error)
{
    const struct plan *plan = workspace_plan(workspace);
    struct history_tree *tree = memory_new(1, sizeof *tree);
    if (tree == NULL) {
        (void)error_no_memory(error);
        return NULL;
    }
    tree->users = 1;
    arena_init(&tree->arena);
    tree->entries = memory_new(plan->document_count, sizeof *tree->entries);
    if (tree->entries == NULL) {
        history_tree_release(tree);
        (void)error_no_memory(error);
        return NULL;
    }
    for (size_t i = 0; i < plan->document_count; i++) {
        struct document *document = plan->documents[i];
        if (is_regular(workspace_root(workspace), document->path)) {
            tree->entries[tree->count++] = (struct history_entry){
                .path = slice_of(document->path), .document = document_share(document)};
        }
    }
    return tree;
}

/* The tree of the present commit; `*tree` stays NULL where there is none yet. */
static bool committed_tree(const struct history_plan *plan, struct arena *arena, struct history_tree **tree,
                           struct error *error)
{
    static const char *const words[] = {"rev-parse", "--verify", "--quiet", "HEAD^{commit}", NULL};
    struct history_range range = {0};
    struct history_file *files = NULL;
    struct bytes output;
    size_t count = 0;
    int status = 0;
    bytes_init(&output);
    bool done = git_run(plan->git, words, slice_of(""), &output, NULL, &status, error);
    if (done && status == 0) {
        done = (history_plan_paths(plan, &range, arena) || error_no_memory(error)) &&
               history_log_files(plan->git, slice_trim(bytes_slice(&output)), &range, arena, &files, &count, error);
        *tree = done ? history_tree_new(plan, NULL, files, count, error) : NULL;
        done = *tree != NULL;
    }
    bytes_release(&output);
    return done;
}

/* ---- moments and names ---- */

static bool set_moment(const struct workspace *workspace, int64_t now, struct event *event, struct arena *arena)
{
    char path[MOST_PATH];
    char moment[32] = "";
    struct file_identity identity = {0};
    struct tm utc;
    int size = snprintf(path, sizeof path, "%s/%.*s", workspace_root(workspace), SLICE_PRINT(event->file));
    /* A document that is gone has no moment: that it is was seen now. */
    bool there = size > 0 && (size_t)size < sizeof path && file_identify(path, &identity, NULL);
    time_t seconds = (time_t)(there ? identity.modified / 1000000000 : now);
    if (gmtime_r(&seconds, &utc) != NULL) {
        (void)strftime(moment, sizeof moment, "%Y-%m-%dT%H:%M:%SZ", &utc);
    }
    event->seconds = (int64_t)seconds;
    event->time = arena_copy(arena, slice_of(moment));
    return event->time.data != NULL;
}

/* The events from one tree to the other with their hands and moments. */
static bool add_events(const struct workspace *workspace, const struct history_tree *before,
                       const struct history_tree *after, int64_t now, struct arena *arena, struct events *events,
                       struct error *error)
{
    size_t most = after->count + (before == NULL ? 0 : before->count);
    struct authors_document *documents = arena_new(arena, most, sizeof *documents);
    struct authors authors = {.known = SIZE_MAX}; /* the log goes back further than the commit: only the bytes explain */
    struct events found = {0};
    size_t count = 0;
    if (documents == NULL) {
        return error_no_memory(error);
    }
    for (size_t i = 0; i < after->count; i++) {
        const struct history_entry *entry = &after->entries[i];
        struct slice older = {0};
        for (size_t k = 0; before != NULL && k < before->count; k++) {
            older = slice_equal(before->entries[k].path, entry->path) ? source_bytes(before->entries[k].document->source)
                                                                      : older;
        }
        documents[count++] = (struct authors_document){
            .path = entry->path, .before = older, .after = source_bytes(entry->document->source)};
    }
    bool done = history_compare(before, after, &found, error) &&
                authors_name(&authors, workspace_log_folder(workspace), documents, count, &found, error);
    for (size_t i = 0; done && i < found.count; i++) {
        done = (set_moment(workspace, now, &found.items[i], arena) || error_no_memory(error)) &&
               events_add(events, &found.items[i], error);
    }
    events_release(&found);
    return done;
}

bool history_uncommitted(const struct workspace *workspace, const struct history_plan *plan, int64_t now,
                         struct events *events, struct error *error)
{
    struct history_tree *trees[2] = {NULL, NULL};
    struct arena arena;
    arena_init(&arena);
    trees[0] = present_tree(workspace, error);
    bool done = trees[0] != NULL && committed_tree(plan, &arena, &trees[1], error) &&
                history_trees_read(plan, trees, trees[1] == NULL ? 1 : 2, error) &&
                add_events(workspace, trees[1], trees[0], now, &arena, events, error);
    history_tree_release(trees[0]);
    history_tree_release(trees[1]);
    arena_release(&arena);
    return done;
}
