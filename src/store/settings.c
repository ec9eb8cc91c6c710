/* `.workboard.yaml`: the settings beside a plan. */
#include "base/suggest.h"
#include "check/rule.h"
#include "plan/settings_file.h"
#include "store/discover.h"
#include "store/file.h"

#include <stdio.h>

static bool setting_mistake(struct error *error, const char *file, const struct setting *setting, const char *what)
{
    return error_set_at(error, ERROR_USAGE, file, setting->line, "%s, not \"%.*s\"", what, SLICE_PRINT(setting->text));
}

static bool read_hours(const struct setting *setting, const char *file, struct workspace_settings *settings,
                       struct error *error)
{
    settings->stale_is_given = true;
    return setting_hours(setting, &settings->stale_hours) ||
           setting_mistake(error, file, setting, "stale_after is a number of hours or days (4h, 2d)");
}

static bool read_choice(const struct setting *setting, const char *file, const char *yes, const char *no, bool *value,
                        struct error *error)
{
    if (setting == NULL) {
        return true;
    }
    *value = slice_equal(setting->text, slice_of(yes));
    char what[128];
    (void)snprintf(what, sizeof what, "%s or %s is meant", yes, no);
    return *value || slice_equal(setting->text, slice_of(no)) || setting_mistake(error, file, setting, what);
}

/* `rules: {ID: error|warning|note|off}` */
static bool read_rules(const struct setting *map, const char *file, struct check_settings *rules, struct error *error)
{
    if (map != NULL && map->type != SETTING_MAP) {
        return error_set_at(error, ERROR_USAGE, file, map->line, "rules is a map of rules and severities");
    }
    for (size_t i = 0; map != NULL && i < map->count; i++) {
        const struct check_rule *rule = check_rule_find(map->keys[i]->text);
        enum severity severity = SEVERITY_OFF;
        struct suggest suggest;
        suggest_init(&suggest, map->keys[i]->text);
        for (size_t k = 0; rule == NULL && check_rules[k].id != NULL; k++) {
            suggest_offer(&suggest, check_rules[k].id);
        }
        if (rule == NULL) {
            return error_set_at(error, ERROR_USAGE, file, map->keys[i]->line, "there is no rule \"%.*s\"%s%s%s",
                                SLICE_PRINT(map->keys[i]->text), suggest.best == NULL ? "; " : "; did you mean ",
                                suggest.best == NULL ? "workboard-rules(5) lists them" : suggest.best,
                                suggest.best == NULL ? "" : "?");
        }
        if (map->items[i]->type != SETTING_TEXT || !severity_parse(map->items[i]->text, &severity)) {
            return error_set_at(error, ERROR_USAGE, file, map->items[i]->line,
                                "the severity of %s is error, warning, note or off", rule->id);
        }
        rules->given[rule - check_rules] = true;
        rules->severity[rule - check_rules] = severity;
    }
    return true;
}

bool discover_settings(struct discovery *discovery, const char *file, const struct setting **map,
                       struct error *error)
{
    struct bytes text;
    bytes_init(&text);
    bool read = file_read(file, SETTINGS_SIZE, &text, NULL, error);
    *map = read ? settings_read(&discovery->arena, file, bytes_slice(&text), error) : NULL;
    bytes_release(&text);
    if (*map == NULL) {
        return false;
    }
    if ((*map)->type != SETTING_MAP) {
        return setting_mistake(error, file, *map, "settings are keys and values");
    }
    static const char *const known[] = {"plan", "profile", "claims", "clock", "stale_after", "rules", "orchestrator"};
    for (size_t i = 0; i < (*map)->count; i++) {
        size_t k = 0;
        while (k < sizeof known / sizeof known[0] && !slice_equal((*map)->keys[i]->text, slice_of(known[k]))) {
            k++;
        }
        if (k == sizeof known / sizeof known[0]) {
            return setting_mistake(error, file, (*map)->keys[i],
                                   "the settings are plan, profile, claims, clock, stale_after, rules, orchestrator");
        }
        if ((*map)->items[i]->type != SETTING_TEXT && !slice_equal((*map)->keys[i]->text, slice_of("rules"))) {
            return error_set_at(error, ERROR_USAGE, file, (*map)->items[i]->line, "%s is one text, not a list or a map",
                                known[k]);
        }
    }
    const struct setting *orchestrator = setting_get(*map, "orchestrator");
    const struct setting *stale = setting_get(*map, "stale_after");
    discovery->settings.orchestrator = orchestrator == NULL ? slice_of("") : orchestrator->text;
    return (stale == NULL || read_hours(stale, file, &discovery->settings, error)) &&
           read_rules(setting_get(*map, "rules"), file, &discovery->settings.rules, error) &&
           read_choice(setting_get(*map, "claims"), file, "none", "table", &discovery->settings.without_claims, error) &&
           read_choice(setting_get(*map, "clock"), file, "local", "utc", &discovery->settings.local_clock, error);
}
