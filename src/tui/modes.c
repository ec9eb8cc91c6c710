#include "tui/modes.h"

#include "text/utf8.h"

enum { TITLE_SIZE = 200, COPY_SIZE = 74000 /* what xterm takes is the least */ };

/* Whether the type is this one or a variant of it: "xterm", "xterm-256color". */
static bool is_kind(const char *term, const char *name)
{
    size_t size = strlen(name);
    return term != NULL && strncmp(term, name, size) == 0 && (term[size] == '\0' || term[size] == '-' || term[size] == '.');
}

struct modes modes_of(const char *term)
{
    static const char *const able[] = {"xterm", "screen", "tmux", "rxvt", "foot",    "alacritty", "kitty", "wezterm", "st",
                                       "gnome", "konsole", "vte", "putty", "mintty", "iterm", "iterm2", "contour", "ghostty"};
    struct modes modes = {.mouse = !is_kind(term, "linux")};
    for (size_t i = 0; i < sizeof able / sizeof able[0]; i++) {
        if (is_kind(term, able[i])) {
            modes.paste = modes.title = modes.clipboard = true;
        }
    }
    return modes;
}

void modes_append_enter(struct bytes *out, const struct modes *modes)
{
    bytes_append_text(out, modes->title ? "\033[22;2t" : "");
    bytes_append_text(out, modes->paste ? "\033[?2004h" : "");
    /* Where the mouse goes while its button is down: curses asks for clicks only. */
    bytes_append_text(out, modes->mouse && modes->paste ? "\033[?1002h" : "");
}

void modes_append_leave(struct bytes *out, const struct modes *modes)
{
    bytes_append_text(out, modes->mouse && modes->paste ? "\033[?1002l" : "");
    bytes_append_text(out, modes->paste ? "\033[?2004l" : "");
    bytes_append_text(out, modes->title ? "\033[23;2t" : "");
}

void modes_append_title(struct bytes *out, const struct modes *modes, struct slice text)
{
    struct bytes clean = {0};
    if (modes->title && utf8_append_clean(&clean, text, true)) {
        bytes_append_text(out, "\033]2;");
        /* Cut between characters. */
        size_t size = 0;
        for (size_t at = 0; at < clean.size && at < TITLE_SIZE;) {
            (void)utf8_decode(bytes_slice(&clean), &at);
            size = at;
        }
        bytes_append(out, slice_part(bytes_slice(&clean), 0, size));
        bytes_append_byte(out, '\a');
    }
    bytes_release(&clean);
}

void modes_append_copy(struct bytes *out, const struct modes *modes, struct slice text)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    if (!modes->clipboard) {
        return;
    }
    text = slice_part(text, 0, COPY_SIZE);
    bytes_append_text(out, "\033]52;c;");
    for (size_t i = 0; i < text.size; i += 3) {
        unsigned long group = (unsigned long)(unsigned char)text.data[i] << 16;
        group |= i + 1 < text.size ? (unsigned long)(unsigned char)text.data[i + 1] << 8 : 0;
        group |= i + 2 < text.size ? (unsigned long)(unsigned char)text.data[i + 2] : 0;
        bytes_append_byte(out, digits[group >> 18 & 63]);
        bytes_append_byte(out, digits[group >> 12 & 63]);
        bytes_append_byte(out, i + 1 < text.size ? digits[group >> 6 & 63] : '=');
        bytes_append_byte(out, i + 2 < text.size ? digits[group & 63] : '=');
    }
    bytes_append_byte(out, '\a');
}
