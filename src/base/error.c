#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Cuts a UTF-8 text that vsnprintf filled to the brim back to the start of the character that did not fit. */
static void cut_at_character(char *text, size_t capacity)
{
    size_t length = strlen(text);
    if (length + 1 < capacity) {
        return;
    }
    size_t start = length;
    while (start > 0 && ((unsigned char)text[start - 1] & 0xC0U) == 0x80U) {
        start--;
    }
    if (start > 0 && ((unsigned char)text[start - 1] & 0xC0U) == 0xC0U) {
        text[start - 1] = '\0';
    }
}

static void copy_text(char *target, size_t capacity, const char *text)
{
    int written = snprintf(target, capacity, "%s", text == NULL ? "" : text);
    if (written < 0) {
        target[0] = '\0';
    }
    cut_at_character(target, capacity);
}

static void fill(struct error *error, enum error_code code, const char *file, size_t line, const char *format,
                 va_list arguments)
{
    error_clear(error);
    error->code = code;
    copy_text(error->file, sizeof error->file, file);
    error->line = line;
    if (vsnprintf(error->message, sizeof error->message, format, arguments) < 0) {
        error->message[0] = '\0';
    }
    cut_at_character(error->message, sizeof error->message);
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
        fill(error, code, NULL, 0, format, arguments);
        va_end(arguments);
    }
    return false;
}

bool error_set_at(struct error *error, enum error_code code, const char *file, size_t line, const char *format, ...)
{
    if (error != NULL) {
        va_list arguments;
        va_start(arguments, format);
        fill(error, code, file, line, format, arguments);
        va_end(arguments);
    }
    return false;
}

bool error_refuse(struct error *error, const char *rule, const char *file, size_t line, const char *format, ...)
{
    if (error != NULL) {
        va_list arguments;
        va_start(arguments, format);
        fill(error, ERROR_REFUSED, file, line, format, arguments);
        va_end(arguments);
        copy_text(error->rule, sizeof error->rule, rule);
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
    if (error == NULL) {
        return;
    }
    size_t used = strlen(error->candidates);
    size_t room = sizeof error->candidates - used - 1;
    if (used > 0 && used >= sizeof more && strcmp(error->candidates + used - (sizeof more - 1), more) == 0) {
        return;
    }
    size_t need = size + (used > 0 ? 1 : 0);
    if (need + sizeof more + 1 > room) {
        if (room > sizeof more + 1) {
            memcpy(error->candidates + used, used > 0 ? "\n..." : "...", used > 0 ? sizeof more + 1 : sizeof more);
        }
        return;
    }
    if (used > 0) {
        error->candidates[used++] = '\n';
    }
    memcpy(error->candidates + used, text, size);
    error->candidates[used + size] = '\0';
}
