/* item.h: the keys of a record as the interface names them, and their values.
 *
 * One table serves JSON, the columns of lists and `--fields`. Reading a value allocates nothing: it points into the
 * plan.
 */
#ifndef WORKBOARD_JSON_ITEM_H
#define WORKBOARD_JSON_ITEM_H

#include "base/error.h"
#include "check/gates.h"
#include "plan/outside.h"
#include "plan/query.h"

/* What reading needs beside the record. */
struct item_context {
    const struct plan *plan;
    struct slice now;          /* ISO 8601 UTC: for the age of claims */
    unsigned long stale_hours; /* a claim older than this is stale */
    const struct proofs *proofs; /* evidence on disk; NULL where nobody looked */
    const struct outside *outside; /* what trackers and other work trees say; NULL where nobody looked */
    struct slice day;            /* YYYY-MM-DD in the plan's clock: for paths of evidence to be produced */
};

enum item_type {
    ITEM_NULL,    /* not known */
    ITEM_TEXT,    /* text */
    ITEM_REV,     /* rev */
    ITEM_TRUTH,   /* truth */
    ITEM_DECIMAL, /* decimal */
    ITEM_LIST,    /* links; may be empty */
    ITEM_FILES,   /* files: paths of evidence, behind text where that is not empty */
    ITEM_COUNTS,  /* counts of tasks */
    ITEM_OUTSIDE, /* words, count of them in `word_count` */
    ITEM_PLACES   /* the places of the record itself */
};

struct item_counts {
    size_t total;
    size_t done;
    size_t in_progress;
    size_t blocked;
    size_t todo;
};

struct item_value {
    enum item_type type;
    struct slice text;
    uint64_t rev;
    bool truth;
    double decimal;
    const struct plan_links *links;
    struct item_counts counts;
    const struct evidence *evidence; /* that the numbers in `files` are of; NULL where nobody looked */
    const struct proof_list *files;
    const struct outside_word *words;
    size_t word_count;
};

struct item_key;

/* The keys of a kind in the order of the page: begin with `*position` 0. NULL when there are no more. */
const struct item_key *item_key_next(enum kind kind, size_t *position);
const char *item_key_name(const struct item_key *key);

/* A column that somebody asked for: a key, or the name that a document gives a column or field. */
struct item_field {
    const struct item_key *key; /* NULL: by name */
    struct slice name;          /* as asked for */
};

/* Finds the key, or a column or field of that name in any record of the kind; case does not matter. ERROR_NOT_FOUND
 * with the names that there are. */
bool item_field_find(const struct plan *plan, enum kind kind, struct slice name, struct item_field *field,
                     struct error *error);

struct item_value item_read(const struct item_context *context, const struct record *record,
                            const struct item_key *key);
struct item_value item_read_field(const struct item_context *context, const struct record *record,
                                  const struct item_field *field);

/* What a link is called: the ID (else title) of its record, else its text. */
struct slice item_link_name(const struct plan_link *link);

#endif
