#include "tui/loop.h"

#include "store/follow.h"
#include "tui/loop_answers.h"
#include "tui/loop_program.h"
#include "tui/request.h"
#include "tui/view.h"

#include <errno.h>
#include <langinfo.h>
#include <poll.h>

enum {
    EMPTY_LOOKS = 100,        /* a terminal that has something to read, but no key, so often, is gone */
    PASTE_MILLISECONDS = 1000 /* of silence, after which what is pasted is taken to be whole */
};

/* ---- watching ---- */

/* Reads again what changed on disk; a plan with another shape may have other folders. Without a watch the board goes on,
 * and says that it is not live. */
static bool take_changes(struct board *board, struct follow *follow, struct error *error)
{
    if (!follow_changed(follow, board_milliseconds())) {
        return true;
    }
    if (!board_refresh(board, error)) {
        return false;
    }
    board->state->live = follow_renew(follow, board_milliseconds(), NULL);
    return true;
}

/* ---- events ---- */

enum { ANEW = 20000 /* ages are told in minutes: drawn again after so many milliseconds */ };

/* Draws where there is something new to see. */
static bool draw(struct board *board, struct error *error)
{
    long long now = board_milliseconds();
    if (!board->changed && now - board->drawn_at < ANEW) {
        return true;
    }
    board->changed = false;
    board->drawn_at = now;
    return view_draw(board->state, &board->cells, error) && screen_draw(board->screen, &board->cells, error);
}

/* Takes all signals that came; all but a change of size and those of the shell's job control end the board. */
static bool take_signals(struct board *board, struct error *error)
{
    bool sized = false;
    bool stopped = false;
    bool continued = false;
    for (int number = signals_next(&board->signals); number != 0; number = signals_next(&board->signals)) {
        sized = sized || number == SIGWINCH;
        stopped = stopped || number == SIGTSTP;
        continued = continued || number == SIGCONT;
        board->quit = board->quit || (number != SIGWINCH && number != SIGTSTP && number != SIGCONT);
    }
    if ((stopped || continued) && !board->quit) {
        /* Whoever had the terminal meanwhile may have left it anyhow. */
        board_leave(board);
        if (stopped) {
            signals_stop();
        }
        board_return(board);
        return board_resize(board, error) && board_refresh(board, error);
    }
    return !sized || board_resize(board, error);
}

/* What a piece of input is to the state. */
static struct tui_event input_event(const struct board *board, const struct screen_input *input)
{
    switch (input->kind) {
    case SCREEN_MOUSE:
        return (struct tui_event){.kind = EVENT_MOUSE,
                                  .mouse = input->mouse,
                                  .row = input->row,
                                  .column = input->column,
                                  .target = cells_target_at(&board->cells, input->row, input->column)};
    case SCREEN_PASTE:
        return (struct tui_event){.kind = EVENT_PASTE, .text = input->text};
    case SCREEN_KEY:
    default:
        return (struct tui_event){.kind = EVENT_KEY, .key = input->key};
    }
}

/* A key behind an escape that means nothing together was an escape and a key. */
static bool send_escaped(struct board *board, unsigned long key, struct error *error)
{
    struct tui_event escape = {.kind = EVENT_KEY, .key = TUI_KEY_ESCAPE};
    struct tui_event rest = {.kind = EVENT_KEY, .key = key & ~TUI_META};
    return board_send(board, &escape, error) && (board->quit || board_send(board, &rest, error));
}

static bool take_input(struct board *board, bool late, size_t *taken, struct error *error)
{
    struct screen_input input;
    *taken = 0;
    while (!board->quit && screen_read(board->screen, late, &input)) {
        /* What the mouse meets is what the keys before it have made. */
        if (input.kind == SCREEN_MOUSE && !draw(board, error)) {
            return false;
        }
        struct tui_event event = input_event(board, &input);
        (*taken)++;
        if (input.kind == SCREEN_KEY && (input.key & TUI_META) != 0 &&
            !keymap_has(&board->state->config.keys, input.key)) {
            if (!send_escaped(board, input.key, error)) {
                return false;
            }
            continue;
        }
        if (!board_send(board, &event, error)) {
            return false;
        }
    }
    return true;
}

static int shorter(int a, int b)
{
    return a < 0 ? b : b < 0 ? a : a < b ? a : b;
}

