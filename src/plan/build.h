/* build.h: inside the plan floor: how a plan is put together, step by step. Others use plan.h.
 *
 * plan.c runs the rules in order of authority; match_*.c find the places of a rule in a document; records.c makes
 * records of places; relate.c links the records.
 */
#ifndef WORKBOARD_PLAN_BUILD_H
#define WORKBOARD_PLAN_BUILD_H

#include "plan/plan.h"

/* Where in a document there is something to match: collected once, because every rule asks. */
struct landmarks {
    uint32_t *tables;
    size_t table_count, table_capacity;
    uint32_t *lists; /* lists and paragraphs directly in the document or in a quote */
    size_t list_count, list_capacity;
    uint32_t *headings; /* directly in the document */
    size_t heading_count, heading_capacity;
    uint32_t *fences; /* directly in the document or in a quote */
    size_t fence_count, fence_capacity;
};

/* One rule at work on one document. */
struct matching {
    struct plan *plan;
    const struct rule *rule;
    size_t document;
    const struct landmarks *landmarks;
    bool creates; /* the rule may make records; otherwise it adds places to those that are there */
    struct plan_field *scratch; /* fields of the place that is being read */
    size_t scratch_count, scratch_capacity;
    struct error *error;
};

bool match_tables(struct matching *matching);
bool match_lists(struct matching *matching);
bool match_sections(struct matching *matching);
bool match_fields(struct matching *matching);
bool match_nodes(struct matching *matching);
bool match_trees(struct matching *matching);

/* `*under`: whether the node stands below a heading that `under` of the rule names. */
bool match_is_under(const struct matching *matching, uint32_t node, bool *under);

/* Reads `text` (its span is given) by the template into fields named `name`; a field of ROLE_OTHER with the whole of it where the
 * template does not fit; `*fits` (may be NULL) says which. False only when memory ran out. */
bool match_template(struct matching *matching, const struct template *template, struct slice name, struct span text,
                    size_t line, size_t column, bool *fits);

/* Adds the values that the rule finds in a heading above the node, after those of the place itself. */
bool match_above(struct matching *matching, uint32_t node);

/* Adds one field to the place that is being read. */
bool match_add(struct matching *matching, enum role role, struct slice name, struct span span, size_t line,
               size_t column);

/* ---- records.c ---- */

/* Makes of the fields in scratch a place of its record, and the record if the rule creates; empties scratch. */
bool records_add_place(struct matching *matching, uint32_t node, size_t line);

/* Sets titles, states and revisions once all places are known. */
bool records_finish(struct plan *plan, struct error *error);

/* Adds a note for the person. */
bool records_note(struct plan *plan, size_t document, size_t line, struct slice text);

bool links_add(struct plan *plan, struct plan_links *links, struct plan_link link);

/* ---- plan.c ---- */

/* Which documents of the profile this one is (bits). One that no glob knows may be any of them: a copy under another name. */
uint32_t plan_documents_of(const struct profile *profile, const struct document *document);

/* ---- relate.c, dependencies.c ---- */
bool relate_records(struct plan *plan, struct error *error);
bool relate_dependencies(struct plan *plan);

/* ---- mirrors.c: once all is related ---- */
bool mirrors_compare(struct plan *plan);

/* ---- index.c: IDs to records ---- */
bool index_add(struct plan *plan, struct record *record);
struct record *index_find(const struct plan *plan, enum kind kind, struct slice id);

/* A hash that is the same for texts that are the same without regard to case. */
uint64_t index_hash(enum kind kind, struct slice id);

#endif
