/* field.h: a field line: a name, a colon, a value. In a paragraph, an item, a heading's first words, front matter.
 *
 * The forms: `Name: value`, `**Name:** value`, `**Name**: value`, `__Name:__ value`, `*Name:* value`, and each of them
 * behind a list marker (the caller passes the text behind it) or behind `> ` inside a quote. A name has 1 to 60 bytes,
 * begins with a letter or a digit (any script), holds no colon, backquote or line ending, and at most 6 words; the
 * colon is followed by a blank or the end of the line. `https://x` is no field. The value may be empty. Hard line
 * breaks (two blanks or a backslash at the end) belong to no value.
 */
#ifndef WORKBOARD_OUTLINE_FIELD_H
#define WORKBOARD_OUTLINE_FIELD_H

#include "outline/outline.h"

struct outline_field {
    struct span name;  /* without emphasis and colon */
    struct span value; /* trimmed; empty right behind the colon and its blank (or marker) where there is no value */
    size_t line;
    uint32_t node; /* the paragraph or item it stands in */
};

/* Reads the line text `span` (no line ending in it) as a field line. */
bool outline_field_read(const struct source *source, struct span span, struct outline_field *field);

/* The fields that stand in `node` itself (every line of a paragraph; the first line of an item and the further lines
 * of its first paragraph): `*position` starts at 0 and is moved on. False when there are no more. */
bool outline_field_next(const struct outline *outline, uint32_t node, size_t *position, struct outline_field *field);

#endif
