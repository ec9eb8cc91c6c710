/* `.workboard.yaml`: the settings beside a plan. */
#include "plan/settings_file.h"
#include "store/discover.h"
#include "store/file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

static bool setting_mistake(struct error *error, const char *file, const struct setting *setting, const char *what)
{
    return error_set_at(error, ERROR_USAGE, file, setting->line, "%s, not \"%.*s\"", what, SLICE_PRINT(setting->text));
}

static bool read_hours(const struct setting *setting, const char *file, unsigned long *hours, struct error *error)
{
    char *end = NULL;
    errno = 0;
    unsigned long number = strtoul(setting->text.data, &end, 10);
    bool days = end != setting->text.data && strcmp(end, "d") == 0;
    if (errno != 0 || end == setting->text.data || (!days && strcmp(end, "h") != 0) || number > 100000) {
        return setting_mistake(error, file, setting, "stale_after is a number of hours or days (4h, 2d)");
    }
    *hours = days ? number * 24 : number;
    return true;
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
    return (stale == NULL || read_hours(stale, file, &discovery->settings.stale_hours, error)) &&
           read_choice(setting_get(*map, "claims"), file, "none", "table", &discovery->settings.without_claims, error) &&
           read_choice(setting_get(*map, "clock"), file, "local", "utc", &discovery->settings.local_clock, error);
}
