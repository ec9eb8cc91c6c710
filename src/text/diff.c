#include "text/diff.h"

#include "text/diff_script.h"

bool diff_lines(const struct source *before, const struct source *after, struct diff *diff, struct error *error)
{
    struct diff_side sides[2] = {{.text = source_bytes(before)}, {.text = source_bytes(after)}};
    bool done = line_index_make(&sides[0].lines, sides[0].text, LINE_INDEX_MARKDOWN) &&
                line_index_make(&sides[1].lines, sides[1].text, LINE_INDEX_MARKDOWN);
    done = done ? diff_script_make(&sides[0], &sides[1], diff, error) : error_no_memory(error);
    line_index_release(&sides[0].lines);
    line_index_release(&sides[1].lines);
    return done;
}
