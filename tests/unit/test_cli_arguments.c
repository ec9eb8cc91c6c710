/* Options and words, the nearest name, the moment of --date. */
#include "base/suggest.h"
#include "cli/arguments.h"
#include "cli/clock.h"

#include "test_cmocka.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static const struct argument_option common[] = {
    {"plan", 0, "PATH", "a plan"}, {"json", 0, NULL, "as JSON"}, {"help", 'h', NULL, "help"}, {0}};
static const struct argument_option own[] = {{"state", 's', "STATE", "a state"}, {0}};
static const struct argument_option *const tables[] = {common, own, NULL};

enum { MOST = 12 };

/* Reads words that are given as one text with blanks between them; "_" stands for an empty word. */
static bool read_line(struct arguments *arguments, char *line, bool stop, int *at, struct error *error)
{
    static char empty[] = "";
    char *texts[MOST];
    int count = 0;
    char *rest = NULL;
    for (char *word = strtok_r(line, " ", &rest); word != NULL && count < MOST; word = strtok_r(NULL, " ", &rest)) {
        texts[count++] = strcmp(word, "_") == 0 ? empty : word;
    }
    return arguments_read(arguments, count, texts, at, tables, stop, error);
}

static void test_forms(void **state)
{
    (void)state;
    struct arguments arguments;
    arguments_init(&arguments);
    struct error error = {0};
    char line[] = "--plan a --state=b one -s c -sd --json --state= --state _ two";
    int at = 0;
    assert_done(read_line(&arguments, line, false, &at, &error), error);
    assert_string_equal(arguments_text(&arguments, "plan"), "a");
    assert_true(arguments_has(&arguments, "json"));
    assert_false(arguments_has(&arguments, "help"));
    static const char *const wanted[] = {"b", "c", "d", "", ""};
    size_t position = 0;
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        assert_string_equal(arguments_next(&arguments, "state", &position), wanted[i]);
    }
    assert_null(arguments_next(&arguments, "state", &position));
    assert_int_equal(arguments.word_count, 2);
    assert_string_equal(arguments.words[0], "one");
    arguments_release(&arguments);
}

static void test_end_of_options(void **state)
{
    (void)state;
    struct arguments arguments;
    arguments_init(&arguments);
    struct error error = {0};
    char line[] = "- --json -- --json -x --";
    int at = 0;
    assert_done(read_line(&arguments, line, false, &at, &error), error);
    assert_int_equal(arguments.word_count, 4);
    assert_string_equal(arguments.words[0], "-");
    assert_string_equal(arguments.words[1], "--json");
    assert_string_equal(arguments.words[3], "--");
    arguments_release(&arguments);
}

static void test_stop_at_word(void **state)
{
    (void)state;
    struct arguments arguments;
    arguments_init(&arguments);
    struct error error = {0};
    char line[] = "--json --plan list list --state x";
    int at = 0;
    assert_done(read_line(&arguments, line, true, &at, &error), error);
    assert_int_equal(at, 3);
    assert_int_equal(arguments.word_count, 0);
    assert_string_equal(arguments_text(&arguments, "plan"), "list");
    arguments_release(&arguments);
}

static void check_wrong(const char *text, const char *message)
{
    struct arguments arguments;
    arguments_init(&arguments);
    struct error error = {0};
    char line[64];
    (void)snprintf(line, sizeof line, "%s", text);
    int at = 0;
    assert_false(read_line(&arguments, line, false, &at, &error));
    assert_int_equal(error.code, ERROR_USAGE);
    if (strstr(error.message, message) == NULL) {
        print_error("got \"%s\"\n", error.message);
        fail();
    }
    arguments_release(&arguments);
}

static void test_wrong(void **state)
{
    (void)state;
    check_wrong("--plam x", "did you mean --plan?");
    check_wrong("--colour", "no option --colour");
    check_wrong("--json=1", "takes no value");
    check_wrong("a --plan", "needs a value");
    check_wrong("-x", "no option -x");
    check_wrong("-hs", "no option -hs");
}

static const char *nearest(const char *typed)
{
    static const char *const names[] = {"status", "list", "show", "claim", "release", "move", "lane", NULL};
    struct suggest suggest;
    suggest_init(&suggest, slice_of(typed));
    for (size_t i = 0; names[i] != NULL; i++) {
        suggest_offer(&suggest, names[i]);
    }
    return suggest.best == NULL ? "" : suggest.best;
}

