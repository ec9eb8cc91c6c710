#include "store/journal.h"

#include "base/memory.h"
#include "store/save_merge.h"
#include "store/save_swap.h"
#include "store/save_transaction.h"

#include <errno.h>
#include <unistd.h>

/* A journal can come with an archive that somebody else packed. It may only speak of files below the root, or of
 * exactly those whose device and inode it knows. */
static bool is_trusted(const char *root, const struct journal_entry *entry, const struct file_identity *now)
{
    size_t size = strlen(root);
    bool below = strncmp(entry->target, root, size) == 0 &&
                 (entry->target[size] == '/' || (size > 0 && root[size - 1] == '/'));
    return below || (now != NULL && (file_identity_same(now, &entry->old) || file_identity_same(now, &entry->new)));
}

/* Who stands at `path` (NULL: nobody). What cannot be looked at is not missing: only whoever can look may decide. */
static bool look_at(const char *path, bool *there, struct file_identity *identity, struct error *error)
{
    struct error reason;
    error_clear(&reason);
    *there = path != NULL && file_identify(path, identity, &reason);
    if (*there || path == NULL || reason.code == ERROR_NOT_FOUND) {
        return true;
    }
    return error_set_at(error, reason.code, reason.file, 0, "%s", reason.message);
}

/* What stands at `path`, where it is still there. */
static bool read_there(const char *path, bool *there, struct bytes *content, struct error *error)
{
    struct error reason;
    error_clear(&reason);
    *there = *there && file_read(path, SAVE_FILE_LIMIT, content, NULL, &reason);
    return *there || reason.code == ERROR_NONE || reason.code == ERROR_NOT_FOUND ||
           error_set_at(error, reason.code, reason.file, 0, "%s", reason.message);
}

/* Finds out whether the entry was placed before the crash, and writes nothing. `*known` false: it is nothing to us any
 * more. False where that cannot be found out now. */
static bool find_state(const char *root, struct journal_entry *entry, bool *known, struct error *error)
{
    struct file_identity now;
    struct file_identity hidden;
    bool there = false;
    bool has_hidden = false;
    *known = false;
    if (entry->target == NULL) {
        return true;
    }
    if (!look_at(entry->target, &there, &now, error)) {
        return false;
    }
    if (!is_trusted(root, entry, there ? &now : NULL)) {
        memory_free(entry->beside);
        entry->beside = NULL; /* nothing is removed there either */
        return true;
    }
    struct bytes content;
    bytes_init(&content);
    bool read = there;
    if (!look_at(entry->beside, &has_hidden, &hidden, error) || !read_there(entry->target, &read, &content, error)) {
        bytes_release(&content);
        return false;
    }
    bool is_ours = has_hidden && file_identity_same(&hidden, &entry->new);
    bool is_before = entry->existed ? read && slice_equal(bytes_slice(&content), bytes_slice(&entry->before)) : !there;
    bool is_after = read && slice_equal(bytes_slice(&content), bytes_slice(&entry->after));
    bytes_release(&content);
    if ((there && file_identity_same(&now, &entry->new)) || is_after) {
        entry->placed = true;
    } else {
        /* Without our hidden file it was placed at one time, and edited since. */
        entry->placed = !is_ours && !is_before;
    }
    entry->displaced = entry->placed && has_hidden && !is_ours;
    *known = true;
    return true;
}

/* Only a folder that is gone is no error: errno is what journal_resolve left. */
static bool is_gone(void)
{
    return errno == ENOENT || errno == ENOTDIR;
}

static bool resolve_entry(const char *root, struct journal_entry *entry, struct error *error)
{
    if (!journal_resolve_entry(root, entry)) {
        return error_no_memory(error);
    }
    return entry->target != NULL || is_gone() || file_error(error, entry->path, "found", errno);
}

static bool resolve(struct transaction *transaction, struct error *error)
{
    struct journal *journal = &transaction->journal;
    const char *root = transaction->options->folder->root;
    for (size_t i = 0; i < journal->displaced_count; i++) {
        if (!journal_resolve_displaced(root, &journal->displaced[i])) {
            return error_no_memory(error);
        }
    }
    for (size_t i = 0; i < journal->entry_count; i++) {
        if (!resolve_entry(root, &journal->entries[i], error)) {
            return false;
        }
    }
    return true;
}

static bool remove_hidden(const char *path, struct error *error)
{
    return unlink(path) == 0 || errno == ENOENT || file_error(error, path, "removed", errno);
}

