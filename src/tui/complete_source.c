#include "tui/complete_source.h"

#include "plan/query.h"
#include "tui/search.h"
#include "tui/view_table.h"

#include <inttypes.h>
#include <stdio.h>

static void offer(const struct complete_query *query, struct slice value, struct slice remark)
{
    query->offer(query->context, value, remark);
}

static void offer_text(const struct complete_query *query, const char *value, const char *remark)
{
    offer(query, slice_of(value), slice_of(remark));
}

/* ---- fitting ---- */

static bool begins_word(char before)
{
    return before == ' ' || before == '-' || before == '`' || before == '/' || before == '.';
}

int complete_fits(struct slice word, struct slice value, struct slice remark)
{
    struct bytes folded = {0};
    int fits = 0;
    if (word.size == 0) {
        return 1;
    }
    bool good = search_fold(&folded, value);
    size_t size = folded.size;
    struct slice text = bytes_slice(&folded);
    size_t at = good ? slice_find(text, word, 0) : SLICE_NONE;
    if (at == 0) {
        fits = word.size == size ? COMPLETE_SAME : COMPLETE_BEGINS;
    }
    while (fits == 0 && at != SLICE_NONE) {
        fits = begins_word(text.data[at - 1]) ? COMPLETE_WORD : 0;
        at = slice_find(text, word, at + 1);
        fits = fits == 0 && at == SLICE_NONE ? COMPLETE_PART : fits;
    }
    if (fits == 0 && good && bytes_append_byte(&folded, ' ') && search_fold(&folded, slice_part(remark, 0, 80))) {
        text = bytes_slice(&folded);
        fits = search_fits(word, slice_part(text, 0, size), text);
    }
    bytes_release(&folded);
    return fits;
}

/* ---- records ---- */

static void offer_records(const struct complete_query *query, enum kind kind, bool open)
{
    const struct records *records = &query->state->plan->records[kind];
    for (size_t i = 0; i < records->count; i++) {
        const struct record *record = records->items[i];
        if (!open || !state_is_closed(record->state)) {
            offer(query, record_name(record), kind == KIND_LANE ? record->status : record->title);
        }
    }
}

void complete_records(const struct complete_query *query)
{
    for (int kind = 0; kind < KIND_PLAN; kind++) {
        if (kind != KIND_QUEUE && kind != KIND_CLAIM) {
            offer_records(query, (enum kind)kind, false);
        }
    }
}

enum kind complete_subject(const struct complete_query *query)
{
    enum kind kind = KIND_TASK;
    size_t colon = slice_find(query->subject, slice_of(":"), 0);
    if (kind_parse(slice_part(query->subject, 0, colon == SLICE_NONE ? query->subject.size : colon), &kind)) {
        return kind;
    }
    const struct record *record =
        query->subject.size == 0 ? NULL : query_name(query->state->plan, KIND_COUNT, query->subject, NULL);
    record = record == NULL ? state_selected(query->state) : record;
    return record == NULL ? KIND_TASK : record->kind;
}

/* ---- words and values ---- */

static void offer_words(const struct complete_query *query, const struct status_words *words)
{
    for (size_t i = 0; i < words->count; i++) {
        offer(query, words->items[i].word, slice_of(style_state_word(words->items[i].state)));
    }
}

/* The words of the places where such records have a status come before those of the profile. */
static void offer_states(const struct complete_query *query, enum kind kind)
{
    const struct plan *plan = query->state->plan;
    const struct record *record = plan->records[kind].count > 0 ? plan->records[kind].items[0] : NULL;
    for (size_t p = 0; record != NULL && p < record->place_count; p++) {
        if (place_field(record->places[p], ROLE_STATUS) != NULL) {
            offer_words(query, &record->places[p]->rule->words);
        }
    }
    offer_words(query, &plan->profile->words);
    for (enum state word = STATE_TODO; word < STATE_COUNT; word++) {
        offer_text(query, state_name(word), "");
    }
}

/* What other records of the kind say in the role. */
static void offer_values(const struct complete_query *query, enum kind kind, enum role role, struct slice field)
{
    const struct records *records = &query->state->plan->records[kind];
    for (size_t i = 0; i < records->count; i++) {
        const struct record *record = records->items[i];
        for (size_t p = 0; p < record->place_count; p++) {
            for (size_t f = 0; f < record->places[p]->field_count; f++) {
                const struct plan_field *candidate = &record->places[p]->fields[f];
                if (candidate->role == role && (role != ROLE_OTHER || slice_equal_fold(candidate->name, field))) {
                    offer(query, candidate->value, slice_of(""));
                }
            }
        }
    }
}

