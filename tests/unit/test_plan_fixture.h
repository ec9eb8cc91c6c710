/* A small plan in memory, of the family execution-plan, for the tests of plan and ops. */
#ifndef WORKBOARD_TEST_PLAN_FIXTURE_H
#define WORKBOARD_TEST_PLAN_FIXTURE_H

#include "plan/plan.h"
#include "plan/query.h"

#include "test_cmocka.h"

static const char fixture_status[] =
    "# Status\n"
    "\n"
    "Last updated: 2026-03-01\n"
    "\n"
    "## Execution Mode\n"
    "\n"
    "- Mode: Safe mode (one heavy worker)\n"
    "\n"
    "## Milestone Board\n"
    "\n"
    "| Milestone | Status | Notes |\n"
    "|---|---|---|\n"
    "| M1 Harbour data | Complete | M1-T01 and M1-T02 are in |\n"
    "| M2 Curves | In progress | `M2-T01`..`M2-T04` remain |\n"
    "\n"
    "## Active Blockers\n"
    "\n"
    "| ID | Blocker | Impact | Exit Condition |\n"
    "|---|---|---|---|\n"
    "| B2 | M2-T04 needs the licence of the gauge feed | No live gauges | Signed letter; see M2-T01 |\n"
    "\n"
    "## Top Priority Queue (Next 3 Tasks)\n"
    "\n"
    "| Priority | Task ID | Description |\n"
    "|---|---|---|\n"
    "| P0 | M2-T01 (`tide-c.1`) | Draw the curve |\n"
    "| P1 | M2-T02 | Label high water |\n"
    "| P2 | None (nothing else yet) | - |\n";

static const char fixture_board[] =
    "# Workboard\n"
    "\n"
    "Last updated: 2026-03-01\n"
    "Owner: Orchestrator\n"
    "\n"
    "## Mode\n"
    "\n"
    "- Heavy command concurrency: 1.\n"
    "\n"
    "## Active Assignments\n"
    "\n"
    "| Lane | Current Assignment | Status | Notes |\n"
    "|---|---|---|---|\n"
    "| Orchestrator | Keeps the plan | in_progress | - |\n"
    "| Lane A | Curves (`M2-T01`..`M2-T03`) | active | One at a time |\n"
    "| Lane B | - | paused | Waits |\n"
    "| Lane C | Gauges (`M2-T04`) | in_progress | Light work |\n"
    "\n"
    "## Next Queue by Lane\n"
    "\n"
    "- Lane A: `M2-T01` (`tide-c.1`) -> `M2-T02` -> `M2-T03`\n"
    "- Lane B: -\n"
    "- Lane C: watch the feed; stage `M2-T04`\n"
    "\n"
    "## Rules\n"
    "\n"
    "- One heavy lane.\n";

static const char fixture_registry[] =
    "# Task Registry\n"
    "\n"
    "## Lane Assignment\n"
    "\n"
    "- Lane A: `M2-T01`..`M2-T03` curves\n"
    "\n"
    "## Priority Queue (Execution Order)\n"
    "\n"
    "| Rank | Task ID | Status | Why Next |\n"
    "|---|---|---|---|\n"
    "| 1 | M2-T01 (`tide-c.1`) | todo | Everything hangs on it |\n"
    "| 2 | M2-T02 | todo | Needs the curve |\n"
    "| 3 | Weekly | in_progress | Never ends |\n"
    "\n"
    "## M1 Tasks (Harbour data)\n"
    "\n"
    "| Task ID | Status | Depends On | Required Gates | Deliverable |\n"
    "|---|---|---|---|---|\n"
    "| M1-T01 Read harbour list | done | none | VG-DATA-001 | Table |\n"
    "| M1-T02 Check positions | done | M1-T01 | VG-DATA-001 | Report |\n"
    "\n"
    "## M2 Tasks (Curves)\n"
    "\n"
    "| Task ID | Status | Depends On | Required Gates | Deliverable |\n"
    "|---|---|---|---|---|\n"
    "| M2-T01 Draw the `tide` curve (`tide-c.1`) | todo | M1-T02 | VG-DRAW-001, VG-DATA-001 | Picture |\n"
    "| M2-T02 Label high water | todo | M2-T01 | VG-DRAW-001 | Labels |\n"
    "| M2-T03 Print | todo | M2-T01..M2-T02 | VG-DRAW-001 | Sheet |\n"
    "| M2-T04 Live gauges | todo | M1-T02 | VG-DRAW-001 | Feed |\n";

static const char fixture_cards[] =
    "# M2 - Curves on paper\n"
    "\n"
    "## Objective\n"
    "\n"
    "Everybody sees the tide.\n"
    "\n"
    "## Task Cards\n"
    "\n"
    "### M2-T01 Draw the curve\n"
    "\n"
    "- Goal: one clear line.\n"
    "- Scope:\n"
    "- `src/curve.c`\n"
    "- `src/paper.c`\n"
    "- Required gates: `VG-DRAW-001`\n";

struct fixture {
    struct profile *profile;
    struct plan *plan;
};

/* One document of the fixture; a NULL text leaves it out. */
static inline struct document *fixture_document(const char *path, const char *text)
{
    struct error error;
    struct source *source = source_copy(path, slice_of(text), &error);
    assert_non_null(source);
    struct document *document = document_new(path, source, &error);
    assert_non_null(document);
    return document;
}

/* A plan of documents that are given as path, text, path, text, NULL. */
static inline struct fixture fixture_make(const char *const *texts)
{
    struct fixture fixture = {0};
    struct error error = {0};
    struct document *documents[8];
    size_t count = 0;
    fixture.profile = profile_load("execution-plan", slice_of(profile_builtins[0].text), &error);
    assert_done(fixture.profile != NULL, error);
    for (; texts[2 * count] != NULL; count++) {
        documents[count] = fixture_document(texts[2 * count], texts[2 * count + 1]);
    }
    fixture.plan = plan_new(fixture.profile, slice_of("/plan"), documents, count, &error);
    assert_done(fixture.plan != NULL, error);
    for (size_t i = 0; i < count; i++) {
        document_release(documents[i]);
    }
    return fixture;
}

static inline struct fixture fixture_whole(void)
{
    static const char *const texts[] = {"TASK-REGISTRY.md", fixture_registry,     "WORKBOARD.md", fixture_board,
                                        "STATUS.md",        fixture_status,       "milestones/M2.md", fixture_cards, NULL};
    return fixture_make(texts);
}

static inline void fixture_free(struct fixture *fixture)
{
    plan_free(fixture->plan);
    profile_free(fixture->profile);
}

static inline const struct record *fixture_record(const struct fixture *fixture, enum kind kind, const char *id)
{
    const struct record *record = query_id(fixture->plan, kind, slice_of(id));
    assert_non_null(record);
    return record;
}

#endif
