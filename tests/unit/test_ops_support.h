/* A small plan with resolutions, decisions and gates, and verbs run on it, for the tests of further verbs. */
#ifndef WORKBOARD_TEST_OPS_SUPPORT_H
#define WORKBOARD_TEST_OPS_SUPPORT_H

#include "ops/verb.h"

#include "test_plan_fixture.h"

static const char yard_status[] =
    "# Status\n"
    "\n"
    "Last updated: 2026-05-01\n"
    "\n"
    "## Milestone Board\n"
    "\n"
    "| Milestone | Status | Notes |\n"
    "|---|---|---|\n"
    "| M1 Yard | Complete | M1-T01 is in |\n"
    "| M2 Slipway | Planned | `M2-T01`..`M2-T02` remain |\n"
    "| M3 Launch | Planned | - |\n"
    "\n"
    "## Baseline Findings\n"
    "\n"
    "| ID | Finding | Evidence Summary | Milestone |\n"
    "|---|---|---|---|\n"
    "| F3 | The ground sinks | Measured twice | M1 |\n"
    "\n"
    "## Active Blockers\n"
    "\n"
    "| ID | Blocker | Impact | Exit Condition |\n"
    "|---|---|---|---|\n"
    "| B2 | Crane is out of order | - | Crane lifts; `M2-T02` may start |\n"
    "| B4 | `M3-T01` has no permit | No launch | Permit |\n"
    "\n"
    "## Resolved This Session\n"
    "\n"
    "| ID | Resolution | Evidence |\n"
    "|---|---|---|\n"
    "| R7 | Levelled the yard (M1-T01), which closes B5 and R11 of last year | `proof/2026-04/M1-T01-summary.md` |\n"
    "\n"
    "## Top Priority Queue (Next 3 Tasks)\n"
    "\n"
    "| Priority | Task ID | Description |\n"
    "|---|---|---|\n"
    "| P0 | M2-T01 (`dock-1`) | Pour the slip |\n"
    "| P1 | M2-T02 | Set the rails |\n"
    "| P1 | M3-T01 (`dock-9`) | Launch |\n"
    "\n"
    "## Consumer Readiness Snapshot\n"
    "\n"
    "| Consumer | Coupling Type | Readiness | Principal Risk |\n"
    "|---|---|---|---|\n"
    "| `harbour` | Tides | High | none |\n";

static const char yard_board[] = "# Workboard\n"
                                 "\n"
                                 "Last updated: 2026-05-01\n"
                                 "\n"
                                 "## Active Assignments\n"
                                 "\n"
                                 "| Lane | Current Assignment | Status | Notes |\n"
                                 "|---|---|---|---|\n"
                                 "| Lane A | Slipway (`M2-T01`..`M2-T02`) | active | Pour first |\n"
                                 "| Lane B | Launch | paused | - |\n"
                                 "\n"
                                 "## Active Claims\n"
                                 "\n"
                                 "| Task | Lane | Claimed by | Since |\n"
                                 "|---|---|---|---|\n"
                                 "| M2-T01 | Lane A | ada | 2026-05-02T08:00Z |\n"
                                 "\n"
                                 "## Next Queue by Lane\n"
                                 "\n"
                                 "- Lane A: `M2-T01` (`dock-1`) -> `M2-T02`\n"
                                 "- Lane B: wait for the permit of `M3-T01`\n";

static const char yard_registry[] =
    "# Task Registry\n"
    "\n"
    "## Priority Queue\n"
    "\n"
    "| Rank | Task ID | Status | Why Next |\n"
    "|---|---|---|---|\n"
    "| 1 | M2-T01 (`dock-1`) | in_progress | First |\n"
    "| 2 | M2-T02 | todo | Then |\n"
    "\n"
    "## M1 Tasks\n"
    "\n"
    "| Task ID | Status | Depends On | Required Gates | Deliverable |\n"
    "|---|---|---|---|---|\n"
    "| M1-T01 Level the yard | done | none | VG-YARD-001 | Report |\n"
    "\n"
    "## M2 Tasks (Slipway)\n"
    "\n"
    "| Task ID | Status | Depends On | Required Gates | Deliverable |\n"
    "|---|---|---|---|---|\n"
    "| M2-T01 Pour the `slip` (`dock-1`) | in_progress | M1-T01 | VG-DOCK-001 | Slip |\n"
    "| M2-T02 Set the rails | todo | M2-T01 | none | Rails |\n"
    "\n"
    "## M3 Tasks (Launch)\n"
    "\n"
    "| Task ID | Status | Depends On | Required Gates | Deliverable |\n"
    "|---|---|---|---|---|\n"
    "| M3-T01 Launch (`dock-9`) | blocked | M2-T02 | VG-DOCK-001 | Boat |\n";

static const char yard_decisions[] = "# Decisions\n"
                                     "\n"
                                     "## D-001 Concrete\n"
                                     "\n"
                                     "- Status: Accepted\n"
                                     "- Date: 2026-04-01\n"
                                     "- Context: Wood rots.\n";

