/* search.h: the fuzzy filter: whether a thing is what somebody means who types a few letters of it.
 *
 * What is typed is cut at blanks; each word must fit. A word fits where it stands anywhere in the text, or where its
 * letters stand in the ID and title in this order, near to one another or each at the beginning of a word: `m7t5`
 * is M7-T05, `cwat` is Connections that wait. Case does not matter.
 */
#ifndef WORKBOARD_TUI_SEARCH_H
#define WORKBOARD_TUI_SEARCH_H

#include "base/bytes.h"

#include <stdint.h>

/* Appends `text` folded, as the functions below want it. */
bool search_fold(struct bytes *out, struct slice text);

/* The characters in a folded text, as bits: a text can fit only where it has all bits of the words. */
uint64_t search_mask(struct slice folded);

/* How well it fits: 0 not at all; more is better. `title` is the beginning of `text`. */
int search_fits(struct slice words, struct slice title, struct slice text);

#endif
