/* page_help.h: the help page: made from the table of bindings, so that it cannot say anything else than what the keys
 * do. */
#ifndef WORKBOARD_TUI_PAGE_HELP_H
#define WORKBOARD_TUI_PAGE_HELP_H

#include "tui/state.h"

bool page_build_help(struct tui_state *state);

#endif
