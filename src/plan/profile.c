#include "plan/profile.h"

#include "text/utf8.h"

/* Without emphasis marks, strikethrough and backquotes around it. */
static struct slice strip_marks(struct slice text)
{
    text = slice_trim(text);
    while (text.size >= 2 && strchr("*_`~", text.data[0]) != NULL && text.data[text.size - 1] == text.data[0]) {
        text = slice_trim(slice_part(text, 1, text.size - 1));
    }
    return text;
}

bool profile_is_placeholder(const struct profile *profile, struct slice text)
{
    struct slice bare = strip_marks(text);
    for (size_t i = 0; i < profile->placeholder_count; i++) {
        struct slice glob = profile->placeholders[i];
        /* Asked of nearly every cell: most globs are short words, and most cells are longer. */
        bool longer = glob.size < bare.size && memchr(glob.data, '*', glob.size) == NULL;
        if (!longer && id_glob(glob, bare)) {
            return true;
        }
    }
    return false;
}

bool profile_has_kind(const struct profile *profile, enum kind kind)
{
    for (size_t i = 0; i < profile->rule_count; i++) {
        if (profile->rules[i].kind == kind) {
            return true;
        }
    }
    return false;
}

static bool rule_has_role(const struct rule *rule, enum role role)
{
    bool found = false;
    for (size_t i = 0; i < rule->field_count && !found; i++) {
        found = template_has(&rule->fields[i].template, role);
    }
    for (size_t i = 0; i < rule->text_count && !found; i++) {
        found = template_has(&rule->texts[i], role);
    }
    return found;
}

bool profile_has_role(const struct profile *profile, enum kind kind, enum role role)
{
    for (size_t i = 0; i < profile->rule_count; i++) {
        const struct rule *rule = &profile->rules[i];
        if ((kind == KIND_COUNT || rule->kind == kind) && rule_has_role(rule, role)) {
            return true;
        }
    }
    return false;
}

uint32_t profile_documents_of(const struct profile *profile, struct slice path)
{
    uint32_t bits = 0;
    for (size_t i = 0; i < profile->document_count; i++) {
        for (size_t k = 0; k < profile->documents[i].glob_count; k++) {
            if (id_glob(profile->documents[i].globs[k], path)) {
                bits |= (uint32_t)1 << i;
            }
        }
    }
    return bits;
}

