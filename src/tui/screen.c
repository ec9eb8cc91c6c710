#include "tui/screen_parts.h"

#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#include <term.h>
/* Names that term.h takes from everybody. */
#undef columns
#undef lines

enum { ESCAPE_MILLISECONDS = 25, PASTE_SIZE = 1 << 16 };

/* Keys of our own, behind those of curses. */
enum { KEY_PASTE_BEGIN = KEY_MAX + 100, KEY_PASTE_END };

int screen_width(unsigned long code)
{
    return wcwidth((wchar_t)code);
}

static FILE *open_stream(int descriptor, const char *mode)
{
    int copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
    FILE *stream = copy < 0 ? NULL : fdopen(copy, mode);
    if (stream == NULL && copy >= 0) {
        close(copy);
    }
    return stream;
}

static void start_colours(struct screen *screen, bool wanted)
{
    screen->colour = wanted && has_colors() && start_color() == OK;
    if (!screen->colour) {
        return;
    }
    use_default_colors();
}

/* Whether the terminal's type is known and can place the cursor, asked before anything of it is touched. */
static bool is_usable(int output, const char *term, struct error *error)
{
    int reason = 0;
    if (setupterm(term, output, &reason) != OK) {
        return error_set(error, ERROR_SYSTEM,
                         "this kind of terminal is not known here; set TERM to one that is, or use `workboard status`");
    }
    const char *place = tigetstr("cup");
    bool able = place != NULL && place != (const char *)-1;
    del_curterm(cur_term);
    return able || error_set(error, ERROR_SYSTEM, "this terminal cannot place its cursor; use `workboard status`");
}

static void write_out(struct screen *screen, struct bytes *text)
{
    if (!text->failed && text->size > 0) {
        (void)fwrite(text->data, 1, text->size, screen->output);
        (void)fflush(screen->output);
    }
    bytes_release(text);
}

static void enter_modes(struct screen *screen)
{
    struct bytes text = {0};
    modes_append_enter(&text, &screen->modes);
    write_out(screen, &text);
}

static void leave_modes(struct screen *screen)
{
    struct bytes text = {0};
    modes_append_leave(&text, &screen->modes);
    write_out(screen, &text);
}

/* The presses and releases of the first button, and the wheel. */
static void start_mouse(const struct screen *screen)
{
    mmask_t wanted = BUTTON1_PRESSED | BUTTON1_RELEASED | BUTTON1_CLICKED | BUTTON1_DOUBLE_CLICKED | BUTTON4_PRESSED;
#if NCURSES_MOUSE_VERSION > 1
    wanted |= BUTTON5_PRESSED;
#endif
    wanted |= REPORT_MOUSE_POSITION;
    if (screen->modes.mouse) {
        mousemask(wanted, NULL);
        mouseinterval(0);
    }
}

/* ^S and ^Q, and on some systems ^V, ^O and ^Y, are keys for the board as others are; ^C, ^Z and ^\\ stay the terminal's. Curses
 * remembers it as the program's own mode. */
static void take_flow_keys(int input)
{
    struct termios modes;
    if (tcgetattr(input, &modes) == 0) {
        modes.c_iflag &= ~(tcflag_t)(IXON | IXOFF);
        modes.c_lflag &= ~(tcflag_t)IEXTEN;
        (void)tcsetattr(input, TCSADRAIN, &modes);
        def_prog_mode();
    }
}

struct screen *screen_open(int input, int output, const char *term, bool colour, struct error *error)
{
    struct screen *screen = memory_new(1, sizeof *screen);
    if (screen == NULL) {
        error_no_memory(error);
        return NULL;
    }
    screen->input = open_stream(input, "r");
    screen->output = open_stream(output, "w");
    if (screen->input == NULL || screen->output == NULL) {
        error_set(error, ERROR_SYSTEM, "the terminal cannot be opened: %s", strerror(errno));
        screen_close(screen);
        return NULL;
    }
    if (!is_usable(output, term, error)) {
        screen_close(screen);
        return NULL;
    }
    screen->terminal = newterm(term, screen->output, screen->input);
    if (screen->terminal == NULL) {
        error_set(error, ERROR_SYSTEM, "the terminal cannot be set up; use `workboard status`");
        screen_close(screen);
        return NULL;
    }
    set_escdelay(ESCAPE_MILLISECONDS);
    cbreak();
    take_flow_keys(input);
    noecho();
    nonl();
    intrflush(stdscr, FALSE);
    keypad(stdscr, TRUE);
    nodelay(stdscr, TRUE);
    curs_set(0);
    start_colours(screen, colour);
    const char *type = term != NULL ? term : termname();
    screen->modes = modes_of(type);
    if (screen->modes.paste) {
        define_key("\033[200~", KEY_PASTE_BEGIN);
        define_key("\033[201~", KEY_PASTE_END);
    }
    start_mouse(screen);
    enter_modes(screen);
    screen->fresh = true;
    return screen;
}

