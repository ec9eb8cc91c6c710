#include "tui/loop_program.h"

void board_title(struct board *board)
{
    struct bytes title = {0};
    bytes_append_text(&title, "workboard: ");
    if (bytes_append(&title, bytes_slice(&board->state->name))) {
        screen_title(board->screen, bytes_slice(&title));
    }
    bytes_release(&title);
}

void board_leave(struct board *board)
{
    screen_leave(board->screen);
}

void board_return(struct board *board)
{
    screen_return(board->screen);
    board_title(board);
}

/* Pagers that take +LINE as editors do. */
bool pager_takes_line(const char *pager)
{
    static const char *const able[] = {"less", "more", "most", "vi", "vim", "view", "nvim"};
    struct slice word;
    struct slice rest = slice_of(pager == NULL ? "" : pager);
    if (!slice_next(&rest, ' ', &word)) {
        return false;
    }
    for (size_t at; (at = slice_find(word, slice_of("/"), 0)) != SLICE_NONE;) {
        word = slice_part(word, at + 1, word.size);
    }
    for (size_t i = 0; i < sizeof able / sizeof able[0]; i++) {
        if (slice_equal(word, slice_of(able[i]))) {
            return true;
        }
    }
    return false;
}

bool board_run_program(struct board *board, enum editor_kind kind, const char *command, const char *path, size_t line,
                       bool *done, struct error *failure, struct error *error)
{
    if (command == NULL || command[0] == '\0') {
        return error_set(failure, ERROR_USAGE, "no %s is set; set %s to the command of one",
                         kind == EDITOR_READS ? "pager" : "editor", kind == EDITOR_READS ? "PAGER" : "EDITOR");
    }
    if (board->screen == NULL) {
        return true;
    }
    board_leave(board);
    /* The keyboard's signals are meant for the other program while it runs. */
    signals_close(&board->signals);
    bool good = editor_run(kind, command, path, line, failure);
    *done = signals_open(&board->signals, error);
    board->signals.descriptor = *done ? board->signals.descriptor : -1;
    board_return(board);
    return good;
}
