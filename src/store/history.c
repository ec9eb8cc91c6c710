#include "store/history.h"

#include "base/memory.h"
#include "store/history_cache.h"
#include "store/history_compare.h"
#include "store/history_tree.h"
#include "store/history_uncommitted.h"
#include "store/workspace_write.h"

#include <stdlib.h>
#include <time.h>

/* Commits for which git is asked at once: enough that its start costs nothing, few enough that memory stays small. How
 * often a plan may have been moved. */
enum { WINDOW = 64, MOST_MOVES = 8 };

/* One walk along the commits in which the plan has one root. */
struct walk {
    struct history *history;
    struct history_cache *cache;
    struct history_plan plan;
    struct history_range range;
    struct history_log log;
    struct history_tree **trees;  /* of each commit, while a child still needs it */
    size_t *children;             /* of each commit: how many are still to come */
    struct history_tree ***older; /* of each commit and parent that is older than the range: its tree */
    unsigned moves;               /* how often the plan was moved since */
    struct arena arena;
    struct error *error;
};

/* ---- trees ---- */

/* The tree of a parent; NULL: a root has none. */
static struct history_tree *parent_tree(const struct walk *walk, size_t commit, size_t parent)
{
    const struct history_commit *own = &walk->log.commits[commit];
    if (parent >= own->parent_count) {
        return NULL;
    }
    return own->parents[parent].commit != SIZE_MAX ? walk->trees[own->parents[parent].commit]
                                                   : walk->older[commit][parent];
}

/* The whole tree of a commit. */
static struct history_tree *read_tree(struct walk *walk, const struct history_plan *plan,
                                      const struct history_range *range, struct slice commit)
{
    struct history_file *files = NULL;
    size_t count = 0;
    if (!history_log_files(plan->git, commit, range, &walk->arena, &files, &count, walk->error)) {
        return NULL;
    }
    return history_tree_new(plan, NULL, files, count, walk->error);
}

/* The trees of parents that are older than the range. */
static bool read_older(struct walk *walk, size_t commit)
{
    const struct history_commit *own = &walk->log.commits[commit];
    for (size_t i = 0; i < own->parent_count; i++) {
        if (own->parents[i].commit != SIZE_MAX) {
            continue;
        }
        if (walk->older[commit] == NULL) {
            walk->older[commit] = arena_new(&walk->arena, own->parent_count, sizeof(struct history_tree *));
        }
        if (walk->older[commit] == NULL) {
            return error_no_memory(walk->error);
        }
        if (walk->older[commit][i] == NULL) {
            walk->older[commit][i] = read_tree(walk, &walk->plan, &walk->range, own->parents[i].id);
        }
        if (walk->older[commit][i] == NULL) {
            return false;
        }
    }
    return true;
}

static bool make_tree(struct walk *walk, size_t commit)
{
    const struct history_commit *own = &walk->log.commits[commit];
    if (!read_older(walk, commit)) {
        return false;
    }
    walk->trees[commit] = history_tree_new(&walk->plan, parent_tree(walk, commit, 0), own->files, own->file_count,
                                           walk->error);
    return walk->trees[commit] != NULL;
}

/* Nobody needs the commit's tree any more. */
static void drop_tree(struct walk *walk, size_t commit)
{
    history_tree_release(walk->trees[commit]);
    walk->trees[commit] = NULL;
}

/* Every commit that was told counts no more for its parents. */
static void drop_parents(struct walk *walk, size_t commit)
{
    const struct history_commit *own = &walk->log.commits[commit];
    for (size_t i = 0; i < own->parent_count; i++) {
        size_t parent = own->parents[i].commit;
        if (parent != SIZE_MAX && --walk->children[parent] == 0) {
            drop_tree(walk, parent);
        } else if (parent == SIZE_MAX && walk->older[commit] != NULL) {
            history_tree_release(walk->older[commit][i]);
            walk->older[commit][i] = NULL;
        }
    }
    if (walk->children[commit] == 0) {
        drop_tree(walk, commit);
    }
}

