/* Verbs on records that are items of lists, entries of YAML and keys of front matter. */
#include "test_ops_lists.h"

/* The lines that a verb changes, with their signs. */
static void append_lines(const struct change *change, struct bytes *lines)
{
    struct error error;
    struct bytes diff;
    struct slice line;
    bytes_init(&diff);
    assert_true(change_append_diff(change, &diff, &error));
    struct slice rest = bytes_slice(&diff);
    while (slice_next(&rest, '\n', &line)) {
        bool sign = line.size > 0 && (line.data[0] == '-' || line.data[0] == '+');
        if (sign && !slice_starts(line, slice_of("--- ")) && !slice_starts(line, slice_of("+++ "))) {
            assert_true(bytes_append(lines, line) && bytes_append_byte(lines, '\n'));
        }
    }
    bytes_release(&diff);
}

static void expect_lines(const char *const *words, const char *expected)
{
    struct fixture fixture = kiln_whole();
    struct run run;
    struct bytes lines;
    bytes_init(&lines);
    run_on(&run, fixture.plan, (struct request){0}, words[0], words + 1);
    assert_done(run.done, run.error);
    append_lines(&run.change, &lines);
    assert_slice(bytes_slice(&lines), expected);
    bytes_release(&lines);
    release_run(&run);
    fixture_free(&fixture);
}

static void expect_failure(const char *const *words, enum error_code code, const char *part)
{
    struct fixture fixture = kiln_whole();
    struct run run;
    run_on(&run, fixture.plan, (struct request){0}, words[0], words + 1);
    assert_false(run.done);
    assert_int_equal(run.error.code, code);
    assert_non_null(strstr(run.error.message, part));
    release_run(&run);
    fixture_free(&fixture);
}

static void a_list_is_a_queue(void **state)
{
    (void)state;
    expect_lines(WORDS("queue", "up", "K-2"), "-- [ ] K-1: Stack the bricks\n+- [ ] K-1: Stack the bricks\n");
    expect_lines(WORDS("queue", "top", "K-3"), "+- [x] K-3: Fire\n-- [x] K-3: Fire\n");
    expect_lines(WORDS("queue", "down", "K-1"), "-- [ ] K-1: Stack the bricks\n+- [ ] K-1: Stack the bricks\n");
    expect_lines(WORDS("queue", "add", "K-5"), "+- [ ] K-5: Sweep\n");
    expect_lines(WORDS("queue", "add", "K-5", "--after", "K-1"), "+- [ ] K-5: Sweep\n");
    expect_lines(WORDS("queue", "remove", "K-2"), "-- [ ] K-2: Dry them\n");
    expect_failure(WORDS("queue", "add", "K-1"), ERROR_REFUSED, "in the queue already");
    expect_failure(WORDS("queue", "add", "K-9"), ERROR_NOT_FOUND, "K-9");
    expect_failure(WORDS("queue", "add", "K-5", "--description", "x"), ERROR_NOT_FOUND, "no place for the description");
}

/* The only item of a list becomes what holds the place. */
static void an_empty_list_says_so(void **state)
{
    (void)state;
    expect_lines(WORDS("queue", "remove", "K-4"), "-- [ ] K-4: Sell\n+- [ ] (none)\n");
}

/* What a heading gives is changed by going below another one. */
static void headings_give_priorities(void **state)
{
    (void)state;
    expect_lines(WORDS("queue", "add", "K-5", "--priority", "now"),
                 "-(None \xE2\x80\x94 all is done)\n+- [ ] K-5: Sweep\n");
    expect_lines(WORDS("queue", "set", "K-2", "--priority", "Later"), "-- [ ] K-2: Dry them\n+- [ ] K-2: Dry them\n");
    expect_lines(WORDS("queue", "set", "K-2", "--priority", "Now"),
                 "-(None \xE2\x80\x94 all is done)\n+- [ ] K-2: Dry them\n-- [ ] K-2: Dry them\n");
    expect_lines(WORDS("queue", "set", "K-2", "--after", "K-4"), "-- [ ] K-2: Dry them\n+- [ ] K-2: Dry them\n");
    expect_failure(WORDS("queue", "set", "K-2", "--priority", "Never"), ERROR_NOT_FOUND, "no heading here");
    expect_failure(WORDS("queue", "add", "K-5", "--priority", "Never"), ERROR_NOT_FOUND, "no place for the priority");
    expect_failure(WORDS("set", "queue:K-2", "priority=Later"), ERROR_REFUSED, "for several records");
}

