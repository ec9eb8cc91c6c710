/* set_fields.h: `--set [KIND:]ID.FIELD=VALUE`: a request of the verb `set` beside that of another verb.
 */
#ifndef WORKBOARD_OPS_SET_FIELDS_H
#define WORKBOARD_OPS_SET_FIELDS_H

#include "ops/verb.h"

/* Makes a request to set the field; the last `.` before the `=` (or `+=`) ends the ID. `words` are its arguments, parts
 * of `text`, both to outlive it; its other parts are left as they are. ERROR_USAGE where the text has no such form. */
bool set_fields_request(struct slice text, struct slice words[2], struct request *request, struct error *error);

#endif