static bool is_word_code(unsigned long code)
{
    return (code >= '0' && code <= '9') || (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z') ||
           (code >= 0xC0 && code < 0x2000 && code != 0xD7 && code != 0xF7) || (code >= 0x2E80 && code < 0xD800) ||
           (code >= 0xF900 && code < 0xFE00);
}

/* The text from its first letter or digit on: signs and emphasis in front of a status word mean nothing. */
static struct slice skip_signs(struct slice text)
{
    size_t at = 0;
    while (at < text.size) {
        size_t next = at;
        if (is_word_code(utf8_decode(text, &next))) {
            break;
        }
        at = next;
    }
    return slice_part(text, at, text.size);
}

/* Whether `text` begins with the word and no letter or digit follows. */
static bool begins_with_word(struct slice text, struct slice word)
{
    struct slice bare = skip_signs(word);
    if (bare.size == 0) {
        return slice_equal(slice_trim(text), word);
    }
    if (!slice_starts_fold(text, bare)) {
        return false;
    }
    /* Folding keeps the size in UTF-8 for the scripts that it knows. */
    size_t at = bare.size;
    return at >= text.size || !(is_word_code(utf8_decode(text, &at)) || text.data[bare.size] == '_');
}

/* Whether a look at the first letters says already that the text does not begin with the word. */
static bool differs_at_once(struct slice text, struct slice word)
{
    unsigned char own = word.size == 0 ? 0 : (unsigned char)word.data[0];
    bool is_letter = (own >= 'a' && own <= 'z') || (own >= 'A' && own <= 'Z');
    return is_letter && (text.size == 0 || (((unsigned char)text.data[0] ^ own) & 0xDFU) != 0);
}

static const struct status_word *find_word(const struct status_words *words, struct slice text)
{
    const struct status_word *best = NULL;
    for (size_t i = 0; i < words->count; i++) {
        const struct status_word *word = &words->items[i];
        bool longer = best == NULL || word->word.size > best->word.size;
        if (longer && !differs_at_once(text, word->word) && begins_with_word(text, word->word)) {
            best = word;
        }
    }
    return best;
}

/* Behind a first word without a letter of ASCII: what is left of a sign whose bytes were once decoded wrongly. */
static struct slice skip_garbled_sign(struct slice text)
{
    size_t end = 0;
    while (end < text.size && ((unsigned char)text.data[end] & 0x80U) != 0) {
        end++;
    }
    return end == 0 || end == text.size || text.data[end] != ' ' ? slice_of("") : skip_signs(slice_part(text, end, text.size));
}

static const struct status_word *find_status(const struct profile *profile, const struct rule *rule, struct slice text)
{
    const struct status_word *word = rule == NULL ? NULL : find_word(&rule->words, text);
    return word != NULL ? word : find_word(&profile->words, text);
}

bool profile_read_status(const struct profile *profile, const struct rule *rule, struct slice status,
                         enum state *state, enum slot *slot)
{
    if (rule != NULL && rule->box) {
        *slot = SLOT_NONE;
        *state = status.size == 1 && status.data[0] != ' ' ? STATE_DONE : STATE_TODO;
        return true;
    }
    struct slice text = skip_signs(status);
    const struct status_word *word = find_status(profile, rule, text);
    if (word == NULL) {
        word = find_status(profile, rule, skip_garbled_sign(text));
    }
    *state = word == NULL ? STATE_UNKNOWN : word->state;
    *slot = word == NULL ? SLOT_NONE : word->slot;
    return word != NULL;
}

static struct slice first_word(const struct status_words *words, enum state state)
{
    for (size_t i = 0; i < words->count; i++) {
        if (words->items[i].state == state) {
            return words->items[i].word;
        }
    }
    return (struct slice){0};
}

struct slice profile_spelling(const struct profile *profile, const struct rule *rule, enum state state)
{
    if (rule != NULL && rule->box) {
        return state == STATE_DONE ? slice_of("x") : state == STATE_TODO ? slice_of(" ") : (struct slice){0};
    }
    struct slice word = rule == NULL ? (struct slice){0} : first_word(&rule->words, state);
    return word.size > 0 ? word : first_word(&profile->words, state);
}

const struct template *profile_written(const struct rule *rule, enum state state)
{
    for (size_t i = 0; i < rule->written_count; i++) {
        if (rule->written[i].state == state) {
            return &rule->written[i].template;
        }
    }
    return NULL;
}

/* ---- documents that are made from others ---- */

enum { FIRST_LINES = 12 };

static bool has_fold(struct slice text, struct slice word)
{
    for (size_t at = 0; word.size > 0 && at + word.size <= text.size; at++) {
        if (slice_starts_fold(slice_part(text, at, text.size), word)) {
            return true;
        }
    }
    return false;
}

bool profile_is_generated(const struct profile *profile, struct slice text)
{
    size_t end = 0;
    for (size_t line = 0; line < FIRST_LINES && end < text.size; line++) {
        size_t next = slice_find(text, slice_of("\n"), end);
        end = next == SLICE_NONE ? text.size : next + 1;
    }
    for (size_t i = 0; i < profile->generated_count; i++) {
        if (has_fold(slice_part(text, 0, end), profile->generated[i])) {
            return true;
        }
    }
    return false;
}

struct slice profile_policy_of(const struct profile *profile, struct slice reason)
{
    for (size_t i = 0; reason.size > 0 && i < profile->policy_count; i++) {
        for (size_t k = 0; k < profile->policies[i].reason_count; k++) {
            if (id_glob(profile->policies[i].reasons[k], reason)) {
                return profile->policies[i].name;
            }
        }
    }
    return slice_of("");
}

/* ---- how a status is made up ---- */

size_t profile_status_size(const struct profile *profile, const struct rule *rule, struct slice status)
{
    struct slice text = skip_signs(status);
    const struct status_word *word = find_status(profile, rule, text);
    if (word == NULL) {
        text = skip_garbled_sign(text);
        word = find_status(profile, rule, text);
    }
    size_t size = word == NULL ? 0 : skip_signs(word->word).size;
    if (size == 0) {
        return status.size;
    }
    size_t end = (size_t)(text.data - status.data) + size;
    while (end < status.size && strchr("*_~`", status.data[end]) != NULL && status.data[end] != '\0') {
        end++;
    }
    return end;
}

/* The first sign that is no ASCII before the first letter; empty where there is none. */
static struct slice first_sign(struct slice text)
{
    size_t at = 0;
    while (at < text.size) {
        size_t next = at;
        unsigned long code = utf8_decode(text, &next);
        if (is_word_code(code)) {
            break;
        }
        if (code >= 0x80) {
            return slice_part(text, at, next);
        }
        at = next;
    }
    return slice_of("");
}

static void find_sign(const struct status_words *words, struct slice sign, enum state state, bool *own, bool *others)
{
    for (size_t i = 0; i < words->count; i++) {
        bool same = slice_equal(first_sign(words->items[i].word), sign);
        *own = *own || (same && words->items[i].state == state);
        *others = *others || (same && words->items[i].state != state);
    }
}

bool profile_sign_is_of_others(const struct profile *profile, const struct rule *rule, struct slice status,
                               enum state state)
{
    struct slice sign = first_sign(status);
    bool own = false;
    bool others = false;
    if (sign.size == 0) {
        return false;
    }
    if (rule != NULL) {
        find_sign(&rule->words, sign, state, &own, &others);
    }
    find_sign(&profile->words, sign, state, &own, &others);
    return others && !own;
}
