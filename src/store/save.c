#include "store/save.h"

#include "base/memory.h"
#include "store/journal.h"
#include "store/save_transaction.h"
#include "store/save_wait.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TORN_REST = 1000000 /* nanoseconds between two looks at an unfinished line */ };

/* Nobody's right to write means that somebody wanted it so: the super-user is not let through either. */
static bool can_write(const char *path, struct error *error)
{
    struct stat status;
    bool can = stat(path, &status) == 0 && (status.st_mode & 0222) != 0;
    if (!can || access(path, W_OK) != 0) {
        int number = can ? errno : EACCES;
        if (number == EROFS) {
            return file_error(error, path, "written", number);
        }
        return error_set_at(error, ERROR_SYSTEM, path, 0, "is read-only; give yourself the right to write (chmod u+w)");
    }
    return true;
}

static bool can_write_in_folder_of(const char *path, struct error *error)
{
    char *folder = file_folder(path);
    bool can = folder == NULL ? error_no_memory(error) : can_write(folder, error);
    memory_free(folder);
    return can;
}

static bool changed(struct error *error, const char *path, const char *how)
{
    return error_set_at(error, ERROR_CONFLICT, path, 0, "%s since it was read; read it again and repeat the change",
                        how);
}

/* One file of a save, while it is checked. */
struct check {
    const struct save_file *file;
    const char *target;
    bool change;     /* it is to be written */
    bool may_differ; /* what another program did to it is merged */
    struct bytes now;
    struct file_identity identity;
};

/* Whether the file still is what the caller read; `now` becomes what it holds. */
static bool look(struct check *check, struct error *error)
{
    const struct save_file *file = check->file;
    struct error reason;
    error_clear(&reason);
    bool there = check->may_differ ? wait_read(check->target, file->before, WAIT_LINE, &check->now, &reason) &&
                                         file_identify(check->target, &check->identity, &reason)
                                   : file_read(check->target, SAVE_FILE_LIMIT, &check->now, &check->identity, &reason);
    bool missing = !there && reason.code == ERROR_NOT_FOUND;
    if (!there && !missing) {
        return error_set_at(error, reason.code, file->path, 0, "%s", reason.message);
    }
    if (missing && file->existed) {
        return changed(error, file->path, "was removed");
    }
    if (there && !file->existed) {
        return changed(error, file->path, "was made by somebody else");
    }
    return check->may_differ || !file->existed || slice_equal(bytes_slice(&check->now), file->before) ||
           changed(error, file->path, "was changed");
}

/* The same once nobody is in the middle of a line. */
static bool look_at_whole(struct transaction *transaction, struct check *check, struct error *error)
{
    int64_t end = transaction_wait_end(transaction, wait_now());
    bool done = look(check, error);
    while (done && check->change && check->file->existed &&
           transaction_is_torn(transaction, check->target, bytes_slice(&check->now))) {
        if (wait_now() >= end) {
            transaction->report->unfinished = true;
            return error_set_at(error, ERROR_CONFLICT, check->file->path, 0,
                                "is open in another program, and its last line is not finished; try again");
        }
        if (!transaction_step(transaction, "wait", check->file->path, error)) {
            return false;
        }
        wait_rest(TORN_REST, end);
        bytes_clear(&check->now);
        done = look(check, error);
    }
    return done;
}

/* Fills in before and after of an entry; what another program did since the caller read is merged. */
static bool fill_entry(struct transaction *transaction, struct journal_entry *entry, const struct save_file *file,
                       struct bytes *now, struct error *error)
{
    entry->existed = file->existed;
    if (!file->existed || slice_equal(bytes_slice(now), file->before)) {
        return (bytes_append(&entry->before, file->before) && bytes_append(&entry->after, file->after)) ||
               error_no_memory(error);
    }
    if (!transaction_merge(transaction, file->path, file->before, bytes_slice(now), file->after, &entry->after)) {
        return changed(error, file->path, "was changed");
    }
    transaction->report->merged++;
    entry->before = *now;
    bytes_init(now);
    return true;
}

