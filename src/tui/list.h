/* list.h: what the list views are made of: rows with columns, filtered, sorted, with one row selected.
 *
 * Made lazily, in two steps: `all` holds a row for each thing (view_table's fill), `shown` those that fit the filter,
 * in the order of the sort. What a plan or the log changes unbuilds the list; a key that filters or sorts keeps the
 * rows. Which row is selected is remembered by identity, how far it is scrolled by its distance from the top, so that both
 * survive a new plan.
 *
 * Filtering 10,000 rows takes a millisecond: each row keeps a folded text and a mask of the characters in it, made in slices while
 * nothing happens, and what narrows a filter looks at the rows that are left only. Sorting compares texts that are made once a row.
 */
#ifndef WORKBOARD_TUI_LIST_H
#define WORKBOARD_TUI_LIST_H

#include "base/arena.h"
#include "tui/cells.h"
#include "tui/identity.h"

struct tui_state;

enum { FIND_SIZE = 120, LIST_COLUMNS = 10 };

struct list_row {
    const struct record *record;
    bool entry;                  /* it is an entry of the log, whose record may be gone: NULL */
    size_t number;               /* of the entry, counted from the start of the board */
    struct slice text;           /* what a filter looks at, folded; data NULL until one does */
    struct slice title;          /* the beginning of it: ID and title */
    uint64_t mask;
    struct slice lead;           /* of a tree: the lines that lead to it; in the arena of the list, as is */
    struct slice remark;         /* what else is to be said of it */
};

/* What stands in a column of a row is appended to `out`; sets the style. */
typedef void (*list_cell)(struct bytes *out, const struct tui_state *state, const struct list_row *row,
                          enum style *style);

enum { LIST_ESSENTIAL = 90 };

struct list_column {
    const char *title;
    size_t most;    /* columns at most; 0: takes what the others leave (one of them) */
    unsigned weight; /* where there is no room the least goes first, from LIST_ESSENTIAL on by getting narrower */
    bool right;     /* of numbers */
    bool symbol;    /* the state's sign stands before it */
    list_cell cell;
};

struct list {
    struct list_row *all;
    size_t all_count;
    size_t all_capacity;
    size_t *shown; /* numbers of rows */
    size_t count;
    size_t shown_capacity;
    size_t selected; /* in `shown` */
    size_t top;
    struct identity key; /* of the selected row's record */
    size_t key_number;   /* or of its entry */
    char find[FIND_SIZE];
    char found[FIND_SIZE]; /* the filter that `shown` fits */
    size_t sort;           /* 0: as they are written; else a column's number and 1 */
    bool reverse;
    size_t prepared; /* so many rows, from the first, have the text that a filter looks at */
    bool built;   /* `all` is of the plan that is shown */
    bool ordered; /* `shown` fits all, filter and order */
    bool visited; /* something was selected once */
    size_t widths[LIST_COLUMNS];
    struct arena arena; /* of texts */
};

void list_release(struct list *list);

/* The rows are of another plan from now on. */
void list_unbuild(struct list *list);

bool list_add(struct list *list, struct list_row row);

/* Makes `shown` fit, finds the selected row again, and keeps it within `visible` rows. */
bool list_settle(struct list *list, const struct tui_state *state, const struct list_column *columns, size_t visible);

/* Makes the texts that a filter looks at for at most so many rows, while nobody waits: the first letter of a filter then finds them
 * made. True while some are left. */
bool list_prepare(struct list *list, const struct tui_state *state, const struct list_column *columns, size_t most);

/* The selected row; NULL where there is none. */
const struct list_row *list_selected(const struct list *list);
const struct list_row *list_at(const struct list *list, size_t index);

void list_select(struct list *list, size_t index);
void list_step(struct list *list, long steps);

/* Selects the record's row, where it is shown. */
bool list_select_record(struct list *list, const struct record *record);

/* Sets what the rows are to hold; all of them where it is empty. */
void list_find(struct list *list, struct slice text);

/* Sorts by the next (or `back`: the same, turned round) of the columns. */
void list_sort(struct list *list, size_t column_count, bool back);

#endif
