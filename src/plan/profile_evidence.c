/* Reads `evidence`: in which folders lies what proves that tasks were done, and what of it sums up. */
#include "plan/profile_read.h"

bool profile_read_evidence(struct profile_reading *reading, const struct setting *map)
{
    static const char *const keys[] = {"in", "except", "summary", "path", NULL};
    struct profile_evidence *evidence = &reading->profile->evidence;
    if (map == NULL) {
        return true;
    }
    if (map->type != SETTING_MAP) {
        return profile_read_keys(reading, map, keys);
    }
    return profile_read_keys(reading, map, keys) &&
           profile_read_texts(reading, setting_get(map, "in"), &evidence->folders, &evidence->folder_count) &&
           profile_read_texts(reading, setting_get(map, "except"), &evidence->exceptions, &evidence->exception_count) &&
           profile_read_texts(reading, setting_get(map, "summary"), &evidence->summaries, &evidence->summary_count) &&
           (setting_get(map, "path") == NULL ||
            profile_read_template(reading, setting_get(map, "path"), &evidence->path)) &&
           (evidence->folder_count > 0 ||
            profile_mistake(reading, map->line, "evidence needs the names of its folders under", slice_of("in")));
}