static void a_list_holds_blockers(void **state)
{
    (void)state;
    expect_lines(WORDS("block", "K-2", "--reason", "It rains", "--exit", "It is dry"),
                 "+- [ ] K-2: It rains (id: stop:10) (weight: heavy)\n+  - Holds: K-2\n+  - Until: It is dry\n"
                 "+  held: It rains\n+  until: It is dry\n");
    expect_lines(WORDS("block", "--reason", "No wood"), "+- [ ] No wood (id: stop:10) (weight: heavy)\n");
    expect_lines(WORDS("resolve", "stop:1", "--resolution", "A buyer came"),
                 "-- [ ] K-4 has no buyer (id: stop:1) (weight: light)\n"
                 "+- [x] K-4 has no buyer (id: stop:1) (weight: light)\n+- **2026-05-05:** A buyer came\n");
}

/* What has no place is said, and not passed over. */
static void what_has_no_place_is_told(void **state)
{
    (void)state;
    struct fixture fixture = kiln_whole();
    struct run run;
    run_on(&run, fixture.plan, (struct request){0}, "block",
           WORDS("K-2", "--reason", "It rains", "--impact", "Late", "--exit", "Sun"));
    assert_done(run.done, run.error);
    assert_slice(run.change.summary, "block K-2 by stop:10; the plan has no place for the impact, which is written nowhere");
    release_run(&run);
    fixture_free(&fixture);
}

/* The effects of a change as the change log gives them back. */
static size_t remember(const struct change *change, struct recorded_effect *recorded, size_t most)
{
    assert_true(change->effect_count <= most);
    for (size_t i = 0; i < change->effect_count; i++) {
        const struct change_effect *effect = &change->effects[i];
        recorded[i] = (struct recorded_effect){
            .kind = slice_of(kind_name(effect->kind)),
            .id = effect->id,
            .path = effect->path,
            .place = effect->place,
            .role = slice_of(role_name(effect->role)),
            .cell = effect->cell,
            .old = effect->old,
            .new = effect->new,
        };
    }
    return change->effect_count;
}

/* A verb and the one that takes it back leave every byte as it was. */
static void expect_back(const char *const *words, const char *changed, const char *const *back)
{
    struct fixture fixture = kiln_whole();
    struct recorded_effect recorded[32];
    struct run run;
    struct run second;
    struct bytes lines;
    bytes_init(&lines);
    run_on(&run, fixture.plan, (struct request){0}, words[0], words + 1);
    assert_done(run.done, run.error);
    append_lines(&run.change, &lines);
    assert_slice(bytes_slice(&lines), changed);
    struct plan *after = plan_after(fixture.plan, &run.change);
    struct request request = {.recorded = recorded, .recorded_count = remember(&run.change, recorded, 32)};
    run_on(&second, after, request, back[0], back + 1);
    assert_done(second.done, second.error);
    struct plan *last = plan_after(after, &second.change);
    for (size_t i = 0; i < last->document_count; i++) {
        assert_slice(source_bytes(last->documents[i]->source), ((const char *[]){kiln_plan, kiln_tasks, kiln_card})[i]);
    }
    plan_free(last);
    plan_free(after);
    bytes_release(&lines);
    release_run(&second);
    release_run(&run);
    fixture_free(&fixture);
}

static void verbs_write_what_the_profile_wants(void **state)
{
    (void)state;
    expect_back(WORDS("claim", "K-1"),
                "-  state: open\n-  by: ''\n+  state: busy\n+  by: 'ada'\n-status: open\n+status: busy\n",
                WORDS("release", "K-1"));
    expect_back(WORDS("claim", "K-2"), "-  state: open\n+  state: busy\n+  by: ada\n", WORDS("release", "K-2"));
    expect_back(WORDS("block", "K-2", "--reason", "It rains", "--status", "--exit", "Sun"),
                "+- [ ] K-2: It rains (id: stop:10) (weight: heavy)\n+  - Holds: K-2\n+  - Until: Sun\n"
                "-  state: open\n+  state: held\n+  held: It rains\n+  until: Sun\n",
                WORDS("unblock", "K-2"));
}

static void front_matter_is_a_place(void **state)
{
    (void)state;
    struct fixture fixture = kiln_whole();
    const struct record *task = fixture_record(&fixture, KIND_TASK, "K-1");
    assert_int_equal(task->place_count, 3);
    assert_int_equal(task->places[1]->line, 2);
    fixture_free(&fixture);
    expect_lines(WORDS("set", "K-1", "status=done"), "-  state: open\n+  state: done\n-status: open\n+status: done\n");
}

