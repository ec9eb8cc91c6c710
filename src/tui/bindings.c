#include "tui/bindings.h"

#include "text/utf8.h"
#include "tui/view_number.h"

#include <stdio.h>

#define LISTS (WHERE_VIEW | WHERE_LANES)
#define MOVING (WHERE_BOARD | LISTS | WHERE_SOURCE | WHERE_RECORD | WHERE_PREVIEW | WHERE_PAGE | WHERE_CHOICE)
#define RECORDS (WHERE_BOARD | LISTS | WHERE_SOURCE | WHERE_RECORD)
#define SHOWN (RECORDS | WHERE_PAGE)
#define ASIDE (WHERE_BOARD | WHERE_LANES)

/* The order within a place is also that of its footer: what matters most comes first, the last may be cut. */
const struct action_info action_infos[] = {
    {"up", ACTION_UP, 0, MOVING, 0, "up", "up"},
    {"down", ACTION_DOWN, 0, MOVING, 0, "down", "down"},
    {"left", ACTION_LEFT, 0, ASIDE, 0, "left", "left: the lane or milestone before; from a list, the panel before"},
    {"right", ACTION_RIGHT, 0, ASIDE, 0, "right", "right: the next lane or milestone; from a list, the next panel"},
    {"page-up", ACTION_PAGE_UP, 0, MOVING, 0, "page up", "a page up"},
    {"page-down", ACTION_PAGE_DOWN, 0, MOVING, 0, "page down", "a page down"},
    {"page-on", ACTION_PAGE_DOWN, 0, WHERE_PAGE | WHERE_SOURCE, 0, "page down", "a page down"},
    {"first", ACTION_FIRST, 0, MOVING, 0, "first", "to the beginning"},
    {"last", ACTION_LAST, 0, MOVING, 0, "last", "to the end"},
    {"write", ACTION_WRITE, 0, WHERE_PREVIEW, WHERE_PREVIEW, "write",
     "in a form: write the change that is shown"},
    {"open", ACTION_OPEN, 0, SHOWN, RECORDS, "open", "open the record; on a page, follow the line"},
    {"choose", ACTION_OPEN, 0, WHERE_CHOICE, WHERE_CHOICE, "choose", "take the choice"},
    {"back", ACTION_BACK, 0, WHERE_EVERY, WHERE_RECORD | WHERE_PREVIEW | WHERE_PAGE | WHERE_CHOICE | WHERE_SOURCE, "back",
     "back; leaves everything as it is"},
    {"return", ACTION_RETURN, 0, SHOWN, 0, "back", "back to where you came from"},
    {"leave", ACTION_BACK, 0, WHERE_CHOICE, 0, "back", "back; leaves everything as it is"},
    {"close", ACTION_BACK, 0, WHERE_PREVIEW | WHERE_PAGE, 0, "close", "back"},
    {"next-panel", ACTION_NEXT_PANEL, 0, WHERE_BOARD, WHERE_BOARD, "panel", "the next panel"},
    {"previous-panel", ACTION_PREVIOUS_PANEL, 0, WHERE_BOARD, 0, "panel", "the panel before"},
    {"view-board", ACTION_VIEW, VIEW_BOARD, SHOWN, 0, "view", "the board"},
    {"view-milestones", ACTION_VIEW, VIEW_MILESTONES, SHOWN, 0, "view", "the view of milestones"},
    {"view-lanes", ACTION_VIEW, VIEW_LANES, SHOWN, 0, "view", "the view of lanes"},
    {"view-queue", ACTION_VIEW, VIEW_QUEUE, SHOWN, 0, "view", "the view of queue"},
    {"view-blockers", ACTION_VIEW, VIEW_BLOCKERS, SHOWN, 0, "view", "the view of blockers"},
    {"view-claims", ACTION_VIEW, VIEW_CLAIMS, SHOWN, 0, "view", "the view of claims"},
    {"view-tasks", ACTION_VIEW, VIEW_TASKS, SHOWN, 0, "view", "the view of tasks"},
    {"view-findings", ACTION_VIEW, VIEW_FINDINGS, SHOWN, 0, "view", "the view of findings"},
    {"view-decisions", ACTION_VIEW, VIEW_DECISIONS, SHOWN, 0, "view", "the view of decisions"},
    {"view-log", ACTION_VIEW, VIEW_LOG, SHOWN, 0, "view", "the view of what has changed"},
    {"view-notes", ACTION_VIEW, VIEW_NOTES, SHOWN, 0, "view", "the view of notes"},
    {"view-results", ACTION_VIEW, VIEW_RESULTS, SHOWN, 0, "view", "the view of results"},
    {"view-consumers", ACTION_VIEW, VIEW_CONSUMERS, SHOWN, 0, "view", "the view of consumers"},
    {"view-resolutions", ACTION_VIEW, VIEW_RESOLUTIONS, SHOWN, 0, "view", "the view of resolutions"},
    {"view-gates", ACTION_VIEW, VIEW_GATES, SHOWN, 0, "view", "the view of gates"},
    {"view-graph", ACTION_VIEW, VIEW_GRAPH, SHOWN, 0, "view", "the view of what waits for what"},
    {"view-check", ACTION_VIEW, VIEW_CHECK, SHOWN, 0, "view", "the view of what contradicts what"},
    {"view-next", ACTION_VIEW, VIEW_NEXT, SHOWN, 0, "next", "the view of what to do next"},
    {"view-history", ACTION_VIEW, VIEW_HISTORY, SHOWN, 0, "history", "the view of what changed state, from git"},
    {"view-flow", ACTION_VIEW, VIEW_FLOW, SHOWN, WHERE_VIEW, "flow", "the view of how the work went on, as a plot"},
    {"view-times", ACTION_VIEW, VIEW_TIMES, SHOWN, 0, "times", "the view of how long each task was in each state"},
    {"view-evidence", ACTION_VIEW, VIEW_EVIDENCE, SHOWN, 0, "evidence", "the view of gates and the evidence for them"},
    {"view-handoff", ACTION_VIEW, VIEW_HANDOFF, SHOWN, 0, "handoff", "the view of the packet to hand over"},
    {"view-intake", ACTION_VIEW, VIEW_INTAKE, SHOWN, 0, "intake", "the view of a worker's packet, held against the checklist"},
    {"history", ACTION_HISTORY, 0, RECORDS, WHERE_VIEW, "this record",
     "the history of the record; in the view of the history: of this record alone, of all again"},
    {"packet-write", ACTION_PACKET_WRITE, 0, WHERE_VIEW, WHERE_VIEW, "write", "in the view of the packet: write it to a file"},
    {"intake", ACTION_INTAKE, 0, WHERE_VIEW, WHERE_VIEW, "check packet", "choose a worker's packet to check"},
    {"choose-view", ACTION_CHOOSE_VIEW, 0, SHOWN, WHERE_BOARD, "views", "choose a view by its name"},
    {"claim", ACTION_CLAIM, 0, RECORDS, RECORDS, "claim", "claim the task: opens its form, as the keys below do"},
    {"release", ACTION_RELEASE, 0, RECORDS, RECORDS, "release", "release the task: gives the claim back"},
    {"done", ACTION_DONE, 0, RECORDS, RECORDS, "done", "finish the task"},
    {"move", ACTION_MOVE, 0, RECORDS, RECORDS, "move", "move the task to another lane"},
    {"block", ACTION_BLOCK, 0, RECORDS, RECORDS, "block", "open a blocker that holds the task"},
    {"unblock", ACTION_UNBLOCK, 0, RECORDS, 0, "unblock", "the task back to what it was before it was blocked"},
    {"resolve", ACTION_RESOLVE, 0, RECORDS, WHERE_BOARD | WHERE_VIEW, "resolve", "close the blocker"},
    {"lane-state", ACTION_LANE_STATE, 0, RECORDS, ASIDE, "lane state",
     "set the lane's state, notes, assignment or queue"},
    {"queue", ACTION_QUEUE, 0, RECORDS, 0, "queue", "put the task into the queue, or move and change its row"},
    {"add", ACTION_ADD, 0, RECORDS, 0, "add", "a new record, with the next number"},
    {"set", ACTION_SET, 0, RECORDS, 0, "set", "set any field of the record"},
    {"undo", ACTION_UNDO, 0, RECORDS, WHERE_BOARD, "undo", "take back the last change of your own; shown first"},
    {"tick", ACTION_TICK, 0, RECORDS & ~(unsigned)WHERE_SOURCE, 0, "tick",
     "tick the record: the next verb is for all that are ticked"},
    {"form-tick", ACTION_TICK, 0, WHERE_PREVIEW, WHERE_PREVIEW, "leave out",
     "in a form, on a part of the diff: leave it out, or take it in again; on an option: turn it"},
    {"form-complete", ACTION_NEXT_PANEL, 0, WHERE_PREVIEW, WHERE_PREVIEW, "complete",
     "in a form: what may stand there, one after the other; elsewhere in it: to the diff and back"},
    {"form-unfold", ACTION_UNFOLD, 0, WHERE_PREVIEW, 0, "unfold", "in a form: all of what follows from the change"},
    {"form-force", ACTION_FORCE, 0, WHERE_PREVIEW, WHERE_PREVIEW, "force", "in a form that is refused: the same in spite of the rule"},
    {"form-go", ACTION_GO, 0, WHERE_PREVIEW, WHERE_PREVIEW, "open what it is about",
     "in a form that is refused: open the record that the rule is about"},
    {"card-left", ACTION_CARD_LEFT, 0, WHERE_LANES, 0, "move card", "move the card to the lane before"},
    {"card-right", ACTION_CARD_RIGHT, 0, WHERE_LANES, WHERE_LANES, "move card", "move the card to the next lane"},
    {"row-up", ACTION_ROW_UP, 0, WHERE_VIEW, 0, "", "in the queue: move the row up"},
    {"row-down", ACTION_ROW_DOWN, 0, WHERE_VIEW, WHERE_VIEW, "move row", "in the queue: move the row down"},
    {"go", ACTION_GO, 0, SHOWN, 0, "go to", "go to a record: type its ID, or letters of it"},
    {"find", ACTION_FIND, 0, WHERE_BOARD | LISTS, WHERE_BOARD | LISTS, "find",
     "keep what fits the text: letters of ID and title in their order, or words of anything in it; Escape shows all again"},
    {"sort", ACTION_SORT, 0, WHERE_VIEW, WHERE_VIEW, "sort",
     "sort by the next column; behind the last as it is written"},
    {"sort-back", ACTION_SORT_BACK, 0, WHERE_VIEW, 0, "turn", "turn the order round"},
    {"command", ACTION_COMMAND, 0, RECORDS, WHERE_BOARD | LISTS, "command", "type a command: claim ID --lane LANE"},
    {"next-change", ACTION_NEXT_CHANGE, 0, RECORDS, WHERE_BOARD, "next change", "go to the next record that changed"},
    {"zoom", ACTION_ZOOM, 0, WHERE_BOARD | WHERE_VIEW, WHERE_BOARD, "zoom",
     "this panel alone; again: all panels. In a list: without the detail"},
    {"source", ACTION_SOURCE, 0, WHERE_BOARD | LISTS | WHERE_RECORD, WHERE_BOARD | LISTS | WHERE_RECORD, "source",
     "the document, where the record stands in it"},
    {"editor", ACTION_EDITOR, 0, RECORDS, RECORDS, "editor", "open the place in the editor"},
    {"pager", ACTION_PAGER, 0, RECORDS, 0, "pager", "show the document in the pager"},
    {"yank", ACTION_YANK, 0, RECORDS, WHERE_SOURCE | WHERE_VIEW, "copy", "copy the ID; in a document, the line (OSC 52)"},
    {"yank-place", ACTION_YANK_PLACE, 0, RECORDS, 0, "copy place", "copy FILE:LINE"},
    {"refresh", ACTION_REFRESH, 0, WHERE_EVERY, 0, "read again", "read the documents again and draw the screen anew"},
    {"help", ACTION_HELP, 0, RECORDS, RECORDS, "help", "this page"},
    {"quit", ACTION_QUIT, 0, RECORDS, WHERE_BOARD | LISTS | WHERE_SOURCE, "quit", "quit"},
    {"line-take", ACTION_OPEN, 0, WHERE_INPUT, 0, "take", "take the line; what a command would write is shown first"},
    {"line-leave", ACTION_BACK, 0, WHERE_INPUT, 0, "leave", "leave the line; nothing happens"},
    {"line-left", ACTION_LEFT, 0, WHERE_INPUT, 0, "left", "to the character before"},
    {"line-right", ACTION_RIGHT, 0, WHERE_INPUT, 0, "right", "to the next character"},
    {"line-begin", ACTION_FIRST, 0, WHERE_INPUT, 0, "beginning", "to the beginning of the line"},
    {"line-end", ACTION_LAST, 0, WHERE_INPUT, 0, "end", "to its end"},
    {"line-delete-before", ACTION_DELETE_BEFORE, 0, WHERE_INPUT, 0, "delete",
     "delete the character before the cursor; of an empty line: leave it"},
    {"line-delete", ACTION_DELETE, 0, WHERE_INPUT, 0, "delete", "delete the character at the cursor"},
    {"line-word-left", ACTION_WORD_LEFT, 0, WHERE_INPUT, 0, "word", "to the beginning of the word"},
    {"line-word-right", ACTION_WORD_RIGHT, 0, WHERE_INPUT, 0, "word", "to the end of the word"},
    {"line-delete-word", ACTION_DELETE_WORD, 0, WHERE_INPUT, 0, "delete word", "delete the word before the cursor"},
    {"line-delete-word-on", ACTION_DELETE_WORD_ON, 0, WHERE_INPUT, 0, "delete word", "delete the word at the cursor"},
    {"line-delete-line", ACTION_DELETE_LINE, 0, WHERE_INPUT, 0, "delete", "delete everything before the cursor"},
    {"line-delete-rest", ACTION_DELETE_REST, 0, WHERE_INPUT, 0, "delete", "delete everything from the cursor on"},
    {"line-put", ACTION_PUT, 0, WHERE_INPUT, 0, "put", "put back what was deleted last: words or more"},
    {"line-history-back", ACTION_UP, 0, WHERE_INPUT, 0, "last", "the last command again, to change it"},
    {"line-complete", ACTION_NEXT_PANEL, 0, WHERE_INPUT, 0, "complete", "what the word could mean: the next"},
    {"line-complete-back", ACTION_PREVIOUS_PANEL, 0, WHERE_INPUT, 0, "complete", "the one before"},
    {"line-history-on", ACTION_DOWN, 0, WHERE_INPUT, 0, "next", "the command behind it"},
    {NULL, ACTION_NONE, 0, 0, 0, NULL, NULL},
};

