/* claim, release, move and lane: the exact lines that change, and what is refused. */
#include "ops/verb.h"

#include "test_plan_fixture.h"

struct run {
    struct fixture fixture;
    struct change change;
    struct error error;
    bool done;
};

enum { MOST_TEXTS = 8 };

/* Runs `verb` with arguments and options "--lane", "Lane B", ... ended by NULL on the fixture. */
static void run_verb(struct run *run, const struct plan *plan, const char *verb, const char *const *words,
                     const struct recorded_effect *recorded, size_t recorded_count)
{
    struct slice arguments[MOST_TEXTS];
    struct request request = {
        .verb = verb_find(slice_of(verb)),
        .arguments = arguments,
        .who = slice_of("ada"),
        .who_is_given = true,
        .day = slice_of("2026-03-05"),
        .now = slice_of("2026-03-05T14:03Z"),
        .recorded = recorded,
        .recorded_count = recorded_count,
    };
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
            request.options[option] = slice_of(option_infos[option].argument == NULL ? "" : words[++i]);
        } else {
            arguments[request.argument_count++] = slice_of(words[i]);
        }
    }
    change_init(&run->change);
    error_clear(&run->error);
    run->done = verb_run(plan, &request, &run->change, &run->error);
}

static void release_run(struct run *run)
{
    change_release(&run->change);
}

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* The verb's unified diff is exactly `expected`. */
static void expect_diff(const char *verb, const char *const *words, const char *expected)
{
    struct run run;
    struct bytes diff;
    run.fixture = fixture_whole();
    bytes_init(&diff);
    run_verb(&run, run.fixture.plan, verb, words, NULL, 0);
    assert_done(run.done, run.error);
    assert_true(change_append_diff(&run.change, &diff, &run.error));
    assert_slice(bytes_slice(&diff), expected);
    bytes_release(&diff);
    release_run(&run);
    fixture_free(&run.fixture);
}

static void expect_refusal(const char *verb, const char *const *words, enum error_code code, const char *rule,
                           const char *holder)
{
    struct run run;
    run.fixture = fixture_whole();
    run_verb(&run, run.fixture.plan, verb, words, NULL, 0);
    assert_false(run.done);
    assert_int_equal(run.error.code, code);
    assert_string_equal(run.error.rule, rule);
    assert_string_equal(run.error.holder, holder);
    assert_true(run.error.message[0] != '\0');
    release_run(&run);
    fixture_free(&run.fixture);
}

static const char claim_diff[] =
    "--- a/TASK-REGISTRY.md\n"
    "+++ b/TASK-REGISTRY.md\n"
    "@@ -8,7 +8,7 @@\n"
    " \n"
    " | Rank | Task ID | Status | Why Next |\n"
    " |---|---|---|---|\n"
    "-| 1 | M2-T01 (`tide-c.1`) | todo | Everything hangs on it |\n"
    "+| 1 | M2-T01 (`tide-c.1`) | in_progress | Everything hangs on it |\n"
    " | 2 | M2-T02 | todo | Needs the curve |\n"
    " | 3 | Weekly | in_progress | Never ends |\n"
    " \n"
    "@@ -23,7 +23,7 @@\n"
    " \n"
    " | Task ID | Status | Depends On | Required Gates | Deliverable |\n"
    " |---|---|---|---|---|\n"
    "-| M2-T01 Draw the `tide` curve (`tide-c.1`) | todo | M1-T02 | VG-DRAW-001, VG-DATA-001 | Picture |\n"
    "+| M2-T01 Draw the `tide` curve (`tide-c.1`) | in_progress | M1-T02 | VG-DRAW-001, VG-DATA-001 | Picture |\n"
    " | M2-T02 Label high water | todo | M2-T01 | VG-DRAW-001 | Labels |\n"
    " | M2-T03 Print | todo | M2-T01..M2-T02 | VG-DRAW-001 | Sheet |\n"
    " | M2-T04 Live gauges | todo | M1-T02 | VG-DRAW-001 | Feed |\n"
    "--- a/WORKBOARD.md\n"
    "+++ b/WORKBOARD.md\n"
    "@@ -1,6 +1,6 @@\n"
    " # Workboard\n"
    " \n"
    "-Last updated: 2026-03-01\n"
    "+Last updated: 2026-03-05\n"
    " Owner: Orchestrator\n"
    " \n"
    " ## Mode\n"
    "@@ -16,6 +16,12 @@\n"
    " | Lane B | - | paused | Waits |\n"
    " | Lane C | Gauges (`M2-T04`) | in_progress | Light work |\n"
    " \n"
    "+## Active Claims\n"
    "+\n"
    "+| Task | Lane | Claimed by | Since |\n"
    "+|---|---|---|---|\n"
    "+| M2-T01 | Lane A | ada | 2026-03-05T14:03Z |\n"
    "+\n"
    " ## Next Queue by Lane\n"
    " \n"
    " - Lane A: `M2-T01` (`tide-c.1`) -> `M2-T02` -> `M2-T03`\n";

