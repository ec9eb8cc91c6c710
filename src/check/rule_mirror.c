/* Places of one record that say different things. The first place of a record is its authority. */
#include "check/rule.h"

#include "check/mentions.h"
#include "outline/plain.h"

/* The first field with the role that says anything; its place goes to `*at`. */
static const struct plan_field *first_said(const struct plan *plan, const struct record *record, enum role role,
                                           size_t *at)
{
    for (size_t i = 0; i < record->place_count; i++) {
        const struct plan_field *field = place_field(record->places[i], role);
        if (field != NULL && (record->places[i]->rule->box || !profile_is_placeholder(plan->profile, field->value))) {
            *at = i;
            return field;
        }
    }
    return NULL;
}

/* How far work is. */
static int progress_of(enum state state)
{
    static const int order[STATE_COUNT] = {
        [STATE_TODO] = 1,   [STATE_PAUSED] = 1, [STATE_BLOCKED] = 1, [STATE_IN_PROGRESS] = 2,
        [STATE_REVIEW] = 3, [STATE_DONE] = 4,   [STATE_DROPPED] = 4, [STATE_STEADY] = 4,
    };
    return order[state];
}

/* A mirror that lags behind follows the authority. One that is further on may be right: then it is the authority that nobody has
 * set, and a person has to say. */
static enum fix_kind fix_of(enum state authority, enum state mirror)
{
    return authority != STATE_UNKNOWN && progress_of(mirror) <= progress_of(authority) ? FIX_STATE : FIX_NONE;
}

static bool check_states(struct check *check, const struct record *record)
{
    const struct plan *plan = check->plan;
    size_t first = 0;
    const struct plan_field *authority = first_said(plan, record, ROLE_STATUS, &first);
    for (size_t i = first + 1; authority != NULL && i < record->place_count; i++) {
        const struct plan_place *place = record->places[i];
        const struct plan_field *field = place_field(place, ROLE_STATUS);
        enum state state = STATE_UNKNOWN;
        enum slot slot = SLOT_NONE;
        if (field == NULL || (!place->rule->box && profile_is_placeholder(plan->profile, field->value)) ||
            !profile_read_status(plan->profile, place->rule, field->value, &state, &slot) || state == record->state) {
            continue;
        }
        struct finding *finding = check_at_field(
            check, place, field, record_name(record), "%.*s is %s here and %s in %s:%zu", SLICE_PRINT(record_name(record)),
            state_name(state), state_name(record->state), plan_path(plan, record->places[first]->document), authority->line);
        if (finding == NULL) {
            return false;
        }
        finding->fix = (struct finding_fix){
            .kind = field->borrowed ? FIX_NONE : fix_of(record->state, state),
            .record = record,
            .place = place,
            .field = field,
            .state = record->state,
        };
    }
    return true;
}

/* An entry of the queue that has a status of its own repeats its task's. */
static bool check_queue_state(struct check *check, const struct record *entry)
{
    const struct plan_place *place = NULL;
    const struct plan_field *field = record_field(entry, ROLE_STATUS, &place);
    const struct record *task = entry->task;
    if (task == NULL || field == NULL || place->rule->box || entry->state == task->state ||
        entry->state == STATE_UNKNOWN || task->state == STATE_UNKNOWN) {
        return true;
    }
    struct finding *finding =
        check_at_field(check, place, field, task->id, "%.*s is %s here and %s in %s:%zu", SLICE_PRINT(task->id),
                       state_name(entry->state), state_name(task->state),
                       plan_path(check->plan, task->places[0]->document), task->places[0]->line);
    if (finding != NULL) {
        finding->fix = (struct finding_fix){
            .kind = fix_of(task->state, entry->state), .record = entry, .place = place, .field = field, .state = task->state};
    }
    return finding != NULL;
}

bool rule_mirror_state(struct check *check)
{
    for (size_t kind = 0; kind < KIND_COUNT; kind++) {
        const struct records *records = &check->plan->records[kind];
        for (size_t i = 0; i < records->count; i++) {
            const struct record *record = records->items[i];
            if ((record->differs && !check_states(check, record)) ||
                (kind == KIND_QUEUE && !check_queue_state(check, record))) {
                return false;
            }
        }
    }
    return true;
}

/* ---- values ---- */

/* A role whose value several places repeat. */
struct repeated {
    enum role role;
    enum kind names; /* what the value is a list of; KIND_COUNT: it is one text */
    const char *what;
};

