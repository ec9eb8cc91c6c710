/* scan_line.h: one line of a document while it is read: where reading stands in it, in bytes and in columns.
 *
 * Tabs reach to the next column that 4 divides. A container may take only some of a tab's columns; reading then stays
 * at the tab (`in_tab`), as CommonMark demands.
 */
#ifndef WORKBOARD_OUTLINE_SCAN_LINE_H
#define WORKBOARD_OUTLINE_SCAN_LINE_H

#include "base/slice.h"

enum { SCAN_TAB = 4, SCAN_CODE_INDENT = 4 };

struct scan_line {
    const char *data;   /* the whole document; all places below are places in it */
    size_t number;      /* from 1 */
    size_t start;       /* behind a byte order mark */
    size_t end;         /* before the line ending */
    size_t next;        /* behind the line ending */
    size_t at;          /* what the containers have not taken begins here */
    size_t column;      /* of `at`, from 0 */
    bool in_tab;        /* some columns of the tab at `at` are taken */
    size_t text;        /* the first byte from `at` on that is neither blank nor tab; `end` where there is none */
    size_t text_column; /* of `text` */
    size_t indent;      /* columns from `at` to `text` */
    bool blank;         /* nothing but blanks and tabs from `at` on */
    size_t no_break;    /* before this place no thematic break can begin: it was looked for in vain */
};

/* The byte at `place`, or a line ending behind the last one. */
static inline unsigned char scan_line_byte(const struct scan_line *line, size_t place)
{
    return place < line->end ? (unsigned char)line->data[place] : (unsigned char)'\n';
}

static inline bool scan_is_blank(unsigned char byte)
{
    return byte == ' ' || byte == '\t';
}

/* What cmark-gfm takes for white space where it cuts text off: neither vertical tab nor form feed. */
static inline bool scan_is_space(unsigned char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/* What it takes for white space inside tags, table rows and behind task boxes. */
static inline bool scan_is_wide_space(unsigned char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

static inline bool scan_is_digit(unsigned char byte)
{
    return byte >= '0' && byte <= '9';
}

static inline bool scan_is_letter(unsigned char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static inline bool scan_is_punctuation(unsigned char byte)
{
    return byte > ' ' && byte < 0x7F && !scan_is_digit(byte) && !scan_is_letter(byte);
}

/* Where the white space at `place` ends in its line. */
static inline size_t scan_skip_spaces(const struct scan_line *line, size_t place)
{
    while (place < line->end && scan_is_wide_space((unsigned char)line->data[place])) {
        place++;
    }
    return place;
}

/* Sets text, text_column, indent and blank for where reading stands. */
void scan_line_find_text(struct scan_line *line);

/* Moves `at` on by `count` bytes. */
void scan_line_skip_bytes(struct scan_line *line, size_t count);

/* Moves `at` on by `count` columns. */
void scan_line_skip_columns(struct scan_line *line, size_t count);

/* `end` without the white space before it, but not before `start`. */
size_t scan_trim_end(const char *data, size_t start, size_t end);

#endif
