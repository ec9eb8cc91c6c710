/* profile.h: which place in which document holds which record, read from YAML. Data only: see workboard-profile(5).
 *
 * A profile is immutable once loaded and owns everything it points to.
 */
#ifndef WORKBOARD_PLAN_PROFILE_H
#define WORKBOARD_PLAN_PROFILE_H

#include "plan/profile_handoff.h"
#include "plan/template.h"

#include <stdint.h>

enum { PROFILE_DOCUMENTS = 32 };

/* One name for documents ("registry") and the globs of the files, from the plan's root. */
struct profile_document {
    struct slice name;
    const struct slice *globs;
    size_t glob_count;
};

enum rule_shape {
    RULE_TABLE,   /* one record a row */
    RULE_LIST,    /* one record an item */
    RULE_SECTION, /* one record a heading */
    RULE_FIELDS,  /* one record a document */
    RULE_NODES,   /* one record an item of a sequence, or one map, in a YAML or JSON file */
    RULE_TREE     /* one record a line of a tree that is drawn in a fence */
};

/* A column, field line or subsection and what stands in it. */
struct rule_field {
    struct slice pattern; /* glob of the column's or field's name */
    struct template template;
    bool section; /* `pattern` names a subsection whose body is the value */
};

struct status_word {
    struct slice word;
    enum state state;
    enum slot slot;
};

struct status_words {
    const struct status_word *items; /* the preferred spelling of each state before its others */
    size_t count;
};

/* How a status is written, where that is more than its word. */
struct rule_written {
    enum state state;
    struct template template;
};

struct rule {
    enum kind kind;
    enum rule_shape shape;
    uint32_t documents;              /* bit N: belongs to documents[N] of the profile */
    size_t line;                     /* of the rule in the profile's file */
    const struct slice *under;       /* globs of headings, one of which the place stands below; none: anywhere */
    size_t under_count;
    const struct template *texts;    /* of an item, heading or line of a tree: the first that fits counts */
    size_t text_count;
    const struct template *above;    /* values that stand in a heading above the place: the nearest that fits counts */
    size_t above_count;
    enum role parent;                /* of a tree: what the ID of the line above means; ROLE_OTHER: nothing */
    struct template identity;        /* how the ID is put together of other values; no parts: it is written out */
    enum role expand;                /* the value that may be a range, and then means several records; ROLE_OTHER: none */
    struct id_shapes expand_marks;   /* what stands between the ends of that range */
    bool unquoted;                   /* of a list: what stands in a quote is an example, and not read */
    bool box;                        /* of a list: the item's box is its status, ticked (x) or empty */
    struct slice path;               /* of nodes: keys with dots between them; empty: the root */
    const struct rule_field *fields; /* columns of a table; fields of an item, section or document; keys of a node */
    size_t field_count;
    struct status_words words;       /* of this rule only, before the profile's */
    const struct rule_written *written;
    size_t written_count;
    enum state state;                /* of a record without a status; STATE_UNKNOWN where none is given */
    struct slice separator;          /* between the entries of a queue: " -> " */
    bool mirror;                     /* never creates a record, even when no other rule of the kind finds one */
    bool repeats;                    /* several places may name one record: no note of a second one */
    enum role needs;                 /* of a table: it must have a column for this value too; ROLE_OTHER: for none */
    bool creates;                    /* creates records though an earlier rule of the kind has found some */
};

/* How many characters of a value are written at most. */
struct rule_cut {
    enum role role;
    size_t length;
};

/* The verbs with which a profile may have values written. */
enum written_verb {
    WRITTEN_CLAIM,
    WRITTEN_RELEASE,
    WRITTEN_DONE,
    WRITTEN_BLOCK,
    WRITTEN_RESOLVE,
    WRITTEN_MOVE,
    WRITTEN_COUNT
};

/* Values by the names of their roles. */
struct written_values {
    const struct rule_field *items;
    size_t count;
};

/* How new entries of a kind are written in some documents, where that is not what their rules say already. */
struct profile_writes {
    enum kind kind;
    uint32_t documents;
    struct slice empty; /* what every cell of a row holds that only keeps a table from being empty; empty: there is none */
    const struct rule_cut *cuts;
    size_t cut_count;
    bool seconds;                      /* moments are written to the second */
    struct slice finished_path;        /* of the sequence to which a claim goes when its task is done */
    const struct rule_field *finished; /* what is written there, in order */
    size_t finished_count;
    struct written_values values[WRITTEN_COUNT]; /* what is written with a verb, beside what it always writes */
    struct template add;         /* of a list: what a new item says, where not all of it is given; no parts: the rule's own */
    struct template advance;     /* of a queue: the entry of the task that follows a finished one; no parts: none */
    const struct slice *log_under; /* of a task: globs of the heading below which a line is added when it is done */
    size_t log_under_count;
    struct template log; /* that line; no parts: there is none */
};

/* Where a claim is written when the plan has no table for it yet. */
struct profile_claims {
    uint32_t documents;        /* the first of these that the plan has */
    const uint32_t *order;     /* their numbers in order of preference */
    size_t order_count;
    bool own;                  /* the task's own document before the others, where it is one of them */
    struct slice section;      /* the heading to make: "Active Claims" */
    struct slice after;        /* glob of the heading behind whose section it is made */
    unsigned level;            /* of the heading */
    const struct rule_field *columns; /* in order: name as written, template of what stands in it */
    size_t column_count;
};

