/* request_list.h: from what the person asked for to requests of verbs, in the order in which they are run: the verb, once
 * for each of several records where it takes one, and what else is set. Together they are one change.
 */
#ifndef WORKBOARD_TUI_REQUEST_LIST_H
#define WORKBOARD_TUI_REQUEST_LIST_H

#include "ops/apply.h"
#include "tui/state.h"

struct request_list {
    struct apply_request *items;
    size_t count;
    struct adjustments last;  /* the values and lines, which the last of several requests sets */
    struct adjustments whole; /* what is left out of the change of several, and what was confirmed */
    bool several;
};

/* `base` holds what is of all of them: who, when, the settings of the plan. `adjustments` are for the change as a whole.
 * The list refers to itself, the state's request, the base and the adjustments, and must stay where it is. */
bool request_list_make(const struct tui_request *wanted, const struct request *base,
                       const struct adjustments *adjustments, struct arena *arena, struct request_list *list,
                       struct error *error);

/* The adjustments that the change of all of them takes; NULL: the one request has them. */
const struct adjustments *request_list_whole(const struct request_list *list);

#endif
