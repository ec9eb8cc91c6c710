#include "tui/complete.h"

#include "tui/complete_source.h"
#include "tui/line_commands.h"
#include "tui/search.h"
#include "tui/view_table.h"

#include <stdio.h>

/* What is known of the line up to the word that is being typed. */
struct place {
    size_t start;        /* of the word, its quote included */
    struct slice word;   /* folded, without the quote */
    struct slice command;
    struct slice first;  /* argument, as it is written */
    enum option option;  /* that waits for its value; OPTION_ALL: none */
    size_t number;       /* of arguments before the word */
};

/* Who asks the sources: the line, at a place. */
struct asking {
    struct tui_state *state;
    const struct place *place;
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
    int fits = complete_fits(place->word, value, remark);
    if (fits == 0 || value.size == 0 || value.size >= COMPLETION_VALUE) {
        return;
    }
    for (size_t i = 0; i < completion->count; i++) {
        if (slice_equal(slice_of(completion->items[i].value), value)) {
            return;
        }
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

static void take(void *context, struct slice value, struct slice remark)
{
    const struct asking *asking = context;
    /* What has no ID answers to its title, which is told only once. */
    propose(asking->state, asking->place, value, slice_equal(value, remark) ? slice_of("") : remark);
}

static void propose_line(struct tui_state *state, const struct place *place, const struct complete_query *query,
                         enum line_argument argument)
{
    const struct list *list = state_list(state);
    switch (argument) {
    case LINE_VIEW:
        for (int i = 0; i < VIEW_COUNT; i++) {
            propose(state, place, slice_of(views[i]->name), slice_of(views[i]->title));
        }
        break;
    case LINE_RECORD:
        complete_records(query);
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
            complete_argument(query, ARGUMENT_LANE);
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
    for (size_t i = 0; line_commands[i].name != NULL; i++) {
        if (line_commands[i].name[1] != '\0') {
            propose(state, place, slice_of(line_commands[i].name), slice_of(line_commands[i].help));
        }
    }
}

static void propose_argument(const struct complete_query *query, size_t number)
{
    size_t count = 0;
    while (count < VERB_ARGUMENTS && query->verb->arguments[count].name != NULL) {
        count++;
    }
    size_t at = number < count ? number : count - 1;
    if (count > 0 && (number < count || query->verb->arguments[at].repeated)) {
        complete_argument(query, query->verb->arguments[at].kind);
    }
}

/* ---- the line ---- */

/* The option of the command that waits for a value behind `--name`; OPTION_ALL: none does. */
static enum option waiting_option(struct slice command, struct slice name)
{
    const struct verb *verb = verb_find(command);
    enum option option = verb == NULL ? OPTION_ALL : verb_option(verb, name);
    return option != OPTION_ALL && option_infos[option].argument != NULL ? option : OPTION_ALL;
}

/* Walks over the words before the cursor. */
static struct place find_place(const struct tui_state *state)
{
    struct slice line = slice_part(slice_of(state->input), 0, state->cursor);
    struct place place = {.option = OPTION_ALL};
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
        } else if (place.option != OPTION_ALL) {
            place.option = OPTION_ALL;
        } else if (slice_starts(word, slice_of("--"))) {
            place.option = waiting_option(place.command, slice_part(word, 2, word.size));
        } else {
            place.first = place.number == 0 ? word : place.first;
            place.number++;
        }
    }
}

/* A word without the quotes around it. */
static struct slice unquoted(struct slice word)
{
    bool quoted = word.size >= 2 && (word.data[0] == '"' || word.data[0] == '\'') && word.data[word.size - 1] == word.data[0];
    return quoted ? slice_part(word, 1, word.size - 1) : word;
}

void complete_build(struct tui_state *state)
{
    struct completion *completion = &state->completion;
    completion->count = 0;
    completion->chosen = SIZE_MAX;
    struct place place = state->prompt == PROMPT_GO ? (struct place){.option = OPTION_ALL} : find_place(state);
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
    struct asking asking = {.state = state, .place = &place};
    struct complete_query query = {.state = state,
                                   .verb = place.command.size > 0 ? verb_find(place.command) : NULL,
                                   .subject = unquoted(place.first),
                                   .word = word,
                                   .offer = take,
                                   .context = &asking};
    const struct line_command *command = place.command.size > 0 ? line_command_find(place.command) : NULL;
    if (state->prompt == PROMPT_GO) {
        complete_records(&query);
    } else if (place.command.size == 0) {
        complete_verbs(&query);
        propose_commands(state, &place);
    } else if (command != NULL) {
        propose_line(state, &place, &query, command->argument);
    } else if (query.verb != NULL && place.option != OPTION_ALL) {
        complete_option(&query, place.option);
    } else if (query.verb != NULL && slice_starts(word, slice_of("-"))) {
        complete_options(&query);
    } else if (query.verb != NULL) {
        propose_argument(&query, place.number);
    }
    bytes_release(&folded);
    /* Where something begins with the word, nothing else is meant. */
    while (completion->count > 0 && completion->items[0].fits >= COMPLETE_BEGINS &&
           completion->items[completion->count - 1].fits < COMPLETE_BEGINS) {
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
    /* An ID that a field follows, a field that its value follows, or a folder goes on. */
    char end = value.size > 0 ? value.data[value.size - 1] : ' ';
    bool whole_word = completion->count == 1 && state->prompt == PROMPT_COMMAND && end != '.' && end != '=' && end != '/';
    char line[INPUT_SIZE];
    int size = snprintf(line, sizeof line, "%.*s%s%s%s%s", (int)completion->start, state->input, quote, value.data,
                        quote, whole_word ? " " : "");
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
