/* sample.h: the sample plan, built into the program. The table is made from data/sample when the program is built. */
#ifndef WORKBOARD_CLI_SAMPLE_H
#define WORKBOARD_CLI_SAMPLE_H

#include <stddef.h>

struct sample_file {
    const char *path; /* from the plan's root, with `/`; NULL ends the table */
    const char *bytes;
    size_t size;
};

extern const struct sample_file sample_files[];

#endif
