#include "store/save_transaction.h"

#include "base/memory.h"
#include "store/save_wait.h"

#include <errno.h>
#include <unistd.h>

enum { HIDDEN_MODE = 0600, LOOK_REST = 1000000 /* nanoseconds */ };

static bool can_merge(const struct transaction *transaction, const char *path, struct slice before, struct slice theirs,
                      struct slice ours)
{
    struct bytes merged;
    bytes_init(&merged);
    bool can = transaction_merge(transaction, path, before, theirs, ours, &merged);
    bytes_release(&merged);
    return can;
}

/* The last look before the exchange; most of what happened since the first one is found here. */
static bool is_expected(struct transaction *transaction, const struct journal_entry *entry, struct error *error)
{
    if (!entry->existed) {
        return true;
    }
    struct bytes now;
    bytes_init(&now);
    struct error reason;
    error_clear(&reason);
    struct slice before = bytes_slice(&entry->before);
    bool done = wait_read(entry->target, before, WAIT_LINE, &now, &reason);
    if (!done && reason.code == ERROR_NOT_FOUND) {
        transaction_conflict(error, entry->path);
    } else if (!done) {
        error_set_at(error, reason.code, reason.file, 0, "%s", reason.message);
    }
    if (done && !slice_equal(bytes_slice(&now), before) &&
        !can_merge(transaction, entry->path, before, bytes_slice(&now), bytes_slice(&entry->after))) {
        done = transaction_conflict(error, entry->path);
    }
    bytes_release(&now);
    return done;
}

enum hidden { HIDDEN_KNOWN, HIDDEN_GAINED, HIDDEN_UNREADABLE };

/* Whether a hidden file that is not placed holds what we know. Anything else is somebody's work, done while it was
 * placed, or to what it displaced. `base` becomes what they began with. */
static enum hidden look_at_hidden(const struct journal_entry *entry, struct slice *base)
{
    struct bytes now;
    bytes_init(&now);
    struct file_identity identity;
    struct error reason;
    error_clear(&reason);
    enum hidden hidden = HIDDEN_KNOWN;
    if (file_read(entry->beside, SAVE_FILE_LIMIT, &now, &identity, &reason)) {
        bool known = slice_equal(bytes_slice(&now), bytes_slice(&entry->after)) ||
                     slice_equal(bytes_slice(&now), bytes_slice(&entry->before));
        hidden = known ? HIDDEN_KNOWN : HIDDEN_GAINED;
        *base = bytes_slice(file_identity_same(&identity, &entry->new) ? &entry->after : &entry->before);
    } else if (reason.code != ERROR_NOT_FOUND) {
        hidden = HIDDEN_UNREADABLE;
    }
    bytes_release(&now);
    return hidden;
}

/* Makes way for a hidden file that has to be made anew. */
static bool make_way(struct transaction *transaction, struct journal_entry *entry, struct error *error)
{
    struct slice base;
    if (entry->beside == NULL) {
        return true;
    }
    switch (look_at_hidden(entry, &base)) {
    case HIDDEN_KNOWN:
        unlink(entry->beside);
        return true;
    case HIDDEN_GAINED:
        return transaction_keep(transaction, entry, base, error) && transaction_name(entry, error);
    default:
        return file_error(error, entry->beside, "read", EACCES);
    }
}

static bool place(struct transaction *transaction, struct journal_entry *entry, struct error *error)
{
    if (entry->target == NULL) {
        return transaction_conflict(error, entry->path);
    }
    /* Only after a crash can the hidden file be missing; its new name must be known before it is used. */
    struct file_identity now;
    if (entry->beside == NULL || !file_identify(entry->beside, &now, NULL) ||
        !file_identity_same(&now, &entry->new)) {
        if (!make_way(transaction, entry, error) || !transaction_prepare(transaction, entry, true, error) ||
            !transaction_store(transaction, FILE_SAFE, error)) {
            return false;
        }
    }
    if (!is_expected(transaction, entry, error) || !transaction_step(transaction, "place", entry->path, error)) {
        return false;
    }
    if (!transaction_swap(transaction, entry, error)) {
        /* A new file can have got its name before the hidden one could be taken away. */
        entry->placed = !entry->existed && file_identify(entry->target, &now, NULL) && file_identity_same(&now, &entry->new);
        return false;
    }
    entry->placed = true;
    return true;
}

/* What was displaced must be what we read, or something that can be merged. */
static bool look(struct transaction *transaction, int64_t since, struct error *error)
{
    struct journal *journal = &transaction->journal;
    int64_t end = transaction_wait_end(transaction, since);
    struct bytes now;
    bytes_init(&now);
    bool done = true;
    for (size_t i = 0; done && i < journal->entry_count; i++) {
        struct journal_entry *entry = &journal->entries[i];
        if (!entry->displaced) {
            continue;
        }
        while (!drain_is_free(transaction, entry->beside, since) && wait_now() < end) {
            wait_rest(LOOK_REST, end);
        }
        struct slice before = bytes_slice(&entry->before);
        done = transaction_step(transaction, "look", entry->path, error);
        if (!done) {
            break;
        }
        struct error reason;
        error_clear(&reason);
        if (!wait_read(entry->beside, before, WAIT_STILL, &now, &reason)) {
            if (reason.code == ERROR_NOT_FOUND) {
                entry->displaced = false; /* after a crash it may be gone already */
            } else {
                done = error_set_at(error, reason.code, reason.file, 0, "%s", reason.message);
            }
        } else if (!slice_equal(bytes_slice(&now), before) &&
                   !can_merge(transaction, entry->path, before, bytes_slice(&now), bytes_slice(&entry->after))) {
            done = transaction_conflict(error, entry->path);
        }
    }
    bytes_release(&now);
    return done;
}

