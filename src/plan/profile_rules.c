/* Reading the rules of a profile: where records stand, and which words say their states. */
#include "plan/profile_read.h"

/* ---- states ---- */

static bool read_slot(struct profile_reading *reading, const struct setting *setting, enum slot *slot)
{
    return setting == NULL || (setting->type == SETTING_TEXT && slot_parse(setting->text, slot)) ||
           profile_mistake(reading, setting->line, "a slot is heavy, light or none, not", setting->text);
}

static bool read_word(struct profile_reading *reading, const struct setting *setting, struct status_word *word)
{
    static const char *const keys[] = {"word", "slot", NULL};
    if (setting->type == SETTING_TEXT) {
        word->word = setting->text;
        return true;
    }
    if (setting->type != SETTING_MAP) {
        return profile_mistake(reading, setting->line, "a word is expected here, or {word: ..., slot: ...}", slice_of(""));
    }
    const struct setting *text = setting_get(setting, "word");
    return profile_read_keys(reading, setting, keys) &&
           (text != NULL || profile_mistake(reading, setting->line, "a status needs its", slice_of("word"))) &&
           profile_read_text(reading, text, &word->word) && read_slot(reading, setting_get(setting, "slot"), &word->slot);
}

/* The words of one state: a word or a list of them. */
static bool read_words(struct profile_reading *reading, const struct setting *list, enum state state,
                       struct status_word *array, size_t *count)
{
    size_t items = list->type == SETTING_LIST ? list->count : 1;
    for (size_t i = 0; i < items; i++) {
        struct status_word *word = &array[(*count)++];
        word->state = state;
        if (!read_word(reading, list->type == SETTING_LIST ? list->items[i] : list, word)) {
            return false;
        }
    }
    return true;
}

bool profile_read_states(struct profile_reading *reading, const struct setting *map, struct status_words *words)
{
    if (map == NULL) {
        return true;
    }
    if (map->type != SETTING_MAP) {
        return profile_mistake(reading, map->line, "states and their words are expected here", map->text);
    }
    size_t total = 0;
    for (size_t i = 0; i < map->count; i++) {
        total += map->items[i]->type == SETTING_LIST ? map->items[i]->count : 1;
    }
    struct status_word *array = profile_room(reading, total, sizeof *array);
    words->items = array;
    for (size_t i = 0; array != NULL && i < map->count; i++) {
        enum state state;
        bool known = false;
        if (!profile_read_state(reading, map->keys[i], &state, &known) ||
            (known && !read_words(reading, map->items[i], state, array, &words->count))) {
            return false;
        }
    }
    return array != NULL;
}

/* ---- where a rule's records stand ---- */

static const char *const shape_names[] = {
    [RULE_TABLE] = "table",
    [RULE_LIST] = "list",
    [RULE_SECTION] = "section",
    [RULE_FIELDS] = "fields",
    [RULE_NODES] = "nodes",
    [RULE_TREE] = "tree",
};

static size_t count_of(const struct setting *setting)
{
    return setting == NULL ? 0 : setting->count;
}

/* What an item, a heading or a line says. */
static bool read_rule_texts(struct profile_reading *reading, const struct setting *shape, struct rule *rule)
{
    if (rule->shape != RULE_LIST && rule->shape != RULE_SECTION && rule->shape != RULE_TREE) {
        return true;
    }
    const char *key = rule->shape == RULE_LIST ? "item" : rule->shape == RULE_TREE ? "line" : "heading";
    const struct setting *text = setting_get(shape, key);
    return text != NULL
               ? profile_read_templates(reading, text, &rule->texts, &rule->text_count)
               : profile_mistake(reading, shape->line, "say with a template what stands in an", slice_of(key));
}

static bool read_role(struct profile_reading *reading, const struct setting *setting, enum role *role)
{
    return setting == NULL || (setting->type == SETTING_TEXT && role_parse(setting->text, role)) ||
           profile_mistake(reading, setting->line, "one of workboard's values is expected here, not", setting->text);
}