/* ---- what changed ---- */

static uint64_t signature_of(const struct history_tree *tree)
{
    return tree == NULL ? 0 : tree->signature;
}

/* Whether the commit differs from all its parents; a merge that is as one of them tells nothing. */
static bool tells(const struct walk *walk, size_t commit)
{
    const struct history_commit *own = &walk->log.commits[commit];
    uint64_t signature = signature_of(walk->trees[commit]);
    for (size_t i = 0; i < own->parent_count; i++) {
        if (signature_of(parent_tree(walk, commit, i)) == signature) {
            return false;
        }
    }
    return true;
}

/* The step from a parent to the commit, from the cache or found out now. */
static bool find_step(struct walk *walk, size_t commit, size_t parent, struct history_step *step)
{
    const struct history_tree *before = parent_tree(walk, commit, parent);
    const struct history_tree *after = walk->trees[commit];
    const struct history_step *known =
        history_cache_find(walk->cache, signature_of(before), signature_of(after));
    if (known != NULL) {
        *step = *known;
        return true;
    }
    history_cache_begin(walk->cache, signature_of(before), signature_of(after), step);
    if (!history_compare(before, after, &walk->cache->events, walk->error) || !history_cache_end(walk->cache, step, walk->error)) {
        return false;
    }
    step->count = walk->cache->events.count - step->first;
    return true;
}

/* ---- telling ---- */

/* The events of a step are in the order of kind and ID. */
static bool is_in_step(const struct walk *walk, const struct history_step *step, const struct event *event)
{
    size_t low = 0;
    size_t high = step->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct event *other = &walk->cache->events.items[step->first + middle];
        int order = (other->kind > event->kind) - (other->kind < event->kind);
        order = order != 0 ? order : slice_compare(other->id, event->id);
        if (order == 0) {
            return true;
        }
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle;
    }
    return false;
}

static bool tell(struct walk *walk, size_t commit)
{
    const struct history_commit *own = &walk->log.commits[commit];
    size_t count = own->parent_count == 0 ? 1 : own->parent_count;
    struct history_step *steps = memory_new(count, sizeof *steps);
    bool done = steps != NULL || error_no_memory(walk->error);
    char moment[32] = "";
    time_t seconds = (time_t)own->seconds;
    struct tm utc;
    if (gmtime_r(&seconds, &utc) != NULL) {
        (void)strftime(moment, sizeof moment, "%Y-%m-%dT%H:%M:%SZ", &utc);
    }
    for (size_t i = 0; done && i < count; i++) {
        done = find_step(walk, commit, i, &steps[i]);
    }
    for (size_t i = 0; done && i < steps[0].count; i++) {
        struct event event = walk->cache->events.items[steps[0].first + i];
        bool everywhere = true;
        for (size_t k = 1; k < count && everywhere; k++) {
            everywhere = is_in_step(walk, &steps[k], &event);
        }
        event.time = slice_of(moment);
        event.seconds = own->seconds;
        event.who = own->who;
        event.commit = own->id;
        done = !everywhere || events_add(&walk->history->events, &event, walk->error);
    }
    memory_free(steps);
    return done;
}

/* ---- the walk ---- */

