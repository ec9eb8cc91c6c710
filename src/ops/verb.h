/* verb.h: the table of verbs, from which command line, `:` line, help, manual and completion all come.
 *
 * A verb turns a plan and a request into a change in memory: no I/O, no clock, no environment. One verb per file.
 */
#ifndef WORKBOARD_OPS_VERB_H
#define WORKBOARD_OPS_VERB_H

#include "ops/adjust.h"
#include "ops/change_set.h"

/* The options that verbs take: first those of single verbs, then those of every verb. */
enum option {
    OPTION_LANE,
    OPTION_ACTIVATE, /* a flag */
    OPTION_ASSIGN,
    OPTION_RESOLUTION,
    OPTION_NOTE,
    OPTION_EVIDENCE, /* may repeat */
    OPTION_RESOLVES, /* may repeat */
    OPTION_ON,
    OPTION_UNBLOCK,   /* a flag */
    OPTION_NO_RECORD, /* a flag */
    OPTION_REASON,
    OPTION_IMPACT,
    OPTION_EXIT,
    OPTION_STATUS, /* a flag */
    OPTION_BY,
    OPTION_TO,
    OPTION_QUEUE,
    OPTION_PRIORITY,
    OPTION_DESCRIPTION,
    OPTION_AFTER,
    OPTION_COUNT,              /* so many are of single verbs; what follows is of every verb: */
    OPTION_SET = OPTION_COUNT, /* may repeat */
    OPTION_EDIT,               /* a flag */
    OPTION_COMMIT,             /* a flag */
    OPTION_WRITE,              /* what follows is of every command that writes: */
    OPTION_DRY_RUN = OPTION_WRITE, /* a flag */
    OPTION_FORCE,              /* a flag */
    OPTION_DATE,
    OPTION_IF_REV,
    OPTION_AS,
    OPTION_QUIET, /* a flag */
    OPTION_ALL
};

struct option_info {
    const char *name;     /* "lane": written --lane */
    const char *argument; /* "LANE", or NULL for a flag */
    const char *help;
    bool needed;   /* a verb that takes it cannot do without */
    bool repeated; /* may be given several times */
};

extern const struct option_info option_infos[OPTION_ALL];

/* What completion and forms offer for an argument. */
enum argument_kind {
    ARGUMENT_TASK,
    ARGUMENT_LANE,
    ARGUMENT_STATE,
    ARGUMENT_BLOCKER,
    ARGUMENT_RECORD, /* of any kind */
    ARGUMENT_KIND,   /* the name of a kind */
    ARGUMENT_ACTION, /* what to do with the queue's row */
    ARGUMENT_FIELD,  /* FIELD=VALUE */
    ARGUMENT_TEXT
};

struct verb_argument {
    const char *name; /* "ID" */
    enum argument_kind kind;
    bool optional;
    bool repeated;
};

enum { VERB_ARGUMENTS = 3 };

struct operation;

struct verb {
    const char *name;
    const char *summary; /* one line for help */
    const char *details; /* a paragraph for the manual */
    struct verb_argument arguments[VERB_ARGUMENTS]; /* ended by a NULL name */
    unsigned options;                               /* bit N: takes option N */
    const char *recalls; /* the verb whose last change of the same task it takes back, or NULL */
    bool (*run)(struct operation *operation, struct error *error);
};

extern const struct verb *const verbs[]; /* ended by NULL, in the order of help */

const struct verb *verb_find(struct slice name);

/* Whether the verb takes the option. */
bool verb_takes(const struct verb *verb, enum option option);

/* The option of that name that the verb takes; OPTION_ALL where there is none. */
enum option verb_option(const struct verb *verb, struct slice name);

/* `claim` of the best COUNT tasks that are ready (rank.h), chosen in the same step: not in the table. Where none is
 * ready the change is empty and has no subject. */
extern const struct verb verb_claim_next;

/* What an earlier verb (verb.recalls) changed, as the change log remembers it: what stood there before, and what it put
 * there. */
struct recorded_effect {
    struct slice kind;
    struct slice id;
    struct slice path;
    size_t place; /* as in struct change_effect */
    struct slice role;
    struct slice cell; /* as in struct change_effect */
    struct slice old;
    struct slice new;
};

/* A further value of an option that was given before. */
struct option_value {
    enum option option;
    struct slice value;
};

struct request {
    const struct verb *verb;
    const struct slice *arguments; /* what stands behind the verb: IDs and the like */
    size_t argument_count;
    struct slice options[OPTION_COUNT]; /* data NULL: not given; a flag that is given is empty; of several the first */
    const struct option_value *further; /* what was given after the first, in order; see request_value */
    size_t further_count;
    struct slice who;                   /* the name to act under */
    bool who_is_given;                  /* by --as or the environment, not made up from user and host */
    struct slice orchestrator;          /* a name that may act on anybody's claim; may be empty */
    struct slice day;                   /* YYYY-MM-DD, in the plan's clock: for stamps */
    struct slice now;                   /* YYYY-MM-DDTHH:MMZ: for claims */
    bool force;                         /* overrides a rule */
    struct slice if_rev;                /* only where the plan, or what the first argument names, has this rev; or empty */
    bool without_claims;                /* claims are not written into a table */
    const struct recorded_effect *recorded; /* of what is being taken back; NULL where nothing is known */
    size_t recorded_count;
    const struct slice *evidence_files; /* paths of evidence that is there already, named after the task; may be NULL */
    size_t evidence_file_count;
    const struct taken *taken;          /* what other work trees have: the best that is ready is none of it; may be NULL */
    bool even_taken;                    /* nobody looks for that */
    const struct adjustments *adjustments; /* what the person changed in what is proposed; NULL: nothing */
};

/* The values of an option that may repeat, in order: begin with `*position` 0. False when there are no more.
 * (request.c) */
bool request_value(const struct request *request, enum option option, size_t *position, struct slice *value);

/* Whether the change is the one that the person saw, where the adjustments (NULL: none) say what that was. ERROR_CONFLICT. */
bool request_check_confirmed(const struct adjustments *adjustments, const struct change *change, struct error *error);

/* Whether the plan, or one of the records that the request names, still has the rev that it asks for. ERROR_CONFLICT. */
bool request_check_rev(const struct plan *plan, const struct request *request, struct error *error);

/* Makes the change that the request asks for and verifies it: the changed bytes are read again, and the plan then may
 * differ in exactly what the verb meant (else ERROR_BUG). Refusals are ERROR_REFUSED with their rule. `change` must be
 * empty (change_init) and is to be released by the caller in any case. */
bool verb_run(const struct plan *plan, const struct request *request, struct change *change, struct error *error);

/* The same, and gives the plan as it then is, to be freed by plan_free; NULL where nothing changed. */
bool verb_run_on(const struct plan *plan, const struct request *request, struct change *change, struct plan **after,
                 struct error *error);

#endif
