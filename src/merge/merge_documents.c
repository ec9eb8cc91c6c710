#include "merge/merge_documents.h"

#include "merge/merge_context.h"
#include "merge/merge_endings.h"
#include "merge/merge_unchanged.h"

enum { MARKER_SIZE = 7 };

struct work {
    struct source *sources[MEMBER_VERSIONS];
    struct part_document documents[MEMBER_VERSIONS];
    struct merge_output output;
};

static void release_parts(struct work *work)
{
    for (size_t i = 0; i < MEMBER_VERSIONS; i++) {
        part_document_release(&work->documents[i]);
    }
    merge_output_release(&work->output);
}

/* Where one version cannot be read as its language, all are lines. */
static void make_alike(struct work *work)
{
    bool lines = false;
    for (size_t i = 0; i < MEMBER_VERSIONS; i++) {
        lines = lines || work->documents[i].items[0].type == PART_LINES;
    }
    for (size_t i = 0; lines && i < MEMBER_VERSIONS; i++) {
        work->documents[i].items[0].type = PART_LINES;
        work->documents[i].items[0].kind = PART_PIECE;
    }
}

/* Takes the versions apart and merges them into `work->output`. */
static bool merge_as(struct work *work, enum part_language language, const struct merge_options *options,
                     struct error *error)
{
    struct merge merge = {.output = &work->output, .options = options};
    const char *ours = options->ours_label == NULL ? "ours" : options->ours_label;
    const char *theirs = options->theirs_label == NULL ? "theirs" : options->theirs_label;
    merge_output_init(&work->output, ours, theirs, options->marker_size == 0 ? MARKER_SIZE : options->marker_size,
                      source_line_ending(work->sources[MEMBER_OURS]));
    bool done = true;
    for (size_t i = 0; done && i < MEMBER_VERSIONS; i++) {
        done = part_document_make(&work->documents[i], work->sources[i], language, error);
        merge.versions[i] = &work->documents[i];
    }
    if (done) {
        make_alike(work);
    }
    return done && merge_parts(&merge, error) && (merge_output_finish(&work->output) || error_no_memory(error));
}

/* Whether the merged text can still be read as its language. */
static bool check_tree(struct work *work, const char *path, enum tree_language language, bool *good,
                       struct error *error)
{
    struct error reason;
    error_clear(&reason);
    struct source *source = source_copy(path, bytes_slice(&work->output.text), error);
    if (source == NULL) {
        return false;
    }
    struct tree *tree = tree_read(source, tree_whole(source), language, &reason);
    *good = tree != NULL;
    tree_free(tree);
    source_release(source);
    return *good || reason.code == ERROR_USAGE || error_no_memory(error);
}

static bool merge_sources(struct work *work, const char *path, const struct merge_options *options,
                          struct error *error)
{
    enum part_language language = part_language_of(slice_of(path));
    bool good = true;
    if (!merge_as(work, language, options, error)) {
        return false;
    }
    if ((language == PART_YAML || language == PART_JSON) && work->output.conflicts == 0 &&
        !check_tree(work, path, language == PART_JSON ? TREE_JSON : TREE_YAML, &good, error)) {
        return false;
    }
    if (!good) {
        release_parts(work);
        return merge_as(work, PART_TEXT, options, error);
    }
    return true;
}

static bool make_sources(struct work *work, const char *path, struct bytes joined[MEMBER_VERSIONS],
                         struct error *error)
{
    for (size_t i = 0; i < MEMBER_VERSIONS; i++) {
        work->sources[i] = source_take(path, &joined[i], error);
        if (work->sources[i] == NULL) {
            return false;
        }
    }
    return true;
}

/* One of the versions is the result. */
static bool merge_simple(struct slice base, struct slice ours, struct slice theirs, struct bytes *out, bool *simple)
{
    struct slice merged;
    *simple = merge_unchanged(base, ours, theirs, &merged);
    return !*simple || bytes_append(out, merged);
}

bool merge_documents(const char *path, struct slice base, struct slice ours, struct slice theirs,
                     const struct merge_options *options, struct bytes *out, size_t *conflicts, struct error *error)
{
    static const struct merge_options none = {0};
    const struct slice versions[MEMBER_VERSIONS] = {base, ours, theirs};
    struct bytes joined[MEMBER_VERSIONS] = {{0}};
    struct work work = {0};
    struct merge_form form = {0};
    bool simple = false;
    *conflicts = 0;
    if (!merge_simple(base, ours, theirs, out, &simple)) {
        return error_no_memory(error);
    }
    if (simple) {
        return true;
    }
    bool done = merge_endings_join(versions, joined, &form) || error_no_memory(error);
    done = done && make_sources(&work, path, joined, error) &&
           merge_sources(&work, path, options == NULL ? &none : options, error);
    if (done) {
        *conflicts = work.output.conflicts;
        done = merge_endings_restore(bytes_slice(&work.output.text), &form, *conflicts == 0, out) ||
               error_no_memory(error);
    }
    release_parts(&work);
    for (size_t i = 0; i < MEMBER_VERSIONS; i++) {
        source_release(work.sources[i]);
        bytes_release(&joined[i]);
    }
    return done;
}
