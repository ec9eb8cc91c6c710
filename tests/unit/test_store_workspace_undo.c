/* Taking back what verbs did to a plan, through the change log. */
#include "test_plan_fixture.h"

#include "store/workspace_undo.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct place {
    char root[64];
    struct workspace *workspace;
};

static const char *const names[] = {"STATUS.md", "WORKBOARD.md", "TASK-REGISTRY.md"};
enum { NAMES = sizeof names / sizeof names[0] };

static void make_path(char *path, size_t size, const struct place *place, const char *below)
{
    int length = snprintf(path, size, "%s/plan/%s", place->root, below);
    assert_true(length > 0 && (size_t)length < size);
}

static void write_file(const struct place *place, const char *below, struct slice text)
{
    char path[256];
    make_path(path, sizeof path, place, below);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text.data, 1, text.size, file), text.size);
    assert_int_equal(fclose(file), 0);
}

static void read_all(const struct place *place, struct bytes texts[NAMES])
{
    for (size_t i = 0; i < NAMES; i++) {
        char path[256];
        make_path(path, sizeof path, place, names[i]);
        FILE *file = fopen(path, "rb");
        assert_non_null(file);
        char block[16384];
        size_t size = fread(block, 1, sizeof block, file);
        assert_true(size < sizeof block);
        assert_int_equal(fclose(file), 0);
        bytes_clear(&texts[i]);
        assert_true(bytes_append(&texts[i], slice_make(block, size)));
    }
}

static int setup(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    char path[256];
    const char *base = getenv("TMPDIR");
    assert_non_null(place);
    (void)snprintf(place->root, sizeof place->root, "%s/workboard-XXXXXX", base == NULL ? "/tmp" : base);
    assert_non_null(mkdtemp(place->root));
    make_path(path, sizeof path, place, "");
    assert_int_equal(mkdir(path, 0755), 0);
    write_file(place, "STATUS.md", slice_of(fixture_status));
    write_file(place, "WORKBOARD.md", slice_of(fixture_board));
    write_file(place, "TASK-REGISTRY.md", slice_of(fixture_registry));
    const struct workspace_environment environment = {.directory = path, .home = place->root};
    struct error error;
    error_clear(&error);
    place->workspace = workspace_open(&environment, path, NULL, &error);
    assert_done(place->workspace != NULL, error);
    *state = place;
    return 0;
}

static int teardown(void **state)
{
    struct place *place = *state;
    char command[128];
    workspace_close(place->workspace);
    (void)snprintf(command, sizeof command, "rm -rf '%s'", place->root);
    assert_int_equal(system(command), 0);
    free(place);
    return 0;
}

static void run_verb(struct place *place, const char *who, const char *verb, const char *id, enum option option,
                     const char *value)
{
    struct slice argument = slice_of(id);
    struct request request = {
        .verb = verb_find(slice_of(verb)),
        .arguments = &argument,
        .argument_count = 1,
        .who = slice_of(who),
        .day = slice_of("2026-03-01"),
        .now = slice_of("2026-03-01T10:00Z"),
        .force = true,
    };
    if (value != NULL) {
        request.options[option] = slice_of(value);
    }
    struct change change;
    struct error error;
    error_clear(&error);
    change_init(&change);
    assert_done(workspace_run(place->workspace, &request, true, &change, &error), error);
    assert_true(change.file_count > 0);
    change_release(&change);
}

static bool try_undo(struct place *place, struct undo_request request, struct undo_result *result, struct error *error)
{
    struct change change;
    change_init(&change);
    request.who = request.who.data == NULL ? slice_of("ada") : request.who;
    request.day = slice_of("2026-03-02");
    request.now = slice_of("2026-03-02T10:00Z");
    bool done = workspace_undo(place->workspace, &request, true, &change, result, error);
    change_release(&change);
    return done;
}

static struct undo_result undo(struct place *place, struct undo_request request)
{
    struct undo_result result = {0};
    struct error error;
    error_clear(&error);
    assert_done(try_undo(place, request, &result, &error), error);
    return result;
}

static void expect_texts(const struct place *place, struct bytes wanted[NAMES])
{
    struct bytes now[NAMES] = {{0}};
    read_all(place, now);
    for (size_t i = 0; i < NAMES; i++) {
        assert_string_equal(now[i].data, wanted[i].data);
        bytes_release(&now[i]);
    }
}

