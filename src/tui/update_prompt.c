/* What the keys do while something is chosen from a list or typed into a line. */
#include "plan/query.h"
#include "tui/complete.h"
#include "tui/follow.h"
#include "tui/input.h"
#include "tui/line_commands.h"
#include "tui/navigate.h"
#include "tui/packet.h"
#include "tui/panel.h"
#include "tui/request.h"
#include "tui/update_keys.h"
#include "tui/view_table.h"

static void take_choice(struct tui_state *state)
{
    const struct choices *choices = &state->choices;
    struct slice value = choices->items[choices->selected].value;
    state->prompt = PROMPT_NONE;
    switch (choices->what) {
    case CHOICE_VIEW:
        navigate_view(state, view_find(value));
        break;
    case CHOICE_FOLLOW:
        follow_choice(state, value);
        break;
    }
}

static void choose(struct tui_state *state, unsigned long key)
{
    struct choices *choices = &state->choices;
    size_t last = choices->count - 1;
    size_t page = state->rows > 8 ? state->rows - 8 : 1;
    switch (state_action(state, key, WHERE_CHOICE)) {
    case ACTION_UP:
        choices->selected -= choices->selected > 0 ? 1 : 0;
        break;
    case ACTION_DOWN:
        choices->selected += choices->selected < last ? 1 : 0;
        break;
    case ACTION_PAGE_UP:
        choices->selected = choices->selected > page ? choices->selected - page : 0;
        break;
    case ACTION_PAGE_DOWN:
        choices->selected = last - choices->selected > page ? choices->selected + page : last;
        break;
    case ACTION_FIRST:
        choices->selected = 0;
        break;
    case ACTION_LAST:
        choices->selected = last;
        break;
    case ACTION_OPEN:
        take_choice(state);
        break;
    case ACTION_BACK:
        state->prompt = PROMPT_NONE;
        break;
    default:
        break;
    }
}

/* ---- typing ---- */

static bool run_command(struct tui_state *state, struct tui_effects *effects, struct error *error)
{
    struct slice text = slice_trim(slice_of(state->input));
    state->prompt = PROMPT_NONE;
    if (text.size == 0) {
        return true;
    }
    memcpy(state->history[state->history_count++ % HISTORY], state->input, sizeof state->input);
    size_t end = slice_find(text, slice_of(" "), 0);
    struct slice name = slice_part(text, 0, end);
    const struct line_command *command = line_command_find(name);
    if (command != NULL) {
        struct slice argument = slice_trim(slice_part(text, name.size, text.size));
        bool quoted = command->argument != LINE_PATH && argument.size >= 2 && (argument.data[0] == '\'' || argument.data[0] == '"') &&
                      argument.data[argument.size - 1] == argument.data[0];
        (void)command->run(state, quoted ? slice_part(argument, 1, argument.size - 1) : argument, effects, error);
    } else if (request_parse(state, text)) {
        return form_open_request(state, effects, error);
    }
    return true;
}

/* A command that was typed before; behind the newest, the empty line. */
static void recall(struct tui_state *state, bool older)
{
    size_t kept = state->history_count < HISTORY ? state->history_count : (size_t)HISTORY;
    if (older && state->history_back < kept) {
        state->history_back++;
    } else if (!older && state->history_back > 0) {
        state->history_back--;
    }
    const char *line = state->history_back == 0
                           ? ""
                           : state->history[(state->history_count - state->history_back) % HISTORY];
    (void)input_set(state, slice_of(line), SIZE_MAX);
}

/* Goes to what was chosen, else to the best of what could be meant. */
static void go_to_word(struct tui_state *state)
{
    const struct completion *completion = &state->completion;
    struct slice text = slice_trim(slice_of(state->input));
    struct error failure = {0};
    state->prompt = PROMPT_NONE;
    if (text.size == 0) {
        return;
    }
    const struct record *record = query_name(state->plan, KIND_COUNT, text, &failure);
    if (record == NULL && completion->count > 0) {
        record = query_name(state->plan, KIND_COUNT, slice_of(completion->items[0].value), &failure);
    }
    if (record != NULL) {
        line_go_to(state, record);
    } else {
        request_say(state, MESSAGE_ERROR, "nothing is called `%.*s`", SLICE_PRINT(text));
    }
}

/* What the filter line holds goes to the list or the panel. */
static bool take_filter(struct tui_state *state, struct error *error)
{
    struct panel *panel = &state->panels[state->focus];
    struct list *list = state_list(state);
    if (list != NULL) {
        list_find(list, slice_of(state->input));
        return true;
    }
    memcpy(panel->find, state->input, sizeof panel->find);
    panel->find[sizeof panel->find - 1] = '\0';
    return panels_build(state, error);
}

bool update_paste(struct tui_state *state, struct slice text, struct error *error)
{
    bool finding = state->prompt == PROMPT_FIND;
    if (state->prompt == PROMPT_NONE && state->screen == SCREEN_PREVIEW) {
        return form_paste(state, text, error);
    }
    if (!finding && state->prompt != PROMPT_COMMAND && state->prompt != PROMPT_GO) {
        request_say(state, MESSAGE_NOTICE, "what was pasted is not taken for keys; press : or / first");
        return true;
    }
    text = slice_trim(text);
    for (size_t at = 0; at < text.size;) {
        unsigned long code = utf8_decode(text, &at);
        input_type(state, code < 0x20 ? ' ' : code, finding ? (size_t)FIND_SIZE : (size_t)INPUT_SIZE);
    }
    if (!finding && state->prompt != PROMPT_NONE) {
        complete_build(state);
    }
    return !finding || take_filter(state, error);
}

bool update_prompt_key(struct tui_state *state, unsigned long key, struct tui_effects *effects, struct error *error)
{
    bool finding = state->prompt == PROMPT_FIND;
    bool going = state->prompt == PROMPT_GO;
    if (state->prompt == PROMPT_CHOICE) {
        choose(state, key);
        return true;
    }
    enum action action = state_action(state, key, WHERE_INPUT);
    bool empty = state->input[0] == '\0';
    if (action == ACTION_OPEN && going) {
        go_to_word(state);
        return true;
    }
    if (action == ACTION_OPEN && !finding) {
        return run_command(state, effects, error);
    }
    if (action == ACTION_OPEN) {
        state->prompt = PROMPT_NONE;
    } else if (action == ACTION_BACK || (action == ACTION_DELETE_BEFORE && empty)) {
        state->prompt = PROMPT_NONE;
        (void)input_set(state, slice_of(""), 0);
    } else if (!finding && (action == ACTION_NEXT_PANEL || action == ACTION_PREVIOUS_PANEL)) {
        complete_step(state, action == ACTION_PREVIOUS_PANEL);
        packet_ask_paths(state, effects);
        return true;
    } else if (going && (action == ACTION_UP || action == ACTION_DOWN)) {
        complete_step(state, action == ACTION_UP);
        return true;
    } else if (!finding && (action == ACTION_UP || action == ACTION_DOWN)) {
        recall(state, action == ACTION_UP);
    } else if (action != ACTION_NONE) {
        input_edit(state, action);
    } else {
        input_type(state, key, finding ? (size_t)FIND_SIZE : (size_t)INPUT_SIZE);
    }
    if (!finding && state->prompt != PROMPT_NONE) {
        complete_build(state);
        packet_ask_paths(state, effects);
    }
    return !finding || take_filter(state, error);
}