void transaction_discard(struct transaction *transaction)
{
    struct journal *journal = &transaction->journal;
    for (size_t i = 0; i < journal->entry_count; i++) {
        struct journal_entry *entry = &journal->entries[i];
        struct slice base;
        entry->over = entry->placed || entry->beside == NULL;
        enum hidden hidden = entry->over || !journal->prepared ? HIDDEN_KNOWN : look_at_hidden(entry, &base);
        if (hidden == HIDDEN_GAINED && transaction_keep(transaction, entry, base, NULL)) {
            entry->over = true;
        } else if (hidden != HIDDEN_KNOWN) {
            transaction->stuck = true;
        }
    }
    /* First the journal says that nothing is to be done with the hidden files but to remove them: without them, it
     * would look as if a document that somebody edited had been exchanged. */
    journal->prepared = false;
    bytes_clear(&journal->record);
    transaction->stuck = transaction->stuck ||
                         (transaction->stored && !journal_store(transaction->folder, journal, FILE_CONTENT, NULL));
    bool stored = !transaction->stuck;
    for (size_t i = 0; stored && i < journal->entry_count; i++) {
        /* What cannot be removed now, the next writer finds in the journal. */
        if (!journal->entries[i].over && unlink(journal->entries[i].beside) != 0 && errno != ENOENT) {
            transaction->stuck = true;
        }
    }
    journal_clear_entries(journal);
}

/* Without a displaced file the old content is written anew. A file that somebody edited since stays as it is: better
 * half of our change than none of theirs. */
static bool put_back_copy(struct transaction *transaction, struct journal_entry *entry, struct error *error)
{
    struct bytes now;
    bytes_init(&now);
    struct error reason;
    error_clear(&reason);
    bool there = wait_read(entry->target, bytes_slice(&entry->after), WAIT_LINE, &now, &reason);
    bool same = there && slice_equal(bytes_slice(&now), bytes_slice(&entry->after));
    bytes_release(&now);
    if (!there && reason.code != ERROR_NOT_FOUND) {
        return error_set_at(error, reason.code, reason.file, 0, "%s", reason.message);
    }
    if (!same) {
        transaction_tell_unmerged(transaction, entry->target);
        return true;
    }
    if (!entry->existed) {
        if (unlink(entry->target) != 0) {
            return file_error(error, entry->path, "removed again", errno);
        }
        if (entry->beside != NULL) {
            unlink(entry->beside);
        }
        return true;
    }
    struct bytes after = entry->after;
    entry->after = entry->before;
    entry->before = after;
    if (!transaction_name(entry, error) || !transaction_prepare(transaction, entry, true, error) ||
        !transaction_swap(transaction, entry, error)) {
        /* No journal knows this one. */
        if (entry->beside != NULL) {
            unlink(entry->beside);
        }
        return false;
    }
    if (entry->displaced) {
        unlink(entry->beside);
    }
    return true;
}

/* Gives one file back what was displaced. */
static bool put_back(struct transaction *transaction, struct journal_entry *entry, struct error *error)
{
    if (!entry->displaced) {
        return put_back_copy(transaction, entry, error);
    }
    if (!transaction_swap(transaction, entry, error)) {
        return false;
    }
    /* What lies beside now is our version; somebody may have found and changed it in between. */
    return !entry->displaced || transaction_keep(transaction, entry, bytes_slice(&entry->after), error);
}

static bool take_back(struct transaction *transaction, struct error *error)
{
    struct journal *journal = &transaction->journal;
    for (size_t i = journal->entry_count; i > 0; i--) {
        struct journal_entry *entry = &journal->entries[i - 1];
        if (entry->placed && (!transaction_step(transaction, "back", entry->path, error) ||
                              !put_back(transaction, entry, error))) {
            return false;
        }
    }
    transaction_discard(transaction);
    return true;
}

static bool sync_folders(struct transaction *transaction, struct error *error)
{
    struct journal *journal = &transaction->journal;
    for (size_t i = 0; i < journal->entry_count; i++) {
        const char *target = journal->entries[i].target;
        if (target != NULL && !file_sync_folder(target, error)) {
            return false;
        }
    }
    return true;
}

/* The change log that lies beside the journal. */
static struct folder log_folder(const struct transaction *transaction)
{
    return (struct folder){.root = transaction->options->folder->root, .path = (char *)transaction->folder};
}