static void release_texts(struct bytes texts[NAMES])
{
    for (size_t i = 0; i < NAMES; i++) {
        bytes_release(&texts[i]);
    }
}

static void each_step_goes_back_and_forth(void **state)
{
    struct place *place = *state;
    struct bytes steps[3][NAMES] = {{{0}}};
    read_all(place, steps[0]);
    run_verb(place, "ada", "claim", "M2-T02", OPTION_LANE, "Lane B");
    read_all(place, steps[1]);
    run_verb(place, "ada", "done", "M2-T02", OPTION_NOTE, "it holds");
    read_all(place, steps[2]);
    struct undo_result result = undo(place, (struct undo_request){0});
    assert_int_equal(result.undone, 2);
    assert_int_equal(result.id, 3);
    expect_texts(place, steps[1]);
    assert_int_equal(undo(place, (struct undo_request){0}).undone, 1);
    expect_texts(place, steps[0]);
    /* What took something back is taken back by its number. */
    assert_int_equal(undo(place, (struct undo_request){.id = 4}).undone, 4);
    expect_texts(place, steps[1]);
    undo(place, (struct undo_request){.id = 3});
    expect_texts(place, steps[2]);
    /* And the walk back begins at the end again. */
    assert_int_equal(undo(place, (struct undo_request){0}).undone, 2);
    expect_texts(place, steps[1]);
    for (size_t i = 0; i < 3; i++) {
        release_texts(steps[i]);
    }
}

static void only_ones_own_unless_asked(void **state)
{
    struct place *place = *state;
    struct undo_result result;
    struct error error;
    error_clear(&error);
    struct bytes before[NAMES] = {{0}};
    read_all(place, before);
    assert_false(try_undo(place, (struct undo_request){0}, &result, &error));
    assert_int_equal(error.code, ERROR_NOT_FOUND);
    run_verb(place, "bob", "claim", "M2-T02", OPTION_LANE, "Lane B");
    assert_false(try_undo(place, (struct undo_request){0}, &result, &error));
    assert_int_equal(error.code, ERROR_NOT_FOUND);
    assert_false(try_undo(place, (struct undo_request){.id = 7}, &result, &error));
    assert_int_equal(error.code, ERROR_NOT_FOUND);
    assert_int_equal(undo(place, (struct undo_request){.any = true}).undone, 1);
    expect_texts(place, before);
    assert_false(try_undo(place, (struct undo_request){.id = 1}, &result, &error));
    assert_int_equal(error.code, ERROR_REFUSED);
    assert_string_equal(error.rule, "undo.done");
    assert_false(try_undo(place, (struct undo_request){.id = 2, .if_rev = slice_of("0123456789abcdef")}, &result, &error));
    assert_int_equal(error.code, ERROR_CONFLICT);
    expect_texts(place, before);
    release_texts(before);
}

