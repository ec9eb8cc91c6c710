/* YAML and JSON: maps and sequences hold entries. An entry has what stands before its value, the value, and the rest of
 * its line; blank lines behind it belong to the outermost entry that ends there. */
#include "merge/part.h"

#include "base/memory.h"
#include "text/hash.h"

enum { MOST_NAMES = 8 };

struct tree_reader {
    struct part_document *document;
    const struct tree *tree;
    struct slice bytes;
    struct span part; /* of the document */
    bool failed;      /* memory ran out */
    bool odd;         /* something that cannot be taken apart */
};

static bool is_going(const struct tree_reader *reader)
{
    return !reader->failed && !reader->odd;
}

static uint32_t open_part(struct tree_reader *reader, uint32_t parent, enum part_type type, unsigned kind, size_t start)
{
    uint32_t part = is_going(reader) ? part_open(reader->document, parent, type, kind, start) : 0;
    reader->failed = reader->failed || (part == 0 && !reader->odd);
    return part;
}

static void add_fixed(struct tree_reader *reader, uint32_t parent, enum part_type type, const char *name, size_t start,
                      size_t end)
{
    struct span span = {.start = start, .end = end};
    if (start > end) {
        reader->odd = true;
    } else if (is_going(reader)) {
        reader->failed = !part_add_fixed(reader->document, parent, type, name, span);
    }
}

static void add_rest(struct tree_reader *reader, uint32_t parent, const char *name, size_t start, size_t end)
{
    struct span span = {.start = start, .end = end};
    if (start > end) {
        reader->odd = true;
    } else if (is_going(reader)) {
        reader->failed = !part_add_rest(reader->document, parent, name, span);
    }
}

static const struct tree_node *node_of(const struct tree_reader *reader, uint32_t node)
{
    return tree_node(reader->tree, node);
}

/* ---- places ---- */

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

static size_t line_start(const struct tree_reader *reader, size_t offset)
{
    const struct source *source = reader->document->source;
    size_t start = source_line(source, source_line_at(source, offset)).start;
    return start < reader->part.start ? reader->part.start : start;
}

/* Behind the line in which `offset` stands. */
static size_t line_next(const struct tree_reader *reader, size_t offset)
{
    size_t end = offset;
    while (end < reader->part.end && reader->bytes.data[end] != '\n' && reader->bytes.data[end] != '\r') {
        end++;
    }
    return end < reader->part.end ? end + source_ending_at(reader->document->source, end) : end;
}

static size_t skip_blanks(const struct tree_reader *reader, size_t at)
{
    while (at < reader->part.end && is_blank(reader->bytes.data[at])) {
        at++;
    }
    return at;
}

/* The start of the line in which an entry begins, or of the comments right above it that are as deep. */
static size_t entry_start(const struct tree_reader *reader, uint32_t node, size_t least)
{
    size_t start = line_start(reader, node_of(reader, node)->start);
    size_t column = node_of(reader, node)->start - start;
    while (start > least && start > reader->part.start) {
        size_t before = line_start(reader, start - 1);
        size_t text = skip_blanks(reader, before);
        if (before < least || text - before != column || reader->bytes.data[text] != '#') {
            break;
        }
        start = before;
    }
    return start;
}

static bool is_block(const struct tree_node *node)
{
    return (node->type == TREE_MAP || node->type == TREE_SEQUENCE) && node->style == TREE_BLOCK && node->child != 0;
}

static bool is_flow(const struct tree_node *node)
{
    return (node->type == TREE_MAP || node->type == TREE_SEQUENCE) && node->style != TREE_PAIR && !is_block(node) &&
           span_size(node->value) >= 2;
}

/* ---- keys ---- */

/* Whether all items of a sequence are maps in which the child called `name` is a scalar, each with another text. */
static bool tells_apart(struct tree_reader *reader, uint32_t sequence, struct slice name, uint64_t *seen, size_t mask)
{
    memset(seen, 0, (mask + 1) * sizeof *seen);
    for (uint32_t item = node_of(reader, sequence)->child; item != 0; item = node_of(reader, item)->next) {
        uint32_t child = node_of(reader, item)->type == TREE_MAP ? tree_child(reader->tree, item, name) : 0;
        if (child == 0 || node_of(reader, child)->type != TREE_SCALAR || node_of(reader, child)->text.size == 0) {
            return false;
        }
        uint64_t hash = hash_bytes(node_of(reader, child)->text) | 1;
        size_t at = (size_t)(hash >> 1) & mask;
        while (seen[at] != 0) {
            if (seen[at] == hash) {
                return false;
            }
            at = (at + 1) & mask;
        }
        seen[at] = hash;
    }
    return true;
}

