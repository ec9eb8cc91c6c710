/* Choosing a lane for a task, or a word for a lane's state. Everything is copied: the choice stays open while the plan
 * is read again. */
#include "base/memory.h"
#include "tui/request.h"

static bool add_choice(struct choices *choices, struct slice value, struct slice label, enum state state)
{
    if (choices->count == choices->capacity &&
        !memory_grow(&choices->items, &choices->capacity, choices->count + 1, sizeof *choices->items)) {
        return false;
    }
    struct choice choice = {.value = arena_copy(&choices->arena, value), .label = label, .state = state};
    if (choice.value.data == NULL || label.data == NULL) {
        return false;
    }
    choices->items[choices->count++] = choice;
    return true;
}

static void begin(struct tui_state *state, enum choice_of what)
{
    struct choices *choices = &state->choices;
    arena_release(&choices->arena);
    arena_init(&choices->arena);
    choices->what = what;
    choices->count = choices->selected = choices->top = 0;
    choices->title = (struct slice){0};
}

static bool add_lane(struct choices *choices, const struct record *lane, const char *remark)
{
    struct slice name = record_name(lane);
    struct slice status = lane->status.size > 0 ? lane->status : slice_of(style_state_word(lane->state));
    const char *slot = lane->slot == SLOT_NONE ? "no slot" : slot_name(lane->slot);
    struct slice label = arena_format(&choices->arena, "%.*s \xC2\xB7 %.*s \xC2\xB7 %s%s", SLICE_PRINT(name),
                                      SLICE_PRINT(status), slot, remark);
    return add_choice(choices, name, label, lane->state);
}

bool request_choose_lane(struct tui_state *state, enum choice_of what, const struct record *task, struct error *error)
{
    const struct records *lanes = &state->plan->records[KIND_LANE];
    struct choices *choices = &state->choices;
    struct slice name = record_name(task);
    begin(state, what);
    choices->title = arena_format(&choices->arena, what == CHOICE_CLAIM ? "Claim %.*s for" : "Move %.*s to",
                                  SLICE_PRINT(name));
    bool good = choices->title.data != NULL;
    if (good && what == CHOICE_CLAIM && task->lane != NULL) {
        good = add_lane(choices, task->lane, " \xC2\xB7 its lane");
    }
    for (size_t i = 0; good && i < lanes->count; i++) {
        good = lanes->items[i] == task->lane || add_lane(choices, lanes->items[i], "");
    }
    if (!good) {
        return error_no_memory(error);
    }
    if (choices->count == 0) {
        request_say(state, MESSAGE_ERROR, "this plan has no %slane to choose", what == CHOICE_MOVE ? "other " : "");
        return true;
    }
    state->prompt = PROMPT_CHOICE;
    return true;
}

static bool add_words(struct choices *choices, const struct status_words *words)
{
    for (size_t i = 0; i < words->count; i++) {
        const struct status_word *word = &words->items[i];
        bool known = false;
        for (size_t k = 0; k < choices->count && !known; k++) {
            known = slice_equal_fold(choices->items[k].value, word->word);
        }
        struct slice label =
            arena_format(&choices->arena, "%.*s \xC2\xB7 %s%s%s", SLICE_PRINT(word->word),
                         style_state_word(word->state), word->slot == SLOT_NONE ? "" : " \xC2\xB7 ",
                         word->slot == SLOT_NONE ? "" : slot_name(word->slot));
        if (!known && !add_choice(choices, word->word, label, word->state)) {
            return false;
        }
    }
    return true;
}

bool request_choose_state(struct tui_state *state, const struct record *lane, struct error *error)
{
    struct choices *choices = &state->choices;
    struct slice name = record_name(lane);
    begin(state, CHOICE_LANE_STATE);
    choices->title = arena_format(&choices->arena, "State of %.*s", SLICE_PRINT(name));
    bool good = choices->title.data != NULL;
    /* The words of the places that have a status come before those of the whole profile. */
    for (size_t i = 0; good && i < lane->place_count; i++) {
        if (place_field(lane->places[i], ROLE_STATUS) != NULL) {
            good = add_words(choices, &lane->places[i]->rule->words);
        }
    }
    if (!good || !add_words(choices, &state->plan->profile->words)) {
        return error_no_memory(error);
    }
    for (size_t i = 0; i < choices->count; i++) {
        if (slice_equal_fold(choices->items[i].value, lane->status)) {
            choices->selected = i;
        }
    }
    state->prompt = PROMPT_CHOICE;
    return request_begin(state, "lane") && request_add_argument(state, name) ? true : error_no_memory(error);
}
