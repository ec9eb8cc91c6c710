#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Takes off the beginning of a character whose rest did not fit behind it. */
static void cut_at_character(char *text)
{
    size_t length = strlen(text);
    size_t start = length;
    while (start > 0 && length - start < 3 && ((unsigned char)text[start - 1] & 0xC0U) == 0x80U) {
        start--;
    }
    unsigned lead = start > 0 ? (unsigned char)text[start - 1] : 0;
    size_t size = lead < 0xC0 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (size > length - start + 1) {
        text[start - 1] = '\0';
    }
}

static void copy_text(char *target, size_t capacity, const char *text)
{
    size_t size = text == NULL ? 0 : strlen(text);
    bool cut = size >= capacity;
    size = cut ? capacity - 1 : size;
    if (size > 0) {
        memmove(target, text, size); /* the text may be the target itself, when an error is told again elsewhere */
    }
    target[size] = '\0';
    if (cut) {
        cut_at_character(target);
    }
}

static void fill(struct error *error, enum error_code code, const char *rule, const char *file, size_t line,
                 const char *format, va_list arguments)
{
    /* The arguments may point into the error itself, as where its message is put into a longer one. */
    char message[ERROR_MESSAGE_SIZE];
    int length = vsnprintf(message, sizeof message, format, arguments);
    if (length < 0) {
        message[0] = '\0';
    } else if ((size_t)length >= sizeof message) {
        cut_at_character(message);
    }
    copy_text(error->file, sizeof error->file, file);
    copy_text(error->message, sizeof error->message, message);
    error->code = code;
    error->line = line;
    copy_text(error->rule, sizeof error->rule, rule);
    error->holder[0] = error->candidates[0] = '\0';
}

void error_clear(struct error *error)
{
    if (error == NULL) {
        return;
    }
    error->code = ERROR_NONE;
    error->line = 0;
    error->file[0] = error->message[0] = error->rule[0] = error->holder[0] = error->candidates[0] = '\0';
}

bool error_set(struct error *error, enum error_code code, const char *format, ...)
{
    if (error != NULL) {
        va_list arguments;
        va_start(arguments, format);
        fill(error, code, NULL, NULL, 0, format, arguments);
        va_end(arguments);
    }
    return false;
}

bool error_set_at(struct error *error, enum error_code code, const char *file, size_t line, const char *format, ...)
{
    if (error != NULL) {
        va_list arguments;
        va_start(arguments, format);
        fill(error, code, NULL, file, line, format, arguments);
        va_end(arguments);
    }
    return false;
}

bool error_refuse(struct error *error, const char *rule, const char *file, size_t line, const char *format, ...)
{
    if (error != NULL) {
        va_list arguments;
        va_start(arguments, format);
        fill(error, ERROR_REFUSED, rule, file, line, format, arguments);
        va_end(arguments);
    }
    return false;
}

bool error_no_memory(struct error *error)
{
    return error_set(error, ERROR_SYSTEM, "out of memory; close other programs or read a smaller plan");
}

void error_add_candidate(struct error *error, const char *text, size_t size)
{
    static const char more[] = "...";
    enum { MORE_LINE = sizeof more }; /* what "\n..." takes, which is kept free until it is needed */
    if (error == NULL) {
        return;
    }
    size_t used = strlen(error->candidates);
    const char *newline = strrchr(error->candidates, '\n');
    if (strcmp(newline == NULL ? error->candidates : newline + 1, more) == 0) {
        return;
    }
    if (used + MORE_LINE >= sizeof error->candidates) {
        return;
    }
    size_t room = sizeof error->candidates - 1 - MORE_LINE - used;
    bool fits = size < room;
    size = fits ? size : sizeof more - 1;
    if (used > 0) {
        error->candidates[used++] = '\n';
    }
    if (size > 0) {
        memcpy(error->candidates + used, fits ? text : more, size);
    }
    error->candidates[used + size] = '\0';
}
