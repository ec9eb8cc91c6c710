/* loop_effects.h: inside the loop: the parts of a running board, and how effects are carried out. Others use loop.h. */
#ifndef WORKBOARD_TUI_LOOP_EFFECTS_H
#define WORKBOARD_TUI_LOOP_EFFECTS_H

#include "store/background.h"
#include "tui/loop.h"
#include "tui/screen.h"
#include "tui/signals.h"
#include "tui/update.h"

/* What is done in processes of their own. */
enum board_work { BOARD_HISTORY, BOARD_PACKET, BOARD_WORKS };

struct board {
    struct workspace *workspace;
    const struct tui_options *options;
    struct tui_state *state;
    struct cells cells;
    struct screen *screen; /* NULL: nobody looks; effects that need a terminal do nothing */
    struct signals signals;
    struct background works[BOARD_WORKS];
    bool quit;
    bool changed;       /* something happened that is not drawn yet */
    long long drawn_at; /* board_milliseconds of the last drawing */
};

/* Milliseconds of a clock that only goes forward. */
long long board_milliseconds(void);

/* The time, and the day that is stamped. */
bool board_moment(const struct board *board, struct tui_moment *moment, char day[16], struct error *error);

/* Gives the event, with the time, to the state, and carries out what it asks for. */
bool board_send(struct board *board, struct tui_event *event, struct error *error);

/* Asks the terminal for its size, and tells the state. */
bool board_resize(struct board *board, struct error *error);

/* Reads again what changed on disk, and tells the state. */
bool board_refresh(struct board *board, struct error *error);

/* Gives the state the workspace's plan for the first time. */
bool board_show_plan(struct board *board, struct error *error);

#endif
