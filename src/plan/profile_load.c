/* Reads a profile from YAML. Every mistake is named with file and line, unknown keys too. */
#include "plan/profile.h"

#include "base/memory.h"
#include "plan/settings_file.h"

#include <limits.h>

struct loading {
    struct profile *profile;
    const char *file;
    struct error *error;
};

static bool mistake(const struct loading *loading, size_t line, const char *what, struct slice word)
{
    return error_set_at(loading->error, ERROR_USAGE, loading->file, line, "%s: %.*s", what, SLICE_PRINT(word));
}

static bool no_memory(const struct loading *loading)
{
    return error_no_memory(loading->error);
}

static void *new_array(const struct loading *loading, size_t count, size_t size)
{
    void *array = arena_new(&loading->profile->arena, count, size);
    if (array == NULL) {
        (void)no_memory(loading);
    }
    return array;
}

/* Refuses keys that the language does not have: a misspelt key must not be passed over in silence. */
static bool check_keys(const struct loading *loading, const struct setting *map, const char *const *known)
{
    if (map->type != SETTING_MAP) {
        return mistake(loading, map->line, "keys and values are expected here, not", map->text);
    }
    for (size_t i = 0; i < map->count; i++) {
        size_t k = 0;
        while (known[k] != NULL && !slice_equal(map->keys[i]->text, slice_of(known[k]))) {
            k++;
        }
        if (known[k] == NULL) {
            return mistake(loading, map->keys[i]->line, "there is no such key here", map->keys[i]->text);
        }
    }
    return true;
}

static bool read_text(const struct loading *loading, const struct setting *setting, struct slice *text)
{
    if (setting == NULL) {
        return true;
    }
    if (setting->type != SETTING_TEXT) {
        return mistake(loading, setting->line, "a text is expected here", slice_of(""));
    }
    *text = setting->text;
    return true;
}

/* A text or a list of texts. */
static bool read_texts(const struct loading *loading, const struct setting *setting, const struct slice **texts,
                       size_t *count)
{
    *count = 0;
    if (setting == NULL) {
        return true;
    }
    size_t items = setting->type == SETTING_TEXT ? 1 : setting->count;
    if (setting->type == SETTING_MAP) {
        return mistake(loading, setting->line, "a text or a list of texts is expected here", slice_of(""));
    }
    struct slice *array = new_array(loading, items, sizeof *array);
    if (array == NULL) {
        return false;
    }
    for (size_t i = 0; i < items; i++) {
        const struct setting *item = setting->type == SETTING_TEXT ? setting : setting->items[i];
        if (!read_text(loading, item, &array[i])) {
            return false;
        }
    }
    *texts = array;
    *count = items;
    return true;
}

static bool read_shapes(const struct loading *loading, const struct setting *setting, struct id_shapes *shapes)
{
    return read_texts(loading, setting, &shapes->items, &shapes->count);
}

static bool read_template(const struct loading *loading, const struct setting *setting, struct template *template)
{
    if (setting->type != SETTING_TEXT) {
        return mistake(loading, setting->line, "a template is expected here", slice_of(""));
    }
    struct error reason;
    if (!template_parse(&loading->profile->arena, setting->text, template, &reason)) {
        return mistake(loading, setting->line, reason.message, slice_of(""));
    }
    return true;
}

/* A template or a list of them. */
static bool read_templates(const struct loading *loading, const struct setting *setting,
                           const struct template **templates, size_t *count)
{
    size_t items = setting->type == SETTING_LIST ? setting->count : 1;
    struct template *array = new_array(loading, items, sizeof *array);
    for (size_t i = 0; array != NULL && i < items; i++) {
        if (!read_template(loading, setting->type == SETTING_LIST ? setting->items[i] : setting, &array[i])) {
            return false;
        }
    }
    *templates = array;
    *count = items;
    return array != NULL;
}

/* true or false, which is the default. */
static bool read_flag(const struct loading *loading, const struct setting *setting, bool *flag)
{
    if (setting == NULL) {
        return true;
    }
    *flag = slice_equal(setting->text, slice_of("true"));
    return *flag || slice_equal(setting->text, slice_of("false")) ||
           mistake(loading, setting->line, "true or false is expected here, not", setting->text);
}

