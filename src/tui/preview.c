#include "tui/preview.h"

#include "base/memory.h"

/* Where two lines differ: what stands between their common beginning and end. Bounds are those of characters. */
static void differing_part(struct slice old, struct slice new, struct span *old_part, struct span *new_part)
{
    size_t shorter = old.size < new.size ? old.size : new.size;
    size_t start = 0;
    while (start < shorter && old.data[start] == new.data[start]) {
        start++;
    }
    size_t end = 0;
    while (end < shorter - start && old.data[old.size - 1 - end] == new.data[new.size - 1 - end]) {
        end++;
    }
    while (start > 0 && start < old.size && ((unsigned char)old.data[start] & 0xC0U) == 0x80U) {
        start--;
    }
    while (end > 0 && ((unsigned char)old.data[old.size - end] & 0xC0U) == 0x80U) {
        end--;
    }
    *old_part = (struct span){start, old.size - end};
    *new_part = (struct span){start, new.size - end};
}

static struct slice line_at(const struct bytes *text, size_t start)
{
    struct slice all = bytes_slice(text);
    size_t end = slice_find(all, slice_of("\n"), start);
    return slice_part(all, start, end == SLICE_NONE ? all.size : end);
}

static bool is_header(struct slice line)
{
    return slice_starts(line, slice_of("--- a/")) || slice_starts(line, slice_of("+++ b/")) ||
           slice_starts(line, slice_of("--- /dev/null"));
}

static bool is_change(struct slice line, char sign)
{
    return line.size > 0 && line.data[0] == sign && !is_header(line);
}

/* The line that `line` (which starts at `start`) was changed from or to, in runs of as many `-` as `+`. */
static bool find_partner(const struct bytes *text, size_t start, struct slice line, struct slice *partner)
{
    char sign = line.data[0];
    enum { RUN = 64 };
    size_t removed[RUN];
    size_t added[RUN];
    size_t removed_count = 0;
    size_t added_count = 0;
    size_t at = start;
    /* Back to where the run begins. */
    for (int back = 0; at > 0 && back < 2 * RUN; back++) {
        size_t before = at - 1;
        while (before > 0 && text->data[before - 1] != '\n') {
            before--;
        }
        struct slice previous = line_at(text, before);
        if (!is_change(previous, '-') && !(sign == '+' && is_change(previous, '+'))) {
            break;
        }
        at = before;
    }
    size_t mine = SIZE_MAX;
    while (at < text->size && removed_count < RUN && added_count < RUN) {
        struct slice current = line_at(text, at);
        if (is_change(current, '-') && added_count == 0) {
            mine = at == start ? removed_count : mine;
            removed[removed_count++] = at;
        } else if (is_change(current, '+')) {
            mine = at == start ? added_count : mine;
            added[added_count++] = at;
        } else {
            break;
        }
        at += current.size + 1;
    }
    if (removed_count != added_count || mine == SIZE_MAX) {
        return false;
    }
    *partner = line_at(text, sign == '-' ? added[mine] : removed[mine]);
    return true;
}

static bool add_row(struct preview *preview, struct preview_row row)
{
    if (preview->count == preview->capacity &&
        !memory_grow(&preview->rows, &preview->capacity, preview->count + 1, sizeof *preview->rows)) {
        return false;
    }
    preview->rows[preview->count++] = row;
    return true;
}

static void choose_style(const struct preview *preview, size_t start, struct slice line, struct preview_row *row)
{
    struct slice partner;
    struct span mine = {0};
    struct span other = {0};
    row->style = STYLE_NORMAL;
    if (is_header(line)) {
        row->style = STYLE_BOLD;
    } else if (slice_starts(line, slice_of("@@"))) {
        row->style = STYLE_PLACE;
    } else if (is_change(line, '+') || is_change(line, '-')) {
        bool added = line.data[0] == '+';
        row->style = added ? STYLE_ADDED : STYLE_REMOVED;
        row->part_style = added ? STYLE_ADDED_PART : STYLE_REMOVED_PART;
        if (find_partner(&preview->text, start, line, &partner)) {
            /* Without their signs, which differ. */
            differing_part(slice_part(line, 1, line.size), slice_part(partner, 1, partner.size), &mine, &other);
            row->part_start = start + 1 + mine.start;
            row->part_end = start + 1 + mine.end;
        }
    }
}

bool preview_wrap(struct tui_state *state, struct error *error)
{
    struct preview *preview = &state->preview;
    size_t columns = state->columns > 12 ? state->columns - 3 : 10;
    preview->count = 0;
    for (size_t at = 0; at < preview->text.size;) {
        struct slice line = line_at(&preview->text, at);
        struct preview_row row = {0};
        choose_style(preview, at, line, &row);
        struct slice part = slice_part(line, 0, 0);
        size_t wrapped = 0;
        do {
            bool more = cells_wrap(&state->measure, line, columns, &wrapped, &part);
            row.start = more ? (size_t)(part.data - preview->text.data) : at;
            row.end = more ? row.start + part.size : at;
            if (!add_row(preview, row)) {
                return error_no_memory(error);
            }
        } while (wrapped < line.size);
        at += line.size + 1;
    }
    preview_scroll(state, 0);
    return true;
}

void preview_scroll(struct tui_state *state, long rows)
{
    struct preview *preview = &state->preview;
    size_t visible = area_inside(state->layout.body).rows;
    size_t most = preview->count > visible ? preview->count - visible : 0;
    if (rows < 0) {
        size_t back = (size_t)-rows;
        preview->top = back > preview->top ? 0 : preview->top - back;
    } else {
        preview->top = (size_t)rows > most || preview->top + (size_t)rows > most ? most : preview->top + (size_t)rows;
    }
    preview->top = preview->top > most ? most : preview->top;
}

/* Line by line, each fit for the screen. */
static bool append_clean_lines(struct bytes *out, struct slice text)
{
    struct slice line;
    while (text.size > 0 && slice_next(&text, '\n', &line)) {
        line.size -= line.size > 0 && line.data[line.size - 1] == '\r' ? 1 : 0;
        utf8_append_clean(out, line, true);
        bytes_append_byte(out, '\n');
    }
    return !out->failed;
}

bool preview_take(struct tui_state *state, const struct change *change, struct error *error)
{
    struct preview *preview = &state->preview;
    struct bytes diff = {0};
    if (!change_append_diff(change, &diff, error)) {
        bytes_release(&diff);
        return false;
    }
    bytes_clear(&preview->text);
    append_clean_lines(&preview->text, change->summary);
    bytes_append_format(&preview->text, "%zu file%s\n\n", change->file_count, change->file_count == 1 ? "" : "s");
    append_clean_lines(&preview->text, bytes_slice(&diff));
    bytes_release(&diff);
    if (change->mention_count > 0) {
        bytes_append_text(&preview->text, "\nAlso named here, and left as it is:\n");
    }
    for (size_t i = 0; i < change->mention_count; i++) {
        const struct change_mention *mention = &change->mentions[i];
        bytes_append_text(&preview->text, "  ");
        bytes_append(&preview->text, mention->path);
        bytes_append_format(&preview->text, ":%zu: ", mention->line);
        append_clean_lines(&preview->text, slice_trim(mention->text));
    }
    preview->files = change->file_count;
    return !preview->text.failed ? true : error_no_memory(error);
}
