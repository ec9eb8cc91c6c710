/* How a document spells a state: as it does elsewhere, not as the program would. */
#include "ops/operation.h"

/* One spelling and how often it was met in the same column, and in the same document. */
struct candidate {
    struct slice word;
    size_t in_column;
    size_t in_document;
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

/* Whether the signs before the word belong to another state: `❌ In Progress` is not imitated where `❌` marks what is
 * not done. Only spellings that the profile would also read alike by their word alone are met here, so the word is what counts. */
static void count_spellings(const struct plan *plan, const struct plan_place *place, enum kind kind, enum state state,
                            const struct record *except, struct candidate *candidates, size_t *count)
{
    for (size_t i = 0; i < plan->records[kind].count; i++) {
        const struct record *record = plan->records[kind].items[i];
        for (size_t k = 0; record != except && k < record->place_count; k++) {
            const struct plan_place *other = record->places[k];
            const struct plan_field *field = place_field(other, ROLE_STATUS);
            enum state found = STATE_UNKNOWN;
            enum slot slot = SLOT_NONE;
            if (field == NULL || other->document != place->document ||
                !profile_read_status(plan->profile, other->rule, field->value, &found, &slot) || found != state) {
                continue;
            }
            struct candidate *candidate = find_candidate(candidates, count, field->value);
            if (candidate != NULL) {
                candidate->in_document++;
                candidate->in_column += other->rule == place->rule ? 1 : 0;
            }
        }
    }
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
        bool better = best == NULL || candidates[i].in_column > best->in_column ||
                      (candidates[i].in_column == best->in_column && candidates[i].in_document > best->in_document);
        best = better ? &candidates[i] : best;
    }
    return best != NULL ? best->word : profile_spelling(plan->profile, place->rule, state);
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
