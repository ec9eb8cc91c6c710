/* history_cache.h: what earlier runs found out about the history: from which tree to which tree what changed.
 *
 * A file `history` in the plan's folder (folder.h: in the git directory), by the signatures of the two trees, so that it
 * holds across rebases and for commits that come later. It may be deleted at any time. It names its version, and
 * a hash at its end guards it: a file that does not fit is as if it were not there.
 */
#ifndef WORKBOARD_STORE_HISTORY_CACHE_H
#define WORKBOARD_STORE_HISTORY_CACHE_H

#include "store/event.h"
#include "store/folder.h"

#include <stdint.h>

/* The events from one tree to another: without time, who and commit. */
struct history_step {
    uint64_t before;
    uint64_t after;
    size_t first; /* among the events of the cache */
    size_t count;
};

struct history_cache {
    struct history_step *steps; /* the first `sorted` by their signatures, then the new ones */
    size_t count, capacity;
    size_t sorted;
    struct events events;
};

/* Reads the file; whatever is wrong with it, the cache is empty then. Only memory can fail. To be released in any case. */
bool history_cache_read(struct history_cache *cache, const struct folder *folder, struct error *error);
void history_cache_release(struct history_cache *cache);

/* What is known of a step, or NULL. Valid until the next history_cache_add. */
const struct history_step *history_cache_find(const struct history_cache *cache, uint64_t before, uint64_t after);

/* Begins a step; events_add to cache->events, and history_cache_end, follow. */
void history_cache_begin(const struct history_cache *cache, uint64_t before, uint64_t after, struct history_step *step);
bool history_cache_end(struct history_cache *cache, const struct history_step *step, struct error *error);

/* Writes the file where there is anything new. That it cannot be written is no failure: the next run takes longer. */
void history_cache_write(const struct history_cache *cache, const struct folder *folder);

#endif
