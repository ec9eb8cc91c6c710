/* handoff.h: what a session hands over: what changed between two readings of a plan, in the order of the plan's own
 * template, where the profile names one.
 *
 * Which content a point of the template asks for, the profile says (profile_handoff.h). A point that asks for nothing that
 * is known stays empty, for the person. What no point asks for follows behind, where there is something to say.
 */
#ifndef WORKBOARD_CHECK_HANDOFF_H
#define WORKBOARD_CHECK_HANDOFF_H

#include "check/proof.h"

/* What only disk and git know; texts are the caller's. */
struct handoff_facts {
    struct slice since;        /* what the older plan is, in words; empty: there is none */
    const struct slice *files; /* that changed since, relative to the plan's root */
    size_t file_count;
    const struct slice *unsaved; /* of them: documents that are not committed */
    size_t unsaved_count;
    size_t unpushed;           /* commits that are not pushed; 0 also where nothing is known */
    const struct proofs *proofs; /* of the newer plan */
};

struct handoff_section {
    struct slice title; /* of the template, as written without its colon */
    struct slice *lines;
    size_t count;
    size_t capacity;
};

struct handoff {
    struct slice since;
    struct handoff_section *sections;
    size_t count;
    size_t capacity;
    struct arena arena;
};

/* Fills `handoff`, to be released in any case. `before` may be NULL: then nothing is taken for new. False when memory ran
 * out. */
bool handoff_init(struct handoff *handoff, const struct plan *before, const struct plan *now,
                  const struct handoff_facts *facts, struct error *error);
void handoff_release(struct handoff *handoff);

/* Appends it as Markdown: what is printed, edited, and checked by whoever takes it. */
bool handoff_append(const struct handoff *handoff, struct bytes *out);

#endif
