/* Random keys, sizes and outside edits on the board with real documents: it never ends by itself, and every change of a file
 * equals a diff that was shown and confirmed. Some rounds here; `make check-monkey` goes on for a minute. The seed is
 * printed where it fails: WORKBOARD_MONKEY_SEED=N repeats it. */
#include "tui/form.h"
#include "tui/loop_effects.h"
#include "tui/view.h"

#include "test_store_support.h"

#include <stdlib.h>

enum { ROUNDS = 1200, DOCUMENTS = 3 };

static const char *const names[DOCUMENTS] = {"STATUS.md", "TASK-REGISTRY.md", "WORKBOARD.md"};

struct monkey {
    char top[TEST_PATH_SIZE];
    char plan[TEST_PATH_SIZE];
    struct bytes first[DOCUMENTS]; /* what the documents were in the beginning */
    struct bytes known[DOCUMENTS]; /* what they hold as far as is known */
    struct workspace *workspace;
    struct board board;
    uint64_t random;
    size_t written;
};

static uint64_t next_random(struct monkey *monkey)
{
    monkey->random ^= monkey->random << 13;
    monkey->random ^= monkey->random >> 7;
    monkey->random ^= monkey->random << 17;
    return monkey->random;
}

static size_t below(struct monkey *monkey, size_t limit)
{
    return (size_t)(next_random(monkey) % limit);
}

static bool read_moment(void *context, const char *date, char now[24], char day[16], struct error *error)
{
    (void)context;
    (void)date;
    (void)error;
    (void)snprintf(now, 24, "2026-04-01T14:03Z");
    (void)snprintf(day, 16, "2026-04-01");
    return true;
}

static int fixed_width(unsigned long code)
{
    return utf8_width_fixed(code);
}

/* ---- the documents ---- */

static void read_document(const struct monkey *monkey, size_t number, struct bytes *out)
{
    char path[TEST_PATH_SIZE];
    bytes_clear(out);
    if (!test_read_file(test_join(path, monkey->plan, names[number]), out)) {
        bytes_clear(out);
    }
}

static void know(struct monkey *monkey)
{
    for (size_t i = 0; i < DOCUMENTS; i++) {
        read_document(monkey, i, &monkey->known[i]);
    }
}

/* What changed since it was looked at last is exactly what the form showed: by the number for its lines. */
static void check_change(struct monkey *monkey, uint64_t shown, bool asked, unsigned long key)
{
    struct change change;
    struct error error = {0};
    struct bytes now = {0};
    uint64_t digest = 0;
    change_init(&change);
    change.files = arena_new(&change.arena, DOCUMENTS, sizeof *change.files);
    assert_non_null(change.files);
    /* In the order of the plan's documents, as changes are. */
    const struct plan *plan = workspace_plan(monkey->workspace);
    for (size_t d = 0; d < plan->document_count; d++) {
        for (size_t i = 0; i < DOCUMENTS; i++) {
            if (strcmp(plan_path(plan, d), names[i]) != 0) {
                continue;
            }
            read_document(monkey, i, &now);
            if (!slice_equal(bytes_slice(&now), bytes_slice(&monkey->known[i]))) {
                change.files[change.file_count++] = (struct change_file){
                    .path = slice_of(names[i]),
                    .before = source_copy(names[i], bytes_slice(&monkey->known[i]), &error),
                    .after = source_copy(names[i], bytes_slice(&now), &error),
                };
            }
        }
    }
    if (change.file_count > 0) {
        assert_true(change_digest(&change, &digest, &error));
        if (!asked || digest != shown) {
            print_error("key U+%04lX changed files, and %s\n", key, asked ? "not as it was shown" : "no diff was confirmed");
            fail();
        }
        monkey->written++;
    }
    change_release(&change);
    bytes_release(&now);
    know(monkey);
}

/* ---- what happens ---- */

static void send(struct monkey *monkey, struct tui_event event)
{
    struct error error = {0};
    if (!board_send(&monkey->board, &event, &error)) {
        print_error("%s\n", error.message);
        fail();
    }
    monkey->board.quit = false;
}