static void claim_changes_the_mirrors_and_makes_the_table(void **state)
{
    (void)state;
    expect_diff("claim", WORDS("M2-T01"), claim_diff);
    expect_diff("claim", WORDS("tide-c.1", "--lane", "a"), claim_diff);
}

static void an_idle_lane_is_assigned(void **state)
{
    (void)state;
    struct run run;
    struct bytes diff;
    run.fixture = fixture_whole();
    bytes_init(&diff);
    run_verb(&run, run.fixture.plan, "claim", WORDS("M2-T01", "--lane", "B", "--force"), NULL, 0);
    assert_done(run.done, run.error);
    assert_true(change_append_diff(&run.change, &diff, &run.error));
    assert_non_null(strstr(diff.data, "+| Lane B | Draw the tide curve (`M2-T01`) | paused | Waits |\n"));
    bytes_release(&diff);
    release_run(&run);
    fixture_free(&run.fixture);
}

static void claims_are_refused(void **state)
{
    (void)state;
    expect_refusal("claim", WORDS("M2-T02"), ERROR_REFUSED, "dependency.open", "");
    expect_refusal("claim", WORDS("M2-T04"), ERROR_REFUSED, "blocker.open", "");
    expect_refusal("claim", WORDS("M1-T01"), ERROR_REFUSED, "task.closed", "");
    expect_refusal("claim", WORDS("M2-T01", "--lane", "C"), ERROR_REFUSED, "task.two_lanes", "");
    expect_refusal("claim", WORDS("M2-T01", "--lane", "Z"), ERROR_NOT_FOUND, "", "");
    expect_refusal("claim", WORDS("M9-T01"), ERROR_NOT_FOUND, "", "");
    expect_refusal("claim", WORDS("Lane A"), ERROR_NOT_FOUND, "", "");
    expect_refusal("claim", WORDS("M2-T01", "--to", "B"), ERROR_USAGE, "", "");
    expect_refusal("claim", (const char *const[]){NULL}, ERROR_USAGE, "", "");
}

/* The plan as the change leaves it. */
static struct plan *after(const struct fixture *fixture, const struct change *change)
{
    struct error error;
    struct plan *plan = NULL;
    for (size_t i = 0; i < change->file_count; i++) {
        const struct plan *base = plan == NULL ? fixture->plan : plan;
        for (size_t d = 0; d < base->document_count; d++) {
            if (slice_equal(slice_of(plan_path(base, d)), change->files[i].path)) {
                struct bytes bytes;
                bytes_init(&bytes);
                assert_true(bytes_append(&bytes, source_bytes(change->files[i].after)));
                struct plan *next = plan_with(base, d, &bytes, &error);
                assert_non_null(next);
                plan_free(plan);
                plan = next;
                break;
            }
        }
    }
    return plan;
}

