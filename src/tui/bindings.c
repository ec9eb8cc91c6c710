#include "tui/bindings.h"

#include <stdio.h>

#define MOVING (WHERE_BOARD | WHERE_RECORD | WHERE_PREVIEW | WHERE_PAGE | WHERE_CHOICE)
#define RECORDS (WHERE_BOARD | WHERE_RECORD)

/* The order within a place is also that of its footer: what matters most comes first, the last may be cut. */
const struct binding bindings[] = {
    {TUI_KEY_UP, ACTION_UP, MOVING, 0, "up", "up"},
    {'k', ACTION_UP, MOVING, 0, "up", NULL},
    {TUI_KEY_DOWN, ACTION_DOWN, MOVING, 0, "down", "down"},
    {'j', ACTION_DOWN, MOVING, 0, "down", NULL},
    {TUI_KEY_LEFT, ACTION_LEFT, WHERE_BOARD, 0, "left",
     "left: the lane or milestone before; from a list, the panel before"},
    {'h', ACTION_LEFT, WHERE_BOARD, 0, "left", NULL},
    {TUI_KEY_RIGHT, ACTION_RIGHT, WHERE_BOARD, 0, "right",
     "right: the next lane or milestone; from a list, the next panel"},
    {'l', ACTION_RIGHT, WHERE_BOARD, 0, "right", NULL},
    {TUI_KEY_PAGE_UP, ACTION_PAGE_UP, MOVING, 0, "page up", "a page up"},
    {TUI_CONTROL('b'), ACTION_PAGE_UP, MOVING, 0, "page up", NULL},
    {TUI_KEY_PAGE_DOWN, ACTION_PAGE_DOWN, MOVING, 0, "page down", "a page down"},
    {TUI_CONTROL('f'), ACTION_PAGE_DOWN, MOVING, 0, "page down", NULL},
    {' ', ACTION_PAGE_DOWN, WHERE_PREVIEW | WHERE_PAGE, 0, "page down", NULL},
    {TUI_KEY_HOME, ACTION_FIRST, MOVING, 0, "first", "to the beginning"},
    {'g', ACTION_FIRST, MOVING, 0, "first", NULL},
    {TUI_KEY_END, ACTION_LAST, MOVING, 0, "last", "to the end"},
    {'G', ACTION_LAST, MOVING, 0, "last", NULL},
    {TUI_KEY_ENTER, ACTION_WRITE, WHERE_PREVIEW, WHERE_PREVIEW, "write", "write the change that is shown"},
    {TUI_KEY_ENTER, ACTION_OPEN, RECORDS | WHERE_PAGE, RECORDS, "open", "open the record; on a page, follow the line"},
    {TUI_KEY_ENTER, ACTION_OPEN, WHERE_CHOICE, WHERE_CHOICE, "choose", "take the choice"},
    {TUI_KEY_ESCAPE, ACTION_BACK, WHERE_EVERY, WHERE_EVERY & ~(unsigned)WHERE_BOARD, "back",
     "back; leaves everything as it is"},
    {TUI_KEY_BACKSPACE, ACTION_BACK, WHERE_EVERY, 0, "back", NULL},
    {TUI_KEY_TAB, ACTION_NEXT_PANEL, WHERE_BOARD, WHERE_BOARD, "panel", "the next panel"},
    {TUI_KEY_BACK_TAB, ACTION_PREVIOUS_PANEL, WHERE_BOARD, 0, "panel", "the panel before"},
    {'c', ACTION_CLAIM, RECORDS, RECORDS, "claim", "claim the task: asks for the lane, its own first"},
    {'r', ACTION_RELEASE, RECORDS, RECORDS, "release", "release the task: gives the claim back"},
    {'d', ACTION_DONE, RECORDS, RECORDS, "done", "finish the task: fills in the command, with a summary that is there"},
    {'m', ACTION_MOVE, RECORDS, RECORDS, "move", "move the task to another lane"},
    {'b', ACTION_BLOCK, RECORDS, RECORDS, "block", "open a blocker that holds the task: asks for the reason"},
    {'x', ACTION_RESOLVE, RECORDS, WHERE_BOARD, "resolve", "close the blocker: asks for the resolution"},
    {'s', ACTION_LANE_STATE, RECORDS, WHERE_BOARD, "lane state", "set the lane's state: asks for the word"},
    {'!', ACTION_FORCE, RECORDS, 0, "force", "after a refusal: the same again, in spite of the rule"},
    {'F', ACTION_FORCE, RECORDS, 0, "force", NULL},
    {'/', ACTION_FIND, WHERE_BOARD, WHERE_BOARD, "find",
     "keep what holds the text in this panel; Escape shows all again"},
    {':', ACTION_COMMAND, RECORDS, WHERE_BOARD, "command", "type a command: claim ID --lane LANE"},
    {'n', ACTION_NEXT_CHANGE, RECORDS, WHERE_BOARD, "next change", "go to the next record that changed"},
    {'1', ACTION_PANEL, WHERE_BOARD, 0, "panel", "the panel: milestones, lanes, queue, blockers, claims, tasks"},
    {'2', ACTION_PANEL, WHERE_BOARD, 0, "panel", NULL},
    {'3', ACTION_PANEL, WHERE_BOARD, 0, "panel", NULL},
    {'4', ACTION_PANEL, WHERE_BOARD, 0, "panel", NULL},
    {'5', ACTION_PANEL, WHERE_BOARD, 0, "panel", NULL},
    {'6', ACTION_PANEL, WHERE_BOARD, 0, "panel", NULL},
    {'z', ACTION_ZOOM, WHERE_BOARD, WHERE_BOARD, "zoom", "this panel alone; again: all panels"},
    {'e', ACTION_EDITOR, RECORDS, RECORDS, "editor", "open the place in the editor"},
    {'L', ACTION_LOG, RECORDS, WHERE_BOARD, "log",
     "what happened since the board was opened, and notes on the documents"},
    {'R', ACTION_REFRESH, RECORDS, 0, "read again", "read the documents again and draw the screen anew"},
    {TUI_CONTROL('l'), ACTION_REFRESH, WHERE_EVERY, 0, "read again", NULL},
    {'?', ACTION_HELP, RECORDS, WHERE_BOARD, "help", "this page"},
    {'q', ACTION_QUIT, WHERE_BOARD | WHERE_RECORD, WHERE_BOARD, "quit", "quit"},
    {'q', ACTION_BACK, WHERE_PREVIEW | WHERE_PAGE | WHERE_CHOICE, 0, "back", NULL},
    {TUI_KEY_ENTER, ACTION_OPEN, WHERE_INPUT, 0, "take", "take the line; what a command would write is shown first"},
    {TUI_KEY_ESCAPE, ACTION_BACK, WHERE_INPUT, 0, "leave", "leave the line; nothing happens"},
    {TUI_KEY_LEFT, ACTION_LEFT, WHERE_INPUT, 0, "left", "to the character before"},
    {TUI_KEY_RIGHT, ACTION_RIGHT, WHERE_INPUT, 0, "right", "to the next character"},
    {TUI_KEY_HOME, ACTION_FIRST, WHERE_INPUT, 0, "beginning", "to the beginning of the line"},
    {TUI_CONTROL('a'), ACTION_FIRST, WHERE_INPUT, 0, "beginning", NULL},
    {TUI_KEY_END, ACTION_LAST, WHERE_INPUT, 0, "end", "to its end"},
    {TUI_CONTROL('e'), ACTION_LAST, WHERE_INPUT, 0, "end", NULL},
    {TUI_KEY_BACKSPACE, ACTION_DELETE_BEFORE, WHERE_INPUT, 0, "delete",
     "delete the character before the cursor; of an empty line: leave it"},
    {TUI_KEY_DELETE, ACTION_DELETE, WHERE_INPUT, 0, "delete", "delete the character at the cursor"},
    {TUI_CONTROL('w'), ACTION_DELETE_WORD, WHERE_INPUT, 0, "delete word", "delete the word before the cursor"},
    {TUI_CONTROL('u'), ACTION_DELETE_LINE, WHERE_INPUT, 0, "delete", "delete everything before the cursor"},
    {TUI_KEY_UP, ACTION_UP, WHERE_INPUT, 0, "last", "the last command again, to change it"},
    {0, ACTION_NONE, 0, 0, NULL, NULL},
};

