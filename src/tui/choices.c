/* Choosing from a list. Everything is copied: the choice stays open while the plan is read again. */
#include "base/memory.h"
#include "tui/request.h"
#include "tui/view_table.h"

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

bool request_choose_view(struct tui_state *state, struct error *error)
{
    struct choices *choices = &state->choices;
    begin(state, CHOICE_VIEW);
    choices->title = slice_of("View");
    for (int i = 0; i < VIEW_COUNT; i++) {
        const struct view *view = views[i];
        struct slice label = arena_format(&choices->arena, "%c  %s", view->digit == 0 ? ' ' : view->digit, view->title);
        if (!add_choice(choices, slice_of(view->name), label, STATE_COUNT)) {
            return error_no_memory(error);
        }
    }
    choices->selected = (size_t)state->view;
    state->prompt = PROMPT_CHOICE;
    return true;
}

bool request_choose_record(struct tui_state *state, const struct record *const *records, size_t count)
{
    struct choices *choices = &state->choices;
    begin(state, CHOICE_FOLLOW);
    choices->title = slice_of("Which one");
    for (size_t i = 0; i < count; i++) {
        const struct record *record = records[i];
        struct slice name = record_name(record);
        struct slice value = arena_format(&choices->arena, "%s:%.*s", kind_name(record->kind), SLICE_PRINT(name));
        struct slice label = arena_format(&choices->arena, "%.*s %.*s", SLICE_PRINT(name),
                                          SLICE_PRINT(record->id.size > 0 ? record->title : slice_of("")));
        if (value.data == NULL || !add_choice(choices, value, label, record->state)) {
            return false;
        }
    }
    state->prompt = PROMPT_CHOICE;
    return true;
}