/* The hidden file was being made: whatever it holds is ours, and nothing was exchanged. */
static bool forget_half(struct journal_entry *entry, struct error *error)
{
    entry->placed = false;
    entry->displaced = false;
    return entry->beside == NULL || remove_hidden(entry->beside, error);
}

/* Where a new file was placed by a second name, the first one may still be there. */
static bool forget_first_name(const struct journal_entry *entry, struct error *error)
{
    struct file_identity hidden;
    struct file_identity now;
    bool there[2] = {false, false};
    if (!entry->placed || entry->displaced || entry->beside == NULL) {
        return true;
    }
    return look_at(entry->beside, &there[0], &hidden, error) && look_at(entry->target, &there[1], &now, error) &&
           (!there[0] || !there[1] || !file_identity_same(&hidden, &now) || remove_hidden(entry->beside, error));
}

/* The log says that the change was made: whatever the files hold now was written since. */
static bool settle_committed(struct transaction *transaction, struct error *error)
{
    struct journal *journal = &transaction->journal;
    for (size_t i = 0; i < journal->entry_count; i++) {
        struct journal_entry *entry = &journal->entries[i];
        struct file_identity hidden;
        entry->placed = true;
        /* What cannot be looked at now is looked at by the next writer. */
        struct error reason;
        error_clear(&reason);
        entry->displaced = entry->beside != NULL && (file_identify(entry->beside, &hidden, &reason) ||
                                                     reason.code != ERROR_NOT_FOUND);
    }
    if (!transaction_finish(transaction, error)) {
        return false;
    }
    transaction->report->written = 0;
    transaction->report->finished = true;
    return true;
}

/* Takes away what was not placed; the journal stays where that cannot be done now. */
static bool discard(struct transaction *transaction, struct error *error)
{
    transaction_discard(transaction);
    drain_all(transaction);
    return !transaction->stuck ||
           error_set_at(error, ERROR_SYSTEM, transaction->folder, 0,
                        "holds the journal of a save that cannot be cleared away; check the rights of its files");
}

/* Finishes or takes back the entries. */
static bool settle(struct transaction *transaction, struct error *error)
{
    struct journal *journal = &transaction->journal;
    const char *root = transaction->options->folder->root;
    size_t placed = 0;
    bool known = true;
    bool committed = false;
    if (!transaction_is_committed(transaction, &committed, error)) {
        return false;
    }
    for (size_t i = 0; i < journal->entry_count; i++) {
        const char *beside = journal->entries[i].beside;
        int number = beside == NULL ? 0 : swap_mend(beside);
        if (number != 0) {
            return file_error(error, beside, "put right", number);
        }
    }
    if (committed) {
        return settle_committed(transaction, error);
    }
    for (size_t i = 0; i < journal->entry_count; i++) {
        bool is_known = false;
        if (!find_state(root, &journal->entries[i], &is_known, error)) {
            return false;
        }
        known = known && is_known;
    }
    for (size_t i = 0; i < journal->entry_count; i++) {
        struct journal_entry *entry = &journal->entries[i];
        if ((!journal->prepared && !forget_half(entry, error)) || !forget_first_name(entry, error)) {
            return false;
        }
        placed += entry->placed ? 1 : 0;
    }
    if (journal->entry_count == 1 && journal->entries[0].absorbs != NULL) {
        bool done = placed == 0 || drain_note(transaction, &journal->entries[0], error);
        return discard(transaction, error) && done;
    }
    if (journal->entry_count > 0 && placed > 0 && known) {
        struct error reason;
        error_clear(&reason);
        if (transaction_complete(transaction, &reason)) {
            transaction->report->written = 0;
            transaction->report->finished = true;
            return true;
        }
        transaction->report->taken_back = reason.code == ERROR_CONFLICT;
        if (reason.code != ERROR_CONFLICT && error != NULL) {
            *error = reason;
        }
        return reason.code == ERROR_CONFLICT;
    }
    transaction->report->taken_back = transaction->report->taken_back || journal->entry_count > 0;
    return discard(transaction, error);
}

static bool recover_in(const struct save_options *options, const char *folder, struct save_report *report,
                       struct error *error)
{
    struct transaction transaction = {.options = options, .folder = folder, .report = report};
    journal_init(&transaction.journal);
    enum journal_state state;
    bool done = journal_load(folder, &transaction.journal, &state, error);
    if (done && state == JOURNAL_DAMAGED) {
        report->damaged = true;
        done = journal_move_aside(folder, error);
    } else if (done && state == JOURNAL_PENDING) {
        transaction.stored = true;
        done = resolve(&transaction, error) && settle(&transaction, error);
    }
    journal_release(&transaction.journal);
    return done;
}

