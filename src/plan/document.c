#include "plan/plan.h"

#include "base/memory.h"

static bool has_ending(const char *path, const char *ending)
{
    return slice_ends(slice_of(path), slice_of(ending));
}

/* Front matter that is no YAML is a text of its own kind, and no mistake. */
static bool read_front(struct document *document, struct error *error)
{
    struct error reason = {0};
    uint32_t first = outline_node(document->outline, 0)->child;
    if (first == 0 || outline_node(document->outline, first)->type != OUTLINE_FRONT_MATTER) {
        return true;
    }
    document->front =
        tree_read(document->source, outline_node(document->outline, first)->content, TREE_YAML, &reason);
    return document->front != NULL || reason.code == ERROR_USAGE || error_no_memory(error);
}

/* Reads the tree of a YAML or JSON file. What is broken is told and stays a document: a person may be in the middle of an edit. */
static bool read_tree(struct document *document, struct error *error)
{
    bool json = has_ending(document->path, ".json");
    struct error reason;
    if (!json && !has_ending(document->path, ".yaml") && !has_ending(document->path, ".yml")) {
        return read_front(document, error);
    }
    document->tree =
        tree_read(document->source, tree_whole(document->source), json ? TREE_JSON : TREE_YAML, &reason);
    if (document->tree != NULL) {
        return true;
    }
    document->trouble = memory_copy_text(reason.message);
    document->trouble_line = reason.line;
    return (reason.code == ERROR_USAGE && document->trouble != NULL) || error_no_memory(error);
}

struct document *document_new(const char *path, struct source *source, struct error *error)
{
    struct document *document = memory_new(1, sizeof *document);
    char *copy = memory_copy_text(path);
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

const struct tree *document_nodes(const struct document *document)
{
    return document->tree != NULL ? document->tree : document->front;
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
    tree_free(document->front);
    memory_free(document->trouble);
    outline_free(document->outline);
    source_release(document->source);
    memory_free(document->path);
    memory_free(document);
}
