/* The change log: what goes in comes out, damage is skipped, old records go. */
#include "test_store_support.h"

#include "store/log.h"

static void append(const struct test_place *place, struct log_record *record)
{
    struct error error;
    error_clear(&error);
    assert_done(log_append(&place->folder, record, &error), error);
}

static void list(const struct test_place *place, struct log *log)
{
    struct error error;
    error_clear(&error);
    assert_done(log_list(&place->folder, log, &error), error);
}

static void a_record_comes_back_byte_for_byte(void **state)
{
    struct test_place *place = *state;
    struct slice subjects[] = {slice_of("M1-T01"), TEST_SLICE("\xff odd"), slice_of("\"quoted\\\"")};
    struct log_edit edits[] = {{.start = 7, .old = TEST_SLICE("old\0\xfe\r\n"), .new = slice_of("")},
                               {.start = 900719925474099, .old = slice_of(""), .new = slice_of("\xc3\xa4\x1b[31m\t|")}};
    struct log_file files[] = {
        {.path = slice_of("STATUS.md"), .before_hash = UINT64_MAX, .after_hash = 1, .edits = edits, .edit_count = 2},
        {.path = TEST_SLICE("milestones/\xe9.md"), .before_hash = UINT64_C(0x8000000000000001)}};
    struct log_effect effects[] = {{.kind = slice_of("task"),
                                    .id = slice_of("M1-T01"),
                                    .file = slice_of("STATUS.md"),
                                    .role = slice_of("status"),
                                    .old = slice_of("todo"),
                                    .new = slice_of("")},
                                   {.kind = slice_of("claim"), .new = slice_of("x")},
                                   {.kind = slice_of("claim"), .old = TEST_SLICE("\xc3")}};
    struct log_record record = {.time = slice_of("2026-03-01T10:00:00Z"),
                                .who = slice_of("J\xc3\xb6rg@host"),
                                .verb = slice_of("claim"),
                                .summary = slice_of("claim M1-T01\nfor Lane A"),
                                .subjects = subjects,
                                .subject_count = 3,
                                .files = files,
                                .file_count = 2,
                                .effects = effects,
                                .effect_count = 3};
    append(place, &record);
    assert_int_equal(record.id, 1);
    struct log log;
    list(place, &log);
    assert_int_equal(log.count, 1);
    const struct log_record *got = &log.records[0];
    assert_int_equal(got->id, 1);
    assert_same_bytes(got->time, record.time);
    assert_same_bytes(got->who, record.who);
    assert_same_bytes(got->verb, record.verb);
    assert_same_bytes(got->summary, record.summary);
    assert_int_equal(got->undoes, 0);
    assert_int_equal(got->subject_count, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_same_bytes(got->subjects[i], subjects[i]);
    }
    assert_int_equal(got->file_count, 2);
    assert_true(got->files[0].before_hash == UINT64_MAX && got->files[0].after_hash == 1);
    assert_true(got->files[1].before_hash == UINT64_C(0x8000000000000001));
    assert_same_bytes(got->files[1].path, files[1].path);
    assert_int_equal(got->files[0].edit_count, 2);
    assert_int_equal(got->files[1].edit_count, 0);
    for (size_t i = 0; i < 2; i++) {
        assert_true(got->files[0].edits[i].start == edits[i].start);
        assert_same_bytes(got->files[0].edits[i].old, edits[i].old);
        assert_same_bytes(got->files[0].edits[i].new, edits[i].new);
    }
    assert_int_equal(got->effect_count, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_same_bytes(got->effects[i].kind, effects[i].kind);
        assert_same_bytes(got->effects[i].old, effects[i].old);
        assert_same_bytes(got->effects[i].new, effects[i].new);
        assert_int_equal(got->effects[i].old.data == NULL, effects[i].old.data == NULL);
        assert_int_equal(got->effects[i].new.data == NULL, effects[i].new.data == NULL);
    }
    log_release(&log);
}

static void every_run_of_bytes_survives(void **state)
{
    struct test_place *place = *state;
    enum { RECORDS = 60 };
    struct test_random random = test_random_from(7);
    struct bytes texts[RECORDS];
    for (size_t i = 0; i < RECORDS; i++) {
        bytes_init(&texts[i]);
        for (size_t k = 0; k < i; k++) {
            bytes_append_byte(&texts[i], (char)test_random_below(&random, i % 2 == 0 ? 256 : 128));
        }
        struct log_record record = {.summary = bytes_slice(&texts[i])};
        append(place, &record);
    }
    struct log log;
    list(place, &log);
    assert_int_equal(log.count, RECORDS);
    for (size_t i = 0; i < RECORDS; i++) {
        assert_same_bytes(log.records[RECORDS - 1 - i].summary, bytes_slice(&texts[i]));
        bytes_release(&texts[i]);
    }
    log_release(&log);
}

static void damaged_lines_are_skipped_and_counted(void **state)
{
    struct test_place *place = *state;
    struct log log;
    list(place, &log);
    assert_int_equal(log.count + log.damaged, 0);
    log_release(&log);
    assert_int_equal(test_count_names(place->folder.path, ""), -1);
    struct log_record record = {.verb = slice_of("first")};
    append(place, &record);
    test_append(place->folder.path, "changes.jsonl",
                "not json\n\n{\"id\":0}\n[1]\n{\"id\":9,\"time\":3}\n{\"id\":8,\"time\":\"torn");
    record = (struct log_record){.verb = slice_of("second")};
    append(place, &record);
    assert_int_equal(record.id, 10);
    list(place, &log);
    assert_int_equal(log.count, 2);
    assert_int_equal(log.damaged, 5);
    assert_same_text(log.records[0].verb, "second");
    assert_same_text(log.records[1].verb, "first");
    log_release(&log);
}

