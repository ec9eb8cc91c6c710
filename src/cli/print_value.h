/* print_value.h: values of records as people read them. What is appended is still to be cleaned. */
#ifndef WORKBOARD_CLI_PRINT_VALUE_H
#define WORKBOARD_CLI_PRINT_VALUE_H

#include "base/bytes.h"
#include "json/item.h"

/* Appends the value in one line: lists with ", ", truth as yes or no, what is not known as nothing. */
void print_value(struct bytes *out, const struct plan *plan, const struct record *record,
                 const struct item_value *value);

/* Appends the names of the links, with ", " between them; with `closed` false only of what is not closed. */
void print_links(struct bytes *out, const struct plan_links *links, bool closed);

/* Appends whether a task, or a queue's entry, can be taken: "ready", "waits for A, B", "claimed by X", "held by B1",
 * or its state. */
void print_readiness(struct bytes *out, const struct record *record);

/* Appends FILE:LINE of a place. */
void print_place(struct bytes *out, const struct plan *plan, const struct plan_place *place);

/* Appends an age: "35 min", "4 h", "3 d". */
void print_age(struct bytes *out, double hours);

#endif