void complete_role(const struct complete_query *query, enum kind kind, enum role role, struct slice field)
{
    switch (role) {
    case ROLE_STATUS:
        offer_states(query, kind);
        return;
    case ROLE_LANE:
        offer_records(query, KIND_LANE, false);
        return;
    case ROLE_MILESTONE:
        offer_records(query, KIND_MILESTONE, true);
        return;
    case ROLE_TASK:
    case ROLE_DEPENDS_ON:
    case ROLE_BLOCKS:
        offer_records(query, KIND_TASK, false);
        return;
    case ROLE_GATES:
        offer_records(query, KIND_GATE, false);
        return;
    default:
        offer_values(query, kind, role, field);
    }
}

/* ---- FIELD=VALUE, and with the record before it ---- */

/* Offers each value behind `before`, as the rest of the word. */
struct behind {
    const struct complete_query *query;
    struct slice before;
};

static void offer_behind(void *context, struct slice value, struct slice remark)
{
    const struct behind *behind = context;
    struct bytes text = {0};
    if (bytes_append(&text, behind->before) && bytes_append(&text, value)) {
        offer(behind->query, bytes_slice(&text), remark);
    }
    bytes_release(&text);
}

/* The fields that records of the kind have, or a field's values where `written` has its `=` already; behind `before`. */
static void offer_fields(const struct complete_query *query, enum kind kind, struct slice before, struct slice written)
{
    size_t equals = slice_find(written, slice_of("="), 0);
    if (equals != SLICE_NONE) {
        enum role role = ROLE_OTHER;
        struct slice name = slice_part(written, 0, equals);
        struct behind behind = {.query = query,
                                .before = slice_part(query->word, 0, before.size + equals + 1)};
        struct complete_query values = *query;
        values.offer = offer_behind;
        values.context = &behind;
        (void)role_parse(name, &role);
        complete_role(&values, kind, role, name);
        return;
    }
    bool seen[ROLE_COUNT] = {false};
    const struct records *records = &query->state->plan->records[kind];
    for (size_t i = 0; i < records->count && i < 3; i++) {
        for (size_t p = 0; p < records->items[i]->place_count; p++) {
            const struct plan_place *place = records->items[i]->places[p];
            for (size_t f = 0; f < place->field_count; f++) {
                const struct plan_field *field = &place->fields[f];
                bool other = field->role == ROLE_OTHER;
                struct slice name = other ? field->name : slice_of(role_name(field->role));
                char text[COMPLETION_VALUE];
                if (field->role == ROLE_ID || field->role == ROLE_ALIAS || (!other && seen[field->role])) {
                    continue;
                }
                seen[field->role] = true;
                int size = snprintf(text, sizeof text, "%.*s%.*s=", SLICE_PRINT(before), SLICE_PRINT(name));
                if (size > 0 && (size_t)size < sizeof text) {
                    offer(query, slice_of(text), other ? slice_of("") : field->name);
                }
            }
        }
    }
}

/* [KIND:]ID.FIELD=VALUE */
static void offer_set(const struct complete_query *query)
{
    size_t equals = slice_find(query->word, slice_of("="), 0);
    size_t dot = equals == SLICE_NONE ? query->word.size : equals;
    while (dot > 0 && query->word.data[dot - 1] != '.') {
        dot--;
    }
    struct slice name = slice_part(query->word, 0, dot > 0 ? dot - 1 : 0);
    const struct record *record = name.size == 0 ? NULL : query_name(query->state->plan, KIND_COUNT, name, NULL);
    if (record != NULL) {
        offer_fields(query, record->kind, slice_part(query->word, 0, dot), slice_part(query->word, dot, query->word.size));
        return;
    }
    for (int kind = 0; kind < KIND_PLAN; kind++) {
        const struct records *records = &query->state->plan->records[kind];
        for (size_t i = 0; i < records->count && kind != KIND_QUEUE && kind != KIND_CLAIM; i++) {
            char text[COMPLETION_VALUE];
            int size = snprintf(text, sizeof text, "%.*s.", SLICE_PRINT(record_name(records->items[i])));
            if (size > 1 && (size_t)size < sizeof text) {
                offer(query, slice_of(text), records->items[i]->title);
            }
        }
    }
}

