/* What the language of profiles allows, but nobody can have meant: told as warnings, and as notes where it may be meant after all. */
#include "plan/profile_read.h"

#include "base/bytes.h"

struct doubting {
    const struct profile *profile;
    const struct profile_reading *reading;
    struct profile_findings *findings;
};

static bool tell(const struct doubting *doubting, enum profile_weight weight, size_t line, const char *text)
{
    return profile_tell(doubting->findings, weight, line, arena_copy(&doubting->findings->arena, slice_of(text)));
}

/* The same, with a word of the profile in the place of `%s`. */
static bool tell_word(const struct doubting *doubting, enum profile_weight weight, size_t line, const char *before,
                      struct slice word, const char *behind)
{
    return profile_tell(doubting->findings, weight, line,
                        arena_format(&doubting->findings->arena, "%s%.*s%s", before, SLICE_PRINT(word), behind));
}

/* ---- what a rule has ---- */

static bool rule_has(const struct rule *rule, enum role role)
{
    for (size_t i = 0; i < rule->field_count; i++) {
        if (template_has(&rule->fields[i].template, role)) {
            return true;
        }
    }
    for (size_t i = 0; i < rule->text_count; i++) {
        if (template_has(&rule->texts[i], role)) {
            return true;
        }
    }
    for (size_t i = 0; i < rule->above_count; i++) {
        if (template_has(&rule->above[i], role)) {
            return true;
        }
    }
    return role == rule->parent && role != ROLE_OTHER;
}

static bool words_have_slot(const struct status_words *words)
{
    for (size_t i = 0; i < words->count; i++) {
        if (words->items[i].slot != SLOT_NONE) {
            return true;
        }
    }
    return false;
}

/* ---- names in templates ---- */

struct naming {
    const struct doubting *doubting;
    const struct rule *rule;
    size_t line;
    struct slice last; /* optional parts are asked twice */
    bool failed;
};

/* A name of which the ID is put together is meant. */
static bool is_in_identity(const struct rule *rule, struct slice name)
{
    size_t at = rule->identity.count == 0 ? SLICE_NONE : slice_find(rule->identity.text, name, 0);
    return at != SLICE_NONE && at > 0 && rule->identity.text.data[at - 1] == '{';
}

static struct slice judge_name(void *context, enum role role, struct slice name)
{
    struct naming *naming = context;
    bool meant = role != ROLE_OTHER || is_in_identity(naming->rule, name);
    if (!meant && !naming->failed && !slice_equal(name, naming->last)) {
        struct suggest suggest;
        struct arena *arena = &naming->doubting->findings->arena;
        suggest_init(&suggest, name);
        for (size_t i = ROLE_ID; i < ROLE_COUNT; i++) {
            suggest_offer(&suggest, role_name((enum role)i));
        }
        bool near = suggest.best != NULL && suggest.distance * 3 <= name.size;
        naming->last = name;
        naming->failed = !profile_tell(
            naming->doubting->findings, PROFILE_NOTE, naming->line,
            arena_format(arena, "{%.*s} is none of the roles of workboard; its value is kept, and no verb uses it%s%s%s",
                         SLICE_PRINT(name), near ? "; did you mean {" : "", near ? suggest.best : "", near ? "}?" : ""));
    }
    return slice_of("x");
}

static bool judge_template(const struct doubting *doubting, const struct rule *rule, const struct setting *setting)
{
    struct arena arena;
    struct bytes filled;
    struct template template;
    struct naming naming = {.doubting = doubting, .rule = rule, .line = setting->line};
    struct error reason = {0};
    arena_init(&arena);
    bytes_init(&filled);
    bool done = template_parse(&arena, setting->text, &template, &reason)
                    ? template_fill(&template, judge_name, &naming, &filled) && !naming.failed
                    : reason.code == ERROR_USAGE;
    bytes_release(&filled);
    arena_release(&arena);
    return done;
}

/* Every template below `setting`, which is a part of a rule. */
static bool judge_templates(const struct doubting *doubting, const struct rule *rule, const struct setting *setting)
{
    static const char *const others[] = {"kind", "in", "states", "state", "separator", "under", "parent", "needs"};
    if (setting->type == SETTING_TEXT) {
        return judge_template(doubting, rule, setting);
    }
    for (size_t i = 0; i < setting->count; i++) {
        bool template = true;
        for (size_t k = 0; setting->type == SETTING_MAP && k < sizeof others / sizeof others[0]; k++) {
            template = template && !slice_equal(setting->keys[i]->text, slice_of(others[k]));
        }
        if (template && !judge_templates(doubting, rule, setting->items[i])) {
            return false;
        }
    }
    return true;
}

