#include "json/item.h"

/* How the value of a key is come by. */
enum source_of_value {
    FROM_ROLE, /* the first field with the role */
    FROM_NAME, /* the first field whose document calls it as the key is called */
    FROM_LITERAL, /* the same: true, false or a number where the document writes such */
    FROM_RESULT,  /* the same, else its status */
    FROM_POLICY,  /* how the profile classes its reason */
    FROM_KIND,
    FROM_ID,
    FROM_TITLE,
    FROM_STATE,
    FROM_STATUS,
    FROM_REV,
    FROM_PLACES,
    FROM_COUNTS,
    FROM_SLOT,
    FROM_MILESTONE,
    FROM_LANE,
    FROM_TASK,
    FROM_READY,
    FROM_RANK,
    FROM_FILES, /* as FROM_ROLE, and the files that are named after the gate */
    FROM_AGE,
    FROM_STALE,
    FROM_DEPENDS_ON,
    FROM_DEPENDENTS,
    FROM_GATES,
    FROM_TASKS,
    FROM_QUEUE,
    FROM_ALIASES,
    FROM_OUTSIDE,
    FROM_DIFFERENCES
};

struct item_key {
    const char *name;
    unsigned kinds; /* bit N: kind N has it */
    enum source_of_value from;
    enum role role;
};

#define BIT(kind) (1U << (kind))
#define EVERY (~0U)

