#include "merge/merge_row.h"

#include "base/memory.h"
#include "text/utf8.h"

void merge_row_room_release(struct merge_row_room *room)
{
    for (size_t i = 0; i < MEMBER_VERSIONS; i++) {
        memory_free(room->cells[i]);
    }
}

/* ---- cutting ---- */

static bool make_room(struct merge_row_room *room, size_t version, size_t count)
{
    return memory_grow(&room->cells[version], &room->capacities[version], count + 1, sizeof **room->cells);
}

static bool cut_text(const struct part_document *document, const struct part *row, struct merge_row_room *room,
                     size_t version)
{
    size_t count = row->count;
    struct outline_cell *cells = memory_new(count, sizeof *cells);
    bool done = cells != NULL && make_room(room, version, count);
    if (done) {
        (void)outline_cells(document->outline, row->node, cells, count);
        for (size_t i = 0; i < count; i++) {
            room->cells[version][i] = (struct merge_row_cell){.outer = cells[i].outer, .text = cells[i].text};
        }
        room->counts[version] = count;
    }
    memory_free(cells);
    return done;
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/* The delimiter row is no node; there are no escapes in it. */
static bool cut_delimiter(const struct part_document *document, const struct part *row, struct merge_row_room *room,
                          size_t version)
{
    struct slice bytes = source_bytes(document->source);
    size_t start = row->span.start;
    size_t end = row->span.end;
    while (end > start && is_blank(bytes.data[end - 1])) {
        end--;
    }
    while (start < end && bytes.data[start] != '|' && bytes.data[start] != '-' && bytes.data[start] != ':') {
        start++;
    }
    start += start < end && bytes.data[start] == '|';
    end -= end > start && bytes.data[end - 1] == '|';
    room->counts[version] = 0;
    for (size_t at = start; at <= end; at++) {
        if (at == end || bytes.data[at] == '|') {
            if (!make_room(room, version, room->counts[version])) {
                return false;
            }
            struct span span = {.start = start, .end = at};
            room->cells[version][room->counts[version]++] = (struct merge_row_cell){.outer = span, .text = span};
            start = at + 1;
        }
    }
    return true;
}

/* ---- one cell ---- */

struct cell_view {
    bool there;         /* the row has it */
    bool known;         /* the row is there, and its table has the column */
    struct slice outer; /* empty where it is not there */
    struct slice text;
};

static struct cell_view view_of(const struct merge *merge, const struct merge_triple *triple,
                                const struct merge_row_room *room, size_t version, uint32_t column)
{
    struct cell_view view = {.known = triple->at[version] != 0 && column != MEMBER_NONE};
    if (view.known && column < room->counts[version]) {
        const struct merge_row_cell *cell = &room->cells[version][column];
        view.there = true;
        view.outer = source_slice(merge->versions[version]->source, cell->outer);
        view.text = source_slice(merge->versions[version]->source, cell->text);
    }
    return view;
}

static bool write_blanks(struct merge_output *output, size_t count)
{
    static const struct slice blanks = {.data = "                ", .size = 16};
    bool done = true;
    for (; done && count > 0; count -= count < blanks.size ? count : blanks.size) {
        done = merge_output_clear(output, slice_part(blanks, 0, count));
    }
    return done;
}

/* The text of one side in the width to which the other side's padding goes. */
static bool write_fitted(struct merge_output *output, struct slice text, struct slice outer)
{
    size_t left = 0;
    size_t right = 0;
    while (left < outer.size && is_blank(outer.data[left])) {
        left++;
    }
    while (right < outer.size - left && is_blank(outer.data[outer.size - 1 - right])) {
        right++;
    }
    size_t least = right == 0 ? 0 : 1;
    size_t width = utf8_columns(outer, utf8_width_fixed);
    size_t needed = utf8_columns(text, utf8_width_fixed);
    bool to_the_right = left > right && left > 1;
    size_t kept = to_the_right ? right : left;
    size_t other = width > needed + kept ? width - needed - kept : 0;
    other = other > least ? other : least;
    return write_blanks(output, to_the_right ? other : kept) && merge_output_clear(output, text) &&
           write_blanks(output, to_the_right ? kept : other);
}

static bool write_conflict(struct merge_output *output, struct slice ours, struct slice theirs)
{
    return merge_output_clear(output, slice_of(" ")) && merge_output_inline(output, ours, theirs) &&
           merge_output_clear(output, slice_of(" "));
}

static bool write_outer(struct merge_output *output, const struct cell_view *view, enum merge_row_form form)
{
    if (view->there) {
        return merge_output_clear(output, view->outer);
    }
    return merge_output_clear(output, slice_of(form == MERGE_ROW_DELIMITER ? "---" : "  "));
}

/* 1 for a colon at the left, 2 for one at the right. */
static unsigned alignment_of(struct slice delimiter)
{
    struct slice text = slice_trim(delimiter);
    return (text.size > 0 && text.data[0] == ':' ? 1U : 0U) + (text.size > 1 && text.data[text.size - 1] == ':' ? 2U : 0U);
}

/* Whether one side aligned the column in another way and the other one at most drew its line anew. */
static bool is_aligned_anew(struct slice base, struct slice side, struct slice other)
{
    return alignment_of(side) != alignment_of(base) && alignment_of(other) == alignment_of(base);
}

/* Whether the merged cell holds nothing, so that only the pipes around it make it a cell. */
static bool is_empty(const struct cell_view views[MEMBER_VERSIONS], enum merge_row_form form)
{
    const struct cell_view *base = &views[MEMBER_BASE];
    const struct cell_view *ours = &views[MEMBER_OURS];
    const struct cell_view *theirs = &views[MEMBER_THEIRS];
    if (form == MERGE_ROW_DELIMITER) {
        return false;
    }
    if (!ours->known || !theirs->known) {
        return (ours->known ? ours : theirs)->text.size == 0;
    }
    bool changed[2] = {!base->known || !slice_equal(base->text, ours->text),
                       !base->known || !slice_equal(base->text, theirs->text)};
    bool same = slice_equal(ours->text, theirs->text);
    return same ? ours->text.size == 0 : !(changed[0] && changed[1]) && (changed[0] ? ours : theirs)->text.size == 0;
}

static bool write_cell(struct merge_output *output, const struct cell_view views[MEMBER_VERSIONS],
                       enum merge_row_form form)
{
    const struct cell_view *base = &views[MEMBER_BASE];
    const struct cell_view *ours = &views[MEMBER_OURS];
    const struct cell_view *theirs = &views[MEMBER_THEIRS];
    if (!ours->known || !theirs->known) {
        return write_outer(output, ours->known ? ours : theirs, form);
    }
    if (form == MERGE_ROW_DELIMITER && base->known && is_aligned_anew(base->text, ours->text, theirs->text)) {
        return merge_output_clear(output, ours->outer);
    }
    if (form == MERGE_ROW_DELIMITER && base->known && is_aligned_anew(base->text, theirs->text, ours->text)) {
        return merge_output_clear(output, theirs->outer);
    }
    if (form == MERGE_ROW_DELIMITER) {
        struct slice outer = merge_choose_space(base->known ? &base->outer : NULL, ours->outer, theirs->outer);
        return merge_output_clear(output, outer.size > 0 ? outer : slice_of("---"));
    }
    bool same = slice_equal(ours->text, theirs->text);
    if (same || (!base->known && (ours->text.size == 0 || theirs->text.size == 0))) {
        const struct cell_view *fuller = ours->text.size >= theirs->text.size ? ours : theirs;
        struct slice outer =
            same ? merge_choose_space(base->known ? &base->outer : NULL, ours->outer, theirs->outer) : fuller->outer;
        return merge_output_clear(output, outer);
    }
    bool ours_changed = !base->known || !slice_equal(base->text, ours->text);
    bool theirs_changed = !base->known || !slice_equal(base->text, theirs->text);
    if (ours_changed && theirs_changed) {
        return write_conflict(output, ours->text, theirs->text);
    }
    const struct cell_view *changed = ours_changed ? ours : theirs;
    const struct cell_view *other = ours_changed ? theirs : ours;
    if (slice_equal(other->outer, base->outer) || !other->there) {
        return write_outer(output, changed, form);
    }
    return write_fitted(output, changed->text, other->outer);
}

/* ---- the row ---- */

/* Whether the merged row goes on up to this column. */
static bool is_there(const struct cell_view views[MEMBER_VERSIONS])
{
    const struct cell_view *base = &views[MEMBER_BASE];
    const struct cell_view *ours = &views[MEMBER_OURS];
    const struct cell_view *theirs = &views[MEMBER_THEIRS];
    if (!ours->known || !theirs->known) {
        return ours->known ? ours->there : theirs->known && theirs->there;
    }
    if (!base->known) {
        return ours->there || theirs->there;
    }
    return ours->there == base->there ? theirs->there : ours->there;
}

/* Column `number` of the merged table, or behind its last one what rows have too much. */
static void view_column(const struct merge *merge, const struct merge_layout *layout,
                        const struct merge_triple *triple, const struct merge_row_room *room, size_t number,
                        struct cell_view views[MEMBER_VERSIONS])
{
    for (size_t i = 0; i < MEMBER_VERSIONS; i++) {
        uint32_t column = number < layout->count ? layout->columns[number].at[i]
                                                 : (uint32_t)(layout->widths[i] + number - layout->count);
        views[i] = view_of(merge, triple, room, i, column);
    }
}

/* What stands before the first cell, or behind the last one. */
static struct slice edge_of(const struct merge *merge, const struct merge_triple *triple,
                            const struct merge_row_room *room, size_t version, bool end)
{
    const struct part *row = merge_part_at(merge, version, triple->at[version]);
    size_t count = room->counts[version];
    struct span span = row->span;
    if (end) {
        span.start = count > 0 ? room->cells[version][count - 1].outer.end : row->span.end;
    } else {
        span.end = count > 0 ? room->cells[version][0].outer.start : row->span.end;
    }
    return source_slice(merge->versions[version]->source, span);
}

/* `empty`: the cell beside it is, and needs a pipe to be one. */
static bool write_edge(struct merge *merge, const struct merge_triple *triple, const struct merge_row_room *room,
                       bool end, bool empty)
{
    struct slice edges[MEMBER_VERSIONS] = {{0}};
    for (size_t i = 0; i < MEMBER_VERSIONS; i++) {
        if (triple->at[i] != 0) {
            edges[i] = edge_of(merge, triple, room, i, end);
        }
    }
    const struct slice *base = triple->at[MEMBER_BASE] != 0 ? &edges[MEMBER_BASE] : NULL;
    struct slice edge = merge_choose_space(base, edges[MEMBER_OURS], edges[MEMBER_THEIRS]);
    if (triple->at[MEMBER_OURS] == 0 || triple->at[MEMBER_THEIRS] == 0) {
        edge = edges[triple->at[MEMBER_OURS] != 0 ? MEMBER_OURS : MEMBER_THEIRS];
    }
    struct slice pipe = slice_of(empty && slice_find(edge, slice_of("|"), 0) == SLICE_NONE ? "|" : "");
    return (!end || merge_output_clear(merge->output, pipe)) && merge_output_clear(merge->output, edge) &&
           (end || merge_output_clear(merge->output, pipe));
}

static bool write_row(struct merge *merge, const struct merge_layout *layout, const struct merge_triple *triple,
                      enum merge_row_form form, const struct merge_row_room *room)
{
    struct cell_view views[MEMBER_VERSIONS];
    size_t most = layout->count;
    for (size_t i = 0; i < MEMBER_VERSIONS; i++) {
        size_t more = triple->at[i] != 0 && room->counts[i] > layout->widths[i] ? room->counts[i] - layout->widths[i] : 0;
        most = layout->count + more > most ? layout->count + more : most;
    }
    size_t count = 0;
    bool marked = form == MERGE_ROW_REMOVED_OURS || form == MERGE_ROW_REMOVED_THEIRS;
    bool empty[2] = {false, false}; /* the first cell, and the last one */
    for (size_t i = 0; i < most; i++) {
        view_column(merge, layout, triple, room, i, views);
        bool there = is_there(views);
        count = there ? i + 1 : count;
        empty[0] = i == 0 ? !marked && is_empty(views, form) : empty[0];
        empty[1] = there ? (i > 0 || !marked) && is_empty(views, form) : empty[1];
    }
    bool done = write_edge(merge, triple, room, false, empty[0]);
    for (size_t i = 0; done && i < count; i++) {
        view_column(merge, layout, triple, room, i, views);
        done = i == 0 || merge_output_clear(merge->output, slice_of("|"));
        if (i == 0 && marked) {
            bool by_ours = form == MERGE_ROW_REMOVED_OURS;
            struct slice text = views[by_ours ? MEMBER_THEIRS : MEMBER_OURS].text;
            struct slice nothing = {0};
            done = done && write_conflict(merge->output, by_ours ? nothing : text, by_ours ? text : nothing);
        } else {
            done = done && write_cell(merge->output, views, form);
        }
    }
    return done && write_edge(merge, triple, room, true, empty[1]);
}

/* Whether the row goes as it stands. */
static bool is_verbatim(const struct merge *merge, const struct merge_layout *layout,
                        const struct merge_triple *triple, enum merge_row_form form, size_t *version)
{
    bool ours = triple->at[MEMBER_OURS] != 0;
    bool theirs = triple->at[MEMBER_THEIRS] != 0;
    if (form == MERGE_ROW_REMOVED_OURS || form == MERGE_ROW_REMOVED_THEIRS) {
        return false;
    }
    *version = ours ? MEMBER_OURS : MEMBER_THEIRS;
    if (!ours || !theirs) {
        return layout->plain[*version];
    }
    bool base = triple->at[MEMBER_BASE] != 0;
    struct slice our_bytes = merge_bytes(merge, triple, MEMBER_OURS);
    struct slice their_bytes = merge_bytes(merge, triple, MEMBER_THEIRS);
    if (base && slice_equal(merge_bytes(merge, triple, MEMBER_BASE), our_bytes)) {
        *version = MEMBER_THEIRS;
        return layout->plain[MEMBER_THEIRS] && layout->plain[MEMBER_OURS];
    }
    return layout->plain[MEMBER_OURS] && layout->plain[MEMBER_THEIRS] &&
           (slice_equal(our_bytes, their_bytes) ||
            (base && slice_equal(merge_bytes(merge, triple, MEMBER_BASE), their_bytes)));
}

bool merge_row(struct merge *merge, const struct merge_layout *layout, const struct merge_triple *triple,
               enum merge_row_form form, struct merge_row_room *room, struct error *error)
{
    size_t version = 0;
    if (is_verbatim(merge, layout, triple, form, &version)) {
        return merge_output_clear(merge->output, merge_bytes(merge, triple, version)) || error_no_memory(error);
    }
    for (size_t i = 0; i < MEMBER_VERSIONS; i++) {
        const struct part *row = merge_part_at(merge, i, triple->at[i]);
        room->counts[i] = 0;
        if (triple->at[i] == 0) {
            continue;
        }
        if (!(form == MERGE_ROW_DELIMITER ? cut_delimiter(merge->versions[i], row, room, i)
                                          : cut_text(merge->versions[i], row, room, i))) {
            return error_no_memory(error);
        }
    }
    return write_row(merge, layout, triple, form, room) || error_no_memory(error);
}