const struct action_info *action_find(struct slice name)
{
    for (size_t i = 0; action_infos[i].name != NULL; i++) {
        if (slice_equal(slice_of(action_infos[i].name), name)) {
            return &action_infos[i];
        }
    }
    return NULL;
}

/* ---- which key does what ---- */

static void remove_at(struct keymap *keys, size_t at)
{
    memmove(&keys->items[at], &keys->items[at + 1], (keys->count - at - 1) * sizeof keys->items[0]);
    keys->count--;
}

bool keymap_bind(struct keymap *keys, const struct action_info *info, unsigned long key)
{
    for (size_t i = 0; i < keys->count;) {
        bool taken = keys->items[i].key == key && (keys->items[i].info->where & info->where) != 0;
        if (taken) {
            remove_at(keys, i);
        } else {
            i++;
        }
    }
    if (keys->count == KEYMAP_SIZE) {
        return false;
    }
    keys->items[keys->count++] = (struct binding){.key = key, .info = info};
    return true;
}

void keymap_clear(struct keymap *keys, const struct action_info *info)
{
    for (size_t i = 0; i < keys->count;) {
        if (keys->items[i].info == info) {
            remove_at(keys, i);
        } else {
            i++;
        }
    }
}

const struct action_info *keymap_find(const struct keymap *keys, unsigned long key, enum where where)
{
    for (size_t i = 0; i < keys->count; i++) {
        if (keys->items[i].key == key && (keys->items[i].info->where & (unsigned)where) != 0) {
            return keys->items[i].info;
        }
    }
    return NULL;
}

