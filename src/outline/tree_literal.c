/* Literal and folded scalars: `|` and `>` with lines below. */
#include "outline/tree_write.h"

/* Where the parts of a block scalar stand. */
struct literal {
    size_t indicator_end; /* behind `|2-` */
    size_t header_end;    /* before the line ending of its line */
    size_t text_end;      /* behind the last line that is not empty */
    size_t indent;        /* of its text */
    bool given;           /* the header says how deep the text stands */
};

static struct literal parts_of(const struct tree *tree, uint32_t node)
{
    const struct tree_node *entry = &tree->nodes[node];
    struct span value = entry->value;
    struct literal literal = {.indicator_end = value.start + 1, .header_end = value.start};
    size_t outer = node == 0 ? 0 : tree_column(tree, entry->start);
    literal.indent = outer + 2;
    while (literal.indicator_end < value.end &&
           memchr("+-123456789", tree->bytes.data[literal.indicator_end], sizeof "+-123456789" - 1) != NULL) {
        char byte = tree->bytes.data[literal.indicator_end++];
        if (byte >= '1' && byte <= '9') {
            literal.given = true;
            literal.indent = outer + (size_t)(byte - '0');
        }
    }
    literal.header_end = tree_line_end(tree, value.start);
    literal.header_end = literal.header_end > value.end ? value.end : literal.header_end;
    literal.text_end = value.end;
    while (literal.text_end > literal.header_end && (tree_is_ending(tree->bytes.data[literal.text_end - 1]) ||
                                                     tree_is_blank(tree->bytes.data[literal.text_end - 1]))) {
        literal.text_end--;
    }
    if (literal.given) {
        return literal;
    }
    for (size_t line = tree_line_next(tree, value.start); line < literal.text_end; line = tree_line_next(tree, line)) {
        size_t text = tree_skip_blanks(tree, line);
        if (!tree_is_ending(tree->bytes.data[text])) {
            literal.indent = text - line;
            break;
        }
    }
    return literal;
}

static struct slice without_endings(struct slice text)
{
    while (text.size > 0 && text.data[text.size - 1] == '\n') {
        text.size--;
    }
    return text;
}

/* Whether the lines read back as given. */
static bool fits_lines(struct slice text, bool folded, bool given)
{
    bool first = true;
    struct slice line;
    for (struct slice rest = text; slice_next(&rest, '\n', &line);) {
        bool blank = line.size > 0 && tree_is_blank(line.data[0]);
        bool empty = slice_trim(line).size == 0;
        if (tree_needs_double(line) || (blank && (folded || (first && !given))) || (folded && first && empty) ||
            (line.size > 0 && empty)) {
            return false;
        }
        first = first && line.size == 0;
    }
    return text.size > 0;
}

/* In a folded text a line ending is written as two; of several, one more. */
static bool append_lines(const struct tree *tree, struct slice text, bool folded, size_t indent, struct bytes *out)
{
    struct slice ending = source_line_ending(tree->source);
    struct slice line;
    bool was_text = false;
    for (struct slice rest = text; slice_next(&rest, '\n', &line);) {
        if (folded && was_text) {
            bytes_append(out, ending);
        }
        bytes_append(out, ending);
        for (size_t i = 0; i < indent && line.size > 0; i++) {
            bytes_append_byte(out, ' ');
        }
        bytes_append(out, line);
        was_text = line.size > 0;
    }
    return !out->failed;
}

bool tree_literal_set(const struct tree *tree, uint32_t node, struct slice text, bool *fits, struct edits *edits,
                      struct error *error)
{
    struct literal literal = parts_of(tree, node);
    bool folded = tree->nodes[node].style == TREE_FOLDED;
    text = without_endings(text);
    *fits = fits_lines(text, folded, literal.given);
    if (!*fits) {
        return true;
    }
    struct bytes out;
    bytes_init(&out);
    struct span old = {.start = literal.header_end, .end = literal.text_end};
    bool done = append_lines(tree, text, folded, literal.indent, &out)
                    ? edits_add(edits, old, bytes_slice(&out), error)
                    : error_no_memory(error);
    bytes_release(&out);
    return done;
}

bool tree_literal_replace(const struct tree *tree, uint32_t node, struct slice text, struct edits *edits,
                          struct error *error)
{
    struct literal literal = parts_of(tree, node);
    struct span indicator = {.start = tree->nodes[node].value.start, .end = literal.indicator_end};
    struct span lines = {.start = literal.header_end, .end = tree->nodes[node].value.end};
    return edits_add(edits, indicator, text, error) && edits_add(edits, lines, slice_of(""), error);
}