static unsigned long random_key(struct monkey *monkey)
{
    static const unsigned long likely[] = {
        'c', 'r', 'd', 'm', 'b', 'U', 'x', 's', 'p', 'a', '=', ' ', 'u', 'F', 'g', 'j', 'k', 'h', 'l', ':', '/', '?', 'z',
        '1', '2', '3', '4', '5', '6', 'L', 'n', 'q', 'o', 'M', '1', '-', 'T', '0', '2', 0x6771, 0x301, 0x1F468, '|', '`',
        TUI_KEY_UP, TUI_KEY_DOWN, TUI_KEY_LEFT, TUI_KEY_RIGHT, TUI_KEY_PAGE_UP, TUI_KEY_PAGE_DOWN, TUI_KEY_HOME,
        TUI_KEY_END, TUI_KEY_TAB, TUI_KEY_BACK_TAB, TUI_KEY_BACKSPACE, TUI_KEY_DELETE,
        TUI_CONTROL('u'), TUI_CONTROL('w'), TUI_CONTROL('o'), TUI_CONTROL('l'),
    };
    size_t choice = below(monkey, 100);
    if (choice < 18) {
        return TUI_KEY_ENTER;
    }
    if (choice < 26) {
        return TUI_KEY_ESCAPE;
    }
    return choice < 97 ? likely[below(monkey, sizeof likely / sizeof likely[0])] : below(monkey, 0x3000) + 1;
}

static void press(struct monkey *monkey, unsigned long key)
{
    const struct tui_state *state = monkey->board.state;
    bool asked = state->screen == SCREEN_PREVIEW && key == TUI_KEY_ENTER && !state->form->stale;
    uint64_t shown = state->form->digest;
    /* One look at the screen before each key: what is drawn is what was confirmed. */
    send(monkey, (struct tui_event){.kind = EVENT_KEY, .key = key});
    check_change(monkey, shown, asked, key);
}

/* What a person does: leaves what is open, goes to a task, asks for a verb, writes. */
static void act(struct monkey *monkey)
{
    static const unsigned long asks[] = {'c', 'r', 'd', 'b', 'U', 's', 'p', 'u', '='};
    static const unsigned long shows[] = {'0', '3', '5', '6'};
    for (int i = 0; i < 3; i++) {
        press(monkey, TUI_KEY_ESCAPE);
    }
    press(monkey, shows[below(monkey, sizeof shows / sizeof shows[0])]);
    for (size_t down = below(monkey, 8); down > 0; down--) {
        press(monkey, 'j');
    }
    press(monkey, asks[below(monkey, sizeof asks / sizeof asks[0])]);
    if (below(monkey, 3) == 0) {
        press(monkey, 'F');
    }
    if (below(monkey, 3) == 0) {
        press(monkey, TUI_KEY_PAGE_DOWN);
        press(monkey, TUI_KEY_PAGE_DOWN);
        press(monkey, ' ');
    }
    press(monkey, TUI_KEY_ENTER);
    press(monkey, TUI_KEY_ENTER);
}

static void resize(struct monkey *monkey)
{
    send(monkey, (struct tui_event){
                     .kind = EVENT_RESIZE, .rows = 1 + below(monkey, 60), .columns = 1 + below(monkey, 200)});
}

/* Another hand: whole lines, words, half of a document, none of it; now and then all as it was. */
static void edit_outside(struct monkey *monkey)
{
    static const char *const words[][2] = {
        {"todo", "done"}, {"| todo |", "| in_progress |"}, {"M1-T02", "M1-T09"}, {"paused", "active"}, {"done", "todo"},
        {"in_progress", "todo"}, {"Lane A", "Lane B"}, {"|---|", "|--|"}, {"## ", "# "},
    };
    size_t number = below(monkey, DOCUMENTS);
    struct bytes *text = &monkey->known[number];
    struct bytes changed = {0};
    char path[TEST_PATH_SIZE];
    struct slice whole = bytes_slice(text);
    size_t choice = below(monkey, 12);
    if (choice < 4) {
        bytes_append(&changed, bytes_slice(&monkey->first[number]));
    } else if (choice < 9) {
        const char *const *pair = words[below(monkey, sizeof words / sizeof words[0])];
        size_t from = whole.size == 0 ? 0 : below(monkey, whole.size);
        size_t at = slice_find(whole, slice_of(pair[0]), from);
        at = at == SLICE_NONE ? slice_find(whole, slice_of(pair[0]), 0) : at;
        bytes_append(&changed, slice_part(whole, 0, at == SLICE_NONE ? whole.size : at));
        if (at != SLICE_NONE) {
            bytes_append_text(&changed, pair[1]);
            bytes_append(&changed, slice_part(whole, at + strlen(pair[0]), whole.size));
        }
    } else if (choice < 10) {
        bytes_append(&changed, slice_part(whole, 0, whole.size / 2));
    } else {
        bytes_append(&changed, whole);
        bytes_append_text(&changed, "\n- another hand names M1-T02 here\n");
    }
    assert_false(changed.failed);
    if (choice == 11) {
        unlink(test_join(path, monkey->plan, names[number]));
    } else {
        test_write(monkey->plan, names[number], changed.size == 0 ? slice_of("") : bytes_slice(&changed));
    }
    bytes_release(&changed);
    know(monkey);
    /* Sometimes the board hears of it only later. */
    struct error error = {0};
    if (below(monkey, 3) > 0 && !board_refresh(&monkey->board, &error)) {
        print_error("%s\n", error.message);
        fail();
    }
    check_change(monkey, 0, false, 0);
}

