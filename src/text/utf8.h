/* utf8.h: code points and how wide they are drawn.
 *
 * The width of a code point is asked of a function that the caller passes in: a front end passes one built on wcwidth,
 * as ncurses measures; tests pass a fixed table. Widths are counted per grapheme cluster, which here is: a base with
 * the combining characters, variation selectors, joiners (and what they join), emoji modifiers that follow it, or a
 * pair of regional indicators. A cluster is as wide as its base, or 2 where VS16 asks for the emoji form, or the sum of
 * the pair. Joiners and modifiers join emoji only: behind a letter, a modifier is drawn on its own. What the given
 * width function calls 0 columns is combining, too, whatever the tables here say; nothing combines with a control
 * character.
 */
#ifndef WORKBOARD_TEXT_UTF8_H
#define WORKBOARD_TEXT_UTF8_H

#include "base/bytes.h"

/* Columns of one code point: 0, 1 or 2; negative for what cannot be drawn. */
typedef int (*utf8_width_function)(unsigned long code);

/* Decodes at `*at` and moves it on. An invalid sequence gives U+FFFD and moves on by its maximal invalid part (at least
 * one byte), as Unicode 15, section 3.9, recommends. `*at` must be before the end. */
unsigned long utf8_decode(struct slice text, size_t *at);

/* Whether the whole of `text` is valid UTF-8. */
bool utf8_valid(struct slice text);

/* Appends `code` as UTF-8; a surrogate or what is above U+10FFFF as U+FFFD. */
bool utf8_append(struct bytes *bytes, unsigned long code);

/* The grapheme cluster that begins at `*at`, which is moved behind it; `*columns` is how wide it is (never
 * negative: what cannot be drawn takes 0). `*at` must be before the end. */
struct slice utf8_cluster(struct slice text, size_t *at, utf8_width_function width, int *columns);

/* Columns of the whole text. */
size_t utf8_columns(struct slice text, utf8_width_function width);

/* The longest beginning of `text` of at most `columns` columns; never cuts a cluster. */
struct slice utf8_clip(struct slice text, size_t columns, utf8_width_function width);

/* A width function of fixed tables (East Asian wide and emoji 2, combining and format characters 0, controls -1), the
 * same on every system: for tests and for output where no locale is known. (utf8_width.c) */
int utf8_width_fixed(unsigned long code);

/* Whether `code` may be drawn as an emoji, by itself or where VS16 asks for it. (utf8_width.c) */
bool utf8_is_emoji(unsigned long code);

/* Appends `text` fit for a terminal or a report: control characters (C0, DEL, C1) as U+FFFD, but a tab as a space; no
 * bidirectional controls (U+061C, U+200E-F, U+202A-E, U+2066-9), no U+2028-9, no tags (U+E0000-7F); invalid bytes as U+FFFD. With
 * `drawing`, variation selectors and joiners (U+200B-D, U+2060, U+FEFF) go too, because terminals disagree on them. */
bool utf8_append_clean(struct bytes *bytes, struct slice text, bool drawing);

/* Appends `text` with every invalid sequence as U+FFFD and nothing else changed: for JSON. */
bool utf8_append_valid(struct bytes *bytes, struct slice text);

#endif
