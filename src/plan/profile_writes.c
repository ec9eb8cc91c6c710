/* Reads `writes`: how new entries are written, where that is not what the records say already. */
#include "plan/profile_read.h"

static bool read_number(struct profile_reading *reading, const struct setting *setting, size_t *number)
{
    *number = 0;
    for (size_t i = 0; i < setting->text.size; i++) {
        char byte = setting->text.data[i];
        if (byte < '0' || byte > '9' || i > 4) {
            return profile_mistake(reading, setting->line, "a number of characters is expected here, not",
                                   setting->text);
        }
        *number = *number * 10 + (size_t)(byte - '0');
    }
    return *number > 0 ||
           profile_mistake(reading, setting->line, "a number of characters is expected here, not", setting->text);
}

/* `cut: {title: 40}`: how many characters of a value are written at most. */
static bool read_cuts(struct profile_reading *reading, const struct setting *map, struct profile_writes *writes)
{
    if (map == NULL) {
        return true;
    }
    if (map->type != SETTING_MAP) {
        return profile_mistake(reading, map->line, "values and numbers of characters are expected here", slice_of(""));
    }
    struct rule_cut *cuts = profile_room(reading, map->count, sizeof *cuts);
    for (size_t i = 0; cuts != NULL && i < map->count; i++) {
        if (!role_parse(map->keys[i]->text, &cuts[i].role)) {
            return profile_mistake(reading, map->keys[i]->line, "there is no such value", map->keys[i]->text);
        }
        if (!read_number(reading, map->items[i], &cuts[i].length)) {
            return false;
        }
        writes->cut_count++;
    }
    writes->cuts = cuts;
    return cuts != NULL;
}

static bool read_finished(struct profile_reading *reading, const struct setting *map, struct profile_writes *writes)
{
    static const char *const keys[] = {"path", "fields", NULL};
    const struct setting *named = setting_get(map, "fields");
    if (map == NULL) {
        return true;
    }
    struct rule_field *fields = profile_room(reading, named == NULL ? 0 : named->count, sizeof *fields);
    writes->finished = fields;
    return fields != NULL && profile_read_keys(reading, map, keys) &&
           profile_read_text(reading, setting_get(map, "path"), &writes->finished_path) &&
           profile_read_fields(reading, named, false, fields, &writes->finished_count);
}

/* `done: {date: "{date}"}`: values that are written with a verb. */
static bool read_values(struct profile_reading *reading, const struct setting *map, struct written_values *values)
{
    if (map == NULL) {
        return true;
    }
    if (map->type != SETTING_MAP) {
        return profile_mistake(reading, map->line, "values and templates are expected here, as in",
                               slice_of("{date: \"{date}\"}"));
    }
    struct rule_field *fields = profile_room(reading, map->count, sizeof *fields);
    values->items = fields;
    for (size_t i = 0; fields != NULL && i < map->count; i++) {
        enum role role;
        if (!role_parse(map->keys[i]->text, &role) &&
            !profile_mistake(reading, map->keys[i]->line, "there is no such value", map->keys[i]->text)) {
            return false;
        }
    }
    return fields != NULL && profile_read_fields(reading, map, false, fields, &values->count);
}

/* What is written with each of the verbs. */
static bool read_verbs(struct profile_reading *reading, const struct setting *map, struct profile_writes *writes)
{
    static const char *const names[] = {
        [WRITTEN_CLAIM] = "claim", [WRITTEN_RELEASE] = "release", [WRITTEN_DONE] = "done",
        [WRITTEN_BLOCK] = "block", [WRITTEN_RESOLVE] = "resolve", [WRITTEN_MOVE] = "move"};
    for (size_t i = 0; i < WRITTEN_COUNT; i++) {
        if (!read_values(reading, setting_get(map, names[i]), &writes->values[i])) {
            return false;
        }
    }
    return true;
}

/* `log: {under: Progress, item: "{date} {id}"}`: the line that is added when a task is done. */
static bool read_log(struct profile_reading *reading, const struct setting *map, struct profile_writes *writes)
{
    static const char *const keys[] = {"under", "item", NULL};
    if (map == NULL) {
        return true;
    }
    const struct setting *item = setting_get(map, "item");
    return profile_read_keys(reading, map, keys) &&
           profile_read_texts(reading, setting_get(map, "under"), &writes->log_under, &writes->log_under_count) &&
           (item != NULL ? profile_read_template(reading, item, &writes->log)
                         : profile_mistake(reading, map->line, "a log needs the template of its", slice_of("item")));
}

static bool read_entry(struct profile_reading *reading, const struct setting *map, struct profile_writes *writes)
{
    static const char *const keys[] = {"kind", "in", "empty", "cut", "seconds", "finished", "claim", "release", "done",
                                       "block", "resolve", "move", "add", "advance", "log", NULL};
    bool known = false;
    const struct setting *kind = setting_get(map, "kind");
    const struct setting *advance = setting_get(map, "advance");
    const struct setting *add = setting_get(map, "add");
    if (map->type != SETTING_MAP || kind == NULL) {
        return profile_read_keys(reading, map, keys) &&
               profile_mistake(reading, map->line, "say which records are meant with", slice_of("kind"));
    }
    return profile_read_keys(reading, map, keys) && profile_read_kind(reading, kind, &writes->kind, &known) &&
           profile_read_places(reading, setting_get(map, "in"), map->line, &writes->documents, NULL, NULL) &&
           profile_read_text(reading, setting_get(map, "empty"), &writes->empty) &&
           profile_read_flag(reading, setting_get(map, "seconds"), &writes->seconds) &&
           read_cuts(reading, setting_get(map, "cut"), writes) &&
           read_finished(reading, setting_get(map, "finished"), writes) &&
           read_verbs(reading, map, writes) &&
           (add == NULL || profile_read_template(reading, add, &writes->add)) &&
           (advance == NULL || profile_read_template(reading, advance, &writes->advance)) &&
           read_log(reading, setting_get(map, "log"), writes);
}

bool profile_read_writes(struct profile_reading *reading, const struct setting *list)
{
    if (list == NULL) {
        return true;
    }
    if (list->type != SETTING_LIST) {
        return profile_mistake(reading, list->line, "a list is expected under", slice_of("writes"));
    }
    struct profile_writes *writes = profile_room(reading, list->count, sizeof *writes);
    for (size_t i = 0; writes != NULL && i < list->count; i++) {
        if (!read_entry(reading, list->items[i], &writes[i])) {
            return false;
        }
        reading->profile->writes_count++;
    }
    reading->profile->writes = writes;
    return writes != NULL;
}

const struct profile_writes *profile_writes_of(const struct profile *profile, const struct rule *rule)
{
    for (size_t i = 0; i < profile->writes_count; i++) {
        if (profile->writes[i].kind == rule->kind && (profile->writes[i].documents & rule->documents) != 0) {
            return &profile->writes[i];
        }
    }
    return NULL;
}
