/* json_error.h: an error as the JSON object of the interface. */
#ifndef WORKBOARD_JSON_JSON_ERROR_H
#define WORKBOARD_JSON_JSON_ERROR_H

#include "base/bytes.h"
#include "base/error.h"

/* Appends one object and a line ending; `out` may fail. */
void json_error(struct bytes *out, const struct error *error);

#endif
