/* JSON, read strictly and without recursion. */
#include "outline/tree_parts.h"

#include "base/bytes.h"
#include "text/utf8.h"

/* What may stand where reading is. */
enum expected { VALUE, VALUE_OR_END, KEY, KEY_OR_END, NEXT_OR_END, NOTHING };

struct reader {
    struct tree_builder *builder;
    const struct tree *tree;
    size_t at;
    size_t end;
};

static bool fail(const struct reader *reader, const char *what)
{
    return tree_build_fail(reader->builder, reader->at, "%s", what);
}

static char byte_at(const struct reader *reader, size_t at)
{
    return at < reader->end ? reader->tree->bytes.data[at] : '\0';
}

/* ---- strings ---- */

static int digit_of(char byte)
{
    if (byte >= '0' && byte <= '9') {
        return byte - '0';
    }
    char lower = (char)(byte | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* The four digits at `at`. */
static bool read_code(const struct reader *reader, size_t at, unsigned long *code)
{
    *code = 0;
    for (size_t i = at; i < at + 4; i++) {
        int digit = digit_of(byte_at(reader, i));
        if (digit < 0) {
            return false;
        }
        *code = *code * 16 + (unsigned long)digit;
    }
    return true;
}

/* Appends the escaped character whose backslash is behind; moves on. */
static bool read_escape(struct reader *reader, struct bytes *text)
{
    static const char marks[] = "\"\\/bfnrt";
    static const char meanings[] = "\"\\/\b\f\n\r\t";
    char mark = byte_at(reader, reader->at);
    const char *found = mark == '\0' ? NULL : strchr(marks, mark);
    if (found != NULL) {
        reader->at++;
        return bytes_append_byte(text, meanings[found - marks]);
    }
    unsigned long code = 0;
    unsigned long low = 0;
    if (mark != 'u' || !read_code(reader, reader->at + 1, &code)) {
        return fail(reader, "a string has an escape that JSON does not know");
    }
    reader->at += 5;
    if (code >= 0xD800 && code < 0xDC00 && byte_at(reader, reader->at) == '\\' &&
        byte_at(reader, reader->at + 1) == 'u' && read_code(reader, reader->at + 2, &low) && low >= 0xDC00 &&
        low < 0xE000) {
        reader->at += 6;
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
    }
    return utf8_append(text, code);
}

/* Reads the string whose quote is at `at`. One without escapes is a part of the document. */
static bool read_string(struct reader *reader, struct slice *value)
{
    size_t start = ++reader->at;
    struct bytes text;
    bytes_init(&text);
    bool done = true;
    bool escaped = false;
    size_t copied = start;
    while (done && byte_at(reader, reader->at) != '"') {
        if (reader->at >= reader->end || (unsigned char)byte_at(reader, reader->at) < ' ') {
            done = fail(reader, reader->at >= reader->end ? "a string does not end"
                                                          : "a string has a control character or line ending");
        } else if (byte_at(reader, reader->at) == '\\') {
            escaped = true;
            bytes_append(&text, slice_part(reader->tree->bytes, copied, reader->at));
            reader->at++;
            done = read_escape(reader, &text) || (text.failed && error_no_memory(reader->builder->error));
            copied = reader->at;
        } else {
            reader->at++;
        }
    }
    *value = slice_part(reader->tree->bytes, copied, reader->at);
    if (done && escaped) {
        bytes_append(&text, *value);
        *value = arena_copy(&reader->builder->tree->arena, bytes_slice(&text));
        done = (!text.failed && value->data != NULL) || error_no_memory(reader->builder->error);
    }
    bytes_release(&text);
    reader->at++;
    return done;
}

/* ---- values ---- */

static bool read_word(struct reader *reader)
{
    struct tree_node *next = &reader->builder->next;
    size_t start = reader->at;
    while (reader->at < reader->end && strchr(",]}: \t\r\n", byte_at(reader, reader->at)) == NULL) {
        reader->at++;
    }
    next->text = slice_part(reader->tree->bytes, start, reader->at);
    next->kind = (uint8_t)tree_json_kind(next->text);
    next->style = TREE_PLAIN;
    if (next->kind == TREE_STRING) {
        reader->at = start;
        return fail(reader, "a value is expected here");
    }
    return true;
}

static bool read_scalar(struct reader *reader)
{
    struct tree_node *next = &reader->builder->next;
    uint32_t index = 0;
    next->type = TREE_SCALAR;
    next->kind = TREE_STRING;
    next->style = TREE_DOUBLE;
    if (!(byte_at(reader, reader->at) == '"' ? read_string(reader, &next->text) : read_word(reader))) {
        return false;
    }
    next->value.end = reader->at;
    return tree_build_node(reader->builder, &index);
}

static bool read_value(struct reader *reader, enum expected *expected)
{
    struct tree_node *next = &reader->builder->next;
    char byte = byte_at(reader, reader->at);
    next->value.start = reader->at;
    next->start = reader->builder->has_key ? next->start : reader->at;
    if (byte != '{' && byte != '[') {
        *expected = reader->builder->depth == 0 ? NOTHING : NEXT_OR_END;
        return read_scalar(reader);
    }
    next->type = byte == '{' ? TREE_MAP : TREE_SEQUENCE;
    next->style = TREE_FLOW;
    *expected = byte == '{' ? KEY_OR_END : VALUE_OR_END;
    reader->at++;
    return tree_build_open(reader->builder);
}

static bool read_key(struct reader *reader)
{
    struct tree_node *next = &reader->builder->next;
    if (byte_at(reader, reader->at) != '"') {
        return fail(reader, "a key in quotes is expected here");
    }
    next->start = next->key.start = reader->at;
    next->key_style = TREE_DOUBLE;
    if (!read_string(reader, &next->name)) {
        return false;
    }
    next->key.end = reader->at;
    reader->builder->has_key = true;
    reader->at = tree_skip(reader->tree, reader->at, reader->end);
    if (byte_at(reader, reader->at) != ':') {
        return fail(reader, "a colon is expected here");
    }
    reader->at++;
    return true;
}

static bool is_end(const struct reader *reader, enum expected expected)
{
    const struct tree_node *parent = tree_build_parent(reader->builder);
    return (expected == KEY_OR_END || expected == VALUE_OR_END || expected == NEXT_OR_END) && parent != NULL &&
           byte_at(reader, reader->at) == (parent->type == TREE_MAP ? '}' : ']');
}

static bool read_next(struct reader *reader, enum expected *expected)
{
    const struct tree_node *parent = tree_build_parent(reader->builder);
    if (is_end(reader, *expected)) {
        tree_build_close(reader->builder, ++reader->at);
        *expected = reader->builder->depth == 0 ? NOTHING : NEXT_OR_END;
        return true;
    }
    switch (*expected) {
    case KEY:
    case KEY_OR_END:
        *expected = VALUE;
        return read_key(reader);
    case NEXT_OR_END:
        if (byte_at(reader, reader->at) != ',') {
            return fail(reader, parent->type == TREE_MAP ? "a comma or } is expected here"
                                                         : "a comma or ] is expected here");
        }
        reader->at++;
        *expected = parent->type == TREE_MAP ? KEY : VALUE;
        return true;
    default:
        return read_value(reader, expected);
    }
}

bool tree_read_json(struct tree_builder *builder)
{
    struct reader reader = {
        .builder = builder,
        .tree = builder->tree,
        .at = builder->tree->part.start,
        .end = builder->tree->part.end,
    };
    enum expected expected = VALUE;
    bool done = true;
    while (done) {
        reader.at = tree_skip(reader.tree, reader.at, reader.end);
        if (expected == NOTHING) {
            return reader.at == reader.end || fail(&reader, "something stands behind the end");
        }
        done = reader.at < reader.end ? read_next(&reader, &expected) : fail(&reader, "it ends too early");
    }
    return false;
}
