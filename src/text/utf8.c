#include "text/utf8.h"

#include <stdint.h>

enum {
    REPLACEMENT = 0xFFFD,
    ZERO_WIDTH_JOINER = 0x200D,
    EMOJI_FORM = 0xFE0F, /* VS16 */
    LARGEST_CODE = 0x10FFFF
};

/* ---- code points ---- */

/* Reads at `*at` and moves on; false for an invalid sequence. */
static bool read_code(struct slice text, size_t *at, unsigned long *code)
{
    unsigned first = (unsigned char)text.data[(*at)++];
    *code = first;
    if (first < 0x80) {
        return true;
    }
    *code = REPLACEMENT;
    if (first < 0xC2 || first > 0xF4) {
        return false;
    }
    unsigned more = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
    /* The second byte has a smaller range behind four leads: no overlong form, no surrogate, nothing above U+10FFFF. */
    unsigned low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    unsigned high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    unsigned long value = first & (0x3FU >> more);
    for (unsigned i = 0; i < more; i++) {
        unsigned next = *at < text.size ? (unsigned char)text.data[*at] : 0;
        if (next < low || next > high) {
            return false;
        }
        value = (value << 6) | (next & 0x3FU);
        low = 0x80;
        high = 0xBF;
        (*at)++;
    }
    *code = value;
    return true;
}

unsigned long utf8_decode(struct slice text, size_t *at)
{
    unsigned long code = 0;
    read_code(text, at, &code);
    return code;
}

/* Behind the run of ASCII that begins at `at`; eight bytes at a time. */
static size_t skip_ascii(struct slice text, size_t at)
{
    uint64_t word = 0;
    while (at + sizeof word <= text.size) {
        memcpy(&word, text.data + at, sizeof word);
        if ((word & UINT64_C(0x8080808080808080)) != 0) {
            break;
        }
        at += sizeof word;
    }
    while (at < text.size && (unsigned char)text.data[at] < 0x80) {
        at++;
    }
    return at;
}

bool utf8_valid(struct slice text)
{
    unsigned long code = 0;
    for (size_t at = skip_ascii(text, 0); at < text.size; at = skip_ascii(text, at)) {
        if (!read_code(text, &at, &code)) {
            return false;
        }
    }
    return true;
}

bool utf8_append(struct bytes *bytes, unsigned long code)
{
    if (code > LARGEST_CODE || (code >= 0xD800 && code <= 0xDFFF)) {
        code = REPLACEMENT;
    }
    char text[4];
    size_t more = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    static const unsigned char leads[] = {0x00, 0xC0, 0xE0, 0xF0};
    text[0] = (char)(leads[more] | (code >> (6 * more)));
    for (size_t i = 1; i <= more; i++) {
        text[i] = (char)(0x80U | ((code >> (6 * (more - i))) & 0x3FU));
    }
    return bytes_append(bytes, slice_make(text, more + 1));
}

/* ---- clusters ---- */

static bool is_control(unsigned long code)
{
    return code < 0x20 || (code >= 0x7F && code <= 0x9F) || code == 0x2028 || code == 0x2029;
}

static bool is_variation_selector(unsigned long code)
{
    return (code >= 0xFE00 && code <= EMOJI_FORM) || (code >= 0x180B && code <= 0x180D) || code == 0x180F ||
           (code >= 0xE0100 && code <= 0xE01EF);
}

static bool is_modifier(unsigned long code)
{
    return code >= 0x1F3FB && code <= 0x1F3FF;
}

static bool is_regional(unsigned long code)
{
    return code >= 0x1F1E6 && code <= 0x1F1FF;
}

static int columns_of(unsigned long code, utf8_width_function width)
{
    int columns = width(code);
    return columns < 0 ? 0 : columns;
}

static bool is_extending(unsigned long code, utf8_width_function width)
{
    return !is_control(code) && (utf8_width_fixed(code) == 0 || width(code) == 0);
}

