#include "ops/next_id.h"

/* The highest number met so far, and how many digits it is written with. */
struct highest {
    struct slice prefix;
    unsigned long number;
    size_t digits;
};

static void count_in(struct highest *highest, struct slice id)
{
    struct slice prefix;
    unsigned long number = 0;
    if (id_split(id, &prefix, &number) && slice_equal_fold(prefix, highest->prefix) && number >= highest->number) {
        highest->number = number;
        highest->digits = id.size - prefix.size;
    }
}

struct slice next_id_prefix(const struct plan *plan, enum kind kind)
{
    const struct records *records = &plan->records[kind];
    const struct id_shapes *shapes = &plan->profile->shapes[kind];
    struct slice prefix;
    unsigned long number = 0;
    for (size_t i = records->count; i > 0; i--) {
        if (id_split(records->items[i - 1]->id, &prefix, &number)) {
            return prefix;
        }
    }
    if (shapes->count > 0 && slice_ends(shapes->items[0], slice_of("#"))) {
        prefix = slice_part(shapes->items[0], 0, shapes->items[0].size - 1);
        for (size_t i = 0; i < prefix.size; i++) {
            if (strchr("#@*\\", prefix.data[i]) != NULL) {
                return slice_of("");
            }
        }
        return prefix;
    }
    return slice_of("");
}

bool next_id(struct operation *operation, enum kind kind, struct slice prefix, struct slice *id, struct error *error)
{
    const struct plan *plan = operation->plan;
    const struct profile *profile = plan->profile;
    struct highest highest = {.prefix = prefix.size > 0 ? prefix : next_id_prefix(plan, kind), .digits = 1};
    bool known = highest.prefix.size > 0 || plan->records[kind].count > 0;
    if (!known || profile->shapes[kind].count == 0) {
        return error_set(error, ERROR_USAGE, "what the next %s is called cannot be told; say it with id=ID",
                         kind_name(kind));
    }
    for (size_t i = 0; i < plan->records[kind].count; i++) {
        count_in(&highest, plan->records[kind].items[i]->id);
    }
    for (size_t d = 0; d < plan->document_count; d++) {
        struct slice text = source_bytes(plan->documents[d]->source);
        struct id_reference found;
        size_t at = 0;
        while (id_next(text, &profile->references[kind], &profile->range_marks, &at, &found)) {
            count_in(&highest, found.first);
            if (found.last.size > 0) {
                count_in(&highest, found.last);
            }
        }
    }
    *id = arena_format(&operation->change->arena, "%.*s%0*lu", SLICE_PRINT(highest.prefix), (int)highest.digits,
                       highest.number + 1);
    return id->data != NULL || error_no_memory(error);
}