/* The trees that have to be read for the commits from `first` on, which know no cached step; in `needed`. */
static bool list_needed(struct walk *walk, size_t first, size_t end, struct history_tree ***needed, size_t *count)
{
    size_t capacity = 0;
    *count = 0;
    for (size_t commit = first; commit < end; commit++) {
        const struct history_commit *own = &walk->log.commits[commit];
        size_t parents = own->parent_count == 0 ? 1 : own->parent_count;
        bool unknown = false;
        for (size_t i = 0; tells(walk, commit) && i < parents; i++) {
            struct history_tree *before = parent_tree(walk, commit, i);
            struct history_tree *both[] = {before, walk->trees[commit]};
            if (history_cache_find(walk->cache, signature_of(before), signature_of(both[1])) != NULL) {
                continue;
            }
            unknown = true;
            for (size_t k = 0; k < 2; k++) {
                if (both[k] == NULL || both[k]->read) {
                    continue;
                }
                if (!memory_grow(needed, &capacity, *count + 1, sizeof **needed)) {
                    return error_no_memory(walk->error);
                }
                (*needed)[(*count)++] = both[k];
            }
        }
        walk->history->read_count += unknown ? 1 : 0;
    }
    return true;
}

static bool walk_window(struct walk *walk, size_t first, size_t end)
{
    struct history_tree **needed = NULL;
    size_t count = 0;
    bool done = true;
    for (size_t i = first; done && i < end; i++) {
        done = make_tree(walk, i);
    }
    done = done && list_needed(walk, first, end, &needed, &count) &&
           (count == 0 || history_trees_read(&walk->plan, needed, count, walk->error));
    memory_free(needed);
    for (size_t i = first; done && i < end; i++) {
        done = !tells(walk, i) || tell(walk, i);
        if (done) {
            drop_parents(walk, i);
        }
    }
    return done;
}

static bool walk_all(struct walk *walk)
{
    size_t count = walk->log.count;
    bool done = true;
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < walk->log.commits[i].parent_count; k++) {
            size_t parent = walk->log.commits[i].parents[k].commit;
            walk->children[parent == SIZE_MAX ? i : parent] += parent == SIZE_MAX ? 0 : 1;
        }
    }
    for (size_t first = 0; done && first < count; first += WINDOW) {
        done = walk_window(walk, first, first + WINDOW < count ? first + WINDOW : count);
    }
    walk->history->commit_count += count;
    return done;
}

/* ---- moves ---- */

static bool walk_root(const struct walk *from, struct slice root, struct slice revision, unsigned moves);

/* A commit that begins the history may have moved the plan there from another folder: then that history comes first, and
 * the commit is compared with what was there. */
static bool follow_move(struct walk *walk, size_t commit)
{
    struct history_commit *own = &walk->log.commits[commit];
    struct history_plan plan = walk->plan;
    struct history_range range = {0};
    if (walk->moves == MOST_MOVES) {
        return true;
    }
    if (!history_plan_moved(&walk->plan, own->id, &walk->arena, &plan.root, walk->error)) {
        return false;
    }
    if (plan.root.data == NULL) {
        return true;
    }
    struct slice parent = arena_format(&walk->arena, "%.*s^", SLICE_PRINT(own->id));
    own->parents = arena_new(&walk->arena, 1, sizeof *own->parents);
    walk->older[commit] = arena_new(&walk->arena, 1, sizeof(struct history_tree *));
    if (parent.data == NULL || own->parents == NULL || walk->older[commit] == NULL ||
        !history_plan_paths(&plan, &range, &walk->arena)) {
        return error_no_memory(walk->error);
    }
    own->parents[0] = (struct history_parent){.id = parent, .commit = SIZE_MAX};
    own->parent_count = 1;
    walk->older[commit][0] = read_tree(walk, &plan, &range, parent);
    return walk->older[commit][0] != NULL && walk_root(walk, plan.root, parent, walk->moves + 1);
}

/* Finds the commits in which the plan appears: those with documents none of whose ancestors in the log has any. */
static bool follow_moves(struct walk *walk)
{
    bool *there = arena_new(&walk->arena, walk->log.count, sizeof *there);
    if (there == NULL) {
        return error_no_memory(walk->error);
    }
    for (size_t i = 0; i < walk->log.count; i++) {
        const struct history_commit *commit = &walk->log.commits[i];
        bool brings = false;
        for (size_t k = 0; k < commit->parent_count; k++) {
            size_t parent = commit->parents[k].commit;
            there[i] = there[i] || (parent != SIZE_MAX && there[parent]);
        }
        for (size_t k = 0; k < commit->file_count && !there[i] && !brings; k++) {
            brings = commit->files[k].blob.size > 0 &&
                     history_plan_document(&walk->plan, commit->files[k].path).size > 0;
        }
        there[i] = there[i] || brings;
        if (brings && !follow_move(walk, i)) {
            return false;
        }
    }
    return true;
}

