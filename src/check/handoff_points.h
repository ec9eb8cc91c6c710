/* handoff_points.h: inside the check floor: the points of a template or a checklist in the plan's documents: the items of
 * the lists below its heading.
 */
#ifndef WORKBOARD_CHECK_HANDOFF_POINTS_H
#define WORKBOARD_CHECK_HANDOFF_POINTS_H

#include "plan/plan.h"

struct handoff_point {
    size_t document; /* number in the plan */
    size_t line;
    struct slice text; /* as written */
};

struct handoff_points {
    struct handoff_point *items;
    size_t count;
    size_t capacity;
};

/* The items below the first heading that one of the globs fits, of the first such document; none where there is none. The
 * texts are the documents'; the list is in `arena`. False when memory ran out. */
bool handoff_points_of(const struct plan *plan, uint32_t documents, const struct profile_globs *under,
                       struct arena *arena, struct handoff_points *points);

/* A point without the colon that it ends with, and what follows that. */
struct slice handoff_point_title(struct slice text);

#endif
