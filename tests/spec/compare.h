/* compare.h: whether our outline and cmark-gfm read one document alike. */
#ifndef WORKBOARD_TESTS_COMPARE_H
#define WORKBOARD_TESTS_COMPARE_H

#include "base/bytes.h"

enum outcome {
    COMPARE_SAME,
    COMPARE_DIFFERENT,
    COMPARE_SKIPPED /* too wide for cmark-gfm, or nested deeper than we follow */
};

/* Where they differ, the first lines that do are appended to these two, which may be NULL. */
enum outcome compare_document(struct slice document, struct bytes *our_line, struct bytes *their_line);

#endif
