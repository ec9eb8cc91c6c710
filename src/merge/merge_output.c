#include "merge/merge_output.h"

void merge_output_init(struct merge_output *output, const char *ours, const char *theirs, size_t marker_size,
                       struct slice ending)
{
    *output = (struct merge_output){.labels = {ours, theirs}, .marker_size = marker_size, .ending = ending};
}

void merge_output_release(struct merge_output *output)
{
    bytes_release(&output->text);
    bytes_release(&output->sides[0]);
    bytes_release(&output->sides[1]);
}

static bool is_good(const struct merge_output *output)
{
    return !output->text.failed && !output->sides[0].failed && !output->sides[1].failed;
}

static bool ends_line(struct slice text)
{
    return text.size == 0 || text.data[text.size - 1] == '\n';
}

/* Where the last line begins that has no ending yet. */
static size_t open_line(struct slice text)
{
    size_t start = text.size;
    while (start > 0 && text.data[start - 1] != '\n') {
        start--;
    }
    return start;
}

/* ---- the end of a conflict ---- */

static void append_marker(struct merge_output *output, char mark, const char *label)
{
    for (size_t i = 0; i < output->marker_size; i++) {
        bytes_append_byte(&output->text, mark);
    }
    if (label != NULL && label[0] != '\0') {
        bytes_append_byte(&output->text, ' ');
        bytes_append_text(&output->text, label);
    }
    bytes_append(&output->text, output->ending);
}

/* How long the whole lines are that both begin with. */
static size_t common_start(struct slice a, struct slice b)
{
    size_t common = 0;
    for (size_t i = 0; i < a.size && i < b.size && a.data[i] == b.data[i]; i++) {
        common = a.data[i] == '\n' ? i + 1 : common;
    }
    return common;
}

/* And that both end with. */
static size_t common_end(struct slice a, struct slice b)
{
    size_t equal = 0;
    while (equal < a.size && equal < b.size && a.data[a.size - 1 - equal] == b.data[b.size - 1 - equal]) {
        equal++;
    }
    /* Only lines of which both beginnings are in it. */
    while (equal > 0 && !((equal == a.size || a.data[a.size - equal - 1] == '\n') &&
                          (equal == b.size || b.data[b.size - equal - 1] == '\n'))) {
        equal--;
    }
    return equal;
}

static bool settle(struct merge_output *output)
{
    struct slice ours = bytes_slice(&output->sides[0]);
    struct slice theirs = bytes_slice(&output->sides[1]);
    size_t start = common_start(ours, theirs);
    bytes_append(&output->text, slice_part(ours, 0, start));
    ours = slice_part(ours, start, ours.size);
    theirs = slice_part(theirs, start, theirs.size);
    size_t end = common_end(ours, theirs);
    if (ours.size > end || theirs.size > end) {
        append_marker(output, '<', output->labels[0]);
        bytes_append(&output->text, slice_part(ours, 0, ours.size - end));
        append_marker(output, '=', NULL);
        bytes_append(&output->text, slice_part(theirs, 0, theirs.size - end));
        append_marker(output, '>', output->labels[1]);
        output->conflicts++;
    }
    bytes_append(&output->text, slice_part(ours, ours.size - end, ours.size));
    bytes_clear(&output->sides[0]);
    bytes_clear(&output->sides[1]);
    output->open = false;
    return !output->text.failed;
}

static bool can_settle(const struct merge_output *output)
{
    return ends_line(bytes_slice(&output->sides[0])) && ends_line(bytes_slice(&output->sides[1]));
}

/* ---- writing ---- */

static void append_both(struct merge_output *output, struct slice text)
{
    bytes_append(&output->sides[0], text);
    bytes_append(&output->sides[1], text);
}

bool merge_output_clear(struct merge_output *output, struct slice text)
{
    if (output->open && is_good(output) && !can_settle(output)) {
        size_t end = slice_find(text, slice_of("\n"), 0);
        end = end == SLICE_NONE ? text.size : end + 1;
        append_both(output, slice_part(text, 0, end));
        text = slice_part(text, end, text.size);
    }
    if (output->open && text.size > 0 && is_good(output)) {
        (void)settle(output);
    }
    return bytes_append(&output->text, text) && is_good(output);
}

bool merge_output_conflict(struct merge_output *output, struct slice ours, struct slice theirs)
{
    if (output->open && is_good(output) && can_settle(output)) {
        (void)settle(output);
    }
    if (!output->open && is_good(output)) {
        size_t start = open_line(bytes_slice(&output->text));
        append_both(output, slice_part(bytes_slice(&output->text), start, output->text.size));
        output->text.size = start;
        output->open = true;
    }
    bytes_append(&output->sides[0], ours);
    bytes_append(&output->sides[1], theirs);
    return is_good(output);
}

bool merge_output_finish(struct merge_output *output)
{
    if (output->open && is_good(output)) {
        for (size_t side = 0; side < 2; side++) {
            if (!ends_line(bytes_slice(&output->sides[side]))) {
                bytes_append(&output->sides[side], output->ending);
            }
        }
        (void)(is_good(output) && settle(output));
    }
    return is_good(output);
}

static bool append_marks(struct bytes *bytes, char mark, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bytes_append_byte(bytes, mark);
    }
    return !bytes->failed;
}

bool merge_output_inline(struct merge_output *output, struct slice ours, struct slice theirs)
{
    struct bytes text;
    bytes_init(&text);
    append_marks(&text, '<', output->marker_size);
    bytes_append_byte(&text, ' ');
    bytes_append(&text, ours);
    bytes_append_text(&text, ours.size > 0 ? " " : "");
    append_marks(&text, '=', output->marker_size);
    bytes_append_byte(&text, ' ');
    bytes_append(&text, theirs);
    bytes_append_text(&text, theirs.size > 0 ? " " : "");
    append_marks(&text, '>', output->marker_size);
    bool done = !text.failed && merge_output_clear(output, bytes_slice(&text));
    output->conflicts += done;
    bytes_release(&text);
    return done;
}

/* ---- what it ends with ---- */

static struct slice end_of(const struct merge_output *output)
{
    return bytes_slice(output->open && output->sides[1].size > 0 ? &output->sides[1] : &output->text);
}

bool merge_output_ends_line(const struct merge_output *output)
{
    return ends_line(end_of(output));
}

bool merge_output_ends_blank(const struct merge_output *output)
{
    struct slice text = end_of(output);
    size_t at = text.size;
    if (at == 0) {
        return true;
    }
    if (text.data[at - 1] != '\n') {
        return false;
    }
    at--;
    while (at > 0 && (text.data[at - 1] == ' ' || text.data[at - 1] == '\t' || text.data[at - 1] == '\r')) {
        at--;
    }
    return at == 0 || text.data[at - 1] == '\n';
}
