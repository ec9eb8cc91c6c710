/* identity.h: how the board remembers a record from one reading of the plan to the next: by kind and name, never by
 * pointer, because each plan has records of its own.
 */
#ifndef WORKBOARD_TUI_IDENTITY_H
#define WORKBOARD_TUI_IDENTITY_H

#include "plan/plan.h"

#include <stdint.h>

struct identity {
    bool known;
    enum kind kind;
    uint64_t name;  /* hash of its name; 0 where it has none */
    size_t number;  /* among the records of its kind: tells namesakes apart, and stands for a name */
};

/* The identity of `record`; not known where it is NULL. */
struct identity identity_of(const struct record *record);

/* Of what a comparison names; its number is not known (SIZE_MAX). */
struct identity identity_named(enum kind kind, struct slice name);

/* How well `record` fits: 0 not at all, 1 the name, 2 the number too. */
int identity_fits(const struct identity *identity, const struct record *record);

/* The record of the plan that fits best, or NULL. */
const struct record *identity_find(const struct identity *identity, const struct plan *plan);

#endif
