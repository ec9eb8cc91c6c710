#include "tui/fill.h"

#include "ops/resolutions.h"
#include "tui/input.h"
#include "tui/request.h"

/* The quote that holds a text together on the command line; 0 where none can. */
static char quote_of(struct slice text)
{
    return slice_find(text, slice_of("\""), 0) == SLICE_NONE  ? '"'
           : slice_find(text, slice_of("'"), 0) == SLICE_NONE ? '\''
                                                              : (char)0;
}

static bool needs_quotes(struct slice text)
{
    bool needed = text.size == 0;
    for (size_t i = 0; i < text.size; i++) {
        needed = needed || text.data[i] == ' ' || text.data[i] == '"' || text.data[i] == '\'';
    }
    return needed;
}

/* A blank and the text as one word; false where that cannot be written. */
static bool append_word(struct bytes *line, struct slice text)
{
    char quote = needs_quotes(text) ? quote_of(text) : ' ';
    bytes_append_byte(line, ' ');
    if (quote != ' ' && quote != 0) {
        bytes_append_byte(line, quote);
    }
    bytes_append(line, text);
    if (quote != ' ' && quote != 0) {
        bytes_append_byte(line, quote);
    }
    return quote != 0;
}

/* `--option "text"`; the cursor is to stand behind the text. */
static void append_option(struct bytes *line, enum option option, struct slice text, size_t *cursor)
{
    char quote = quote_of(text);
    bytes_append_format(line, " --%s %c", option_infos[option].name, quote == 0 ? '"' : quote);
    bytes_append(line, quote == 0 ? slice_of("") : text);
    *cursor = line->size;
    bytes_append_byte(line, quote == 0 ? '"' : quote);
}

static bool append_resolution(struct bytes *line, const struct tui_state *state, struct slice closed, size_t *cursor)
{
    struct bytes text = {0};
    if (!resolutions_exist(state->plan)) {
        return true;
    }
    if (closed.size > 0) {
        bytes_append_text(&text, "Closed ");
        bytes_append(&text, closed);
        bytes_append_byte(&text, ' ');
    }
    append_option(line, OPTION_RESOLUTION, bytes_slice(&text), cursor);
    bool good = !text.failed;
    bytes_release(&text);
    return good;
}

/* What is meant by the action, or NULL: block does without. */
static const struct record *find_target(const struct tui_state *state, enum action action)
{
    const struct record *record = action == ACTION_RESOLVE ? state_selected(state) : request_task(state);
    enum kind kind = action == ACTION_RESOLVE ? KIND_BLOCKER : KIND_TASK;
    return record != NULL && record->kind == kind ? record : NULL;
}

bool fill_command(struct tui_state *state, enum action action, struct tui_effects *effects, struct error *error)
{
    const struct record *record = find_target(state, action);
    struct slice name = record == NULL ? slice_of("") : record_name(record);
    struct bytes line = {0};
    size_t cursor = SIZE_MAX;
    if (record == NULL && action != ACTION_BLOCK) {
        request_say(state, MESSAGE_NOTICE,
                    action == ACTION_DONE ? "select a task first: Tab goes to the queue"
                                          : "select a blocker first: 4 goes to the blockers");
        return true;
    }
    bytes_append_text(&line, action == ACTION_DONE ? "done" : action == ACTION_BLOCK ? "block" : "resolve");
    bool written = record == NULL || append_word(&line, name);
    bool good = true;
    if (action == ACTION_BLOCK) {
        append_option(&line, OPTION_REASON, slice_of(""), &cursor);
    } else {
        good = append_resolution(&line, state, action == ACTION_DONE ? name : slice_of(""), &cursor);
    }
    good = good && !line.failed;
    if (good && written && input_set(state, bytes_slice(&line), cursor)) {
        state->prompt = PROMPT_COMMAND;
        if (action == ACTION_DONE && cursor != SIZE_MAX) {
            update_add_effect(effects, EFFECT_EVIDENCE);
        }
    } else if (good) {
        request_say(state, MESSAGE_NOTICE, "its name cannot be written into a command; use the command line's %s",
                    action == ACTION_DONE ? "done" : action == ACTION_BLOCK ? "block" : "resolve");
    }
    bytes_release(&line);
    return good ? true : error_no_memory(error);
}

bool fill_evidence(struct tui_state *state, struct slice path, struct error *error)
{
    struct bytes line = {0};
    if (path.size == 0 || state->prompt != PROMPT_COMMAND) {
        return true;
    }
    bytes_append_text(&line, state->input);
    bytes_append_format(&line, " --%s", option_infos[OPTION_EVIDENCE].name);
    bool written = append_word(&line, path);
    bool good = !line.failed;
    if (good && written && line.size < sizeof state->input) {
        (void)input_set(state, bytes_slice(&line), state->cursor);
    }
    bytes_release(&line);
    return good ? true : error_no_memory(error);
}
