#include "store/save_merge.h"

#include "merge/merge_documents.h"

/* The last line, its ending included. */
static struct slice last_line(struct slice text)
{
    size_t start = text.size;
    while (start > 0 && (start == text.size || text.data[start - 1] != '\n')) {
        start--;
    }
    return slice_part(text, start, text.size);
}

static bool is_appended(struct slice before, struct slice theirs)
{
    return slice_starts(theirs, before);
}

/* Whether `ours` ends as `before` does, with a whole line, so that what stood behind that may stand behind ours. */
static bool keeps_end(struct slice before, struct slice ours)
{
    return slice_ends(before, slice_of("\n")) && slice_equal(last_line(before), last_line(ours));
}

static bool append(struct slice before, struct slice theirs, struct slice ours, struct bytes *out)
{
    bytes_append(out, ours);
    return bytes_append(out, slice_part(theirs, before.size, theirs.size));
}

bool save_merge_documents(void *context, const char *path, struct slice before, struct slice theirs,
                          struct slice ours, struct bytes *out)
{
    const struct save_merge_stamps *stamps = context;
    const struct merge_options options = {
        .stamps = stamps == NULL ? NULL : stamps->names,
        .stamp_count = stamps == NULL ? 0 : stamps->count,
    };
    size_t start = out->size;
    size_t conflicts = 0;
    if (is_appended(before, theirs) && keeps_end(before, ours)) {
        return append(before, theirs, ours, out);
    }
    if (!merge_documents(path, before, ours, theirs, &options, out, &conflicts, NULL)) {
        return false;
    }
    if (conflicts == 0) {
        return true;
    }
    out->size = start;
    return is_appended(before, theirs) && append(before, theirs, ours, out);
}
