/* output.h: standard output (or error): what a command says, gathered and written at its end.
 *
 * What is said is kept in `bytes` and goes out in one piece, so that an answer is whole or the command fails: every
 * write is checked, a full disk and a closed pipe included.
 */
#ifndef WORKBOARD_CLI_OUTPUT_H
#define WORKBOARD_CLI_OUTPUT_H

#include "cli/environment.h"
#include "text/utf8.h"

enum output_color { OUTPUT_AUTO, OUTPUT_ALWAYS, OUTPUT_NEVER };

enum output_style {
    STYLE_PLAIN,
    STYLE_STRONG,
    STYLE_DIM,
    STYLE_GOOD,
    STYLE_BUSY,
    STYLE_BAD,
    STYLE_QUIET
};

struct output {
    struct bytes bytes;
    int descriptor;
    bool terminal;   /* a person reads it */
    bool color;
    bool closed;     /* nobody reads it any more: a closed pipe */
    bool utf8;
    size_t columns;  /* of the terminal; SIZE_MAX where nothing is to be clipped */
    utf8_width_function width;
};

void output_init(struct output *output, int descriptor, const struct environment *environment,
                 enum output_color color);
void output_release(struct output *output);

/* Reads the word of --color. */
bool output_color_parse(const char *text, enum output_color *color, struct error *error);

/* Writes out what was gathered. */
bool output_flush(struct output *output, struct error *error);

/* Appends the control sequence that begins or ends the style; nothing where there is no colour. */
void output_begin(struct output *output, enum output_style style);
void output_end(struct output *output, enum output_style style);

/* Appends `text` in the style. The text is the program's own. */
void output_styled(struct output *output, enum output_style style, const char *text);

/* Appends a document's text, cleaned of what a terminal would act on. */
void output_clean(struct output *output, struct slice text);

/* The style of a state. A state is never told by its style alone. */
enum output_style output_style_of(enum state state);

#endif
