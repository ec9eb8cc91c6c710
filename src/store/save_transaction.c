#include "store/save_transaction.h"

#include "base/memory.h"
#include "store/save_swap.h"
#include "store/save_wait.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

enum { HIDDEN_MODE = 0600, NEW_MODE = 0666, LOOK_REST = 1000000 /* nanoseconds */ };

bool transaction_step(const struct transaction *transaction, const char *step, const char *path, struct error *error)
{
    const struct save_options *options = transaction->options;
    int number = options->fault == NULL ? 0 : options->fault(options->fault_context, step);
    return number == 0 || file_error(error, path, "saved", number);
}

bool transaction_merge(const struct transaction *transaction, const char *path, struct slice before,
                       struct slice theirs, struct slice ours, struct bytes *out)
{
    const struct save_options *options = transaction->options;
    bytes_clear(out);
    save_merge_function merge = options->merge == NULL ? save_merge_append : options->merge;
    return merge(options->merge_context, path, before, theirs, ours, out) && !out->failed;
}

void transaction_tell_unmerged(struct transaction *transaction, const char *path)
{
    struct save_report *report = transaction->report;
    report->unmerged++;
    int size = snprintf(report->unmerged_path, sizeof report->unmerged_path, "%s", path);
    if (size < 0 || (size_t)size >= sizeof report->unmerged_path) {
        report->unmerged_path[0] = '\0';
    }
}

static bool can_merge(const struct transaction *transaction, const char *path, struct slice before, struct slice theirs,
                      struct slice ours)
{
    struct bytes merged;
    bytes_init(&merged);
    bool can = transaction_merge(transaction, path, before, theirs, ours, &merged);
    bytes_release(&merged);
    return can;
}

static bool conflict(struct error *error, const char *path)
{
    return error_set_at(error, ERROR_CONFLICT, path, 0,
                        "was changed by another program in the same moment; look at it and try again");
}

bool transaction_name(struct journal_entry *entry, struct error *error)
{
    memory_free(entry->beside);
    memory_free(entry->name);
    entry->beside = file_name_beside(entry->target);
    entry->name = entry->beside == NULL ? NULL : journal_copy(strrchr(entry->beside, '/') + 1);
    return entry->name != NULL || error_no_memory(error);
}

bool transaction_prepare(struct transaction *transaction, struct journal_entry *entry, bool sync, struct error *error)
{
    if ((entry->beside == NULL && !transaction_name(entry, error)) ||
        !transaction_step(transaction, "write", entry->path, error) ||
        !file_create(entry->beside, entry->existed ? HIDDEN_MODE : NEW_MODE, bytes_slice(&entry->after), false,
                     error)) {
        return false;
    }
    int number = entry->existed ? swap_copy_rights(entry->target, entry->beside) : 0;
    if (number != 0) {
        return file_error(error, entry->path, "given its rights", number);
    }
    return (!sync || file_sync(entry->beside, error)) && file_identify(entry->beside, &entry->new, error);
}

bool transaction_store(struct transaction *transaction, bool sync, struct error *error)
{
    if (!transaction_step(transaction, "journal", transaction->folder, error) ||
        !journal_store(transaction->folder, &transaction->journal, sync, error)) {
        return false;
    }
    transaction->stored = true;
    return true;
}

bool transaction_swap(struct transaction *transaction, struct journal_entry *entry, struct error *error)
{
    int number;
    if (entry->existed) {
        bool exchanged;
        number = swap_files(transaction->options->method, entry->beside, entry->target, &entry->displaced, &exchanged);
        transaction->report->no_exchange = transaction->report->no_exchange || !exchanged;
    } else {
        number = swap_in(transaction->options->method, entry->beside, entry->target);
        entry->displaced = false;
    }
    if (number == ENOENT || number == EEXIST) {
        return conflict(error, entry->path);
    }
    return number == 0 || file_error(error, entry->path, "replaced", number);
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
        conflict(error, entry->path);
    } else if (!done) {
        error_set_at(error, reason.code, reason.file, 0, "%s", reason.message);
    }
    if (done && !slice_equal(bytes_slice(&now), before) &&
        !can_merge(transaction, entry->path, before, bytes_slice(&now), bytes_slice(&entry->after))) {
        done = conflict(error, entry->path);
    }
    bytes_release(&now);
    return done;
}

