#include "check/mentions.h"

#include "plan/query.h"

#include <stdio.h>

enum { LONGEST_ID = 128 };

void mentions_begin(struct mentions *mentions, const struct plan *plan, enum kind kind, struct slice text)
{
    *mentions = (struct mentions){.plan = plan, .kind = kind, .text = text};
}

static void begin_range(struct mentions *mentions, const struct id_reference *reference)
{
    unsigned long from = 0;
    unsigned long to = 0;
    if (id_split(reference->first, &mentions->prefix, &from) && id_split(reference->last, &mentions->prefix, &to) &&
        from <= to) {
        mentions->width = (int)(reference->last.size - mentions->prefix.size);
        mentions->number = from;
        mentions->last = to - from >= MENTIONS_RANGE ? from + MENTIONS_RANGE - 1 : to;
        mentions->in_range = true;
    }
}

static const struct record *next_in_range(struct mentions *mentions)
{
    char id[LONGEST_ID];
    int size = snprintf(id, sizeof id, "%.*s%0*lu", SLICE_PRINT(mentions->prefix), mentions->width, mentions->number);
    mentions->in_range = mentions->number < mentions->last;
    mentions->number++;
    return size > 0 && (size_t)size < sizeof id
               ? query_id(mentions->plan, mentions->kind, slice_make(id, (size_t)size))
               : NULL;
}

bool mentions_next(struct mentions *mentions, const struct record **record, bool *ranged)
{
    const struct profile *profile = mentions->plan->profile;
    struct id_reference reference;
    *record = NULL;
    *ranged = false;
    if (!mentions->begun) {
        /* A text that is nothing but an identifier names it, however references in texts look. */
        mentions->begun = true;
        *record = query_id(mentions->plan, mentions->kind, mentions->text);
        mentions->at = *record == NULL ? 0 : mentions->text.size;
    }
    while (*record == NULL) {
        if (mentions->in_range) {
            *ranged = true;
            *record = next_in_range(mentions);
        } else if (!id_next(mentions->text, &profile->references[mentions->kind], &profile->range_marks, &mentions->at,
                            &reference)) {
            return false;
        } else if (reference.last.size > 0) {
            begin_range(mentions, &reference);
        } else {
            *record = query_id(mentions->plan, mentions->kind, reference.first);
        }
    }
    return true;
}