/* ---- rules ---- */

static bool judge_names(const struct doubting *doubting, const struct rule *rule)
{
    bool named = rule->kind == KIND_PLAN || rule->identity.count > 0 || rule_has(rule, ROLE_ID) ||
                 rule_has(rule, ROLE_TITLE);
    return named || tell(doubting, PROFILE_WARNING, rule->line,
                         "nothing here is {id} or {title}: the records of this rule have no name, and none is found");
}

static bool judge_status(const struct doubting *doubting, const struct rule *rule)
{
    static const struct {
        enum state state;
        const char *verb;
    } needed[] = {{STATE_TODO, "release"}, {STATE_IN_PROGRESS, "claim"}, {STATE_DONE, "done"}};
    const struct profile *profile = doubting->profile;
    if (rule->box || !rule_has(rule, ROLE_STATUS)) {
        return true;
    }
    if (rule->words.count == 0 && profile->words.count == 0) {
        return tell(doubting, PROFILE_WARNING, rule->line,
                    "a {status} is read here, but no word says any state; name the words under `states`");
    }
    for (size_t i = 0; rule->kind == KIND_TASK && i < sizeof needed / sizeof needed[0]; i++) {
        if (profile_spelling(profile, rule, needed[i].state).size == 0 &&
            !profile_tell(doubting->findings, PROFILE_WARNING, rule->line,
                          arena_format(&doubting->findings->arena,
                                       "no word of this {status} says %s, so that `workboard %s` cannot write it",
                                       state_name(needed[i].state), needed[i].verb))) {
            return false;
        }
    }
    return rule->kind != KIND_LANE || words_have_slot(&rule->words) || words_have_slot(&profile->words) ||
           tell(doubting, PROFILE_WARNING, rule->line,
                "no word of this {status} has a slot: every lane counts as one that takes no work; say for instance "
                "{word: active, slot: light}");
}

static bool judge_identity(const struct doubting *doubting, const struct rule *rule)
{
    bool done = true;
    if (rule->identity.count == 0) {
        return rule->expand == ROLE_OTHER || tell(doubting, PROFILE_WARNING, rule->line,
                                                  "`expand` does nothing without an `id` that is put together");
    }
    for (enum role role = ROLE_ID; role < ROLE_COUNT && done; role++) {
        done = !template_has(&rule->identity, role) || rule_has(rule, role) ||
               tell_word(doubting, PROFILE_WARNING, rule->line, "the `id` is put together of {", slice_of(role_name(role)),
                         "}, which nothing here reads");
    }
    return done && (rule->expand == ROLE_OTHER || template_has(&rule->identity, rule->expand) ||
                    tell_word(doubting, PROFILE_WARNING, rule->line, "`expand` does nothing: the `id` has no {",
                              slice_of(role_name(rule->expand)), "}"));
}

static bool judge_references(const struct doubting *doubting, const struct rule *rule)
{
    static const struct {
        enum role role;
        enum kind kind;
    } pointers[] = {{ROLE_DEPENDS_ON, KIND_TASK}, {ROLE_GATES, KIND_GATE}, {ROLE_BLOCKS, KIND_TASK}, {ROLE_QUEUE, KIND_TASK}};
    for (size_t i = 0; i < sizeof pointers / sizeof pointers[0]; i++) {
        if (rule_has(rule, pointers[i].role) && doubting->profile->references[pointers[i].kind].count == 0 &&
            !profile_tell(doubting->findings, PROFILE_WARNING, rule->line,
                          arena_format(&doubting->findings->arena,
                                       "{%s} names %ss, but `ids` has no shape for them, so that none is found in the text",
                                       role_name(pointers[i].role), kind_name(pointers[i].kind)))) {
            return false;
        }
    }
    return true;
}

static bool judge_rule(const struct doubting *doubting, const struct rule *rule)
{
    return judge_names(doubting, rule) && judge_status(doubting, rule) && judge_identity(doubting, rule) &&
           judge_references(doubting, rule) &&
           (!rule->mirror || !rule->creates ||
            tell(doubting, PROFILE_WARNING, rule->line, "`mirror` and `creates` exclude each other; `creates` wins"));
}

