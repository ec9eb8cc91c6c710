/* Reads a profile from YAML. Every mistake is named with file and line, unknown keys too. */
#include "plan/profile_read.h"

#include "base/memory.h"

/* ---- documents ---- */

static bool read_documents(struct profile_reading *reading, const struct setting *map)
{
    struct profile *profile = reading->profile;
    if (map == NULL || map->type != SETTING_MAP || map->count == 0) {
        return profile_mistake(reading, map == NULL ? 1 : map->line, "a profile names its documents under",
                               slice_of("documents"));
    }
    if (map->count > PROFILE_DOCUMENTS) {
        return profile_mistake(reading, map->line, "too many documents; 32 names are allowed", slice_of(""));
    }
    struct profile_document *documents = profile_room(reading, map->count, sizeof *documents);
    profile->documents = documents;
    profile->document_count = documents == NULL ? 0 : map->count;
    for (size_t i = 0; i < profile->document_count; i++) {
        documents[i].name = map->keys[i]->text;
        if (!profile_read_texts(reading, map->items[i], &documents[i].globs, &documents[i].glob_count)) {
            return false;
        }
    }
    return documents != NULL;
}

static bool read_recognise(struct profile_reading *reading, const struct setting *map)
{
    static const char *const keys[] = {"any", "in", NULL};
    struct profile *profile = reading->profile;
    return map == NULL ||
           (profile_read_keys(reading, map, keys) &&
            profile_read_texts(reading, setting_get(map, "any"), &profile->recognise, &profile->recognise_count) &&
            profile_read_texts(reading, setting_get(map, "in"), &profile->places, &profile->place_count));
}

/* ---- identifiers ---- */

static bool read_ids(struct profile_reading *reading, const struct setting *map, struct id_shapes *shapes)
{
    if (map == NULL) {
        return true;
    }
    if (map->type != SETTING_MAP) {
        return profile_mistake(reading, map->line, "kinds and shapes are expected here", map->text);
    }
    for (size_t i = 0; i < map->count; i++) {
        enum kind kind;
        bool known = false;
        if (!profile_read_kind(reading, map->keys[i], &kind, &known) ||
            (known && !profile_read_shapes(reading, map->items[i], &shapes[kind]))) {
            return false;
        }
    }
    return true;
}

/* How identifiers are written in texts, where that differs from how they stand in their own place. */
static bool read_references(struct profile_reading *reading, const struct setting *map)
{
    struct profile *profile = reading->profile;
    memcpy(profile->references, profile->shapes, sizeof profile->references);
    return read_ids(reading, map, profile->references);
}

/* ---- policies ---- */

/* Classes of reasons, in order. */
static bool read_policies(struct profile_reading *reading, const struct setting *map)
{
    struct profile *profile = reading->profile;
    if (map == NULL) {
        return true;
    }
    if (map->type != SETTING_MAP) {
        return profile_mistake(reading, map->line, "names and codes of reasons are expected here", map->text);
    }
    struct profile_policy *policies = profile_room(reading, map->count, sizeof *policies);
    profile->policies = policies;
    for (size_t i = 0; policies != NULL && i < map->count; i++) {
        policies[i].name = map->keys[i]->text;
        if (!profile_read_texts(reading, map->items[i], &policies[i].reasons, &policies[i].reason_count)) {
            return false;
        }
        profile->policy_count++;
    }
    return policies != NULL;
}

/* ---- claims ---- */

static bool read_level(struct profile_reading *reading, const struct setting *setting, unsigned *level)
{
    *level = 2;
    if (setting == NULL) {
        return true;
    }
    if (setting->text.size != 1 || setting->text.data[0] < '1' || setting->text.data[0] > '6') {
        return profile_mistake(reading, setting->line, "the level of a heading is 1 to 6, not", setting->text);
    }
    *level = (unsigned)(setting->text.data[0] - '0');
    return true;
}

static bool read_claims(struct profile_reading *reading, const struct setting *map)
{
    static const char *const keys[] = {"in", "own", "section", "level", "after", "columns", NULL};
    struct profile_claims *claims = &reading->profile->claims;
    if (map == NULL) {
        return true;
    }
    if (map->type != SETTING_MAP) {
        return profile_read_keys(reading, map, keys);
    }
    const struct setting *columns = setting_get(map, "columns");
    uint32_t *order = profile_room(reading, PROFILE_DOCUMENTS, sizeof *order);
    struct rule_field *fields = profile_room(reading, columns == NULL ? 0 : columns->count, sizeof *fields);
    claims->order = order;
    claims->columns = fields;
    reading->profile->has_claims = true;
    return order != NULL && fields != NULL && profile_read_keys(reading, map, keys) &&
           profile_read_places(reading, setting_get(map, "in"), map->line, &claims->documents, order,
                               &claims->order_count) &&
           profile_read_flag(reading, setting_get(map, "own"), &claims->own) &&
           profile_read_text(reading, setting_get(map, "section"), &claims->section) &&
           profile_read_text(reading, setting_get(map, "after"), &claims->after) &&
           read_level(reading, setting_get(map, "level"), &claims->level) &&
           profile_read_fields(reading, columns, false, fields, &claims->column_count) &&
           (claims->section.size > 0 ||
            profile_mistake(reading, map->line, "claims need the heading of their", slice_of("section")));
}

