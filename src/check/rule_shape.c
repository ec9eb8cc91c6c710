/* What is wrong with the shape of a document, whatever it says. */
#include "check/rule.h"

#include "outline/outline.h"

enum { MARK_SIZE = 7, MOST_CELLS = 1 };

bool rule_document_broken(struct check *check)
{
    for (size_t i = 0; i < check->plan->document_count; i++) {
        const struct document *document = check->plan->documents[i];
        if (document->trouble == NULL) {
            continue;
        }
        size_t line = document->trouble_line == 0 ? 1 : document->trouble_line;
        struct span span = source_line_text(document->source, line);
        if (check_at_span(check, i, span, slice_of(""), "%s", document->trouble) == NULL) {
            return false;
        }
    }
    return true;
}

/* ---- conflict markers ---- */

/* Seven of the sign, then a blank or the end of the line. */
static bool is_mark(struct slice line, char sign)
{
    for (size_t i = 0; i < MARK_SIZE; i++) {
        if (i >= line.size || line.data[i] != sign) {
            return false;
        }
    }
    return line.size == MARK_SIZE || line.data[MARK_SIZE] == ' ';
}

/* Goes through the document beside what asks: the last code that begins at or before the offset. */
struct code {
    uint32_t next; /* node that is to be looked at */
    struct span last;
};

/* Whether the offset, which is not before the one of the last call, lies in code, which may tell of conflicts. */
static bool is_in_code(const struct outline *outline, struct code *code, size_t offset)
{
    while (code->next != 0 && outline_node(outline, code->next)->span.start <= offset) {
        const struct outline_node *node = outline_node(outline, code->next);
        bool is = node->type == OUTLINE_FENCE || node->type == OUTLINE_CODE;
        code->last = is ? node->span : code->last;
        code->next = outline_next(outline, 0, code->next);
    }
    return code->last.start <= offset && offset < code->last.end;
}

/* A line of equal signs alone may underline a heading: only the three together are a conflict. */
bool rule_text_conflict(struct check *check)
{
    static const char signs[] = {'<', '=', '>'};
    for (size_t i = 0; i < check->plan->document_count; i++) {
        const struct document *document = check->plan->documents[i];
        const struct source *source = document->source;
        struct code code = {.next = outline_next(document->outline, 0, 0)};
        size_t seen = 0;
        struct span start = {0};
        for (size_t line = 1; line <= source_line_count(source); line++) {
            struct span span = source_line_text(source, line);
            struct slice text = source_slice(source, span);
            if (is_mark(text, '<')) {
                seen = 0;
                start = span;
            }
            if (!is_mark(text, signs[seen]) || (++seen < sizeof signs)) {
                continue;
            }
            seen = 0;
            if (document->tree == NULL && is_in_code(document->outline, &code, start.start)) {
                continue;
            }
            if (check_at_span(check, i, start, slice_of(""), "conflict markers of a merge, up to line %zu", line) ==
                NULL) {
                return false;
            }
        }
    }
    return true;
}

/* ---- tables ---- */

static bool check_row(struct check *check, size_t document, uint32_t row, size_t columns)
{
    const struct outline *outline = check->plan->documents[document]->outline;
    const struct outline_node *node = outline_node(outline, row);
    struct outline_cell cells[MOST_CELLS];
    size_t count = outline_cells(outline, row, cells, MOST_CELLS);
    if (node->header || count == columns) {
        return true;
    }
    struct finding *finding =
        check_at_span(check, document, node->content, slice_of(""), "the row has %zu cell%s, its table %zu column%s%s",
                      count, count == 1 ? "" : "s", columns, columns == 1 ? "" : "s",
                      count > columns ? "; what is too much is not shown" : "");
    if (finding != NULL && count < columns) {
        finding->fix = (struct finding_fix){.kind = FIX_ROW, .node = row};
    }
    return finding != NULL;
}

/* Without the pipes at its ends a row may leave out what is empty at its end, as people do. */
bool rule_table_ragged(struct check *check)
{
    for (size_t i = 0; i < check->plan->document_count; i++) {
        const struct outline *outline = check->plan->documents[i]->outline;
        size_t columns = 0;
        for (uint32_t node = outline_next(outline, 0, 0); node != 0; node = outline_next(outline, 0, node)) {
            const struct outline_node *known = outline_node(outline, node);
            columns = known->type == OUTLINE_TABLE ? known->columns : columns;
            if (known->type == OUTLINE_ROW && !check_row(check, i, node, columns)) {
                return false;
            }
        }
    }
    return true;
}

/* Whether every line of the paragraph begins and ends with a pipe. */
static bool is_all_rows(const struct source *source, struct span span)
{
    struct slice text = source_slice(source, span);
    struct slice line;
    size_t lines = 0;
    while (text.size > 0 && slice_next(&text, '\n', &line)) {
        line = slice_trim(line);
        if (line.size < 3 || line.data[0] != '|' || line.data[line.size - 1] != '|') {
            return false;
        }
        lines++;
    }
    return lines > 0;
}

static size_t count_pipes(struct slice line)
{
    size_t count = 0;
    for (size_t i = 0; i < line.size; i++) {
        count += line.data[i] == '|' && (i == 0 || line.data[i - 1] != '\\') ? 1 : 0;
    }
    return count;
}

/* A paragraph right behind a table that is made of rows as wide as the table's. */
bool rule_table_cut(struct check *check)
{
    for (size_t i = 0; i < check->plan->document_count; i++) {
        const struct outline *outline = check->plan->documents[i]->outline;
        const struct source *source = check->plan->documents[i]->source;
        for (uint32_t node = outline_next(outline, 0, 0); node != 0; node = outline_next(outline, 0, node)) {
            const struct outline_node *table = outline_node(outline, node);
            const struct outline_node *after = table->next == 0 ? NULL : outline_node(outline, table->next);
            if (table->type != OUTLINE_TABLE || after == NULL || after->type != OUTLINE_PARAGRAPH ||
                !is_all_rows(source, after->span)) {
                continue;
            }
            struct span first = source_line_text(source, after->line);
            if (count_pipes(source_slice(source, first)) == (size_t)table->columns + 1 &&
                check_at_span(check, i, first, slice_of(""),
                              "a blank line cuts these rows off from the table in line %zu: they are read as text",
                              table->line) == NULL) {
                return false;
            }
        }
    }
    return true;
}
