#include "store/save_transaction.h"

#include "base/memory.h"
#include "store/save_merge.h"
#include "store/save_swap.h"
#include "store/save_wait.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

enum { HIDDEN_MODE = 0600, NEW_MODE = 0666 };

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
    save_merge_function merge = options->merge == NULL ? save_merge_documents : options->merge;
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

int64_t transaction_wait_end(const struct transaction *transaction, int64_t since)
{
    unsigned int wait = transaction->options->wait == 0 ? SAVE_WAIT : transaction->options->wait;
    return since + (int64_t)wait * 1000000;
}

bool transaction_is_torn(const struct transaction *transaction, const char *path, struct slice content)
{
    if (content.size == 0 || content.data[content.size - 1] == '\n') {
        return false;
    }
    enum swap_use use = swap_use_of(transaction->options->method, path);
    if (use != SWAP_UNUSED) {
        return use == SWAP_IN_USE;
    }
    /* Who wrote it may have gone on and closed it since it was read. */
    struct bytes now;
    struct file_identity identity;
    bytes_init(&now);
    bool same = file_read(path, SAVE_FILE_LIMIT, &now, &identity, NULL) && slice_equal(bytes_slice(&now), content);
    bytes_release(&now);
    return !same;
}

bool transaction_conflict(struct error *error, const char *path)
{
    return error_set_at(error, ERROR_CONFLICT, path, 0,
                        "was changed by another program in the same moment; look at it and try again");
}

bool transaction_name(struct journal_entry *entry, struct error *error)
{
    memory_free(entry->beside);
    memory_free(entry->name);
    entry->beside = file_name_beside(entry->target);
    entry->name = entry->beside == NULL ? NULL : memory_copy_text(strrchr(entry->beside, '/') + 1);
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

bool transaction_store(struct transaction *transaction, enum file_sync sync, struct error *error)
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
        return transaction_conflict(error, entry->path);
    }
    return number == 0 || file_error(error, entry->path, "replaced", number);
}

bool transaction_keep(struct transaction *transaction, const struct journal_entry *entry, struct slice base,
                      struct error *error)
{
    struct journal_displaced *kept = journal_add_displaced(&transaction->journal, entry->path, entry->name, base);
    if (kept == NULL) {
        return error_no_memory(error);
    }
    kept->target = memory_copy_text(entry->target);
    kept->beside = memory_copy_text(entry->beside);
    kept->since = wait_now();
    kept->gone = kept->target == NULL || kept->beside == NULL;
    return !kept->gone || error_no_memory(error);
}
