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
                 "+- [ ] K-2: It rains (id: stop:10) (weight: heavy)\n+  - Until: It is dry\n+  - Holds: K-2\n"
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
                "+- [ ] K-2: It rains (id: stop:10) (weight: heavy)\n+  - Until: Sun\n+  - Holds: K-2\n"
                "-  state: open\n+  state: held\n+  held: It rains\n+  until: Sun\n",
                WORDS("unblock", "K-2"));
}

/* A new record goes where the others stand: into a map of a YAML list, or an item of a list. */
static void new_ones_stand_beside_the_others(void **state)
{
    (void)state;
    expect_lines(WORDS("add", "task", "Paint", "owner=ada"), "+- id: K-6\n+  name: Paint\n+  state: open\n+  by: ada\n");
    expect_lines(WORDS("add", "task", "Paint: twice", "id=K-9"), "+- id: K-9\n+  name: 'Paint: twice'\n+  state: open\n");
    expect_failure(WORDS("add", "task", "Paint", "colour=red"), ERROR_NOT_FOUND, "no field colour");
    expect_failure(WORDS("add", "task", "Paint", "id=K-1"), ERROR_REFUSED, "K-1 stands here already");
    expect_lines(WORDS("add", "queue", "K-5"), "+- [ ] K-5: Sweep\n");
    expect_lines(WORDS("add", "queue", "K-5", "priority=Next"), "+- [ ] K-5: Sweep\n");
    expect_lines(WORDS("add", "blocker", "No wind", "priority=light", "exit_condition=Wind"),
                 "+- [ ] No wind (id: stop:10) (weight: light)\n+  - Until: Wind\n");
    expect_lines(WORDS("add", "resolution", "Found wood"), "+- **2026-05-05:** Found wood\n");
}

static void expect_verb_on(const char *profile, const char *text, const char *const *words, const char *lines)
{
    struct fixture fixture = {0};
    struct error error = {0};
    struct run run;
    struct bytes got;
    struct document *document = fixture_document("YARD.md", text);
    fixture.profile = profile_load("yard.yaml", slice_of(profile), &error);
    assert_done(fixture.profile != NULL, error);
    fixture.plan = plan_new(fixture.profile, slice_of("/yard"), &document, 1, &error);
    assert_done(fixture.plan != NULL, error);
    document_release(document);
    bytes_init(&got);
    run_on(&run, fixture.plan, (struct request){0}, words[0], words + 1);
    assert_done(run.done, run.error);
    append_lines(&run.change, &got);
    assert_slice(bytes_slice(&got), lines);
    bytes_release(&got);
    release_run(&run);
    fixture_free(&fixture);
}

/* What goes with the other verbs, and how an item is written that its own template alone could not fill. */
static void every_verb_may_write_more(void **state)
{
    (void)state;
    static const char profile[] =
        "profile: yard\nversion: 1\ndocuments: {yard: YARD.md}\nids: {task: [\"T#\"], blocker: [\"H#\"]}\n"
        "placeholders: [\"\", \"-\"]\n"
        "states: {todo: [open], in_progress: [{word: busy, slot: light}], done: [done]}\n"
        "records:\n"
        "  - {kind: task, in: yard, table: {under: Tasks, columns: {No: \"{id}\", What: \"{title}\", State: \"{status}\", Last: "
        "\"{notes}\"}}}\n"
        "  - {kind: lane, in: yard, table: {under: Benches, columns: {Bench: \"{id}\", State: \"{status}\"}}}\n"
        "  - kind: lane\n    in: yard\n    list: {under: Order, item: \"{id}:[ {queue}]\"}\n"
        "  - kind: blocker\n    in: yard\n    list:\n      under: Stops\n      box: true\n"
        "      item: \"{title} (id: {id}) (seen: {seen})[ (over: {date})]\"\n"
        "writes:\n"
        "  - {kind: task, in: yard, release: {notes: \"given back by {who}\"}, move: {notes: \"to {lane} on {date}\"}}\n"
        "  - {kind: blocker, in: yard, resolve: {date: \"{date}\"}, add: \"{title} (id: {id}) (seen: never)\"}\n";
    static const char text[] = "# Tasks\n\n| No | What | State | Last |\n|---|---|---|---|\n| T1 | Saw | busy | - |\n| T2 | Plane | open | - |\n\n"
                               "# Benches\n\n| Bench | State |\n|---|---|\n| Left | busy |\n| Right | busy |\n\n"
                               "# Order\n\n- Left: T1\n- Right: T2\n\n# Stops\n\n- [ ] No wood (id: H1) (seen: once)\n";
    expect_verb_on(profile, text, WORDS("release", "T1"), "-| T1 | Saw | busy | - |\n+| T1 | Saw | open | given back by ada |\n");
    expect_verb_on(profile, text, WORDS("move", "T2", "--to", "Left"),
                   "-| T2 | Plane | open | - |\n+| T2 | Plane | open | to Left on 2026-05-05 |\n"
                   "-- Left: T1\n-- Right: T2\n+- Left: T1, T2\n+- Right: -\n");
    expect_verb_on(profile, text, WORDS("resolve", "H1"),
                   "-- [ ] No wood (id: H1) (seen: once)\n+- [x] No wood (id: H1) (seen: once) (over: 2026-05-05)\n");
    expect_verb_on(profile, text, WORDS("block", "--reason", "No light"), "+- [ ] No light (id: H2) (seen: never)\n");
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
        cmocka_unit_test(new_ones_stand_beside_the_others),
        cmocka_unit_test(every_verb_may_write_more),
        cmocka_unit_test(front_matter_is_a_place),   cmocka_unit_test(headings_are_lanes),
        cmocka_unit_test(a_lane_with_a_box),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
