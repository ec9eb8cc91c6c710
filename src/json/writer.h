/* writer.h: JSON written straight into growing bytes, without a tree in between.
 *
 * cJSON makes some forty allocations for one record; a list of 10,000 tasks would spend more time there than in
 * reading the documents. The writer keeps only whether a comma is due. Keys are ASCII and need no escape. A failure
 * (out of memory) is kept by the bytes and asked about once at the end.
 *
 * Calling sequence: begin and end in pairs; inside an object a key before each value (writer_key, or the calls that
 * take a key); inside an array values only (key NULL).
 */
#ifndef WORKBOARD_JSON_WRITER_H
#define WORKBOARD_JSON_WRITER_H

#include "base/bytes.h"

#include <stdint.h>

struct json_writer {
    struct bytes *out;
    bool comma; /* due before the next key or value */
};

void writer_init(struct json_writer *writer, struct bytes *out);

/* `key` may be NULL: inside an array, or after nothing at all. */
void writer_begin_object(struct json_writer *writer, const char *key);
void writer_end_object(struct json_writer *writer);
void writer_begin_array(struct json_writer *writer, const char *key);
void writer_end_array(struct json_writer *writer);

/* Invalid UTF-8 becomes U+FFFD; what a terminal would act on (controls, bidirectional marks) becomes an escape. */
void writer_text(struct json_writer *writer, const char *key, struct slice text);

/* The same, but null where the text is empty. */
void writer_text_or_null(struct json_writer *writer, const char *key, struct slice text);

void writer_null(struct json_writer *writer, const char *key);
void writer_truth(struct json_writer *writer, const char *key, bool truth);
void writer_count(struct json_writer *writer, const char *key, size_t count);

/* With at most two digits behind the point. Finite numbers only; others are null. */
void writer_decimal(struct json_writer *writer, const char *key, double number);

/* A hash as 16 hexadecimal digits. */
void writer_rev(struct json_writer *writer, const char *key, uint64_t rev);

/* A key that is a name from a document, for the value that follows. */
void writer_named(struct json_writer *writer, struct slice name);

/* A line ending for people who read along; between values only. */
void writer_line(struct json_writer *writer);

#endif
