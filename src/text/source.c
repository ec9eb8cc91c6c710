#include "text/source.h"

#include "base/memory.h"
#include "text/hash.h"
#include "text/line_index.h"

_Static_assert(SOURCE_LIMIT == LINE_INDEX_LIMIT, "every document that is taken can be indexed");

struct source {
    size_t references;
    uint64_t hash;
    struct bytes bytes;
    struct line_index lines;
    char *name;
};

static void source_free(struct source *source)
{
    line_index_release(&source->lines);
    bytes_release(&source->bytes);
    memory_free(source->name);
    memory_free(source);
}

static bool source_too_large(const char *name, struct error *error)
{
    return error_set_at(error, ERROR_SYSTEM, name, 0, "the document is too large; split it: %zu bytes is the most",
                        SOURCE_LIMIT);
}

struct source *source_take(const char *name, struct bytes *bytes, struct error *error)
{
    struct bytes taken = *bytes;
    bytes_init(bytes);
    if (taken.size > SOURCE_LIMIT) {
        bytes_release(&taken);
        source_too_large(name, error);
        return NULL;
    }
    struct source *source = memory_new(1, sizeof *source);
    if (source == NULL) {
        bytes_release(&taken);
        error_no_memory(error);
        return NULL;
    }
    source->references = 1;
    source->bytes = taken;
    size_t name_size = name == NULL ? 0 : strlen(name);
    source->name = memory_new(name_size + 1, 1);
    /* Appending nothing tells whether an append failed before, and gives the empty document bytes to point at. */
    if (source->name == NULL || !bytes_append(&source->bytes, (struct slice){0}) ||
        !line_index_make(&source->lines, bytes_slice(&source->bytes), LINE_INDEX_MARKDOWN)) {
        source_free(source);
        error_no_memory(error);
        return NULL;
    }
    if (name_size > 0) {
        memcpy(source->name, name, name_size);
    }
    source->hash = hash_bytes(bytes_slice(&source->bytes));
    return source;
}

struct source *source_copy(const char *name, struct slice text, struct error *error)
{
    if (text.size > SOURCE_LIMIT) {
        source_too_large(name, error);
        return NULL;
    }
    struct bytes copy;
    bytes_init(&copy);
    bytes_append(&copy, text);
    return source_take(name, &copy, error);
}

struct source *source_share(struct source *source)
{
    source->references++;
    return source;
}

void source_release(struct source *source)
{
    if (source != NULL && --source->references == 0) {
        source_free(source);
    }
}

const char *source_name(const struct source *source)
{
    return source->name;
}

struct slice source_bytes(const struct source *source)
{
    return bytes_slice(&source->bytes);
}

uint64_t source_hash(const struct source *source)
{
    return source->hash;
}

size_t source_line_count(const struct source *source)
{
    return source->lines.count;
}

size_t source_line_at(const struct source *source, size_t offset)
{
    return line_index_find(&source->lines, offset) + 1;
}

struct span source_line(const struct source *source, size_t line)
{
    if (line == 0 || line > source->lines.count) {
        return (struct span){.start = source->bytes.size, .end = source->bytes.size};
    }
    return line_index_span(&source->lines, line - 1);
}

/* Length of the line ending at the end of a whole line. */
static size_t ending_size(struct slice line)
{
    if (line.size == 0 || (line.data[line.size - 1] != '\n' && line.data[line.size - 1] != '\r')) {
        return 0;
    }
    return slice_ends(line, slice_of("\r\n")) ? 2 : 1;
}

struct span source_line_text(const struct source *source, size_t line)
{
    struct span span = source_line(source, line);
    span.end -= ending_size(source_slice(source, span));
    return span;
}

size_t source_column_at(const struct source *source, size_t offset)
{
    if (source->lines.count == 0) {
        return 1;
    }
    size_t cut = offset < source->bytes.size ? offset : source->bytes.size;
    return cut - source->lines.starts[line_index_find(&source->lines, cut)] + 1;
}

struct slice source_slice(const struct source *source, struct span span)
{
    return slice_part(bytes_slice(&source->bytes), span.start, span.end);
}

struct slice source_line_ending(const struct source *source)
{
    struct slice first = source_slice(source, source_line(source, 1));
    size_t size = ending_size(first);
    return size == 0 ? slice_of("\n") : slice_part(first, first.size - size, first.size);
}

size_t source_ending_at(const struct source *source, size_t offset)
{
    struct slice rest = slice_part(bytes_slice(&source->bytes), offset, SIZE_MAX);
    if (rest.size == 0) {
        return 0;
    }
    if (rest.data[0] == '\r') {
        return rest.size > 1 && rest.data[1] == '\n' ? 2 : 1;
    }
    return rest.data[0] == '\n' ? 1 : 0;
}
