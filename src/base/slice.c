#include "base/slice.h"

/* Capitals with an accent lie apart from the others; a sigma at the end of a word is a sigma. */
static unsigned long fold_greek(unsigned long code)
{
    switch (code) {
    case 0x386:
        return 0x3AC;
    case 0x388:
    case 0x389:
    case 0x38A:
        return code + 37;
    case 0x38C:
        return 0x3CC;
    case 0x38E:
    case 0x38F:
        return code + 63;
    case 0x3C2:
        return 0x3C3;
    default:
        return code >= 0x391 && code <= 0x3AB ? code + 32 : code;
    }
}

unsigned long slice_fold_code(unsigned long code)
{
    if (code < 0x80) {
        return code >= 'A' && code <= 'Z' ? code + 32 : code;
    }
    if (code >= 0xC0 && code <= 0xDE && code != 0xD7) {
        return code + 32;
    }
    if (code >= 0x386 && code <= 0x3C2) {
        return fold_greek(code);
    }
    if (code >= 0x410 && code <= 0x42F) {
        return code + 32;
    }
    if (code >= 0x400 && code <= 0x40F) {
        return code + 80;
    }
    return code;
}

/* The next code point of two-byte sequences and ASCII; anything else is returned byte by byte, which compares right. */
static unsigned long next_folded(struct slice text, size_t *at)
{
    unsigned char first = (unsigned char)text.data[*at];
    if (first >= 0xC2 && first <= 0xDF && *at + 1 < text.size) {
        unsigned char second = (unsigned char)text.data[*at + 1];
        if ((second & 0xC0U) == 0x80U) {
            *at += 2;
            return slice_fold_code(((unsigned long)(first & 0x1FU) << 6) | (second & 0x3FU));
        }
    }
    *at += 1;
    /* A raw byte must not be mistaken for the code point of the same number. */
    return first < 0x80 ? slice_fold_code(first) : 0x110000UL + first;
}

/* How much of `text` the whole of `prefix` takes, folded; SLICE_NONE where it does not start with it. */
static size_t fold_prefix(struct slice text, struct slice prefix)
{
    size_t i = 0;
    size_t k = 0;
    while (k < prefix.size) {
        if (i >= text.size) {
            return SLICE_NONE;
        }
        unsigned char left = (unsigned char)text.data[i];
        unsigned char right = (unsigned char)prefix.data[k];
        if (left < 0x80 && right < 0x80) { /* nearly all of it */
            if (left != right && slice_fold_code(left) != slice_fold_code(right)) {
                return SLICE_NONE;
            }
            i++;
            k++;
        } else if (next_folded(text, &i) != next_folded(prefix, &k)) {
            return SLICE_NONE;
        }
    }
    return i;
}

bool slice_equal_fold(struct slice a, struct slice b)
{
    if (slice_equal(a, b)) {
        return true;
    }
    return fold_prefix(a, b) == a.size;
}

int slice_compare(struct slice a, struct slice b)
{
    size_t common = a.size < b.size ? a.size : b.size;
    int order = common == 0 ? 0 : memcmp(a.data, b.data, common);
    if (order != 0) {
        return order < 0 ? -1 : 1;
    }
    return a.size == b.size ? 0 : a.size < b.size ? -1 : 1;
}

bool slice_starts(struct slice text, struct slice prefix)
{
    return text.size >= prefix.size && (prefix.size == 0 || memcmp(text.data, prefix.data, prefix.size) == 0);
}

bool slice_starts_fold(struct slice text, struct slice prefix)
{
    return fold_prefix(text, prefix) != SLICE_NONE;
}

bool slice_ends(struct slice text, struct slice suffix)
{
    return text.size >= suffix.size &&
           (suffix.size == 0 || memcmp(text.data + text.size - suffix.size, suffix.data, suffix.size) == 0);
}

size_t slice_find(struct slice text, struct slice part, size_t from)
{
    if (part.size == 0) {
        return from <= text.size ? from : SLICE_NONE;
    }
    while (from < text.size && text.size - from >= part.size) {
        const char *hit = memchr(text.data + from, part.data[0], text.size - from - part.size + 1);
        if (hit == NULL) {
            return SLICE_NONE;
        }
        size_t at = (size_t)(hit - text.data);
        if (memcmp(hit, part.data, part.size) == 0) {
            return at;
        }
        from = at + 1;
    }
    return SLICE_NONE;
}

static bool is_space(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

struct slice slice_trim(struct slice text)
{
    while (text.size > 0 && is_space(text.data[0])) {
        text.data++;
        text.size--;
    }
    while (text.size > 0 && is_space(text.data[text.size - 1])) {
        text.size--;
    }
    return text;
}

bool slice_next(struct slice *rest, char separator, struct slice *part)
{
    if (rest->data == NULL) {
        return false;
    }
    const char *hit = rest->size == 0 ? NULL : memchr(rest->data, separator, rest->size);
    if (hit == NULL) {
        *part = *rest;
        *rest = (struct slice){0};
        return true;
    }
    size_t size = (size_t)(hit - rest->data);
    *part = slice_make(rest->data, size);
    *rest = slice_make(hit + 1, rest->size - size - 1);
    return true;
}
