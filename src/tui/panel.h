/* panel.h: the rows of the board's panels, and which of them is selected. */
#ifndef WORKBOARD_TUI_PANEL_H
#define WORKBOARD_TUI_PANEL_H

#include "tui/state.h"

/* "Lanes". */
const char *panel_name(enum tui_panel number);

/* Empties the panels, whose rows point into a plan that may go; what was selected is remembered. */
void panels_clear(struct tui_state *state);

/* Makes the rows of every panel from the plan and finds the selected records again. On failure they are
 * empty. */
bool panels_build(struct tui_state *state, struct error *error);

/* Selects row `index`, or the next one that can be selected; remembers whose it is. */
void panel_select(struct panel *panel, size_t index);

/* Moves the selection over `steps` rows that can be selected. False where there is none further. */
bool panel_step(struct panel *panel, long steps);

/* Selects the record where the panel has it. */
bool panel_select_record(struct panel *panel, const struct record *record);

/* In the lanes panel: selects in the lane before or behind (`direction` -1 or 1) the row as far down as now. */
bool panel_step_lane(struct panel *panel, int direction);

/* The first row of the lane that row `index` stands in, and the one behind its last. */
size_t panel_lane_start(const struct panel *panel, size_t index);
size_t panel_lane_end(const struct panel *panel, size_t index);

/* Where all rows of the lanes do not fit into `visible` ones, folds up lanes, but not the one that is selected. The
 * selection stays. */
void panel_fold(struct panel *panel, size_t visible, bool loose);

/* Keeps the selection within `visible` rows. */
void panel_scroll(struct panel *panel, size_t visible);

#endif