struct slice utf8_cluster(struct slice text, size_t *at, utf8_width_function width, int *columns)
{
    size_t start = *at;
    unsigned long base = utf8_decode(text, at);
    *columns = columns_of(base, width);
    bool emoji = utf8_is_emoji(base);
    bool joins = emoji && base >= 0x80; /* digits have an emoji form (the keycaps), but nothing joins them */
    unsigned long previous = base;
    while (*at < text.size && !is_control(base)) {
        /* The rest of most texts is ASCII, which extends nothing. */
        if ((unsigned char)text.data[*at] < 0x80) {
            break;
        }
        size_t behind = *at;
        unsigned long code = utf8_decode(text, &behind);
        if (is_regional(base) && is_regional(code) && *at == start + 4) {
            *columns += columns_of(code, width);
        } else if (code == EMOJI_FORM) {
            *columns = emoji ? 2 : *columns;
        } else if (joins && (is_modifier(code) || (previous == ZERO_WIDTH_JOINER && utf8_is_emoji(code)))) {
            /* It joins and is drawn in the room of the base. */
        } else if (!is_extending(code, width)) {
            break;
        }
        previous = code;
        *at = behind;
    }
    return slice_part(text, start, *at);
}

size_t utf8_columns(struct slice text, utf8_width_function width)
{
    size_t sum = 0;
    for (size_t at = 0; at < text.size;) {
        int columns = 0;
        utf8_cluster(text, &at, width, &columns);
        sum += (size_t)columns;
    }
    return sum;
}

struct slice utf8_clip(struct slice text, size_t columns, utf8_width_function width)
{
    size_t kept = 0;
    for (size_t at = 0; at < text.size;) {
        int wide = 0;
        utf8_cluster(text, &at, width, &wide);
        if ((size_t)wide > columns) {
            break;
        }
        columns -= (size_t)wide;
        kept = at;
    }
    return slice_part(text, 0, kept);
}

/* ---- cleaning ---- */

static bool is_bidirectional_control(unsigned long code)
{
    return code == 0x061C || code == 0x200E || code == 0x200F || (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069);
}

/* Tags: invisible copies of ASCII, in which a text can hide what nobody sees. */
static bool is_tag(unsigned long code)
{
    return code >= 0xE0000 && code <= 0xE007F;
}

static bool is_joiner(unsigned long code)
{
    return (code >= 0x200B && code <= ZERO_WIDTH_JOINER) || code == 0x2060 || code == 0xFEFF;
}

/* What is appended instead of a code point. */
enum treatment { KEEP, DROP, REPLACE, BLANK };

static enum treatment treat(unsigned long code, bool drawing)
{
    if (code == '\t') {
        return BLANK;
    }
    if (code == 0x2028 || code == 0x2029 || is_bidirectional_control(code) || is_tag(code)) {
        return DROP;
    }
    if (is_control(code)) {
        return REPLACE;
    }
    return drawing && (is_variation_selector(code) || is_joiner(code)) ? DROP : KEEP;
}

static bool append_treated(struct bytes *bytes, enum treatment treatment)
{
    if (treatment == REPLACE) {
        return utf8_append(bytes, REPLACEMENT);
    }
    return treatment == DROP || bytes_append_byte(bytes, ' ');
}

bool utf8_append_clean(struct bytes *bytes, struct slice text, bool drawing)
{
    size_t kept = 0; /* from here on nothing needed a treatment */
    for (size_t at = 0; at < text.size;) {
        size_t start = at;
        unsigned long code = 0;
        enum treatment treatment = read_code(text, &at, &code) ? treat(code, drawing) : REPLACE;
        if (treatment != KEEP) {
            if (!bytes_append(bytes, slice_part(text, kept, start)) || !append_treated(bytes, treatment)) {
                return false;
            }
            kept = at;
        }
    }
    return bytes_append(bytes, slice_part(text, kept, text.size));
}

bool utf8_append_valid(struct bytes *bytes, struct slice text)
{
    size_t kept = 0;
    for (size_t at = 0; at < text.size;) {
        size_t start = at;
        unsigned long code = 0;
        if (!read_code(text, &at, &code)) {
            if (!bytes_append(bytes, slice_part(text, kept, start)) || !utf8_append(bytes, REPLACEMENT)) {
                return false;
            }
            kept = at;
        }
    }
    return bytes_append(bytes, slice_part(text, kept, text.size));
}
