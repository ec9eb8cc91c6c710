#include "tui/request.h"

#include "base/memory.h"

#include <stdarg.h>
#include <stdio.h>

void request_say(struct tui_state *state, enum message_kind kind, const char *format, ...)
{
    char text[2048];
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    bytes_clear(&state->message);
    if (size < 0 || !bytes_append_text(&state->message, text)) {
        bytes_clear(&state->message);
    }
    state->message_kind = kind;
    state->message_until = state->moment.milliseconds + NOTICE_MILLISECONDS;
}

/* ---- what is meant ---- */

const struct record *request_lane(const struct tui_state *state)
{
    const struct record *record = state_selected(state);
    const struct panel *panel = &state->panels[state->focus];
    if (state->screen == SCREEN_BOARD && state->focus == PANEL_LANES && panel->selected < panel->count) {
        return panel->rows[panel->selected].lane;
    }
    if (record == NULL || record->kind == KIND_LANE || record->lane != NULL) {
        return record == NULL || record->kind == KIND_LANE ? record : record->lane;
    }
    return record->task != NULL ? record->task->lane : NULL;
}

/* ---- requests ---- */

void request_clear(struct tui_state *state)
{
    arena_release(&state->request.arena);
    state->request = (struct tui_request){0};
}

static bool begin(struct tui_state *state, struct slice name)
{
    struct tui_request *request = &state->request;
    const struct verb *verb = verb_find(name);
    request_clear(state);
    if (verb == NULL) {
        request_say(state, MESSAGE_ERROR, "no command `%.*s`; ? lists the commands", SLICE_PRINT(name));
        return false;
    }
    request->verb = verb;
    return true;
}

bool request_begin(struct tui_state *state, const char *verb)
{
    return begin(state, slice_of(verb));
}

static bool no_memory(struct tui_state *state)
{
    state->request.verb = NULL;
    request_say(state, MESSAGE_ERROR, "out of memory; close other programs or read a smaller plan");
    return false;
}

bool request_add_argument(struct tui_state *state, struct slice argument)
{
    struct tui_request *request = &state->request;
    struct slice *items = arena_new(&request->arena, request->argument_count + 1, sizeof *items);
    struct slice copy = arena_copy(&request->arena, argument);
    if (items == NULL || copy.data == NULL) {
        return no_memory(state);
    }
    if (request->argument_count > 0) {
        memcpy(items, request->arguments, request->argument_count * sizeof *items);
    }
    items[request->argument_count++] = copy;
    request->arguments = items;
    return true;
}

bool request_set_option(struct tui_state *state, enum option option, struct slice value)
{
    struct tui_request *request = &state->request;
    struct slice copy = arena_copy(&request->arena, value);
    if (copy.data != NULL && option_infos[option].repeated && request->options[option].data != NULL) {
        struct option_value *items = arena_new(&request->arena, request->further_count + 1, sizeof *items);
        if (items == NULL) {
            return no_memory(state);
        }
        if (request->further_count > 0) {
            memcpy(items, request->further, request->further_count * sizeof *items);
        }
        items[request->further_count++] = (struct option_value){.option = option, .value = copy};
        request->further = items;
        return true;
    }
    request->options[option] = copy;
    return copy.data != NULL ? true : no_memory(state);
}

/* ---- typed commands ---- */

/* The next word of a command line; quotes hold blanks together. `word` is emptied first. False at the end. */
static bool next_word(struct slice text, size_t *at, struct bytes *word)
{
    bytes_clear(word);
    while (*at < text.size && text.data[*at] == ' ') {
        (*at)++;
    }
    if (*at >= text.size) {
        return false;
    }
    char quote = 0;
    bytes_append_text(word, "");
    for (; *at < text.size && (quote != 0 || text.data[*at] != ' '); (*at)++) {
        char byte = text.data[*at];
        if (quote == 0 && (byte == '"' || byte == '\'')) {
            quote = byte;
        } else if (byte == quote) {
            quote = 0;
        } else {
            bytes_append_byte(word, byte);
        }
    }
    return !word->failed;
}

/* Takes `--name`, `--name=value` or `--name value`. */
static bool take_option(struct tui_state *state, struct slice text, size_t *at, struct bytes *word)
{
    struct slice written = slice_part(bytes_slice(word), 2, word->size);
    size_t equals = slice_find(written, slice_of("="), 0);
    struct slice name = slice_part(written, 0, equals == SLICE_NONE ? written.size : equals);
    enum option option = verb_option(state->request.verb, name);
    if (option == OPTION_ALL) {
        request_say(state, MESSAGE_ERROR, "`%s` takes no option --%.*s; Tab behind -- lists them",
                    state->request.verb->name, SLICE_PRINT(name));
        return false;
    }
    const struct option_info *info = &option_infos[option];
    if (info->argument == NULL && equals != SLICE_NONE) {
        request_say(state, MESSAGE_ERROR, "--%s takes no value", info->name);
        return false;
    }
    state->request.force = state->request.force || option == OPTION_FORCE;
    if (info->argument == NULL) {
        return request_set_option(state, option, slice_of(""));
    }
    if (equals != SLICE_NONE) {
        return request_set_option(state, option, slice_part(written, equals + 1, written.size));
    }
    if (next_word(text, at, word)) {
        return request_set_option(state, option, slice_make(word->size == 0 ? "" : word->data, word->size));
    }
    request_say(state, MESSAGE_ERROR, "--%s needs %s", info->name, info->argument);
    return false;
}

bool request_parse(struct tui_state *state, struct slice text)
{
    struct bytes word = {0};
    size_t at = 0;
    bool options = true;
    bool good = next_word(text, &at, &word) && begin(state, bytes_slice(&word));
    while (good && next_word(text, &at, &word)) {
        struct slice written = slice_make(word.size == 0 ? "" : word.data, word.size);
        if (options && slice_equal(written, slice_of("--"))) {
            options = false;
        } else if (options && written.size > 2 && slice_starts(written, slice_of("--"))) {
            good = take_option(state, text, &at, &word);
        } else {
            good = request_add_argument(state, written);
        }
    }
    bytes_release(&word);
    if (!good) {
        state->request.verb = NULL;
    }
    return good;
}
