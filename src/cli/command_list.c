#include "cli/command.h"

#include "base/memory.h"
#include "base/suggest.h"
#include "cli/print_list.h"
#include "cli/session.h"

#include <stdlib.h>

static const struct argument_option options[] = {
    {"state", 's', "STATE", "only of this state (several: with commas, or given again)"},
    {"lane", 'l', "LANE", "only of this lane"},
    {"milestone", 'm', "MILESTONE", "only of this milestone"},
    {"owner", 0, "WHO", "only of this owner"},
    {"priority", 0, "PRIORITY", "only of this priority"},
    {"ready", 0, NULL, "only what can be taken now"},
    {"stale", 0, NULL, "only what nobody has touched for too long"},
    {"fields", 0, "A,B,...", "these fields: JSON keys, or the documents' own columns and fields"},
    {0},
};

/* What was asked for. */
struct listing {
    enum kind kind;
    struct query_filter filter;
    bool states[STATE_COUNT];
    struct item_field *fields;
    size_t field_count;
    size_t field_capacity;
    const struct record **records;
    size_t count;
};

static bool read_kind(const struct call *call, enum kind *kind, struct error *error)
{
    if (call->arguments->word_count == 0) {
        return error_set(error, ERROR_USAGE, "say what to list: milestones, lanes, tasks, queue, blockers, claims...");
    }
    struct slice word = slice_of(call->arguments->words[0]);
    if (kind_parse(word, kind) && *kind != KIND_PLAN) {
        return true;
    }
    struct suggest suggest;
    suggest_init(&suggest, word);
    for (size_t i = 0; i < KIND_PLAN; i++) {
        suggest_offer(&suggest, kind_plural((enum kind)i));
    }
    error_set(error, ERROR_USAGE, "there is no kind \"%.100s\"%s%s%s", call->arguments->words[0],
              suggest.best != NULL ? "; did you mean " : "", suggest.best != NULL ? suggest.best : "",
              suggest.best != NULL ? "?" : "; these are the kinds");
    for (size_t i = 0; i < KIND_PLAN; i++) {
        error_add_candidate(error, kind_plural((enum kind)i), strlen(kind_plural((enum kind)i)));
    }
    return false;
}

/* A state by its own name, or by a word of the profile. */
static bool add_state(const struct plan *plan, struct slice word, struct listing *listing, struct error *error)
{
    enum state state = STATE_UNKNOWN;
    enum slot slot = SLOT_NONE;
    if (slice_equal_fold(word, slice_of(state_name(STATE_UNKNOWN))) || state_parse(word, &state) ||
        profile_read_status(plan->profile, NULL, word, &state, &slot)) {
        listing->states[state] = true;
        listing->filter.has_state = true;
        return true;
    }
    error_set(error, ERROR_USAGE, "there is no state \"%.*s\"; it is one of these, or a word that the profile knows",
              SLICE_PRINT(word));
    for (size_t i = 0; i < STATE_COUNT; i++) {
        error_add_candidate(error, state_name((enum state)i), strlen(state_name((enum state)i)));
    }
    return false;
}

static bool read_states(const struct call *call, const struct plan *plan, struct listing *listing,
                        struct error *error)
{
    size_t position = 0;
    const char *text;
    while ((text = arguments_next(call->arguments, "state", &position)) != NULL) {
        struct slice rest = slice_of(text);
        struct slice word;
        do {
            if (!slice_next(&rest, ',', &word)) {
                word = slice_of("");
            }
            if (!add_state(plan, slice_trim(word), listing, error)) {
                return false;
            }
        } while (rest.size > 0);
    }
    return true;
}

static bool read_record(const struct call *call, const struct plan *plan, const char *option, enum kind kind,
                        const struct record **record, struct error *error)
{
    const char *text = arguments_text(call->arguments, option);
    if (text == NULL) {
        return true;
    }
    *record = query_name(plan, kind, slice_of(text), error);
    return *record != NULL;
}