static inline struct fixture yard_whole(void)
{
    static const char *const texts[] = {"TASK-REGISTRY.md", yard_registry,  "WORKBOARD.md", yard_board, "STATUS.md",
                                        yard_status,        "DECISIONS.md", yard_decisions, NULL};
    return fixture_make(texts);
}

struct run {
    struct change change;
    struct error error;
    bool done;
};

enum { MOST_TEXTS = 16 };

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* Runs `verb` with arguments and options "--note", "Text", ... ended by NULL. What is known besides comes with
 * `request`. */
static inline void run_on(struct run *run, const struct plan *plan, struct request request, const char *verb,
                          const char *const *words)
{
    struct slice arguments[MOST_TEXTS];
    struct option_value further[MOST_TEXTS];
    request.verb = verb_find(slice_of(verb));
    request.arguments = arguments;
    request.further = further;
    request.who = request.who.data == NULL ? slice_of("ada") : request.who;
    request.who_is_given = true;
    request.day = slice_of("2026-05-05");
    request.now = slice_of("2026-05-05T14:03Z");
    for (size_t i = 0; words[i] != NULL; i++) {
        if (strcmp(words[i], "--force") == 0) {
            request.force = true;
        } else if (strcmp(words[i], "--as") == 0) {
            request.who = slice_of(words[++i]);
        } else if (strncmp(words[i], "--", 2) == 0) {
            size_t option = 0;
            while (strcmp(option_infos[option].name, words[i] + 2) != 0) {
                option++;
                assert_true(option < OPTION_COUNT);
            }
            struct slice value = slice_of(option_infos[option].argument == NULL ? "" : words[++i]);
            if (request.options[option].data == NULL) {
                request.options[option] = value;
            } else {
                further[request.further_count++] = (struct option_value){.option = (enum option)option, .value = value};
            }
        } else {
            assert_true(request.argument_count < MOST_TEXTS);
            arguments[request.argument_count++] = slice_of(words[i]);
        }
    }
    change_init(&run->change);
    error_clear(&run->error);
    run->done = verb_run(plan, &request, &run->change, &run->error);
}

static inline void release_run(struct run *run)
{
    change_release(&run->change);
}

/* The verb's unified diff of the yard is exactly `expected`. */
static inline void expect_diff_with(struct request request, const char *verb, const char *const *words,
                                    const char *expected)
{
    struct fixture fixture = yard_whole();
    struct run run;
    struct bytes diff;
    bytes_init(&diff);
    run_on(&run, fixture.plan, request, verb, words);
    assert_done(run.done, run.error);
    assert_true(change_append_diff(&run.change, &diff, &run.error));
    assert_slice(bytes_slice(&diff), expected);
    bytes_release(&diff);
    release_run(&run);
    fixture_free(&fixture);
}

static inline void expect_diff(const char *verb, const char *const *words, const char *expected)
{
    expect_diff_with((struct request){0}, verb, words, expected);
}

/* One line of the diff is `line`, with its sign. */
static inline void expect_line(const char *verb, const char *const *words, const char *line)
{
    struct fixture fixture = yard_whole();
    struct run run;
    struct bytes diff;
    bytes_init(&diff);
    run_on(&run, fixture.plan, (struct request){0}, verb, words);
    assert_done(run.done, run.error);
    assert_true(change_append_diff(&run.change, &diff, &run.error));
    size_t at = slice_find(bytes_slice(&diff), slice_of(line), 0);
    if (at == SLICE_NONE) {
        print_error("no line\n%s\nin\n%.*s", line, SLICE_PRINT(bytes_slice(&diff)));
    }
    assert_true(at != SLICE_NONE && at > 0 && diff.data[at - 1] == '\n' && diff.data[at + strlen(line)] == '\n');
    bytes_release(&diff);
    release_run(&run);
    fixture_free(&fixture);
}

static inline void expect_refusal(const char *verb, const char *const *words, enum error_code code, const char *rule)
{
    struct fixture fixture = yard_whole();
    struct run run;
    run_on(&run, fixture.plan, (struct request){0}, verb, words);
    assert_false(run.done);
    assert_int_equal(run.error.code, code);
    assert_string_equal(run.error.rule, rule);
    assert_true(run.error.message[0] != '\0');
    release_run(&run);
    fixture_free(&fixture);
}

/* The plan as the change leaves it. */
static inline struct plan *plan_after(const struct plan *before, const struct change *change)
{
    struct error error;
    struct plan *plan = plan_new(before->profile, before->root, before->documents, before->document_count, &error);
    for (size_t i = 0; i < change->file_count && plan != NULL; i++) {
        for (size_t d = 0; d < plan->document_count; d++) {
            if (slice_equal(slice_of(plan_path(plan, d)), change->files[i].path)) {
                struct bytes bytes;
                bytes_init(&bytes);
                assert_true(bytes_append(&bytes, source_bytes(change->files[i].after)));
                struct plan *next = plan_with(plan, d, &bytes, &error);
                assert_non_null(next);
                plan_free(plan);
                plan = next;
                break;
            }
        }
    }
    assert_non_null(plan);
    return plan;
}

#endif
