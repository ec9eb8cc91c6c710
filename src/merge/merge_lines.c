#include "merge/merge_lines.h"

#include "text/diff_script.h"

enum { BASE, OURS, THEIRS, VERSIONS };

struct texts {
    struct diff_side versions[VERSIONS];
    struct diff diffs[2]; /* of ours and theirs against the base */
    size_t next[2];       /* hunk of each */
    size_t shift[2];      /* added to a line of the base (wrapping): the line of the side, before the next hunk */
};

static struct slice lines_of(const struct diff_side *side, size_t start, size_t end)
{
    size_t from = start < side->lines.count ? side->lines.starts[start] : side->text.size;
    size_t to = end < side->lines.count ? side->lines.starts[end] : side->text.size;
    return slice_part(side->text, from, to);
}

static bool has_hunk(const struct texts *texts, size_t side)
{
    return texts->next[side] < texts->diffs[side].count;
}

static const struct diff_hunk *hunk_of(const struct texts *texts, size_t side)
{
    return &texts->diffs[side].hunks[texts->next[side]];
}

/* The side of which the next hunk comes first. */
static size_t first_side(const struct texts *texts)
{
    if (!has_hunk(texts, 0) || !has_hunk(texts, 1)) {
        return has_hunk(texts, 0) ? 0 : 1;
    }
    return hunk_of(texts, 0)->old_start <= hunk_of(texts, 1)->old_start ? 0 : 1;
}

/* Takes all hunks that touch the lines of the base from `*start` to `*end`, which grow with them. */
static void take_touching(struct texts *texts, size_t *end, bool taken[2])
{
    bool more = true;
    while (more) {
        more = false;
        for (size_t side = 0; side < 2; side++) {
            while (has_hunk(texts, side) && hunk_of(texts, side)->old_start - 1 <= *end) {
                const struct diff_hunk *hunk = hunk_of(texts, side);
                size_t behind = hunk->old_start - 1 + hunk->old_count;
                *end = behind > *end ? behind : *end;
                texts->shift[side] += hunk->new_count - hunk->old_count;
                texts->next[side]++;
                taken[side] = true;
                more = true;
            }
        }
    }
}

static bool write_merged(struct merge_output *output, struct texts *texts)
{
    size_t at = 0; /* line of the base */
    bool done = true;
    while (done && (has_hunk(texts, 0) || has_hunk(texts, 1))) {
        size_t start = hunk_of(texts, first_side(texts))->old_start - 1;
        size_t end = start;
        bool taken[2] = {false, false};
        size_t starts[2] = {start + texts->shift[0], start + texts->shift[1]};
        done = merge_output_clear(output, lines_of(&texts->versions[BASE], at, start));
        take_touching(texts, &end, taken);
        struct slice sides[2];
        for (size_t side = 0; side < 2; side++) {
            sides[side] = lines_of(&texts->versions[OURS + side], starts[side], end + texts->shift[side]);
        }
        if (!taken[0] || !taken[1] || slice_equal(sides[0], sides[1])) {
            done = done && merge_output_clear(output, sides[taken[0] ? 0 : 1]);
        } else {
            done = done && merge_output_conflict(output, sides[0], sides[1]);
        }
        at = end;
    }
    return done && merge_output_clear(output, lines_of(&texts->versions[BASE], at, SLICE_NONE));
}

bool merge_lines(struct merge_output *output, struct slice base, struct slice ours, struct slice theirs,
                 struct error *error)
{
    struct texts texts = {.versions = {{.text = base}, {.text = ours}, {.text = theirs}}};
    bool done = true;
    for (size_t i = 0; done && i < VERSIONS; i++) {
        done = line_index_make(&texts.versions[i].lines, texts.versions[i].text, LINE_INDEX_FEED) ||
               error_no_memory(error);
    }
    for (size_t i = 0; done && i < 2; i++) {
        done = diff_script_make(&texts.versions[BASE], &texts.versions[OURS + i], &texts.diffs[i], error);
    }
    done = done && (write_merged(output, &texts) || error_no_memory(error));
    for (size_t i = 0; i < VERSIONS; i++) {
        line_index_release(&texts.versions[i].lines);
    }
    diff_release(&texts.diffs[0]);
    diff_release(&texts.diffs[1]);
    return done;
}
