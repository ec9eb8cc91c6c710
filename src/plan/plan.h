/* plan.h: what the documents of one plan say: records, the places where each is written, and how they hang together.
 *
 * A plan is made from documents in memory and a profile, and never changes; after a change a new plan is made from the
 * changed bytes, sharing the documents that are as they were. Every value carries document, span and line.
 * Making a plan takes time linear in its size. The plan holds shares of its documents; the profile must outlive it.
 */
#ifndef WORKBOARD_PLAN_PLAN_H
#define WORKBOARD_PLAN_PLAN_H

#include "outline/outline.h"
#include "outline/tree.h"
#include "plan/profile.h"

/* ---- documents ---- */

/* One file of a plan with its shape; shared by count. A YAML or JSON file (by the ending of its name) has a tree; one that is broken has none,
 * and `trouble` says why. */
struct document {
    size_t shares;
    char *path; /* relative to the plan's root, with `/` */
    struct source *source;
    struct outline *outline;
    struct tree *tree;    /* NULL for Markdown */
    struct tree *front;   /* of the front matter of Markdown; NULL where there is none, or it is broken */
    char *trouble;        /* NULL where there is none */
    size_t trouble_line;
};

/* The tree in which rules of the shape RULE_NODES read records: of the file, or of its front matter; NULL where there is none. */
const struct tree *document_nodes(const struct document *document);

/* Takes over the share of `source` that is passed, on failure too. */
struct document *document_new(const char *path, struct source *source, struct error *error);
struct document *document_share(struct document *document);
void document_release(struct document *document);

/* ---- records ---- */

struct plan_field {
    enum role role;
    struct slice name;      /* of the column or field as the document writes it */
    struct slice raw;       /* the bytes of the span */
    struct slice value;     /* without cell escapes; for id, alias, task, lane also without emphasis and code marks */
    struct span span;       /* of the value in the document */
    size_t line;
    size_t column;          /* of a table, from 0; SIZE_MAX elsewhere */
    bool borrowed;          /* stands elsewhere, for several records: in the heading above, in another line of a tree */
};

/* One place where a record is written. */
struct plan_place {
    const struct rule *rule;
    size_t document;        /* number in the plan */
    uint32_t node;          /* row, item, heading, fence of a tree; 0 for a whole document */
    size_t line;
    struct plan_field *fields;
    size_t field_count;
};

struct record;

/* What a field names: a record, or text that names none. */
struct plan_link {
    const struct record *record; /* NULL where it is not known */
    struct slice text;           /* as written */
    bool ranged;                 /* meant by a range, not by name */
    const struct plan_place *place; /* of a dependency: which says so; else NULL */
};

struct plan_links {
    struct plan_link *items;
    size_t count;
    size_t capacity;
};

struct record {
    enum kind kind;
    size_t number;          /* its place among the records of its kind, in document order */
    struct slice id;        /* empty where it has none */
    struct slice title;     /* plain; empty where it has none */
    enum state state;
    enum slot slot;
    struct slice status;    /* raw, of the authority; empty where it has none */
    struct plan_place **places; /* the authority first */
    size_t place_count;
    size_t place_capacity;
    uint64_t rev;           /* hash of all its places' bytes */
    /* relations; unused ones are empty */
    const struct record *milestone;  /* of a task */
    const struct record *lane;       /* of a task, a claim */
    const struct record *claim;      /* of a task: its claim */
    const struct record *task;       /* of a claim, a queue entry: its task */
    struct plan_links depends_on;    /* of a task */
    struct plan_links dependents;    /* of a task: who waits for it */
    struct plan_links depends_elsewhere; /* of a task: for what it waits too, as other places say than the one believed */
    struct plan_links gates;         /* of a task, a milestone */
    struct plan_links tasks;         /* of a milestone, a lane, a blocker (those it holds), a gate */
    struct plan_links queue;         /* of a lane: its queue, entries that name no task as text */
    struct plan_links blockers;      /* of a task: open blockers that hold it */
    struct plan_links aliases;       /* texts only */
    bool lane_is_named;              /* of a task: its claim or a lane names it; false where a range does */
    bool differs;                    /* its mirrors say different states */
    struct plan_links differs_in;    /* names of roles of which its places say different things; texts only */
    bool ready;                      /* of a task, a queue entry */
};

/* Something that the person should know about how the documents were read. */
struct plan_note {
    size_t document;
    size_t line;
    struct slice text;
};

struct records {
    struct record **items;
    size_t count;
    size_t capacity;
};

struct plan {
    const struct profile *profile;
    struct slice root;          /* as it was given: for people and JSON */
    struct document **documents;
    size_t document_count;
    struct records records[KIND_COUNT];
    struct plan_note *notes;
    size_t note_count;
    size_t note_capacity;
    uint64_t rev;               /* hash of all documents' bytes and paths */
    unsigned long concurrency;  /* heavy slots that the mode allows; ULONG_MAX where no document says */
    size_t heavy;               /* heavy slots taken by lanes */
    void *index;                /* names to records: query.h */
    void *link_set;             /* what long lists of links hold: link_set.h; NULL where there is none */
    struct arena arena;
};

/* Reads the documents. Shares of them are taken. NULL when memory ran out. */
struct plan *plan_new(const struct profile *profile, struct slice root, struct document *const *documents,
                      size_t count, struct error *error);
void plan_free(struct plan *plan);

/* The same plan with document `number` holding `bytes` (taken over, empty afterwards): for trying a change. */
struct plan *plan_with(const struct plan *plan, size_t number, struct bytes *bytes, struct error *error);

/* The same with several documents, one for each of the plan's: those that are NULL stay as they are. Shares are taken. */
struct plan *plan_with_all(const struct plan *plan, struct document *const *changed, struct error *error);

/* A document of the plan holding `bytes` (taken over). NULL when memory ran out. */
struct document *plan_document_with(const struct plan *plan, size_t number, struct bytes *bytes, struct error *error);

/* ---- asking (record.c) ---- */

const char *plan_path(const struct plan *plan, size_t document);

/* The one record of KIND_PLAN, or NULL. */
const struct record *plan_self(const struct plan *plan);

/* The first field with the role, the authority's first; NULL where none has it. `place` may be NULL. */
const struct plan_field *record_field(const struct record *record, enum role role, const struct plan_place **place);
const struct plan_field *place_field(const struct plan_place *place, enum role role);

/* Which of the record's places in the same document this one is, from 0, the authority first. */
size_t record_place_number(const struct record *record, const struct plan_place *place);

/* Its value, or the empty slice. */
struct slice record_value(const struct record *record, enum role role);

/* What to call it: its ID, else its title. */
struct slice record_name(const struct record *record);

/* How many of the links have the state (STATE_COUNT: all). */
size_t links_in_state(const struct plan_links *links, enum state state);

#endif
