/* merge_documents.h: two changes of one document, made side by side, become one.
 *
 * The three versions are taken apart (part.h) and merged from the outside in: sections by their headings, blocks, rows
 * by their IDs (member.h) and cells by their column headers, items by ID or text with what is nested in them, fields
 * by name, nodes of YAML and JSON by their keys and by what tells the items of a list apart. So two people merge clean
 * who change different cells of one row, add different rows or items, tick different boxes, change different fields or
 * nodes; who move a row and who changes it; who adds or moves a column and who fills in cells. Padding, blank lines,
 * indents and numbers of lists never conflict. Where one side only changed the line endings, or the last newline, that
 * stays, whatever the other did. Bytes that nobody changed stay as they are.
 *
 * What is put in at one place by both stands one behind the other, ours first; the same, once. The day of the last change
 * (`stamps`) becomes the later one.
 *
 * A conflict is: one cell, one value, one line of text changed by both, differently; something that one side removed and
 * the other changed. Whole lines stand between markers then, as git writes them; what is clear in a line of a conflict
 * is merged in both of its versions. In a table the markers stand inside the cell,
 *
 *     | M7-T05 | Proof engine | <<<<<<< done ======= blocked >>>>>>> |
 *
 * because a line that begins with `>` is a quote for Markdown and would end the table: this way it keeps all its rows,
 * each once, for every program that reads it. A removed row that the other side changed stays, with the markers
 * around its first cell and nothing on the side that removed it.
 *
 * Where a version is broken YAML or JSON, or the merged one would be, the document is merged by lines. So are other files.
 *
 * Limits: what moved to another table, list or section and was changed there or here is a conflict; text in quotes, code
 * and HTML is merged by lines; a column that one side removed and in which the other changed cells makes the whole table
 * a conflict.
 */
#ifndef WORKBOARD_MERGE_MERGE_DOCUMENTS_H
#define WORKBOARD_MERGE_MERGE_DOCUMENTS_H

#include "base/bytes.h"
#include "base/error.h"

struct merge_options {
    const char *ours_label;   /* NULL: "ours" */
    const char *theirs_label; /* NULL: "theirs" */
    size_t marker_size;       /* 0: 7 */
    const struct slice *stamps; /* names of fields that hold the day of the last change */
    size_t stamp_count;
    size_t *steps; /* counts the comparisons of members, for tests; may be NULL */
};

/* Appends the merged document to `out`; `*conflicts` is how many conflicts are in it. `path` says by its ending what is
 * in it: .md, .markdown, .yaml, .yml, .json, else lines. `options` may be NULL. False where memory ran out, or a
 * document is too large; `out` may then hold a part. */
bool merge_documents(const char *path, struct slice base, struct slice ours, struct slice theirs,
                     const struct merge_options *options, struct bytes *out, size_t *conflicts, struct error *error);

#endif
