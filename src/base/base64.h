/* base64.h: bytes as text, RFC 4648, section 4, without line breaks. */
#ifndef WORKBOARD_BASE_BASE64_H
#define WORKBOARD_BASE_BASE64_H

#include "base/bytes.h"

/* Appends the text of the bytes. */
void base64_write(struct bytes *out, struct slice text);

/* Appends the bytes of a text, padded as it must be. False where it is none, or memory ran out. */
bool base64_read(struct bytes *out, const char *text);

#endif