static void who_has_it_is_named(void **state)
{
    (void)state;
    struct run run;
    run.fixture = fixture_whole();
    run_verb(&run, run.fixture.plan, "claim", WORDS("M2-T01"), NULL, 0);
    assert_done(run.done, run.error);
    struct plan *claimed = after(&run.fixture, &run.change);
    static const struct {
        const char *who;
        const char *verb;
        const char *rule;
    } cases[] = {
        {"ada", "claim", "claim.yours"}, {"bob", "claim", "claim.taken"}, {"bob", "release", "claim.holder"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct run again;
        run_verb(&again, claimed, cases[i].verb, WORDS("M2-T01", "--as", cases[i].who), NULL, 0);
        assert_false(again.done);
        assert_string_equal(again.error.rule, cases[i].rule);
        assert_string_equal(again.error.holder, "ada");
        release_run(&again);
    }
    plan_free(claimed);
    release_run(&run);
    fixture_free(&run.fixture);
}

/* After claim and release every document is as it was, but for the day. */
static void release_is_the_inverse_of_claim(void **state)
{
    (void)state;
    struct run run;
    run.fixture = fixture_whole();
    run_verb(&run, run.fixture.plan, "claim", WORDS("M2-T01"), NULL, 0);
    assert_done(run.done, run.error);
    struct recorded_effect recorded[MOST_TEXTS];
    assert_true(run.change.effect_count <= MOST_TEXTS);
    for (size_t i = 0; i < run.change.effect_count; i++) {
        const struct change_effect *effect = &run.change.effects[i];
        recorded[i] = (struct recorded_effect){
            .kind = slice_of(kind_name(effect->kind)),
            .id = effect->id,
            .path = effect->path,
            .place = effect->place,
            .role = slice_of(role_name(effect->role)),
            .old = effect->old,
            .new = effect->new,
        };
    }
    struct plan *claimed = after(&run.fixture, &run.change);
    for (size_t with = 0; with < 2; with++) {
        struct run back;
        run_verb(&back, claimed, "release", WORDS("M2-T01"), with == 1 ? recorded : NULL,
                 with == 1 ? run.change.effect_count : 0);
        assert_done(back.done, back.error);
        assert_int_equal(back.change.file_count, 2);
        assert_slice(source_bytes(back.change.files[0].after), fixture_registry);
        struct bytes board;
        bytes_init(&board);
        assert_true(bytes_append_text(&board, fixture_board));
        memcpy(strstr(board.data, "2026-03-01"), "2026-03-05", 10);
        assert_slice(source_bytes(back.change.files[1].after), board.data);
        bytes_release(&board);
        release_run(&back);
    }
    plan_free(claimed);
    release_run(&run);
    fixture_free(&run.fixture);
}

static void move_takes_the_entry_along(void **state)
{
    (void)state;
    expect_diff("move", WORDS("M2-T02", "--to", "B"),
                "--- a/WORKBOARD.md\n"
                "+++ b/WORKBOARD.md\n"
                "@@ -1,6 +1,6 @@\n"
                " # Workboard\n"
                " \n"
                "-Last updated: 2026-03-01\n"
                "+Last updated: 2026-03-05\n"
                " Owner: Orchestrator\n"
                " \n"
                " ## Mode\n"
                "@@ -18,8 +18,8 @@\n"
                " \n"
                " ## Next Queue by Lane\n"
                " \n"
                "-- Lane A: `M2-T01` (`tide-c.1`) -> `M2-T02` -> `M2-T03`\n"
                "-- Lane B: -\n"
                "+- Lane A: `M2-T01` (`tide-c.1`) -> `M2-T03`\n"
                "+- Lane B: `M2-T02`\n"
                " - Lane C: watch the feed; stage `M2-T04`\n"
                " \n"
                " ## Rules\n");
    expect_diff("move", WORDS("M2-T01", "--to", "Orchestrator"),
                "--- a/WORKBOARD.md\n"
                "+++ b/WORKBOARD.md\n"
                "@@ -1,6 +1,6 @@\n"
                " # Workboard\n"
                " \n"
                "-Last updated: 2026-03-01\n"
                "+Last updated: 2026-03-05\n"
                " Owner: Orchestrator\n"
                " \n"
                " ## Mode\n"
                "@@ -18,9 +18,10 @@\n"
                " \n"
                " ## Next Queue by Lane\n"
                " \n"
                "-- Lane A: `M2-T01` (`tide-c.1`) -> `M2-T02` -> `M2-T03`\n"
                "+- Lane A: `M2-T02` -> `M2-T03`\n"
                " - Lane B: -\n"
                " - Lane C: watch the feed; stage `M2-T04`\n"
                "+- Orchestrator: `M2-T01` (`tide-c.1`)\n"
                " \n"
                " ## Rules\n"
                " \n");
}

static void moves_are_refused(void **state)
{
    (void)state;
    expect_refusal("move", WORDS("M2-T01", "--to", "C"), ERROR_REFUSED, "lane.prose", "");
    expect_refusal("move", WORDS("M2-T01", "--to", "A"), ERROR_REFUSED, "task.same_lane", "");
    expect_refusal("move", WORDS("M2-T01"), ERROR_USAGE, "", "");
}

static void lane_sets_state_and_texts(void **state)
{
    (void)state;
    expect_diff("lane", WORDS("A", "paused", "--note", "until | Monday"),
                "--- a/WORKBOARD.md\n"
                "+++ b/WORKBOARD.md\n"
                "@@ -1,6 +1,6 @@\n"
                " # Workboard\n"
                " \n"
                "-Last updated: 2026-03-01\n"
                "+Last updated: 2026-03-05\n"
                " Owner: Orchestrator\n"
                " \n"
                " ## Mode\n"
                "@@ -12,7 +12,7 @@\n"
                " | Lane | Current Assignment | Status | Notes |\n"
                " |---|---|---|---|\n"
                " | Orchestrator | Keeps the plan | in_progress | - |\n"
                "-| Lane A | Curves (`M2-T01`..`M2-T03`) | active | One at a time |\n"
                "+| Lane A | Curves (`M2-T01`..`M2-T03`) | paused | until \\| Monday |\n"
                " | Lane B | - | paused | Waits |\n"
                " | Lane C | Gauges (`M2-T04`) | in_progress | Light work |\n"
                " \n");
}

static void lanes_are_refused(void **state)
{
    (void)state;
    expect_refusal("lane", WORDS("B", "active"), ERROR_REFUSED, "lane.heavy", "");
    expect_refusal("lane", WORDS("B", "sleepy"), ERROR_REFUSED, "status.unknown", "");
    expect_refusal("lane", WORDS("B"), ERROR_USAGE, "", "");
    expect_refusal("lane", WORDS("B", "paused", "--note", "two\nlines"), ERROR_USAGE, "", "");
    expect_refusal("lane", WORDS("B", "very", "paused"), ERROR_USAGE, "", "");
}

static void sentences_that_name_it_are_listed(void **state)
{
    (void)state;
    struct run run;
    run.fixture = fixture_whole();
    run_verb(&run, run.fixture.plan, "claim", WORDS("M2-T01"), NULL, 0);
    assert_done(run.done, run.error);
    struct bytes text;
    bytes_init(&text);
    for (size_t i = 0; i < run.change.mention_count; i++) {
        assert_true(bytes_append_format(&text, "%.*s:%zu;", SLICE_PRINT(run.change.mentions[i].path),
                                        run.change.mentions[i].line));
    }
    assert_slice(bytes_slice(&text), "TASK-REGISTRY.md:5;WORKBOARD.md:15;WORKBOARD.md:27;STATUS.md:14;STATUS.md:20;");
    bytes_release(&text);
    release_run(&run);
    fixture_free(&run.fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(claim_changes_the_mirrors_and_makes_the_table),
        cmocka_unit_test(an_idle_lane_is_assigned),
        cmocka_unit_test(claims_are_refused),
        cmocka_unit_test(who_has_it_is_named),
        cmocka_unit_test(release_is_the_inverse_of_claim),
        cmocka_unit_test(move_takes_the_entry_along),
        cmocka_unit_test(moves_are_refused),
        cmocka_unit_test(lane_sets_state_and_texts),
        cmocka_unit_test(lanes_are_refused),
        cmocka_unit_test(sentences_that_name_it_are_listed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