/* Checks one file and, where it changes, adds it to the transaction. */
static bool add_file(struct transaction *transaction, const struct save_file *file, struct error *error)
{
    if (!transaction_step(transaction, "check", file->path, error)) {
        return false;
    }
    if (!journal_path_is_safe(file->path)) {
        return error_set_at(error, ERROR_BUG, file->path, 0, "is no path below the root of the plan");
    }
    char *target = journal_resolve(transaction->options->folder->root, file->path);
    if (target == NULL) {
        return errno == ENOMEM ? error_no_memory(error) : file_error(error, file->path, "found", errno);
    }
    for (size_t i = 0; i < transaction->journal.entry_count; i++) {
        if (strcmp(transaction->journal.entries[i].target, target) == 0) {
            memory_free(target);
            return error_set_at(error, ERROR_BUG, file->path, 0, "is saved twice at once, under two names");
        }
    }
    bool change = !file->existed || !slice_equal(file->before, file->after);
    struct check check = {.file = file,
                          .target = target,
                          .change = change,
                          .may_differ = transaction->options->merge_changed && change && file->existed};
    bytes_init(&check.now);
    bool done = look_at_whole(transaction, &check, error) &&
                (!change || !file->existed || can_write(target, error)) &&
                (!change || can_write_in_folder_of(target, error));
    if (done && change) {
        struct journal_entry *entry = journal_add_entry(&transaction->journal, file->path);
        if (entry == NULL) {
            done = error_no_memory(error);
        } else {
            entry->target = target;
            entry->old = check.identity;
            target = NULL;
            done = fill_entry(transaction, entry, file, &check.now, error);
        }
    }
    bytes_release(&check.now);
    memory_free(target);
    return done;
}

static bool add_record(struct transaction *transaction, struct log_record *record, struct error *error)
{
    struct journal *journal = &transaction->journal;
    if (record == NULL) {
        return true;
    }
    if (!log_next_id(transaction->options->folder, &record->id, error)) {
        return false;
    }
    journal->record_id = record->id;
    return log_write_line(record, &journal->record, error);
}

static bool prepare_all(struct transaction *transaction, struct error *error)
{
    struct journal *journal = &transaction->journal;
    for (size_t i = 0; i < journal->entry_count; i++) {
        if (!transaction_name(&journal->entries[i], error)) {
            return false;
        }
    }
    journal->prepared = false;
    if (!transaction_store(transaction, FILE_CONTENT, error)) {
        return false;
    }
    for (size_t i = 0; i < journal->entry_count; i++) {
        if (!transaction_prepare(transaction, &journal->entries[i], true, error)) {
            return false;
        }
    }
    /* The names of the hidden files need not be safe: one that is missing after a crash was not exchanged, or is made
     * again. */
    journal->prepared = true;
    return transaction_store(transaction, FILE_SAFE, error);
}

static bool run(struct transaction *transaction, const struct save_file *files, size_t count,
                struct log_record *record, struct error *error)
{
    struct journal *journal = &transaction->journal;
    enum journal_state state;
    if (!journal_load(transaction->folder, journal, &state, error)) {
        return false;
    }
    transaction->stored = state == JOURNAL_PENDING;
    if (journal->entry_count > 0) {
        return error_set_at(error, ERROR_SYSTEM, transaction->folder, 0,
                            "holds the journal of a save that cannot be cleared away; check the rights of its files");
    }
    for (size_t i = 0; i < journal->displaced_count; i++) {
        if (!journal_resolve_displaced(transaction->options->folder->root, &journal->displaced[i])) {
            return error_no_memory(error);
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (!add_file(transaction, &files[i], error)) {
            return false;
        }
    }
    if (!folder_make(transaction->options->folder, error) || !add_record(transaction, record, error)) {
        return false;
    }
    if (journal->entry_count == 0) {
        return record == NULL || log_append_line(transaction->options->folder, bytes_slice(&journal->record),
                                                 journal->record_id, error);
    }
    if (!prepare_all(transaction, error)) {
        /* As it was: no journal, or one that names what is kept. */
        transaction_discard(transaction);
        if (transaction->stuck) {
            return false;
        }
        if (journal->displaced_count == 0) {
            journal_remove(transaction->folder, NULL);
        } else {
            journal_store(transaction->folder, journal, FILE_CONTENT, NULL);
        }
        return false;
    }
    transaction->report->kept = 0; /* counted anew */
    transaction->report->unmerged = 0;
    return transaction_complete(transaction, error);
}

bool save_files(const struct save_options *options, const struct save_file *files, size_t count,
                struct log_record *record, struct save_report *report, struct error *error)
{
    struct save_report unread;
    report = report == NULL ? &unread : report;
    if (!journal_recover(options, report, error)) {
        return false;
    }
    if (options->folder->path == NULL) {
        return folder_make(options->folder, error);
    }
    struct transaction transaction = {.options = options, .folder = options->folder->path, .report = report};
    journal_init(&transaction.journal);
    bool done = run(&transaction, files, count, record, error);
    journal_release(&transaction.journal);
    return done;
}
