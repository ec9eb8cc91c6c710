/* journal_content.h: what the journal holds, in memory and as JSON.
 */
#ifndef WORKBOARD_STORE_JOURNAL_CONTENT_H
#define WORKBOARD_STORE_JOURNAL_CONTENT_H

#include "store/file.h"
#include "store/save.h"

/* One file that is to be exchanged. All texts are owned. */
struct journal_entry {
    char *path;  /* relative to the root */
    bool existed;
    struct bytes before;
    struct bytes after;
    char *name;               /* of the hidden file beside the target; NULL: not made yet */
    struct file_identity old; /* device and inode of what stood there, and of the hidden file */
    struct file_identity new;
    /* Where the new content brings what a displaced file gained: the name of that file, and what it held then. */
    char *absorbs;
    struct bytes absorbed;
    /* Not stored. */
    char *target; /* absolute, links resolved; NULL: its folder is gone */
    char *beside; /* the hidden file, absolute */
    bool placed;
    bool displaced; /* the hidden file is now what stood there */
    bool over;      /* not to be stored any more */
};

/* A file that was displaced and could not be let go yet. */
struct journal_displaced {
    char *path;        /* of the document, relative to the root */
    char *name;        /* of the file beside it */
    struct bytes base; /* what it held when it was looked at last */
    /* Not stored. */
    char *target;
    char *beside;
    int64_t since; /* when it was displaced, monotonic nanoseconds; 0: long ago */
    bool older;    /* kept by an earlier save: nobody waits for it */
    bool gone;
    bool unmerged;
};

struct journal {
    struct journal_entry *entries;
    size_t entry_count;
    size_t entry_capacity;
    struct journal_displaced *displaced;
    size_t displaced_count;
    size_t displaced_capacity;
    bool prepared;       /* the hidden files are whole; before that no entry was placed */
    struct bytes record; /* the line for the change log; empty: none */
    size_t record_id;
};

void journal_init(struct journal *journal);
void journal_release(struct journal *journal);
void journal_clear_entries(struct journal *journal);

/* A new entry at the end, empty but for the path; NULL when memory ran out. Valid until the next one is added. */
struct journal_entry *journal_add_entry(struct journal *journal, const char *path);

/* The same for a displaced file, with a copy of `base`. */
struct journal_displaced *journal_add_displaced(struct journal *journal, const char *path, const char *name,
                                                struct slice base);

enum journal_state { JOURNAL_NONE, JOURNAL_PENDING, JOURNAL_DAMAGED };

/* Reads the journal of `folder` into an empty `journal`. A newer version is ERROR_SYSTEM. */
bool journal_load(const char *folder, struct journal *journal, enum journal_state *state, struct error *error);

/* The file's name in the plan's folder. */
extern const char journal_name[];

/* Replaces it. */
bool journal_store(const char *folder, const struct journal *journal, enum file_sync sync, struct error *error);

/* Removes it, or moves it aside to journal.damaged. */
bool journal_remove(const char *folder, struct error *error);
bool journal_move_aside(const char *folder, struct error *error);

/* Whether `path` is one that may stand in a journal: relative, without ".." and empty parts. */
bool journal_path_is_safe(const char *path);

/* Resolves `path` below `root` through symbolic links; a missing file through its folder. NULL where the folder is
 * missing too, or when memory ran out: errno says which. To be freed by memory_free. */
char *journal_resolve(const char *root, const char *path);

/* Fills in target and beside of entry and displaced. False when memory ran out; a missing folder leaves NULL. */
bool journal_resolve_entry(const char *root, struct journal_entry *entry);
bool journal_resolve_displaced(const char *root, struct journal_displaced *displaced);

#endif
