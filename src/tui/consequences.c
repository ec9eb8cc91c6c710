#include "tui/consequences.h"

#include "ops/outlook.h"
#include "plan/query.h"
#include "tui/form.h"

#include <stdarg.h>
#include <stdio.h>

void consequences_say(struct consequences *consequences, enum style style, const char *format, ...)
{
    struct form *form = consequences->state->form;
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    struct slice said = slice_of(size < 0 ? "" : text);
    /* Of several records the same may follow. */
    for (size_t i = 0; i < form->fact_count; i++) {
        if (slice_equal(form->facts[i].text, said)) {
            return;
        }
    }
    struct slice kept = arena_copy(&form->shown, said);
    if (kept.data == NULL ||
        !arena_grow(&form->shown, &form->facts, &form->fact_capacity, form->fact_count + 1, sizeof *form->facts)) {
        consequences->failed = true;
        return;
    }
    form->facts[form->fact_count++] = (struct form_fact){.style = style, .text = kept};
}

const struct record *consequences_task(const struct consequences *consequences, size_t number)
{
    const struct tui_request *request = &consequences->state->request;
    const struct record *record = number < request->argument_count
                                      ? query_name(consequences->state->plan, KIND_COUNT, request->arguments[number], NULL)
                                      : NULL;
    if (record != NULL && (record->kind == KIND_QUEUE || record->kind == KIND_CLAIM)) {
        record = record->task;
    }
    return record != NULL && record->kind == KIND_TASK ? record : NULL;
}

/* ---- what every verb shows ---- */

static void say_names(struct consequences *consequences, enum style style, const char *before,
                      const struct outlook_list *list, const char *behind)
{
    enum { MOST = 12 };
    struct bytes names = {0};
    for (size_t i = 0; i < list->count && i < MOST; i++) {
        bytes_append_text(&names, i == 0 ? "" : ", ");
        bytes_append(&names, record_name(list->items[i]));
    }
    if (list->count > MOST) {
        bytes_append_format(&names, " and %zu more", list->count - MOST);
    }
    consequences->failed = consequences->failed || names.failed;
    if (list->count > 0) {
        consequences_say(consequences, style, "%s%.*s%s", before, SLICE_PRINT(bytes_slice(&names)), behind);
    }
    bytes_release(&names);
}

static void say_ready(struct consequences *consequences)
{
    struct outlook_list ready = {0};
    if (!outlook_ready(consequences->state->plan, consequences->after, &consequences->arena, &ready)) {
        consequences->failed = true;
    }
    say_names(consequences, STYLE_READY, "becomes ready: ", &ready, "");
}

/* A mirror that is left out says another thing from now on. */
static void say_differing(struct consequences *consequences)
{
    struct outlook_list differing = {0};
    if (!outlook_differing(consequences->state->plan, consequences->after, &consequences->arena, &differing)) {
        consequences->failed = true;
    }
    say_names(consequences, STYLE_ERROR, "the mirrors of ", &differing, " will say different states");
}

static void say_outside(struct consequences *consequences)
{
    const struct form *form = consequences->state->form;
    for (size_t i = form->asked; i < form->count; i++) {
        const struct form_row *row = &form->rows[i];
        if (row->outside) {
            consequences_say(consequences, STYLE_ERROR, "%.*s changed by another hand: \"%.*s\" became \"%.*s\"",
                             SLICE_PRINT(row->label), SLICE_PRINT(bytes_slice(&row->before)), SLICE_PRINT(row->old));
        }
    }
}

static void say_swaps(struct consequences *consequences)
{
    struct slice rest = consequences->event->swaps;
    struct slice swap;
    while (rest.size > 0 && slice_next(&rest, '\n', &swap)) {
        if (swap.size > 0) {
            consequences_say(consequences, STYLE_ERROR, "%.*s", SLICE_PRINT(swap));
        }
    }
}

static const struct {
    const char *verb;
    void (*say)(struct consequences *consequences);
} own[] = {
    {"claim", consequences_claim},
    {"done", consequences_done},
    {"block", consequences_block},
    {"resolve", consequences_resolve},
};

bool consequences_collect(struct tui_state *state, const struct tui_event *event, struct error *error)
{
    /* Of what is refused nothing follows; what belongs to it is worth knowing all the more. */
    static const struct change nothing = {0};
    struct consequences consequences = {.state = state,
                                        .event = event,
                                        .change = event->partial != NULL  ? event->partial
                                                  : event->change != NULL ? event->change
                                                                          : &nothing};
    arena_init(&consequences.arena);
    struct plan *after = outlook_plan(state->plan, consequences.change, error);
    if (after == NULL) {
        return false;
    }
    consequences.after = after;
    say_outside(&consequences);
    say_swaps(&consequences);
    say_differing(&consequences);
    /* Narrow screens show the first of it: what is ready from then on comes before what is only worth knowing. */
    say_ready(&consequences);
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++) {
        if (state->form->verb == verb_find(slice_of(own[i].verb))) {
            own[i].say(&consequences);
        }
    }
    plan_free(after);
    arena_release(&consequences.arena);
    return !consequences.failed || error_no_memory(error);
}

