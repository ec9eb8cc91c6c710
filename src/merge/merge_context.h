/* merge_context.h: what the merge_*.c files share while one document is merged. Not for others. */
#ifndef WORKBOARD_MERGE_MERGE_CONTEXT_H
#define WORKBOARD_MERGE_MERGE_CONTEXT_H

#include "merge/member.h"
#include "merge/merge_documents.h"
#include "merge/merge_output.h"
#include "merge/part.h"

struct merge {
    const struct part_document *versions[MEMBER_VERSIONS];
    struct merge_output *output;
    const struct merge_options *options;
    bool strip; /* the next text begins in the line of a dash: its indent is left out */
};

/* The same thing in each version; 0 where it is not there. */
struct merge_triple {
    uint32_t at[MEMBER_VERSIONS];
};

/* A part of one version. */
static inline const struct part *merge_part_at(const struct merge *merge, size_t version, uint32_t part)
{
    return &merge->versions[version]->items[part];
}

static inline struct slice merge_bytes(const struct merge *merge, const struct merge_triple *triple, size_t version)
{
    return part_bytes(merge->versions[version], triple->at[version]);
}

/* Of space that both changed, the longer one; of two as long the one that is greater byte for byte: whoever merges. */
static inline struct slice merge_choose_space(const struct slice *base, struct slice ours, struct slice theirs)
{
    if (slice_equal(ours, theirs) || (base != NULL && slice_equal(*base, theirs))) {
        return ours;
    }
    if (base != NULL && slice_equal(*base, ours)) {
        return theirs;
    }
    bool first = ours.size != theirs.size ? ours.size > theirs.size : slice_compare(ours, theirs) >= 0;
    return first ? ours : theirs;
}

/* Merges a table (merge_table.c). `triple` has it in ours and theirs. */
bool merge_table(struct merge *merge, const struct merge_triple *triple, struct error *error);

/* Merges all parts from the documents down (merge_parts.c). */
bool merge_parts(struct merge *merge, struct error *error);

#endif