/* ---- documents ---- */

static bool read_documents(const struct loading *loading, const struct setting *map)
{
    struct profile *profile = loading->profile;
    if (map == NULL || map->type != SETTING_MAP || map->count == 0) {
        return mistake(loading, map == NULL ? 1 : map->line, "a profile names its documents under", slice_of("documents"));
    }
    if (map->count > PROFILE_DOCUMENTS) {
        return mistake(loading, map->line, "too many documents; 32 names are allowed", slice_of(""));
    }
    struct profile_document *documents = new_array(loading, map->count, sizeof *documents);
    if (documents == NULL) {
        return false;
    }
    for (size_t i = 0; i < map->count; i++) {
        documents[i].name = map->keys[i]->text;
        if (!read_texts(loading, map->items[i], &documents[i].globs, &documents[i].glob_count)) {
            return false;
        }
    }
    profile->documents = documents;
    profile->document_count = map->count;
    return true;
}

static bool find_document(const struct loading *loading, const struct setting *name, uint32_t *number)
{
    const struct profile *profile = loading->profile;
    for (size_t i = 0; i < profile->document_count; i++) {
        if (name->type == SETTING_TEXT && slice_equal(profile->documents[i].name, name->text)) {
            *number = (uint32_t)i;
            return true;
        }
    }
    return mistake(loading, name->line, "`documents` does not name this document", name->text);
}

/* `in`: a name or a list of names; the bits of them, and their order where `order` is not NULL. */
static bool read_document_names(const struct loading *loading, const struct setting *setting, size_t line,
                                uint32_t *bits, uint32_t *order, size_t *count)
{
    if (setting == NULL) {
        return mistake(loading, line, "say which document is meant with", slice_of("in"));
    }
    size_t items = setting->type == SETTING_TEXT ? 1 : setting->count;
    for (size_t i = 0; i < items; i++) {
        uint32_t number = 0;
        if (!find_document(loading, setting->type == SETTING_TEXT ? setting : setting->items[i], &number)) {
            return false;
        }
        *bits |= (uint32_t)1 << number;
        if (order != NULL && *count < PROFILE_DOCUMENTS) {
            order[(*count)++] = number;
        }
    }
    return true;
}

/* ---- states ---- */

static bool read_word(const struct loading *loading, const struct setting *setting, struct status_word *word)
{
    if (setting->type == SETTING_TEXT) {
        word->word = setting->text;
        return true;
    }
    static const char *const keys[] = {"word", "slot", NULL};
    if (!check_keys(loading, setting, keys)) {
        return false;
    }
    const struct setting *text = setting_get(setting, "word");
    const struct setting *slot = setting_get(setting, "slot");
    if (text == NULL || !read_text(loading, text, &word->word)) {
        return mistake(loading, setting->line, "a status needs its", slice_of("word"));
    }
    return slot == NULL || (slot->type == SETTING_TEXT && slot_parse(slot->text, &word->slot)) ||
           mistake(loading, slot->line, "a slot is heavy, light or none, not", slot->text);
}

static bool read_states(const struct loading *loading, const struct setting *map, struct status_words *words)
{
    if (map == NULL) {
        return true;
    }
    if (map->type != SETTING_MAP) {
        return mistake(loading, map->line, "states and their words are expected here", slice_of(""));
    }
    size_t total = 0;
    for (size_t i = 0; i < map->count; i++) {
        total += map->items[i]->type == SETTING_LIST ? map->items[i]->count : 1;
    }
    struct status_word *array = new_array(loading, total, sizeof *array);
    if (array == NULL) {
        return false;
    }
    for (size_t i = 0; i < map->count; i++) {
        enum state state;
        if (!state_parse(map->keys[i]->text, &state)) {
            return mistake(loading, map->keys[i]->line, "there is no such state", map->keys[i]->text);
        }
        const struct setting *list = map->items[i];
        for (size_t k = 0; k < (list->type == SETTING_LIST ? list->count : 1); k++) {
            struct status_word *word = &array[words->count];
            word->state = state;
            if (!read_word(loading, list->type == SETTING_LIST ? list->items[k] : list, word)) {
                return false;
            }
            words->count++;
        }
    }
    words->items = array;
    return true;
}

