/* Reads `handoff`: the template of what is handed over, the checklist of who takes it, and what their points ask for. */
#include "plan/profile_read.h"

static const char *const content_names[HANDOFF_CONTENTS + 1] = {
    [HANDOFF_COMPLETED] = "completed", [HANDOFF_GATES] = "gates",         [HANDOFF_EVIDENCE] = "evidence",
    [HANDOFF_BLOCKERS] = "blockers",   [HANDOFF_DECISIONS] = "decisions", [HANDOFF_NEXT] = "next",
    [HANDOFF_FILES] = "files",         [HANDOFF_CLAIMS] = "claims",       [HANDOFF_LANES] = "lanes",
    [HANDOFF_UNSAVED] = "unsaved",
};

static const char *const check_names[HANDOFF_CHECKS + 1] = {
    [HANDOFF_CHECK_LANE] = "lane",           [HANDOFF_CHECK_GATES] = "gates",
    [HANDOFF_CHECK_EVIDENCE] = "evidence",   [HANDOFF_CHECK_FORBIDDEN] = "forbidden",
    [HANDOFF_CHECK_STATUS] = "status",
};

const char *handoff_content_name(enum handoff_content content)
{
    return content_names[content];
}

const char *handoff_check_name(enum handoff_check check)
{
    return check_names[check];
}

bool profile_globs_fit(const struct profile_globs *globs, struct slice text)
{
    for (size_t i = 0; i < globs->count; i++) {
        if (id_glob(globs->items[i], text)) {
            return true;
        }
    }
    return false;
}

/* `template: {in: status, under: "..."}`. */
static bool read_where(struct profile_reading *reading, const struct setting *map, uint32_t *documents,
                       struct profile_globs *under)
{
    static const char *const keys[] = {"in", "under", NULL};
    if (map == NULL) {
        return true;
    }
    return profile_read_keys(reading, map, keys) &&
           profile_read_places(reading, setting_get(map, "in"), map->line, documents, NULL, NULL) &&
           profile_read_texts(reading, setting_get(map, "under"), &under->items, &under->count);
}

/* `answers: {completed: "Completed*"}`: globs by the words of a closed list. */
static bool read_points(struct profile_reading *reading, const struct setting *map, const char *const *names,
                        struct profile_globs *points)
{
    if (map == NULL) {
        return true;
    }
    if (!profile_read_keys(reading, map, names)) {
        return false;
    }
    for (size_t i = 0; names[i] != NULL; i++) {
        if (!profile_read_texts(reading, setting_get(map, names[i]), &points[i].items, &points[i].count)) {
            return false;
        }
    }
    return true;
}

bool profile_read_handoff(struct profile_reading *reading, const struct setting *map)
{
    static const char *const keys[] = {"template", "answers", "intake", "checks", "forbidden", NULL};
    struct profile_handoff *handoff = &reading->profile->handoff;
    if (map == NULL) {
        return true;
    }
    const struct setting *forbidden = setting_get(map, "forbidden");
    return profile_read_keys(reading, map, keys) &&
           read_where(reading, setting_get(map, "template"), &handoff->template_documents, &handoff->template_under) &&
           read_points(reading, setting_get(map, "answers"), content_names, handoff->answers) &&
           read_where(reading, setting_get(map, "intake"), &handoff->intake_documents, &handoff->intake_under) &&
           read_points(reading, setting_get(map, "checks"), check_names, handoff->checks) &&
           (forbidden == NULL ||
            profile_read_places(reading, forbidden, map->line, &handoff->forbidden, NULL, NULL));
}