/* `quotes: false`: lists in quotes are examples. */
static bool read_quotes(struct profile_reading *reading, const struct setting *setting, struct rule *rule)
{
    bool quotes = true;
    bool read = profile_read_flag(reading, setting, &quotes);
    rule->unquoted = !quotes;
    return read;
}

/* Values in a heading above. What a record is called stands with the record itself. */
static bool read_above(struct profile_reading *reading, const struct setting *setting, struct rule *rule)
{
    if (setting == NULL) {
        return true;
    }
    if (!profile_read_templates(reading, setting, &rule->above, &rule->above_count)) {
        return false;
    }
    for (size_t i = 0; i < rule->above_count; i++) {
        if ((template_has(&rule->above[i], ROLE_ID) || template_has(&rule->above[i], ROLE_TITLE)) &&
            !profile_mistake(reading, setting->line, "a heading above gives values to many records, and none its name; drop {id} and "
                             "{title} from", rule->above[i].text)) {
            return false;
        }
    }
    return true;
}

/* The part of a rule that says where its records stand: `shape` is its map. */
static bool read_shape(struct profile_reading *reading, const struct setting *shape, struct rule *rule)
{
    static const char *const keys[][7] = {
        [RULE_TABLE] = {"under", "above", "columns", NULL},
        [RULE_LIST] = {"under", "above", "item", "box", "quotes", "fields", NULL},
        [RULE_SECTION] = {"under", "above", "heading", "fields", "sections", NULL},
        [RULE_TREE] = {"under", "above", "line", "parent", NULL},
        [RULE_FIELDS] = {"under", "fields", NULL},
        [RULE_NODES] = {"path", "fields", NULL},
    };
    const struct setting *columns = setting_get(shape, "columns");
    const struct setting *named = setting_get(shape, "fields");
    const struct setting *sections = setting_get(shape, "sections");
    if (!profile_read_keys(reading, shape, keys[rule->shape])) {
        return false;
    }
    if (shape->type != SETTING_MAP) {
        return true;
    }
    struct rule_field *fields =
        profile_room(reading, count_of(columns) + count_of(named) + count_of(sections), sizeof *fields);
    rule->fields = fields;
    return fields != NULL && profile_read_texts(reading, setting_get(shape, "under"), &rule->under, &rule->under_count) &&
           profile_read_fields(reading, columns, false, fields, &rule->field_count) &&
           profile_read_fields(reading, named, false, fields, &rule->field_count) &&
           profile_read_fields(reading, sections, true, fields, &rule->field_count) &&
           profile_read_text(reading, setting_get(shape, "path"), &rule->path) && read_rule_texts(reading, shape, rule) &&
           read_above(reading, setting_get(shape, "above"), rule) &&
           read_role(reading, setting_get(shape, "parent"), &rule->parent) &&
           profile_read_flag(reading, setting_get(shape, "box"), &rule->box) &&
           read_quotes(reading, setting_get(shape, "quotes"), rule);
}

/* The one place that the rule names, and its shape. */
static bool find_shape(struct profile_reading *reading, const struct setting *map, struct rule *rule,
                       const struct setting **shape)
{
    for (size_t i = 0; i < sizeof shape_names / sizeof shape_names[0]; i++) {
        const struct setting *found = setting_get(map, shape_names[i]);
        if (found == NULL) {
            continue;
        }
        if (*shape != NULL) {
            return profile_mistake(reading, found->line, "a record stands in one place; make a second entry for",
                                   slice_of(shape_names[i]));
        }
        *shape = found;
        rule->shape = (enum rule_shape)i;
    }
    return *shape != NULL ||
           profile_mistake(reading, map->line, "say where it stands with one of", slice_of("table, list, section, fields, nodes, tree"));
}

/* ---- rules ---- */

/* `expand: {task: ["-"]}`: the value that may be a range, and the marks between its ends. */
static bool read_expand(struct profile_reading *reading, const struct setting *map, struct rule *rule)
{
    if (map == NULL) {
        return true;
    }
    if (map->type != SETTING_MAP || map->count != 1 || !role_parse(map->keys[0]->text, &rule->expand)) {
        return profile_mistake(reading, map->line, "one value and the marks of its ranges are expected here, as in",
                               slice_of("{task: [\"-\"]}"));
    }
    return profile_read_shapes(reading, map->items[0], &rule->expand_marks);
}