/* ---- rules ---- */

static bool append_fields(const struct loading *loading, const struct setting *map, bool section,
                          struct rule_field *fields, size_t *count)
{
    if (map == NULL) {
        return true;
    }
    if (map->type != SETTING_MAP) {
        return mistake(loading, map->line, "names and templates are expected here", slice_of(""));
    }
    for (size_t i = 0; i < map->count; i++) {
        struct rule_field *field = &fields[*count];
        field->pattern = map->keys[i]->text;
        field->section = section;
        if (!read_template(loading, map->items[i], &field->template)) {
            return false;
        }
        (*count)++;
    }
    return true;
}

static size_t count_of(const struct setting *setting)
{
    return setting == NULL ? 0 : setting->count;
}

/* The part of a rule that says where its records stand: `shape` is its map. */
static bool read_shape(const struct loading *loading, const struct setting *shape, struct rule *rule)
{
    static const char *const keys[][6] = {
        [RULE_TABLE] = {"under", "columns", NULL},
        [RULE_LIST] = {"under", "item", "box", "fields", NULL},
        [RULE_SECTION] = {"under", "heading", "fields", "sections", NULL},
        [RULE_FIELDS] = {"under", "fields", NULL},
    };
    if (!check_keys(loading, shape, keys[rule->shape]) ||
        !read_texts(loading, setting_get(shape, "under"), &rule->under, &rule->under_count)) {
        return false;
    }
    const struct setting *columns = setting_get(shape, "columns");
    const struct setting *named = setting_get(shape, "fields");
    const struct setting *sections = setting_get(shape, "sections");
    struct rule_field *fields =
        new_array(loading, count_of(columns) + count_of(named) + count_of(sections), sizeof *fields);
    if (fields == NULL || !append_fields(loading, columns, false, fields, &rule->field_count) ||
        !append_fields(loading, named, false, fields, &rule->field_count) ||
        !append_fields(loading, sections, true, fields, &rule->field_count)) {
        return false;
    }
    rule->fields = fields;
    const struct setting *text = setting_get(shape, rule->shape == RULE_LIST ? "item" : "heading");
    if (text != NULL && !read_templates(loading, text, &rule->texts, &rule->text_count)) {
        return false;
    }
    if (!read_flag(loading, setting_get(shape, "box"), &rule->box)) {
        return false;
    }
    if ((rule->shape == RULE_LIST || rule->shape == RULE_SECTION) && text == NULL) {
        return mistake(loading, shape->line, "say with a template what stands in an",
                       slice_of(rule->shape == RULE_LIST ? "item" : "heading"));
    }
    return true;
}

/* `expand: {task: ["-"]}`: the value that may be a range, and the marks between its ends. */
static bool read_expand(const struct loading *loading, const struct setting *map, struct rule *rule)
{
    if (map == NULL) {
        return true;
    }
    if (map->type != SETTING_MAP || map->count != 1 || !role_parse(map->keys[0]->text, &rule->expand)) {
        return mistake(loading, map->line, "one value and the marks of its ranges are expected here, as in",
                       slice_of("{task: [\"-\"]}"));
    }
    return read_shapes(loading, map->items[0], &rule->expand_marks);
}

