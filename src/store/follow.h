/* follow.h: a workspace that is kept up to date: which of its folders are watched, and when to read again.
 *
 * Calling sequence: poll(2) on follow_descriptor for follow_timeout milliseconds, then follow_changed; where it says so,
 * workspace_refresh and follow_renew; again. Clock values as in watch.h.
 */
#ifndef WORKBOARD_STORE_FOLLOW_H
#define WORKBOARD_STORE_FOLLOW_H

#include "store/watch.h"
#include "store/workspace.h"

struct follow {
    struct workspace *workspace; /* the caller's */
    struct watch *watch;         /* NULL: there is none, and nothing will be seen */
    size_t folder_count;         /* those that are watched */
};

/* Begins to watch; false where that is not possible, `follow` is then good for nothing but follow_end. */
bool follow_begin(struct follow *follow, struct workspace *workspace, int64_t now, struct error *error);
void follow_end(struct follow *follow);

int follow_descriptor(const struct follow *follow);
int follow_timeout(const struct follow *follow, int64_t now);

/* Whether documents may have changed since. Never blocks. */
bool follow_changed(struct follow *follow, int64_t now);

/* Watches anew where the workspace now names other folders: after it was read again. */
bool follow_renew(struct follow *follow, int64_t now, struct error *error);

#endif
