#include "check/fix_rows.h"

enum { MOST_SINGLE_ROWS = 64 }; /* of a document that are tried one by one: each is a reading of the plan */

/* Appends the cells that the row lacks, behind the pipe that closes it, or that it gets. */
static bool fill_row(const struct document *document, uint32_t node, struct edits *edits, struct error *error)
{
    const struct outline_node *row = outline_node(document->outline, node);
    struct slice text = outline_text(document->outline, node);
    size_t columns = outline_node(document->outline, row->parent)->columns;
    struct outline_cell cell;
    struct bytes missing;
    bool closed = text.size > 0 && text.data[text.size - 1] == '|' && (text.size < 2 || text.data[text.size - 2] != '\\');
    bytes_init(&missing);
    (void)bytes_append_text(&missing, closed ? "" : " |");
    for (size_t i = outline_cells(document->outline, node, &cell, 1); i < columns; i++) {
        (void)bytes_append_text(&missing, "  |");
    }
    struct span end = {.start = row->content.end, .end = row->content.end};
    bool done = missing.failed ? error_no_memory(error) : edits_add(edits, end, bytes_slice(&missing), error);
    bytes_release(&missing);
    return done;
}

static bool is_row_of(const struct finding *finding, size_t document)
{
    return finding->fix.kind == FIX_ROW && finding->document == document;
}

/* The edits of all rows of the document, or of the one finding. */
static bool gather(const struct operation *operation, const struct findings *findings, size_t document, size_t only,
                   struct edits *edits, size_t *count, struct error *error)
{
    *count = 0;
    for (size_t i = 0; i < findings->count; i++) {
        if (is_row_of(&findings->items[i], document) && (only == SIZE_MAX || only == i)) {
            if (!fill_row(operation->plan->documents[document], findings->items[i].fix.node, edits, error)) {
                return false;
            }
            *count += 1;
        }
    }
    return true;
}

/* The next byte that is no blank and no pipe; '\0' at the end. */
static char next_letter(struct slice text, size_t *at)
{
    while (*at < text.size && strchr(" \t|", text.data[*at]) != NULL && text.data[*at] != '\0') {
        (*at)++;
    }
    return *at < text.size ? text.data[(*at)++] : '\0';
}

static bool is_same_but_for_cells(struct slice a, struct slice b)
{
    size_t i = 0;
    size_t k = 0;
    char byte;
    do {
        byte = next_letter(a, &i);
        if (byte != next_letter(b, &k)) {
            return false;
        }
    } while (byte != '\0');
    return i == a.size && k == b.size;
}

/* Whether the document with these edits means the same. Where it does, the edits are added to the step, and
 * the values in which cells came are meant. Of rows that are tried one by one (`alone`) two may lie in one value: these do
 * not count as the same. */
static bool try_edits(struct operation *operation, size_t document, const struct edits *edits, bool alone, bool *same,
                      struct error *error)
{
    struct comparison comparison = {0};
    struct bytes bytes;
    bytes_init(&bytes);
    const struct document *before = operation->plan->documents[document];
    struct plan *after = edits_apply(edits, source_bytes(before->source), &bytes, error)
                             ? plan_with(operation->plan, document, &bytes, error)
                             : NULL;
    bool done = after != NULL && compare_plans(operation->plan, after, &comparison, error);
    *same = done && (!alone || comparison.count == 0);
    for (size_t i = 0; done && *same && i < comparison.count; i++) {
        const struct compare_difference *difference = &comparison.items[i];
        *same = difference->what == COMPARE_CHANGED && is_same_but_for_cells(difference->old, difference->new);
    }
    for (size_t i = 0; done && *same && i < comparison.count; i++) {
        done = operation_mean_difference(operation, &comparison.items[i], error);
    }
    for (size_t i = 0; done && *same && i < edits->count; i++) {
        done = edits_add(&operation->edits[document], edits->items[i].old, edits->items[i].text, error);
    }
    comparison_release(&comparison);
    plan_free(after);
    bytes_release(&bytes);
    return done;
}

/* All rows at once where that means the same, else those that do one by one. */
static bool fix_document(struct operation *operation, const struct findings *findings, size_t document,
                         size_t *mended, struct error *error)
{
    struct edits edits;
    size_t count = 0;
    bool same = false;
    edits_init(&edits);
    bool done = gather(operation, findings, document, SIZE_MAX, &edits, &count, error) &&
                (count == 0 || try_edits(operation, document, &edits, false, &same, error));
    edits_release(&edits);
    *mended += same ? count : 0;
    for (size_t i = 0, tried = 0; done && count > 1 && !same && i < findings->count && tried < MOST_SINGLE_ROWS; i++) {
        bool alone = false;
        if (!is_row_of(&findings->items[i], document)) {
            continue;
        }
        tried++;
        edits_init(&edits);
        done = gather(operation, findings, document, i, &edits, &count, error) &&
               try_edits(operation, document, &edits, true, &alone, error);
        edits_release(&edits);
        *mended += alone ? 1 : 0;
        count = 2;
    }
    return done;
}

bool fix_rows(struct operation *operation, const struct findings *findings, size_t *mended, struct error *error)
{
    bool *wanted = arena_new(&operation->change->arena, operation->plan->document_count, sizeof *wanted);
    bool done = wanted != NULL || error_no_memory(error);
    for (size_t i = 0; done && i < findings->count; i++) {
        size_t document = findings->items[i].document;
        if (document != SIZE_MAX && findings->items[i].fix.kind == FIX_ROW) {
            wanted[document] = wanted[document] || !operation_is_left(operation, document);
        }
    }
    *mended = 0;
    for (size_t i = 0; done && i < operation->plan->document_count; i++) {
        done = !wanted[i] || fix_document(operation, findings, i, mended, error);
    }
    return done;
}
