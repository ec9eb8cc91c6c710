#include "outline/scan_mark.h"

enum { MOST_LEVELS = 6, LEAST_FENCE = 3, LEAST_BREAK = 3, MOST_DIGITS = 9 };

/* How often `byte` stands from `place` on. */
static size_t run_of(const struct scan_line *line, size_t place, char byte)
{
    size_t end = place;
    while (end < line->end && line->data[end] == byte) {
        end++;
    }
    return end - place;
}

static bool only_blanks_from(const struct scan_line *line, size_t place)
{
    while (place < line->end && scan_is_blank((unsigned char)line->data[place])) {
        place++;
    }
    return place >= line->end;
}

unsigned scan_mark_heading(const struct scan_line *line)
{
    size_t count = 0;
    while (count <= MOST_LEVELS && scan_line_byte(line, line->text + count) == '#') {
        count++;
    }
    unsigned char behind = scan_line_byte(line, line->text + count);
    bool fits = count >= 1 && count <= MOST_LEVELS && (scan_is_blank(behind) || line->text + count >= line->end);
    return fits ? (unsigned)count : 0;
}

void scan_heading_text(const struct scan_line *line, size_t *start, size_t *end)
{
    size_t from = line->text + run_of(line, line->text, '#');
    while (from < line->end && scan_is_blank((unsigned char)line->data[from])) {
        from++;
    }
    size_t to = scan_trim_end(line->data, from, line->end);
    size_t hashes = to;
    while (hashes > from && line->data[hashes - 1] == '#') {
        hashes--;
    }
    /* Closing #s count only behind a blank; what stands before `from` ends with one. */
    if (hashes < to && scan_is_blank((unsigned char)line->data[hashes - 1])) {
        to = scan_trim_end(line->data, from, hashes);
    }
    *start = from;
    *end = to;
}

size_t scan_mark_fence(const struct scan_line *line)
{
    char marker = (char)scan_line_byte(line, line->text);
    if (marker != '`' && marker != '~') {
        return 0;
    }
    size_t length = run_of(line, line->text, marker);
    size_t behind = line->text + length;
    if (length < LEAST_FENCE ||
        (marker == '`' && behind < line->end && memchr(line->data + behind, '`', line->end - behind) != NULL)) {
        return 0;
    }
    return length;
}

bool scan_mark_fence_end(const struct scan_line *line, char marker, size_t length)
{
    size_t found = run_of(line, line->text, marker);
    return found >= length && only_blanks_from(line, line->text + found);
}

unsigned scan_mark_underline(const struct scan_line *line)
{
    char marker = (char)scan_line_byte(line, line->text);
    if ((marker != '=' && marker != '-') || !only_blanks_from(line, line->text + run_of(line, line->text, marker))) {
        return 0;
    }
    return marker == '=' ? 1 : 2;
}

bool scan_mark_break(struct scan_line *line)
{
    if (line->text < line->no_break || line->text >= line->end) {
        return false;
    }
    char marker = line->data[line->text];
    if (marker != '*' && marker != '-' && marker != '_') {
        return false;
    }
    size_t count = 0;
    size_t place = line->text;
    while (place < line->end && (line->data[place] == marker || scan_is_blank((unsigned char)line->data[place]))) {
        count += line->data[place] == marker;
        place++;
    }
    if (place >= line->end && count >= LEAST_BREAK) {
        return true;
    }
    line->no_break = place;
    return false;
}

bool scan_mark_list(const struct scan_line *line, bool interrupts, struct scan_list_mark *mark)
{
    size_t place = line->text;
    unsigned char first = scan_line_byte(line, place);
    *mark = (struct scan_list_mark){.marker = (char)first};
    if (scan_is_digit(first)) {
        size_t digits = 0;
        while (digits < MOST_DIGITS && scan_is_digit(scan_line_byte(line, place))) {
            mark->number = mark->number * 10 + (uint32_t)(line->data[place] - '0');
            digits++;
            place++;
        }
        mark->ordered = true;
        mark->marker = (char)scan_line_byte(line, place);
        if ((mark->marker != '.' && mark->marker != ')') || (interrupts && mark->number != 1)) {
            return false;
        }
    } else if (first != '-' && first != '+' && first != '*') {
        return false;
    }
    place++;
    mark->size = place - line->text;
    return scan_is_space(scan_line_byte(line, place)) && !(interrupts && only_blanks_from(line, place));
}

bool scan_mark_box(const struct scan_line *line)
{
    size_t place = line->text;
    if (line->end - place < 3 || line->data[place] != '[' || line->data[place + 2] != ']') {
        return false;
    }
    char inside = line->data[place + 1];
    return (inside == ' ' || inside == 'x' || inside == 'X') && place + 3 < line->end &&
           scan_is_wide_space((unsigned char)line->data[place + 3]);
}

size_t scan_mark_delimiter(const struct scan_line *line)
{
    size_t columns = 0;
    size_t place = line->text;
    if (scan_line_byte(line, place) == '|') {
        place++;
    }
    for (;;) {
        place = scan_skip_spaces(line, place);
        if (place >= line->end && columns > 0) {
            return columns;
        }
        place += scan_line_byte(line, place) == ':' ? 1 : 0;
        size_t dashes = run_of(line, place, '-');
        if (dashes == 0) {
            return 0;
        }
        place += dashes;
        place += scan_line_byte(line, place) == ':' ? 1 : 0;
        place = scan_skip_spaces(line, place);
        columns++;
        if (place >= line->end) {
            return columns;
        }
        if (line->data[place] != '|') {
            return 0;
        }
        place++;
    }
}
