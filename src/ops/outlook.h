/* outlook.h: what a person wants to know before a change is written: what follows from it, what is like it, what it
 * touches elsewhere. Pure queries over the plan before and after; lists lie in the caller's arena.
 *
 * Every function returns false only when memory ran out.
 */
#ifndef WORKBOARD_OPS_OUTLOOK_H
#define WORKBOARD_OPS_OUTLOOK_H

#include "ops/change_set.h"

struct outlook_list {
    const struct record **items;
    size_t count;
    size_t capacity;
};

/* The plan as the change would leave it; to be freed with plan_free. NULL when memory ran out. */
struct plan *outlook_plan(const struct plan *plan, const struct change *change, struct error *error);

/* Tasks of `after` that are ready and were not before. */
bool outlook_ready(const struct plan *before, const struct plan *after, struct arena *arena, struct outlook_list *list);

/* Records of `after` whose mirrors say different states, and said the same before. */
bool outlook_differing(const struct plan *before, const struct plan *after, struct arena *arena,
                       struct outlook_list *list);

/* Open blockers whose exit condition names the task: they may be over with it. */
bool outlook_exits(const struct plan *plan, const struct record *task, struct arena *arena, struct outlook_list *list);

/* Records of the kind whose title shares words with the text, the most alike first; at most `most`. */
bool outlook_similar(const struct plan *plan, enum kind kind, struct slice text, size_t most, struct arena *arena,
                     struct outlook_list *list);

/* Records of the kind that the text names, each once. */
bool outlook_named(const struct plan *plan, enum kind kind, struct slice text, struct arena *arena,
                   struct outlook_list *list);

/* Open tasks that have to pass the gate; and the lanes that they are in, each once. */
bool outlook_reached(const struct plan *plan, const struct record *gate, struct arena *arena,
                     struct outlook_list *tasks, struct outlook_list *lanes);

#endif
