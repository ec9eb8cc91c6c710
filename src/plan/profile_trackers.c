/* Reads `trackers`: files beside the plan in which another program keeps what it knows of the tasks, to be read only. */
#include "plan/profile_read.h"

static bool read_tracker(struct profile_reading *reading, const struct setting *map, struct profile_tracker *tracker)
{
    static const char *const keys[] = {"file", "id", "status", "states", NULL};
    if (!profile_read_keys(reading, map, keys)) {
        return false;
    }
    if (map->type != SETTING_MAP) {
        return true;
    }
    tracker->id = slice_of("id");
    tracker->status = slice_of("status");
    return profile_read_text(reading, setting_get(map, "file"), &tracker->file) &&
           profile_read_text(reading, setting_get(map, "id"), &tracker->id) &&
           profile_read_text(reading, setting_get(map, "status"), &tracker->status) &&
           profile_read_states(reading, setting_get(map, "states"), &tracker->words) &&
           (tracker->file.size > 0 ||
            profile_mistake(reading, map->line, "a tracker needs the name of its file under", slice_of("file")));
}

bool profile_read_trackers(struct profile_reading *reading, const struct setting *list)
{
    struct profile *profile = reading->profile;
    if (list == NULL) {
        return true;
    }
    if (list->type != SETTING_LIST) {
        return profile_mistake(reading, list->line, "trackers are a list of maps, not", list->text);
    }
    struct profile_tracker *trackers = profile_room(reading, list->count, sizeof *trackers);
    if (trackers == NULL) {
        return false;
    }
    profile->trackers = trackers;
    for (size_t i = 0; i < list->count; i++) {
        if (!read_tracker(reading, list->items[i], &trackers[i])) {
            return false;
        }
        profile->tracker_count++;
    }
    return true;
}
