#include "ops/claims_fill.h"

#include "text/utf8.h"

/* To the second, where the place writes moments so: "...T14:03Z" becomes "...T14:03:00Z". */
static struct slice moment(const struct claim_filling *filling)
{
    struct slice since = filling->since;
    if (filling->writes == NULL || !filling->writes->seconds || !slice_ends(since, slice_of("Z"))) {
        return since;
    }
    struct slice full = arena_format(filling->arena, "%.*s:00Z", SLICE_PRINT(slice_part(since, 0, since.size - 1)));
    return full.data == NULL ? since : full;
}

/* The first `length` characters of a value. */
static struct slice cut_value(const struct claim_filling *filling, enum role role, struct slice value)
{
    for (size_t i = 0; filling->writes != NULL && i < filling->writes->cut_count; i++) {
        size_t at = 0;
        size_t characters = 0;
        if (filling->writes->cuts[i].role != role) {
            continue;
        }
        while (at < value.size && characters < filling->writes->cuts[i].length) {
            (void)utf8_decode(value, &at);
            characters++;
        }
        value = slice_trim(slice_part(value, 0, at));
    }
    return value;
}

static struct slice filling_value(void *context, enum role role, struct slice name)
{
    const struct claim_filling *filling = context;
    (void)name;
    switch (role) {
    case ROLE_ID:
    case ROLE_TASK:
        return filling->id;
    case ROLE_TITLE:
        return cut_value(filling, role, filling->title);
    case ROLE_LANE:
        return filling->lane;
    case ROLE_WHO:
        return cut_value(filling, role, filling->who);
    case ROLE_SINCE:
        return cut_value(filling, role, moment(filling));
    case ROLE_STATUS:
        return profile_spelling(filling->profile, filling->rule, STATE_IN_PROGRESS);
    default:
        return slice_of("");
    }
}

struct slice claims_fill(const struct template *template, struct claim_filling *filling)
{
    struct bytes text;
    bytes_init(&text);
    bool filled = template_fill(template, filling_value, filling, &text);
    struct slice value = filled ? arena_copy(filling->arena, bytes_slice(&text)) : (struct slice){0};
    bytes_release(&text);
    return value;
}