bool journal_recover(const struct save_options *options, struct save_report *report, struct error *error)
{
    struct save_report unread;
    report = report == NULL ? &unread : report;
    *report = (struct save_report){0};
    const struct folder *folder = options->folder;
    if (folder->path != NULL && !recover_in(options, folder->path, report, error)) {
        return false;
    }
    /* Somebody with other rights may have begun it elsewhere. */
    return folder->other == NULL || access(folder->other, W_OK | X_OK) != 0 ||
           recover_in(options, folder->other, report, error);
}

void journal_free(struct journal *journal)
{
    if (journal != NULL) {
        journal_release(journal);
        memory_free(journal);
    }
}

/* Reads the journal of one folder; `*found` becomes NULL where it changes nothing. */
static bool read_in(const struct folder *folder, const char *path, struct journal **found, struct error *error)
{
    struct journal *journal = memory_new(1, sizeof *journal);
    if (journal == NULL) {
        return error_no_memory(error);
    }
    enum journal_state state;
    size_t placed = 0;
    bool known = true;
    bool done = true;
    bool committed = false;
    const struct folder at = {.root = folder->root, .path = (char *)path};
    struct error reason;
    error_clear(&reason);
    if (!journal_load(path, journal, &state, &reason)) {
        /* One that is of a newer program was read: the next writer says what is wrong with it. */
        done = state == JOURNAL_DAMAGED || error_set_at(error, reason.code, reason.file, 0, "%s", reason.message);
        state = JOURNAL_NONE;
    }
    done = done && (state != JOURNAL_PENDING || journal->record.size == 0 ||
                    log_holds(&at, journal->record_id, &committed, error));
    bool pending = state == JOURNAL_PENDING && journal->prepared && !committed;
    for (size_t i = 0; done && pending && i < journal->entry_count; i++) {
        struct journal_entry *entry = &journal->entries[i];
        bool is_known = false;
        done = resolve_entry(folder->root, entry, error) && find_state(folder->root, entry, &is_known, error);
        known = known && is_known;
        placed += entry->placed && entry->absorbs == NULL ? 1 : 0;
    }
    if (!done || !known || placed == 0) {
        journal_free(journal);
        journal = NULL;
    }
    *found = journal;
    return done;
}

bool journal_read(const struct folder *folder, struct journal **journal, struct error *error)
{
    *journal = NULL;
    return (folder->path == NULL || read_in(folder, folder->path, journal, error)) &&
           (*journal != NULL || folder->other == NULL || read_in(folder, folder->other, journal, error));
}

bool journal_overlay(const struct journal *journal, const char *path, struct slice disk, struct bytes *out)
{
    for (size_t i = 0; journal != NULL && i < journal->entry_count; i++) {
        const struct journal_entry *entry = &journal->entries[i];
        if (strcmp(entry->path, path) != 0) {
            continue;
        }
        struct slice before = bytes_slice(&entry->before);
        struct slice after = bytes_slice(&entry->after);
        if (disk.data == NULL) {
            return !entry->existed && bytes_append(out, after);
        }
        if (!entry->existed || slice_equal(disk, after) || (slice_starts(disk, after) && after.size > before.size)) {
            return false; /* it was placed, and is what it says */
        }
        return save_merge_documents(NULL, path, before, disk, after, out);
    }
    return false;
}

static void identify_in(const char *folder, const char *name, struct file_identity *identity)
{
    char *path = folder == NULL ? NULL : file_join(folder, name);
    *identity = (struct file_identity){0};
    if (path != NULL && !file_identify(path, identity, NULL)) {
        *identity = (struct file_identity){0};
    }
    memory_free(path);
}

void journal_moment_take(const struct folder *folder, struct journal_moment *moment)
{
    identify_in(folder->path, journal_name, &moment->files[0]);
    identify_in(folder->path, log_name, &moment->files[1]);
    identify_in(folder->other, journal_name, &moment->files[2]);
    identify_in(folder->other, log_name, &moment->files[3]);
}

bool journal_moment_same(const struct journal_moment *a, const struct journal_moment *b)
{
    for (size_t i = 0; i < sizeof a->files / sizeof a->files[0]; i++) {
        if (!file_identity_unchanged(&a->files[i], &b->files[i])) {
            return false;
        }
    }
    return true;
}