/* ---- refusals ---- */

static const struct record *open_dependency(const struct record *task)
{
    for (size_t i = 0; task != NULL && i < task->depends_on.count; i++) {
        const struct plan_link *link = &task->depends_on.items[i];
        if (link->record != NULL && !state_is_closed(link->record->state)) {
            return link->record;
        }
    }
    return NULL;
}

static const struct record *heavy_lane(const struct plan *plan)
{
    for (size_t i = 0; i < plan->records[KIND_LANE].count; i++) {
        if (plan->records[KIND_LANE].items[i]->slot == SLOT_HEAVY) {
            return plan->records[KIND_LANE].items[i];
        }
    }
    return NULL;
}

static bool is_rule(const struct error *failure, const char *rule)
{
    return failure->code == ERROR_REFUSED && strcmp(failure->rule, rule) == 0;
}

/* The first task of the request that the rule may be about: one that has what it is about. */
static const struct record *remedy_record(struct tui_state *state, const struct error *failure)
{
    const struct consequences consequences = {.state = state};
    const struct record *found = NULL;
    for (size_t i = 0; i < state->request.argument_count && found == NULL; i++) {
        const struct record *task = consequences_task(&consequences, i);
        if (task == NULL) {
            continue;
        }
        if (is_rule(failure, "dependency.open")) {
            found = open_dependency(task);
        } else if (is_rule(failure, "blocker.open")) {
            found = task->blockers.count > 0 ? task->blockers.items[0].record : NULL;
        } else if (is_rule(failure, "task.two_lanes")) {
            found = task->lane;
        } else if (is_rule(failure, "claim.taken") || is_rule(failure, "claim.yours") || is_rule(failure, "claim.holder")) {
            found = task->claim;
        }
    }
    return found == NULL && is_rule(failure, "lane.heavy") ? heavy_lane(state->plan) : found;
}

struct slice consequences_remedy(struct tui_state *state, const struct error *failure)
{
    const struct record *record = remedy_record(state, failure);
    if (record == NULL) {
        return (struct slice){0};
    }
    return arena_format(&state->form->shown, "%s:%.*s", kind_name(record->kind), SLICE_PRINT(record_name(record)));
}

bool consequences_is_forcible(const struct error *failure)
{
    return failure->code == ERROR_REFUSED && !is_rule(failure, "claim.taken") && !is_rule(failure, "claim.yours");
}

/* What else helps: `%s` stands for the key. */
static const struct {
    const char *rule;
    const char *action;
    const char *text;
} remedies[] = {
    {"lane.inactive", "form-tick", "activate below (%s) gives it the slot"},
    {"lane.inactive", "line-complete", "%s in lane chooses another"},
    {"evidence.missing", "line-complete", "name a file in evidence below (%s lists what is there)"},
    {"task.two_lanes", "move", "Esc, then %s moves it"},
    {"claim.yours", "release", "Esc, then %s gives it back"},
    {"claim.taken", "release", "Esc, then %s gives it back"},
    {"status.unknown", "line-complete", "%s lists the words"},
};

/* "KEY text", where the action has a key, behind what was said before. */
static void say_key(struct bytes *text, const struct tui_state *state, const char *action, const char *format)
{
    char name[BINDINGS_NAME];
    struct slice rest = slice_of(format);
    size_t place = slice_find(rest, slice_of("%s"), 0);
    if (bindings_first_key(&state->config.keys, action, name)[0] == '\0' || place == SLICE_NONE) {
        return;
    }
    bytes_append_text(text, text->size > 0 ? "; " : "");
    bytes_append(text, slice_part(rest, 0, place));
    bytes_append_text(text, name);
    bytes_append(text, slice_part(rest, place + 2, rest.size));
}

struct slice consequences_remedy_keys(struct tui_state *state, const struct error *failure)
{
    const struct record *record = remedy_record(state, failure);
    struct bytes text = {0};
    if (record != NULL) {
        say_key(&text, state, "form-go", "%s opens ");
        bytes_append(&text, text.size > 0 ? record_name(record) : slice_of(""));
    }
    for (size_t i = 0; i < sizeof remedies / sizeof remedies[0]; i++) {
        if (is_rule(failure, remedies[i].rule)) {
            say_key(&text, state, remedies[i].action, remedies[i].text);
        }
    }
    if (!state->form->force && consequences_is_forcible(failure)) {
        say_key(&text, state, "form-force", "%s forces");
    }
    struct slice kept = text.failed || text.size == 0 ? (struct slice){0}
                                                      : arena_copy(&state->form->shown, bytes_slice(&text));
    bytes_release(&text);
    return kept;
}
