#include "cli/output.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

static int width_of_locale(unsigned long code)
{
    return code > 0x10FFFF ? -1 : wcwidth((wchar_t)code);
}

static size_t terminal_columns(int descriptor)
{
    struct winsize size;
    if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) {
        return 80;
    }
    return size.ws_col;
}

void output_init(struct output *output, int descriptor, const struct environment *environment,
                 enum output_color color)
{
    bool terminal = isatty(descriptor) == 1;
    bool dumb = environment->term == NULL || strcmp(environment->term, "dumb") == 0;
    *output = (struct output){
        .descriptor = descriptor,
        .terminal = terminal,
        .color = color == OUTPUT_ALWAYS || (color == OUTPUT_AUTO && terminal && !dumb && !environment->no_color),
        .utf8 = environment->utf8,
        .columns = terminal ? terminal_columns(descriptor) : SIZE_MAX,
        .width = terminal && environment->utf8 ? width_of_locale : utf8_width_fixed,
    };
    bytes_init(&output->bytes);
}

void output_release(struct output *output)
{
    bytes_release(&output->bytes);
}

bool output_color_parse(const char *text, enum output_color *color, struct error *error)
{
    static const char *const words[] = {[OUTPUT_AUTO] = "auto", [OUTPUT_ALWAYS] = "always", [OUTPUT_NEVER] = "never"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(words[i], text) == 0) {
            *color = (enum output_color)i;
            return true;
        }
    }
    return error_set(error, ERROR_USAGE, "--color is auto, always or never, not \"%.100s\"", text);
}

bool output_flush(struct output *output, struct error *error)
{
    if (output->bytes.failed) {
        return error_no_memory(error);
    }
    size_t at = 0;
    while (at < output->bytes.size) {
        ssize_t written = write(output->descriptor, output->bytes.data + at, output->bytes.size - at);
        if (written > 0) {
            at += (size_t)written;
        } else if (written == 0 || errno != EINTR) {
            int reason = written == 0 ? EIO : errno;
            output->closed = reason == EPIPE;
            bytes_clear(&output->bytes);
            return error_set(error, ERROR_SYSTEM, "the answer cannot be written: %s; %s", strerror(reason),
                             reason == ENOSPC || reason == EDQUOT ? "make room and ask again"
                                                                  : "look where standard output goes");
        }
    }
    bytes_clear(&output->bytes);
    return true;
}

static const char *const sequences[] = {
    [STYLE_PLAIN] = "", [STYLE_STRONG] = "1", [STYLE_DIM] = "2", [STYLE_GOOD] = "32",
    [STYLE_BUSY] = "33", [STYLE_BAD] = "31", [STYLE_QUIET] = "36",
};

void output_begin(struct output *output, enum output_style style)
{
    if (output->color && style != STYLE_PLAIN) {
        bytes_append_format(&output->bytes, "\033[%sm", sequences[style]);
    }
}

void output_end(struct output *output, enum output_style style)
{
    if (output->color && style != STYLE_PLAIN) {
        bytes_append_text(&output->bytes, "\033[0m");
    }
}

void output_styled(struct output *output, enum output_style style, const char *text)
{
    output_begin(output, style);
    bytes_append_text(&output->bytes, text);
    output_end(output, style);
}

void output_clean(struct output *output, struct slice text)
{
    utf8_append_clean(&output->bytes, text, output->terminal);
}

enum output_style output_style_of(enum state state)
{
    static const enum output_style styles[STATE_COUNT] = {
        [STATE_UNKNOWN] = STYLE_BAD, [STATE_TODO] = STYLE_PLAIN, [STATE_IN_PROGRESS] = STYLE_BUSY,
        [STATE_REVIEW] = STYLE_BUSY, [STATE_BLOCKED] = STYLE_BAD, [STATE_PAUSED] = STYLE_DIM,
        [STATE_DONE] = STYLE_GOOD, [STATE_DROPPED] = STYLE_DIM, [STATE_STEADY] = STYLE_QUIET,
    };
    return styles[state];
}
