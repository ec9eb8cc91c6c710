/* json_plan.h: what a plan says, as the JSON objects of the interface: lists, the status, one record.
 *
 * Each call appends one whole object and a line ending to `out`; items stand on lines of their own. Only memory can
 * fail: that is kept by the bytes and reported once.
 */
#ifndef WORKBOARD_JSON_JSON_PLAN_H
#define WORKBOARD_JSON_JSON_PLAN_H

#include "json/item.h"
#include "json/writer.h"

/* Which records of one kind, and which of their fields (none: all keys of the interface). */
struct json_list {
    enum kind kind;
    const struct record *const *records;
    size_t count;
    const struct item_field *fields;
    size_t field_count;
};

bool json_plan_list(struct bytes *out, const struct item_context *context, const struct json_list *list,
                    struct error *error);
bool json_plan_status(struct bytes *out, const struct item_context *context, struct error *error);

/* The item of `list` and, beside it, "fields": every field of every place; of a task also "gate_evidence", where the context
 * knows the evidence on disk. */
bool json_plan_show(struct bytes *out, const struct item_context *context, const struct record *record,
                    struct error *error);

/* ---- for the other files of this floor ---- */

/* Begins the object with `schema` and `plan`, which is null where there is none. */
void json_plan_begin(struct json_writer *writer, const struct plan *plan);

/* Writes every key that the interface gives the record's kind, into an object that is begun. */
void json_plan_keys(struct json_writer *writer, const struct item_context *context, const struct record *record);

/* Writes what trackers and other work trees say of a record: one object. With `named`, of which record. */
void json_plan_outside(struct json_writer *writer, const struct outside_word *word, bool named);

/* Ends what json_plan_begin began, with a line ending; says whether memory sufficed. */
bool json_plan_end(struct json_writer *writer, struct error *error);

#endif
