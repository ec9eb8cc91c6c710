/* generate.h: random Markdown from a grammar of pieces that are hard to read. */
#ifndef WORKBOARD_TESTS_GENERATE_H
#define WORKBOARD_TESTS_GENERATE_H

#include "base/bytes.h"

#include <stdint.h>

/* The next number of the sequence `*state` (splitmix64: Steele, Lea, Flood, 2014). */
uint64_t generate_number(uint64_t *state);

/* Appends one document. */
void generate_document(struct bytes *out, uint64_t *state);

#endif
