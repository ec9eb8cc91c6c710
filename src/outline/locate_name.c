/* Names and how well they fit. */
#include "outline/locate_parts.h"

#include "outline/plain.h"
#include "text/utf8.h"

static bool has_digit(struct slice text)
{
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] >= '0' && text.data[i] <= '9') {
            return true;
        }
    }
    return false;
}

static bool has_blank(struct slice text)
{
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == ' ' || (text.data[i] >= '\t' && text.data[i] <= '\r')) {
            return true;
        }
    }
    return false;
}

/* Letters of other scripts than Latin count by their first byte: what is not ASCII is taken for a letter. */
static bool is_letter(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (unsigned char)byte >= 0xC0;
}

/* Whether the byte at `at` goes on with a word that ends before it. */
static bool goes_on(struct slice text, size_t at)
{
    if (at >= text.size) {
        return false;
    }
    char byte = text.data[at];
    return is_letter(byte) || byte == '-' || byte == '_' ||
           (byte == '.' && at + 1 < text.size && is_letter(text.data[at + 1]));
}

/* Whether a word that begins at `at` goes on before it. */
static bool comes_on(struct slice text, size_t at)
{
    if (at == 0) {
        return false;
    }
    char byte = text.data[at - 1];
    return is_letter(byte) || ((unsigned char)byte & 0xC0U) == 0x80U || byte == '-' || byte == '_' || byte == '.';
}

/* Whether `key` is a word of `text`. */
static bool has_word(struct slice text, struct slice key)
{
    if (key.size == 0 || !has_digit(key) || has_blank(key)) {
        return false;
    }
    for (size_t at = 0; at + key.size <= text.size; at++) {
        if (slice_equal_fold(slice_part(text, at, at + key.size), key) && !comes_on(text, at) &&
            !goes_on(text, at + key.size)) {
            return true;
        }
    }
    return false;
}

enum locate_fit locate_fit(struct slice text, struct slice key)
{
    text = slice_trim(text);
    key = slice_trim(key);
    if (slice_equal(text, key)) {
        return LOCATE_AS_WRITTEN;
    }
    struct bytes plain_text;
    struct bytes plain_key;
    bytes_init(&plain_text);
    bytes_init(&plain_key);
    enum locate_fit fit = LOCATE_FAILED;
    if (plain_append(&plain_text, text) && plain_append(&plain_key, key)) {
        struct slice name = bytes_slice(&plain_key);
        fit = slice_equal_fold(bytes_slice(&plain_text), name)         ? LOCATE_PLAIN
              : has_word(bytes_slice(&plain_text), slice_trim(name)) ? LOCATE_NAMED
                                                                        : LOCATE_NOT;
    }
    bytes_release(&plain_text);
    bytes_release(&plain_key);
    return fit;
}

bool locate_names(struct slice text, struct slice key)
{
    return locate_fit(text, key) < LOCATE_NOT;
}

bool locate_line(struct slice key, size_t *line)
{
    static const char mark[] = "line:";
    key = slice_trim(key);
    if (!slice_starts(key, slice_of(mark)) || key.size == sizeof mark - 1 || key.size > sizeof mark + 17) {
        return false;
    }
    *line = 0;
    for (size_t i = sizeof mark - 1; i < key.size; i++) {
        if (key.data[i] < '0' || key.data[i] > '9') {
            return false;
        }
        *line = *line * 10 + (size_t)(key.data[i] - '0');
    }
    return true;
}

/* ---- what was found ---- */

void locate_search_begin(struct locate_search *search)
{
    *search = (struct locate_search){.fit = LOCATE_NOT};
}

void locate_search_add(struct locate_search *search, uint32_t node, enum locate_fit fit)
{
    search->failed = search->failed || fit == LOCATE_FAILED;
    if (fit >= LOCATE_NOT || fit > search->fit) {
        return;
    }
    search->count = fit < search->fit ? 0 : search->count;
    search->fit = fit;
    search->node = search->count == 0 ? node : search->node;
    search->count++;
}

void locate_candidate(size_t line, struct slice text, struct error *error)
{
    struct bytes bytes;
    bytes_init(&bytes);
    bytes_append_format(&bytes, "%zu: ", line);
    (void)utf8_append_clean(&bytes, slice_trim(text), false);
    if (!bytes.failed) {
        error_add_candidate(error, bytes.data, bytes.size);
    }
    bytes_release(&bytes);
}
