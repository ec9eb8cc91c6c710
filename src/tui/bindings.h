/* bindings.h: which key does what, where: the one table from which the keys, the help page, the footer and the manual
 * come. To add a key, add a line to the table in bindings.c and its action here.
 */
#ifndef WORKBOARD_TUI_BINDINGS_H
#define WORKBOARD_TUI_BINDINGS_H

#include <stdbool.h>
#include <stddef.h>

/* A key is the code point that it types, or one of these. */
enum key {
    TUI_KEY_UP = 0x110000,
    TUI_KEY_DOWN,
    TUI_KEY_LEFT,
    TUI_KEY_RIGHT,
    TUI_KEY_PAGE_UP,
    TUI_KEY_PAGE_DOWN,
    TUI_KEY_HOME,
    TUI_KEY_END,
    TUI_KEY_ENTER,
    TUI_KEY_ESCAPE,
    TUI_KEY_TAB,
    TUI_KEY_BACK_TAB,
    TUI_KEY_BACKSPACE,
    TUI_KEY_DELETE
};

/* The key that the control key and a letter type. */
#define TUI_CONTROL(letter) ((unsigned long)(letter) & 0x1FUL)

enum action {
    ACTION_NONE,
    ACTION_UP,
    ACTION_DOWN,
    ACTION_LEFT,
    ACTION_RIGHT,
    ACTION_PAGE_UP,
    ACTION_PAGE_DOWN,
    ACTION_FIRST,
    ACTION_LAST,
    ACTION_NEXT_PANEL,
    ACTION_PREVIOUS_PANEL,
    ACTION_PANEL, /* 1 to 6 */
    ACTION_ZOOM,
    ACTION_OPEN,
    ACTION_BACK,
    ACTION_CLAIM,
    ACTION_RELEASE,
    ACTION_MOVE,
    ACTION_DONE,
    ACTION_BLOCK,
    ACTION_RESOLVE,
    ACTION_LANE_STATE,
    ACTION_FORCE,
    ACTION_WRITE,
    ACTION_COMMAND,
    ACTION_FIND,
    ACTION_NEXT_CHANGE,
    ACTION_LOG,
    ACTION_EDITOR,
    ACTION_REFRESH,
    ACTION_HELP,
    ACTION_QUIT,
    ACTION_DELETE, /* these: in the line that is typed */
    ACTION_DELETE_BEFORE,
    ACTION_DELETE_WORD,
    ACTION_DELETE_LINE
};

/* Where a binding holds, as bits. */
enum where {
    WHERE_BOARD = 1,
    WHERE_RECORD = 2,
    WHERE_PREVIEW = 4,
    WHERE_PAGE = 8,    /* help, log */
    WHERE_CHOICE = 16, /* choosing a lane or a state */
    WHERE_EVERY = 31,
    WHERE_INPUT = 32 /* typing a command or what to find */
};

struct binding {
    unsigned long key;
    enum action action;
    unsigned where;
    unsigned footer;    /* where it stands in the footer: bits of enum where */
    const char *label;  /* one or two words for the footer */
    const char *help;   /* one line; NULL where the line before says it: another key for the same */
};

/* Ended by a binding of key 0; in the order of help, bindings of one action together. */
extern const struct binding bindings[];

/* What a key does there. */
enum action bindings_action(unsigned long key, enum where where);

enum { BINDINGS_NAME = 16 };

/* What a key is called: "Enter", "^L", "c"; written to `name`. */
const char *bindings_key_name(unsigned long key, char name[BINDINGS_NAME]);

#endif