/* Lanes that are headings: a task moves by going below another one. */
static void headings_are_lanes(void **state)
{
    (void)state;
    static const char profile[] = "profile: wall\nversion: 1\ndocuments: {wall: WALL.md}\nids: {task: [\"T#\"]}\n"
                                  "states: {todo: [open], in_progress: [{word: busy, slot: light}], done: [done]}\n"
                                  "records:\n"
                                  "  - {kind: lane, in: wall, section: {under: Lanes, heading: \"{id}\"}, state: in_progress}\n"
                                  "  - kind: task\n    in: wall\n    list:\n      under: Lanes\n      above: \"{lane}\"\n"
                                  "      box: true\n      item: \"{id} {title}\"\n";
    static const char text[] = "# Lanes\n\n## Masons\n\n- [ ] T1 Wall\n  - two lines\n- [ ] T2 Arch\n\n## Painters\n\n- [ ] T3 Door\n\n"
                               "## Nobody\n";
    static const char after[] = "# Lanes\n\n## Masons\n\n- [ ] T2 Arch\n\n## Painters\n\n- [ ] T3 Door\n- [ ] T1 Wall\n  - two lines\n\n"
                                "## Nobody\n";
    struct fixture fixture = {0};
    struct error error = {0};
    struct document *document = fixture_document("WALL.md", text);
    fixture.profile = profile_load("wall.yaml", slice_of(profile), &error);
    assert_done(fixture.profile != NULL, error);
    fixture.plan = plan_new(fixture.profile, slice_of("/wall"), &document, 1, &error);
    assert_done(fixture.plan != NULL, error);
    document_release(document);
    assert_slice(fixture_record(&fixture, KIND_TASK, "T1")->lane->id, "Masons");
    struct run run;
    run_on(&run, fixture.plan, (struct request){0}, "move", WORDS("T1", "--to", "painters"));
    assert_done(run.done, run.error);
    assert_slice(source_bytes(run.change.files[0].after), after);
    release_run(&run);
    run_on(&run, fixture.plan, (struct request){0}, "move", WORDS("T3", "--to", "Nobody"));
    assert_done(run.done, run.error);
    struct plan *moved = plan_after(fixture.plan, &run.change);
    assert_slice(query_id(moved, KIND_TASK, slice_of("T3"))->lane->id, "Nobody");
    plan_free(moved);
    release_run(&run);
    fixture_free(&fixture);
}

/* A lane that is an item with a box is ticked, as any record is. */
static void a_lane_with_a_box(void **state)
{
    (void)state;
    static const char profile[] = "profile: wall\nversion: 1\ndocuments: {wall: WALL.md}\n"
                                  "states: {todo: [open], done: [done]}\nrecords:\n"
                                  "  - {kind: lane, in: wall, list: {under: Lanes, box: true, item: \"{id}\"}}\n";
    struct fixture fixture = {0};
    struct error error = {0};
    struct document *document = fixture_document("WALL.md", "# Lanes\n\n- [ ] Masons\n- [ ] Painters\n");
    fixture.profile = profile_load("wall.yaml", slice_of(profile), &error);
    assert_done(fixture.profile != NULL, error);
    fixture.plan = plan_new(fixture.profile, slice_of("/wall"), &document, 1, &error);
    assert_done(fixture.plan != NULL, error);
    document_release(document);
    struct run run;
    run_on(&run, fixture.plan, (struct request){0}, "lane", WORDS("Painters", "done"));
    assert_done(run.done, run.error);
    assert_slice(source_bytes(run.change.files[0].after), "# Lanes\n\n- [ ] Masons\n- [x] Painters\n");
    release_run(&run);
    run_on(&run, fixture.plan, (struct request){0}, "lane", WORDS("Painters", "paused"));
    assert_false(run.done);
    assert_int_equal(run.error.code, ERROR_USAGE);
    release_run(&run);
    fixture_free(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_is_a_queue),         cmocka_unit_test(an_empty_list_says_so),
        cmocka_unit_test(headings_give_priorities),  cmocka_unit_test(a_list_holds_blockers),
        cmocka_unit_test(what_has_no_place_is_told), cmocka_unit_test(verbs_write_what_the_profile_wants),
        cmocka_unit_test(front_matter_is_a_place),   cmocka_unit_test(headings_are_lanes),
        cmocka_unit_test(a_lane_with_a_box),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
