/* The values of which a profile is made: texts, templates, names; and how mistakes in them are told. */
#include "plan/profile_read.h"

/* ---- mistakes ---- */

bool profile_tell(struct profile_findings *findings, enum profile_weight weight, size_t line, struct slice text)
{
    if (text.data == NULL ||
        !arena_grow(&findings->arena, &findings->items, &findings->capacity, findings->count + 1, sizeof *findings->items)) {
        return false;
    }
    findings->items[findings->count++] = (struct profile_finding){.weight = weight, .line = line, .text = text};
    return true;
}

/* The first mistake is what profile_load says; the others only where somebody asks for all of them. */
static bool tell_mistake(struct profile_reading *reading, size_t line, struct slice text)
{
    if (text.data == NULL) {
        return error_no_memory(reading->error);
    }
    if (reading->mistakes++ == 0) {
        (void)error_set_at(reading->error, ERROR_USAGE, reading->file, line, "%.*s", SLICE_PRINT(text));
    }
    return reading->findings == NULL ||
           profile_tell(reading->findings, PROFILE_ERROR, line, arena_copy(&reading->findings->arena, text)) ||
           error_no_memory(reading->error);
}

bool profile_mistake(struct profile_reading *reading, size_t line, const char *what, struct slice word)
{
    struct arena *arena = &reading->profile->arena;
    return tell_mistake(reading, line,
                        word.size == 0 ? arena_copy(arena, slice_of(what))
                                       : arena_format(arena, "%s: %.*s", what, SLICE_PRINT(word)));
}

bool profile_mistake_near(struct profile_reading *reading, size_t line, const char *what, const struct suggest *suggest)
{
    if (suggest->best == NULL) {
        return profile_mistake(reading, line, what, suggest->typed);
    }
    return tell_mistake(reading, line,
                        arena_format(&reading->profile->arena, "%s: %.*s; did you mean %s?", what,
                                     SLICE_PRINT(suggest->typed), suggest->best));
}

void *profile_room(struct profile_reading *reading, size_t count, size_t size)
{
    void *array = arena_new(&reading->profile->arena, count, size);
    if (array == NULL) {
        (void)error_no_memory(reading->error);
    }
    return array;
}

/* ---- keys ---- */

static bool check_key(struct profile_reading *reading, const struct setting *key, const char *const *known)
{
    struct suggest suggest;
    for (size_t k = 0; known[k] != NULL; k++) {
        if (slice_equal(key->text, slice_of(known[k]))) {
            return true;
        }
    }
    suggest_init(&suggest, key->text);
    for (size_t k = 0; known[k] != NULL; k++) {
        suggest_offer(&suggest, known[k]);
    }
    return profile_mistake_near(reading, key->line, "there is no such key here", &suggest);
}

bool profile_read_keys(struct profile_reading *reading, const struct setting *map, const char *const *known)
{
    if (map->type != SETTING_MAP) {
        return profile_mistake(reading, map->line, "keys and values are expected here", map->text);
    }
    for (size_t i = 0; i < map->count; i++) {
        if (!check_key(reading, map->keys[i], known)) {
            return false;
        }
    }
    return true;
}

/* ---- texts ---- */

bool profile_read_text(struct profile_reading *reading, const struct setting *setting, struct slice *text)
{
    if (setting == NULL) {
        return true;
    }
    if (setting->type != SETTING_TEXT) {
        return profile_mistake(reading, setting->line, "a text is expected here", slice_of(""));
    }
    *text = setting->text;
    return true;
}

bool profile_read_texts(struct profile_reading *reading, const struct setting *setting, const struct slice **texts,
                        size_t *count)
{
    *count = 0;
    if (setting == NULL) {
        return true;
    }
    if (setting->type == SETTING_MAP) {
        return profile_mistake(reading, setting->line, "a text or a list of texts is expected here", slice_of(""));
    }
    size_t items = setting->type == SETTING_TEXT ? 1 : setting->count;
    struct slice *array = profile_room(reading, items, sizeof *array);
    for (size_t i = 0; array != NULL && i < items; i++) {
        if (!profile_read_text(reading, setting->type == SETTING_TEXT ? setting : setting->items[i], &array[i])) {
            return false;
        }
    }
    *texts = array;
    *count = array == NULL ? 0 : items;
    return array != NULL;
}

bool profile_read_shapes(struct profile_reading *reading, const struct setting *setting, struct id_shapes *shapes)
{
    return profile_read_texts(reading, setting, &shapes->items, &shapes->count);
}

