/* What the keys do while something is chosen from a list or typed into a line. */
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

static void type_code(char *text, size_t capacity, unsigned long key)
{
    struct bytes encoded = {0};
    size_t used = strlen(text);
    if (utf8_append(&encoded, key) && used + encoded.size < capacity) {
        memcpy(text + used, encoded.data, encoded.size);
        text[used + encoded.size] = '\0';
    }
    bytes_release(&encoded);
}

static void delete_last(char *text)
{
    size_t size = strlen(text);
    while (size > 0 && ((unsigned char)text[size - 1] & 0xC0U) == 0x80U) {
        size--;
    }
    text[size > 0 ? size - 1 : 0] = '\0';
}

static void delete_word(char *text)
{
    size_t size = strlen(text);
    while (size > 0 && text[size - 1] == ' ') {
        size--;
    }
    while (size > 0 && text[size - 1] != ' ') {
        size--;
    }
    text[size] = '\0';
}

static void run_command(struct tui_state *state, struct tui_effects *effects)
{
    struct slice text = slice_trim(slice_of(state->input));
    state->prompt = PROMPT_NONE;
    if (text.size == 0) {
        return;
    }
    if (slice_equal(text, slice_of("q")) || slice_equal(text, slice_of("quit"))) {
        update_add_effect(effects, EFFECT_QUIT);
    } else if (slice_equal(text, slice_of("help"))) {
        state->screen = SCREEN_HELP;
        state->trail_count = 0;
        state->page.selected = state->page.top = 0;
    } else if (request_parse(state, text)) {
        update_add_effect(effects, EFFECT_PREVIEW);
    }
}

bool update_prompt_key(struct tui_state *state, unsigned long key, struct tui_effects *effects, struct error *error)
{
    struct panel *panel = &state->panels[state->focus];
    bool finding = state->prompt == PROMPT_FIND;
    size_t capacity = finding ? (size_t)FIND_SIZE : (size_t)INPUT_SIZE;
    if (state->prompt == PROMPT_CHOICE) {
        choose(state, key, effects);
        return true;
    }
    if (key == TUI_KEY_ENTER) {
        if (!finding) {
            run_command(state, effects);
            return true;
        }
        state->prompt = PROMPT_NONE;
    } else if (key == TUI_KEY_ESCAPE || (key == TUI_KEY_BACKSPACE && state->input[0] == '\0')) {
        state->prompt = PROMPT_NONE;
        state->input[0] = '\0';
    } else if (key == TUI_KEY_BACKSPACE) {
        delete_last(state->input);
    } else if (key == TUI_CONTROL('u')) {
        state->input[0] = '\0';
    } else if (key == TUI_CONTROL('w')) {
        delete_word(state->input);
    } else if (key >= 0x20 && key < 0x110000 && key != 0x7F && !(key >= 0x80 && key < 0xA0)) {
        type_code(state->input, capacity, key);
    }
    if (!finding) {
        return true;
    }
    memcpy(panel->find, state->input, sizeof panel->find);
    panel->find[sizeof panel->find - 1] = '\0';
    return panels_build(state, error);
}