/* In the order in which an item has them. */
static const struct item_key keys[] = {
    {"kind", EVERY, FROM_KIND, ROLE_OTHER},
    {"id", EVERY, FROM_ID, ROLE_ID},
    {"title", EVERY, FROM_TITLE, ROLE_TITLE},
    {"state", EVERY, FROM_STATE, ROLE_OTHER},
    {"status", EVERY, FROM_STATUS, ROLE_STATUS},
    {"assignment", BIT(KIND_LANE), FROM_ROLE, ROLE_ASSIGNMENT},
    {"notes", BIT(KIND_MILESTONE) | BIT(KIND_LANE), FROM_ROLE, ROLE_NOTES},
    {"slot", BIT(KIND_LANE), FROM_SLOT, ROLE_OTHER},
    {"tasks", BIT(KIND_MILESTONE), FROM_COUNTS, ROLE_OTHER},
    {"tasks", BIT(KIND_LANE), FROM_TASKS, ROLE_OTHER},
    {"queue", BIT(KIND_LANE), FROM_QUEUE, ROLE_OTHER},
    {"milestone", BIT(KIND_TASK), FROM_MILESTONE, ROLE_MILESTONE},
    {"lane", BIT(KIND_TASK), FROM_LANE, ROLE_LANE},
    {"owner", BIT(KIND_TASK), FROM_ROLE, ROLE_OWNER},
    {"priority", BIT(KIND_TASK) | BIT(KIND_QUEUE), FROM_ROLE, ROLE_PRIORITY},
    {"rank", BIT(KIND_TASK), FROM_RANK, ROLE_RANK},
    {"depends_on", BIT(KIND_TASK), FROM_DEPENDS_ON, ROLE_OTHER},
    {"blocks", BIT(KIND_TASK), FROM_DEPENDENTS, ROLE_OTHER},
    {"gates", BIT(KIND_TASK), FROM_GATES, ROLE_OTHER},
    {"deliverable", BIT(KIND_TASK), FROM_ROLE, ROLE_DELIVERABLE},
    {"refs", BIT(KIND_TASK), FROM_ALIASES, ROLE_OTHER},
    {"description", BIT(KIND_QUEUE), FROM_ROLE, ROLE_DESCRIPTION},
    {"ready", BIT(KIND_TASK) | BIT(KIND_QUEUE), FROM_READY, ROLE_OTHER},
    {"impact", BIT(KIND_BLOCKER), FROM_ROLE, ROLE_IMPACT},
    {"exit_condition", BIT(KIND_BLOCKER), FROM_ROLE, ROLE_EXIT_CONDITION},
    {"tasks", BIT(KIND_BLOCKER), FROM_TASKS, ROLE_OTHER},
    {"task", BIT(KIND_CLAIM), FROM_TASK, ROLE_TASK},
    {"lane", BIT(KIND_CLAIM), FROM_LANE, ROLE_LANE},
    {"who", BIT(KIND_CLAIM), FROM_ROLE, ROLE_WHO},
    {"since", BIT(KIND_CLAIM), FROM_ROLE, ROLE_SINCE},
    {"age_hours", BIT(KIND_CLAIM), FROM_AGE, ROLE_OTHER},
    {"stale", BIT(KIND_CLAIM), FROM_STALE, ROLE_OTHER},
    {"scope", BIT(KIND_GATE), FROM_ROLE, ROLE_SCOPE},
    {"command", BIT(KIND_GATE), FROM_ROLE, ROLE_COMMAND},
    {"pass_criteria", BIT(KIND_GATE), FROM_ROLE, ROLE_PASS_CRITERIA},
    {"artifact", BIT(KIND_GATE), FROM_ROLE, ROLE_ARTIFACT},
    {"tasks", BIT(KIND_GATE), FROM_TASKS, ROLE_OTHER},
    {"evidence", BIT(KIND_GATE), FROM_FILES, ROLE_EVIDENCE},
    {"date", BIT(KIND_DECISION) | BIT(KIND_RESOLUTION), FROM_ROLE, ROLE_DATE},
    {"task", BIT(KIND_RESOLUTION), FROM_ROLE, ROLE_TASK},
    {"evidence", BIT(KIND_FINDING) | BIT(KIND_RESOLUTION), FROM_ROLE, ROLE_EVIDENCE},
    {"milestone", BIT(KIND_FINDING), FROM_MILESTONE, ROLE_MILESTONE},
    {"coupling", BIT(KIND_CONSUMER), FROM_ROLE, ROLE_COUPLING},
    {"readiness", BIT(KIND_CONSUMER), FROM_ROLE, ROLE_READINESS},
    {"risk", BIT(KIND_CONSUMER), FROM_ROLE, ROLE_RISK},
    {"ticket", BIT(KIND_RESULT), FROM_NAME, ROLE_OTHER},
    {"stage", BIT(KIND_RESULT), FROM_NAME, ROLE_OTHER},
    {"scope", BIT(KIND_RESULT), FROM_ROLE, ROLE_SCOPE},
    {"result", BIT(KIND_RESULT), FROM_RESULT, ROLE_STATUS},
    {"reason_code", BIT(KIND_RESULT), FROM_NAME, ROLE_OTHER},
    {"reason", BIT(KIND_RESULT), FROM_NAME, ROLE_OTHER},
    {"policy", BIT(KIND_RESULT), FROM_POLICY, ROLE_OTHER},
    {"recoverable_blocked", BIT(KIND_RESULT), FROM_LITERAL, ROLE_OTHER},
    {"recovery_path", BIT(KIND_RESULT), FROM_NAME, ROLE_OTHER},
    {"retry_attempt", BIT(KIND_RESULT), FROM_LITERAL, ROLE_OTHER},
    {"elsewhere", BIT(KIND_TASK) | BIT(KIND_CLAIM), FROM_OUTSIDE, ROLE_OTHER},
    {"differs", EVERY, FROM_DIFFERENCES, ROLE_OTHER},
    {"rev", EVERY, FROM_REV, ROLE_OTHER},
    {"at", EVERY, FROM_PLACES, ROLE_OTHER},
};

static const size_t key_count = sizeof keys / sizeof keys[0];

const struct item_key *item_key_next(enum kind kind, size_t *position)
{
    while (*position < key_count) {
        const struct item_key *key = &keys[(*position)++];
        if (key->kinds & BIT(kind)) {
            return key;
        }
    }
    return NULL;
}

const char *item_key_name(const struct item_key *key)
{
    return key->name;
}

struct slice item_link_name(const struct plan_link *link)
{
    return link->record != NULL ? record_name(link->record) : link->text;
}

/* ---- values ---- */

static struct item_value text_value(struct slice text)
{
    return (struct item_value){.type = text.size == 0 ? ITEM_NULL : ITEM_TEXT, .text = text};
}

static struct item_value list_value(const struct plan_links *links)
{
    return (struct item_value){.type = ITEM_LIST, .links = links};
}