void screen_close(struct screen *screen)
{
    if (screen == NULL) {
        return;
    }
    if (screen->terminal != NULL) {
        leave_modes(screen);
        endwin();
        delscreen(screen->terminal);
    }
    if (screen->input != NULL) {
        fclose(screen->input);
    }
    if (screen->output != NULL) {
        fclose(screen->output);
    }
    bytes_release(&screen->paste);
    memory_free(screen->shown);
    memory_free(screen);
}

void screen_measure(struct screen *screen, size_t *rows, size_t *columns)
{
    struct winsize size = {0};
    if (ioctl(fileno(screen->output), TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0 &&
        (size.ws_row != LINES || size.ws_col != COLS)) {
        resizeterm(size.ws_row, size.ws_col);
        screen->fresh = true;
    }
    *rows = LINES > 0 ? (size_t)LINES : 0;
    *columns = COLS > 0 ? (size_t)COLS : 0;
}

/* ---- keys ---- */

static unsigned long special_key(wint_t key)
{
    switch (key) {
    case KEY_UP:
        return TUI_KEY_UP;
    case KEY_DOWN:
        return TUI_KEY_DOWN;
    case KEY_LEFT:
        return TUI_KEY_LEFT;
    case KEY_RIGHT:
        return TUI_KEY_RIGHT;
    case KEY_PPAGE:
        return TUI_KEY_PAGE_UP;
    case KEY_NPAGE:
        return TUI_KEY_PAGE_DOWN;
    case KEY_HOME:
        return TUI_KEY_HOME;
    case KEY_END:
        return TUI_KEY_END;
    case KEY_ENTER:
        return TUI_KEY_ENTER;
    case KEY_BTAB:
        return TUI_KEY_BACK_TAB;
    case KEY_BACKSPACE:
        return TUI_KEY_BACKSPACE;
    case KEY_DC:
        return TUI_KEY_DELETE;
    default:
        return 0;
    }
}

static unsigned long typed_key(wint_t key)
{
    switch (key) {
    case '\r':
    case '\n':
        return TUI_KEY_ENTER;
    case '\t':
        return TUI_KEY_TAB;
    case 0x1B:
        return TUI_KEY_ESCAPE;
    case 0x08:
    case 0x7F:
        return TUI_KEY_BACKSPACE;
    default:
        return (unsigned long)key;
    }
}

/* The next key where it came with an escape before it, else none. What is no key is left for the next time. */
static unsigned long key_behind_escape(void)
{
    wint_t typed = 0;
    int kind = get_wch(&typed);
    if (kind == ERR) {
        return 0;
    }
    unsigned long key = kind == KEY_CODE_YES ? special_key(typed) : typed_key(typed);
    if (key == 0 || key == TUI_KEY_ESCAPE) {
        (void)(kind == KEY_CODE_YES ? ungetch((int)typed) : unget_wch((wchar_t)typed));
        return 0;
    }
    return key;
}

/* What the mouse did; false where it is nothing that matters. */
static bool read_mouse(struct screen_input *input)
{
    MEVENT event;
    if (getmouse(&event) != OK || event.x < 0 || event.y < 0) {
        return false;
    }
    input->kind = SCREEN_MOUSE;
    input->row = (size_t)event.y;
    input->column = (size_t)event.x;
    if ((event.bstate & REPORT_MOUSE_POSITION) != 0) {
        input->mouse = MOUSE_MOVE;
    } else if ((event.bstate & BUTTON1_PRESSED) != 0) {
        input->mouse = MOUSE_PRESS;
    } else if ((event.bstate & BUTTON1_RELEASED) != 0) {
        input->mouse = MOUSE_RELEASE;
    } else if ((event.bstate & BUTTON1_CLICKED) != 0) {
        input->mouse = MOUSE_CLICK;
    } else if ((event.bstate & BUTTON1_DOUBLE_CLICKED) != 0) {
        input->mouse = MOUSE_DOUBLE;
    } else if ((event.bstate & BUTTON4_PRESSED) != 0) {
        input->mouse = MOUSE_WHEEL_UP;
#if NCURSES_MOUSE_VERSION > 1
    } else if ((event.bstate & BUTTON5_PRESSED) != 0) {
        input->mouse = MOUSE_WHEEL_DOWN;
#endif
    } else {
        return false;
    }
    return true;
}

/* Gives away what was pasted. */
static bool take_paste(struct screen *screen, struct screen_input *input)
{
    screen->pasting = false;
    screen->pasted = true;
    input->kind = SCREEN_PASTE;
    input->text = bytes_slice(&screen->paste);
    return true;
}

static void keep_pasted(struct screen *screen, int kind, wint_t typed)
{
    if (kind != KEY_CODE_YES && screen->paste.size < PASTE_SIZE) {
        utf8_append(&screen->paste, (unsigned long)typed);
    }
}

bool screen_read(struct screen *screen, bool late, struct screen_input *input)
{
    *input = (struct screen_input){.kind = SCREEN_KEY};
    if (screen->pasted) {
        bytes_release(&screen->paste);
        screen->pasted = false;
    }
    for (;;) {
        wint_t typed = 0;
        int kind = get_wch(&typed);
        bool special = kind == KEY_CODE_YES;
        if (kind == ERR) {
            return screen->pasting && late && take_paste(screen, input);
        }
        if (special && typed == KEY_PASTE_BEGIN) {
            screen->pasting = true;
        } else if (special && typed == KEY_PASTE_END) {
            if (screen->pasting) {
                return take_paste(screen, input);
            }
        } else if (screen->pasting) {
            keep_pasted(screen, kind, typed);
        } else if (special && typed == KEY_MOUSE) {
            if (read_mouse(input)) {
                return true;
            }
        } else {
            input->key = special ? special_key(typed) : typed_key(typed);
            if (input->key == TUI_KEY_ESCAPE) {
                unsigned long behind = key_behind_escape();
                input->key = behind != 0 ? behind | TUI_META : input->key;
            }
            if (input->key != 0) {
                return true;
            }
        }
    }
}

bool screen_is_pasting(const struct screen *screen)
{
    return screen->pasting;
}

/* ---- beside drawing ---- */

void screen_title(struct screen *screen, struct slice text)
{
    struct bytes out = {0};
    modes_append_title(&out, &screen->modes, text);
    write_out(screen, &out);
}

void screen_copy(struct screen *screen, struct slice text)
{
    struct bytes out = {0};
    modes_append_copy(&out, &screen->modes, text);
    write_out(screen, &out);
}

/* A capability without the pauses that it asks for. */
static void append_capability(struct bytes *out, const char *name)
{
    const char *text = tigetstr(name);
    if (text == NULL || text == (const char *)-1) {
        return;
    }
    for (; *text != '\0'; text++) {
        if (text[0] == '$' && text[1] == '<') {
            while (*text != '\0' && *text != '>') {
                text++;
            }
            if (*text == '\0') {
                return;
            }
            continue;
        }
        bytes_append_byte(out, *text);
    }
}

size_t screen_farewell(const struct screen *screen, char *text, size_t size)
{
    struct bytes out = {0};
    modes_append_leave(&out, &screen->modes);
    bytes_append_text(&out, screen->modes.mouse && screen->modes.paste ? "\033[?1006;1002;1000l" : "");
    append_capability(&out, "sgr0");
    append_capability(&out, "rmkx");
    append_capability(&out, "cnorm");
    append_capability(&out, "rmcup");
    size_t count = out.failed || out.size > size ? 0 : out.size;
    if (count > 0) {
        memcpy(text, out.data, count);
    }
    bytes_release(&out);
    return count;
}

/* ---- other programs ---- */

void screen_leave(struct screen *screen)
{
    def_prog_mode();
    leave_modes(screen);
    endwin();
}

void screen_return(struct screen *screen)
{
    reset_prog_mode();
    enter_modes(screen);
    screen->fresh = true;
}
