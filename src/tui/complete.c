#include "tui/complete.h"

#include "tui/describe.h"
#include "tui/line_commands.h"
#include "tui/search.h"
#include "tui/view_table.h"

#include <stdio.h>

enum { PREFIX = 100 /* how well a beginning fits */ };

/* What is known of the line up to the word that is being typed. */
struct place {
    size_t start;       /* of the word, its quote included */
    struct slice word;  /* folded, without the quote */
    struct slice command;
    struct slice option; /* that waits for its value; empty: none */
    size_t number;       /* of arguments before the word */
};

/* ---- proposals ---- */

static void copy_text(char *to, size_t size, struct slice text)
{
    struct bytes clean = {0};
    if (utf8_append_clean(&clean, text, true) && clean.size < size) {
        memcpy(to, clean.size > 0 ? clean.data : "", clean.size);
        to[clean.size] = '\0';
    } else {
        to[0] = '\0';
    }
    bytes_release(&clean);
}

/* Keeps the best, those that come first before others that are as good. */
static void propose(struct tui_state *state, const struct place *place, struct slice value, struct slice remark)
{
    struct completion *completion = &state->completion;
    struct bytes folded = {0};
    search_fold(&folded, value);
    size_t title = folded.size;
    bytes_append_byte(&folded, ' ');
    search_fold(&folded, slice_part(remark, 0, 80));
    struct slice text = bytes_slice(&folded);
    int fits = place->word.size == 0             ? 1
               : slice_starts(text, place->word) ? PREFIX
                                                 : search_fits(place->word, slice_part(text, 0, title), text);
    bytes_release(&folded);
    if (fits == 0 || value.size == 0 || value.size >= COMPLETION_VALUE) {
        return;
    }
    size_t at = completion->count;
    while (at > 0 && completion->items[at - 1].fits < fits) {
        at--;
    }
    if (at == COMPLETIONS) {
        return;
    }
    size_t kept = completion->count < COMPLETIONS ? completion->count : COMPLETIONS - 1;
    memmove(&completion->items[at + 1], &completion->items[at], (kept - at) * sizeof completion->items[0]);
    completion->count = kept + 1;
    struct completion_item *item = &completion->items[at];
    item->fits = fits;
    copy_text(item->value, sizeof item->value, value);
    copy_text(item->remark, sizeof item->remark, slice_part(remark, 0, COMPLETION_VALUE - 1));
    if (item->value[0] == '\0') {
        completion->count--;
        memmove(item, item + 1, (completion->count - at) * sizeof *item);
    }
}

static void propose_records(struct tui_state *state, const struct place *place, unsigned kinds)
{
    for (int kind = 0; kind < KIND_PLAN; kind++) {
        const struct records *records = &state->plan->records[kind];
        for (size_t i = 0; (kinds & VIEW_KIND(kind)) != 0 && i < records->count; i++) {
            const struct record *record = records->items[i];
            if (kind != KIND_QUEUE && kind != KIND_CLAIM && record->id.size > 0) {
                propose(state, place, record->id, record->title);
            }
        }
    }
}

static void propose_states(struct tui_state *state, const struct place *place)
{
    const struct status_words *words = &state->plan->profile->words;
    for (size_t i = 0; i < words->count; i++) {
        propose(state, place, words->items[i].word, slice_of(style_state_word(words->items[i].state)));
    }
}

static void propose_lanes(struct tui_state *state, const struct place *place)
{
    const struct records *lanes = &state->plan->records[KIND_LANE];
    for (size_t i = 0; i < lanes->count; i++) {
        propose(state, place, record_name(lanes->items[i]), lanes->items[i]->status);
    }
}

