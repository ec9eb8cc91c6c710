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
    outline_free(document->outline);
    source_release(document->source);
    memory_free(document->path);
    memory_free(document);
}
