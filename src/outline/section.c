/* section.c: headings directly in the document, and what stands below them. */
#include "outline/scan.h"

#include "base/memory.h"

enum { LEVELS = 6 };

bool scan_sections(struct outline *outline)
{
    /* The sections that a heading of each level is in or ends: numbers in the array, from 1. */
    size_t open[LEVELS + 1] = {0};
    for (uint32_t node = outline->nodes[0].child; node != 0; node = outline->nodes[node].next) {
        if (outline->nodes[node].type != OUTLINE_HEADING) {
            continue;
        }
        if (!memory_grow(&outline->sections, &outline->section_capacity, outline->section_count + 1,
                         sizeof *outline->sections)) {
            return false;
        }
        size_t level = outline->nodes[node].level;
        uint32_t parent = 0;
        for (size_t i = 1; i <= LEVELS; i++) {
            if (open[i] != 0 && i < level) {
                parent = outline->sections[open[i] - 1].heading;
            } else if (open[i] != 0) {
                outline->sections[open[i] - 1].end = node;
                open[i] = 0;
            }
        }
        outline->sections[outline->section_count++] = (struct outline_section){.heading = node, .parent = parent};
        open[level] = outline->section_count;
    }
    return true;
}

/* The last section whose heading is `index` or stands before it; NULL where there is none. */
static const struct outline_section *section_before(const struct outline *outline, uint32_t index)
{
    size_t low = 0;
    size_t high = outline->section_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (outline->sections[middle].heading <= index) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low == 0 ? NULL : &outline->sections[low - 1];
}

uint32_t outline_section_of(const struct outline *outline, uint32_t index)
{
    const struct outline_section *section = index == 0 ? NULL : section_before(outline, index);
    if (section == NULL) {
        return 0;
    }
    return section->heading == index ? section->parent : section->heading;
}

uint32_t outline_section_end(const struct outline *outline, uint32_t heading)
{
    if (heading == 0) {
        return outline->section_count == 0 ? 0 : outline->sections[0].heading;
    }
    const struct outline_section *section = section_before(outline, heading);
    return section == NULL || section->heading != heading ? 0 : section->end;
}

struct span outline_section_span(const struct outline *outline, uint32_t heading)
{
    struct span document = outline->nodes[0].span;
    uint32_t end = outline_section_end(outline, heading);
    return (struct span){
        .start = outline->nodes[heading].span.start,
        .end = end == 0 ? document.end : outline->nodes[end].span.start,
    };
}
