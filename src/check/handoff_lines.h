/* handoff_lines.h: inside the check floor: the lines of each content of a packet. Others use handoff.h. */
#ifndef WORKBOARD_CHECK_HANDOFF_LINES_H
#define WORKBOARD_CHECK_HANDOFF_LINES_H

#include "check/handoff.h"

struct handoff_writing {
    const struct plan *before; /* NULL: nothing is new */
    const struct plan *now;
    const struct handoff_facts *facts;
    struct arena *arena;
    struct handoff_section *section; /* to which lines are added */
};

/* Adds the lines of one content to the section. False when memory ran out. */
bool handoff_write(struct handoff_writing *writing, enum handoff_content content, struct error *error);

/* The heading of a content that no point of the template asks for. */
const char *handoff_title(enum handoff_content content);

#endif
