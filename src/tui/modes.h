/* modes.h: what is asked of a terminal beside drawing, in sequences that terminfo does not name: bracketed paste, the
 * title, the clipboard. Terminals that are known not to take them are not asked.
 *
 * Nothing of a document is in what is written here, but cleaned (title) or as base64 (clipboard).
 */
#ifndef WORKBOARD_TUI_MODES_H
#define WORKBOARD_TUI_MODES_H

#include "base/bytes.h"

/* What a terminal of this type can be asked for. */
struct modes {
    bool paste;
    bool title;
    bool clipboard;
    bool mouse;
};

struct modes modes_of(const char *term);

/* Appends what turns them on and off; with the title, the one that was there before is kept and given back. */
void modes_append_enter(struct bytes *out, const struct modes *modes);
void modes_append_leave(struct bytes *out, const struct modes *modes);

/* Appends what sets the title; `text` is cleaned. */
void modes_append_title(struct bytes *out, const struct modes *modes, struct slice text);

/* Appends what gives `text` to the clipboard (OSC 52), as far as terminals take it. */
void modes_append_copy(struct bytes *out, const struct modes *modes, struct slice text);

#endif
