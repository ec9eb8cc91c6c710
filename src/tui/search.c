#include "tui/search.h"

#include "text/utf8.h"

bool search_fold(struct bytes *out, struct slice text)
{
    for (size_t at = 0; at < text.size;) {
        unsigned char byte = (unsigned char)text.data[at];
        if (byte < 0x80) {
            bool upper = byte >= 'A' && byte <= 'Z';
            bytes_append_byte(out, (char)(upper ? byte + 0x20 : byte < 0x20 ? ' ' : byte));
            at++;
        } else {
            utf8_append(out, slice_fold_code(utf8_decode(text, &at)));
        }
    }
    return !out->failed;
}

static unsigned bit_of(unsigned char byte)
{
    enum { LETTERS = 26, DIGITS = 36 };
    if (byte >= 'a' && byte <= 'z') {
        return byte - 'a';
    }
    if (byte >= '0' && byte <= '9') {
        return LETTERS + byte - '0';
    }
    return DIGITS + byte % (63 - DIGITS);
}

uint64_t search_mask(struct slice folded)
{
    uint64_t mask = 0;
    for (size_t i = 0; i < folded.size; i++) {
        if (folded.data[i] != ' ') {
            mask |= (uint64_t)1 << bit_of((unsigned char)folded.data[i]);
        }
    }
    return mask;
}

static bool is_word(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || (unsigned char)byte >= 0x80;
}

static bool begins_word(struct slice text, size_t at)
{
    return at == 0 || !is_word(text.data[at - 1]);
}

/* From `start` on: each letter follows the one before, or begins a word, or is near. */
static bool follows(struct slice word, struct slice title, size_t start)
{
    size_t at = start;
    size_t spread = 2 * word.size + 4;
    bool near = true;
    bool heads = true;
    for (size_t i = 1; i < word.size; i++) {
        size_t next = at + 1;
        /* The beginning of a word is better than what is met before it. */
        size_t met = SLICE_NONE;
        size_t head = SLICE_NONE;
        for (; next < title.size && head == SLICE_NONE; next++) {
            if (title.data[next] != word.data[i]) {
                continue;
            }
            met = met == SLICE_NONE ? next : met;
            if (next == at + 1 || begins_word(title, next)) {
                head = next;
            }
        }
        if (met == SLICE_NONE) {
            return false;
        }
        if (head == SLICE_NONE || head - start > spread) {
            heads = heads && head != SLICE_NONE;
            head = head == SLICE_NONE ? met : head;
        }
        at = head;
        near = near && at - start < spread;
        if (!near && !heads) {
            return false;
        }
    }
    return true;
}

static int word_fits(struct slice word, struct slice title, struct slice text)
{
    size_t place = slice_find(title, word, 0);
    if (place != SLICE_NONE) {
        return place == 0 ? 8 : begins_word(title, place) ? 6 : 5;
    }
    for (size_t i = 0; i < title.size; i++) {
        if (title.data[i] == word.data[0] && begins_word(title, i) && follows(word, title, i)) {
            return i == 0 ? 4 : 3;
        }
    }
    return slice_find(text, word, title.size) != SLICE_NONE ? 2 : 0;
}

int search_fits(struct slice words, struct slice title, struct slice text)
{
    struct slice word;
    int sum = 1;
    while (slice_next(&words, ' ', &word)) {
        if (word.size == 0) {
            continue;
        }
        int fits = word_fits(word, title, text);
        if (fits == 0) {
            return 0;
        }
        sum += fits;
    }
    return sum;
}
