/* page_record.h: the lines of one record. */
#ifndef WORKBOARD_TUI_PAGE_RECORD_H
#define WORKBOARD_TUI_PAGE_RECORD_H

#include "tui/state.h"

/* How it stands, what it hangs together with, and every field at every place. NULL: that it is gone. */
bool page_build_record(struct tui_state *state, struct page *page, const struct record *record);

/* How it stands, its texts, what it hangs together with, and where it is written: beside a list. */
bool page_build_brief(struct tui_state *state, struct page *page, const struct record *record);

#endif