bool keymap_has(const struct keymap *keys, unsigned long key)
{
    for (size_t i = 0; i < keys->count; i++) {
        if (keys->items[i].key == key) {
            return true;
        }
    }
    return false;
}

bool keymap_next(const struct keymap *keys, const struct action_info *info, size_t *at, unsigned long *key)
{
    for (; *at < keys->count; (*at)++) {
        if (keys->items[*at].info == info) {
            *key = keys->items[(*at)++].key;
            return true;
        }
    }
    return false;
}

/* ---- names ---- */

/* Of the keys that are no characters, in the order of enum key. */
static const char *const names[] = {
    [TUI_KEY_UP - TUI_KEY_UP] = "Up",       [TUI_KEY_DOWN - TUI_KEY_UP] = "Down",
    [TUI_KEY_LEFT - TUI_KEY_UP] = "Left",       [TUI_KEY_RIGHT - TUI_KEY_UP] = "Right",
    [TUI_KEY_PAGE_UP - TUI_KEY_UP] = "PageUp",  [TUI_KEY_PAGE_DOWN - TUI_KEY_UP] = "PageDown",
    [TUI_KEY_HOME - TUI_KEY_UP] = "Home",       [TUI_KEY_END - TUI_KEY_UP] = "End",
    [TUI_KEY_ENTER - TUI_KEY_UP] = "Enter",     [TUI_KEY_ESCAPE - TUI_KEY_UP] = "Esc",
    [TUI_KEY_TAB - TUI_KEY_UP] = "Tab",     [TUI_KEY_BACK_TAB - TUI_KEY_UP] = "Shift-Tab",
    [TUI_KEY_BACKSPACE - TUI_KEY_UP] = "Backspace", [TUI_KEY_DELETE - TUI_KEY_UP] = "Delete",
};

