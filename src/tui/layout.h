/* layout.h: where the parts of the board stand, for a terminal of a given size.
 *
 * Wide (100 columns and more): the lanes side by side, the lists below them; narrower: everything below one another,
 * the lanes as a list; small, or where the person asked for it, or for a panel that has no room: one panel alone.
 */
#ifndef WORKBOARD_TUI_LAYOUT_H
#define WORKBOARD_TUI_LAYOUT_H

#include "tui/cells.h"

enum { LAYOUT_ROWS = 5, LAYOUT_COLUMNS = 20, LAYOUT_PANELS = 6 };

struct layout {
    bool too_small;
    bool alone;               /* only the panel that has the keys is shown */
    bool framed;              /* panels have frames */
    bool lane_columns;        /* the lanes stand side by side */
    size_t lane_shown;        /* so many of them */
    size_t lane_first;        /* beginning with this one */
    size_t assignment_rows;   /* for a lane's assignment */
    size_t strip_first;       /* the first milestone of the strip */
    struct area strip;        /* the milestones; no rows: not shown */
    struct area body;         /* between header and log: of the panels, and of pages */
    struct area log;
    struct area tabs;         /* the views in a line; no rows: not shown */
    struct area list;         /* of a view that is a list, and the detail beside or below it */
    struct area detail;       /* no rows: not shown */
    size_t list_rows;         /* rows of records in the list */
    struct area panels[LAYOUT_PANELS]; /* frames included; no rows: not shown */
};

struct tui_state;

/* Lays out the board of the state, and keeps the selections within what is shown. */
void layout_board(struct tui_state *state);

/* Rows inside the frame of a panel. */
size_t layout_visible(const struct layout *layout, size_t panel);

#endif
