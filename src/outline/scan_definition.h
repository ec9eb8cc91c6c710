/* scan_definition.h: link reference definitions (`[label]: address "title"`) at the start of a paragraph. */
#ifndef WORKBOARD_OUTLINE_SCAN_DEFINITION_H
#define WORKBOARD_OUTLINE_SCAN_DEFINITION_H

#include "base/slice.h"

/* How many bytes of `text`, a paragraph's lines without indents and with `\n` behind each, are definitions. It is
 * always whole lines. */
size_t scan_definitions(struct slice text);

#endif