/* Tells the history of the plan where its root is `root`, up to the revision. */
static bool walk_root(const struct walk *from, struct slice root, struct slice revision, unsigned moves)
{
    struct walk walk = {
        .history = from->history, .cache = from->cache, .plan = from->plan, .moves = moves, .error = from->error};
    walk.plan.root = root;
    walk.range = (struct history_range){.from = from->range.from, .to = revision};
    arena_init(&walk.arena);
    bool done = (history_plan_paths(&walk.plan, &walk.range, &walk.arena) || error_no_memory(walk.error)) &&
                history_log_read(walk.plan.git, &walk.range, &walk.log, walk.error);
    size_t count = walk.log.count;
    walk.trees = arena_new(&walk.arena, count, sizeof(struct history_tree *));
    walk.older = arena_new(&walk.arena, count, sizeof(struct history_tree **));
    walk.children = arena_new(&walk.arena, count, sizeof *walk.children);
    bool made = walk.trees != NULL && walk.older != NULL && walk.children != NULL;
    done = done && (made || error_no_memory(walk.error));
    done = done && follow_moves(&walk) && walk_all(&walk);
    /* After a failure trees are left. */
    for (size_t i = 0; made && i < count; i++) {
        drop_tree(&walk, i);
        for (size_t k = 0; walk.older[i] != NULL && k < walk.log.commits[i].parent_count; k++) {
            history_tree_release(walk.older[i][k]);
        }
    }
    history_log_release(&walk.log);
    arena_release(&walk.arena);
    return done;
}

static bool find_shallow(const struct git *git, bool *is_shallow, struct error *error)
{
    static const char *const words[] = {"rev-parse", "--is-shallow-repository", NULL};
    struct bytes output;
    bytes_init(&output);
    bool done = git_ask(git, words, slice_of(""), &output, error);
    *is_shallow = done && slice_equal(slice_trim(bytes_slice(&output)), slice_of("true"));
    bytes_release(&output);
    return done;
}

bool workspace_history(struct workspace *workspace, const struct history_options *options, struct history *history,
                       struct error *error)
{
    struct git git = {0};
    struct history_cache cache = {0};
    struct error own;
    *history = (struct history){0};
    error = error == NULL ? &own : error;
    error_clear(error);
    if (!workspace_become_whole(workspace, error)) {
        return false;
    }
    bool done = git_open(workspace_root(workspace), workspace->environment.variables, &git, error);
    char *root = done ? git_path(&git, workspace_root(workspace), error) : NULL;
    struct walk walk = {.history = history, .cache = &cache, .error = error, .range = {.from = options->from}};
    walk.plan = (struct history_plan){
        .git = &git, .profiles = &workspace->profiles, .profile = workspace->plan->profile};
    done = root != NULL && (history_plan_seed(&walk.plan) || error_no_memory(error)) &&
           history_cache_read(&cache, &workspace->folder, error) &&
           find_shallow(&git, &history->is_shallow, error) && walk_root(&walk, slice_of(root), options->to, 0);
    walk.plan.root = slice_of(root);
    done = done && (options->to.size > 0 || history_uncommitted(workspace, &walk.plan, options->now, &history->events, error));
    if (done) {
        history_cache_write(&cache, &workspace->folder);
    }
    history_cache_release(&cache);
    memory_free(root);
    git_close(&git);
    return done;
}

void history_release(struct history *history)
{
    events_release(&history->events);
    *history = (struct history){0};
}