static bool judge_rules(const struct doubting *doubting)
{
    const struct profile *profile = doubting->profile;
    const struct setting *list = setting_get(doubting->reading->root, "records");
    size_t first_lane = SIZE_MAX;
    bool status = false;
    for (size_t i = 0; i < profile->rule_count; i++) {
        const struct rule *rule = &profile->rules[i];
        if (doubting->reading->broken[i]) {
            status = true;
            continue;
        }
        if (rule->kind == KIND_LANE) {
            first_lane = first_lane == SIZE_MAX ? i : first_lane;
            status = status || rule_has(rule, ROLE_STATUS) || rule->box;
        }
        if (!judge_rule(doubting, rule) || !judge_templates(doubting, rule, list->items[i])) {
            return false;
        }
    }
    return first_lane == SIZE_MAX || status ||
           tell(doubting, PROFILE_WARNING, profile->rules[first_lane].line,
                "no rule reads a {status} of lanes: every lane counts as one that takes no work");
}

/* ---- the rest ---- */

static bool judge_documents(const struct doubting *doubting)
{
    const struct profile *profile = doubting->profile;
    const struct setting *map = setting_get(doubting->reading->root, "documents");
    uint32_t used = profile->has_claims ? profile->claims.documents : 0;
    for (size_t i = 0; i < profile->rule_count; i++) {
        used |= profile->rules[i].documents;
    }
    for (size_t i = 0; i < profile->document_count; i++) {
        struct slice name = profile->documents[i].name;
        bool done = true;
        if (profile->documents[i].glob_count == 0) {
            done = tell_word(doubting, PROFILE_WARNING, map->keys[i]->line, "no file is named for the document ", name, "");
        } else if ((used & ((uint32_t)1 << i)) == 0) {
            done = tell_word(doubting, PROFILE_WARNING, map->keys[i]->line, "no rule reads the document ", name, "");
        }
        if (!done) {
            return false;
        }
    }
    return true;
}

static bool judge_recognise(const struct doubting *doubting)
{
    const struct profile *profile = doubting->profile;
    const struct setting *map = setting_get(doubting->reading->root, "recognise");
    if (profile->recognise_count == 0) {
        return tell(doubting, PROFILE_NOTE, map == NULL ? 1 : map->line,
                    "no file is named under `recognise`: a plan is read by this profile only where --profile or .workboard.yaml "
                    "says so");
    }
    for (size_t i = 0; i < profile->recognise_count; i++) {
        if (profile_documents_of(profile, profile->recognise[i]) == 0 &&
            !tell_word(doubting, PROFILE_WARNING, map->line, "`recognise` names ", profile->recognise[i],
                       ", which is none of the `documents`; a plan is never recognised by it")) {
            return false;
        }
    }
    return true;
}

/* A word that says two states says the one whose turn comes first. */
static bool judge_words(const struct doubting *doubting)
{
    const struct status_words *words = &doubting->profile->words;
    const struct setting *map = setting_get(doubting->reading->root, "states");
    for (size_t i = 0; i < words->count; i++) {
        for (size_t k = 0; k < i; k++) {
            if (words->items[i].state != words->items[k].state &&
                slice_equal_fold(words->items[i].word, words->items[k].word) &&
                !profile_tell(doubting->findings, PROFILE_WARNING, map->line,
                              arena_format(&doubting->findings->arena, "the word %.*s says both %s and %s; it is read as %s",
                                           SLICE_PRINT(words->items[i].word), state_name(words->items[k].state),
                                           state_name(words->items[i].state), state_name(words->items[k].state)))) {
                return false;
            }
        }
    }
    return true;
}

static bool judge_claims(const struct doubting *doubting)
{
    const struct profile *profile = doubting->profile;
    const struct setting *map = setting_get(doubting->reading->root, "claims");
    size_t table = SIZE_MAX;
    bool named = false;
    for (size_t i = 0; i < profile->rule_count; i++) {
        bool fits = profile->rules[i].kind == KIND_CLAIM && profile->rules[i].shape == RULE_TABLE;
        table = fits && table == SIZE_MAX ? i : table;
    }
    if (map == NULL) {
        return true;
    }
    for (size_t i = 0; i < profile->claims.column_count; i++) {
        named = named || template_has(&profile->claims.columns[i].template, ROLE_ID) ||
                template_has(&profile->claims.columns[i].template, ROLE_TASK);
    }
    return (table != SIZE_MAX || tell(doubting, PROFILE_WARNING, map->line,
                                      "no rule of the kind claim reads a table: what is written here is not found again")) &&
           (named || tell(doubting, PROFILE_WARNING, map->line, "no column of the claims holds the {id} of the task"));
}

bool profile_doubts(const struct profile_reading *reading)
{
    const struct doubting doubting = {
        .profile = reading->profile, .reading = reading, .findings = reading->findings};
    return reading->root->type != SETTING_MAP ||
           (judge_documents(&doubting) && judge_recognise(&doubting) && judge_words(&doubting) &&
            judge_rules(&doubting) && judge_claims(&doubting));
}
