#include "store/save_transaction.h"

#include "base/memory.h"
#include "store/save_swap.h"
#include "store/save_wait.h"

#include <unistd.h>

enum {
    UNKNOWN_REST = 20000000, /* nanoseconds that a displaced file stays where nobody can tell who has it open */
    DRAIN_REST = 2000000
};

bool drain_is_free(struct transaction *transaction, const char *beside, int64_t since)
{
    enum swap_use use = swap_use_of(transaction->options->method, beside);
    if (use == SWAP_UNKNOWN) {
        transaction->report->no_leases = true;
        return wait_now() - since >= UNKNOWN_REST;
    }
    return use == SWAP_UNUSED;
}

static struct journal_displaced *find_displaced(struct journal *journal, const char *path, const char *name)
{
    for (size_t i = 0; name != NULL && i < journal->displaced_count; i++) {
        struct journal_displaced *displaced = &journal->displaced[i];
        if (!displaced->gone && strcmp(displaced->path, path) == 0 && strcmp(displaced->name, name) == 0) {
            return displaced;
        }
    }
    return NULL;
}

/* Nothing here can fail: the content that was merged becomes what is known of its source. */
static void note_merged(struct transaction *transaction, struct journal_entry *entry)
{
    struct journal_displaced *source = find_displaced(&transaction->journal, entry->path, entry->absorbs);
    if (source != NULL) {
        struct bytes base = source->base;
        source->base = entry->absorbed;
        entry->absorbed = base;
    }
    transaction->report->merged++;
}

bool drain_note(struct transaction *transaction, struct journal_entry *entry, struct error *error)
{
    if (entry->displaced && !transaction_keep(transaction, entry, bytes_slice(&entry->before), error)) {
        return false;
    }
    note_merged(transaction, entry);
    return true;
}

static bool store(struct transaction *transaction, bool prepared)
{
    transaction->journal.prepared = prepared;
    bool done = journal_store(transaction->folder, &transaction->journal, FILE_LOOSE, NULL);
    transaction->stored = transaction->stored || done;
    return done;
}

enum outcome { OUTCOME_DONE, OUTCOME_AGAIN, OUTCOME_REFUSED };

/* Fills in an entry that brings what displaced file `number` gained (it holds `theirs` now) to the target.
 * OUTCOME_REFUSED where that cannot be merged, OUTCOME_AGAIN while somebody is in the middle of a line there. */
static enum outcome plan_merge(struct transaction *transaction, size_t number, struct slice theirs,
                               struct journal_entry *entry)
{
    const struct journal_displaced *source = &transaction->journal.displaced[number];
    entry->existed = true;
    entry->target = memory_copy_text(source->target);
    entry->absorbs = memory_copy_text(source->name);
    if (entry->target == NULL || entry->absorbs == NULL || !bytes_append(&entry->absorbed, theirs) ||
        !transaction_name(entry, NULL) || !store(transaction, false) ||
        !wait_read(entry->target, bytes_slice(&source->base), WAIT_LINE, &entry->before, NULL)) {
        return OUTCOME_REFUSED;
    }
    if (transaction_is_torn(transaction, entry->target, bytes_slice(&entry->before))) {
        return OUTCOME_AGAIN;
    }
    bool merged = transaction_merge(transaction, entry->path, bytes_slice(&source->base), theirs,
                                    bytes_slice(&entry->before), &entry->after);
    return merged ? OUTCOME_DONE : OUTCOME_REFUSED;
}

/* After the exchange: what stood there must be what we merged into, or be such that it can be merged later. */
static bool is_good(struct transaction *transaction, const struct journal_entry *entry)
{
    struct bytes now;
    struct bytes merged;
    bytes_init(&now);
    bytes_init(&merged);
    struct slice before = bytes_slice(&entry->before);
    bool good = wait_read(entry->beside, before, WAIT_LINE, &now, NULL) &&
                (slice_equal(bytes_slice(&now), before) ||
                 transaction_merge(transaction, entry->path, before, bytes_slice(&now), bytes_slice(&entry->after),
                                   &merged));
    bytes_release(&now);
    bytes_release(&merged);
    return good;
}

/* Exchanges the files of an entry that plan_merge made. What is to be noted has its memory before anything changes. */
static enum outcome swap_merged(struct transaction *transaction, struct journal_entry *entry)
{
    struct journal *journal = &transaction->journal;
    size_t number = journal->displaced_count;
    if (!transaction_keep(transaction, entry, bytes_slice(&entry->before), NULL)) {
        unlink(entry->beside);
        return OUTCOME_AGAIN;
    }
    struct journal_displaced *kept = &journal->displaced[number];
    kept->gone = true;
    if (!transaction_step(transaction, "absorb", entry->path, NULL) || !transaction_swap(transaction, entry, NULL)) {
        unlink(entry->beside);
        return OUTCOME_AGAIN;
    }
    kept->since = wait_now();
    kept->gone = !entry->displaced;
    if (!kept->gone && !is_good(transaction, entry) && transaction_swap(transaction, entry, NULL)) {
        /* An editor replaced the target in between: it gets its version back, and the merge is tried on that. What
         * lies beside is ours. */
        struct bytes base = kept->base;
        kept->base = entry->after;
        entry->after = base;
        return OUTCOME_AGAIN;
    }
    note_merged(transaction, entry);
    return OUTCOME_DONE;
}

