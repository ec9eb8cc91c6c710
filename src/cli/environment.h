/* environment.h: what the program takes from the world around it, read once at the start and passed down. */
#ifndef WORKBOARD_CLI_ENVIRONMENT_H
#define WORKBOARD_CLI_ENVIRONMENT_H

#include "base/error.h"
#include "store/workspace.h"

enum { ENVIRONMENT_PATH = 4096, ENVIRONMENT_WHO = 320 };

/* Unset and empty variables are NULL. */
struct environment {
    struct workspace_environment workspace;
    const char *as;     /* $WORKBOARD_AS */
    const char *epoch;  /* $SOURCE_DATE_EPOCH */
    const char *term;   /* $TERM */
    const char *tmpdir; /* $TMPDIR */
    const char *editor; /* $VISUAL, else $EDITOR */
    const char *pager;  /* $PAGER */
    bool no_color;      /* $NO_COLOR is set to something */
    bool utf8;          /* the locale's characters are UTF-8 */
    char directory[ENVIRONMENT_PATH];
    char user[ENVIRONMENT_WHO]; /* user@host */
};

/* Reads it; ERROR_SYSTEM where there is no working directory. Sets the program's locale. */
bool environment_read(struct environment *environment, struct error *error);

#endif
