/* What words are: numbers, truth values, nothing, times. Where YAML 1.1 and 1.2 differ, what either of them takes for
 * something else than a text is no text. */
#include "outline/tree.h"

const char *tree_kind_name(enum tree_kind kind)
{
    static const char *const names[] = {
        [TREE_STRING] = "string", [TREE_NUMBER] = "number", [TREE_BOOL] = "bool",
        [TREE_NULL] = "null",     [TREE_TIME] = "time",
    };
    return names[kind];
}

/* ---- pieces: each moves `*at` on where it stands there ---- */

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static char byte_at(struct slice text, size_t at)
{
    return at < text.size ? text.data[at] : '\0';
}

static bool take(struct slice text, size_t *at, char byte)
{
    bool there = *at < text.size && text.data[*at] == byte;
    *at += there ? 1 : 0;
    return there;
}

static size_t take_digits(struct slice text, size_t *at, bool underlines)
{
    size_t start = *at;
    while (*at < text.size && (is_digit(text.data[*at]) || (underlines && text.data[*at] == '_'))) {
        (*at)++;
    }
    return *at - start;
}

static bool take_exponent(struct slice text, size_t *at)
{
    if (!take(text, at, 'e') && !take(text, at, 'E')) {
        return true;
    }
    if (!take(text, at, '+')) {
        (void)take(text, at, '-');
    }
    return take_digits(text, at, false) > 0;
}

static bool is_one_of(struct slice text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (slice_equal(text, slice_of(words[i]))) {
            return true;
        }
    }
    return false;
}

/* ---- JSON ---- */

static bool is_json_number(struct slice text)
{
    size_t at = 0;
    (void)take(text, &at, '-');
    if (!take(text, &at, '0') && take_digits(text, &at, false) == 0) {
        return false;
    }
    if (take(text, &at, '.') && take_digits(text, &at, false) == 0) {
        return false;
    }
    return take_exponent(text, &at) && at == text.size;
}

enum tree_kind tree_json_kind(struct slice text)
{
    if (slice_equal(text, slice_of("true")) || slice_equal(text, slice_of("false"))) {
        return TREE_BOOL;
    }
    if (slice_equal(text, slice_of("null"))) {
        return TREE_NULL;
    }
    return is_json_number(text) ? TREE_NUMBER : TREE_STRING;
}

/* ---- YAML ---- */

/* 0x1F, 0o17, 0b1. */
static bool is_based(struct slice text, size_t at)
{
    if (byte_at(text, at) != '0' || at + 2 >= text.size) {
        return false;
    }
    char base = text.data[at + 1];
    for (size_t i = at + 2; i < text.size; i++) {
        char byte = text.data[i];
        bool letter = (byte >= 'a' && byte <= 'f') || (byte >= 'A' && byte <= 'F');
        bool fits = (base == 'x' && (is_digit(byte) || letter)) || (base == 'o' && byte >= '0' && byte < '8') ||
                    (base == 'b' && (byte == '0' || byte == '1'));
        if (byte != '_' && !fits) {
            return false;
        }
    }
    return true;
}

/* 1:30, 12:30:45.5 */
static bool is_sixties(struct slice text, size_t at)
{
    size_t parts = 0;
    if (take_digits(text, &at, true) == 0) {
        return false;
    }
    while (take(text, &at, ':')) {
        size_t digits = take_digits(text, &at, false);
        if (digits == 0 || digits > 2) {
            return false;
        }
        parts++;
    }
    if (take(text, &at, '.')) {
        (void)take_digits(text, &at, true);
    }
    return parts > 0 && at == text.size;
}

static bool is_number(struct slice text)
{
    static const char *const special[] = {".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN"};
    size_t at = 0;
    if (!take(text, &at, '+')) {
        (void)take(text, &at, '-');
    }
    struct slice rest = slice_part(text, at, text.size);
    if (is_one_of(rest, special, sizeof special / sizeof special[0]) || is_based(text, at) || is_sixties(text, at)) {
        return true;
    }
    if (byte_at(text, at) == '_') {
        return false;
    }
    size_t digits = take_digits(text, &at, true);
    if (take(text, &at, '.')) {
        digits += take_digits(text, &at, true);
    }
    return digits > 0 && take_exponent(text, &at) && at == text.size;
}

static bool take_some_digits(struct slice text, size_t *at, size_t least, size_t most)
{
    size_t digits = take_digits(text, at, false);
    return digits >= least && digits <= most;
}

/* 2001-12-14, 2001-12-14t21:59:43.10-05:00, 2001-12-14 21:59:43.10 -5 */
static bool is_time(struct slice text)
{
    size_t at = 0;
    if (!take_some_digits(text, &at, 4, 4) || !take(text, &at, '-') || !take_some_digits(text, &at, 1, 2) ||
        !take(text, &at, '-') || !take_some_digits(text, &at, 1, 2)) {
        return false;
    }
    if (at == text.size) {
        return true;
    }
    if (!take(text, &at, 'T') && !take(text, &at, 't')) {
        size_t start = at;
        while (take(text, &at, ' ') || take(text, &at, '\t')) {
        }
        if (at == start) {
            return false;
        }
    }
    if (!take_some_digits(text, &at, 1, 2) || !take(text, &at, ':') || !take_some_digits(text, &at, 2, 2) ||
        !take(text, &at, ':') || !take_some_digits(text, &at, 2, 2)) {
        return false;
    }
    if (take(text, &at, '.')) {
        (void)take_digits(text, &at, false);
    }
    while (take(text, &at, ' ') || take(text, &at, '\t')) {
    }
    if (take(text, &at, 'Z') || at == text.size) {
        return at == text.size;
    }
    if (!take(text, &at, '+') && !take(text, &at, '-')) {
        return false;
    }
    return take_some_digits(text, &at, 1, 2) && (!take(text, &at, ':') || take_some_digits(text, &at, 2, 2)) &&
           at == text.size;
}

enum tree_kind tree_plain_kind(struct slice text)
{
    static const char *const nothing[] = {"", "~", "null", "Null", "NULL"};
    static const char *const truth[] = {
        "true", "True", "TRUE", "false", "False", "FALSE", "yes", "Yes", "YES", "no", "No",
        "NO",   "on",   "On",   "ON",    "off",   "Off",   "OFF",
    };
    if (is_one_of(text, nothing, sizeof nothing / sizeof nothing[0])) {
        return TREE_NULL;
    }
    /* YAML 1.1 has `y` and `n`, too, but no library that is in use. */
    if (is_one_of(text, truth, sizeof truth / sizeof truth[0])) {
        return TREE_BOOL;
    }
    return is_number(text) ? TREE_NUMBER : is_time(text) ? TREE_TIME : TREE_STRING;
}
