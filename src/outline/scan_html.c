/* scan_html.c: the beginnings and ends of HTML blocks. */
#include "outline/scan_mark.h"

/* Blocks of kind 6 begin with one of these, in alphabetical order. */
static const char *const block_names[] = {
    "address", "article", "aside", "base", "basefont", "blockquote", "body", "caption", "center", "col", "colgroup",
    "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frame",
    "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "iframe", "legend", "li", "link",
    "main", "menu", "menuitem", "nav", "noframes", "ol", "optgroup", "option", "p", "param", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "track", "ul"};
static const char *const raw_names[] = {"pre", "script", "style"};

static unsigned char lower(unsigned char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (unsigned char)(byte + 32) : byte;
}

/* Whether `word`, in small letters, stands at `place`. */
static bool word_at(const struct scan_line *line, size_t place, const char *word)
{
    for (size_t i = 0; word[i] != '\0'; i++) {
        if (place + i >= line->end || lower((unsigned char)line->data[place + i]) != (unsigned char)word[i]) {
            return false;
        }
    }
    return true;
}

/* Where the name at `place` ends. */
static size_t name_end(const struct scan_line *line, size_t place)
{
    while (scan_is_letter(scan_line_byte(line, place)) || scan_is_digit(scan_line_byte(line, place))) {
        place++;
    }
    return place;
}

static bool is_one_of(const struct scan_line *line, size_t place, size_t end, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strlen(names[i]) == end - place && word_at(line, place, names[i])) {
            return true;
        }
    }
    return false;
}

/* Where the attribute value at `place` ends, or SLICE_NONE. */
static size_t value_end(const struct scan_line *line, size_t place)
{
    unsigned char quote = scan_line_byte(line, place);
    if (quote == '"' || quote == '\'') {
        const char *end = place + 1 < line->end ? memchr(line->data + place + 1, quote, line->end - place - 1) : NULL;
        return end == NULL ? SLICE_NONE : (size_t)(end - line->data) + 1;
    }
    size_t end = place;
    while (end < line->end && !scan_is_wide_space((unsigned char)line->data[end]) &&
           memchr("\"'=<>`", line->data[end], 6) == NULL) {
        end++;
    }
    return end == place ? SLICE_NONE : end;
}

/* Behind the attributes that stand at `place`, each with white space before it; SLICE_NONE where one is broken. */
static size_t attributes_end(const struct scan_line *line, size_t place)
{
    for (;;) {
        size_t name = scan_skip_spaces(line, place);
        unsigned char first = scan_line_byte(line, name);
        if (name == place || !(scan_is_letter(first) || first == '_' || first == ':')) {
            return place;
        }
        while (name < line->end && (scan_is_letter((unsigned char)line->data[name]) ||
                                    scan_is_digit((unsigned char)line->data[name]) ||
                                    memchr("_:.-", line->data[name], 4) != NULL)) {
            name++;
        }
        place = name;
        size_t equals = scan_skip_spaces(line, place);
        if (scan_line_byte(line, equals) == '=') {
            place = value_end(line, scan_skip_spaces(line, equals + 1));
            if (place == SLICE_NONE) {
                return SLICE_NONE;
            }
        }
    }
}

/* A whole opening or closing tag of any name, alone in its line. */
static bool is_lone_tag(const struct scan_line *line, size_t place)
{
    bool closing = scan_line_byte(line, place) == '/';
    place += closing ? 1 : 0;
    if (!scan_is_letter(scan_line_byte(line, place))) {
        return false;
    }
    while (scan_is_letter(scan_line_byte(line, place)) || scan_is_digit(scan_line_byte(line, place)) ||
           scan_line_byte(line, place) == '-') {
        place++;
    }
    if (!closing) {
        place = attributes_end(line, place);
        if (place == SLICE_NONE) {
            return false;
        }
    }
    place = scan_skip_spaces(line, place);
    if (!closing && scan_line_byte(line, place) == '/') {
        place++;
    }
    if (scan_line_byte(line, place) != '>') {
        return false;
    }
    place++;
    while (place < line->end && (scan_is_blank((unsigned char)line->data[place]) || line->data[place] == '\f')) {
        place++;
    }
    return place >= line->end;
}

unsigned scan_mark_html(const struct scan_line *line, bool interrupts)
{
    size_t place = line->text;
    if (scan_line_byte(line, place) != '<') {
        return 0;
    }
    place++;
    if (word_at(line, place, "!--")) {
        return 2;
    }
    if (word_at(line, place, "?")) {
        return 3;
    }
    unsigned char declared = scan_line_byte(line, place + 1);
    if (word_at(line, place, "!") && declared >= 'A' && declared <= 'Z') {
        return 4;
    }
    if (word_at(line, place, "![cdata[")) {
        return 5;
    }
    size_t name = place + (scan_line_byte(line, place) == '/' ? 1 : 0);
    size_t end = name_end(line, name);
    unsigned char behind = scan_line_byte(line, end);
    if (name == place && (scan_is_wide_space(behind) || behind == '>') &&
        is_one_of(line, name, end, raw_names, sizeof raw_names / sizeof *raw_names)) {
        return 1;
    }
    if ((scan_is_wide_space(behind) || behind == '>' || (behind == '/' && scan_line_byte(line, end + 1) == '>')) &&
        is_one_of(line, name, end, block_names, sizeof block_names / sizeof *block_names)) {
        return 6;
    }
    return !interrupts && is_lone_tag(line, place) ? 7 : 0;
}

/* Whether the line holds the end tag of one of the raw elements. */
static bool holds_raw_end(const struct scan_line *line)
{
    for (size_t place = line->text; place < line->end; place++) {
        const char *found = memchr(line->data + place, '<', line->end - place);
        if (found == NULL) {
            return false;
        }
        place = (size_t)(found - line->data);
        size_t name = place + 2;
        size_t end = name_end(line, name);
        if (scan_line_byte(line, place + 1) == '/' && scan_line_byte(line, end) == '>' &&
            is_one_of(line, name, end, raw_names, sizeof raw_names / sizeof *raw_names)) {
            return true;
        }
    }
    return false;
}

bool scan_mark_html_end(const struct scan_line *line, unsigned kind)
{
    static const char *const ends[] = {[2] = "-->", [3] = "?>", [4] = ">", [5] = "]]>"};
    if (kind == 1) {
        return holds_raw_end(line);
    }
    if (kind < 2 || kind > 5) {
        return false;
    }
    struct slice text = slice_make(line->data + line->text, line->end - line->text);
    return slice_find(text, slice_of(ends[kind]), 0) != SLICE_NONE;
}