bool transaction_is_committed(const struct transaction *transaction, bool *is, struct error *error)
{
    const struct folder folder = log_folder(transaction);
    *is = false;
    return transaction->journal.record.size == 0 || log_holds(&folder, transaction->journal.record_id, is, error);
}

/* Where something failed when the line was there already, it counts. */
static bool log_change(struct transaction *transaction, struct error *error)
{
    const struct journal *journal = &transaction->journal;
    const struct folder folder = log_folder(transaction);
    if (journal->record.size == 0) {
        return true;
    }
    if (!transaction_step(transaction, "log", transaction->folder, error)) {
        return false;
    }
    transaction->committed =
        log_append_line(&folder, bytes_slice(&journal->record), journal->record_id, error) ||
        (transaction_is_committed(transaction, &transaction->committed, NULL) && transaction->committed);
    return transaction->committed;
}

/* Notes what was displaced, while everything can still be taken back. */
static bool keep_displaced(struct transaction *transaction, struct error *error)
{
    struct journal *journal = &transaction->journal;
    for (size_t i = 0; i < journal->entry_count; i++) {
        struct journal_entry *entry = &journal->entries[i];
        if (entry->displaced && !transaction_keep(transaction, entry, bytes_slice(&entry->before), error)) {
            return false;
        }
    }
    return true;
}

/* Whether an editor has renamed a version over ours that lacks our change, and can take it. Where both changed the same,
 * the editor's stays: it may have known ours. */
static bool is_replaced(struct transaction *transaction, const struct journal_entry *entry)
{
    struct file_identity identity;
    struct bytes now;
    struct bytes merged;
    if (!entry->existed || !file_identify(entry->target, &identity, NULL) ||
        file_identity_same(&identity, &entry->new)) {
        return false;
    }
    bytes_init(&now);
    bytes_init(&merged);
    bool lacks = wait_read(entry->target, bytes_slice(&entry->after), WAIT_LINE, &now, NULL) &&
                 transaction_merge(transaction, entry->path, bytes_slice(&entry->before), bytes_slice(&now),
                                   bytes_slice(&entry->after), &merged) &&
                 !slice_equal(bytes_slice(&now), bytes_slice(&merged));
    bytes_release(&now);
    bytes_release(&merged);
    return lacks;
}

/* An editor that had read the document before us may rename its version over ours in the moment behind the exchange: then
 * ours is gone from the disk. It is written beside the target like something that was displaced and gained our change,
 * and drain_all merges it into what the editor saved. */
static void keep_replaced(struct transaction *transaction, const struct journal_entry *entry)
{
    if (!is_replaced(transaction, entry)) {
        return;
    }
    transaction->lists = true;
    struct journal_entry ours = {.path = entry->path, .target = entry->target};
    if (transaction_name(&ours, NULL) && file_create(ours.beside, HIDDEN_MODE, bytes_slice(&entry->after), false, NULL) &&
        !transaction_keep(transaction, &ours, bytes_slice(&entry->before), NULL)) {
        unlink(ours.beside);
    }
    memory_free(ours.beside);
    memory_free(ours.name);
}

static void keep_all_replaced(struct transaction *transaction)
{
    const struct journal *journal = &transaction->journal;
    for (size_t i = 0; i < journal->entry_count; i++) {
        keep_replaced(transaction, &journal->entries[i]);
    }
}

static bool place_all(struct transaction *transaction, struct error *error)
{
    struct journal *journal = &transaction->journal;
    for (size_t i = 0; i < journal->entry_count; i++) {
        if (!journal->entries[i].placed && !place(transaction, &journal->entries[i], error)) {
            return false;
        }
    }
    return sync_folders(transaction, error);
}

static void finish(struct transaction *transaction)
{
    struct journal *journal = &transaction->journal;
    transaction->report->written += journal->entry_count;
    journal_clear_entries(journal);
    bytes_clear(&journal->record);
    drain_all(transaction);
}

bool transaction_finish(struct transaction *transaction, struct error *error)
{
    transaction->committed = true;
    if (!sync_folders(transaction, error) || !keep_displaced(transaction, error)) {
        return false;
    }
    finish(transaction);
    return true;
}

bool transaction_complete(struct transaction *transaction, struct error *error)
{
    struct journal *journal = &transaction->journal;
    struct error reason;
    error_clear(&reason);
    bool placed = place_all(transaction, &reason) && look(transaction, wait_now(), &reason);
    size_t known = journal->displaced_count;
    if (placed && keep_displaced(transaction, &reason) &&
        transaction_step(transaction, "commit", transaction->folder, &reason) && log_change(transaction, &reason)) {
        keep_all_replaced(transaction);
        finish(transaction);
        return true;
    }
    for (size_t i = known; i < journal->displaced_count; i++) {
        journal->displaced[i].gone = true;
    }
    struct error second;
    error_clear(&second);
    if (!take_back(transaction, &second)) {
        return error_set_at(error, ERROR_SYSTEM, second.file, 0,
                            "%s (and when it was taken back: %s); the next write sees to the rest", reason.message,
                            second.message);
    }
    drain_all(transaction);
    if (error != NULL) {
        *error = reason;
    }
    return false;
}