/* `written: {done: "DONE ({date})"}`: how a status is written, where that is more than its word. */
static bool read_written(struct profile_reading *reading, const struct setting *map, struct rule *rule)
{
    if (map == NULL) {
        return true;
    }
    if (map->type != SETTING_MAP) {
        return profile_mistake(reading, map->line, "states and templates are expected here", map->text);
    }
    struct rule_written *written = profile_room(reading, map->count, sizeof *written);
    rule->written = written;
    for (size_t i = 0; written != NULL && i < map->count; i++) {
        bool known = false;
        if (!profile_read_state(reading, map->keys[i], &written[i].state, &known) ||
            !profile_read_template(reading, map->items[i], &written[i].template)) {
            return false;
        }
        rule->written_count++;
    }
    return written != NULL;
}

/* What a rule says of its records beside where they stand. */
static bool read_nature(struct profile_reading *reading, const struct setting *map, struct rule *rule)
{
    const struct setting *kind = setting_get(map, "kind");
    const struct setting *state = setting_get(map, "state");
    const struct setting *identity = setting_get(map, "id");
    bool known = false;
    return (kind != NULL ? profile_read_kind(reading, kind, &rule->kind, &known)
                         : profile_mistake(reading, map->line, "say what it is, one of the kinds of workboard, with",
                                           slice_of("kind"))) &&
           (state == NULL || profile_read_state(reading, state, &rule->state, &known)) &&
           (identity == NULL || profile_read_template(reading, identity, &rule->identity)) &&
           profile_read_flag(reading, setting_get(map, "mirror"), &rule->mirror) &&
           profile_read_flag(reading, setting_get(map, "creates"), &rule->creates) &&
           profile_read_flag(reading, setting_get(map, "repeats"), &rule->repeats) &&
           profile_read_text(reading, setting_get(map, "separator"), &rule->separator) &&
           read_expand(reading, setting_get(map, "expand"), rule) && read_role(reading, setting_get(map, "needs"), &rule->needs) &&
           profile_read_states(reading, setting_get(map, "states"), &rule->words) &&
           read_written(reading, setting_get(map, "written"), rule);
}

static bool read_rule(struct profile_reading *reading, const struct setting *map, struct rule *rule)
{
    static const char *const keys[] = {"kind",   "in",    "table",     "list",   "section", "fields",  "nodes", "tree",
                                       "states", "state", "separator", "mirror", "creates", "repeats", "id",
                                       "expand", "needs", "written", NULL};
    const struct setting *shape = NULL;
    rule->line = map->line;
    if (map->type != SETTING_MAP) {
        return profile_read_keys(reading, map, keys);
    }
    return profile_read_keys(reading, map, keys) && read_nature(reading, map, rule) &&
           profile_read_places(reading, setting_get(map, "in"), map->line, &rule->documents, NULL, NULL) &&
           find_shape(reading, map, rule, &shape) && (shape == NULL || read_shape(reading, shape, rule));
}

bool profile_read_rules(struct profile_reading *reading, const struct setting *list)
{
    if (list == NULL || list->type != SETTING_LIST) {
        return profile_mistake(reading, list == NULL ? 1 : list->line, "a profile lists where records stand under",
                               slice_of("records"));
    }
    struct rule *rules = profile_room(reading, list->count, sizeof *rules);
    reading->broken = profile_room(reading, list->count, sizeof *reading->broken);
    if (rules == NULL || reading->broken == NULL) {
        return false;
    }
    reading->profile->rules = rules;
    reading->profile->rule_count = list->count;
    for (size_t i = 0; i < list->count; i++) {
        size_t before = reading->mistakes;
        if (!read_rule(reading, list->items[i], &rules[i])) {
            return false;
        }
        reading->broken[i] = reading->mistakes > before;
    }
    return true;
}
