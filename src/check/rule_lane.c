/* Lanes: work that is finished, work that is in two of them, more heavy ones than the mode allows. */
#include "check/rule.h"

#include "check/mentions.h"

/* What a text names, until an open task is met. */
struct named {
    size_t open;
    size_t closed;
    const struct record *last; /* the last closed one */
};

static struct named read_named(const struct plan *plan, struct slice text)
{
    struct named named = {0};
    struct mentions mentions;
    const struct record *task = NULL;
    bool ranged = false;
    mentions_begin(&mentions, plan, KIND_TASK, text);
    while (named.open == 0 && mentions_next(&mentions, &task, &ranged)) {
        bool closed = state_is_closed(task->state);
        named.closed += closed ? 1 : 0;
        named.open += closed ? 0 : 1;
        named.last = closed ? task : named.last;
    }
    return named;
}

static bool is_word_byte(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (unsigned char)byte >= 0x80;
}

/* Whether a word of the profile for a closed state stands in the text: it says then itself that something is finished. */
static bool says_finished(const struct profile *profile, struct slice text)
{
    for (size_t i = 0; i < profile->words.count; i++) {
        struct slice word = profile->words.items[i].word;
        for (size_t at = 0; state_is_closed(profile->words.items[i].state) && at + word.size <= text.size; at++) {
            if ((at == 0 || !is_word_byte(text.data[at - 1])) &&
                (at + word.size == text.size || !is_word_byte(text.data[at + word.size])) &&
                slice_equal_fold(slice_part(text, at, at + word.size), word)) {
                return true;
            }
        }
    }
    return false;
}

/* ---- finished work ---- */

/* A text that names tasks, and all of them are finished, and does not say so itself. */
static bool check_text(struct check *check, const struct record *lane, enum role role, const char *what)
{
    const struct plan_place *place = NULL;
    const struct plan_field *field = record_field(lane, role, &place);
    if (field == NULL) {
        return true;
    }
    struct named named = read_named(check->plan, field->value);
    if (named.open > 0 || named.closed == 0 || says_finished(check->plan->profile, field->value)) {
        return true;
    }
    return check_at_field(check, place, field, record_name(lane), "the %s of %.*s names finished work only: %.*s is %s",
                          what, SLICE_PRINT(record_name(lane)), SLICE_PRINT(named.last->id),
                          state_name(named.last->state)) != NULL;
}

/* Each finished entry of a queue that is a list of tasks. */
static bool check_queue(struct check *check, const struct record *lane)
{
    const struct plan_place *place = NULL;
    const struct plan_field *field = record_field(lane, ROLE_QUEUE, &place);
    size_t from = 0;
    for (size_t i = 0; field != NULL && i < lane->queue.count; i++) {
        const struct plan_link *link = &lane->queue.items[i];
        if (link->record == NULL || !state_is_closed(link->record->state)) {
            continue;
        }
        struct slice raw = source_slice(check->plan->documents[place->document]->source, field->span);
        size_t at = slice_find(raw, link->text, from);
        size_t start = at == SLICE_NONE ? 0 : at;
        from = at == SLICE_NONE ? from : at + link->text.size;
        struct span span = {.start = field->span.start + start, .end = field->span.start + start + link->text.size};
        struct finding *finding =
            check_at_span(check, place->document, span, link->record->id,
                          "the queue of %.*s names %.*s, which is %s (%s:%zu)", SLICE_PRINT(record_name(lane)),
                          SLICE_PRINT(link->record->id), state_name(link->record->state),
                          plan_path(check->plan, link->record->places[0]->document),
                          link->record->places[0]->line);
        if (finding == NULL) {
            return false;
        }
        finding->fix = (struct finding_fix){.kind = FIX_LANE, .record = lane, .task = link->record};
    }
    return true;
}

static bool has_list(const struct record *lane)
{
    return lane->queue.count > 1 || (lane->queue.count == 1 && lane->queue.items[0].record != NULL);
}

bool rule_lane_finished(struct check *check)
{
    for (size_t i = 0; i < check->plan->records[KIND_LANE].count; i++) {
        const struct record *lane = check->plan->records[KIND_LANE].items[i];
        bool active = lane->slot != SLOT_NONE;
        if (!(has_list(lane) ? check_queue(check, lane) : check_text(check, lane, ROLE_QUEUE, "queue")) ||
            (active && (!check_text(check, lane, ROLE_ASSIGNMENT, "assignment") ||
                        !check_text(check, lane, ROLE_NOTES, "note")))) {
            return false;
        }
    }
    return true;
}

