#include "plan/plan.h"

#include "base/memory.h"

static char *copy_path(const char *path)
{
    size_t size = strlen(path) + 1;
    char *copy = memory_new(size, 1);
    if (copy != NULL) {
        memcpy(copy, path, size);
    }
    return copy;
}

static bool has_ending(const char *path, const char *ending)
{
    return slice_ends(slice_of(path), slice_of(ending));
}

/* Reads the tree of a YAML or JSON file. What is broken is told and stays a document: a person may be in the middle of an edit. */
static bool read_tree(struct document *document, struct error *error)
{
    bool json = has_ending(document->path, ".json");
    struct error reason;
    if (!json && !has_ending(document->path, ".yaml") && !has_ending(document->path, ".yml")) {
        return true;
    }
    document->tree =
        tree_read(document->source, tree_whole(document->source), json ? TREE_JSON : TREE_YAML, &reason);
    if (document->tree != NULL) {
        return true;
    }
    document->trouble = copy_path(reason.message);
    document->trouble_line = reason.line;
    return (reason.code == ERROR_USAGE && document->trouble != NULL) || error_no_memory(error);
}

struct document *document_new(const char *path, struct source *source, struct error *error)
{
    struct document *document = memory_new(1, sizeof *document);
    char *copy = copy_path(path);
    struct outline *outline = document == NULL || copy == NULL ? NULL : outline_scan(source, error);
    if (outline == NULL) {
        if (document == NULL || copy == NULL) {
            (void)error_no_memory(error);
        }
        memory_free(copy);
        memory_free(document);
        source_release(source);
        return NULL;
    }
    *document = (struct document){.shares = 1, .path = copy, .source = source, .outline = outline};
    if (!read_tree(document, error)) {
        document_release(document);
        return NULL;
    }
    return document;
}

struct document *document_share(struct document *document)
{
    document->shares++;
    return document;
}

void document_release(struct document *document)
{
    if (document == NULL || --document->shares > 0) {
        return;
    }
    tree_free(document->tree);
    memory_free(document->trouble);
    outline_free(document->outline);
    source_release(document->source);
    memory_free(document->path);
    memory_free(document);
}
