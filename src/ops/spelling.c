/* How a document spells a state: as it does elsewhere, not as the program would. */
#include "ops/operation.h"

/* One spelling and how often it was met in the same column, and in the same document. */
struct candidate {
    struct slice word;
    size_t in_column;
    size_t in_document;
    size_t elsewhere; /* in other documents of the same rule, where each holds one record */
};

enum { MOST_CANDIDATES = 32 };

static struct candidate *find_candidate(struct candidate *candidates, size_t *count, struct slice word)
{
    for (size_t i = 0; i < *count; i++) {
        if (slice_equal(candidates[i].word, word)) {
            return &candidates[i];
        }
    }
    if (*count == MOST_CANDIDATES) {
        return NULL;
    }
    candidates[*count] = (struct candidate){.word = word};
    return &candidates[(*count)++];
}

/* What was found of a spelling the last time: the rows of a table mostly repeat it. */
struct last_spelling {
    const struct rule *rule;
    struct slice text;
    bool says;
};

/* Whether the text says the state by the rule. */
static bool says(const struct plan *plan, const struct rule *rule, struct slice text, enum state state,
                 struct last_spelling *last)
{
    if (last->rule != rule || !slice_equal(last->text, text)) {
        enum state found = STATE_UNKNOWN;
        enum slot slot = SLOT_NONE;
        last->rule = rule;
        last->text = text;
        last->says = profile_read_status(plan->profile, rule, text, &found, &slot) && found == state &&
                     !profile_sign_is_of_others(plan->profile, rule, text, state);
    }
    return last->says;
}

/* Counts how the others say it. `❌ In Progress` is not imitated where `❌` is the sign of another state. */
static void count_spellings(const struct plan *plan, const struct plan_place *place, enum kind kind, enum state state,
                            const struct record *except, struct candidate *candidates, size_t *count)
{
    struct last_spelling last = {0};
    for (size_t i = 0; i < plan->records[kind].count; i++) {
        const struct record *record = plan->records[kind].items[i];
        for (size_t k = 0; record != except && k < record->place_count; k++) {
            const struct plan_place *other = record->places[k];
            const struct plan_field *field = place_field(other, ROLE_STATUS);
            bool here = other->document == place->document;
            if (field == NULL || (!here && other->rule != place->rule) ||
                !says(plan, other->rule, field->value, state, &last)) {
                continue;
            }
            struct candidate *candidate = find_candidate(candidates, count, field->value);
            if (candidate != NULL) {
                candidate->in_document += here ? 1 : 0;
                candidate->in_column += here && other->rule == place->rule ? 1 : 0;
                candidate->elsewhere += here ? 0 : 1;
            }
        }
    }
}