static bool read_fields(const struct call *call, const struct plan *plan, struct listing *listing,
                        struct error *error)
{
    size_t position = 0;
    const char *text;
    while ((text = arguments_next(call->arguments, "fields", &position)) != NULL) {
        struct slice rest = slice_of(text);
        struct slice name;
        while (rest.size > 0 && slice_next(&rest, ',', &name)) {
            name = slice_trim(name);
            if (!memory_grow(&listing->fields, &listing->field_capacity, listing->field_count + 1,
                             sizeof *listing->fields)) {
                return error_no_memory(error);
            }
            if (!item_field_find(plan, listing->kind, name, &listing->fields[listing->field_count], error)) {
                return false;
            }
            listing->field_count++;
        }
    }
    return true;
}

static bool select_records(const struct plan *plan, struct listing *listing, struct error *error)
{
    const struct records *records = &plan->records[listing->kind];
    listing->records = memory_new(records->count, sizeof *listing->records);
    if (listing->records == NULL) {
        return error_no_memory(error);
    }
    bool by_state = listing->filter.has_state;
    listing->filter.has_state = false;
    for (size_t i = 0; i < records->count; i++) {
        const struct record *record = records->items[i];
        if ((!by_state || listing->states[record->state]) && query_matches(plan, record, &listing->filter)) {
            listing->records[listing->count++] = record;
        }
    }
    return true;
}

static bool answer(struct call *call, const struct item_context *context, const struct listing *listing,
                   struct error *error)
{
    struct json_list list = {
        .kind = listing->kind,
        .records = listing->records,
        .count = listing->count,
        .fields = listing->fields,
        .field_count = listing->field_count,
    };
    if (call->json) {
        return json_plan_list(&call->output->bytes, context, &list, error);
    }
    if (list.count == 0 && call->output->terminal) {
        bytes_append_format(&call->output->bytes, "no %s\n", kind_plural(list.kind));
    }
    return print_list(call->output, context, &list, error);
}

static bool run(struct call *call, struct error *error)
{
    struct listing listing = {0};
    if (!read_kind(call, &listing.kind, error)) {
        return false;
    }
    struct session session;
    bool done = session_open(&session, call, NULL, error);
    const struct plan *plan = session.context.plan;
    listing.filter.ready = arguments_has(call->arguments, "ready");
    listing.filter.stale = arguments_has(call->arguments, "stale");
    listing.filter.owner = slice_of(arguments_text(call->arguments, "owner"));
    listing.filter.priority = slice_of(arguments_text(call->arguments, "priority"));
    listing.filter.now = session.context.now;
    listing.filter.stale_hours = session.context.stale_hours;
    done = done && read_states(call, plan, &listing, error) &&
           read_record(call, plan, "lane", KIND_LANE, &listing.filter.lane, error) &&
           read_record(call, plan, "milestone", KIND_MILESTONE, &listing.filter.milestone, error) &&
           (listing.kind != KIND_GATE || session_prove(&session, error)) &&
           ((listing.kind != KIND_TASK && listing.kind != KIND_CLAIM) || session_look_outside(&session, true, error)) &&
           read_fields(call, plan, &listing, error) && select_records(plan, &listing, error) &&
           answer(call, &session.context, &listing, error);
    memory_free(listing.records);
    memory_free(listing.fields);
    session_close(&session);
    return done;
}

static void help(struct output *output)
{
    bytes_append_text(&output->bytes, "\nKIND is one of");
    for (size_t i = 0; i < KIND_PLAN; i++) {
        bytes_append_format(&output->bytes, "%s %s", i == 0 ? "" : ",", kind_plural((enum kind)i));
    }
    bytes_append_text(&output->bytes, ".\nSTATE is one of");
    for (size_t i = 0; i < STATE_COUNT; i++) {
        bytes_append_format(&output->bytes, "%s %s", i == 0 ? "" : ",", state_name((enum state)i));
    }
    bytes_append_text(&output->bytes, ", or a word that the documents use for one.\n");
}

const struct command command_list = {
    .name = "list",
    .usage = "KIND [--state STATE] [--lane LANE] [--milestone M] [--owner WHO] [--priority P] [--ready] [--stale] "
             "[--fields A,B,...]",
    .summary = "the records of one kind",
    .options = options,
    .words = 1,
    .help = help,
    .run = run,
};