static void look(struct monkey *monkey)
{
    struct error error = {0};
    if (!view_draw(monkey->board.state, &monkey->board.cells, &error)) {
        print_error("%s\n", error.message);
        fail();
    }
}

/* ---- the whole ---- */

static void open_monkey(struct monkey *monkey, const struct tui_options *options, uint64_t seed)
{
    char path[TEST_PATH_SIZE];
    char folder[TEST_PATH_SIZE];
    struct error error = {0};
    const char *source = getenv("WORKBOARD_SOURCE");
    *monkey = (struct monkey){.random = seed * 0x9E3779B97F4A7C15U + 1};
    test_make_top(monkey->top);
    test_join(monkey->plan, monkey->top, "plan");
    assert_int_equal(mkdir(monkey->plan, 0700), 0);
    test_join(folder, source == NULL ? "." : source, "tests/screens/plan");
    for (size_t i = 0; i < DOCUMENTS; i++) {
        assert_true(test_read_file(test_join(path, folder, names[i]), &monkey->first[i]));
        test_write(monkey->plan, names[i], bytes_slice(&monkey->first[i]));
    }
    know(monkey);
    const struct workspace_environment environment = {
        .directory = monkey->plan, .home = monkey->top, .state_home = monkey->top, .config_home = monkey->top};
    monkey->workspace = workspace_open(&environment, monkey->plan, "execution-plan", &error);
    if (monkey->workspace == NULL) {
        print_error("%s\n", error.message);
        fail();
    }
    monkey->board = (struct board){.workspace = monkey->workspace, .options = options};
    cells_init(&monkey->board.cells, fixed_width, false);
    monkey->board.state = tui_state_new(fixed_width, false, &error);
    assert_non_null(monkey->board.state);
    send(monkey, (struct tui_event){.kind = EVENT_RESIZE, .rows = 24, .columns = 80});
    assert_true(board_show_plan(&monkey->board, &error));
}

static void close_monkey(struct monkey *monkey)
{
    tui_state_free(monkey->board.state);
    cells_release(&monkey->board.cells);
    workspace_close(monkey->workspace);
    for (size_t i = 0; i < DOCUMENTS; i++) {
        bytes_release(&monkey->first[i]);
        bytes_release(&monkey->known[i]);
    }
    test_remove(monkey->top);
}

static unsigned long number_of(const char *variable, unsigned long otherwise)
{
    const char *text = getenv(variable);
    return text != NULL && text[0] != '\0' ? strtoul(text, NULL, 10) : otherwise;
}

static void every_change_was_confirmed(void **state)
{
    (void)state;
    const struct tui_options options = {.who = slice_of("monkey"), .moment = read_moment};
    unsigned long seed = number_of("WORKBOARD_MONKEY_SEED", 7);
    unsigned long seconds = number_of("WORKBOARD_MONKEY_SECONDS", 0);
    unsigned long rounds = number_of("WORKBOARD_TEST_ROUNDS", ROUNDS);
    long long end = board_milliseconds() + (long long)seconds * 1000;
    struct monkey monkey;
    size_t round = 0;
    size_t written = 0;
    rounds = rounds < ROUNDS ? rounds : ROUNDS;
    open_monkey(&monkey, &options, seed);
    while (seconds > 0 ? board_milliseconds() < end : round < rounds) {
        size_t choice = below(&monkey, 100);
        if (choice < 84) {
            press(&monkey, random_key(&monkey));
        } else if (choice < 88) {
            act(&monkey);
        } else if (choice < 92) {
            resize(&monkey);
        } else if (choice < 96) {
            edit_outside(&monkey);
        } else {
            send(&monkey, (struct tui_event){.kind = EVENT_TICK});
        }
        look(&monkey);
        round++;
    }
    written = monkey.written;
    close_monkey(&monkey);
    if (seconds > 0) {
        print_message("seed %lu: %zu events, %zu changes written\n", seed, round, written);
    }
    /* A monkey that never writes proves nothing. */
    assert_true(rounds < ROUNDS || written > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_change_was_confirmed)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