static const struct repeated repeated_roles[] = {
    {ROLE_PRIORITY, KIND_COUNT, "priority"}, {ROLE_OWNER, KIND_COUNT, "owner"},
    {ROLE_WHO, KIND_COUNT, "holder"},        {ROLE_GATES, KIND_GATE, "gates"},
    {ROLE_DEPENDS_ON, KIND_TASK, "dependencies"}, {ROLE_BLOCKS, KIND_TASK, "list of what it blocks"},
};

/* Sets of records are compared by marks: each comparison has a number of its own. */
struct comparing {
    struct check *check;
    size_t *marks[KIND_COUNT]; /* of each record of the kinds that lists name; NULL where none was compared yet */
    size_t number;
};

/* Marks what the text names with `mark`, where it has the mark `needed` (SIZE_MAX: whatever it has). Returns how many records
 * got it; `*all` says whether every one that is named had what is needed. */
static size_t mark_named(struct comparing *comparing, enum kind kind, struct slice text, size_t needed, size_t mark,
                         bool *all)
{
    struct mentions mentions;
    const struct record *record = NULL;
    bool ranged = false;
    size_t count = 0;
    size_t *marks = comparing->marks[kind];
    *all = true;
    mentions_begin(&mentions, comparing->check->plan, kind, text);
    while (mentions_next(&mentions, &record, &ranged)) {
        bool fits = needed == SIZE_MAX ? marks[record->number] != mark : marks[record->number] == needed;
        *all = *all && (fits || marks[record->number] == mark);
        count += fits ? 1 : 0;
        marks[record->number] = fits ? mark : marks[record->number];
    }
    return count;
}

/* Whether both name the same records, in whatever order and form. */
static bool is_same_set(struct comparing *comparing, enum kind kind, struct slice a, struct slice b)
{
    bool all = true;
    comparing->number += 2;
    size_t named = mark_named(comparing, kind, a, SIZE_MAX, comparing->number - 1, &all);
    size_t again = mark_named(comparing, kind, b, comparing->number - 1, comparing->number, &all);
    return all && named == again;
}

static bool make_marks(struct comparing *comparing, enum kind kind)
{
    if (comparing->marks[kind] == NULL) {
        comparing->marks[kind] = arena_new(&comparing->check->findings->arena,
                                           comparing->check->plan->records[kind].count, sizeof **comparing->marks);
    }
    return comparing->marks[kind] != NULL;
}

static bool is_same(struct comparing *comparing, const struct repeated *repeated, struct slice a, struct slice b)
{
    if (repeated->names == KIND_COUNT) {
        return plain_equal(a, b);
    }
    return slice_equal(a, b) || is_same_set(comparing, repeated->names, a, b);
}

static bool check_values(struct comparing *comparing, const struct record *record, const struct repeated *repeated)
{
    struct check *check = comparing->check;
    const struct plan *plan = check->plan;
    const struct plan_field *authority = NULL;
    const struct plan_place *first = NULL;
    bool text = repeated->names == KIND_COUNT;
    for (size_t i = 0; i < record->place_count; i++) {
        const struct plan_place *place = record->places[i];
        const struct plan_field *field = place_field(place, repeated->role);
        if (field == NULL || (text && profile_is_placeholder(plan->profile, field->value))) {
            continue;
        }
        if (authority == NULL) {
            authority = field;
            first = place;
            continue;
        }
        if (!text && !make_marks(comparing, repeated->names)) {
            return false;
        }
        if (is_same(comparing, repeated, authority->value, field->value)) {
            continue;
        }
        /* What stands in another line for several records is told where the record stands. */
        struct finding *finding = check_at_field(
            check, place, field->borrowed ? NULL : field, record_name(record), "the %s of %.*s: \"%.*s\" here, \"%.*s\" in %s:%zu", repeated->what,
            SLICE_PRINT(record_name(record)), SLICE_PRINT(field->value), SLICE_PRINT(authority->value),
            plan_path(plan, first->document), authority->line);
        if (finding == NULL) {
            return false;
        }
        if (text && repeated->role != ROLE_WHO && !field->borrowed) {
            finding->fix = (struct finding_fix){
                .kind = FIX_FIELD, .record = record, .place = place, .field = field, .text = authority->value};
        }
    }
    return true;
}

bool rule_mirror_value(struct check *check)
{
    struct comparing comparing = {.check = check};
    for (size_t kind = 0; kind < KIND_COUNT; kind++) {
        const struct records *records = &check->plan->records[kind];
        for (size_t i = 0; i < records->count && kind != KIND_PLAN; i++) {
            const struct record *record = records->items[i];
            for (size_t k = 0; record->place_count > 1 && k < sizeof repeated_roles / sizeof repeated_roles[0]; k++) {
                if (!check_values(&comparing, record, &repeated_roles[k])) {
                    return false;
                }
            }
        }
    }
    return true;
}
