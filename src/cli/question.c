#include "cli/question.h"

#include <errno.h>
#include <unistd.h>

bool question_possible(const struct output *notes)
{
    return notes->terminal && isatty(STDIN_FILENO) == 1;
}

bool question_ask(struct output *notes, const char *text, bool *yes, struct error *error)
{
    char byte = '\0';
    char first = '\0';
    *yes = false;
    bytes_append_text(&notes->bytes, text);
    if (!output_flush(notes, error)) {
        return false;
    }
    for (;;) {
        ssize_t got = read(STDIN_FILENO, &byte, 1);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0 || byte == '\n') {
            break;
        }
        first = first == '\0' && byte != ' ' && byte != '\t' ? byte : first;
    }
    *yes = first == 'y' || first == 'Y';
    return true;
}
