/* save_swap.h: exchanging a document with the hidden file beside it. What the system can do is decided here alone.
 */
#ifndef WORKBOARD_STORE_SAVE_SWAP_H
#define WORKBOARD_STORE_SAVE_SWAP_H

#include "store/save.h"

#include <stdint.h>

enum swap_use {
    SWAP_UNUSED, /* nobody has the file open for writing */
    SWAP_IN_USE,
    SWAP_UNKNOWN /* the system or file system cannot tell */
};

/* `beside` takes the place of `target`, which is there; then `beside` names what stood there, or nothing where
 * `*displaced` is false (the file system has no second names). `*exchanged` says whether it happened in one step. 0 or
 * an errno: then nothing has changed. */
int swap_files(enum save_method method, const char *beside, const char *target, bool *displaced, bool *exchanged);

/* `beside` becomes `target`, which must not be there (EEXIST). 0 or an errno. */
int swap_in(enum save_method method, const char *beside, const char *target);

/* After a crash between the steps of swap_files: puts right what they left. 0 or an errno: then nothing more was lost,
 * and it can be tried again. */
int swap_mend(const char *beside);

enum swap_use swap_use_of(enum save_method method, const char *path);

/* Gives the file at `beside` the mode and, as far as allowed, owner, group and extended attributes of `target`. A
 * group that cannot be kept gets no more rights than everybody. 0 or an errno. */
int swap_copy_rights(const char *target, const char *beside);

/* ---- What a system may offer; ENOSYS or SWAP_UNKNOWN where it does not ---- */

int swap_system_exchange(const char *beside, const char *target);
int swap_system_move_new(const char *beside, const char *target);
enum swap_use swap_system_use(const char *path);
void swap_system_copy_attributes(int from, int to);

#endif
