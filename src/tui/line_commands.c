#include "tui/line_commands.h"

#include "plan/query.h"
#include "tui/navigate.h"
#include "tui/packet.h"
#include "tui/request.h"
#include "tui/view_table.h"

static void say_error(struct tui_state *state, const struct error *failure)
{
    struct slice first = slice_of(failure->candidates);
    request_say(state, MESSAGE_ERROR, first.size > 0 ? "%s: %.*s" : "%s%.*s", failure->message,
                first.size > 60 ? 60 : (int)first.size, failure->candidates);
}

void line_go_to(struct tui_state *state, const struct record *record)
{
    struct list *list = state_list(state);
    if (list == NULL || !list_select_record(list, record)) {
        enum view_number view = view_of_kind(record->kind);
        navigate_view(state, view);
        list = state_list(state);
        if (list != NULL) {
            list_find(list, slice_of(""));
            list->key = identity_of(record);
            list->ordered = false;
        } else if (!navigate_select(state, record)) {
            navigate_open(state, record);
        }
    }
}

static bool run_go(struct tui_state *state, struct slice argument, struct tui_effects *effects, struct error *error)
{
    struct error failure = {0};
    const struct record *record = query_name(state->plan, KIND_COUNT, argument, &failure);
    (void)effects;
    (void)error;
    if (record != NULL) {
        line_go_to(state, record);
    } else {
        say_error(state, &failure);
    }
    return true;
}

static bool run_view(struct tui_state *state, struct slice argument, struct tui_effects *effects, struct error *error)
{
    enum view_number view = view_find(argument);
    (void)effects;
    (void)error;
    if (view < VIEW_COUNT) {
        navigate_view(state, view);
    } else {
        request_say(state, MESSAGE_ERROR, "there is no view `%.*s`; v lists the views", SLICE_PRINT(argument));
    }
    return true;
}

/* FILE or FILE:LINE; a part of the path is enough where no other document has it. */
static bool run_source(struct tui_state *state, struct slice argument, struct tui_effects *effects,
                       struct error *error)
{
    size_t line = 0;
    size_t end = argument.size;
    size_t found = SIZE_MAX;
    size_t count = 0;
    (void)effects;
    (void)error;
    while (end > 0 && argument.data[end - 1] >= '0' && argument.data[end - 1] <= '9') {
        end--;
    }
    bool numbered = end > 0 && end < argument.size && argument.data[end - 1] == ':';
    for (size_t i = end; numbered && i < argument.size && line < 100000000; i++) {
        line = line * 10 + (size_t)(argument.data[i] - '0');
    }
    struct slice path = slice_part(argument, 0, numbered ? end - 1 : argument.size);
    for (size_t i = 0; path.size > 0 && i < state->plan->document_count; i++) {
        struct slice own = slice_of(plan_path(state->plan, i));
        if (slice_equal(own, path)) {
            found = i;
            count = 1;
            break;
        }
        if (slice_find(own, path, 0) != SLICE_NONE) {
            found = i;
            count++;
        }
    }
    if (count == 1) {
        navigate_source(state, found, line, NULL);
    } else {
        request_say(state, MESSAGE_ERROR, "%s document is called `%.*s`; Tab lists the documents",
                    count == 0 ? "no" : "more than one", SLICE_PRINT(path));
    }
    return true;
}

static bool run_theme(struct tui_state *state, struct slice argument, struct tui_effects *effects,
                      struct error *error)
{
    struct error failure = {0};
    (void)error;
    if (config_theme(&state->config, argument, &failure)) {
        effects_add(effects, EFFECT_THEME);
    } else {
        say_error(state, &failure);
    }
    return true;
}

static bool run_sort(struct tui_state *state, struct slice argument, struct tui_effects *effects, struct error *error)
{
    struct list *list = state_list(state);
    const struct view *view = views[state->view];
    (void)effects;
    (void)error;
    for (size_t i = 0; list != NULL && view->columns[i].title != NULL; i++) {
        if (argument.size > 0 && slice_starts_fold(slice_of(view->columns[i].title), argument)) {
            list->sort = i + 1;
            list->reverse = false;
            list->ordered = false;
            return true;
        }
    }
    request_say(state, MESSAGE_ERROR, list == NULL ? "this view is no list" : "no column is called `%.*s`",
                SLICE_PRINT(argument));
    return true;
}

static bool run_filter(struct tui_state *state, struct slice argument, struct tui_effects *effects,
                       struct error *error)
{
    struct list *list = state_list(state);
    (void)effects;
    (void)error;
    if (list != NULL) {
        list_find(list, argument);
    } else {
        request_say(state, MESSAGE_ERROR, "this view is no list");
    }
    return true;
}

static bool run_packet(struct tui_state *state, struct slice argument, struct tui_effects *effects,
                       struct error *error)
{
    (void)error;
    packet_write(state, argument, effects);
    return true;
}

static bool run_intake(struct tui_state *state, struct slice argument, struct tui_effects *effects,
                       struct error *error)
{
    (void)effects;
    (void)error;
    packet_intake(state, argument);
    return true;
}

static bool run_help(struct tui_state *state, struct slice argument, struct tui_effects *effects, struct error *error)
{
    (void)argument;
    (void)effects;
    (void)error;
    navigate_help(state);
    return true;
}

static bool run_quit(struct tui_state *state, struct slice argument, struct tui_effects *effects, struct error *error)
{
    (void)state;
    (void)argument;
    (void)error;
    effects_add(effects, EFFECT_QUIT);
    return true;
}

const struct line_command line_commands[] = {
    {"view", "NAME", "show a view", LINE_VIEW, run_view},
    {"go", "ID", "go to a record, in the view of its kind", LINE_RECORD, run_go},
    {"source", "FILE[:LINE]", "show a document as it is written", LINE_FILE, run_source},
    {"filter", "TEXT", "keep what fits, as / does", LINE_TEXT, run_filter},
    {"sort", "COLUMN", "sort the list by a column", LINE_COLUMN, run_sort},
    {"packet", "[--force] FILE", "write the packet of this session to a file", LINE_PATH, run_packet},
    {"intake", "FILE [LANE]", "hold a worker's packet against the checklist", LINE_PATH, run_intake},
    {"theme", "NAME", "dark, light or none, until the end", LINE_THEME, run_theme},
    {"help", "", "the keys and commands", LINE_NOTHING, run_help},
    {"quit", "", "quit", LINE_NOTHING, run_quit},
    {"q", "", "quit", LINE_NOTHING, run_quit},
    {NULL, NULL, NULL, LINE_NOTHING, NULL},
};

const struct line_command *line_command_find(struct slice name)
{
    for (size_t i = 0; line_commands[i].name != NULL; i++) {
        if (slice_equal(slice_of(line_commands[i].name), name)) {
            return &line_commands[i];
        }
    }
    return NULL;
}
