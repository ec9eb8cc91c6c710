#include "tui/packet.h"

#include "base/memory.h"
#include "tui/complete.h"
#include "tui/input.h"
#include "tui/line_commands.h"
#include "tui/navigate.h"
#include "tui/request.h"

#include <stdio.h>

/* ---- the line ---- */

static void begin_line(struct tui_state *state, const char *text, struct tui_effects *effects)
{
    state->prompt = PROMPT_COMMAND;
    state->history_back = 0;
    (void)input_set(state, slice_of(text), SIZE_MAX);
    /* What lies there may have changed since the last time. */
    state->answers->folder_known = false;
    complete_build(state);
    packet_ask_paths(state, effects);
}

void packet_begin_write(struct tui_state *state, struct tui_effects *effects)
{
    char line[64];
    snprintf(line, sizeof line, "packet handoff-%.10s.md", state->moment.now);
    begin_line(state, line, effects);
}

void packet_begin_intake(struct tui_state *state, struct tui_effects *effects)
{
    begin_line(state, "intake ", effects);
}

struct slice packet_first_word(struct slice text, struct slice *rest)
{
    text = slice_trim(text);
    char quote = text.size > 0 && (text.data[0] == '\'' || text.data[0] == '"') ? text.data[0] : ' ';
    size_t start = quote == ' ' ? 0 : 1;
    size_t end = slice_find(text, slice_make(&quote, 1), start);
    end = end == SLICE_NONE ? text.size : end;
    *rest = slice_trim(slice_part(text, end + 1, text.size));
    return slice_part(text, start, end);
}

/* A copy with a NUL behind it; false, with a message, where it is no path. */
static bool take_path(struct tui_state *state, struct slice path, const char *usage, char to[ANSWERS_PATH])
{
    if (path.size == 0 || path.size >= ANSWERS_PATH) {
        request_say(state, MESSAGE_ERROR, path.size == 0 ? "name a file: %s" : "that is too long for a path: %s", usage);
        return false;
    }
    memcpy(to, path.data, path.size);
    to[path.size] = '\0';
    return true;
}

void packet_write(struct tui_state *state, struct slice argument, struct tui_effects *effects)
{
    struct answers *answers = state->answers;
    struct slice rest = {0};
    struct slice word = packet_first_word(argument, &rest);
    answers->replace = slice_equal(word, slice_of("--force"));
    if (answers->replace) {
        word = packet_first_word(rest, &rest);
    }
    if (rest.size > 0) {
        request_say(state, MESSAGE_ERROR, "packet takes one file; put quotes round a name with blanks");
    } else if (!answers->questions[QUESTION_PACKET].known || answers->questions[QUESTION_PACKET].failure.size > 0) {
        request_say(state, MESSAGE_ERROR, "there is no packet yet; the view handoff fills it in");
    } else if (take_path(state, word, "packet [--force] FILE", answers->path)) {
        effects_add(effects, EFFECT_PACKET_WRITE);
    }
}

void packet_intake(struct tui_state *state, struct slice argument)
{
    struct answers *answers = state->answers;
    struct slice rest = {0};
    struct slice word = packet_first_word(argument, &rest);
    if (!take_path(state, word, "intake FILE [LANE]", answers->intake_path)) {
        return;
    }
    bytes_clear(&answers->intake_lane);
    bytes_append(&answers->intake_lane, packet_first_word(rest, &rest));
    answers->questions[QUESTION_INTAKE].known = false;
    answers->questions[QUESTION_INTAKE].asked = false;
    list_unbuild(&state->lists[VIEW_INTAKE]);
    navigate_view(state, VIEW_INTAKE);
}

/* ---- names of files ---- */

struct slice packet_folder(struct slice path)
{
    size_t end = path.size;
    while (end > 0 && path.data[end - 1] != '/') {
        end--;
    }
    return slice_part(path, 0, end);
}

void packet_ask_paths(struct tui_state *state, struct tui_effects *effects)
{
    struct answers *answers = state->answers;
    struct slice rest = {0};
    struct slice text = slice_part(slice_of(state->input), 0, state->cursor);
    struct slice name = packet_first_word(text, &rest);
    const struct line_command *command = line_command_find(name);
    if (state->prompt != PROMPT_COMMAND || command == NULL || command->argument != LINE_PATH) {
        return;
    }
    struct slice word = packet_first_word(rest, &rest);
    if (slice_equal(word, slice_of("--force"))) {
        word = packet_first_word(rest, &rest);
    }
    struct slice folder = packet_folder(word);
    if (answers->folder_known && slice_equal(folder, bytes_slice(&answers->folder))) {
        return;
    }
    bytes_clear(&answers->folder);
    answers->path_count = 0;
    answers->folder_known = true;
    if (bytes_append(&answers->folder, folder)) {
        effects_add(effects, EFFECT_PATHS);
    }
}

bool packet_take_paths(struct tui_state *state, const struct slice *names, size_t count)
{
    struct answers *answers = state->answers;
    arena_release(&answers->paths_arena);
    arena_init(&answers->paths_arena);
    answers->path_count = 0;
    answers->paths = arena_new(&answers->paths_arena, count, sizeof *answers->paths);
    for (size_t i = 0; answers->paths != NULL && i < count; i++) {
        struct slice path = arena_format(&answers->paths_arena, "%.*s%.*s", SLICE_PRINT(bytes_slice(&answers->folder)),
                                         SLICE_PRINT(names[i]));
        if (path.data == NULL) {
            return false;
        }
        answers->paths[answers->path_count++] = path;
    }
    if (state->prompt == PROMPT_COMMAND) {
        complete_build(state);
    }
    return answers->paths != NULL;
}
