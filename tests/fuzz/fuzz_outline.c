/* fuzz_outline.c: any bytes scan, and the outline keeps its promises. */
#include "outline/field.h"
#include "outline/plain.h"

#include "fuzz.h"

/* Spans lie in the document, in their parent's, in order, and begin and end with whole lines. */
static void check_node(const struct outline *outline, uint32_t index)
{
    const struct source *source = outline_source(outline);
    const struct outline_node *node = outline_node(outline, index);
    const struct outline_node *parent = outline_node(outline, node->parent);
    struct span line = source_line(source, node->line);
    bool first_line = node->line == 1;
    require(node->span.start < node->span.end, "the span is empty", index);
    require(span_holds(parent->span, node->span), "the span leaves its parent's", index);
    require(span_holds(node->span, node->content), "the content leaves the span", index);
    require(node->content.start <= node->content.end, "the content ends before it begins", index);
    require(node->span.start == line.start || (first_line && node->span.start == 3), "the span begins in a line",
            index);
    require(node->span.end == source_line(source, source_line_at(source, node->span.end - 1)).end,
            "the span ends in a line", index);
    require(node->parent < index, "the parent stands behind", index);
    require(node->child == 0 || (node->child == index + 1 && outline_node(outline, node->child)->parent == index),
            "the first child does not follow", index);
    if (node->next != 0) {
        const struct outline_node *next = outline_node(outline, node->next);
        require(node->next > index && next->parent == node->parent, "the sibling is none", index);
        require(next->span.start >= node->span.end ||
                    (next->type == OUTLINE_ROW && next->span.start > node->span.start),
                "the sibling begins too early", index);
    }
    if (node->box != OUTLINE_BOX_NONE) {
        struct slice box = source_slice(source, node->box_span);
        require(node->type == OUTLINE_ITEM && box.size == 1 && span_holds(node->span, node->box_span), "a box", index);
        require(box.data[-1] == '[' && box.data[1] == ']', "no box is there", index);
    }
}

static void check_row(const struct outline *outline, uint32_t index)
{
    enum { CELLS = 16 };
    const struct outline_node *row = outline_node(outline, index);
    const struct outline_node *table = outline_node(outline, row->parent);
    struct outline_cell cells[CELLS];
    size_t count = outline_cells(outline, index, cells, CELLS);
    require(table->type == OUTLINE_TABLE && count > 0, "a row without cells or table", index);
    require(!row->header || (count == table->columns && table->child == index), "the header has other columns", index);
    size_t end = row->content.start;
    for (size_t i = 0; i < count && i < CELLS; i++) {
        struct outline_cell cell = {0};
        require(span_holds(row->content, cells[i].outer) && span_holds(cells[i].outer, cells[i].text), "a cell", index);
        require(cells[i].outer.start >= end, "cells overlap", index);
        require(outline_cell_at(outline, index, i, &cell) && cell.text.start == cells[i].text.start &&
                    cell.text.end == cells[i].text.end,
                "a cell is another one by itself", index);
        end = cells[i].outer.end;
    }
}

static void check_fields(const struct outline *outline, uint32_t index)
{
    const struct outline_node *node = outline_node(outline, index);
    struct outline_field field;
    for (size_t position = 0; outline_field_next(outline, index, &position, &field);) {
        require(span_holds(node->span, field.name) && span_holds(node->span, field.value), "a field leaves it", index);
        require(field.name.end < field.value.start && field.name.start < field.name.end, "a field's order", index);
        require(source_line_at(outline_source(outline), field.name.start) == field.line, "a field's line", index);
    }
}

static void check_outline(const struct outline *outline)
{
    uint32_t expected = 1;
    for (uint32_t index = outline_next(outline, 0, 0); index != 0; index = outline_next(outline, 0, index)) {
        require(index == expected++, "walking leaves a node out", index);
        check_node(outline, index);
        if (outline_node(outline, index)->type == OUTLINE_ROW) {
            check_row(outline, index);
        }
        check_fields(outline, index);
        uint32_t section = outline_section_of(outline, index);
        require(section < index, "the section begins behind", index);
        bool top = section == 0 && outline_node(outline, index)->type == OUTLINE_HEADING;
        require(top || span_holds(outline_section_span(outline, section), outline_node(outline, index)->span),
                "the section does not hold it", index);
        if (outline_node(outline, index)->type == OUTLINE_FENCE) {
            outline_fence_info(outline, index);
        }
    }
    require(expected == outline_count(outline), "nodes that nothing leads to", expected);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice text = slice_make(size == 0 ? "" : (const char *)data, size);
    struct source *source = source_copy("fuzz.md", text, NULL);
    struct outline *outline = source == NULL ? NULL : outline_scan(source, NULL);
    require(outline != NULL, "nothing was scanned", 0);
    check_outline(outline);
    outline_free(outline);
    source_release(source);
    struct bytes plain;
    bytes_init(&plain);
    require(plain_append(&plain, text) && plain.size <= size, "plain text grew", 0);
    require(plain_equal(text, text), "a name is not itself", 0);
    bytes_release(&plain);
    return 0;
}
