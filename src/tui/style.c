#include "tui/style.h"

static const char *const names[STYLE_COUNT] = {
    [STYLE_NORMAL] = "normal",
    [STYLE_DIM] = "dim",
    [STYLE_BOLD] = "bold",
    [STYLE_HEADER] = "header",
    [STYLE_BORDER] = "border",
    [STYLE_FOCUS] = "focus",
    [STYLE_TITLE] = "title",
    [STYLE_LABEL] = "label",
    [STYLE_KEY] = "key",
    [STYLE_CHANGED] = "changed",
    [STYLE_READY] = "ready",
    [STYLE_WAITING] = "waiting",
    [STYLE_ERROR] = "error",
    [STYLE_NOTICE] = "notice",
    [STYLE_ADDED] = "added",
    [STYLE_ADDED_PART] = "added-part",
    [STYLE_REMOVED] = "removed",
    [STYLE_REMOVED_PART] = "removed-part",
    [STYLE_PLACE] = "place",
    [STYLE_STATE + STATE_UNKNOWN] = "unknown",
    [STYLE_STATE + STATE_TODO] = "todo",
    [STYLE_STATE + STATE_IN_PROGRESS] = "in-progress",
    [STYLE_STATE + STATE_REVIEW] = "review",
    [STYLE_STATE + STATE_BLOCKED] = "blocked",
    [STYLE_STATE + STATE_PAUSED] = "paused",
    [STYLE_STATE + STATE_DONE] = "done",
    [STYLE_STATE + STATE_DROPPED] = "dropped",
    [STYLE_STATE + STATE_STEADY] = "steady",
};

const char *style_name(enum style style)
{
    return names[style < STYLE_COUNT ? style : STYLE_NORMAL];
}

bool style_parse(struct slice name, enum style *style)
{
    for (int i = 0; i < STYLE_COUNT; i++) {
        if (slice_equal(name, slice_of(names[i]))) {
            *style = (enum style)i;
            return true;
        }
    }
    return false;
}

enum style style_of_state(enum state state)
{
    return (enum style)(STYLE_STATE + (state < STATE_COUNT ? state : STATE_UNKNOWN));
}

const char *style_symbol(enum state state)
{
    return state_symbol(state);
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
