#include "tui/loop.h"

#include "base/memory.h"
#include "store/watch.h"
#include "tui/loop_effects.h"
#include "tui/view.h"

#include <errno.h>
#include <langinfo.h>
#include <poll.h>

enum { EMPTY_LOOKS = 100 /* a terminal that has something to read, but no key, so often, is gone */ };

/* ---- watching ---- */

/* Whether a file can be a document: below the root the profile says it; elsewhere, where links lead, any may be one. */
static bool can_be_document(void *context, size_t folder, const char *name)
{
    const struct workspace *workspace = context;
    struct slice root = slice_of(workspace_root(workspace));
    struct bytes path = {0};
    if (folder >= workspace_folder_count(workspace)) {
        return true;
    }
    bytes_append_format(&path, "%s/%s", workspace_folder(workspace, folder), name);
    struct slice whole = bytes_slice(&path);
    bool below = slice_starts(whole, root) && whole.size > root.size && whole.data[root.size] == '/';
    bool may = path.failed || !below ||
               profile_documents_of(workspace_plan(workspace)->profile,
                                    slice_part(whole, root.size + 1, whole.size)) != 0;
    bytes_release(&path);
    return may;
}

/* Watches the folders that the workspace names now. Without a watch the board goes on, and says that it is not live. */
static void watch_folders(struct board *board, struct watch **watch)
{
    size_t count = workspace_folder_count(board->workspace);
    const char **folders = memory_new(count + 1, sizeof *folders);
    watch_free(*watch);
    *watch = NULL;
    if (folders != NULL) {
        for (size_t i = 0; i < count; i++) {
            folders[i] = workspace_folder(board->workspace, i);
        }
        struct watch_options options = {
            .folders = folders,
            .folder_count = count,
            .backend = WATCH_AUTO,
            .filter = can_be_document,
            .filter_context = board->workspace,
        };
        *watch = watch_new(&options, board_milliseconds(), NULL);
        memory_free(folders);
    }
    board->state->live = *watch != NULL;
}

/* Reads again what changed on disk; a plan with another shape may have other folders. */
static bool take_changes(struct board *board, struct watch **watch, struct error *error)
{
    struct watch_changes changes;
    size_t folders = workspace_folder_count(board->workspace);
    watch_changes_init(&changes);
    bool some = *watch != NULL && watch_read(*watch, board_milliseconds(), &changes);
    watch_changes_release(&changes);
    if (!some) {
        return true;
    }
    if (!board_refresh(board, error)) {
        return false;
    }
    if (folders != workspace_folder_count(board->workspace)) {
        watch_folders(board, watch);
    }
    return true;
}

/* ---- events ---- */

static bool draw(struct board *board, struct error *error)
{
    return view_draw(board->state, &board->cells, error) && screen_draw(board->screen, &board->cells, error);
}

static bool resize(struct board *board, struct error *error)
{
    struct tui_event event = {.kind = EVENT_RESIZE};
    screen_measure(board->screen, &event.rows, &event.columns);
    return board_send(board, &event, error);
}

/* Takes all signals that came; all but a change of size end the board. */
static bool take_signals(struct board *board, struct error *error)
{
    bool sized = false;
    for (int number = signals_next(&board->signals); number != 0; number = signals_next(&board->signals)) {
        sized = sized || number == SIGWINCH;
        board->quit = board->quit || number != SIGWINCH;
    }
    return !sized || resize(board, error);
}

static bool take_keys(struct board *board, size_t *taken, struct error *error)
{
    unsigned long key = 0;
    *taken = 0;
    while (!board->quit && screen_key(board->screen, &key)) {
        struct tui_event event = {.kind = EVENT_KEY, .key = key};
        (*taken)++;
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

static bool run(struct board *board, struct watch **watch, struct error *error)
{
    size_t empty = 0;
    watch_folders(board, watch);
    /* Once more, for what changed before it was watched. */
    if (!resize(board, error) || !board_show_plan(board, error) || !board_refresh(board, error)) {
        return false;
    }
    while (!board->quit) {
        struct pollfd waiting[] = {
            {.fd = board->options->input, .events = POLLIN},
            {.fd = board->signals.descriptor, .events = POLLIN},
            {.fd = *watch != NULL ? watch_descriptor(*watch) : -1, .events = POLLIN},
        };
        if (!draw(board, error)) {
            return false;
        }
        int quiet = *watch != NULL ? watch_timeout(*watch, board_milliseconds()) : -1;
        if (poll(waiting, 3, shorter(tui_update_wait(board->state), quiet)) < 0 && errno != EINTR) {
            return error_set(error, ERROR_SYSTEM, "waiting for the keyboard failed: %s", strerror(errno));
        }
        if (!take_signals(board, error)) {
            return false;
        }
        size_t taken = 0;
        if (!take_keys(board, &taken, error)) {
            return false;
        }
        empty = taken == 0 && waiting[0].revents != 0 ? empty + 1 : 0;
        if ((waiting[0].revents & (POLLHUP | POLLERR | POLLNVAL)) != 0 || empty > EMPTY_LOOKS) {
            board->quit = true;
        }
        struct tui_event tick = {.kind = EVENT_TICK};
        if (!board->quit && (!take_changes(board, watch, error) || !board_send(board, &tick, error))) {
            return false;
        }
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
    board.state->stale_hours = workspace_settings(workspace)->stale_hours;
    board.screen = screen_open(options->input, options->output, options->term, options->colour, error);
    bool done = board.screen != NULL;
    if (done) {
        /* Behind the screen: curses catches some signals itself. */
        done = signals_open(&board.signals, error);
        if (done) {
            struct watch *watch = NULL;
            done = run(&board, &watch, error);
            watch_free(watch);
            if (board.signals.descriptor >= 0) {
                signals_close(&board.signals);
            }
        }
    }
    screen_close(board.screen);
    cells_release(&board.cells);
    tui_state_free(board.state);
    return done;
}
