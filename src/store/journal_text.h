/* journal_text.h: bytes of any kind in the JSON of the journal and the change log, and back.
 *
 * What is UTF-8 without a NUL is a JSON string; anything else is {"base64": "..."}, because JSON (and cJSON) can hold
 * it in no other way. Numbers of 64 bits are strings of hexadecimal digits: JSON readers keep no more than 53 bits.
 */
#ifndef WORKBOARD_STORE_JOURNAL_TEXT_H
#define WORKBOARD_STORE_JOURNAL_TEXT_H

#include "base/bytes.h"

#include <cjson/cJSON.h>
#include <stdint.h>

/* Appends the value; data NULL is null. A failure is kept by `out`. */
void journal_text_write(struct bytes *out, struct slice text);
void journal_text_write_hash(struct bytes *out, uint64_t number);

/* Appends the bytes of the member `key`. False where it is missing or no text; `*is_null` (may be NULL: then null is
 * no text). */
bool journal_text_read(const cJSON *object, const char *key, struct bytes *out, bool *is_null);

/* The same for a value that stands in an array. NULL is no text. */
bool journal_text_read_item(const cJSON *item, struct bytes *out);
bool journal_text_read_hash(const cJSON *object, const char *key, uint64_t *number);

/* A whole number from 0 to 2^53. */
bool journal_text_read_count(const cJSON *object, const char *key, size_t *number);

#endif
