/* line_commands.h: what can be typed behind `:` beside the verbs: commands of the board itself, in one table from which help and
 * completion come, too.
 */
#ifndef WORKBOARD_TUI_LINE_COMMANDS_H
#define WORKBOARD_TUI_LINE_COMMANDS_H

#include "tui/effects.h"
#include "tui/state.h"

enum line_argument { LINE_NOTHING, LINE_VIEW, LINE_RECORD, LINE_FILE, LINE_THEME, LINE_COLUMN, LINE_PATH, LINE_TEXT };

struct line_command {
    const char *name;
    const char *usage; /* what stands behind the name, or "" */
    const char *help;
    enum line_argument argument;
    bool (*run)(struct tui_state *state, struct slice argument, struct tui_effects *effects, struct error *error);
};

extern const struct line_command line_commands[]; /* ended by a NULL name */

const struct line_command *line_command_find(struct slice name);

/* Shows a record where the current view has it, else in the view of its kind. */
void line_go_to(struct tui_state *state, const struct record *record);

#endif