static bool read_rule(const struct loading *loading, const struct setting *map, struct rule *rule)
{
    static const char *const keys[] = {"kind",  "in",        "table",  "list",    "section", "fields", "states",
                                       "state", "separator", "mirror", "creates", "repeats", "id",     "expand", NULL};
    static const char *const shapes[] = {
        [RULE_TABLE] = "table", [RULE_LIST] = "list", [RULE_SECTION] = "section", [RULE_FIELDS] = "fields"};
    if (!check_keys(loading, map, keys)) {
        return false;
    }
    rule->line = map->line;
    const struct setting *kind = setting_get(map, "kind");
    if (kind == NULL || kind->type != SETTING_TEXT || !kind_parse(kind->text, &rule->kind)) {
        return mistake(loading, map->line, "a record needs one of the kinds of workboard, not",
                       kind == NULL ? slice_of("nothing") : kind->text);
    }
    const struct setting *shape = NULL;
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        const struct setting *found = setting_get(map, shapes[i]);
        if (found != NULL && shape != NULL) {
            return mistake(loading, found->line, "a record stands in one place; make a second entry for", slice_of(shapes[i]));
        }
        if (found != NULL) {
            shape = found;
            rule->shape = (enum rule_shape)i;
        }
    }
    if (shape == NULL) {
        return mistake(loading, map->line, "say where it stands with one of", slice_of("table, list, section, fields"));
    }
    const struct setting *state = setting_get(map, "state");
    if (state != NULL && (state->type != SETTING_TEXT || !state_parse(state->text, &rule->state))) {
        return mistake(loading, state->line, "there is no such state", state->text);
    }
    const struct setting *identity = setting_get(map, "id");
    return read_flag(loading, setting_get(map, "mirror"), &rule->mirror) &&
           read_flag(loading, setting_get(map, "creates"), &rule->creates) &&
           read_flag(loading, setting_get(map, "repeats"), &rule->repeats) &&
           (identity == NULL || read_template(loading, identity, &rule->identity)) &&
           read_expand(loading, setting_get(map, "expand"), rule) && read_document_names(loading, setting_get(map, "in"), map->line, &rule->documents, NULL, NULL) &&
           read_text(loading, setting_get(map, "separator"), &rule->separator) &&
           read_states(loading, setting_get(map, "states"), &rule->words) && read_shape(loading, shape, rule);
}

static bool read_rules(const struct loading *loading, const struct setting *list)
{
    if (list == NULL || list->type != SETTING_LIST) {
        return mistake(loading, list == NULL ? 1 : list->line, "a profile lists where records stand under",
                       slice_of("records"));
    }
    struct rule *rules = new_array(loading, list->count, sizeof *rules);
    for (size_t i = 0; rules != NULL && i < list->count; i++) {
        if (!read_rule(loading, list->items[i], &rules[i])) {
            return false;
        }
    }
    loading->profile->rules = rules;
    loading->profile->rule_count = list->count;
    return rules != NULL;
}

/* ---- the rest ---- */

static bool read_claims(const struct loading *loading, const struct setting *map)
{
    static const char *const keys[] = {"in", "section", "level", "after", "columns", NULL};
    struct profile *profile = loading->profile;
    if (map == NULL) {
        return true;
    }
    if (!check_keys(loading, map, keys)) {
        return false;
    }
    struct profile_claims *claims = &profile->claims;
    uint32_t *order = new_array(loading, PROFILE_DOCUMENTS, sizeof *order);
    const struct setting *columns = setting_get(map, "columns");
    struct rule_field *fields = new_array(loading, count_of(columns), sizeof *fields);
    if (order == NULL || fields == NULL ||
        !read_document_names(loading, setting_get(map, "in"), map->line, &claims->documents, order,
                             &claims->order_count) ||
        !read_text(loading, setting_get(map, "section"), &claims->section) ||
        !read_text(loading, setting_get(map, "after"), &claims->after) ||
        !append_fields(loading, columns, false, fields, &claims->column_count)) {
        return false;
    }
    claims->order = order;
    claims->columns = fields;
    const struct setting *level = setting_get(map, "level");
    claims->level = 2;
    if (level != NULL) {
        if (level->text.size != 1 || level->text.data[0] < '1' || level->text.data[0] > '6') {
            return mistake(loading, level->line, "the level of a heading is 1 to 6, not", level->text);
        }
        claims->level = (unsigned)(level->text.data[0] - '0');
    }
    profile->has_claims = true;
    return claims->section.size > 0 || mistake(loading, map->line, "claims need the heading of their", slice_of("section"));
}