static const char *find_text(const struct place *place, const char *name, struct bytes *text, const char *part)
{
    char path[256];
    make_path(path, sizeof path, place, name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char block[16384];
    size_t size = fread(block, 1, sizeof block, file);
    assert_int_equal(fclose(file), 0);
    bytes_clear(text);
    assert_true(bytes_append(text, slice_make(block, size)));
    return strstr(text->data, part);
}

static bool has(const struct place *place, const char *name, const char *part)
{
    struct bytes text;
    bytes_init(&text);
    bool found = find_text(place, name, &text, part) != NULL;
    bytes_release(&text);
    return found;
}

/* Two claims share the table that the first one made. Whichever order they go in, it goes with the last. */
static void claims_share_their_table(void **state)
{
    struct place *place = *state;
    struct bytes before[NAMES] = {{0}};
    read_all(place, before);
    run_verb(place, "ada", "claim", "M2-T02", OPTION_LANE, "Lane B");
    run_verb(place, "bob", "claim", "M2-T04", OPTION_LANE, "Lane C");
    assert_true(has(place, "WORKBOARD.md", "## Active Claims"));
    undo(place, (struct undo_request){0});
    assert_false(has(place, "WORKBOARD.md", "| M2-T02 |"));
    assert_true(has(place, "WORKBOARD.md", "## Active Claims"));
    assert_true(has(place, "WORKBOARD.md", "| M2-T04 |"));
    undo(place, (struct undo_request){.who = slice_of("bob")});
    assert_false(has(place, "WORKBOARD.md", "## Active Claims"));
    assert_false(has(place, "WORKBOARD.md", "M2-T04 |"));
    release_texts(before);
}

/* The table went with a claim, and another one made a new table: the row comes back into that one. */
static void a_claim_comes_back_into_the_table_that_is_there(void **state)
{
    struct place *place = *state;
    struct bytes text;
    bytes_init(&text);
    run_verb(place, "ada", "claim", "M2-T02", OPTION_LANE, "Lane B");
    run_verb(place, "ada", "done", "M2-T02", OPTION_COUNT, NULL);
    assert_false(has(place, "WORKBOARD.md", "## Active Claims"));
    run_verb(place, "bob", "claim", "M2-T04", OPTION_LANE, "Lane C");
    undo(place, (struct undo_request){0});
    const char *section = find_text(place, "WORKBOARD.md", &text, "## Active Claims");
    assert_non_null(section);
    assert_null(strstr(section + 1, "## Active Claims"));
    assert_non_null(strstr(section, "| M2-T04 | Lane C | bob | 2026-03-01T10:00Z |\n| M2-T02 | Lane B | ada |"));
    bytes_release(&text);
}

/* A document that was changed since is stamped like any that is changed, and never with an older day. */
static void stamps_go_on_in_documents_that_were_changed(void **state)
{
    struct place *place = *state;
    struct bytes text;
    bytes_init(&text);
    run_verb(place, "ada", "claim", "M2-T02", OPTION_LANE, "Lane B");
    (void)find_text(place, "WORKBOARD.md", &text, "");
    bytes_append_text(&text, "\nA note by hand.\n");
    write_file(place, "WORKBOARD.md", bytes_slice(&text));
    undo(place, (struct undo_request){0});
    assert_true(has(place, "WORKBOARD.md", "Last updated: 2026-03-02"));
    assert_true(has(place, "WORKBOARD.md", "A note by hand."));
    assert_false(has(place, "WORKBOARD.md", "Active Claims"));
    /* The others were left alone: they are what they were, their stamp too. */
    assert_true(has(place, "TASK-REGISTRY.md", "Last updated: 2026-03-01") || !has(place, "TASK-REGISTRY.md", "Last updated"));
    bytes_release(&text);
}

static void what_hangs_on_the_change_is_named(void **state)
{
    struct place *place = *state;
    struct bytes text;
    struct undo_result result;
    struct error error;
    error_clear(&error);
    bytes_init(&text);
    run_verb(place, "ada", "claim", "M2-T02", OPTION_LANE, "Lane B");
    (void)find_text(place, "WORKBOARD.md", &text, "");
    char *who = strstr(text.data, "| ada |");
    assert_non_null(who);
    memcpy(who, "| eve |", 7);
    write_file(place, "WORKBOARD.md", bytes_slice(&text));
    struct bytes before[NAMES] = {{0}};
    read_all(place, before);
    assert_false(try_undo(place, (struct undo_request){0}, &result, &error));
    assert_int_equal(error.code, ERROR_CONFLICT);
    assert_string_equal(error.file, "WORKBOARD.md");
    assert_true(error.line > 0);
    expect_texts(place, before);
    /* A document that is gone. */
    char path[256];
    make_path(path, sizeof path, place, "TASK-REGISTRY.md");
    assert_int_equal(unlink(path), 0);
    assert_false(try_undo(place, (struct undo_request){0}, &result, &error));
    assert_int_equal(error.code, ERROR_CONFLICT);
    release_texts(before);
    bytes_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_step_goes_back_and_forth, setup, teardown),
        cmocka_unit_test_setup_teardown(only_ones_own_unless_asked, setup, teardown),
        cmocka_unit_test_setup_teardown(claims_share_their_table, setup, teardown),
        cmocka_unit_test_setup_teardown(a_claim_comes_back_into_the_table_that_is_there, setup, teardown),
        cmocka_unit_test_setup_teardown(stamps_go_on_in_documents_that_were_changed, setup, teardown),
        cmocka_unit_test_setup_teardown(what_hangs_on_the_change_is_named, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
