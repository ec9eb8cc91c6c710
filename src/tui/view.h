/* view.h: draws what the state says into the cells. Reads the state only; no terminal. */
#ifndef WORKBOARD_TUI_VIEW_H
#define WORKBOARD_TUI_VIEW_H

#include "tui/state.h"

/* Draws the whole screen; the cells get the state's size. */
bool view_draw(const struct tui_state *state, struct cells *cells, struct error *error);

/* ---- between the files of the views ---- */

/* Frames a panel and gives what is inside; `title` may be cut. */
struct area view_frame(struct cells *cells, struct area area, bool focused, struct slice title);

/* The state's symbol in its style; returns the columns taken, with a blank behind it: 2. */
size_t view_symbol(struct cells *cells, size_t row, size_t column, enum state state);

/* The words of a record's status without their markup, or of its state where it has no status; in `out`. */
struct slice view_status(struct cells *cells, const struct record *record, struct bytes *out);

/* Marks the row of a panel: as changed by another hand on the frame to its left, as selected over `columns`. */
void view_mark_row(struct cells *cells, size_t row, struct area inside, bool framed, bool changed, bool selected);

/* A plus at the beginning of the row of a record that is ticked. */
void view_mark_tick(const struct tui_state *state, struct cells *cells, size_t row, struct area inside,
                    const struct record *record);

/* Says at the lower edge of a frame how much lies above and below what is shown. */
void view_scroll_mark(struct cells *cells, struct area frame, size_t top, size_t shown, size_t total);

/* "ID title" with the ID first and in bold, in at most `columns`; returns the columns taken. */
size_t view_name(struct cells *cells, size_t row, size_t column, size_t columns, const struct record *record);

/* A line of a page. */
void view_line(struct cells *cells, const struct page_line *line, size_t row, struct area inside);

void view_header(const struct tui_state *state, struct cells *cells);
void view_footer(const struct tui_state *state, struct cells *cells);
void view_news(const struct tui_state *state, struct cells *cells);
void view_message(const struct tui_state *state, struct cells *cells);
void view_board(const struct tui_state *state, struct cells *cells);
void view_strip(const struct tui_state *state, struct cells *cells);
void view_board_lanes(const struct tui_state *state, struct cells *cells);
void view_panel(const struct tui_state *state, struct cells *cells, enum tui_panel number);
void view_records(const struct tui_state *state, struct cells *cells);
void view_tabs(const struct tui_state *state, struct cells *cells);
void view_page(const struct tui_state *state, struct cells *cells);
void view_form(const struct tui_state *state, struct cells *cells);
void view_prompt(const struct tui_state *state, struct cells *cells);

#endif
