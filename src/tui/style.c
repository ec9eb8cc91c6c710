#include "tui/style.h"

static const struct style_look looks[STYLE_COUNT] = {
    [STYLE_NORMAL] = {.colour = COLOUR_DEFAULT},
    [STYLE_DIM] = {.colour = COLOUR_DEFAULT, .dim = true},
    [STYLE_BOLD] = {.colour = COLOUR_DEFAULT, .bold = true},
    [STYLE_HEADER] = {.colour = COLOUR_DEFAULT, .bold = true, .reverse = true},
    [STYLE_BORDER] = {.colour = COLOUR_DEFAULT, .dim = true},
    [STYLE_FOCUS] = {.colour = COLOUR_CYAN, .bold = true},
    [STYLE_TITLE] = {.colour = COLOUR_DEFAULT, .bold = true},
    [STYLE_LABEL] = {.colour = COLOUR_CYAN},
    [STYLE_KEY] = {.colour = COLOUR_DEFAULT, .bold = true},
    [STYLE_CHANGED] = {.colour = COLOUR_MAGENTA, .bold = true},
    [STYLE_READY] = {.colour = COLOUR_GREEN},
    [STYLE_WAITING] = {.colour = COLOUR_DEFAULT, .dim = true},
    [STYLE_ERROR] = {.colour = COLOUR_RED, .bold = true},
    [STYLE_NOTICE] = {.colour = COLOUR_GREEN},
    [STYLE_ADDED] = {.colour = COLOUR_GREEN},
    [STYLE_ADDED_PART] = {.colour = COLOUR_GREEN, .bold = true, .underline = true},
    [STYLE_REMOVED] = {.colour = COLOUR_RED},
    [STYLE_REMOVED_PART] = {.colour = COLOUR_RED, .bold = true, .underline = true},
    [STYLE_PLACE] = {.colour = COLOUR_BLUE},
    [STYLE_STATE + STATE_UNKNOWN] = {.colour = COLOUR_MAGENTA},
    [STYLE_STATE + STATE_TODO] = {.colour = COLOUR_DEFAULT},
    [STYLE_STATE + STATE_IN_PROGRESS] = {.colour = COLOUR_YELLOW, .bold = true},
    [STYLE_STATE + STATE_REVIEW] = {.colour = COLOUR_BLUE, .bold = true},
    [STYLE_STATE + STATE_BLOCKED] = {.colour = COLOUR_RED, .bold = true},
    [STYLE_STATE + STATE_PAUSED] = {.colour = COLOUR_BLUE},
    [STYLE_STATE + STATE_DONE] = {.colour = COLOUR_GREEN},
    [STYLE_STATE + STATE_DROPPED] = {.colour = COLOUR_DEFAULT, .dim = true},
    [STYLE_STATE + STATE_STEADY] = {.colour = COLOUR_CYAN},
};

struct style_look style_look(enum style style)
{
    return looks[style < STYLE_COUNT ? style : STYLE_NORMAL];
}

enum style style_of_state(enum state state)
{
    return (enum style)(STYLE_STATE + (state < STATE_COUNT ? state : STATE_UNKNOWN));
}

const char *style_symbol(enum state state)
{
    static const char *const symbols[STATE_COUNT] = {
        [STATE_UNKNOWN] = "?",
        [STATE_TODO] = "\xE2\x97\x8B",
        [STATE_IN_PROGRESS] = "\xE2\x96\xB6",
        [STATE_REVIEW] = "\xE2\x97\x90",
        [STATE_BLOCKED] = "\xE2\x96\xA0",
        [STATE_PAUSED] = "\xE2\x80\x96",
        [STATE_DONE] = "\xE2\x9C\x94",
        [STATE_DROPPED] = "\xE2\x9C\x95",
        [STATE_STEADY] = "\xE2\x86\xBB",
    };
    return symbols[state < STATE_COUNT ? state : STATE_UNKNOWN];
}

const char *style_state_word(enum state state)
{
    static const char *const words[STATE_COUNT] = {
        [STATE_UNKNOWN] = "unknown", [STATE_TODO] = "todo",     [STATE_IN_PROGRESS] = "in progress",
        [STATE_REVIEW] = "review",   [STATE_BLOCKED] = "blocked", [STATE_PAUSED] = "paused",
        [STATE_DONE] = "done",       [STATE_DROPPED] = "dropped", [STATE_STEADY] = "steady",
    };
    return words[state < STATE_COUNT ? state : STATE_UNKNOWN];
}