/* Where files lie that prove that tasks were done: what is named after a task, or after one of its gates. */
struct profile_evidence {
    const struct slice *folders; /* globs of the names of the folders; none: the profile knows no such files */
    size_t folder_count;
    const struct slice *exceptions; /* globs of names of files and folders in there that prove nothing */
    size_t exception_count;
    const struct slice *summaries; /* globs of the names of files that sum up, and are proposed */
    size_t summary_count;
    struct template path; /* of the file that proves that a task passed a gate, from the plan's root; no parts: unknown */
};

/* A file in which another program keeps what it knows of the tasks: a JSON object a line. It is read and compared, never
 * written. */
struct profile_tracker {
    struct slice file;         /* in the plan's root, or the nearest folder upward in the repository that has it */
    struct slice id;           /* the key of what the plan has as a task's ID or alias */
    struct slice status;       /* the key of the status */
    struct status_words words; /* of this file, before the profile's */
};

/* What a reason means for whoever goes on: one class of reasons, by globs of their codes. */
struct profile_policy {
    struct slice name;
    const struct slice *reasons;
    size_t reason_count;
};

struct profile {
    struct slice name;
    struct slice title;
    struct slice file; /* where it was read, for messages */
    const struct slice *recognise; /* globs of files, one of which a plan of this profile has */
    size_t recognise_count;
    const struct slice *places; /* folders below a repository in which to look, "." first */
    size_t place_count;
    const struct profile_document *documents;
    size_t document_count;
    struct id_shapes shapes[KIND_COUNT];
    struct id_shapes references[KIND_COUNT]; /* how identifiers are written in texts; the shapes where nothing is said */
    struct id_shapes range_marks;
    const struct slice *placeholders; /* globs of texts that only hold a place */
    size_t placeholder_count;
    const struct slice *priorities; /* globs of the words that say how urgent something is, the most urgent first */
    size_t priority_count;
    struct status_words words;
    const struct rule *rules; /* in order of authority */
    size_t rule_count;
    const struct slice *stamps; /* names of the fields that hold the day of the last change */
    size_t stamp_count;
    const struct template *counted; /* headings that say by {count} how much stands below them */
    size_t counted_count;
    const struct slice *generated; /* what a document that is made from others says of itself in its first lines */
    size_t generated_count;
    const struct profile_tracker *trackers;
    size_t tracker_count;
    const struct profile_policy *policies;
    size_t policy_count;
    const struct profile_writes *writes;
    size_t writes_count;
    bool fallback; /* for plans that no other profile fits */
    bool has_claims;
    struct profile_claims claims;
    struct profile_evidence evidence;
    struct profile_handoff handoff;
    struct template lane_assignment; /* what an idle lane's assignment becomes when a task is claimed for it */
    struct slice orchestrator;       /* who may release anybody's claim; empty: nobody */
    bool has_stale_hours;            /* the profile says when a claim is stale */
    unsigned long stale_hours;       /* it is when it is older */
    struct arena arena;
};

/* Reads a profile from YAML `text`; `file` is for messages, which name the line. NULL on failure. */
struct profile *profile_load(const char *file, struct slice text, struct error *error);
void profile_free(struct profile *profile);

/* Whether the text only holds a place ("-", "None (...)"), emphasis aside. */
bool profile_is_placeholder(const struct profile *profile, struct slice text);

/* Whether any rule reads records of the kind; and whether any rule of the kind (KIND_COUNT: any) reads a value with the role. */
bool profile_has_kind(const struct profile *profile, enum kind kind);
bool profile_has_role(const struct profile *profile, enum kind kind, enum role role);

/* The documents (bits) whose globs fit `path`, relative to the plan's root. */
uint32_t profile_documents_of(const struct profile *profile, struct slice path);

/* The state that a status text means: the longest word of `rule` (may be NULL), then of the profile, that the text begins with, signs and
 * emphasis aside, and that ends where a letter or digit does not follow. False where none fits. Of a box: " " is todo, anything
 * else done. */
bool profile_read_status(const struct profile *profile, const struct rule *rule, struct slice status,
                         enum state *state, enum slot *slot);

/* How much at the beginning of a status are its signs and its word, with emphasis closed behind it; all of it where no
 * word fits. */
size_t profile_status_size(const struct profile *profile, const struct rule *rule, struct slice status);

/* Whether the sign before a status, as its only one, belongs to other states: words of these have it, none of `state`
 * has. */
bool profile_sign_is_of_others(const struct profile *profile, const struct rule *rule, struct slice status,
                               enum state state);

/* The preferred spelling of a state: of the rule, then of the profile; empty where it has none. */
struct slice profile_spelling(const struct profile *profile, const struct rule *rule, enum state state);

/* How the rule writes a status, where that is more than its word; NULL: it does not say. */
const struct template *profile_written(const struct rule *rule, enum state state);

/* The name of the first policy that has the reason; empty where none has. */
struct slice profile_policy_of(const struct profile *profile, struct slice reason);

/* Whether a text says in its first lines that it is generated. */
bool profile_is_generated(const struct profile *profile, struct slice text);

/* How entries of the rule are written, or NULL where nothing is said. */
const struct profile_writes *profile_writes_of(const struct profile *profile, const struct rule *rule);

/* The names of the profiles built into the program and their YAML, in a table ended by a NULL name. */
struct profile_builtin {
    const char *name;
    const char *text;
};
extern const struct profile_builtin profile_builtins[];

/* The profile of that number in the table. NULL when memory ran out. */
struct profile *profile_load_builtin(size_t number, struct error *error);

#endif
