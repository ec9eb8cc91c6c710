#include "merge/merge_unchanged.h"

bool merge_unchanged(struct slice base, struct slice ours, struct slice theirs, struct slice *merged)
{
    if (slice_equal(ours, theirs) || slice_equal(base, theirs)) {
        *merged = ours;
        return true;
    }
    if (slice_equal(base, ours)) {
        *merged = theirs;
        return true;
    }
    return false;
}
