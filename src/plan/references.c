#include "plan/references.h"

enum { LONGEST_RANGE = 10000 };

static bool each_in_range(struct plan *plan, enum kind kind, const struct id_reference *reference,
                          references_found found, void *context)
{
    struct slice prefix;
    unsigned long from = 0;
    unsigned long to = 0;
    if (!id_split(reference->first, &prefix, &from) || !id_split(reference->last, &prefix, &to)) {
        return true;
    }
    size_t width = reference->last.size - prefix.size;
    for (unsigned long number = from; number <= to && number - from < LONGEST_RANGE; number++) {
        struct slice id = arena_format(&plan->arena, "%.*s%0*lu", SLICE_PRINT(prefix), (int)width, number);
        if (id.data == NULL) {
            return false;
        }
        struct record *record = index_find(plan, kind, id);
        bool is_end = number == from || number == to;
        if ((record != NULL || is_end) && !found(context, record, id, true)) {
            return false;
        }
    }
    return true;
}

/* Whether the text is an identifier as the kind's own records have it, and nothing else. */
static bool is_identifier(const struct plan *plan, enum kind kind, struct slice text)
{
    for (size_t i = 0; i < plan->profile->shapes[kind].count; i++) {
        if (id_has_shape(plan->profile->shapes[kind].items[i], text)) {
            return true;
        }
    }
    return false;
}

bool references_each(struct plan *plan, enum kind kind, struct slice text, references_found found, void *context)
{
    const struct profile *profile = plan->profile;
    struct id_reference reference;
    size_t at = 0;
    text = slice_trim(text);
    if (is_identifier(plan, kind, text)) {
        return found(context, index_find(plan, kind, text), text, false);
    }
    while (id_next(text, &profile->references[kind], &profile->range_marks, &at, &reference)) {
        bool done = reference.last.size > 0
                        ? each_in_range(plan, kind, &reference, found, context)
                        : found(context, index_find(plan, kind, reference.first), reference.first, false);
        if (!done) {
            return false;
        }
    }
    return true;
}
