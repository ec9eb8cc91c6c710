/* save_transaction.h: the steps of a save, shared by save.c (begins one) and journal.c (finds one that was
 * interrupted).
 *
 * Order: transaction_prepare for each entry, transaction_store, transaction_complete. Recovery enters at
 * transaction_complete, with some of the entries placed.
 */
#ifndef WORKBOARD_STORE_SAVE_TRANSACTION_H
#define WORKBOARD_STORE_SAVE_TRANSACTION_H

#include "store/journal_content.h"

struct transaction {
    const struct save_options *options;
    const char *folder; /* of the journal; not always that of the options */
    struct journal journal;
    struct save_report *report;
    bool stored; /* a journal lies on the disk */
    bool committed; /* the log holds the record: from there on everything goes forward */
    bool lists;  /* something lies beside a document that no entry names: the journal has to */
    bool stuck;  /* it could not be replaced: it stays as it is for the next writer, with the files that it names */
};

/* The fault of the tests; true where the step may happen. */
bool transaction_step(const struct transaction *transaction, const char *step, const char *path, struct error *error);

/* Whether theirs and ours, both made out of before, can be merged; into the emptied `out`. */
bool transaction_merge(const struct transaction *transaction, const char *path, struct slice before,
                       struct slice theirs, struct slice ours, struct bytes *out);

/* Gives the hidden file of an entry a name. Stored before the file is made, it lets the next writer remove it after a
 * crash. */
bool transaction_name(struct journal_entry *entry, struct error *error);

/* Makes the hidden file of an entry with its new content, under the name that it has, or else a new one. */
bool transaction_prepare(struct transaction *transaction, struct journal_entry *entry, bool sync, struct error *error);

bool transaction_store(struct transaction *transaction, enum file_sync sync, struct error *error);

/* When waiting that began at `since` is over. */
int64_t transaction_wait_end(const struct transaction *transaction, int64_t since);

/* Whether `content`, just read from `path`, may end in half of a line that another program is writing: there is no
 * newline at its end, and somebody has the file open for writing, or it holds something else by now. New content made
 * out of it would keep the half, and what that program appends next would stand behind it. False where the system
 * cannot tell who has a file open. */
bool transaction_is_torn(const struct transaction *transaction, const char *path, struct slice content);

/* That another program changed the file; returns false. */
bool transaction_conflict(struct error *error, const char *path);

/* Exchanges the entry's two files. */
bool transaction_swap(struct transaction *transaction, struct journal_entry *entry, struct error *error);

/* Keeps the name under which something lies beside the target for drain_all. */
bool transaction_keep(struct transaction *transaction, const struct journal_entry *entry, struct slice base,
                      struct error *error);

/* Reports a file that holds an edit of somebody else which could not be brought together with ours. */
void transaction_tell_unmerged(struct transaction *transaction, const char *path);

/* ---- save_drain.c ---- */

/* Looks at the displaced files until all are let go or the wait is over: merges what they gained, removes them. Then
 * the journal goes away, or holds the ones that stay. There is no failure: what cannot be done now is left to the next
 * writer. */
void drain_all(struct transaction *transaction);

/* What was displaced can be read now: nobody has it open any more, or it cannot be known and some time went by. */
bool drain_is_free(struct transaction *transaction, const char *beside, int64_t since);

/* An entry that brings what a displaced file gained was placed: takes note of it. */
bool drain_note(struct transaction *transaction, struct journal_entry *entry, struct error *error);

/* ---- save_complete.c: above those two ---- */

/* Places what is not placed, looks at what was displaced, logs, commits, and lets go what can be let go. On failure
 * everything is taken back first; where even that fails the journal stays for the next writer, and the error says so.
 */
bool transaction_complete(struct transaction *transaction, struct error *error);

/* Whether the log that belongs to the journal holds its record. */
bool transaction_is_committed(const struct transaction *transaction, bool *is, struct error *error);

/* What is left to do once it is committed; all entries are placed. */
bool transaction_finish(struct transaction *transaction, struct error *error);

/* Removes the hidden files of entries that were never placed, and forgets the entries. */
void transaction_discard(struct transaction *transaction);

#endif