static void propose_argument(struct tui_state *state, const struct place *place, enum argument_kind kind)
{
    switch (kind) {
    case ARGUMENT_TASK:
        propose_records(state, place, VIEW_KIND(KIND_TASK));
        break;
    case ARGUMENT_LANE:
        propose_lanes(state, place);
        break;
    case ARGUMENT_STATE:
        propose_states(state, place);
        break;
    case ARGUMENT_BLOCKER:
        propose_records(state, place, VIEW_KIND(KIND_BLOCKER));
        break;
    case ARGUMENT_RECORD:
        propose_records(state, place, ~0U);
        break;
    case ARGUMENT_KIND:
        for (int i = 0; i < KIND_PLAN; i++) {
            propose(state, place, slice_of(kind_name((enum kind)i)), slice_of(""));
        }
        break;
    case ARGUMENT_FIELD:
        for (int i = ROLE_OTHER + 1; i < ROLE_COUNT; i++) {
            propose(state, place, slice_of(role_name((enum role)i)), slice_of("="));
        }
        break;
    case ARGUMENT_ACTION:
        propose(state, place, slice_of("add"), slice_of("put a task into the queue"));
        propose(state, place, slice_of("remove"), slice_of("take its row out"));
        propose(state, place, slice_of("up"), slice_of("before the row above it"));
        propose(state, place, slice_of("down"), slice_of("behind the row below it"));
        propose(state, place, slice_of("top"), slice_of("before all others"));
        propose(state, place, slice_of("set"), slice_of("change its priority or description"));
        break;
    default:
        break;
    }
}

static void propose_option_value(struct tui_state *state, const struct place *place)
{
    static const struct {
        enum option option;
        enum argument_kind kind;
    } values[] = {{OPTION_LANE, ARGUMENT_LANE},  {OPTION_TO, ARGUMENT_LANE},    {OPTION_QUEUE, ARGUMENT_LANE},
                  {OPTION_RESOLVES, ARGUMENT_BLOCKER}, {OPTION_ON, ARGUMENT_RECORD}, {OPTION_AFTER, ARGUMENT_TASK}};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        if (slice_equal(place->option, slice_of(option_infos[values[i].option].name))) {
            propose_argument(state, place, values[i].kind);
        }
    }
}

static void propose_options(struct tui_state *state, const struct place *place, const struct verb *verb)
{
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        char name[64];
        if ((verb->options & 1U << i) != 0) {
            snprintf(name, sizeof name, "--%s", option_infos[i].name);
            propose(state, place, slice_of(name), slice_of(option_infos[i].help));
        }
    }
    propose(state, place, slice_of("--if-rev"), slice_of("only where the plan, or the record, still has this rev"));
    propose(state, place, slice_of("--force"), slice_of("override a rule"));
}

static void propose_line(struct tui_state *state, const struct place *place, enum line_argument argument)
{
    const struct list *list = state_list(state);
    switch (argument) {
    case LINE_VIEW:
        for (int i = 0; i < VIEW_COUNT; i++) {
            propose(state, place, slice_of(views[i]->name), slice_of(views[i]->title));
        }
        break;
    case LINE_RECORD:
        propose_records(state, place, ~0U);
        break;
    case LINE_FILE:
        for (size_t i = 0; i < state->plan->document_count; i++) {
            propose(state, place, slice_of(plan_path(state->plan, i)), slice_of(""));
        }
        break;
    case LINE_PATH:
        for (size_t i = 0; place->number == 0 && i < state->answers->path_count; i++) {
            propose(state, place, state->answers->paths[i], slice_of(""));
        }
        if (place->number > 0) {
            propose_lanes(state, place);
        }
        break;
    case LINE_THEME:
        propose(state, place, slice_of("dark"), slice_of(""));
        propose(state, place, slice_of("light"), slice_of(""));
        propose(state, place, slice_of("none"), slice_of("no colours"));
        break;
    case LINE_COLUMN:
        for (size_t i = 0; list != NULL && views[state->view]->columns[i].title != NULL; i++) {
            propose(state, place, slice_of(views[state->view]->columns[i].title), slice_of(""));
        }
        break;
    default:
        break;
    }
}

static void propose_commands(struct tui_state *state, const struct place *place)
{
    for (size_t i = 0; verbs[i] != NULL; i++) {
        propose(state, place, slice_of(verbs[i]->name), slice_of(verbs[i]->summary));
    }
    for (size_t i = 0; line_commands[i].name != NULL; i++) {
        if (line_commands[i].name[1] != '\0') {
            propose(state, place, slice_of(line_commands[i].name), slice_of(line_commands[i].help));
        }
    }
}

/* ---- the line ---- */

static bool takes_value(struct slice option)
{
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if (slice_equal(option, slice_of(option_infos[i].name))) {
            return option_infos[i].argument != NULL;
        }
    }
    return slice_equal(option, slice_of("if-rev"));
}

