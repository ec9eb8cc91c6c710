/* save.h: several documents change together or not at all, and what another program writes meanwhile survives.
 *
 * How it goes, under the caller's lock (lock.h):
 *   1. every file must hold what the caller read ("before"), else ERROR_CONFLICT and nothing is written (but see
 *      merge_changed); half of a line at its end, with the file open elsewhere for writing, is waited for, and is
 *      ERROR_CONFLICT when the wait is over;
 *   2. the new content goes to a hidden file beside each target, with its mode and, as far as allowed, owner and
 *      attributes; then a journal that can finish or take back everything goes to the disk;
 *   3. each hidden file changes places with its target (a symbolic link stays: what it leads to is replaced);
 *   4. what was displaced is looked at once nobody has it open for writing any more. What another program wrote to it
 *      between 1 and 3 is merged into the target; where that cannot be done all files get back what was displaced;
 *   5. the record goes to the change log; where an editor has renamed a version that does not know ours over it since 3,
 *      ours is merged into that; the displaced files and the journal go away.
 * After a crash the next writer finishes or takes back (journal.h). Where a program keeps a displaced file open, it
 * stays beside the target and is looked at again by the next writer. Half of a line in it is merged only once the file
 * is closed, and nothing is merged into a target in which somebody is in the middle of a line. Other names (hard links)
 * of a document keep the old content.
 *
 * Where the system cannot exchange two names, the old file gets a second name before it is replaced: what an editor
 * puts there by a rename in the moment between the two is lost. Where it cannot tell who has a file open (no leases),
 * the displaced file is looked at once more after a short while, and what is written to it later is lost; nor
 * can half of a line that another program is writing be told from a last line without a newline there, and it may be
 * torn. Both are told in the report.
 */
#ifndef WORKBOARD_STORE_SAVE_H
#define WORKBOARD_STORE_SAVE_H

#include "base/bytes.h"
#include "base/error.h"
#include "store/folder.h"
#include "store/log.h"

/* Documents larger than this are neither read nor written. */
#define SAVE_FILE_LIMIT ((size_t)1 << 30)

/* Another program made `theirs` out of `before` while we made `ours`. Appends to `out` what holds both changes, or
 * returns false: then there is none. `path` is relative to the root. */
typedef bool (*save_merge_function)(void *context, const char *path, struct slice before, struct slice theirs,
                                    struct slice ours, struct bytes *out);

/* For tests: called before each step with its name; an errno makes the step fail with it, 0 lets it happen. Names:
 * "check", "wait" (before each wait for the rest of a line), "write", "journal", "place", "look", "back", "commit",
 * "log", "settle", "absorb", "release", "clear". */
typedef int (*save_fault_function)(void *context, const char *step);

enum save_method {
    SAVE_BEST,  /* exchange where the system can, else rename */
    SAVE_RENAME /* as on a system that can neither exchange names nor tell who has a file open; for tests */
};

struct save_options {
    const struct folder *folder; /* root, and where journal and log lie */
    enum save_method method;
    unsigned int wait; /* milliseconds to wait for another program that has a file open, 0: SAVE_WAIT */
    save_merge_function merge; /* NULL: save_merge_documents (save_merge.h) */
    void *merge_context;
    /* A file that does not hold "before" any more is merged like one that changes later, not refused at once: for the
     * last try against a program that writes faster than one can read. */
    bool merge_changed;
    save_fault_function fault; /* NULL: none */
    void *fault_context;
};

enum { SAVE_WAIT = 500 };

struct save_file {
    const char *path;    /* relative to the root, below it: no "..", not absolute */
    bool existed;        /* false: must not exist yet; its folder must */
    struct slice before; /* what the caller read; empty where it did not exist */
    struct slice after;  /* equal to before: the file is only checked, at the beginning */
};

enum { SAVE_PATH_SIZE = 512 };

/* What else there is to know and, where it says so, to tell the person. */
struct save_report {
    size_t written;  /* files replaced */
    size_t merged;   /* edits of other programs merged in: what was saved is not all that is there now */
    size_t kept;     /* displaced files that stay beside their targets until the next write: a program has them open */
    size_t unmerged; /* those of them that hold an edit which could not be merged: to be looked at by the person */
    char unmerged_path[SAVE_PATH_SIZE]; /* one of these, absolute */
    bool finished;   /* a save that was interrupted earlier was finished */
    bool taken_back; /* or taken back */
    bool damaged;    /* a journal that could not be read was moved aside to journal.damaged */
    bool unfinished; /* refused because a program that has the file open did not finish its line in time: it was waited
                      * for already */
    bool no_exchange; /* the file system cannot exchange names: see above */
    bool no_leases;   /* nor tell who has a file open */
};

/* Saves all files, or none. `record` (may be NULL) goes to the change log in the same transaction; its id is given
 * then. Calls journal_recover first. `report` (may be NULL) is filled in on failure too. ERROR_CONFLICT: a file does
 * not hold `before`, or somebody edited it meanwhile and the merge refused; `error->file` names it. ERROR_SYSTEM:
 * read-only (for the super-user too, where no one has the right to write), no room...; nothing is half-written. */
bool save_files(const struct save_options *options, const struct save_file *files, size_t count,
                struct log_record *record, struct save_report *report, struct error *error);

#endif