static bool run(struct board *board, struct follow *follow, struct error *error)
{
    size_t empty = 0;
    board->state->live = follow_begin(follow, board->workspace, board_milliseconds(), NULL);
    /* Once more, for what changed before it was watched. */
    if (!board_resize(board, error) || !board_show_plan(board, error) || !board_refresh(board, error)) {
        return false;
    }
    board_title(board);
    while (!board->quit) {
        struct pollfd waiting[] = {
            {.fd = board->options->input, .events = POLLIN},
            {.fd = board->signals.descriptor, .events = POLLIN},
            {.fd = follow_descriptor(follow), .events = POLLIN},
            {.fd = background_descriptor(&board->works[BOARD_HISTORY]), .events = POLLIN},
            {.fd = background_descriptor(&board->works[BOARD_PACKET]), .events = POLLIN},
        };
        if (!draw(board, error)) {
            return false;
        }
        int quiet = follow_timeout(follow, board_milliseconds());
        int most = screen_is_pasting(board->screen) ? PASTE_MILLISECONDS : tui_update_wait(board->state);
        int ready = poll(waiting, sizeof waiting / sizeof waiting[0], shorter(most, quiet));
        if (ready < 0 && errno != EINTR) {
            return error_set(error, ERROR_SYSTEM, "waiting for the keyboard failed: %s", strerror(errno));
        }
        if (ready == 0) {
            (void)tui_update_prepare(board->state);
        }
        if (!take_signals(board, error)) {
            return false;
        }
        size_t taken = 0;
        bool late = screen_is_pasting(board->screen) && waiting[0].revents == 0;
        if (!take_input(board, late, &taken, error)) {
            return false;
        }
        taken += screen_is_pasting(board->screen) ? 1 : 0;
        empty = taken == 0 && waiting[0].revents != 0 ? empty + 1 : 0;
        if ((waiting[0].revents & (POLLHUP | POLLERR | POLLNVAL)) != 0 || empty > EMPTY_LOOKS) {
            board->quit = true;
        }
        struct tui_event tick = {.kind = EVENT_TICK};
        if (!board->quit && (!board_take_work(board, error) || !take_changes(board, follow, error))) {
            return false;
        }
        /* The watch wakes the loop more often than anything changes: then nothing is laid out anew. */
        bool due = tui_update_is_due(board->state, board_milliseconds());
        board->changed = board->changed || due;
        bool old = board_milliseconds() - board->drawn_at >= ANEW;
        if (!board->quit && (due || old) && !board_send(board, &tick, error)) {
            return false;
        }
    }
    return true;
}

/* The person's own configuration; mistakes in it are told when the board is shown. */
static bool take_config(struct board *board, struct error *error)
{
    struct tui_state *state = board->state;
    struct config *config = &state->config;
    if (!config_apply(config, board->options->config_file, board->options->config, error)) {
        return false;
    }
    if (config->mistake_count > 0) {
        struct slice rest = bytes_slice(&config->mistakes);
        struct slice first = {0};
        (void)slice_next(&rest, '\n', &first);
        request_say(state, MESSAGE_ERROR, config->mistake_count > 1 ? "%.*s (and %zu more: `workboard config`)" : "%.*s",
                    SLICE_PRINT(first), config->mistake_count - 1);
    }
    return true;
}

bool tui_run(struct workspace *workspace, const struct tui_options *options, struct error *error)
{
    bool ascii = strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
    struct board board = {.workspace = workspace, .options = options};
    cells_init(&board.cells, screen_width, ascii);
    board.state = tui_state_new(screen_width, ascii, error);
    if (board.state == NULL) {
        return false;
    }
    if (options->config_file != NULL && !take_config(&board, error)) {
        tui_state_free(board.state);
        return false;
    }
    board.state->stale_hours = workspace_settings(workspace)->stale_hours;
    board.state->rules = workspace_settings(workspace)->rules;
    char farewell[SIGNALS_TEXT] = "";
    signals_guard(options->output, farewell, 0); /* the terminal's modes, as they are before it is opened */
    /* Before the screen: curses leaves those signals alone that somebody has when it begins. Else it ignores SIGTSTP while it
     * draws, and a ^Z of that moment is lost. */
    bool caught = signals_open(&board.signals, error);
    board.screen = caught ? screen_open(options->input, options->output, options->term, options->colour, error) : NULL;
    bool done = board.screen != NULL;
    if (done) {
        struct follow follow = {0};
        screen_use_theme(board.screen, &board.state->config.theme);
        signals_guard(options->output, farewell, screen_farewell(board.screen, farewell, sizeof farewell));
        done = run(&board, &follow, error);
        follow_end(&follow);
    }
    board_end_work(&board);
    screen_close(board.screen);
    if (caught && board.signals.descriptor >= 0) {
        signals_close(&board.signals);
    }
    signals_guard(options->output, NULL, 0);
    cells_release(&board.cells);
    tui_state_free(board.state);
    return done;
}
