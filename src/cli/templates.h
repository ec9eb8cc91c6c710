/* templates.h: new plans, built into the program. The table is made from data/templates when the program is built. */
#ifndef WORKBOARD_CLI_TEMPLATES_H
#define WORKBOARD_CLI_TEMPLATES_H

#include <stddef.h>

struct template_file {
    const char *path; /* PROFILE/ and the path from the plan's root; NULL ends the table, in which profiles are together */
    const char *bytes; /* with TEMPLATE_DAY where the day belongs */
    size_t size;
};

#define TEMPLATE_DAY "@DAY@"

extern const struct template_file template_files[];

#endif
