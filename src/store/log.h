/* log.h: what workboard changed: for undo, and to give a claim back exactly as it was.
 *
 * One JSON object a line in `changes.jsonl` in the plan's folder (folder.h), appended under the lock; only the newest
 * LOG_LIMIT records count, older ones are trimmed now and then. Lines that cannot be read are skipped and counted. Any
 * bytes survive: what is not UTF-8, or holds a NUL, is stored as {"base64": "..."}.
 */
#ifndef WORKBOARD_STORE_LOG_H
#define WORKBOARD_STORE_LOG_H

#include "base/arena.h"
#include "base/bytes.h"
#include "base/error.h"
#include "store/folder.h"

#include <stdint.h>

enum { LOG_LIMIT = 1000 };

/* Bytes start..start+old.size of the older file became `new`. */
struct log_edit {
    size_t start;
    struct slice old;
    struct slice new;
    /* Of an edit of whole lines: as many lines above and below it, of the newer file, as it takes to find the place again
     * by them; empty where the file begins or ends there. Data NULL: not known. */
    struct slice above;
    struct slice below;
};

struct log_file {
    struct slice path; /* relative to the root */
    uint64_t before_hash; /* log_hash of the whole file */
    uint64_t after_hash;
    struct log_edit *edits;
    size_t edit_count;
};

/* A value that was meant to change. The words of kinds and roles are the caller's. */
struct log_effect {
    struct slice kind;
    struct slice id;
    struct slice file;
    size_t place; /* which of the places in the file; the caller's number */
    struct slice role;
    struct slice cell; /* what stood there with all its padding; data NULL: that is not known */
    struct slice old; /* data NULL: there was none */
    struct slice new; /* data NULL: there is none any more */
};

struct log_record {
    size_t id; /* from 1, given by the log when it is appended */
    struct slice time; /* ISO 8601, UTC */
    struct slice who;
    struct slice verb;
    struct slice summary;
    size_t undoes;    /* the record that this one took back; 0: none */
    size_t undone_by; /* found by reading: the record that took this one back and was not taken back itself; 0: none */
    struct slice *subjects;
    size_t subject_count;
    struct log_file *files;
    size_t file_count;
    struct log_effect *effects;
    size_t effect_count;
};

struct log {
    struct log_record *records; /* the newest first */
    size_t count;
    size_t damaged; /* lines that were skipped */
    struct arena arena;
};

/* Which record is looked for; every part that is set must fit. */
struct log_query {
    const char *who;
    const char *verb;
    const char *or_added; /* with verb: or a list of several verbs, `apply`, that added a record of this kind */
    const char *subject;
    bool standing; /* only what was not taken back, and took nothing back itself */
};

/* Reads the log; a log that is not there is empty. To be released by log_release, after a failure too. */
bool log_list(const struct folder *folder, struct log *log, struct error *error);
void log_release(struct log *log);

/* The newest record that fits, or NULL. */
const struct log_record *log_last(const struct log *log, const struct log_query *query);

/* The record of that id, or NULL. */
const struct log_record *log_find(const struct log *log, size_t id);

/* Appends under the caller's lock, and gives the record its id. The bytes are on the disk when it returns. To have it
 * in one transaction with the files, hand the record to save_files instead. */
bool log_append(const struct folder *folder, struct log_record *record, struct error *error);

/* A hash that never changes from one version to the next, for contents (FNV-1a, 64 bits). */
uint64_t log_hash(struct slice content);

/* Of two contents in the time of one: each byte waits for the one before it, so that two go side by side. */
void log_hash_both(struct slice first, struct slice second, uint64_t *first_hash, uint64_t *second_hash);

/* ---- For the journal, and for reading ---- */

/* The file's name in the plan's folder. */
extern const char log_name[];

/* Appends the bytes of the log to `out`; nothing where there is none. */
bool log_load(const struct folder *folder, struct bytes *out, struct error *error);

/* The id that the next record will have; 1 in an empty log. */
bool log_next_id(const struct folder *folder, size_t *id, struct error *error);

/* Appends to `out` the line of the record, with its line ending. */
bool log_write_line(const struct log_record *record, struct bytes *out, struct error *error);

/* Whether the record of that id is in the log, or was and has been trimmed. */
bool log_holds(const struct folder *folder, size_t id, bool *holds, struct error *error);

/* Appends a line that log_write_line made, unless its id is in the log already. */
bool log_append_line(const struct folder *folder, struct slice line, size_t id, struct error *error);

#endif
