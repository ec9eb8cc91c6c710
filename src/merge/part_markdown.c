/* Markdown: sections hold blocks and sections, each block with the blank lines behind it. */
#include "merge/part.h"

#include "base/memory.h"
#include "outline/field.h"
#include "text/hash.h"

enum { LEVELS = 6, CELLS_AT_ONCE = 64 };

struct reader {
    struct part_document *document;
    const struct outline *outline;
    bool failed; /* memory ran out */
};

static const struct outline_node *node_of(const struct reader *reader, uint32_t node)
{
    return outline_node(reader->outline, node);
}

static uint32_t open_part(struct reader *reader, uint32_t parent, enum part_type type, unsigned kind, size_t start)
{
    uint32_t part = reader->failed ? 0 : part_open(reader->document, parent, type, kind, start);
    reader->failed = part == 0;
    return part;
}

static void close_part(struct reader *reader, uint32_t part, size_t end)
{
    if (!reader->failed) {
        part_close(reader->document, part, end);
    }
}

static void add_fixed(struct reader *reader, uint32_t parent, enum part_type type, const char *name, size_t start,
                      size_t end)
{
    struct span span = {.start = start, .end = end};
    reader->failed = reader->failed || !part_add_fixed(reader->document, parent, type, name, span);
}

static void add_rest(struct reader *reader, uint32_t parent, const char *name, size_t start, size_t end)
{
    struct span span = {.start = start, .end = end};
    reader->failed = reader->failed || !part_add_rest(reader->document, parent, name, span);
}

static void set_key(struct reader *reader, uint32_t part, struct slice text)
{
    if (!reader->failed) {
        part_set_key(reader->document, part, text);
    }
}

/* ---- fields ---- */

/* A field and the lines behind it that are none, up to `end`. */
static void read_field(struct reader *reader, uint32_t parent, size_t start, const struct outline_field *field,
                       size_t end)
{
    const struct source *source = reader->document->source;
    uint32_t part = open_part(reader, parent, PART_GROUP, PART_FIELD, start);
    if (part != 0) {
        reader->document->items[part].key = source_slice(source, field->name);
    }
    add_fixed(reader, part, PART_VALUE, "#name", start, field->value.start);
    add_fixed(reader, part, PART_VALUE, "#value", field->value.start, field->value.end);
    add_rest(reader, part, "#rest", field->value.end, end);
    close_part(reader, part, end);
}

/* The lines of a paragraph from `start` to `end`: fields, if there are any, else lines. */
static void read_lines(struct reader *reader, uint32_t parent, uint32_t node, const char *name, size_t start,
                       size_t end)
{
    struct outline_field field;
    struct outline_field next;
    size_t position = 0;
    bool more = outline_field_next(reader->outline, node, &position, &field);
    while (more && field.name.start < start) {
        more = outline_field_next(reader->outline, node, &position, &field);
    }
    if (!more || field.value.end > end) {
        add_fixed(reader, parent, PART_LINES, name, start, end);
        return;
    }
    uint32_t group = open_part(reader, parent, PART_GROUP, PART_PIECE, start);
    if (group != 0) {
        reader->document->items[group].fixed = true;
        reader->document->items[group].key = slice_of(name);
    }
    size_t line = source_line(reader->document->source, field.line).start;
    size_t at = line > start ? line : start;
    if (at > start) {
        add_fixed(reader, group, PART_LINES, "#text", start, at);
    }
    while (more && !reader->failed) {
        more = outline_field_next(reader->outline, node, &position, &next) && next.value.end <= end;
        size_t behind = more ? source_line(reader->document->source, next.line).start : end;
        read_field(reader, group, at, &field, behind);
        field = next;
        at = behind;
    }
    close_part(reader, group, end);
}

/* ---- tables ---- */

static bool add_cells(struct reader *reader, uint32_t part, uint32_t row)
{
    struct part_document *document = reader->document;
    struct outline_cell few[CELLS_AT_ONCE];
    struct outline_cell *cells = few;
    size_t count = outline_cells(reader->outline, row, few, CELLS_AT_ONCE);
    struct outline_cell *many = count <= CELLS_AT_ONCE ? NULL : memory_new(count, sizeof *many);
    bool done = memory_grow(&document->cells, &document->cell_capacity, document->cell_count + count + 1,
                            sizeof *document->cells) &&
                document->cell_count + count < UINT32_MAX && (count <= CELLS_AT_ONCE || many != NULL);
    if (done && many != NULL) {
        cells = many;
        (void)outline_cells(reader->outline, row, many, count);
    }
    if (done) {
        document->items[part].node = row;
        document->items[part].cells = (uint32_t)document->cell_count;
        document->items[part].count = (uint32_t)count;
        for (size_t i = 0; i < count; i++) {
            struct slice text = source_slice(document->source, cells[i].text);
            document->cells[document->cell_count++] = text.size == 0 ? 0 : hash_bytes(text) | 1;
        }
        if (count > 0) {
            part_set_key(document, part, source_slice(document->source, cells[0].text));
        }
    }
    memory_free(many);
    return done;
}