static struct item_value truth_value(bool truth)
{
    return (struct item_value){.type = ITEM_TRUTH, .truth = truth};
}

/* The name of a related record, else what the document says. */
static struct item_value related_value(const struct record *related, const struct record *record, enum role role)
{
    return text_value(related != NULL ? record_name(related) : record_value(record, role));
}

/* The first field that a document, or a profile, calls by that name. */
static const struct plan_field *find_named(const struct record *record, struct slice name)
{
    for (size_t i = 0; i < record->place_count; i++) {
        const struct plan_place *place = record->places[i];
        for (size_t j = 0; j < place->field_count; j++) {
            const struct plan_field *field = &place->fields[j];
            if (slice_equal_fold(field->name, name) ||
                (field->role != ROLE_OTHER && slice_equal_fold(slice_of(role_name(field->role)), name))) {
                return field;
            }
        }
    }
    return NULL;
}

static struct item_value named_value(const struct record *record, struct slice name)
{
    const struct plan_field *field = find_named(record, name);
    return text_value(field != NULL ? field->value : slice_of(""));
}

/* What the document says itself, else how the profile classes its reason. */
static struct item_value policy_value(const struct item_context *context, const struct record *record)
{
    struct item_value said = named_value(record, slice_of("policy"));
    struct slice reason = named_value(record, slice_of("reason_code")).text;
    return said.type != ITEM_NULL ? said : text_value(profile_policy_of(context->plan->profile, reason));
}

static struct item_value counts_value(const struct plan_links *tasks)
{
    return (struct item_value){
        .type = ITEM_COUNTS,
        .counts = {
            .total = links_in_state(tasks, STATE_COUNT),
            .done = links_in_state(tasks, STATE_DONE),
            .in_progress = links_in_state(tasks, STATE_IN_PROGRESS),
            .blocked = links_in_state(tasks, STATE_BLOCKED),
            .todo = links_in_state(tasks, STATE_TODO),
        },
    };
}

/* A whole number where the document writes one, so that it sorts as one. */
static struct item_value rank_value(struct slice text)
{
    double number = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] < '0' || text.data[i] > '9' || text.size > 9) {
            return text_value(text);
        }
        number = number * 10 + (text.data[i] - '0');
    }
    return text.size == 0 ? text_value(text) : (struct item_value){.type = ITEM_DECIMAL, .decimal = number};
}

static struct item_value literal_value(struct slice text)
{
    bool yes = slice_equal(text, slice_of("true"));
    return yes || slice_equal(text, slice_of("false")) ? truth_value(yes) : rank_value(text);
}

static struct item_value age_value(const struct item_context *context, const struct record *record, bool stale)
{
    if (stale) {
        return truth_value(query_is_stale(record, context->now, context->stale_hours));
    }
    double age = query_age_hours(record_value(record, ROLE_SINCE), context->now);
    return age < 0 ? text_value(slice_of("")) : (struct item_value){.type = ITEM_DECIMAL, .decimal = age};
}

static struct item_value files_value(const struct item_context *context, const struct record *gate, enum role role)
{
    struct item_value value = {.type = ITEM_FILES, .text = record_value(gate, role)};
    if (context->proofs != NULL) {
        value.evidence = context->proofs->evidence;
        value.files = &context->proofs->of_gates[gate->number];
    }
    return value;
}

static struct item_value outside_value(const struct item_context *context, const struct record *record)
{
    struct item_value value = {.type = context->outside == NULL ? ITEM_NULL : ITEM_OUTSIDE};
    value.words = outside_of(context->outside, record, &value.word_count);
    return value;
}

/* A queue's entry is called as its task is, whatever alias the queue uses. */
static struct slice id_of(const struct record *record)
{
    return record->kind == KIND_QUEUE && record->task != NULL ? record->task->id : record->id;
}

static struct slice title_of(const struct record *record)
{
    bool borrows = (record->kind == KIND_QUEUE || record->kind == KIND_CLAIM) && record->title.size == 0;
    return borrows && record->task != NULL ? record->task->title : record->title;
}