static void only_the_newest_thousand_are_kept(void **state)
{
    struct test_place *place = *state;
    enum { MANY = LOG_LIMIT + 350 };
    /* Written at once: appending each would take its time. */
    struct bytes lines;
    bytes_init(&lines);
    struct error error;
    for (size_t i = 1; i < MANY; i++) {
        struct log_record record = {.id = i, .verb = slice_of("many")};
        assert_true(log_write_line(&record, &lines, &error));
    }
    assert_done(folder_make(&place->folder, &error), error);
    test_write(place->folder.path, "changes.jsonl", bytes_slice(&lines));
    size_t size = lines.size;
    bytes_clear(&lines);
    struct log log;
    list(place, &log);
    assert_int_equal(log.count, LOG_LIMIT);
    assert_int_equal(log.records[0].id, MANY - 1);
    log_release(&log);
    struct log_record record = {.verb = slice_of("last")};
    append(place, &record);
    assert_int_equal(record.id, MANY);
    char path[TEST_PATH_SIZE];
    assert_true(test_read_file(test_join(path, place->folder.path, "changes.jsonl"), &lines));
    assert_true(lines.size < size);
    bytes_release(&lines);
    list(place, &log);
    assert_int_equal(log.count, LOG_LIMIT);
    assert_int_equal(log.records[0].id, MANY);
    assert_same_text(log.records[0].verb, "last");
    assert_int_equal(log.records[LOG_LIMIT - 1].id, MANY - LOG_LIMIT + 1);
    assert_non_null(log_find(&log, MANY - 5));
    assert_null(log_find(&log, 3));
    assert_null(log_find(&log, 0));
    log_release(&log);
    assert_int_equal(test_count_names(place->folder.path, ".workboard-"), 0);
}

static void the_last_one_that_fits_is_found(void **state)
{
    struct test_place *place = *state;
    struct slice first[] = {slice_of("M1-T01"), slice_of("M1-T02")};
    struct slice second[] = {slice_of("M1-T02")};
    struct log_record records[] = {
        {.who = slice_of("ann"), .verb = slice_of("claim"), .subjects = first, .subject_count = 2},
        {.who = slice_of("bob"), .verb = slice_of("claim"), .subjects = second, .subject_count = 1},
        {.who = slice_of("ann"), .verb = slice_of("undo"), .undoes = 2},
        {.who = slice_of("ann"), .verb = slice_of("done"), .subjects = second, .subject_count = 1},
        {.who = slice_of("ann"), .verb = slice_of("undo"), .undoes = 4},
        {.who = slice_of("ann"), .verb = slice_of("undo"), .undoes = 5},
    };
    for (size_t i = 0; i < sizeof records / sizeof records[0]; i++) {
        append(place, &records[i]);
    }
    struct log log;
    list(place, &log);
    const struct {
        struct log_query query;
        size_t id;
    } cases[] = {
        {{0}, 6},
        {{.who = "bob"}, 2},
        {{.verb = "claim"}, 2},
        {{.verb = "claim", .subject = "M1-T01"}, 1},
        {{.verb = "claim", .standing = true}, 1},
        {{.standing = true}, 4},
        {{.who = "carl"}, 0},
        {{.subject = "M1-T0"}, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct log_record *found = log_last(&log, &cases[i].query);
        assert_int_equal(found == NULL ? 0 : found->id, cases[i].id);
    }
    assert_int_equal(log_find(&log, 2)->undone_by, 3);
    assert_int_equal(log_find(&log, 4)->undone_by, 0);
    assert_int_equal(log_find(&log, 5)->undone_by, 6);
    assert_int_equal(log_find(&log, 6)->undoes, 5);
    log_release(&log);
}

static void the_hash_never_changes(void **state)
{
    (void)state;
    /* Published values of FNV-1a. */
    assert_true(log_hash(slice_of("")) == UINT64_C(0xcbf29ce484222325));
    assert_true(log_hash(slice_of("a")) == UINT64_C(0xaf63dc4c8601ec8c));
    assert_true(log_hash(slice_of("foobar")) == UINT64_C(0x85944171f73967e8));
    static const char *const texts[] = {"", "a", "foobar", "foobaz and more", "a\nb\n"};
    for (size_t i = 0; i < 25; i++) {
        uint64_t left = 0;
        uint64_t right = 0;
        log_hash_both(slice_of(texts[i / 5]), slice_of(texts[i % 5]), &left, &right);
        assert_true(left == log_hash(slice_of(texts[i / 5])) && right == log_hash(slice_of(texts[i % 5])));
    }
}

static int setup(void **state)
{
    static struct test_place place;
    test_place_make(&place);
    *state = &place;
    return 0;
}

static int teardown(void **state)
{
    test_place_remove(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_record_comes_back_byte_for_byte, setup, teardown),
        cmocka_unit_test_setup_teardown(every_run_of_bytes_survives, setup, teardown),
        cmocka_unit_test_setup_teardown(damaged_lines_are_skipped_and_counted, setup, teardown),
        cmocka_unit_test_setup_teardown(only_the_newest_thousand_are_kept, setup, teardown),
        cmocka_unit_test_setup_teardown(the_last_one_that_fits_is_found, setup, teardown),
        cmocka_unit_test(the_hash_never_changes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
