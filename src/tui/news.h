/* news.h: what changed: the log line, and the marks that stay for a while on what another hand changed. */
#ifndef WORKBOARD_TUI_NEWS_H
#define WORKBOARD_TUI_NEWS_H

#include "tui/state.h"

/* Takes what the newer plan differs in. What `own` (may be NULL) says was meant is ours, the rest by another hand. */
bool news_take(struct tui_state *state, const struct comparison *comparison, const struct change *own,
               struct error *error);

/* Adds a line about a change of our own. */
bool news_add_own(struct tui_state *state, const struct change *change, struct error *error);

/* Takes marks off whose time is over. */
void news_tick(struct tui_state *state);

#endif
