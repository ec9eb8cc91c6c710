#include "tui/loop_answers.h"

#include "base/memory.h"
#include "plan/query.h"
#include "store/editor.h"
#include "store/event_lines.h"
#include "store/file.h"
#include "store/handoff.h"
#include "store/history.h"
#include "store/history_unsaved.h"
#include "tui/loop_program.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { PACKET_MODE = 0666, PACKET_LIMIT = 16 << 20, NAMES = 2000 };

/* ---- answers that are there at once ---- */

static bool send_answer(struct board *board, enum question question, struct tui_event *event, bool good,
                        const struct error *failure, struct error *error)
{
    event->kind = EVENT_ANSWER;
    event->question = question;
    event->error = good ? NULL : failure;
    return board_send(board, event, error);
}

static bool send_taken(struct board *board, struct slice text, struct error *error)
{
    struct tui_event event = {.kind = EVENT_TAKEN, .text = text};
    return board_send(board, &event, error);
}

static bool send_failure(struct board *board, const struct error *failure, struct error *error)
{
    struct tui_event event = {.kind = EVENT_FAILED, .error = failure};
    return board_send(board, &event, error);
}

static bool look_for_evidence(struct board *board, struct error *error)
{
    struct arena arena;
    struct evidence evidence = {0};
    struct error failure = {0};
    struct tui_event event = {.files = &evidence, .evidence_arena = &arena};
    struct tui_moment moment;
    arena_init(&arena);
    bool good = workspace_evidence(board->workspace, &arena, &evidence, &failure) &&
                board_moment(board, &moment, event.day, &failure);
    bool done = send_answer(board, QUESTION_EVIDENCE, &event, good, &failure, error);
    arena_release(&arena);
    return done;
}

/* A path as the person types it: from where the program runs. */
static bool look_at_packet(struct board *board, struct error *error)
{
    const struct answers *answers = board->state->answers;
    const struct plan *plan = workspace_plan(board->workspace);
    struct intake intake = {0};
    struct error failure = {0};
    struct bytes text;
    struct tui_event event = {.intake = &intake};
    const struct record *lane = NULL;
    bytes_init(&text);
    if (answers->intake_lane.size > 0) {
        lane = query_name(plan, KIND_LANE, bytes_slice(&answers->intake_lane), &failure);
    }
    bool good = (answers->intake_lane.size == 0 || lane != NULL) &&
                file_read(answers->intake_path, PACKET_LIMIT, &text, NULL, &failure) &&
                workspace_intake(board->workspace, answers->intake_path, bytes_slice(&text), lane, NULL, &intake, &failure);
    bool done = send_answer(board, QUESTION_INTAKE, &event, good, &failure, error);
    intake_release(&intake);
    bytes_release(&text);
    return done;
}

/* ---- answers that take long ---- */

/* In another process: the history as bytes. */
static bool read_history(void *context, struct bytes *out, struct error *error)
{
    struct board *board = context;
    const struct history_options all = {0};
    struct history history = {0};
    bool done = workspace_history(board->workspace, &all, &history, error) &&
                workspace_history_unsaved(board->workspace, (int64_t)time(NULL), &history.events, error) &&
                (event_lines_write(out, &history.events) || error_no_memory(error));
    history_release(&history);
    return done;
}

static bool fill_packet(void *context, struct bytes *out, struct error *error)
{
    struct board *board = context;
    struct handoff handoff = {0};
    bool done = workspace_handoff(board->workspace, NULL, &handoff, error) &&
                (handoff_append(&handoff, out) || error_no_memory(error));
    handoff_release(&handoff);
    return done;
}

static bool begin_work(struct board *board, enum question question, struct error *error)
{
    static const background_work works[BOARD_WORKS] = {[BOARD_HISTORY] = read_history, [BOARD_PACKET] = fill_packet};
    enum board_work number = question == QUESTION_HISTORY ? BOARD_HISTORY : BOARD_PACKET;
    struct error failure = {0};
    struct tui_event event = {0};
    /* What was asked before is not waited for any more. */
    background_end(&board->works[number]);
    return background_start(&board->works[number], works[number], board, &failure) ||
           send_answer(board, question, &event, false, &failure, error);
}

static bool take_work(struct board *board, enum board_work number, struct error *error)
{
    struct bytes output;
    struct events events = {0};
    struct error failure = {0};
    struct tui_event event = {.events = &events, .seconds = (int64_t)time(NULL)};
    bool finished = false;
    bytes_init(&output);
    bool good = background_take(&board->works[number], &finished, &output, &failure);
    bool done = true;
    if (finished && number == BOARD_HISTORY) {
        good = good && event_lines_read(bytes_slice(&output), &events, &failure);
        done = send_answer(board, QUESTION_HISTORY, &event, good, &failure, error);
    } else if (finished) {
        event.text = bytes_slice(&output);
        done = send_answer(board, QUESTION_PACKET, &event, good, &failure, error);
    }
    events_release(&events);
    bytes_release(&output);
    return done;
}

bool board_take_work(struct board *board, struct error *error)
{
    for (int i = 0; i < BOARD_WORKS; i++) {
        if (background_is_busy(&board->works[i]) && !take_work(board, (enum board_work)i, error)) {
            return false;
        }
    }
    return true;
}

void board_end_work(struct board *board)
{
    for (int i = 0; i < BOARD_WORKS; i++) {
        background_end(&board->works[i]);
    }
}

/* ---- handing out ---- */