bool profile_read_flag(struct profile_reading *reading, const struct setting *setting, bool *flag)
{
    if (setting == NULL) {
        return true;
    }
    *flag = slice_equal(setting->text, slice_of("true"));
    return *flag || slice_equal(setting->text, slice_of("false")) ||
           profile_mistake(reading, setting->line, "true or false is expected here, not", setting->text);
}

/* ---- templates ---- */

bool profile_read_template(struct profile_reading *reading, const struct setting *setting, struct template *template)
{
    if (setting->type != SETTING_TEXT) {
        return profile_mistake(reading, setting->line, "a template is expected here", slice_of(""));
    }
    struct error reason;
    if (template_parse(&reading->profile->arena, setting->text, template, &reason)) {
        return true;
    }
    *template = (struct template){.text = setting->text};
    return reason.code == ERROR_USAGE ? profile_mistake(reading, setting->line, reason.message, slice_of(""))
                                      : error_no_memory(reading->error);
}

bool profile_read_templates(struct profile_reading *reading, const struct setting *setting,
                            const struct template **templates, size_t *count)
{
    size_t items = setting->type == SETTING_LIST ? setting->count : 1;
    struct template *array = profile_room(reading, items, sizeof *array);
    for (size_t i = 0; array != NULL && i < items; i++) {
        if (!profile_read_template(reading, setting->type == SETTING_LIST ? setting->items[i] : setting, &array[i])) {
            return false;
        }
    }
    *templates = array;
    *count = array == NULL ? 0 : items;
    return array != NULL;
}

bool profile_read_fields(struct profile_reading *reading, const struct setting *map, bool section,
                         struct rule_field *fields, size_t *count)
{
    if (map == NULL) {
        return true;
    }
    if (map->type != SETTING_MAP) {
        return profile_mistake(reading, map->line, "names and templates are expected here", map->text);
    }
    for (size_t i = 0; i < map->count; i++) {
        struct rule_field *field = &fields[(*count)++];
        field->pattern = map->keys[i]->text;
        field->section = section;
        if (!profile_read_template(reading, map->items[i], &field->template)) {
            return false;
        }
    }
    return true;
}

/* ---- names ---- */

bool profile_read_state(struct profile_reading *reading, const struct setting *setting, enum state *state, bool *known)
{
    struct suggest suggest;
    *known = setting->type == SETTING_TEXT && state_parse(setting->text, state);
    suggest_init(&suggest, setting->text);
    for (size_t i = STATE_TODO; !*known && i < STATE_COUNT; i++) {
        suggest_offer(&suggest, state_name((enum state)i));
    }
    return *known || profile_mistake_near(reading, setting->line, "there is no such state", &suggest);
}

bool profile_read_kind(struct profile_reading *reading, const struct setting *setting, enum kind *kind, bool *known)
{
    struct suggest suggest;
    *known = setting->type == SETTING_TEXT && kind_parse(setting->text, kind);
    suggest_init(&suggest, setting->text);
    for (size_t i = 0; !*known && i < KIND_COUNT; i++) {
        suggest_offer(&suggest, kind_name((enum kind)i));
    }
    return *known || profile_mistake_near(reading, setting->line, "there is no such kind", &suggest);
}

static bool read_place(struct profile_reading *reading, const struct setting *setting, uint32_t *bits, uint32_t *order,
                       size_t *count)
{
    const struct profile *profile = reading->profile;
    struct suggest suggest;
    for (size_t i = 0; i < profile->document_count; i++) {
        if (setting->type == SETTING_TEXT && slice_equal(profile->documents[i].name, setting->text)) {
            *bits |= (uint32_t)1 << i;
            if (order != NULL && *count < PROFILE_DOCUMENTS) {
                order[(*count)++] = (uint32_t)i;
            }
            return true;
        }
    }
    suggest_init(&suggest, setting->text);
    for (size_t i = 0; i < profile->document_count; i++) {
        suggest_offer(&suggest, profile->documents[i].name.data);
    }
    return profile_mistake_near(reading, setting->line, "`documents` does not name this document", &suggest);
}

bool profile_read_places(struct profile_reading *reading, const struct setting *setting, size_t line, uint32_t *bits,
                         uint32_t *order, size_t *count)
{
    if (setting == NULL) {
        return profile_mistake(reading, line, "say which document is meant with", slice_of("in"));
    }
    if (setting->type != SETTING_LIST) {
        return read_place(reading, setting, bits, order, count);
    }
    for (size_t i = 0; i < setting->count; i++) {
        if (!read_place(reading, setting->items[i], bits, order, count)) {
            return false;
        }
    }
    return true;
}