/* The name of the children that tell the items of a sequence apart; data is NULL where none do. */
static struct slice telling_name(struct tree_reader *reader, uint32_t sequence)
{
    const struct tree_node *node = node_of(reader, sequence);
    uint32_t first = node->child;
    struct slice name = {0};
    size_t size = 8;
    while (size / 2 < node->count) {
        size *= 2;
    }
    if (first == 0 || node_of(reader, first)->type != TREE_MAP) {
        return name;
    }
    uint64_t *seen = memory_new(size, sizeof *seen);
    reader->failed = reader->failed || seen == NULL;
    uint32_t child = node_of(reader, first)->child;
    for (size_t i = 0; seen != NULL && i < MOST_NAMES && child != 0; i++, child = node_of(reader, child)->next) {
        struct slice tried = node_of(reader, child)->name;
        if (tried.data != NULL && tells_apart(reader, sequence, tried, seen, size - 1)) {
            name = tried;
            break;
        }
    }
    memory_free(seen);
    return name;
}

/* The tree goes away before the parts do. */
static void set_key(struct tree_reader *reader, uint32_t part, struct slice text)
{
    if (is_going(reader)) {
        struct slice key = arena_copy(&reader->document->arena, text);
        reader->failed = key.data == NULL;
        reader->document->items[part].key = key;
    }
}

static void set_entry_key(struct tree_reader *reader, uint32_t part, uint32_t node, struct slice telling)
{
    const struct tree_node *entry = node_of(reader, node);
    if (entry->name.data != NULL) {
        set_key(reader, part, entry->name);
    } else if (span_size(entry->key) > 0) {
        reader->odd = true; /* a key that is no scalar */
    } else if (entry->type == TREE_SCALAR && entry->text.size > 0) {
        set_key(reader, part, entry->text);
    } else if (telling.data != NULL) {
        set_key(reader, part, node_of(reader, tree_child(reader->tree, node, telling))->text);
    }
}

/* ---- values ---- */

static size_t read_value(struct tree_reader *reader, uint32_t parent, uint32_t node, size_t start);

/* Behind the colon or the dash of an entry. */
static size_t behind_mark(const struct tree_reader *reader, uint32_t node)
{
    const struct tree_node *entry = node_of(reader, node);
    size_t at = span_size(entry->key) > 0 ? entry->key.end : entry->start;
    while (at < entry->value.start && reader->bytes.data[at] != ':' && reader->bytes.data[at] != '-' &&
           (is_blank(reader->bytes.data[at]) || reader->bytes.data[at] == '\n' || reader->bytes.data[at] == '\r')) {
        at++;
    }
    char mark = span_size(entry->key) > 0 ? ':' : '-';
    return at < entry->value.start && reader->bytes.data[at] == mark ? at + 1 : at;
}

static uint32_t open_block(struct tree_reader *reader, uint32_t parent, uint32_t node, size_t start)
{
    const struct tree_node *block = node_of(reader, node);
    enum part_kind kind = block->type == TREE_MAP ? PART_MAP : PART_SEQUENCE;
    uint32_t part = open_part(reader, parent, PART_GROUP, kind, start);
    if (part != 0) {
        struct part *opened = &reader->document->items[part];
        opened->fixed = true;
        opened->key = slice_of("#value");
    }
    return part;
}

/* One entry of a block, from `start` to `end`, or to the end of its last line where `end` is SLICE_NONE. Returns where
 * it ends. */
static size_t read_entry(struct tree_reader *reader, uint32_t block, uint32_t node, size_t start, size_t end,
                         struct slice telling)
{
    const struct tree_node *entry = node_of(reader, node);
    uint32_t part = open_part(reader, block, PART_GROUP, PART_ENTRY, start);
    size_t line = line_start(reader, entry->start);
    set_entry_key(reader, part, node, telling);
    if (start < line) {
        add_fixed(reader, part, PART_LINES, "#lead", start, line);
    }
    add_fixed(reader, part, PART_SPACE, "#indent", line > start ? line : start, entry->start);
    size_t mark = behind_mark(reader, node);
    size_t value = entry->value.start;
    if (is_block(entry)) {
        size_t first = line_start(reader, node_of(reader, entry->child)->start);
        value = first > entry->start ? entry_start(reader, entry->child, line_next(reader, mark)) : value;
    }
    add_fixed(reader, part, PART_VALUE, "#key", entry->start, mark);
    add_rest(reader, part, "#gap", mark, value);
    size_t behind = is_going(reader) ? read_value(reader, part, node, value) : value;
    end = end == SLICE_NONE ? (is_block(entry) ? behind : line_next(reader, behind)) : end;
    add_rest(reader, part, "#rest", behind, end);
    if (is_going(reader)) {
        part_close(reader->document, part, end);
    }
    return end;
}

static size_t read_block(struct tree_reader *reader, uint32_t parent, uint32_t node, size_t start)
{
    const struct tree_node *block = node_of(reader, node);
    uint32_t part = open_block(reader, parent, node, start);
    struct slice telling = block->type == TREE_SEQUENCE ? telling_name(reader, node) : (struct slice){0};
    size_t end = start;
    size_t first = node_of(reader, block->child)->start;
    if (part != 0) {
        reader->document->items[part].inside = start == first && start > line_start(reader, start);
        reader->document->items[part].column = (uint32_t)(first - line_start(reader, first));
    }
    for (uint32_t child = block->child; child != 0 && is_going(reader); child = node_of(reader, child)->next) {
        uint32_t next = node_of(reader, child)->next;
        size_t behind = SLICE_NONE;
        if (next != 0) {
            behind = entry_start(reader, next, line_next(reader, node_of(reader, child)->value.end));
        }
        end = read_entry(reader, part, child, end, behind, telling);
    }
    if (is_going(reader)) {
        part_close(reader->document, part, end);
    }
    return end;
}

