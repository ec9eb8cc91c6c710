/* arguments.h: options and words of a command line, read by tables.
 *
 * `--name value`, `--name=value`, `-n value`; `--` ends the options; a single `-` is a word. An option may be given
 * several times. Nothing is copied: the texts must outlive the arguments.
 */
#ifndef WORKBOARD_CLI_ARGUMENTS_H
#define WORKBOARD_CLI_ARGUMENTS_H

#include "base/error.h"

struct argument_option {
    const char *name;     /* without the dashes; NULL ends a table */
    char letter;          /* its short form, or 0 */
    const char *argument; /* what help calls its value; NULL: it takes none */
    const char *help;
};

struct argument_value {
    const struct argument_option *option;
    const char *text; /* NULL for an option without a value */
};

struct arguments {
    struct argument_value *values;
    size_t count;
    size_t capacity;
    const char **words; /* what is neither option nor value */
    size_t word_count;
    size_t word_capacity;
};

static inline void arguments_init(struct arguments *arguments)
{
    *arguments = (struct arguments){0};
}

void arguments_release(struct arguments *arguments);

/* Reads `texts` from `*at` on and moves it. `tables` is ended by NULL, each table by a NULL name. With `stop_at_word`
 * reading ends before the first word. Adds to what was read before. ERROR_USAGE names the option, and the one that is
 * meant perhaps. */
bool arguments_read(struct arguments *arguments, int count, char *const *texts, int *at,
                    const struct argument_option *const *tables, bool stop_at_word, struct error *error);

bool arguments_has(const struct arguments *arguments, const char *name);

/* The value that was given last, or NULL. */
const char *arguments_text(const struct arguments *arguments, const char *name);

/* The values in order: begin with `*position` 0. NULL when there are no more. */
const char *arguments_next(const struct arguments *arguments, const char *name, size_t *position);

#endif
