#include "terminal_record.h"

#include "terminal_cmocka.h"
#include "text/utf8.h"

#include <stdio.h>

/* Shows where it is, with what stands around it. */
static void complain(struct slice record, size_t at, const char *what, const char *file, int line)
{
    struct slice near = slice_part(record, at > 40 ? at - 40 : 0, at + 20);
    print_error("byte %zu of what was sent to the terminal: %s, in \"", at, what);
    for (size_t i = 0; i < near.size; i++) {
        unsigned char byte = (unsigned char)near.data[i];
        print_error(byte >= 0x20 && byte < 0x7F ? "%c" : "\\x%02X", byte);
    }
    print_error("\"\n");
    _fail(file, line);
}

static bool is_forbidden(unsigned long code)
{
    static const struct {
        unsigned long first, last;
    } forbidden[] = {
        {0x7F, 0x9F},     {0x61C, 0x61C},   {0x200B, 0x200F}, {0x2028, 0x202E},   {0x2060, 0x2060},
        {0x2066, 0x206F}, {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}, {0xE0100, 0xE01EF},
    };
    for (size_t i = 0; i < sizeof forbidden / sizeof forbidden[0]; i++) {
        if (code >= forbidden[i].first && code <= forbidden[i].last) {
            return true;
        }
    }
    return false;
}

/* Whether the parameters of an SGR sequence name a colour. */
static bool has_colour(struct slice parameters)
{
    struct slice part;
    while (slice_next(&parameters, ';', &part)) {
        bool low = part.size == 2 && (part.data[0] == '3' || part.data[0] == '4' || part.data[0] == '9');
        bool high = part.size == 3 && part.data[0] == '1' && part.data[1] == '0';
        if (low || high) {
            return true;
        }
    }
    return false;
}

/* The size of the window's title, or of what is given to the clipboard as base64; 0 for other strings. What stands in a
 * title has to be text and nothing else, and its end is the first control character. */
static size_t measure_string(struct slice rest)
{
    bool title = slice_starts(rest, slice_of("\033]2;workboard: "));
    bool copy = slice_starts(rest, slice_of("\033]52;c;"));
    size_t size = 5;
    while (size < rest.size && (unsigned char)rest.data[size] >= 0x20) {
        bool base64 = strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=;", rest.data[size]) != NULL;
        if (copy && !base64) {
            return 0;
        }
        size_t next = size;
        if (title && is_forbidden(utf8_decode(rest, &next))) {
            return 0;
        }
        size++;
    }
    return (title || copy) && size < rest.size && rest.data[size] == '\a' ? size + 1 : 0;
}

/* The size of the escape sequence at `at`, or 0 where it is none that only draws. */
static size_t measure_sequence(struct slice record, size_t at, struct record_summary *summary)
{
    static const char drawing[] = "ABCDEFGHJKLMPSTXZ@`abdefghlmr";
    struct slice rest = slice_part(record, at, record.size);
    if (rest.size < 2) {
        return 0;
    }
    if (strchr("=>78M", rest.data[1]) != NULL && rest.data[1] != '\0') {
        return 2;
    }
    if (rest.data[1] == '(' || rest.data[1] == ')') {
        return rest.size > 2 && (rest.data[2] == 'B' || rest.data[2] == '0') ? 3 : 0;
    }
    if (rest.data[1] == ']') {
        return measure_string(rest);
    }
    if (rest.data[1] != '[') {
        return 0;
    }
    size_t size = 2;
    while (size < rest.size && ((rest.data[size] >= '0' && rest.data[size] <= '9') || rest.data[size] == ';' ||
                                (size == 2 && rest.data[size] == '?'))) {
        size++;
    }
    if (size == rest.size || rest.data[size] == '\0') {
        return 0;
    }
    struct slice parameters = slice_part(rest, 2, size);
    char final = rest.data[size];
    summary->colours += final == 'm' && has_colour(parameters) ? 1 : 0;
    /* Of the window's operations, only the stack of titles: it gives back what was there. */
    static const char *const stack[] = {"22;0;0", "23;0;0", "22;2", "23;2"};
    bool title = false;
    for (size_t i = 0; final == 't' && i < sizeof stack / sizeof stack[0]; i++) {
        title = title || slice_equal(parameters, slice_of(stack[i]));
    }
    return title || strchr(drawing, final) != NULL ? size + 1 : 0;
}

struct record_summary record_check(struct slice record, const char *file, int line)
{
    struct record_summary summary = {0};
    size_t at = 0;
    while (at < record.size) {
        unsigned char byte = (unsigned char)record.data[at];
        if (byte == 0x1B) {
            size_t size = measure_sequence(record, at, &summary);
            if (size == 0) {
                complain(record, at, "an escape sequence that does not draw", file, line);
            }
            summary.sequences++;
            at += size;
            continue;
        }
        if (byte < 0x20) {
            if (byte == 0 || strchr("\r\n\b\t", byte) == NULL) {
                complain(record, at, "a control character", file, line);
            }
            at++;
            continue;
        }
        size_t start = at;
        unsigned long code = utf8_decode(record, &at);
        summary.not_ascii += byte >= 0x80 ? at - start : 0;
        if (is_forbidden(code)) {
            complain(record, start, "a character that a terminal may act on", file, line);
        }
        if (code == 0xFFFD && !slice_equal(slice_part(record, start, at), slice_of("\xEF\xBF\xBD"))) {
            complain(record, start, "invalid UTF-8", file, line);
        }
    }
    return summary;
}
