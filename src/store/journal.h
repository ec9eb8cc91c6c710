/* journal.h: a save that was begun and is not finished.
 *
 * The journal is one file, `journal.json`, replaced as a whole. It holds, for each file of the save, what it was and
 * what it is to be, and which displaced files still lie beside their targets. A save of which no file was exchanged
 * yet never happened; one of which some were is finished, or taken back where somebody edited one of the others in
 * between.
 */
#ifndef WORKBOARD_STORE_JOURNAL_H
#define WORKBOARD_STORE_JOURNAL_H

#include "store/file.h"
#include "store/save.h"

/* For the next writer, under the lock and before reading the documents: finishes or takes back, and looks again at
 * the displaced files that were kept. True where there is nothing to do, and then nothing is written. ERROR_SYSTEM
 * where something of it cannot be looked at or taken away now: what is not known to be missing counts as there, and the
 * journal stays for the next writer. */
bool journal_recover(const struct save_options *options, struct save_report *report, struct error *error);

/* For readers, who take no lock and write nothing: what the documents will be once a pending save is finished. */
struct journal;

/* Reads the pending journal; `*journal` becomes NULL where there is none that changes what is read (the usual case, at
 * the cost of one open). To be released by journal_free. A journal that cannot be understood counts as none;
 * ERROR_SYSTEM where it, or what it names, cannot be read: nobody knows then which documents belong together. */
bool journal_read(const struct folder *folder, struct journal **journal, struct error *error);
void journal_free(struct journal *journal);

/* What tells whether a save began, went on or ended: who journal and change log are. Taken before and after several
 * documents are read: where it differs, some may be of before the save and some of after it, and are read again. */
struct journal_moment {
    struct file_identity files[4]; /* zero where there is none */
};

void journal_moment_take(const struct folder *folder, struct journal_moment *moment);
bool journal_moment_same(const struct journal_moment *a, const struct journal_moment *b);

/* `disk` is what the file `path` (relative to the root) holds, data NULL: it does not exist. True where it will hold
 * something else, which is then appended to `out`. */
bool journal_overlay(const struct journal *journal, const char *path, struct slice disk, struct bytes *out);

#endif
