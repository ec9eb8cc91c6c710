/* Whose hand changed a plan: what the change log explains, and what it does not. */
#include "store/authors.h"

#include "store/log.h"

#include "test_store_support.h"

/* Appends a record of WHO that made of each `old` the `new`, and meant the status of the task (NULL: nothing that is told). */
static void write_record(struct test_place *place, const char *who, const char *old, const char *new, const char *task,
                         const char *status)
{
    struct error error = {0};
    struct log_file file = {
        .path = slice_of("a.md"), .before_hash = log_hash(slice_of(old)), .after_hash = log_hash(slice_of(new))};
    struct log_effect effect = {
        .kind = slice_of("task"), .id = slice_of(task), .file = file.path, .role = slice_of("status"),
        .old = slice_of("todo"), .new = slice_of(status)};
    struct log_record record = {
        .time = slice_of("2026-03-01T10:00Z"), .who = slice_of(who), .verb = slice_of("set"),
        .summary = slice_of("set"), .files = &file, .file_count = 1,
        .effects = &effect, .effect_count = task == NULL ? 0 : 1};
    assert_done(log_append(&place->folder, &record, &error), error);
}

static void add_event(struct events *events, const char *id, const char *new)
{
    struct error error = {0};
    const struct event event = {
        .what = COMPARE_CHANGED, .kind = KIND_TASK, .id = slice_of(id), .field = slice_of("status"),
        .old = slice_of("todo"), .new = slice_of(new), .file = slice_of("a.md"), .line = 1};
    assert_done(events_add(events, &event, &error), error);
}

/* Names one change of a.md, and compares whose it is: "outside", or the name. */
static void check_author(struct authors *authors, const struct test_place *place, const char *before, const char *after,
                         const char *id, const char *new, const char *wanted)
{
    struct events events = {0};
    struct error error = {0};
    const struct authors_document document = {
        .path = slice_of("a.md"), .before = slice_of(before), .after = slice_of(after)};
    add_event(&events, id, new);
    assert_done(authors_name(authors, &place->folder, &document, 1, &events, &error), error);
    const struct event *event = &events.items[0];
    struct slice named = event->hand == HAND_WORKBOARD ? event->who : slice_of(event_hand_name(event->hand));
    assert_same_bytes(named, slice_of(wanted));
    assert_int_equal(event->who.size > 0, event->hand == HAND_WORKBOARD);
    events_release(&events);
}

static void what_a_record_means_is_of_its_author(void **state)
{
    struct test_place place;
    struct authors authors;
    (void)state;
    test_place_make(&place);
    write_record(&place, "older", "one", "two", "T1", "done");
    authors_begin(&authors, &place.folder);
    assert_int_equal(authors.known, 1);
    /* Neither the bytes nor a new record: what the log held before explains nothing. */
    check_author(&authors, &place, "two", "three", "T1", "done", "outside");
    write_record(&place, "mara", "two", "three", "T1", "done");
    check_author(&authors, &place, "two", "three", "t1", "done", "mara");
    assert_int_equal(authors.known, 2);
    /* What follows from the change, without being meant: it is all that happened to the document. */
    check_author(&authors, &place, "two", "three", "T9", "done", "mara");
    /* The whole way from one record to the next. */
    check_author(&authors, &place, "one", "three", "T9", "done", "mara");
    /* Another program was there besides. */
    check_author(&authors, &place, "two", "four", "T9", "done", "outside");
    check_author(&authors, &place, "zero", "three", "T9", "done", "outside");
    check_author(&authors, &place, "zero", "three", "T1", "done", "mara");
    check_author(&authors, &place, "zero", "three", "T1", "blocked", "outside");
    test_place_remove(&place);
}

static void each_of_two_in_a_row_is_named(void **state)
{
    struct test_place place;
    struct authors authors;
    (void)state;
    test_place_make(&place);
    authors_begin(&authors, &place.folder);
    assert_int_equal(authors.known, 0);
    write_record(&place, "mara", "one", "two", "T1", "done");
    write_record(&place, "tom", "two", "three", "T2", "done");
    check_author(&authors, &place, "one", "three", "T1", "done", "mara");
    check_author(&authors, &place, "one", "three", "T2", "done", "tom");
    /* It was taken up and given back: the newest that means it counts. */
    write_record(&place, "ann", "three", "four", "T1", "blocked");
    write_record(&place, "ben", "four", "three", "T1", "done");
    check_author(&authors, &place, "one", "three", "T1", "done", "ben");
    /* Between two programs: the records are new, and mean it. */
    write_record(&place, "cleo", "five", "six", "T1", "done");
    check_author(&authors, &place, "three", "seven", "T1", "done", "cleo");
    check_author(&authors, &place, "seven", "eight", "T1", "done", "outside");
    test_place_remove(&place);
}

/* What another program wrote behind it does not take the name away; what was before does not give one. */
static void edits_behind_a_record_take_nothing(void **state)
{
    struct test_place place;
    struct authors authors = {.known = SIZE_MAX};
    (void)state;
    test_place_make(&place);
    write_record(&place, "older", "one", "two", "T1", "done");
    write_record(&place, "older", "two", "one", "T1", "todo");
    write_record(&place, "mara", "one", "two", "T2", "done");
    check_author(&authors, &place, "one", "three", "T2", "done", "mara");
    check_author(&authors, &place, "one", "three", "T1", "done", "outside");
    check_author(&authors, &place, "one", "three", "T9", "done", "outside");
    check_author(&authors, &place, "one", "two", "T9", "done", "mara");
    check_author(&authors, &place, "zero", "three", "T2", "done", "outside");
    test_place_remove(&place);
}

static void documents_that_come_and_go(void **state)
{
    struct test_place place;
    struct authors authors;
    struct events events = {0};
    struct error error = {0};
    (void)state;
    test_place_make(&place);
    authors_begin(&authors, &place.folder);
    write_record(&place, "mara", "", "one", NULL, NULL);
    check_author(&authors, &place, NULL, "one", "T1", "done", "outside");
    /* Of a document that is not given nothing is known but that a program wrote it. */
    add_event(&events, "T1", "done");
    assert_done(authors_name(&authors, &place.folder, NULL, 0, &events, &error), error);
    assert_int_equal(events.items[0].hand, HAND_OUTSIDE);
    /* Without a log nobody says anything. */
    events.items[0].hand = HAND_UNKNOWN;
    assert_done(authors_name(&authors, NULL, NULL, 0, &events, &error), error);
    assert_int_equal(events.items[0].hand, HAND_UNKNOWN);
    events_release(&events);
    test_place_remove(&place);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_record_means_is_of_its_author),
        cmocka_unit_test(each_of_two_in_a_row_is_named),
        cmocka_unit_test(edits_behind_a_record_take_nothing),
        cmocka_unit_test(documents_that_come_and_go),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
