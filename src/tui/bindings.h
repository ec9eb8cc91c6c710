/* bindings.h: what keys can do, where: the one table from which help, footer, configuration and its printout come. To add
 * an action, add it here, a line to the table in bindings.c, and its keys to data/config/default.yaml.
 */
#ifndef WORKBOARD_TUI_BINDINGS_H
#define WORKBOARD_TUI_BINDINGS_H

#include "base/slice.h"

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

/* With the Meta key, or behind Escape: a bit beside the key. */
#define TUI_META 0x1000000UL

/* What a mouse does: pressed and let go apart from one another, or so fast that it comes as one. */
enum mouse { MOUSE_PRESS, MOUSE_MOVE /* with the button down */, MOUSE_RELEASE, MOUSE_CLICK, MOUSE_DOUBLE, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN };

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
    ACTION_VIEW, /* 0 to 9 */
    ACTION_CHOOSE_VIEW,
    ACTION_ZOOM,
    ACTION_OPEN,
    ACTION_BACK,
    ACTION_RETURN,
    ACTION_SOURCE,
    ACTION_SORT,
    ACTION_SORT_BACK,
    ACTION_GO,
    ACTION_ROW_UP, /* of the queue */
    ACTION_ROW_DOWN,
    ACTION_CARD_LEFT, /* to the lane beside */
    ACTION_CARD_RIGHT,
    ACTION_CLAIM,
    ACTION_RELEASE,
    ACTION_MOVE,
    ACTION_DONE,
    ACTION_BLOCK,
    ACTION_RESOLVE,
    ACTION_LANE_STATE,
    ACTION_UNBLOCK,
    ACTION_QUEUE,
    ACTION_ADD,
    ACTION_SET,
    ACTION_TICK,   /* a record for the next verb; in a form: the part or the option */
    ACTION_UNFOLD, /* what follows from the change */
    ACTION_UNDO,
    ACTION_FORCE,
    ACTION_WRITE,
    ACTION_COMMAND,
    ACTION_FIND,
    ACTION_NEXT_CHANGE,
    ACTION_EDITOR,
    ACTION_PAGER,
    ACTION_YANK,
    ACTION_YANK_PLACE,
    ACTION_REFRESH,
    ACTION_HELP,
    ACTION_QUIT,
    ACTION_HISTORY,  /* of the selected record */
    ACTION_PACKET_WRITE,
    ACTION_INTAKE,
    ACTION_DELETE, /* these: in the line that is typed */
    ACTION_DELETE_BEFORE,
    ACTION_DELETE_WORD,
    ACTION_DELETE_LINE,
    ACTION_DELETE_WORD_ON,
    ACTION_DELETE_REST,
    ACTION_WORD_LEFT,
    ACTION_WORD_RIGHT,
    ACTION_PUT /* what was deleted last */
};

/* Where a binding holds, as bits. */
enum where {
    WHERE_BOARD = 1,
    WHERE_RECORD = 2,
    WHERE_PREVIEW = 4,
    WHERE_PAGE = 8,    /* help */
    WHERE_CHOICE = 16, /* choosing a lane or a state */
    WHERE_INPUT = 32,  /* typing a command or what to find */
    WHERE_VIEW = 64,   /* the views that are lists */
    WHERE_LANES = 128, /* the lanes as columns of cards */
    WHERE_SOURCE = 256, /* a document as it is written */
    WHERE_EVERY = 511 - WHERE_INPUT
};

/* Something that a key can do: what it is called in a configuration, where it can be done, and how it is told. */
struct action_info {
    const char *name;   /* "claim" */
    enum action action;
    unsigned argument;  /* of ACTION_VIEW: which */
    unsigned where;     /* bits of enum where */
    unsigned footer;    /* where it stands in the footer: bits of enum where */
    const char *label;  /* one or two words for the footer */
    const char *help;   /* one line */
};

/* Ended by a NULL name; in the order of help and, within a place, of the footer. */
extern const struct action_info action_infos[];

const struct action_info *action_find(struct slice name);

struct binding {
    unsigned long key;
    const struct action_info *info;
};

enum { KEYMAP_SIZE = 400 };

/* Which key does what. In one place a key does one thing. */
struct keymap {
    struct binding items[KEYMAP_SIZE];
    size_t count;
};

/* Gives the key to the action and takes it from others in the same places. False where there is no more room. */
bool keymap_bind(struct keymap *keys, const struct action_info *info, unsigned long key);

/* Takes all keys from the action. */
void keymap_clear(struct keymap *keys, const struct action_info *info);

/* What a key does there; NULL: nothing. */
const struct action_info *keymap_find(const struct keymap *keys, unsigned long key, enum where where);

/* Whether the key does anything, anywhere. */
bool keymap_has(const struct keymap *keys, unsigned long key);

/* The action's keys in the order in which they were given: the first one is `*at` 0; false behind the last. */
bool keymap_next(const struct keymap *keys, const struct action_info *info, size_t *at, unsigned long *key);

enum { BINDINGS_NAME = 16 };

/* What a key is called: "Enter", "^L", "c", "M-v"; written to `name`. */
const char *bindings_key_name(unsigned long key, char name[BINDINGS_NAME]);

/* The key of that name; false where there is none. */
bool bindings_key_parse(struct slice name, unsigned long *key);

/* Whether the key is a character that is typed where something can be typed. */
bool bindings_key_types(unsigned long key);

/* The name of the first key of the action that is called `action`; "" where it has none. */
const char *bindings_first_key(const struct keymap *keys, const char *action, char name[BINDINGS_NAME]);

#endif