static bool read_ids(const struct loading *loading, const struct setting *map, struct id_shapes *shapes)
{
    if (map == NULL) {
        return true;
    }
    if (map->type != SETTING_MAP) {
        return mistake(loading, map->line, "kinds and shapes are expected here", slice_of(""));
    }
    for (size_t i = 0; i < map->count; i++) {
        enum kind kind;
        if (!kind_parse(map->keys[i]->text, &kind)) {
            return mistake(loading, map->keys[i]->line, "there is no such kind", map->keys[i]->text);
        }
        if (!read_shapes(loading, map->items[i], &shapes[kind])) {
            return false;
        }
    }
    return true;
}

/* How identifiers are written in texts, where that differs from how they stand in their own place. */
static bool read_references(const struct loading *loading, const struct setting *map)
{
    struct profile *profile = loading->profile;
    memcpy(profile->references, profile->shapes, sizeof profile->references);
    return read_ids(loading, map, profile->references);
}

static bool read_profile(const struct loading *loading, const struct setting *root)
{
    static const char *const keys[] = {"profile", "version",      "title",  "recognise", "documents",
                                       "ids",     "references",   "ranges", "states",    "records", "placeholders",
                                       "stamps",  "orchestrator", "claims", "lane_assignment", NULL};
    static const char *const recognise_keys[] = {"any", "in", NULL};
    struct profile *profile = loading->profile;
    if (!check_keys(loading, root, keys)) {
        return false;
    }
    const struct setting *version = setting_get(root, "version");
    if (version == NULL || !slice_equal(version->text, slice_of("1"))) {
        return mistake(loading, version == NULL ? 1 : version->line, "this program reads profiles of version 1, not",
                       version == NULL ? slice_of("none") : version->text);
    }
    const struct setting *recognise = setting_get(root, "recognise");
    if (recognise != NULL &&
        (!check_keys(loading, recognise, recognise_keys) ||
         !read_texts(loading, setting_get(recognise, "any"), &profile->recognise, &profile->recognise_count) ||
         !read_texts(loading, setting_get(recognise, "in"), &profile->places, &profile->place_count))) {
        return false;
    }
    const struct setting *assignment = setting_get(root, "lane_assignment");
    if (!read_text(loading, setting_get(root, "profile"), &profile->name) || profile->name.size == 0) {
        return mistake(loading, root->line, "a profile needs its name under", slice_of("profile"));
    }
    return read_text(loading, setting_get(root, "title"), &profile->title) &&
           read_text(loading, setting_get(root, "orchestrator"), &profile->orchestrator) &&
           read_documents(loading, setting_get(root, "documents")) && read_ids(loading, setting_get(root, "ids"), profile->shapes) &&
           read_references(loading, setting_get(root, "references")) &&
           read_shapes(loading, setting_get(root, "ranges"), &profile->range_marks) &&
           read_texts(loading, setting_get(root, "placeholders"), &profile->placeholders,
                      &profile->placeholder_count) &&
           read_texts(loading, setting_get(root, "stamps"), &profile->stamps, &profile->stamp_count) &&
           read_states(loading, setting_get(root, "states"), &profile->words) &&
           read_rules(loading, setting_get(root, "records")) && read_claims(loading, setting_get(root, "claims")) &&
           (assignment == NULL || read_template(loading, assignment, &profile->lane_assignment));
}

struct profile *profile_load(const char *file, struct slice text, struct error *error)
{
    struct profile *profile = memory_new(1, sizeof *profile);
    if (profile == NULL) {
        (void)error_no_memory(error);
        return NULL;
    }
    arena_init(&profile->arena);
    profile->file = arena_copy(&profile->arena, slice_of(file));
    const struct loading loading = {.profile = profile, .file = file, .error = error};
    const struct setting *root = settings_read(&profile->arena, file, text, error);
    if (root == NULL || !read_profile(&loading, root)) {
        profile_free(profile);
        return NULL;
    }
    return profile;
}

void profile_free(struct profile *profile)
{
    if (profile != NULL) {
        arena_release(&profile->arena);
        memory_free(profile);
    }
}
