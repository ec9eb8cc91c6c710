/* settings_file.h: a YAML file of settings (a profile, `.workboard.yaml`) as nodes with line numbers, read by libyaml.
 *
 * Size and depth are bounded before parsing, because libyaml takes a minute over 200 KB of brackets. Anchors and aliases are
 * not needed in settings and are refused. Errors name FILE:LINE.
 */
#ifndef WORKBOARD_PLAN_SETTINGS_FILE_H
#define WORKBOARD_PLAN_SETTINGS_FILE_H

#include "base/arena.h"
#include "base/error.h"

enum { SETTINGS_SIZE = 1 << 20, SETTINGS_DEPTH = 32 };

enum setting_type { SETTING_TEXT, SETTING_LIST, SETTING_MAP };

/* A node; all of them lie in the arena that was passed, or in the program. */
struct setting {
    enum setting_type type;
    size_t line;
    struct slice text;              /* of a text; "" for null */
    const struct setting *const *items; /* of a list: its items; of a map: its values */
    const struct setting *const *keys;  /* of a map: texts */
    size_t count;
};

/* NULL on failure. An empty file is an empty map. */
const struct setting *settings_read(struct arena *arena, const char *file, struct slice text, struct error *error);

/* The value of `key` in a map, or NULL. */
const struct setting *setting_get(const struct setting *map, const char *key);

/* Reads a number of hours or days (4h, 2d) as hours; false where it is none, or more than 100,000. */
bool setting_hours(const struct setting *setting, unsigned long *hours);

#endif
