/* page.h: pages of lines that the person scrolls through: an open record, the help. */
#ifndef WORKBOARD_TUI_PAGE_H
#define WORKBOARD_TUI_PAGE_H

#include "tui/state.h"

/* Makes the page of the state's screen anew, for the width of its body; keeps the selection where it was. */
bool page_build(struct tui_state *state, struct error *error);

/* The page's title for its frame; in the page's arena. */
struct slice page_title(const struct tui_state *state);

void page_step(struct page *page, long steps);
void page_scroll(struct page *page, size_t visible);

#endif