/* ---- arguments and options ---- */

void complete_argument(const struct complete_query *query, enum argument_kind kind)
{
    static const char *const actions[][2] = {
        {"add", "put a task into the queue"}, {"remove", "take its row out"}, {"up", "before the row above it"},
        {"down", "behind the row below it"},  {"top", "before all others"},   {"set", "change its priority or description"},
    };
    bool opens = query->verb != verb_find(slice_of("release"));
    switch (kind) {
    case ARGUMENT_TASK:
        offer_records(query, KIND_TASK, opens);
        break;
    case ARGUMENT_LANE:
        offer_records(query, KIND_LANE, false);
        break;
    case ARGUMENT_STATE:
        offer_states(query, KIND_LANE);
        break;
    case ARGUMENT_BLOCKER:
        offer_records(query, KIND_BLOCKER, true);
        break;
    case ARGUMENT_RECORD:
        complete_records(query);
        break;
    case ARGUMENT_KIND:
        for (int i = 0; i < KIND_PLAN; i++) {
            if (i != KIND_CLAIM && profile_has_kind(query->state->plan->profile, (enum kind)i)) {
                offer_text(query, kind_name((enum kind)i), "");
            }
        }
        break;
    case ARGUMENT_ACTION:
        for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++) {
            offer_text(query, actions[i][0], actions[i][1]);
        }
        break;
    case ARGUMENT_FIELD:
        offer_fields(query, complete_subject(query), slice_of(""), query->word);
        break;
    case ARGUMENT_TEXT:
        break;
    }
}

/* Options that say what stands in a field of a record: others have said something there. */
static const struct {
    enum option option;
    enum kind kind;
    enum role role;
} option_values[] = {
    {OPTION_ASSIGN, KIND_LANE, ROLE_ASSIGNMENT},     {OPTION_NOTE, KIND_LANE, ROLE_NOTES},
    {OPTION_QUEUE, KIND_LANE, ROLE_QUEUE},           {OPTION_PRIORITY, KIND_QUEUE, ROLE_PRIORITY},
    {OPTION_DESCRIPTION, KIND_QUEUE, ROLE_DESCRIPTION}, {OPTION_IMPACT, KIND_BLOCKER, ROLE_IMPACT},
    {OPTION_AS, KIND_CLAIM, ROLE_WHO},
};

void complete_option(const struct complete_query *query, enum option option)
{
    char text[24];
    switch (option) {
    case OPTION_LANE:
    case OPTION_TO:
        offer_records(query, KIND_LANE, false);
        return;
    case OPTION_RESOLVES:
        offer_records(query, KIND_BLOCKER, true);
        return;
    case OPTION_AFTER:
        offer_records(query, KIND_TASK, true);
        return;
    case OPTION_BY:
        offer_records(query, KIND_RESOLUTION, false);
        return;
    case OPTION_EVIDENCE:
        for (size_t i = 0; i < query->state->form->evidence_count; i++) {
            offer(query, query->state->form->evidence[i], slice_of(""));
        }
        return;
    case OPTION_ON:
    case OPTION_DATE:
        offer(query, slice_part(slice_of(query->state->moment.now), 0, 10), slice_of("today"));
        return;
    case OPTION_IF_REV:
        (void)snprintf(text, sizeof text, "%016" PRIx64, query->state->plan->rev);
        offer_text(query, text, "as the plan is now");
        return;
    case OPTION_SET:
        offer_set(query);
        return;
    default:
        break;
    }
    for (size_t i = 0; i < sizeof option_values / sizeof option_values[0]; i++) {
        if (option_values[i].option == option) {
            offer_values(query, option_values[i].kind, option_values[i].role, slice_of(""));
        }
    }
}

void complete_options(const struct complete_query *query)
{
    for (size_t i = 0; i < OPTION_ALL; i++) {
        char name[64];
        if (verb_takes(query->verb, (enum option)i)) {
            (void)snprintf(name, sizeof name, "--%s", option_infos[i].name);
            offer_text(query, name, option_infos[i].help);
        }
    }
}

void complete_verbs(const struct complete_query *query)
{
    for (size_t i = 0; verbs[i] != NULL; i++) {
        offer_text(query, verbs[i]->name, verbs[i]->summary);
    }
}