/* Merges what displaced file `number` gained. The journal is not synced here: the moment between reading the target
 * and exchanging it has to be short, and the other program's bytes are no more on the disk than ours. */
static enum outcome absorb(struct transaction *transaction, size_t number, struct slice theirs)
{
    struct journal *journal = &transaction->journal;
    struct journal_entry *entry = journal_add_entry(journal, journal->displaced[number].path);
    enum outcome outcome = entry == NULL ? OUTCOME_REFUSED : plan_merge(transaction, number, theirs, entry);
    if (outcome == OUTCOME_DONE) {
        bool ready = transaction_prepare(transaction, entry, false, NULL) &&
                     file_identify(entry->target, &entry->old, NULL) && store(transaction, true);
        outcome = ready ? swap_merged(transaction, entry) : OUTCOME_AGAIN;
        if (!ready) {
            unlink(entry->beside);
        }
    }
    journal_clear_entries(journal);
    return outcome;
}

/* One look at displaced file `number`. */
static void look_at(struct transaction *transaction, size_t number, struct bytes *now)
{
    struct journal *journal = &transaction->journal;
    struct journal_displaced *displaced = &journal->displaced[number];
    /* Asked before it is read: once nobody writes any more, what is read is the last word. */
    bool is_free = drain_is_free(transaction, displaced->beside, displaced->since);
    struct error reason;
    error_clear(&reason);
    if (!wait_read(displaced->beside, bytes_slice(&displaced->base), WAIT_STILL, now, &reason)) {
        displaced->gone = reason.code == ERROR_NOT_FOUND;
        return;
    }
    /* Who is in the middle of a line goes on with it here: half of it in the target would be torn by whoever appends
     * there next. */
    if (!is_free && !wait_ends_well(bytes_slice(&displaced->base), bytes_slice(now))) {
        return;
    }
    if (!slice_equal(bytes_slice(now), bytes_slice(&displaced->base))) {
        enum outcome outcome = absorb(transaction, number, bytes_slice(now));
        displaced = &journal->displaced[number]; /* the list may have grown */
        if (outcome != OUTCOME_DONE) {
            displaced->unmerged = outcome == OUTCOME_REFUSED;
            return;
        }
    }
    if (is_free && transaction_step(transaction, "release", displaced->path, NULL) && unlink(displaced->beside) == 0) {
        displaced->gone = true;
    }
}

/* Whether displaced file `number` is worth another look in this call. */
static bool is_open(const struct journal_displaced *displaced)
{
    return !displaced->gone && !displaced->unmerged && displaced->target != NULL && displaced->beside != NULL;
}

static void count_rest(struct transaction *transaction)
{
    const struct journal *journal = &transaction->journal;
    for (size_t i = 0; i < journal->displaced_count; i++) {
        const struct journal_displaced *displaced = &journal->displaced[i];
        if (!displaced->gone) {
            transaction->report->kept++;
        }
        if (!displaced->gone && displaced->unmerged) {
            transaction_tell_unmerged(transaction, displaced->beside);
        }
    }
}

void drain_all(struct transaction *transaction)
{
    struct journal *journal = &transaction->journal;
    int64_t end = transaction_wait_end(transaction, wait_now());
    size_t merged = transaction->report->merged;
    if (transaction->stuck) {
        return;
    }
    /* What is over is not to be finished again, whatever becomes of the files from here on. Where the log holds the
     * record, that says so. */
    if (transaction->stored && (!transaction->committed || transaction->lists) && transaction_step(transaction, "settle", transaction->folder, NULL)) {
        journal_store(transaction->folder, journal, FILE_CONTENT, NULL);
    }
    struct bytes now;
    bytes_init(&now);
    bool first = true;
    bool left = true;
    while (left) {
        left = false;
        for (size_t i = 0; i < journal->displaced_count; i++) {
            if (is_open(&journal->displaced[i]) && (first || !journal->displaced[i].older)) {
                look_at(transaction, i, &now);
                left = left || (is_open(&journal->displaced[i]) && !journal->displaced[i].older);
            }
        }
        first = false;
        if (wait_now() >= end) {
            break;
        }
        if (left) {
            wait_rest(DRAIN_REST, end);
        }
    }
    bytes_release(&now);
    for (size_t i = 0; merged < transaction->report->merged && i < journal->displaced_count; i++) {
        if (journal->displaced[i].target != NULL) {
            file_sync(journal->displaced[i].target, NULL);
        }
    }
    size_t kept = transaction->report->kept;
    count_rest(transaction);
    if (transaction->report->kept > kept) {
        /* Where that fails the older journal stays, which leads to the same. */
        transaction->stored = journal_store(transaction->folder, journal, FILE_SAFE, NULL) || transaction->stored;
    } else if (transaction->stored && transaction_step(transaction, "clear", transaction->folder, NULL)) {
        transaction->stored = !journal_remove(transaction->folder, NULL);
    }
}
