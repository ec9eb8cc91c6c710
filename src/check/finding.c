#include "check/finding.h"

#include <stdlib.h>

void findings_init(struct findings *findings)
{
    *findings = (struct findings){0};
}

void findings_release(struct findings *findings)
{
    arena_release(&findings->arena);
    *findings = (struct findings){0};
}

static int compare_sizes(size_t a, size_t b)
{
    return a < b ? -1 : a > b ? 1 : 0;
}

static int compare_findings(const void *left, const void *right)
{
    const struct finding *a = left;
    const struct finding *b = right;
    int order = compare_sizes(a->document, b->document);
    order = order != 0 ? order : a->document == SIZE_MAX ? slice_compare(a->path, b->path) : 0;
    order = order != 0 ? order : compare_sizes(a->line, b->line);
    order = order != 0 ? order : compare_sizes(a->span.start, b->span.start);
    /* Both are of the one table of rules. */
    order = order != 0 ? order : a->rule < b->rule ? -1 : a->rule > b->rule ? 1 : 0;
    return order != 0 ? order : slice_compare(a->message, b->message);
}

/* Whether the two speak of the same bytes, of the same thing. */
static bool is_same_place(const struct finding *a, const struct finding *b)
{
    return a->document == b->document && slice_equal(a->path, b->path) && a->line == b->line &&
           a->span.start == b->span.start &&
           (slice_equal_fold(a->subject, b->subject) || (a->rule == b->rule && slice_equal(a->message, b->message)));
}

static size_t count_characters(struct slice text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.size; i++) {
        count += ((unsigned char)text.data[i] & 0xC0) != 0x80 ? 1 : 0;
    }
    return count;
}

/* Columns are counted for what is wanted only, and on from the finding before it in the same line (or NULL): lines may be long. A
 * span of several lines ends with its first one. */
static void set_columns(const struct plan *plan, struct finding *finding, const struct finding *before)
{
    finding->column = 1;
    if (finding->document == SIZE_MAX) {
        return;
    }
    const struct source *source = plan->documents[finding->document]->source;
    struct span line = source_line_text(source, finding->line);
    struct span span = finding->span;
    if (span.start < line.start || span.start > line.end) {
        return;
    }
    span.end = span.end > line.end ? line.end : span.end;
    size_t from = line.start;
    if (before != NULL && before->document == finding->document && before->line == finding->line &&
        before->span.start >= line.start && before->span.start <= span.start) {
        from = before->span.start;
        finding->column = before->column;
    }
    finding->column += count_characters(source_slice(source, (struct span){.start = from, .end = span.start}));
    finding->end_column = span.end > span.start ? finding->column + count_characters(source_slice(source, span)) : 0;
}

static void count_severities(struct findings *findings)
{
    memset(findings->counts, 0, sizeof findings->counts);
    for (size_t i = 0; i < findings->count; i++) {
        findings->counts[findings->items[i].severity]++;
    }
}

void findings_keep(struct findings *findings, struct slice path)
{
    size_t kept = 0;
    for (size_t i = 0; i < findings->count; i++) {
        if (slice_equal(findings->items[i].path, path)) {
            findings->items[kept++] = findings->items[i];
        }
    }
    findings->count = kept;
    count_severities(findings);
}

void findings_settle(struct findings *findings, const struct plan *plan)
{
    size_t kept = 0;
    size_t line = 0;
    if (findings->count > 1) {
        qsort(findings->items, findings->count, sizeof *findings->items, compare_findings);
    }
    for (size_t i = 0; i < findings->count; i++) {
        struct finding *finding = &findings->items[i];
        bool said = false;
        /* What lies before `line` is of another line. */
        line = kept > 0 && findings->items[line].document == finding->document &&
                       findings->items[line].line == finding->line
                   ? line
                   : kept;
        for (size_t k = kept; k > line && !said; k--) {
            said = is_same_place(&findings->items[k - 1], finding);
            if (findings->items[k - 1].span.start != finding->span.start) {
                break;
            }
        }
        if (!said) {
            set_columns(plan, finding, kept == 0 ? NULL : &findings->items[kept - 1]);
            findings->items[kept++] = *finding;
        }
    }
    findings->count = kept;
    count_severities(findings);
}