enum action bindings_action(unsigned long key, enum where where)
{
    for (size_t i = 0; bindings[i].key != 0; i++) {
        if (bindings[i].key == key && (bindings[i].where & (unsigned)where) != 0) {
            return bindings[i].action;
        }
    }
    return ACTION_NONE;
}

const char *bindings_key_name(unsigned long key, char name[BINDINGS_NAME])
{
    static const char *const names[] = {
        [TUI_KEY_UP - TUI_KEY_UP] = "Up",           [TUI_KEY_DOWN - TUI_KEY_UP] = "Down",
        [TUI_KEY_LEFT - TUI_KEY_UP] = "Left",       [TUI_KEY_RIGHT - TUI_KEY_UP] = "Right",
        [TUI_KEY_PAGE_UP - TUI_KEY_UP] = "PageUp",  [TUI_KEY_PAGE_DOWN - TUI_KEY_UP] = "PageDown",
        [TUI_KEY_HOME - TUI_KEY_UP] = "Home",       [TUI_KEY_END - TUI_KEY_UP] = "End",
        [TUI_KEY_ENTER - TUI_KEY_UP] = "Enter",     [TUI_KEY_ESCAPE - TUI_KEY_UP] = "Esc",
        [TUI_KEY_TAB - TUI_KEY_UP] = "Tab",         [TUI_KEY_BACK_TAB - TUI_KEY_UP] = "Shift-Tab",
        [TUI_KEY_BACKSPACE - TUI_KEY_UP] = "Backspace", [TUI_KEY_DELETE - TUI_KEY_UP] = "Delete",
    };
    if (key >= TUI_KEY_UP) {
        bool known = key - TUI_KEY_UP < sizeof names / sizeof names[0];
        snprintf(name, BINDINGS_NAME, "%s", known ? names[key - TUI_KEY_UP] : "?");
    } else if (key < 0x20) {
        snprintf(name, BINDINGS_NAME, "^%c", (char)(key + 0x40));
    } else if (key == ' ') {
        snprintf(name, BINDINGS_NAME, "Space");
    } else if (key < 0x7F) {
        snprintf(name, BINDINGS_NAME, "%c", (char)key);
    } else {
        snprintf(name, BINDINGS_NAME, "U+%04lX", key);
    }
    return name;
}
