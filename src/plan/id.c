#include "plan/id.h"

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/* By the first byte of a character. Letters of other alphabets (up to U+1FFF) carry a word on, so that an ID inside such
 * a word is none; signs, and scripts that are written without blanks, do not. */
static bool is_word(char first)
{
    unsigned char byte = (unsigned char)first;
    return is_digit(first) || is_letter(first) || (byte >= 0xC3 && byte <= 0xE1);
}

/* The first byte of the character that ends before `at`, which is not 0. */
static char character_before(struct slice text, size_t at)
{
    size_t start = at - 1;
    while (start > 0 && at - start < 4 && ((unsigned char)text.data[start] & 0xC0U) == 0x80U) {
        start--;
    }
    return text.data[start];
}

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte + ('a' - 'A')) : byte;
}

static bool in_star(char byte)
{
    return is_letter(byte) || is_digit(byte) || byte == '-' || byte == '_' || byte == '.';
}

/* Whether a look at the first bytes says already that the text does not begin with the shape. */
static bool differs_at_once(struct slice shape, struct slice text)
{
    char kind = shape.data[0];
    return kind != '#' && kind != '@' && kind != '*' && kind != '\\' &&
           (text.size == 0 || lower(text.data[0]) != lower(kind));
}

static bool in_run(char kind, char byte)
{
    return kind == '#' ? is_digit(byte) : kind == '@' ? is_letter(byte) : in_star(byte);
}

size_t id_shape_match(struct slice shape, struct slice text)
{
    size_t at = 0;
    for (size_t i = 0; i < shape.size; i++) {
        char kind = shape.data[i];
        size_t start = at;
        bool escaped = kind == '\\' && i + 1 < shape.size;
        if (escaped) {
            kind = shape.data[++i];
        }
        if (!escaped && (kind == '#' || kind == '@' || kind == '*')) {
            while (at < text.size && in_run(kind, text.data[at])) {
                at++;
            }
        } else if (at < text.size && lower(text.data[at]) == lower(kind)) {
            at++;
        }
        if (at == start) {
            return 0;
        }
        if (!escaped && kind == '*' && i + 1 < shape.size) {
            /* The longest run that lets the rest match: only `*` may have to give something back. */
            struct slice rest = slice_part(shape, i + 1, shape.size);
            for (; at > start; at--) {
                struct slice behind = slice_part(text, at, text.size);
                size_t more = differs_at_once(rest, behind) ? 0 : id_shape_match(rest, behind);
                if (more > 0) {
                    return at + more;
                }
            }
            return 0;
        }
    }
    return at;
}

bool id_has_shape(struct slice shape, struct slice text)
{
    return text.size > 0 && id_shape_match(shape, text) == text.size;
}

/* Whether an identifier may end before `text`: what follows does not carry it on. */
static bool ends_here(struct slice text)
{
    if (text.size == 0) {
        return true;
    }
    if (text.data[0] == '-' || text.data[0] == '_') {
        return text.size == 1 || !is_word(text.data[1]);
    }
    return !is_word(text.data[0]);
}

/* The longest identifier of any shape at the beginning of `text`. Identifiers have at most this many bytes, which keeps
 * the search linear. */
enum { LONGEST_ID = 128 };

static size_t match_any(const struct id_shapes *shapes, struct slice text)
{
    struct slice window = slice_part(text, 0, LONGEST_ID);
    size_t best = 0;
    for (size_t i = 0; i < shapes->count; i++) {
        size_t size = id_shape_match(shapes->items[i], window);
        if (size > best && ends_here(slice_part(text, size, text.size))) {
            best = size;
        }
    }
    return best;
}

static size_t skip_wrapping(struct slice text, size_t at)
{
    while (at < text.size && (text.data[at] == '`' || text.data[at] == ' ' || text.data[at] == '*')) {
        at++;
    }
    return at;
}

/* Behind the range mark that stands at `at`, or SLICE_NONE. A mark that is a word needs blanks around it. */
static size_t skip_mark(struct slice text, const struct id_shapes *marks, size_t at)
{
    size_t start = skip_wrapping(text, at);
    for (size_t i = 0; marks != NULL && i < marks->count; i++) {
        struct slice mark = marks->items[i];
        struct slice rest = slice_part(text, start, text.size);
        /* Asked behind every identifier, and mostly answered by the first byte; only other alphabets fold beyond it. */
        if (mark.size > 0 && (rest.size == 0 || (lower(mark.data[0]) != lower(rest.data[0]) &&
                                                 ((unsigned char)(mark.data[0] & rest.data[0]) & 0x80U) == 0))) {
            continue;
        }
        if (!slice_starts_fold(rest, mark)) {
            continue;
        }
        bool is_word_mark = mark.size > 0 && is_letter(mark.data[0]);
        bool blank_before = start > at && text.data[start - 1] == ' ';
        bool blank_after = rest.size > mark.size && rest.data[mark.size] == ' ';
        if (!is_word_mark || ((blank_before || (start > at + 1 && text.data[start - 1] == ' ')) && blank_after)) {
            return skip_wrapping(text, start + mark.size);
        }
    }
    return SLICE_NONE;
}

static bool begins_here(struct slice text, size_t at)
{
    if (at == 0) {
        return true;
    }
    char before = character_before(text, at);
    if (before == '-' || before == '_') {
        return at == 1 || !is_word(character_before(text, at - 1));
    }
    return !is_word(before);
}