/* What stands before the first blank, where it has no letter or digit of ASCII: a sign, be it one that was decoded wrongly. */
static struct slice leading_sign(struct slice text)
{
    size_t end = slice_find(text, slice_of(" "), 0);
    for (size_t i = 0; end != SLICE_NONE && i < end; i++) {
        char byte = text.data[i];
        if ((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9')) {
            return slice_of("");
        }
    }
    return end == SLICE_NONE ? slice_of("") : slice_part(text, 0, end);
}

static bool words_know(const struct status_words *words, struct slice sign)
{
    for (size_t i = 0; i < words->count; i++) {
        if (slice_starts(words->items[i].word, sign)) {
            return true;
        }
    }
    return false;
}

/* Whether a sign that the profile does not know stands for other states more often than for this one in the same column. */
static bool is_of_others(const struct plan *plan, const struct plan_place *place, enum kind kind, enum state state,
                         struct slice word)
{
    struct slice sign = leading_sign(word);
    size_t own = 0;
    size_t others = 0;
    if (sign.size == 0 || words_know(&place->rule->words, sign) || words_know(&plan->profile->words, sign)) {
        return false;
    }
    for (size_t i = 0; i < plan->records[kind].count; i++) {
        const struct record *record = plan->records[kind].items[i];
        for (size_t k = 0; k < record->place_count; k++) {
            const struct plan_field *field = place_field(record->places[k], ROLE_STATUS);
            enum state found = STATE_UNKNOWN;
            enum slot slot = SLOT_NONE;
            if (field != NULL && record->places[k]->rule == place->rule &&
                slice_equal(leading_sign(field->value), sign) &&
                profile_read_status(plan->profile, place->rule, field->value, &found, &slot)) {
                own += found == state ? 1 : 0;
                others += found != state ? 1 : 0;
            }
        }
    }
    return others > own;
}

static bool is_better(const struct candidate *a, const struct candidate *b)
{
    if (a->in_column != b->in_column) {
        return a->in_column > b->in_column;
    }
    return a->in_document != b->in_document ? a->in_document > b->in_document : a->elsewhere > b->elsewhere;
}

/* What stands behind the word once only, or is a day or a number, is of that one record: "done (2026-02-19)". */
static struct slice without_remark(const struct plan *plan, const struct rule *rule, const struct candidate *candidate)
{
    size_t size = profile_status_size(plan->profile, rule, candidate->word);
    bool own = candidate->in_document + candidate->elsewhere < 2;
    for (size_t i = size; i < candidate->word.size && !own; i++) {
        own = candidate->word.data[i] >= '0' && candidate->word.data[i] <= '9';
    }
    return own ? slice_part(candidate->word, 0, size) : candidate->word;
}

struct slice spelling_of(const struct plan *plan, const struct record *record, const struct plan_place *place,
                         enum state state)
{
    if (place->rule->box) {
        return profile_spelling(plan->profile, place->rule, state);
    }
    struct candidate candidates[MOST_CANDIDATES];
    size_t count = 0;
    count_spellings(plan, place, record->kind, state, record, candidates, &count);
    const struct candidate *best = NULL;
    for (size_t i = 0; i < count; i++) {
        if ((best == NULL || is_better(&candidates[i], best)) &&
            !is_of_others(plan, place, record->kind, state, candidates[i].word)) {
            best = &candidates[i];
        }
    }
    return best != NULL ? without_remark(plan, place->rule, best) : profile_spelling(plan->profile, place->rule, state);
}

/* Whether the word is one of the profile's or of the rule's own, whole and as typed but for case. */
static bool is_word(const struct status_words *words, struct slice typed)
{
    for (size_t i = 0; i < words->count; i++) {
        if (slice_equal_fold(words->items[i].word, typed)) {
            return true;
        }
    }
    return false;
}

bool spelling_read(const struct plan *plan, const struct record *record, const struct plan_place *place,
                   struct slice typed, bool force, struct slice *spelled, enum state *state, enum slot *slot,
                   struct error *error)
{
    typed = slice_trim(typed);
    *spelled = typed;
    bool known = profile_read_status(plan->profile, place->rule, typed, state, slot);
    if (is_word(&place->rule->words, typed)) {
        return true;
    }
    /* The name of a state is spelt as it is here; a word that is no such name stays as typed. */
    enum state named;
    if (state_parse(typed, &named)) {
        struct candidate candidates[MOST_CANDIDATES];
        size_t count = 0;
        count_spellings(plan, place, record->kind, named, NULL, candidates, &count);
        for (size_t i = 0; i < count; i++) {
            if (slice_equal_fold(candidates[i].word, typed)) {
                *spelled = candidates[i].word;
                return true;
            }
        }
        *spelled = spelling_of(plan, record, place, named);
        return profile_read_status(plan->profile, place->rule, *spelled, state, slot) ||
               error_set(error, ERROR_NOT_FOUND, "no word for the state %s is known; add one to the profile's states",
                         state_name(named));
    }
    if (known || force) {
        return true;
    }
    return error_refuse(error, "status.unknown", plan_path(plan, place->document), place->line,
                        "%.*s is neither a state nor a status word of the profile; use todo, in_progress, review, "
                        "blocked, paused, done, dropped, steady, a word in use here, or --force",
                        SLICE_PRINT(typed));
}
