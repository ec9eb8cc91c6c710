/* lock.h: one writer at a time.
 *
 * The lock is flock on the plan's root folder itself: it needs no file, goes away with its process however that ends,
 * and excludes every user of the folder, wherever each keeps journal and log. Readers take no lock. Programs that do
 * not know of it are not kept out: save.h deals with those.
 *
 * Calling sequence of a writer: lock_take, journal_recover, read the documents, decide, save_files, lock_release.
 */
#ifndef WORKBOARD_STORE_LOCK_H
#define WORKBOARD_STORE_LOCK_H

#include "base/error.h"

struct lock {
    int descriptor;   /* -1: not taken */
    bool unsupported; /* the file system has no such locks; the writer goes on without and should say so */
};

/* What an empty lock holds: lock_release on it does nothing. */
#define LOCK_NONE ((struct lock){.descriptor = -1})

/* Waits at most `wait` milliseconds (0: tries once). ERROR_CONFLICT when another writer still has it then,
 * ERROR_NOT_FOUND where there is no such folder, ERROR_SYSTEM where it cannot be opened. */
bool lock_take(const char *root, unsigned int wait, struct lock *lock, struct error *error);

/* Gives it back. May be called twice. */
void lock_release(struct lock *lock);

#endif
