/* Headings that say how much stands below them, as the profile's `counts` tells: "Next 9 Tasks". */
#include "check/rule.h"

#include "base/bytes.h"

/* Where the number stands in the heading, and what it says. False where no template fits. */
static bool read_count(const struct profile *profile, struct slice heading, struct span *span, size_t *number)
{
    struct template_match match;
    for (size_t i = 0; i < profile->counted_count; i++) {
        if (!template_match(&profile->counted[i], NULL, heading, &match)) {
            continue;
        }
        for (size_t k = 0; k < match.count; k++) {
            struct slice text = slice_part(heading, match.values[k].span.start, match.values[k].span.end);
            bool digits = text.size > 0 && text.size < 7 && slice_equal(match.values[k].name, slice_of("count"));
            *number = 0;
            for (size_t at = 0; digits && at < text.size; at++) {
                digits = text.data[at] >= '0' && text.data[at] <= '9';
                *number = *number * 10 + (size_t)(text.data[at] - '0');
            }
            if (digits) {
                *span = match.values[k].span;
                return true;
            }
        }
    }
    return false;
}

/* A row that only holds a place: one of its first two cells says so, as the first may be its rank. */
static bool is_empty_row(const struct plan *plan, size_t document, uint32_t row)
{
    const struct outline *outline = plan->documents[document]->outline;
    struct outline_cell cells[2];
    size_t count = outline_cells(outline, row, cells, 2);
    for (size_t i = 0; i < count && i < 2; i++) {
        if (profile_is_placeholder(plan->profile, source_slice(plan->documents[document]->source, cells[i].text))) {
            return true;
        }
    }
    return false;
}

/* The rows or items of the first table or list below the heading. False where there is none. */
static bool count_below(const struct plan *plan, size_t document, uint32_t heading, size_t *count)
{
    const struct outline *outline = plan->documents[document]->outline;
    uint32_t node = outline_node(outline, heading)->next;
    while (node != 0 && outline_node(outline, node)->type != OUTLINE_HEADING &&
           outline_node(outline, node)->type != OUTLINE_TABLE && outline_node(outline, node)->type != OUTLINE_LIST) {
        node = outline_node(outline, node)->next;
    }
    if (node == 0 || outline_node(outline, node)->type == OUTLINE_HEADING) {
        return false;
    }
    *count = 0;
    for (uint32_t entry = outline_node(outline, node)->child; entry != 0; entry = outline_node(outline, entry)->next) {
        bool row = outline_node(outline, entry)->type == OUTLINE_ROW;
        bool counts = row ? !outline_node(outline, entry)->header && !is_empty_row(plan, document, entry)
                          : !profile_is_placeholder(plan->profile, outline_text(outline, entry));
        *count += counts ? 1 : 0;
    }
    return true;
}

static bool check_heading(struct check *check, size_t document, uint32_t heading)
{
    const struct outline *outline = check->plan->documents[document]->outline;
    struct slice text = outline_text(outline, heading);
    struct span span;
    size_t said = 0;
    size_t count = 0;
    if (!read_count(check->plan->profile, text, &span, &said) || !count_below(check->plan, document, heading, &count) ||
        said == count) {
        return true;
    }
    size_t start = outline_node(outline, heading)->content.start;
    struct span place = {.start = start + span.start, .end = start + span.end};
    struct finding *finding =
        check_at_span(check, document, place, slice_of(""), "the heading counts %zu, and %zu stand below it", said, count);
    if (finding == NULL) {
        return false;
    }
    finding->fix = (struct finding_fix){.kind = FIX_BYTES, .span = place};
    struct slice number = arena_format(&check->findings->arena, "%zu", count);
    finding->fix.text = number;
    return number.data != NULL;
}

bool rule_heading_count(struct check *check)
{
    for (size_t i = 0; i < check->plan->document_count && check->plan->profile->counted_count > 0; i++) {
        const struct outline *outline = check->plan->documents[i]->outline;
        for (uint32_t node = outline_count(outline) > 1 ? outline_node(outline, 0)->child : 0; node != 0;
             node = outline_node(outline, node)->next) {
            if (outline_node(outline, node)->type == OUTLINE_HEADING && !check_heading(check, i, node)) {
                return false;
            }
        }
    }
    return true;
}