const char *bindings_key_name(unsigned long key, char name[BINDINGS_NAME])
{
    if ((key & TUI_META) != 0) {
        char rest[BINDINGS_NAME];
        bindings_key_name(key & ~TUI_META, rest);
        snprintf(name, BINDINGS_NAME, "M-%.12s", rest);
        return name;
    }
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
        struct bytes text = {0};
        bool good = key >= 0xA0 && utf8_append(&text, key);
        snprintf(name, BINDINGS_NAME, "%s", good ? text.data : "?");
        bytes_release(&text);
    }
    return name;
}

bool bindings_key_types(unsigned long key)
{
    return key >= 0x20 && key < TUI_KEY_UP;
}

const char *bindings_first_key(const struct keymap *keys, const char *action, char name[BINDINGS_NAME])
{
    const struct action_info *info = action_find(slice_of(action));
    unsigned long key = 0;
    size_t at = 0;
    name[0] = '\0';
    return info != NULL && keymap_next(keys, info, &at, &key) ? bindings_key_name(key, name) : name;
}

bool bindings_key_parse(struct slice name, unsigned long *key)
{
    if (name.size > 2 && slice_starts_fold(name, slice_of("M-"))) {
        bool known = bindings_key_parse(slice_part(name, 2, name.size), key) && (*key & TUI_META) == 0;
        *key |= TUI_META;
        return known;
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (slice_equal_fold(name, slice_of(names[i]))) {
            *key = TUI_KEY_UP + i;
            return true;
        }
    }
    if (slice_equal_fold(name, slice_of("Space"))) {
        *key = ' ';
        return true;
    }
    if (name.size == 2 && name.data[0] == '^') {
        unsigned long letter = (unsigned char)name.data[1] & 0xDFU;
        *key = TUI_CONTROL(letter);
        return letter >= 'A' && letter <= 'Z';
    }
    size_t at = 0;
    if (name.size == 0 || !utf8_valid(name)) {
        return false;
    }
    *key = utf8_decode(name, &at);
    return at == name.size && *key > 0x20 && *key != 0x7F && !(*key >= 0x80 && *key < 0xA0);
}
