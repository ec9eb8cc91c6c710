/* terminal_place.h: a folder of its own for each test: a repository with a copy of a plan in it, and a home.
 *
 * What cannot be done fails the test.
 */
#ifndef WORKBOARD_TESTS_TERMINAL_PLACE_H
#define WORKBOARD_TESTS_TERMINAL_PLACE_H

#include "base/bytes.h"

#include <stdbool.h>

enum { PLACE_PATH = 1024 };

struct place {
    char source[PLACE_PATH];     /* what was copied */
    char top[PLACE_PATH];        /* temporary; all else is in it */
    char home[PLACE_PATH];
    char repository[PLACE_PATH];
    char plan[PLACE_PATH];       /* in the repository: the copy */
    bool git;                    /* the repository is a real one, with the copy committed */
};

/* A fresh copy of the sample plan, or of the folder `source`. `name` is the copy's folder. */
void place_make(struct place *place, const char *source, const char *name);
void place_make_sample(struct place *place);
void place_remove(struct place *place);

/* The sample's folder; "" where $WORKBOARD_SOURCE is not set. */
const char *place_sample(char path[PLACE_PATH]);

/* ---- documents of the copy, as other programs read and write them ---- */

/* `out` is emptied first. */
void place_read(const struct place *place, const char *name, struct bytes *out);

/* Writes the whole document into the file that is there. */
void place_write(const struct place *place, const char *name, struct slice content);
void place_append(const struct place *place, const char *name, const char *text);

/* Writes beside it and renames over it, as most editors and `sed -i` do. */
void place_rename_over(const struct place *place, const char *name, struct slice content);
void place_delete(const struct place *place, const char *name);

/* The document with the first `old` replaced, which must be there. `out` is emptied first. */
void place_replaced(const struct place *place, const char *name, const char *old, const char *new, struct bytes *out);

/* ---- what became of it ---- */

/* What `git diff` says, with so many lines of context and without its `index` lines. False where there is no git. */
bool place_diff(const struct place *place, int context, struct bytes *out);

#define assert_untouched(place) place_check_untouched((place), __FILE__, __LINE__)
#define assert_diff(place, name) place_check_diff((place), (name), __FILE__, __LINE__)

/* Every file of the copy is what it was, byte by byte, and there is no other. */
void place_check_untouched(const struct place *place, const char *file, int line);

/* place_diff says exactly what tests/e2e/diffs/NAME holds, and nothing new lies in the repository. With
 * WORKBOARD_BLESS=1 that file is written. Nothing is compared without git. */
void place_check_diff(const struct place *place, const char *name, const char *file, int line);

#endif
