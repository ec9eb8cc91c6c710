#include "merge/merge_endings.h"

enum { BASE, OURS, THEIRS, VERSIONS };

static enum merge_ending ending_of(struct slice text)
{
    enum merge_ending found = MERGE_ENDING_NONE;
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] != '\n' && text.data[i] != '\r') {
            continue;
        }
        bool both = text.data[i] == '\r' && i + 1 < text.size && text.data[i + 1] == '\n';
        enum merge_ending ending = both ? MERGE_ENDING_BOTH : MERGE_ENDING_FEED;
        if (text.data[i] == '\r' && !both) {
            return MERGE_ENDING_MIXED;
        }
        if (found != MERGE_ENDING_NONE && found != ending) {
            return MERGE_ENDING_MIXED;
        }
        found = ending;
        i += both;
    }
    return found;
}

/* What the sides want: what one of them changed, and of two changes the one that makes all lines alike. */
static void choose_ending(const enum merge_ending endings[VERSIONS], struct merge_form *form)
{
    enum merge_ending base = endings[BASE];
    enum merge_ending ours = endings[OURS] == MERGE_ENDING_NONE ? base : endings[OURS];
    enum merge_ending theirs = endings[THEIRS] == MERGE_ENDING_NONE ? base : endings[THEIRS];
    base = base == MERGE_ENDING_NONE ? ours : base;
    form->ending = theirs == base ? ours : ours == base ? theirs : ours < theirs ? ours : theirs;
    if (ours == theirs) {
        form->ending = ours;
    }
    form->convert = form->ending != MERGE_ENDING_MIXED && form->ending != MERGE_ENDING_NONE &&
                    (ours != theirs || base != ours);
}

static bool ends(struct slice text)
{
    return text.size > 0 && (text.data[text.size - 1] == '\n' || text.data[text.size - 1] == '\r');
}

static bool choose_end(const struct slice versions[VERSIONS])
{
    bool ours = ends(versions[OURS]);
    bool theirs = ends(versions[THEIRS]);
    if (ours == theirs || versions[OURS].size == 0 || versions[THEIRS].size == 0) {
        return versions[OURS].size == 0 ? theirs : ours;
    }
    return versions[BASE].size == 0 || !ends(versions[BASE]);
}

static void append_converted(struct bytes *bytes, struct slice text, struct slice ending)
{
    size_t start = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] != '\n' && text.data[i] != '\r') {
            continue;
        }
        bool both = text.data[i] == '\r' && i + 1 < text.size && text.data[i + 1] == '\n';
        bytes_append(bytes, slice_part(text, start, i));
        bytes_append(bytes, ending);
        i += both;
        start = i + 1;
    }
    bytes_append(bytes, slice_part(text, start, text.size));
}

bool merge_endings_join(const struct slice versions[VERSIONS], struct bytes joined[VERSIONS], struct merge_form *form)
{
    enum merge_ending endings[VERSIONS];
    bool done = true;
    for (size_t i = 0; i < VERSIONS; i++) {
        endings[i] = ending_of(versions[i]);
    }
    choose_ending(endings, form);
    form->ends = choose_end(versions);
    bool both = form->ending == MERGE_ENDING_BOTH && !form->convert;
    for (size_t i = 0; i < VERSIONS; i++) {
        bytes_reserve(&joined[i], versions[i].size + 2);
        if (form->convert) {
            append_converted(&joined[i], versions[i], slice_of("\n"));
        } else {
            bytes_append(&joined[i], versions[i]);
        }
        if (versions[i].size > 0 && !ends(versions[i])) {
            bytes_append_text(&joined[i], both ? "\r\n" : "\n");
        }
        done = done && !joined[i].failed;
    }
    return done;
}

bool merge_endings_restore(struct slice merged, const struct merge_form *form, bool whole, struct bytes *out)
{
    if (whole && !form->ends && ends(merged)) {
        bool both = slice_ends(merged, slice_of("\r\n"));
        merged = slice_part(merged, 0, merged.size - (both ? 2 : 1));
    }
    if (form->convert && form->ending == MERGE_ENDING_BOTH) {
        append_converted(out, merged, slice_of("\r\n"));
    } else {
        bytes_append(out, merged);
    }
    return !out->failed;
}