/* Whether an identifier of any shape may begin with the byte: most bytes of a text are passed over by this. */
static bool may_begin(const struct id_shapes *shapes, char byte)
{
    for (size_t i = 0; i < shapes->count; i++) {
        struct slice shape = shapes->items[i];
        bool escaped = shape.size > 1 && shape.data[0] == '\\';
        char kind = shape.size == 0 ? '\0' : shape.data[escaped ? 1 : 0];
        bool run = !escaped && (kind == '#' || kind == '@' || kind == '*');
        if (run ? in_run(kind, byte) : lower(byte) == lower(kind)) {
            return true;
        }
    }
    return false;
}

/* The next byte from `at` on with which an identifier may begin. Nearly all of a search is this: one shape that begins with
 * a letter, as most do, is looked for by that letter alone. */
static size_t skip_to_begin(const struct id_shapes *shapes, struct slice text, size_t at)
{
    if (shapes->count == 1 && shapes->items[0].size > 0 && is_letter(shapes->items[0].data[0])) {
        char low = lower(shapes->items[0].data[0]);
        /* This bit makes a small letter of a capital, and a letter of nothing else. */
        while (at < text.size && (text.data[at] | ('a' - 'A')) != low) {
            at++;
        }
        return at;
    }
    while (at < text.size && !may_begin(shapes, text.data[at])) {
        at++;
    }
    return at;
}

bool id_next(struct slice text, const struct id_shapes *shapes, const struct id_shapes *range_marks, size_t *at,
             struct id_reference *reference)
{
    for (size_t i = skip_to_begin(shapes, text, *at); i < text.size; i = skip_to_begin(shapes, text, i + 1)) {
        if (!begins_here(text, i)) {
            continue;
        }
        size_t size = match_any(shapes, slice_part(text, i, text.size));
        if (size == 0) {
            continue;
        }
        *reference = (struct id_reference){
            .first = slice_part(text, i, i + size),
            .span = {.start = i, .end = i + size},
        };
        size_t second = skip_mark(text, range_marks, i + size);
        struct slice prefix;
        struct slice other_prefix;
        unsigned long number;
        if (second != SLICE_NONE && second < text.size) {
            size_t more = match_any(shapes, slice_part(text, second, text.size));
            struct slice last = slice_part(text, second, second + more);
            if (more > 0 && id_split(reference->first, &prefix, &number) && id_split(last, &other_prefix, &number) &&
                slice_equal_fold(prefix, other_prefix)) {
                reference->last = last;
                reference->span.end = second + more;
            }
        }
        *at = reference->span.end;
        return true;
    }
    *at = text.size;
    return false;
}

bool id_split(struct slice id, struct slice *prefix, unsigned long *number)
{
    size_t start = id.size;
    while (start > 0 && is_digit(id.data[start - 1])) {
        start--;
    }
    if (start == id.size || id.size - start > 9) {
        return false;
    }
    *prefix = slice_part(id, 0, start);
    *number = 0;
    for (size_t i = start; i < id.size; i++) {
        *number = *number * 10 + (unsigned long)(id.data[i] - '0');
    }
    return true;
}

bool id_is_named(const struct id_reference *reference, struct slice id)
{
    return slice_equal_fold(reference->first, id) || (reference->last.size > 0 && slice_equal_fold(reference->last, id));
}

bool id_in_reference(const struct id_reference *reference, struct slice id)
{
    if (id_is_named(reference, id)) {
        return true;
    }
    struct slice prefix;
    struct slice own;
    unsigned long from = 0;
    unsigned long to = 0;
    unsigned long number = 0;
    return reference->last.size > 0 && id_split(reference->first, &prefix, &from) &&
           id_split(reference->last, &own, &to) && id_split(id, &own, &number) && slice_equal_fold(prefix, own) &&
           from <= number && number <= to;
}

int id_compare(struct slice a, struct slice b)
{
    size_t i = 0;
    size_t k = 0;
    while (i < a.size && k < b.size) {
        if (is_digit(a.data[i]) && is_digit(b.data[k])) {
            while (i < a.size && a.data[i] == '0') {
                i++;
            }
            while (k < b.size && b.data[k] == '0') {
                k++;
            }
            size_t from_a = i;
            size_t from_b = k;
            while (i < a.size && is_digit(a.data[i])) {
                i++;
            }
            while (k < b.size && is_digit(b.data[k])) {
                k++;
            }
            if (i - from_a != k - from_b) {
                return i - from_a < k - from_b ? -1 : 1;
            }
            int order = slice_compare(slice_part(a, from_a, i), slice_part(b, from_b, k));
            if (order != 0) {
                return order;
            }
            continue;
        }
        char x = lower(a.data[i++]);
        char y = lower(b.data[k++]);
        if (x != y) {
            return (unsigned char)x < (unsigned char)y ? -1 : 1;
        }
    }
    return a.size - i == b.size - k ? 0 : a.size - i < b.size - k ? -1 : 1;
}

bool id_glob(struct slice pattern, struct slice text)
{
    /* The usual two-pointer walk: on a mismatch go back to the last star and let it take one byte more. */
    size_t p = 0;
    size_t t = 0;
    size_t star = SLICE_NONE;
    size_t star_text = 0;
    while (t < text.size) {
        if (p < pattern.size && pattern.data[p] == '*') {
            star = p++;
            star_text = t;
        } else if (p < pattern.size && (pattern.data[p] == '?' || lower(pattern.data[p]) == lower(text.data[t]))) {
            p++;
            t++;
        } else if (star != SLICE_NONE) {
            p = star + 1;
            t = ++star_text;
        } else {
            return false;
        }
    }
    while (p < pattern.size && pattern.data[p] == '*') {
        p++;
    }
    return p == pattern.size;
}
