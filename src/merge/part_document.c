#include "merge/part.h"

#include "base/memory.h"

enum part_language part_language_of(struct slice path)
{
    static const struct {
        const char *ending;
        enum part_language language;
    } endings[] = {
        {".md", PART_MARKDOWN}, {".markdown", PART_MARKDOWN}, {".yaml", PART_YAML},
        {".yml", PART_YAML},    {".json", PART_JSON},
    };
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (slice_ends(path, slice_of(endings[i].ending))) {
            return endings[i].language;
        }
    }
    return PART_TEXT;
}

static bool read_language(struct part_document *document, enum part_language language, bool *read,
                          struct error *error)
{
    *read = language == PART_MARKDOWN;
    switch (language) {
    case PART_MARKDOWN:
        return part_read_markdown(document, error);
    case PART_YAML:
    case PART_JSON:
        return part_read_tree(document, 0, tree_whole(document->source),
                              language == PART_JSON ? TREE_JSON : TREE_YAML, read, error);
    case PART_TEXT:
        break;
    }
    return true;
}

bool part_document_make(struct part_document *document, const struct source *source, enum part_language language,
                        struct error *error)
{
    *document = (struct part_document){.source = source};
    arena_init(&document->arena);
    (void)part_open(document, 0, PART_GROUP, PART_SECTION, 0);
    if (document->count == 0) {
        return error_no_memory(error);
    }
    document->items[0].apart = language == PART_MARKDOWN;
    bool read = false;
    if (!read_language(document, language, &read, error)) {
        return false;
    }
    if (!read) {
        document->items[0].type = PART_LINES;
        document->items[0].kind = PART_PIECE;
    }
    part_close(document, 0, source_bytes(source).size);
    return true;
}

void part_document_release(struct part_document *document)
{
    outline_free(document->outline);
    memory_free(document->items);
    memory_free(document->cells);
    arena_release(&document->arena);
    *document = (struct part_document){0};
}