/* The packet in the person's editor, in a temporary file that does not stay. */
static bool edit_packet(struct board *board, struct error *error)
{
    struct bytes path;
    struct bytes text;
    struct error failure = {0};
    struct tui_event event = {.edited = true};
    const char *folder = getenv("TMPDIR");
    bytes_init(&path);
    bytes_init(&text);
    folder = folder == NULL || folder[0] == '\0' ? "/tmp" : folder;
    bool named = bytes_append_format(&path, "%s/workboard-handoff-XXXXXX.md", folder);
    int descriptor = named ? mkstemps(path.data, 3) : -1;
    bool made = descriptor >= 0 && file_write_all(descriptor, bytes_slice(&board->state->answers->packet)) == 0;
    made = descriptor >= 0 && close(descriptor) == 0 && made;
    bool good = made || error_set(&failure, ERROR_SYSTEM, "no temporary file can be made in %s", folder);
    bool done = true;
    if (good) {
        good = board_run_program(board, EDITOR_WRITES, board->options->editor, path.data, 0, &done, &failure, error) &&
               file_read(path.data, PACKET_LIMIT, &text, NULL, &failure);
    }
    if (descriptor >= 0) {
        (void)unlink(path.data);
    }
    event.text = bytes_slice(&text);
    done = done && board_resize(board, error) &&
           (good ? send_answer(board, QUESTION_PACKET, &event, true, NULL, error)
                 : send_failure(board, &failure, error));
    bytes_release(&path);
    bytes_release(&text);
    return done;
}

/* The next packet begins here. */
static bool remember_taken(struct board *board, const char *format, const char *path, struct error *error)
{
    struct error failure = {0};
    struct bytes text;
    bytes_init(&text);
    bool good = workspace_handoff_taken(board->workspace, &failure);
    bytes_append_format(&text, format, path);
    bool done = good ? send_taken(board, bytes_slice(&text), error) : send_failure(board, &failure, error);
    bytes_release(&text);
    return done;
}

static bool write_packet(struct board *board, struct error *error)
{
    const struct answers *answers = board->state->answers;
    struct slice text = bytes_slice(&answers->packet);
    struct error failure = {0};
    bool good = answers->replace ? file_replace(answers->path, text, FILE_CONTENT, &failure)
                                 : file_create(answers->path, PACKET_MODE, text, true, &failure);
    if (!good && failure.code == ERROR_CONFLICT) {
        (void)error_set(&failure, ERROR_CONFLICT, "%s is there already; `packet --force FILE` replaces it", answers->path);
    }
    return good ? remember_taken(board, "the packet is in %s", answers->path, error) : send_failure(board, &failure, error);
}

static bool copy_packet(struct board *board, struct error *error)
{
    if (board->screen != NULL) {
        screen_copy(board->screen, bytes_slice(&board->state->answers->packet));
    }
    return remember_taken(board, "%s", "the packet is in the clipboard, where the terminal allows it", error);
}

/* ---- names of files ---- */

static int by_name(const void *left, const void *right)
{
    const struct slice *a = left;
    const struct slice *b = right;
    return slice_compare(*a, *b);
}

/* The name as it is proposed: hidden files are left out, folders end with a slash. data NULL when memory ran out. */
static struct slice name_of(const char *folder, const struct dirent *entry, struct arena *arena)
{
    struct stat status;
    char *path = file_join(folder, entry->d_name);
    bool is_folder = path != NULL && stat(path, &status) == 0 && S_ISDIR(status.st_mode);
    memory_free(path);
    return arena_format(arena, "%s%s", entry->d_name, is_folder ? "/" : "");
}

static bool list_folder(struct board *board, struct error *error)
{
    const struct bytes *folder = &board->state->answers->folder;
    const char *path = folder->size == 0 ? "." : folder->data;
    struct arena arena;
    arena_init(&arena);
    struct slice *names = arena_new(&arena, NAMES, sizeof *names);
    struct tui_event event = {.kind = EVENT_PATHS, .names = names};
    DIR *open = names == NULL ? NULL : opendir(path);
    const struct dirent *entry;
    bool good = names != NULL;
    while (good && open != NULL && event.name_count < NAMES && (entry = readdir(open)) != NULL) {
        if (entry->d_name[0] != '.') {
            names[event.name_count] = name_of(path, entry, &arena);
            good = names[event.name_count++].data != NULL;
        }
    }
    if (open != NULL) {
        (void)closedir(open);
    }
    if (event.name_count > 1) {
        qsort(names, event.name_count, sizeof *names, by_name);
    }
    good = good ? board_send(board, &event, error) : error_no_memory(error);
    arena_release(&arena);
    return good;
}

bool board_answer(struct board *board, enum effect effect, struct error *error)
{
    switch (effect) {
    case EFFECT_EVIDENCE:
        return look_for_evidence(board, error);
    case EFFECT_HISTORY:
        return begin_work(board, QUESTION_HISTORY, error);
    case EFFECT_PACKET:
        return begin_work(board, QUESTION_PACKET, error);
    case EFFECT_INTAKE:
        return look_at_packet(board, error);
    case EFFECT_PACKET_EDIT:
        return edit_packet(board, error);
    case EFFECT_PACKET_WRITE:
        return write_packet(board, error);
    case EFFECT_PACKET_COPY:
        return copy_packet(board, error);
    case EFFECT_PATHS:
        return list_folder(board, error);
    default:
        return true;
    }
}
