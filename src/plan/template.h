/* template.h: how several values stand in one cell, item or heading.
 *
 * A template is literal text with `{role}` where a value stands and `[...]` around what may be missing:
 *
 *     {id}[ {title}][ (`{alias}`)]        M7-T01 SPEC-26 closure (`loop-bih.1`)
 *
 * `{id}` takes what has one of the kind's ID shapes, wrapped in backquotes or bold where the text has them (in a kind without shapes: as
 * any other value); any other value takes as little as lets the rest match, and at least one byte. A blank in the template matches any run of
 * blanks. `\` takes the meaning from the next character. The whole text must match. Optional parts do not nest.
 */
#ifndef WORKBOARD_PLAN_TEMPLATE_H
#define WORKBOARD_PLAN_TEMPLATE_H

#include "base/arena.h"
#include "base/error.h"
#include "plan/id.h"
#include "plan/kind.h"

struct template_part; /* literal, value, or the bounds of an optional part */

struct template {
    struct template_part *parts;
    size_t count;
    struct slice text; /* as written */
};

struct template_value {
    enum role role;
    struct slice name; /* of ROLE_OTHER: the name written in the template */
    struct span span;  /* trimmed, in the text that was matched */
};

enum { TEMPLATE_VALUES = 12 };

struct template_match {
    struct template_value values[TEMPLATE_VALUES];
    size_t count;
};

/* Reads a template; says in `error` (message only) what is wrong with it. Everything is kept in `arena`. */
bool template_parse(struct arena *arena, struct slice text, struct template *template, struct error *error);

bool template_match(const struct template *template, const struct id_shapes *shapes, struct slice text,
                    struct template_match *match);

/* Whether the template has a place for the role. */
bool template_has(const struct template *template, enum role role);

/* Appends the template filled in: `value(context, role, name)` gives each value; an optional part with an empty value is left out. */
struct bytes;
bool template_fill(const struct template *template,
                   struct slice (*value)(void *context, enum role role, struct slice name), void *context,
                   struct bytes *out);

/* Appends the optional part with which the template ends, where it has the role; nothing where there is none. */
bool template_fill_end(const struct template *template, enum role role,
                       struct slice (*value)(void *context, enum role role, struct slice name), void *context,
                       struct bytes *out);

#endif
