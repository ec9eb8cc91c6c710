/* config.h: how the person wants the board: which key does what, and how it looks.
 *
 * What is built in (data/config/default.yaml) holds until a file of the person's own says something else over it. A mistake in
 * that file is noted with FILE:LINE, and the rest of it is used.
 */
#ifndef WORKBOARD_TUI_CONFIG_H
#define WORKBOARD_TUI_CONFIG_H

#include "base/error.h"
#include "tui/bindings.h"
#include "tui/style.h"

/* data/config/default.yaml, as the build puts it into the program. */
extern const char config_default[];

struct config {
    struct keymap keys;
    struct theme theme;
    char theme_name[32];
    struct bytes mistakes; /* one a line: "FILE:LINE: what is wrong; what to do" */
    size_t mistake_count;
};

/* What is built in. */
bool config_init(struct config *config, struct error *error);
void config_release(struct config *config);

/* Takes over what the text of `file` says. False only when memory ran out. */
bool config_apply(struct config *config, const char *file, struct slice text, struct error *error);

/* Changes to a theme that is built in; what the person's file says over it goes. False where there is none of that name. */
bool config_theme(struct config *config, struct slice name, struct error *error);

/* Appends the whole configuration as a file that config_apply takes, with what each action does. */
bool config_append(const struct config *config, struct bytes *out);

#endif