struct item_value item_read(const struct item_context *context, const struct record *record,
                            const struct item_key *key)
{
    switch (key->from) {
    case FROM_ROLE:
        return text_value(record_value(record, key->role));
    case FROM_NAME:
        return named_value(record, slice_of(key->name));
    case FROM_RESULT: {
        struct item_value said = named_value(record, slice_of(key->name));
        return said.type != ITEM_NULL ? said : text_value(record->status);
    }
    case FROM_LITERAL:
        return literal_value(named_value(record, slice_of(key->name)).text);
    case FROM_POLICY:
        return policy_value(context, record);
    case FROM_KIND:
        return text_value(slice_of(kind_name(record->kind)));
    case FROM_ID:
        return text_value(id_of(record));
    case FROM_TITLE:
        return text_value(title_of(record));
    case FROM_STATE:
        return text_value(slice_of(state_name(record->state)));
    case FROM_STATUS:
        return text_value(record->status);
    case FROM_REV:
        return (struct item_value){.type = ITEM_REV, .rev = record->rev};
    case FROM_PLACES:
        return (struct item_value){.type = ITEM_PLACES};
    case FROM_COUNTS:
        return counts_value(&record->tasks);
    case FROM_SLOT:
        return text_value(slice_of(slot_name(record->slot)));
    case FROM_MILESTONE:
        return related_value(record->milestone, record, key->role);
    case FROM_LANE:
        return related_value(record->lane, record, key->role);
    case FROM_TASK:
        return text_value(record->task != NULL ? record_name(record->task) : record_name(record));
    case FROM_READY:
        return truth_value(record->ready);
    case FROM_RANK:
        return rank_value(record_value(record, key->role));
    case FROM_FILES:
        return files_value(context, record, key->role);
    case FROM_AGE:
    case FROM_STALE:
        return age_value(context, record, key->from == FROM_STALE);
    case FROM_DEPENDS_ON:
        return list_value(&record->depends_on);
    case FROM_DEPENDENTS:
        return list_value(&record->dependents);
    case FROM_GATES:
        return list_value(&record->gates);
    case FROM_TASKS:
        return list_value(&record->tasks);
    case FROM_QUEUE:
        return list_value(&record->queue);
    case FROM_ALIASES:
        return list_value(&record->aliases);
    case FROM_OUTSIDE:
        return outside_value(context, record);
    case FROM_DIFFERENCES:
        return list_value(&record->differs_in);
    }
    return text_value(slice_of(""));
}

struct item_value item_read_field(const struct item_context *context, const struct record *record,
                                  const struct item_field *field)
{
    return field->key != NULL ? item_read(context, record, field->key) : named_value(record, field->name);
}

/* ---- finding a field ---- */

/* Offers the names that the documents give to the fields of one record, each once. */
static void offer_names(const struct record *record, struct error *error)
{
    for (size_t i = 0; i < record->place_count; i++) {
        for (size_t j = 0; j < record->places[i]->field_count; j++) {
            struct slice name = record->places[i]->fields[j].name;
            if (name.size > 0 && find_named(record, name) == &record->places[i]->fields[j]) {
                error_add_candidate(error, name.data, name.size);
            }
        }
    }
}

bool item_field_find(const struct plan *plan, enum kind kind, struct slice name, struct item_field *field,
                     struct error *error)
{
    size_t position = 0;
    const struct item_key *key;
    while ((key = item_key_next(kind, &position)) != NULL) {
        if (slice_equal_fold(slice_of(key->name), name)) {
            *field = (struct item_field){.key = key, .name = slice_of(key->name)};
            return true;
        }
    }
    const struct records *records = &plan->records[kind];
    for (size_t i = 0; i < records->count; i++) {
        if (find_named(records->items[i], name) != NULL) {
            *field = (struct item_field){.name = name};
            return true;
        }
    }
    error_set(error, ERROR_NOT_FOUND, "a %s has no field \"%.*s\"; name one of these", kind_name(kind),
              SLICE_PRINT(name));
    position = 0;
    while ((key = item_key_next(kind, &position)) != NULL) {
        error_add_candidate(error, key->name, strlen(key->name));
    }
    if (records->count > 0) {
        offer_names(records->items[0], error);
    }
    return false;
}
