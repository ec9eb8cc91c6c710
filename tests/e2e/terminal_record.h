/* terminal_record.h: what may be among the bytes that reach a terminal. */
#ifndef WORKBOARD_TESTS_TERMINAL_RECORD_H
#define WORKBOARD_TESTS_TERMINAL_RECORD_H

#include "terminal.h"

struct record_summary {
    size_t colours;     /* sequences that choose a colour, the terminal's own included */
    size_t not_ascii;   /* bytes above 0x7F */
    size_t sequences;   /* escape sequences of any kind */
};

/* Goes through all bytes. Allowed are printable characters, the sequences that draw (cursor, erase, attributes, modes,
 * the title and its stack, what is given to the clipboard) and CR LF BS TAB. Fails at anything else: other strings
 * for the terminal, questions to it, other controls, C1, bidirectional controls, line separators, joiners and variation selectors, invalid UTF-8. */
struct record_summary record_check(struct slice record, const char *file, int line);

#define assert_record_clean(terminal) record_check(terminal_record(terminal), __FILE__, __LINE__)

#endif