/* Walks over the words before the cursor. */
static struct place find_place(const struct tui_state *state)
{
    struct slice line = slice_part(slice_of(state->input), 0, state->cursor);
    struct place place = {0};
    size_t at = 0;
    for (;;) {
        while (at < line.size && line.data[at] == ' ') {
            at++;
        }
        size_t start = at;
        char quote = 0;
        for (; at < line.size && (quote != 0 || line.data[at] != ' '); at++) {
            char byte = line.data[at];
            quote = quote == 0 && (byte == '"' || byte == '\'') ? byte : byte == quote ? (char)0 : quote;
        }
        if (at >= line.size) {
            place.start = start;
            return place;
        }
        struct slice word = slice_part(line, start, at);
        if (place.command.size == 0) {
            place.command = word;
        } else if (place.option.size > 0) {
            place.option = (struct slice){0};
        } else if (slice_starts(word, slice_of("--"))) {
            struct slice name = slice_part(word, 2, word.size);
            place.option = takes_value(name) ? name : (struct slice){0};
        } else {
            place.number++;
        }
    }
}

void complete_build(struct tui_state *state)
{
    struct completion *completion = &state->completion;
    completion->count = 0;
    completion->chosen = SIZE_MAX;
    struct place place = state->prompt == PROMPT_GO ? (struct place){0} : find_place(state);
    struct slice word = slice_part(slice_of(state->input), place.start, state->cursor);
    struct bytes folded = {0};
    if (word.size > 0 && (word.data[0] == '"' || word.data[0] == '\'')) {
        word = slice_part(word, 1, word.size);
    }
    completion->start = place.start;
    completion->end = state->cursor;
    if (!search_fold(&folded, word)) {
        bytes_release(&folded);
        return;
    }
    place.word = bytes_slice(&folded);
    const struct verb *verb = place.command.size > 0 ? verb_find(place.command) : NULL;
    const struct line_command *command = place.command.size > 0 ? line_command_find(place.command) : NULL;
    if (state->prompt == PROMPT_GO) {
        propose_records(state, &place, ~0U);
    } else if (place.command.size == 0) {
        propose_commands(state, &place);
    } else if (command != NULL) {
        propose_line(state, &place, command->argument);
    } else if (verb != NULL && place.option.size > 0) {
        propose_option_value(state, &place);
    } else if (verb != NULL && slice_starts(word, slice_of("-"))) {
        propose_options(state, &place, verb);
    } else if (verb != NULL) {
        size_t count = 0;
        while (count < VERB_ARGUMENTS && verb->arguments[count].name != NULL) {
            count++;
        }
        size_t number = place.number < count ? place.number : count - 1;
        if (count > 0 && (place.number < count || verb->arguments[number].repeated)) {
            propose_argument(state, &place, verb->arguments[number].kind);
        }
    }
    bytes_release(&folded);
    /* Where something begins with the word, nothing else is meant. */
    while (completion->count > 0 && completion->items[0].fits == PREFIX &&
           completion->items[completion->count - 1].fits < PREFIX) {
        completion->count--;
    }
}

void complete_step(struct tui_state *state, bool back)
{
    struct completion *completion = &state->completion;
    if (completion->count == 0) {
        return;
    }
    completion->chosen = completion->chosen == SIZE_MAX ? (back ? completion->count - 1 : 0)
                         : back                         ? (completion->chosen + completion->count - 1) % completion->count
                                                        : (completion->chosen + 1) % completion->count;
    struct slice value = slice_of(completion->items[completion->chosen].value);
    bool quoted = state->prompt == PROMPT_COMMAND && slice_find(value, slice_of(" "), 0) != SLICE_NONE;
    const char *quote = !quoted ? "" : slice_find(value, slice_of("'"), 0) == SLICE_NONE ? "'" : "\"";
    char line[INPUT_SIZE];
    int size = snprintf(line, sizeof line, "%.*s%s%s%s%s", (int)completion->start, state->input, quote, value.data,
                        quote, completion->count == 1 && state->prompt == PROMPT_COMMAND && !slice_ends(value, slice_of("/")) ? " " : "");
    size_t cursor = size > 0 ? (size_t)size : 0;
    int whole = snprintf(line + cursor, cursor < sizeof line ? sizeof line - cursor : 0, "%s",
                         state->input + completion->end);
    if (size > 0 && whole >= 0 && cursor + (size_t)whole < sizeof line) {
        completion->end = cursor;
        memcpy(state->input, line, cursor + (size_t)whole + 1);
        state->cursor = cursor;
    }
    if (completion->count == 1) {
        complete_build(state);
    }
}
