/* fields.h: FIELD=VALUE as people type it, and which field of a record it means. */
#ifndef WORKBOARD_OPS_FIELDS_H
#define WORKBOARD_OPS_FIELDS_H

#include "ops/operation.h"

struct field_setting {
    struct slice name;
    struct slice value;
    bool append; /* FIELD+=TEXT */
};

/* Reads FIELD=VALUE or FIELD+=TEXT; false where there is no `=` behind a name. */
bool fields_read(struct slice text, struct field_setting *setting);

/* Sets what was typed, a state or a status word, in every place that has a status, each in its own spelling. */
bool fields_set_status(struct operation *operation, const struct record *record, struct slice typed,
                       struct error *error);

/* Sets the field in the record: a status wherever the record has one, anything else at the authority. */
bool fields_set(struct operation *operation, const struct record *record, const struct field_setting *setting,
                struct error *error);

#endif