bool transaction_keep(struct transaction *transaction, const struct journal_entry *entry, struct slice base,
                      struct error *error)
{
    struct journal_displaced *kept = journal_add_displaced(&transaction->journal, entry->path, entry->name, base);
    if (kept == NULL) {
        return error_no_memory(error);
    }
    kept->target = journal_copy(entry->target);
    kept->beside = journal_copy(entry->beside);
    kept->since = wait_now();
    kept->gone = kept->target == NULL || kept->beside == NULL;
    return !kept->gone || error_no_memory(error);
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
        return conflict(error, entry->path);
    }
    /* Only after a crash can the hidden file be missing; its new name must be known before it is used. */
    struct file_identity now;
    if (entry->beside == NULL || !file_identify(entry->beside, &now, NULL) ||
        !file_identity_same(&now, &entry->new)) {
        if (!make_way(transaction, entry, error) || !transaction_prepare(transaction, entry, true, error) ||
            !transaction_store(transaction, true, error)) {
            return false;
        }
    }
    if (!is_expected(transaction, entry, error) || !transaction_step(transaction, "place", entry->path, error) ||
        !transaction_swap(transaction, entry, error)) {
        return false;
    }
    entry->placed = true;
    return true;
}

/* What was displaced must be what we read, or something that can be merged. */
static bool look(struct transaction *transaction, int64_t since, struct error *error)
{
    struct journal *journal = &transaction->journal;
    unsigned int wait = transaction->options->wait == 0 ? SAVE_WAIT : transaction->options->wait;
    int64_t end = since + (int64_t)wait * 1000000;
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
            done = conflict(error, entry->path);
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
                         (transaction->stored && !journal_store(transaction->folder, journal, false, NULL));
    for (size_t i = 0; !transaction->stuck && i < journal->entry_count; i++) {
        if (!journal->entries[i].over) {
            unlink(journal->entries[i].beside);
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
    bool done = wait_read(entry->target, bytes_slice(&entry->after), WAIT_LINE, &now, error);
    bool same = done && slice_equal(bytes_slice(&now), bytes_slice(&entry->after));
    bytes_release(&now);
    if (!done || !same) {
        transaction_tell_unmerged(transaction, entry->target);
        return true;
    }
    if (!entry->existed) {
        return unlink(entry->target) == 0 || file_error(error, entry->path, "removed again", errno);
    }
    struct bytes after = entry->after;
    entry->after = entry->before;
    entry->before = after;
    if (!transaction_name(entry, error) || !transaction_prepare(transaction, entry, true, error) ||
        !transaction_swap(transaction, entry, error)) {
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

static bool log_change(struct transaction *transaction, struct error *error)
{
    const struct journal *journal = &transaction->journal;
    return journal->record.size == 0 ||
           (transaction_step(transaction, "log", transaction->folder, error) &&
            log_append_line(transaction->options->folder, bytes_slice(&journal->record), journal->record_id, error));
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

bool transaction_complete(struct transaction *transaction, struct error *error)
{
    struct journal *journal = &transaction->journal;
    struct error reason;
    error_clear(&reason);
    bool placed = place_all(transaction, &reason) && look(transaction, wait_now(), &reason);
    size_t known = journal->displaced_count;
    if (placed && keep_displaced(transaction, &reason) &&
        transaction_step(transaction, "commit", transaction->folder, &reason) && log_change(transaction, &reason)) {
        transaction->report->written += journal->entry_count;
        journal_clear_entries(journal);
        bytes_clear(&journal->record);
        drain_all(transaction);
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
