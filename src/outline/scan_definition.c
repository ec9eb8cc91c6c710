#include "outline/scan_definition.h"

#include "outline/scan_line.h"

enum { LONGEST_LABEL = 1000, MOST_PARENTHESES = 32 };

static unsigned char byte_at(struct slice text, size_t place)
{
    return place < text.size ? (unsigned char)text.data[place] : 0;
}

static size_t skip_blanks(struct slice text, size_t place)
{
    while (place < text.size && scan_is_blank((unsigned char)text.data[place])) {
        place++;
    }
    return place;
}

/* Blanks with at most one line ending among them. */
static size_t skip_blanks_and_ending(struct slice text, size_t place)
{
    place = skip_blanks(text, place);
    return byte_at(text, place) == '\n' ? skip_blanks(text, place + 1) : place;
}

/* Behind the `]` of the label at `place`, or SLICE_NONE. */
static size_t label_end(struct slice text, size_t place)
{
    size_t start = place + 1;
    size_t end = start;
    bool filled = false;
    while (end < text.size && text.data[end] != '[' && text.data[end] != ']') {
        filled = filled || !scan_is_space((unsigned char)text.data[end]);
        end += text.data[end] == '\\' && scan_is_punctuation(byte_at(text, end + 1)) ? 2 : 1;
        if (end - start > LONGEST_LABEL) {
            return SLICE_NONE;
        }
    }
    return byte_at(text, end) == ']' && filled ? end + 1 : SLICE_NONE;
}

/* Behind the address at `place`, or SLICE_NONE. */
static size_t address_end(struct slice text, size_t place)
{
    size_t end = place;
    if (byte_at(text, place) == '<') {
        for (end = place + 1; end < text.size; end++) {
            if (text.data[end] == '>') {
                return end + 1;
            }
            if (text.data[end] == '\n' || text.data[end] == '<') {
                return SLICE_NONE;
            }
            if (text.data[end] == '\\') {
                end++;
            }
        }
        return SLICE_NONE;
    }
    size_t depth = 0;
    while (end < text.size && !scan_is_space((unsigned char)text.data[end])) {
        if (text.data[end] == '\\' && scan_is_punctuation(byte_at(text, end + 1))) {
            end++;
        } else if (text.data[end] == '(') {
            depth++;
            if (depth > MOST_PARENTHESES) {
                return SLICE_NONE;
            }
        } else if (text.data[end] == ')') {
            if (depth == 0) {
                break;
            }
            depth--;
        }
        end++;
    }
    return end == place || end >= text.size ? SLICE_NONE : end;
}

/* Behind the title at `place`, or SLICE_NONE. The longest reading counts: a quote behind a backslash ends the title
 * only where no other one does. */
static size_t title_end(struct slice text, size_t place)
{
    unsigned char open = byte_at(text, place);
    unsigned char close = open == '(' ? ')' : open;
    if (open != '"' && open != '\'' && open != '(') {
        return SLICE_NONE;
    }
    size_t found = SLICE_NONE;
    for (size_t end = place + 1; end < text.size; end++) {
        unsigned char byte = (unsigned char)text.data[end];
        bool escaped = text.data[end - 1] == '\\' && end - 1 > place;
        if (byte == close) {
            found = end + 1;
        }
        if ((byte == close || byte == open) && !escaped) {
            break;
        }
    }
    return found;
}

/* Behind the one definition at `place`, or SLICE_NONE. */
static size_t definition_end(struct slice text, size_t place)
{
    place = label_end(text, place);
    if (place == SLICE_NONE || byte_at(text, place) != ':') {
        return SLICE_NONE;
    }
    place = address_end(text, skip_blanks_and_ending(text, place + 1));
    if (place == SLICE_NONE) {
        return SLICE_NONE;
    }
    size_t title = skip_blanks_and_ending(text, place);
    title = title > place ? title_end(text, title) : SLICE_NONE;
    if (title != SLICE_NONE) {
        title = skip_blanks(text, title);
        if (title >= text.size || text.data[title] == '\n') {
            return title >= text.size ? title : title + 1;
        }
    }
    /* What looked like a title is not alone in its line: the definition may end before it. */
    place = skip_blanks(text, place);
    if (place >= text.size) {
        return place;
    }
    return text.data[place] == '\n' ? place + 1 : SLICE_NONE;
}

size_t scan_definitions(struct slice text)
{
    size_t place = 0;
    while (byte_at(text, place) == '[') {
        size_t end = definition_end(text, place);
        if (end == SLICE_NONE) {
            break;
        }
        place = end;
    }
    return place;
}
