/* What the keys do while something is chosen from a list or typed into a line. */
#include "tui/input.h"
#include "tui/panel.h"
#include "tui/request.h"
#include "tui/update.h"

static void take_choice(struct tui_state *state, struct tui_effects *effects)
{
    const struct choices *choices = &state->choices;
    struct slice value = choices->items[choices->selected].value;
    bool good = false;
    state->prompt = PROMPT_NONE;
    switch (choices->what) {
    case CHOICE_CLAIM:
        good = request_set_option(state, OPTION_LANE, value);
        break;
    case CHOICE_MOVE:
        good = request_set_option(state, OPTION_TO, value);
        break;
    case CHOICE_LANE_STATE:
        good = request_add_argument(state, value);
        break;
    }
    if (good) {
        update_add_effect(effects, EFFECT_PREVIEW);
    }
}

static void choose(struct tui_state *state, unsigned long key, struct tui_effects *effects)
{
    struct choices *choices = &state->choices;
    size_t last = choices->count - 1;
    size_t page = state->rows > 8 ? state->rows - 8 : 1;
    switch (bindings_action(key, WHERE_CHOICE)) {
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
        take_choice(state, effects);
        break;
    case ACTION_BACK:
        state->prompt = PROMPT_NONE;
        break;
    default:
        break;
    }
}

/* ---- typing ---- */

/* What the person is asked for must be said: an empty text is no answer. */
static bool is_complete(struct tui_state *state)
{
    static const enum option asked[] = {OPTION_RESOLUTION, OPTION_REASON};
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++) {
        struct slice value = state->request.options[asked[i]];
        if (value.data != NULL && slice_trim(value).size == 0) {
            request_say(state, MESSAGE_ERROR, "--%s needs %s: type it between the quotes", option_infos[asked[i]].name,
                        option_infos[asked[i]].argument);
            return false;
        }
    }
    return true;
}

static void run_command(struct tui_state *state, struct tui_effects *effects)
{
    struct slice text = slice_trim(slice_of(state->input));
    state->prompt = PROMPT_NONE;
    if (text.size == 0) {
        return;
    }
    memcpy(state->command, state->input, sizeof state->command);
    if (slice_equal(text, slice_of("q")) || slice_equal(text, slice_of("quit"))) {
        update_add_effect(effects, EFFECT_QUIT);
    } else if (slice_equal(text, slice_of("help"))) {
        state->screen = SCREEN_HELP;
        state->trail_count = 0;
        state->page.selected = state->page.top = 0;
    } else if (request_parse(state, text)) {
        if (is_complete(state)) {
            update_add_effect(effects, EFFECT_PREVIEW);
        } else {
            state->prompt = PROMPT_COMMAND;
        }
    }
}

bool update_prompt_key(struct tui_state *state, unsigned long key, struct tui_effects *effects, struct error *error)
{
    struct panel *panel = &state->panels[state->focus];
    bool finding = state->prompt == PROMPT_FIND;
    if (state->prompt == PROMPT_CHOICE) {
        choose(state, key, effects);
        return true;
    }
    enum action action = bindings_action(key, WHERE_INPUT);
    bool empty = state->input[0] == '\0';
    if (action == ACTION_OPEN && !finding) {
        run_command(state, effects);
        return true;
    }
    if (action == ACTION_OPEN) {
        state->prompt = PROMPT_NONE;
    } else if (action == ACTION_BACK || (action == ACTION_DELETE_BEFORE && empty)) {
        state->prompt = PROMPT_NONE;
        (void)input_set(state, slice_of(""), 0);
    } else if (action == ACTION_UP && !finding) {
        (void)input_set(state, slice_of(state->command), SIZE_MAX);
    } else if (action != ACTION_NONE) {
        input_edit(state, action);
    } else {
        input_type(state, key, finding ? (size_t)FIND_SIZE : (size_t)INPUT_SIZE);
    }
    if (!finding) {
        return true;
    }
    memcpy(panel->find, state->input, sizeof panel->find);
    panel->find[sizeof panel->find - 1] = '\0';
    return panels_build(state, error);
}
