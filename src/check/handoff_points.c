#include "check/handoff_points.h"

/* The heading that one of the globs fits, or 0. */
static uint32_t find_heading(const struct outline *outline, const struct profile_globs *under)
{
    for (uint32_t node = outline_next(outline, 0, 0); node != 0; node = outline_next(outline, 0, node)) {
        if (outline_node(outline, node)->type == OUTLINE_HEADING &&
            profile_globs_fit(under, slice_trim(outline_text(outline, node)))) {
            return node;
        }
    }
    return 0;
}

static struct slice first_line(struct slice text)
{
    struct slice line = {0};
    return slice_next(&text, '\n', &line) ? slice_trim(line) : slice_trim(text);
}

static bool add_items(const struct plan *plan, size_t document, uint32_t heading, struct arena *arena,
                      struct handoff_points *points)
{
    const struct outline *outline = plan->documents[document]->outline;
    uint32_t end = outline_section_end(outline, heading);
    for (uint32_t node = outline_next(outline, 0, heading); node != 0 && (end == 0 || node < end);
         node = outline_next(outline, 0, node)) {
        if (outline_node(outline, node)->type != OUTLINE_ITEM) {
            continue;
        }
        if (!arena_grow(arena, &points->items, &points->capacity, points->count + 1, sizeof *points->items)) {
            return false;
        }
        points->items[points->count++] = (struct handoff_point){
            .document = document,
            .line = outline_node(outline, node)->line,
            .text = first_line(outline_text(outline, node)),
        };
    }
    return true;
}

bool handoff_points_of(const struct plan *plan, uint32_t documents, const struct profile_globs *under,
                       struct arena *arena, struct handoff_points *points)
{
    for (size_t i = 0; i < plan->document_count && documents != 0; i++) {
        struct slice path = slice_of(plan->documents[i]->path);
        const struct outline *outline = plan->documents[i]->outline;
        bool meant = (profile_documents_of(plan->profile, path) & documents) != 0 && outline != NULL;
        uint32_t heading = meant ? find_heading(outline, under) : 0;
        if (heading != 0) {
            return add_items(plan, i, heading, arena, points);
        }
    }
    return true;
}

struct slice handoff_point_title(struct slice text)
{
    size_t colon = slice_find(text, slice_of(":"), 0);
    return slice_trim(colon == SLICE_NONE ? text : slice_part(text, 0, colon));
}