static void read_table(struct reader *reader, uint32_t parent, uint32_t table, size_t end)
{
    const struct source *source = reader->document->source;
    uint32_t part = open_part(reader, parent, PART_TABLE, PART_PIECE, node_of(reader, table)->span.start);
    if (part != 0) {
        reader->document->items[part].fixed = true;
        reader->document->items[part].key = slice_of("#table");
    }
    for (uint32_t row = node_of(reader, table)->child; row != 0 && !reader->failed; row = node_of(reader, row)->next) {
        const struct outline_node *node = node_of(reader, row);
        uint32_t child = open_part(reader, part, PART_ROW, PART_PIECE, node->span.start);
        reader->failed = reader->failed || !add_cells(reader, child, row);
        close_part(reader, child, node->span.end);
        if (node->header && !reader->failed) {
            reader->document->items[child].fixed = true;
            reader->document->items[child].key = slice_of("#header");
            struct span line = source_line(source, outline_delimiter_line(reader->outline, table));
            add_fixed(reader, part, PART_SPACE, "#delimiter", line.start, line.end);
        }
    }
    close_part(reader, part, end);
}

/* What a table is called: its columns. */
static void name_table(struct reader *reader, uint32_t block, uint32_t table)
{
    uint32_t header = node_of(reader, table)->child;
    struct outline_cell cell;
    struct bytes name;
    bytes_init(&name);
    size_t column = 0;
    for (; column < CELLS_AT_ONCE && outline_cell_at(reader->outline, header, column, &cell); column++) {
        bytes_append(&name, source_slice(reader->document->source, cell.text));
        bytes_append_byte(&name, '|');
    }
    if (!reader->failed) {
        struct slice key = arena_copy(&reader->document->arena, bytes_slice(&name));
        reader->failed = name.failed || key.data == NULL;
        reader->document->items[block].key = key;
    }
    bytes_release(&name);
}

/* ---- blocks ---- */

static void read_blocks(struct reader *reader, uint32_t parent, uint32_t first, size_t end);

/* Whether marker, box and text stand in the first line as an item's usually do, so that it can be taken apart. */
static bool is_plain_item(const struct reader *reader, uint32_t item)
{
    const struct outline_node *node = node_of(reader, item);
    const struct outline_node *first = node->child == 0 ? NULL : node_of(reader, node->child);
    return first != NULL && first->type == OUTLINE_PARAGRAPH && first->line == node->line &&
           span_size(node->content) > 0 && node->content.start >= node->span.start &&
           node->content.start <= first->span.end && first->span.end <= node->span.end &&
           (node->box == OUTLINE_BOX_NONE ||
            (node->box_span.start > node->span.start && node->box_span.end < node->content.start));
}

static void read_item(struct reader *reader, uint32_t list, uint32_t item, size_t end)
{
    const struct outline_node *node = node_of(reader, item);
    uint32_t part = open_part(reader, list, PART_GROUP, PART_BLOCK + OUTLINE_ITEM, node->span.start);
    if (reader->failed) {
        return;
    }
    if (!is_plain_item(reader, item)) {
        add_fixed(reader, part, PART_LINES, "#item", node->span.start, node->span.end);
        set_key(reader, part, outline_text(reader->outline, item));
    } else {
        const struct outline_node *first = node_of(reader, node->child);
        size_t text = node->content.start;
        size_t box = node->box == OUTLINE_BOX_NONE ? text : node->box_span.start - 1;
        size_t behind = first->next == 0 ? node->span.end : node_of(reader, first->next)->span.start;
        reader->document->items[part].apart = true;
        add_fixed(reader, part, PART_SPACE, "#marker", node->span.start, box);
        if (box < text) {
            add_fixed(reader, part, PART_VALUE, "#box", box, text);
        }
        struct outline_field field;
        bool named = outline_field_read(reader->document->source, node->content, &field);
        set_key(reader, part, named ? source_slice(reader->document->source, field.name)
                                    : outline_text(reader->outline, item));
        read_lines(reader, part, node->child, "#text", text, first->span.end);
        add_rest(reader, part, "#behind", first->span.end, behind);
        if (first->next != 0) {
            read_blocks(reader, part, first->next, node->span.end);
        }
    }
    add_rest(reader, part, "#trail", node->span.end, end);
    close_part(reader, part, end);
}

static void read_list(struct reader *reader, uint32_t parent, uint32_t list, size_t end)
{
    uint32_t part = open_part(reader, parent, PART_GROUP, PART_PIECE, node_of(reader, list)->span.start);
    if (part != 0) {
        uint32_t first = node_of(reader, list)->child;
        reader->document->items[part].fixed = true;
        reader->document->items[part].key = slice_of("#list");
        reader->document->items[part].apart = !node_of(reader, list)->tight && node_of(reader, first)->next != 0;
    }
    for (uint32_t item = node_of(reader, list)->child; item != 0 && !reader->failed; item = node_of(reader, item)->next) {
        uint32_t next = node_of(reader, item)->next;
        read_item(reader, part, item, next == 0 ? end : node_of(reader, next)->span.start);
    }
    close_part(reader, part, end);
}

