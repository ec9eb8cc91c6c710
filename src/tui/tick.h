/* tick.h: the records that the person ticked, for a verb on several of them. Kept by name, so that they survive each new
 * reading of the plan; one that is gone for a while is ticked again when it is back.
 */
#ifndef WORKBOARD_TUI_TICK_H
#define WORKBOARD_TUI_TICK_H

#include "tui/identity.h"

enum { TICKS = 256 };

struct ticks {
    struct identity items[TICKS]; /* in the order in which they were ticked */
    size_t count;
};

/* Whether the record is ticked, or the task that a queue's row or a claim stands for. */
bool tick_has(const struct ticks *ticks, const struct record *record);

/* Ticks it, or takes the tick off. False where no more can be ticked, or where it has no name. */
bool tick_turn(struct ticks *ticks, const struct record *record);

void tick_clear(struct ticks *ticks);

/* The records that are ticked and that the plan has; at most `most`, in order. */
size_t tick_list(const struct ticks *ticks, const struct plan *plan, const struct record **records, size_t most);

#endif
