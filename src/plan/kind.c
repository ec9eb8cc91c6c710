#include "plan/kind.h"

static const struct {
    const char *name;
    const char *plural;
} kinds[KIND_COUNT] = {
    [KIND_MILESTONE] = {"milestone", "milestones"}, [KIND_LANE] = {"lane", "lanes"},
    [KIND_TASK] = {"task", "tasks"},                [KIND_QUEUE] = {"queue", "queue"},
    [KIND_BLOCKER] = {"blocker", "blockers"},       [KIND_CLAIM] = {"claim", "claims"},
    [KIND_GATE] = {"gate", "gates"},                [KIND_DECISION] = {"decision", "decisions"},
    [KIND_FINDING] = {"finding", "findings"},       [KIND_RESOLUTION] = {"resolution", "resolved"},
    [KIND_CONSUMER] = {"consumer", "consumers"},    [KIND_RESULT] = {"result", "results"},
    [KIND_PLAN] = {"plan", "plan"},
};

static const char *const roles[ROLE_COUNT] = {
    [ROLE_OTHER] = "other",
    [ROLE_ID] = "id",
    [ROLE_TITLE] = "title",
    [ROLE_ALIAS] = "alias",
    [ROLE_STATUS] = "status",
    [ROLE_NOTES] = "notes",
    [ROLE_ASSIGNMENT] = "assignment",
    [ROLE_QUEUE] = "queue",
    [ROLE_SCOPE] = "scope",
    [ROLE_MILESTONE] = "milestone",
    [ROLE_LANE] = "lane",
    [ROLE_OWNER] = "owner",
    [ROLE_PRIORITY] = "priority",
    [ROLE_RANK] = "rank",
    [ROLE_DEPENDS_ON] = "depends_on",
    [ROLE_BLOCKS] = "blocks",
    [ROLE_GATES] = "gates",
    [ROLE_DELIVERABLE] = "deliverable",
    [ROLE_DESCRIPTION] = "description",
    [ROLE_IMPACT] = "impact",
    [ROLE_EXIT_CONDITION] = "exit_condition",
    [ROLE_TASK] = "task",
    [ROLE_WHO] = "who",
    [ROLE_SINCE] = "since",
    [ROLE_COMMAND] = "command",
    [ROLE_PASS_CRITERIA] = "pass_criteria",
    [ROLE_ARTIFACT] = "artifact",
    [ROLE_EVIDENCE] = "evidence",
    [ROLE_DATE] = "date",
    [ROLE_COUPLING] = "coupling",
    [ROLE_READINESS] = "readiness",
    [ROLE_RISK] = "risk",
    [ROLE_MODE] = "mode",
    [ROLE_CONCURRENCY] = "concurrency",
    [ROLE_UPDATED] = "updated",
    [ROLE_OBJECTIVE] = "objective",
    [ROLE_ENTRY] = "entry",
    [ROLE_EXIT] = "exit",
    [ROLE_GOAL] = "goal",
    [ROLE_ACCEPTANCE] = "acceptance",
};

static const char *const states[STATE_COUNT] = {
    [STATE_UNKNOWN] = "unknown", [STATE_TODO] = "todo",       [STATE_IN_PROGRESS] = "in_progress",
    [STATE_REVIEW] = "review",   [STATE_BLOCKED] = "blocked", [STATE_PAUSED] = "paused",
    [STATE_DONE] = "done",       [STATE_DROPPED] = "dropped", [STATE_STEADY] = "steady",
};

static const char *const slots[SLOT_COUNT] = {
    [SLOT_NONE] = "none",
    [SLOT_LIGHT] = "light",
    [SLOT_HEAVY] = "heavy",
};

/* The place of `text` in `names`, or `count`. Nearly always it is spelt as here. */
static size_t find_name(const char *const *names, size_t count, struct slice text)
{
    size_t i = 0;
    while (i < count && !slice_equal(slice_of(names[i]), text)) {
        i++;
    }
    if (i < count) {
        return i;
    }
    i = 0;
    while (i < count && !slice_equal_fold(slice_of(names[i]), text)) {
        i++;
    }
    return i;
}

const char *kind_name(enum kind kind)
{
    return kinds[kind].name;
}

const char *kind_plural(enum kind kind)
{
    return kinds[kind].plural;
}

bool kind_parse(struct slice text, enum kind *kind)
{
    for (size_t i = 0; i < KIND_COUNT; i++) {
        if (slice_equal_fold(slice_of(kinds[i].name), text) || slice_equal_fold(slice_of(kinds[i].plural), text)) {
            *kind = (enum kind)i;
            return true;
        }
    }
    return false;
}

const char *role_name(enum role role)
{
    return roles[role];
}

bool role_parse(struct slice text, enum role *role)
{
    size_t found = find_name(roles, ROLE_COUNT, text);
    *role = found < ROLE_COUNT ? (enum role)found : ROLE_OTHER;
    return found < ROLE_COUNT && found != ROLE_OTHER;
}

const char *state_name(enum state state)
{
    return states[state];
}

bool state_parse(struct slice text, enum state *state)
{
    size_t found = find_name(states, STATE_COUNT, text);
    *state = found < STATE_COUNT ? (enum state)found : STATE_UNKNOWN;
    return found < STATE_COUNT && found != STATE_UNKNOWN;
}

const char *slot_name(enum slot slot)
{
    return slots[slot];
}

bool slot_parse(struct slice text, enum slot *slot)
{
    size_t found = find_name(slots, SLOT_COUNT, text);
    *slot = found < SLOT_COUNT ? (enum slot)found : SLOT_NONE;
    return found < SLOT_COUNT;
}

bool state_is_closed(enum state state)
{
    return state == STATE_DONE || state == STATE_DROPPED || state == STATE_STEADY;
}

const char *state_symbol(enum state state)
{
    static const char *const symbols[STATE_COUNT] = {
        [STATE_UNKNOWN] = "?",
        [STATE_TODO] = "\xE2\x97\x8B",
        [STATE_IN_PROGRESS] = "\xE2\x96\xB6",
        [STATE_REVIEW] = "\xE2\x97\x90",
        [STATE_BLOCKED] = "\xE2\x96\xA0",
        [STATE_PAUSED] = "\xE2\x80\x96",
        [STATE_DONE] = "\xE2\x9C\x94",
        [STATE_DROPPED] = "\xE2\x9C\x95",
        [STATE_STEADY] = "\xE2\x86\xBB",
    };
    return symbols[state < STATE_COUNT ? state : STATE_UNKNOWN];
}
