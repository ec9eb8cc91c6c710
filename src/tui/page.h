/* page.h: pages of lines that the person scrolls through: an open record, the help, the log. */
#ifndef WORKBOARD_TUI_PAGE_H
#define WORKBOARD_TUI_PAGE_H

#include "tui/state.h"

/* Makes the page of the state's screen anew, for the width of its body; keeps the selection where it was. */
bool page_build(struct tui_state *state, struct error *error);

/* The page's title for its frame; in the page's arena. */
struct slice page_title(const struct tui_state *state);

void page_step(struct page *page, long steps);
void page_scroll(struct page *page, size_t visible);

/* ---- for the makers of pages ---- */

/* Columns that a page's text may take. */
size_t page_columns(const struct tui_state *state);

/* Adds a line; its text is used as it is. False when memory ran out. */
bool page_add(struct page *page, struct page_line line);
bool page_add_blank(struct page *page);
bool page_add_title(struct page *page, const char *title);

/* Adds `line` with its text cleaned and wrapped, the label before the first line only. */
bool page_add_wrapped(struct tui_state *state, struct page_line line, bool plain);

bool page_build_record(struct tui_state *state);
bool page_build_help(struct tui_state *state);
bool page_build_log(struct tui_state *state);

#endif
