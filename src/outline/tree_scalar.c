/* Scalars as text: plain, in quotes, with escapes. */
#include "outline/tree_write.h"

#include "text/utf8.h"

/* ---- what can stand how ---- */

/* What libyaml takes as it stands, but for line endings. */
static bool is_printable(unsigned long code)
{
    return code == '\t' || (code >= ' ' && code < 0x7F) ||
           (code >= 0xA0 && code < 0xD800 && code != 0x2028 && code != 0x2029) ||
           (code >= 0xE000 && code <= 0xFFFD && code != 0xFEFF) || code >= 0x10000;
}

bool tree_needs_double(struct slice text)
{
    for (size_t at = 0; at < text.size;) {
        if (!is_printable(utf8_decode(text, &at))) {
            return true;
        }
    }
    return false;
}

static bool is_in(char byte, const char *bytes)
{
    return byte != '\0' && strchr(bytes, byte) != NULL;
}

bool tree_can_be_plain(struct slice text, bool flow)
{
    static const char brackets[] = ",[]{}";
    if (text.size == 0 || tree_is_blank(text.data[0]) || tree_is_blank(text.data[text.size - 1]) ||
        tree_needs_double(text)) {
        return false;
    }
    bool mark = is_in(text.data[0], "-?:");
    if (is_in(text.data[0], ",[]{}#&*!|>'\"%@`") || (mark && (flow || text.size == 1 || tree_is_blank(text.data[1])))) {
        return false;
    }
    if (slice_starts(text, slice_of("---")) || slice_starts(text, slice_of("...")) ||
        slice_equal(text, slice_of("=")) || slice_equal(text, slice_of("<<"))) {
        return false;
    }
    for (size_t i = 0; i < text.size; i++) {
        char byte = text.data[i];
        char next = i + 1 < text.size ? text.data[i + 1] : ' ';
        if ((byte == ':' && (tree_is_blank(next) || (flow && is_in(next, brackets)))) ||
            (tree_is_blank(byte) && next == '#') || (flow && is_in(byte, brackets)) || byte == '\t') {
            return false;
        }
    }
    return true;
}

/* ---- writing ---- */

static void append_code(struct bytes *out, unsigned long code, bool upper)
{
    bytes_append_format(out, upper ? "\\u%04lX" : "\\u%04lx", code);
}

/* A character that cannot stand as it is. */
static void append_escaped(struct bytes *out, unsigned long code, bool json, bool upper)
{
    static const char marks[] = "\"\\bfnrt";
    static const char meanings[] = "\"\\\b\f\n\r\t";
    const char *found = code == 0 || code >= 0x80 ? NULL : strchr(meanings, (int)code);
    if (found != NULL) {
        bytes_append_byte(out, '\\');
        bytes_append_byte(out, marks[found - meanings]);
    } else if (!json && code >= 0x10000) {
        bytes_append_format(out, "\\U%08lX", code);
    } else if (code >= 0x10000) {
        append_code(out, 0xD800 + ((code - 0x10000) >> 10), upper);
        append_code(out, 0xDC00 + ((code - 0x10000) & 0x3FF), upper);
    } else if (!json && code < 0x100) {
        bytes_append_format(out, "\\x%02lX", code);
    } else {
        append_code(out, code, upper);
    }
}

static bool append_double(const struct tree *tree, const struct tree_habits *habits, struct slice text,
                          struct bytes *out)
{
    bool json = tree->language == TREE_JSON;
    bytes_append_byte(out, '"');
    for (size_t at = 0; at < text.size;) {
        size_t start = at;
        unsigned long code = utf8_decode(text, &at);
        bool escape = code < ' ' || code == '"' || code == '\\' || (code >= 0x80 && habits->escapes) ||
                      (!json && !is_printable(code));
        if (escape) {
            append_escaped(out, code, json, habits->upper);
        } else {
            if (code == '/' && json && habits->slashes) {
                bytes_append_byte(out, '\\');
            }
            bytes_append(out, slice_part(text, start, at));
        }
    }
    return bytes_append_byte(out, '"');
}

static bool append_single(struct slice text, struct bytes *out)
{
    bytes_append_byte(out, '\'');
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '\'') {
            bytes_append_byte(out, '\'');
        }
        bytes_append_byte(out, text.data[i]);
    }
    return bytes_append_byte(out, '\'');
}

static bool append_quoted(const struct tree *tree, const struct tree_habits *habits, enum tree_style quotes,
                          struct slice text, struct bytes *out)
{
    return quotes == TREE_DOUBLE || tree->language == TREE_JSON || tree_needs_double(text)
               ? append_double(tree, habits, text, out)
               : append_single(text, out);
}

/* A text that has to be of a kind which is no string. */
static bool write_typed(const struct tree *tree, const struct tree_content *value, struct bytes *out,
                        struct error *error)
{
    struct slice text = value->text;
    if (value->kind == TREE_NULL && text.size == 0) {
        text = slice_of("null");
    }
    enum tree_kind kind = tree->language == TREE_JSON ? tree_json_kind(text) : tree_plain_kind(text);
    if (kind != value->kind) {
        return error_set(error, ERROR_USAGE, "\"%.*s\" is no %s", SLICE_PRINT(slice_part(text, 0, 200)),
                         tree_kind_name(value->kind));
    }
    return bytes_append(out, text) || error_no_memory(error);
}

bool tree_write_scalar(const struct tree *tree, const struct tree_habits *habits, struct tree_form form,
                       const struct tree_content *value, struct bytes *out, struct error *error)
{
    struct slice text = value->text;
    if (value->typed && value->kind != TREE_STRING && value->kind != TREE_TIME) {
        return write_typed(tree, value, out, error);
    }
    enum tree_style quotes = form.style == TREE_PLAIN ? form.quotes : form.style;
    bool plain = false;
    if (tree->language == TREE_JSON) {
        enum tree_kind kind = tree_json_kind(text);
        plain = !value->typed && form.style == TREE_PLAIN && kind != TREE_STRING && kind == form.kind;
    } else if (form.style == TREE_PLAIN && tree_can_be_plain(text, form.flow)) {
        enum tree_kind kind = tree_plain_kind(text);
        plain = kind == TREE_STRING || (!value->typed && kind == form.kind) ||
                (value->typed && kind == TREE_TIME && value->kind == TREE_TIME);
    }
    bool done = plain ? bytes_append(out, text) : append_quoted(tree, habits, quotes, text, out);
    return done || error_no_memory(error);
}
