/* merge_row.h: one row of a table out of its versions, cell by cell. Not for others. */
#ifndef WORKBOARD_MERGE_MERGE_ROW_H
#define WORKBOARD_MERGE_MERGE_ROW_H

#include "merge/merge_context.h"

/* The columns of the merged table: where each one stands in the versions. */
struct merge_layout {
    const struct member_element *columns;
    size_t count;
    size_t widths[MEMBER_VERSIONS]; /* how many columns each version has */
    bool plain[MEMBER_VERSIONS];    /* its columns are just these */
};

struct merge_row_cell {
    struct span outer; /* between the pipes; offsets in the document */
    struct span text;
};

/* Room for the cells of a row in each version, used again for each row. */
struct merge_row_room {
    struct merge_row_cell *cells[MEMBER_VERSIONS];
    size_t capacities[MEMBER_VERSIONS];
    size_t counts[MEMBER_VERSIONS];
};

enum merge_row_form {
    MERGE_ROW_TEXT,
    MERGE_ROW_DELIMITER,      /* never conflicts */
    MERGE_ROW_REMOVED_OURS,   /* by one side, changed by the other: markers around the first cell */
    MERGE_ROW_REMOVED_THEIRS
};

void merge_row_room_release(struct merge_row_room *room);

bool merge_row(struct merge *merge, const struct merge_layout *layout, const struct merge_triple *triple,
               enum merge_row_form form, struct merge_row_room *room, struct error *error);

#endif