static void test_nearest(void **state)
{
    (void)state;
    assert_string_equal(nearest("stauts"), "status");
    assert_string_equal(nearest("lst"), "list");
    assert_string_equal(nearest("clam"), "claim");
    assert_string_equal(nearest("rel"), "release");
    assert_string_equal(nearest("frobnicate"), "");
    assert_string_equal(nearest(""), "");
    assert_string_equal(nearest("a word that is much longer than any name of a command is"), "");
}

static void check_moment(const char *date, const char *epoch, bool local, const char *now, const char *day)
{
    struct clock_moment moment;
    struct error error = {0};
    assert_done(clock_read(date, epoch, local, &moment, &error), error);
    assert_string_equal(moment.now, now);
    assert_string_equal(moment.day, day);
}

static void test_moments(void **state)
{
    (void)state;
    check_moment("2026-02-19", NULL, false, "2026-02-19T00:00Z", "2026-02-19");
    check_moment("2024-02-29", NULL, false, "2024-02-29T00:00Z", "2024-02-29");
    check_moment("2000-12-31", NULL, false, "2000-12-31T00:00Z", "2000-12-31");
    check_moment("1970-01-01", NULL, false, "1970-01-01T00:00Z", "1970-01-01");
    check_moment("2026-02-19T14:03Z", NULL, false, "2026-02-19T14:03Z", "2026-02-19");
    check_moment("2026-02-19T14:03:59Z", NULL, false, "2026-02-19T14:03Z", "2026-02-19");
    check_moment("2026-02-19 14:03", NULL, false, "2026-02-19T14:03Z", "2026-02-19");
    check_moment("2026-02-19T23:30-02:00", NULL, false, "2026-02-20T01:30Z", "2026-02-20");
    check_moment("2026-03-01T00:30+0100", NULL, false, "2026-02-28T23:30Z", "2026-02-28");
    check_moment("2026-03-01T00:30+01", NULL, false, "2026-02-28T23:30Z", "2026-02-28");
    check_moment(NULL, "0", false, "1970-01-01T00:00Z", "1970-01-01");
    check_moment(NULL, "1771509780", false, "2026-02-19T14:03Z", "2026-02-19");
    check_moment("2026-02-19", "0", false, "2026-02-19T00:00Z", "2026-02-19");
}

static void test_local_clock(void **state)
{
    (void)state;
    assert_int_equal(setenv("TZ", "EAST-10", 1), 0);
    tzset();
    check_moment(NULL, "1771509780", true, "2026-02-19T14:03Z", "2026-02-20");
    check_moment("2026-02-20T00:03", NULL, true, "2026-02-19T14:03Z", "2026-02-20");
    check_moment("2026-02-19T14:03Z", NULL, true, "2026-02-19T14:03Z", "2026-02-20");
    struct clock_moment moment;
    struct error error = {0};
    assert_done(clock_read("2026-02-20", NULL, true, &moment, &error), error);
    assert_string_equal(moment.day, "2026-02-20");
}

static void test_no_moments(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",
                                        "today",
                                        "2026-02-30",
                                        "2026-13-01",
                                        "2026-2-1",
                                        "2026-02-29",
                                        "2026-02-19T",
                                        "2026-02-19T25:00",
                                        "2026-02-19T14",
                                        "2026-02-19T14:03X",
                                        "1969-12-31",
                                        "2026-02-19T14:03+1",
                                        "2026-02-19T14:03+01:",
                                        "2026-02-19x"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct clock_moment moment;
        struct error error = {0};
        if (clock_read(wrong[i], NULL, false, &moment, &error)) {
            print_error("\"%s\" was read as %s\n", wrong[i], moment.now);
            fail();
        }
        assert_int_equal(error.code, ERROR_USAGE);
    }
    static const char *const epochs[] = {"", "x", "12x", "-1", "99999999999999999999", "9999999999999999"};
    for (size_t i = 0; i < sizeof epochs / sizeof epochs[0]; i++) {
        struct clock_moment moment;
        struct error error = {0};
        assert_false(clock_read(NULL, epochs[i], false, &moment, &error));
        assert_int_equal(error.code, ERROR_USAGE);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms),   cmocka_unit_test(test_end_of_options), cmocka_unit_test(test_stop_at_word),
        cmocka_unit_test(test_wrong),   cmocka_unit_test(test_nearest),        cmocka_unit_test(test_moments),
        cmocka_unit_test(test_no_moments), cmocka_unit_test(test_local_clock),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