static bool read_stale(struct profile_reading *reading, const struct setting *setting)
{
    reading->profile->has_stale_hours = setting != NULL;
    return setting == NULL || setting_hours(setting, &reading->profile->stale_hours) ||
           profile_mistake(reading, setting->line, "stale_after is a number of hours or days (4h, 2d), not", setting->text);
}

/* ---- all of it ---- */

static bool read_version(struct profile_reading *reading, const struct setting *version)
{
    return (version != NULL && slice_equal(version->text, slice_of("1"))) ||
           profile_mistake(reading, version == NULL ? 1 : version->line, "this program reads profiles of version 1, not",
                           version == NULL ? slice_of("none") : version->text);
}

static bool read_profile(struct profile_reading *reading, const struct setting *root)
{
    static const char *const keys[] = {
        "profile",      "version", "title",  "recognise",       "documents", "generated", "policies",
        "ids",          "references", "ranges", "states",       "records",   "placeholders", "stamps",
        "orchestrator", "stale_after", "claims", "writes",      "lane_assignment", "evidence", "handoff",
        "fallback",     "priorities", "counts", "trackers",     NULL};
    struct profile *profile = reading->profile;
    const struct setting *name = setting_get(root, "profile");
    const struct setting *assignment = setting_get(root, "lane_assignment");
    if (!profile_read_keys(reading, root, keys)) {
        return false;
    }
    if (root->type != SETTING_MAP) {
        return true;
    }
    return read_version(reading, setting_get(root, "version")) &&
           (name != NULL && name->type == SETTING_TEXT && name->text.size > 0
                ? profile_read_text(reading, name, &profile->name)
                : profile_mistake(reading, name == NULL ? root->line : name->line, "a profile needs its name under",
                                  slice_of("profile"))) &&
           profile_read_text(reading, setting_get(root, "title"), &profile->title) &&
           profile_read_flag(reading, setting_get(root, "fallback"), &profile->fallback) &&
           profile_read_text(reading, setting_get(root, "orchestrator"), &profile->orchestrator) &&
           read_stale(reading, setting_get(root, "stale_after")) &&
           read_recognise(reading, setting_get(root, "recognise")) &&
           read_documents(reading, setting_get(root, "documents")) &&
           read_ids(reading, setting_get(root, "ids"), profile->shapes) &&
           read_references(reading, setting_get(root, "references")) &&
           profile_read_shapes(reading, setting_get(root, "ranges"), &profile->range_marks) &&
           profile_read_texts(reading, setting_get(root, "placeholders"), &profile->placeholders,
                              &profile->placeholder_count) &&
           profile_read_texts(reading, setting_get(root, "priorities"), &profile->priorities,
                              &profile->priority_count) &&
           profile_read_texts(reading, setting_get(root, "stamps"), &profile->stamps, &profile->stamp_count) &&
           (setting_get(root, "counts") == NULL ||
            profile_read_templates(reading, setting_get(root, "counts"), &profile->counted, &profile->counted_count)) &&
           profile_read_texts(reading, setting_get(root, "generated"), &profile->generated, &profile->generated_count) &&
           profile_read_states(reading, setting_get(root, "states"), &profile->words) &&
           read_policies(reading, setting_get(root, "policies")) &&
           profile_read_rules(reading, setting_get(root, "records")) &&
           profile_read_trackers(reading, setting_get(root, "trackers")) &&
           profile_read_writes(reading, setting_get(root, "writes")) &&
           read_claims(reading, setting_get(root, "claims")) &&
           profile_read_evidence(reading, setting_get(root, "evidence")) &&
           profile_read_handoff(reading, setting_get(root, "handoff")) &&
           (assignment == NULL || profile_read_template(reading, assignment, &profile->lane_assignment));
}

/* Reads the text, or the settings where they are at hand. */
static struct profile *read_settings(struct profile_reading *reading, struct slice text, const struct setting *root)
{
    struct profile *profile = memory_new(1, sizeof *profile);
    if (profile == NULL) {
        (void)error_no_memory(reading->error);
        return NULL;
    }
    arena_init(&profile->arena);
    reading->profile = profile;
    profile->file = arena_copy(&profile->arena, slice_of(reading->file));
    reading->root = root != NULL ? root : settings_read(&profile->arena, reading->file, text, reading->error);
    if (reading->root == NULL || !read_profile(reading, reading->root)) {
        profile_free(profile);
        return NULL;
    }
    return profile;
}

struct profile *profile_read(struct profile_reading *reading, struct slice text)
{
    return read_settings(reading, text, NULL);
}

static struct profile *load(const char *file, struct slice text, const struct setting *root, struct error *error)
{
    struct profile_reading reading = {.file = file, .error = error};
    struct profile *profile = read_settings(&reading, text, root);
    if (profile != NULL && reading.mistakes > 0) {
        profile_free(profile);
        return NULL;
    }
    return profile;
}

struct profile *profile_load(const char *file, struct slice text, struct error *error)
{
    return load(file, text, NULL, error);
}

struct profile *profile_load_builtin(size_t number, struct error *error)
{
    const struct profile_builtin *builtin = &profile_builtins[number];
    return load(builtin->name, slice_of(builtin->text), profile_trees[number], error);
}

void profile_free(struct profile *profile)
{
    if (profile != NULL) {
        arena_release(&profile->arena);
        memory_free(profile);
    }
}
