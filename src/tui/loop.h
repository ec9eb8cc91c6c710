/* loop.h: the interactive board: keyboard, watched documents, time and signals go in, drawings and writes come out. */
#ifndef WORKBOARD_TUI_LOOP_H
#define WORKBOARD_TUI_LOOP_H

#include "store/workspace.h"

/* What a front end knows of the person, the terminal and the time. */
struct tui_options {
    int input;              /* descriptors of the terminal */
    int output;
    const char *term;       /* its type; NULL: as the environment says */
    bool colour;            /* use colours where it has them */
    struct slice who;       /* the name to act under */
    bool who_is_given;      /* by --as or the environment */
    const char *editor;     /* command that opens a file, called with +LINE FILE; NULL: none */
    const char *pager;      /* the same for reading */
    const char *config_file;   /* how the person wants the board, for messages; NULL: as it is built in */
    struct slice config;       /* the text of that file */
    /* The moment as YYYY-MM-DDTHH:MMZ and YYYY-MM-DD: now, or that of a date that was typed (NULL: none). ERROR_USAGE where it is
     * no date. */
    bool (*moment)(void *context, const char *date, char now[24], char day[16], struct error *error);
    void *context;
};

/* Shows the board until the person quits or a signal ends it (true), or until the terminal cannot be used (false). The
 * locale's character type must be set: without UTF-8 everything is drawn in ASCII. */
bool tui_run(struct workspace *workspace, const struct tui_options *options, struct error *error);

#endif