static void read_front_matter(struct reader *reader, uint32_t parent, uint32_t node)
{
    struct span span = node_of(reader, node)->span;
    struct span content = node_of(reader, node)->content;
    bool read = false;
    uint32_t part = open_part(reader, parent, PART_GROUP, PART_PIECE, span.start);
    if (part == 0) {
        return;
    }
    reader->document->items[part].fixed = true;
    reader->document->items[part].key = slice_of("#front");
    add_fixed(reader, part, PART_VALUE, "#open", span.start, content.start);
    reader->failed = reader->failed || !part_read_tree(reader->document, part, content, TREE_YAML, &read, NULL);
    if (!read) {
        add_fixed(reader, part, PART_LINES, "#lines", content.start, content.end);
    }
    add_fixed(reader, part, PART_VALUE, "#close", content.end, span.end);
    close_part(reader, part, span.end);
}

/* A block and what stands behind it up to `end`. */
static void read_block(struct reader *reader, uint32_t parent, uint32_t node, size_t end)
{
    struct span span = node_of(reader, node)->span;
    enum outline_type type = (enum outline_type)node_of(reader, node)->type;
    uint32_t part = open_part(reader, parent, PART_GROUP, PART_BLOCK + type, span.start);
    if (part == 0) {
        return;
    }
    switch (type) {
    case OUTLINE_TABLE:
        name_table(reader, part, node);
        read_table(reader, part, node, span.end);
        break;
    case OUTLINE_LIST:
        read_list(reader, part, node, span.end);
        break;
    case OUTLINE_PARAGRAPH:
        read_lines(reader, part, node, "#text", span.start, span.end);
        break;
    case OUTLINE_FRONT_MATTER:
        read_front_matter(reader, part, node);
        break;
    case OUTLINE_HEADING:
        set_key(reader, part, outline_text(reader->outline, node));
        add_fixed(reader, part, PART_VALUE, "#heading", span.start, span.end);
        break;
    default:
        add_fixed(reader, part, PART_LINES, "#lines", span.start, span.end);
        break;
    }
    add_rest(reader, part, "#trail", span.end, end);
    close_part(reader, part, end);
}

static void read_blocks(struct reader *reader, uint32_t parent, uint32_t first, size_t end)
{
    for (uint32_t node = first; node != 0 && !reader->failed; node = node_of(reader, node)->next) {
        uint32_t next = node_of(reader, node)->next;
        read_block(reader, parent, node, next == 0 ? end : node_of(reader, next)->span.start);
    }
}

/* ---- sections ---- */

struct sections {
    uint32_t parts[LEVELS + 1]; /* that are open; the first is the document */
    unsigned levels[LEVELS + 1];
    size_t depth;
};

static void close_sections(struct reader *reader, struct sections *sections, unsigned level, size_t end)
{
    while (sections->depth > 0 && sections->levels[sections->depth] >= level) {
        close_part(reader, sections->parts[sections->depth--], end);
    }
}

static void read_document(struct reader *reader)
{
    struct sections sections = {.depth = 0};
    size_t end = source_bytes(reader->document->source).size;
    uint32_t first = node_of(reader, 0)->child;
    add_rest(reader, 0, "#open", 0, first == 0 ? end : node_of(reader, first)->span.start);
    for (uint32_t node = first; node != 0 && !reader->failed; node = node_of(reader, node)->next) {
        const struct outline_node *block = node_of(reader, node);
        size_t behind = block->next == 0 ? end : node_of(reader, block->next)->span.start;
        if (block->type == OUTLINE_HEADING) {
            close_sections(reader, &sections, block->level, block->span.start);
            uint32_t section =
                open_part(reader, sections.parts[sections.depth], PART_GROUP, PART_SECTION, block->span.start);
            if (section == 0) {
                return;
            }
            sections.parts[++sections.depth] = section;
            sections.levels[sections.depth] = block->level;
            reader->document->items[section].apart = true;
            set_key(reader, section, outline_text(reader->outline, node));
            read_block(reader, section, node, behind);
            if (!reader->failed) {
                uint32_t heading = reader->document->items[section].child;
                reader->document->items[heading].fixed = true;
                reader->document->items[heading].key = slice_of("#heading");
            }
        } else {
            read_block(reader, sections.parts[sections.depth], node, behind);
        }
    }
    close_sections(reader, &sections, 0, end);
}

bool part_read_markdown(struct part_document *document, struct error *error)
{
    document->outline = outline_scan(document->source, error);
    if (document->outline == NULL) {
        return false;
    }
    struct reader reader = {.document = document, .outline = document->outline};
    read_document(&reader);
    return !reader.failed || error_no_memory(error);
}
