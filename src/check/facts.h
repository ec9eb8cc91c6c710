/* facts.h: what a check has to know besides the documents: the clock, files on disk, what git says. Looked up by the store
 * (store/facts.h), so that the rules do no I/O. All zero: nothing is known, and the rules that need it say nothing.
 */
#ifndef WORKBOARD_CHECK_FACTS_H
#define WORKBOARD_CHECK_FACTS_H

#include "base/error.h"
#include "check/proof.h"
#include "plan/outside.h"

/* A path that a document names: as evidence, or as the target of a link. */
struct check_path {
    size_t document;
    struct span span;   /* of the path in the document */
    struct slice path;  /* as written, without a fragment */
    const struct plan_place *place; /* whose evidence it is; NULL: a link */
    bool bare;          /* a name without a folder: it may lie in any folder of evidence */
    bool is_there;      /* filled in by who looks */
};

struct check_paths {
    struct check_path *items;
    size_t count;
    size_t capacity;
};

/* What git says of one document. */
struct check_commit {
    char day[11]; /* of its last commit, as its author saw it: 2026-02-19; empty where nothing is known */
};

enum check_touch { TOUCH_UNKNOWN, TOUCH_NONE, TOUCH_SINCE };

struct check_facts {
    struct slice now;               /* ISO 8601 UTC; empty: ages are not judged */
    struct slice day;               /* of the plan's clock, YYYY-MM-DD */
    unsigned long stale_hours;      /* a claim older than this may be stale */
    const struct evidence *evidence; /* NULL: nobody looked */
    const struct proofs *proofs;
    const bool *cited;              /* of each file of evidence: some text names it; NULL: nobody looked */
    const struct outside *outside;   /* what trackers say; NULL: nobody looked */
    const struct check_paths *paths; /* NULL: nobody looked */
    const struct check_commit *commits; /* of each document; NULL: nobody asked git */
    const enum check_touch *touched;    /* of each claim: files of its task's scope since it was made; NULL: nobody looked */
};

/* The paths that the documents of the plan name, with nothing filled in; in `arena`. False when memory ran out. */
bool facts_paths(const struct plan *plan, struct arena *arena, struct check_paths *paths, struct error *error);

#endif