/* Behind white space and comments. */
static size_t skip_space(const struct tree_reader *reader, size_t at, size_t end)
{
    while (at < end) {
        char byte = reader->bytes.data[at];
        if (byte == '#' && tree_language(reader->tree) == TREE_YAML) {
            at = line_next(reader, at);
        } else if (is_blank(byte) || byte == '\n' || byte == '\r') {
            at++;
        } else {
            break;
        }
    }
    return at;
}

/* One entry in brackets, from `start` to before the comma or the end of its value. */
static size_t read_flow_entry(struct tree_reader *reader, uint32_t parent, uint32_t node, size_t start, size_t end,
                              struct slice telling)
{
    const struct tree_node *entry = node_of(reader, node);
    uint32_t part = open_part(reader, parent, PART_GROUP, PART_ENTRY, start);
    set_entry_key(reader, part, node, telling);
    add_rest(reader, part, "#lead", start, entry->start);
    if (entry->start < entry->value.start) {
        size_t mark = behind_mark(reader, node);
        add_fixed(reader, part, PART_VALUE, "#key", entry->start, mark);
        add_rest(reader, part, "#gap", mark, entry->value.start);
    }
    size_t behind = is_going(reader) ? read_value(reader, part, node, entry->value.start) : start;
    if (entry->next != 0) {
        size_t comma = skip_space(reader, behind, end);
        reader->odd = reader->odd || comma >= end || reader->bytes.data[comma] != ',';
        add_rest(reader, part, "#trail", behind, comma);
        behind = comma;
    }
    if (is_going(reader)) {
        part_close(reader->document, part, behind);
    }
    return behind;
}

static size_t read_flow(struct tree_reader *reader, uint32_t parent, uint32_t node)
{
    const struct tree_node *flow = node_of(reader, node);
    uint32_t part = open_block(reader, parent, node, flow->value.start);
    struct slice telling = flow->type == TREE_SEQUENCE ? telling_name(reader, node) : (struct slice){0};
    size_t at = flow->value.start + 1;
    if (part != 0) {
        reader->document->items[part].separated = true;
    }
    add_fixed(reader, part, PART_VALUE, "#open", flow->value.start, at);
    for (uint32_t child = flow->child; child != 0 && is_going(reader); child = node_of(reader, child)->next) {
        at = read_flow_entry(reader, part, child, at, flow->value.end, telling);
        at += node_of(reader, child)->next != 0;
    }
    add_fixed(reader, part, PART_SPACE, "#close", at, flow->value.end);
    if (is_going(reader)) {
        part_close(reader->document, part, flow->value.end);
    }
    return flow->value.end;
}

/* The value of a node, which begins at `start`. Returns where it ends: of a block, behind its last line. */
static size_t read_value(struct tree_reader *reader, uint32_t parent, uint32_t node, size_t start)
{
    const struct tree_node *value = node_of(reader, node);
    if (is_block(value)) {
        return read_block(reader, parent, node, start);
    }
    if (is_flow(value)) {
        return read_flow(reader, parent, node);
    }
    bool lines = value->type == TREE_SCALAR && (value->style == TREE_LITERAL || value->style == TREE_FOLDED);
    add_fixed(reader, parent, lines ? PART_LINES : PART_VALUE, "#value", start, value->value.end);
    return value->value.end;
}

/* ---- the whole ---- */

static void read_root(struct tree_reader *reader, uint32_t parent)
{
    size_t begin = reader->part.start;
    if (begin == 0 && slice_starts(reader->bytes, slice_of("\xEF\xBB\xBF"))) {
        reader->part.start = 3; /* a byte order mark belongs to no line */
    }
    const struct tree_node *root = node_of(reader, 0);
    size_t start = root->value.start;
    if (is_block(root)) {
        start = entry_start(reader, root->child, reader->part.start);
    }
    add_rest(reader, parent, "#before", begin, start);
    size_t end = read_value(reader, parent, 0, start);
    add_rest(reader, parent, "#after", end, reader->part.end);
}

bool part_read_tree(struct part_document *document, uint32_t parent, struct span span, enum tree_language language,
                    bool *read, struct error *error)
{
    struct error reason;
    struct part before = document->items[parent];
    size_t count = document->count;
    error_clear(&reason);
    *read = false;
    struct tree *tree = tree_read(document->source, span, language, &reason);
    if (tree == NULL) {
        return reason.code == ERROR_USAGE || error_no_memory(error);
    }
    struct tree_reader reader = {
        .document = document, .tree = tree, .bytes = source_bytes(document->source), .part = span};
    read_root(&reader, parent);
    *read = is_going(&reader);
    if (!*read) {
        /* Nothing of it stays. */
        document->count = count;
        document->items[parent] = before;
        if (before.last != 0) {
            document->items[before.last].next = 0;
        }
    }
    tree_free(tree);
    return !reader.failed || error_no_memory(error);
}