/* ---- two lanes ---- */

/* Which lane a task was met in first, and how. */
struct home {
    const struct record *lane;
    const struct plan_place *place;
    size_t line;
    bool ranged;
    bool told;
};

static bool meet(struct check *check, struct home *home, const struct record *task, const struct record *lane,
                 const struct plan_place *place, const struct plan_field *field, bool ranged)
{
    if (home->lane == NULL || (home->ranged && !ranged)) {
        *home = (struct home){.lane = lane, .place = place, .line = field->line, .ranged = ranged, .told = home->told};
        return true;
    }
    if (home->lane == lane || home->ranged != ranged || home->told) {
        return true;
    }
    home->told = true;
    return check_at_field(check, place, field, task->id, "%.*s is in two lanes: %.*s here, %.*s in %s:%zu",
                          SLICE_PRINT(task->id), SLICE_PRINT(record_name(lane)), SLICE_PRINT(record_name(home->lane)),
                          plan_path(check->plan, home->place->document), home->line) != NULL;
}

static bool meet_field(struct check *check, struct home *homes, const struct record *lane,
                       const struct plan_place *place, enum role role)
{
    const struct plan_field *field = place_field(place, role);
    struct mentions mentions;
    const struct record *task = NULL;
    bool ranged = false;
    /* A queue that is a sentence may speak of the tasks of others. */
    if (field == NULL || (role == ROLE_QUEUE && !has_list(lane))) {
        return true;
    }
    mentions_begin(&mentions, check->plan, KIND_TASK, field->value);
    while (mentions_next(&mentions, &task, &ranged)) {
        if (!state_is_closed(task->state) &&
            !meet(check, &homes[task->number], task, lane, place, field, ranged)) {
            return false;
        }
    }
    return true;
}

/* The lane of a claim is one that names the task. */
static void begin_at_claims(const struct plan *plan, struct home *homes)
{
    for (size_t i = 0; i < plan->records[KIND_CLAIM].count; i++) {
        const struct record *claim = plan->records[KIND_CLAIM].items[i];
        if (claim->task != NULL && claim->lane != NULL && claim->place_count > 0) {
            homes[claim->task->number] =
                (struct home){.lane = claim->lane, .place = claim->places[0], .line = claim->places[0]->line};
        }
    }
}

/* Open tasks only. A name beats a range. */
bool rule_task_two_lanes(struct check *check)
{
    static const enum role roles[] = {ROLE_QUEUE, ROLE_ASSIGNMENT, ROLE_SCOPE};
    const struct plan *plan = check->plan;
    struct home *homes = arena_new(&check->findings->arena, plan->records[KIND_TASK].count, sizeof *homes);
    if (homes == NULL) {
        return false;
    }
    begin_at_claims(plan, homes);
    for (size_t r = 0; r < sizeof roles / sizeof roles[0]; r++) {
        for (size_t i = 0; i < plan->records[KIND_LANE].count; i++) {
            const struct record *lane = plan->records[KIND_LANE].items[i];
            for (size_t k = 0; k < lane->place_count; k++) {
                if (!meet_field(check, homes, lane, lane->places[k], roles[r])) {
                    return false;
                }
            }
        }
    }
    return true;
}

/* ---- heavy lanes ---- */

bool rule_lane_heavy(struct check *check)
{
    const struct plan *plan = check->plan;
    unsigned long heavy = 0;
    for (size_t i = 0; i < plan->records[KIND_LANE].count; i++) {
        const struct record *lane = plan->records[KIND_LANE].items[i];
        const struct plan_place *place = NULL;
        const struct plan_field *field = record_field(lane, ROLE_STATUS, &place);
        heavy += lane->slot == SLOT_HEAVY ? 1 : 0;
        if (lane->slot == SLOT_HEAVY && heavy > plan->concurrency && field != NULL &&
            check_at_field(check, place, field, record_name(lane),
                           "%.*s is heavy lane number %lu, and the mode allows %lu", SLICE_PRINT(record_name(lane)), heavy,
                           plan->concurrency) == NULL) {
            return false;
        }
    }
    return true;
}
