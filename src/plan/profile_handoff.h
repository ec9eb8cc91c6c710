/* profile_handoff.h: where the documents keep the template of what a session hands over and the checklist of who takes it,
 * and what their points ask for. Part of a profile: see `handoff` in workboard-profile(5).
 */
#ifndef WORKBOARD_PLAN_PROFILE_HANDOFF_H
#define WORKBOARD_PLAN_PROFILE_HANDOFF_H

#include "base/slice.h"

#include <stdint.h>

/* What there is to hand over: the closed list. */
enum handoff_content {
    HANDOFF_COMPLETED, /* tasks that became done */
    HANDOFF_GATES,     /* their gates, and what proves that they were passed */
    HANDOFF_EVIDENCE,  /* files of evidence that are new */
    HANDOFF_BLOCKERS,  /* blockers that were opened or resolved, findings that are new */
    HANDOFF_DECISIONS, /* decisions that are new or changed */
    HANDOFF_NEXT,      /* the task to take next */
    HANDOFF_FILES,     /* files that changed */
    HANDOFF_CLAIMS,    /* claims that are still open */
    HANDOFF_LANES,     /* lanes whose state, assignment or notes changed */
    HANDOFF_UNSAVED,   /* documents that are not committed, commits that are not pushed */
    HANDOFF_CONTENTS
};

/* What can be found out of a packet that a worker hands over: the closed list. */
enum handoff_check {
    HANDOFF_CHECK_LANE,      /* its tasks are the lane's */
    HANDOFF_CHECK_GATES,     /* it names every gate that its tasks need */
    HANDOFF_CHECK_EVIDENCE,  /* the files that it names are there */
    HANDOFF_CHECK_FORBIDDEN, /* no document that only the orchestrator writes was changed, according to git */
    HANDOFF_CHECK_STATUS,    /* its tasks are done, according to the plan */
    HANDOFF_CHECKS
};

struct profile_globs {
    const struct slice *items;
    size_t count;
};

struct profile_handoff {
    uint32_t template_documents; /* 0: there is no template */
    struct profile_globs template_under; /* headings */
    struct profile_globs answers[HANDOFF_CONTENTS]; /* points of the template, and fields of a packet, that ask for it */
    uint32_t intake_documents; /* 0: there is no checklist */
    struct profile_globs intake_under;
    struct profile_globs checks[HANDOFF_CHECKS]; /* points of the checklist that it answers */
    uint32_t forbidden; /* the documents that only the orchestrator writes */
};

/* The words of the profile language: "completed". */
const char *handoff_content_name(enum handoff_content content);
const char *handoff_check_name(enum handoff_check check);

/* Whether one of the globs fits the text. */
bool profile_globs_fit(const struct profile_globs *globs, struct slice text);

#endif
