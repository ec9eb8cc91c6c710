/* terminal_internal.h: what the parts of terminal.h know of each other. */
#ifndef WORKBOARD_TESTS_TERMINAL_INTERNAL_H
#define WORKBOARD_TESTS_TERMINAL_INTERNAL_H

#include "terminal.h"

#include <termios.h>

#include <vterm.h>

struct terminal {
    pid_t child; /* 0: was waited for */
    int status;
    int master; /* -1: hung up */
    int alive;  /* a pipe that ends when the program does */
    struct termios before;
    VTerm *emulator;
    VTermScreen *screen;
    bool alternate, cursor;
    struct bytes pending; /* the beginning of a sequence whose end has not come yet */
    char last;            /* the character that was shown last, where it is ASCII */
    struct bytes record;
    struct bytes text;
};

/* The emulator, of a size. (terminal_screen.c) */
void terminal_open_screen(struct terminal *terminal, int rows, int columns);

/* Lets the emulator show what was sent. (terminal_screen.c) */
void terminal_show(struct terminal *terminal, struct slice sent);

#endif
