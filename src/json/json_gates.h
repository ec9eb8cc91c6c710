/* json_gates.h: the gates of a task as JSON: what proves each, and where what is missing is to be put. */
#ifndef WORKBOARD_JSON_JSON_GATES_H
#define WORKBOARD_JSON_JSON_GATES_H

#include "check/gates.h"
#include "json/writer.h"

/* Writes the key "gate_evidence" into an object that is begun. False when memory ran out; the JSON is then without use. */
bool json_gates_write(struct json_writer *writer, const struct proofs *proofs, const struct record *task,
                      struct slice day, struct error *error);

#endif
