#include "outline/structure_parts.h"

enum { MOST_LEVEL = 6 };

/* ---- headings and sections ---- */

static bool find_heading(const struct structure_work *work, uint32_t *heading)
{
    *heading = work->scope.heading;
    if (*heading == 0) {
        return error_set(work->error, ERROR_USAGE, "%s needs the heading that is meant: --under HEADING",
                         structure_operations[work->request->operation].name);
    }
    return structure_was(work, outline_node(work->outline, *heading)->line, outline_text(work->outline, *heading));
}

/* The level of a new section in the one of `heading`: that of the sections that are there, else one deeper. In the
 * document: that of most general ones, below its title. */
static unsigned level_in(const struct outline *outline, uint32_t heading)
{
    unsigned level = 0;
    unsigned titles = 0;
    for (uint32_t at = outline_node(outline, 0)->child; at != 0; at = outline_node(outline, at)->next) {
        const struct outline_node *node = outline_node(outline, at);
        if (node->type != OUTLINE_HEADING) {
            continue;
        }
        titles += node->level == 1 ? 1 : 0;
        bool inside = heading == 0 ? node->level > 1 : outline_section_of(outline, at) == heading;
        if (inside && (level == 0 || node->level < level)) {
            level = node->level;
        }
    }
    if (heading == 0) {
        return titles > 1 ? 1 : level != 0 ? level : titles + 1;
    }
    unsigned deeper = outline_node(outline, heading)->level + 1U;
    return level != 0 ? level : deeper > MOST_LEVEL ? MOST_LEVEL : deeper;
}

/* TEXT is the heading and, in further lines, what stands below it. `## ` at its beginning says the level. */
static bool add_section(struct structure_work *work)
{
    if (!work->scope.whole && work->scope.heading == 0) {
        return error_set(work->error, ERROR_USAGE, "no section can stand before the first heading");
    }
    if (!structure_was(work, 0, slice_of(""))) {
        return false;
    }
    struct slice text = slice_trim(work->request->texts[STRUCTURE_TEXT]);
    size_t end = 0;
    while (end < text.size && text.data[end] != '\n' && text.data[end] != '\r') {
        end++;
    }
    struct slice heading = slice_part(text, 0, end);
    struct slice body = slice_part(text, end, text.size);
    while (body.size > 0 && (body.data[0] == '\n' || body.data[0] == '\r')) {
        body = slice_part(body, 1, body.size);
    }
    unsigned marks = 0;
    while (marks < heading.size && heading.data[marks] == '#') {
        marks++;
    }
    unsigned level = level_in(work->outline, work->scope.heading);
    if (marks > 0 && marks <= MOST_LEVEL && marks < heading.size && heading.data[marks] == ' ') {
        level = marks;
        heading = slice_part(heading, marks, heading.size);
    }
    return change_add_section(work->outline, work->scope.heading, level, heading, body, work->edits, work->error);
}

/* ---- lines ---- */

static bool set_text(struct structure_work *work)
{
    const struct structure_request *request = work->request;
    const struct source *source = outline_source(work->outline);
    size_t first = request->numbers[STRUCTURE_LINE];
    size_t last = structure_has(request, STRUCTURE_TO) ? request->numbers[STRUCTURE_TO] : first;
    size_t count = source_line_count(source);
    if (last < first) {
        return error_set(work->error, ERROR_USAGE, "--to %zu stands before --line %zu", last, first);
    }
    struct span span = {.start = source_line(source, first).start, .end = source_line(source, last).end};
    if (last > count || !span_holds(work->scope.span, span)) {
        return error_set_at(work->error, ERROR_NOT_FOUND, source_name(source), 0,
                            "lines %zu to %zu are not in this section, which has lines %zu to %zu", first, last,
                            source_line_at(source, work->scope.span.start),
                            source_line_at(source, work->scope.span.end > 0 ? work->scope.span.end - 1 : 0));
    }
    uint32_t heading = work->scope.heading;
    if (heading != 0 && span.start < outline_node(work->outline, heading)->span.end) {
        return error_set_at(work->error, ERROR_USAGE, source_name(source), first,
                            "this is the heading; change it with set-heading");
    }
    struct bytes old;
    bytes_init(&old);
    bool done = (change_append_text(work->outline, first, last, &old) || error_no_memory(work->error)) &&
                structure_was(work, first, bytes_slice(&old)) &&
                change_set_lines(work->outline, first, last, request->texts[STRUCTURE_TEXT], work->edits, work->error);
    bytes_release(&old);
    return done;
}

/* ---- all ---- */

/* Whether everything is there that the operation needs. */
static bool is_complete(const struct structure_request *request, struct error *error)
{
    const struct structure_info *info = &structure_operations[request->operation];
    for (int i = 0; i < STRUCTURE_ARGUMENTS; i++) {
        if ((info->needs & ~request->given & (1U << i)) != 0) {
            const struct structure_argument_info *argument = &structure_arguments[i];
            return argument->word ? error_set(error, ERROR_USAGE, "%s needs %s", info->name, argument->example)
                                  : error_set(error, ERROR_USAGE, "%s needs --%s %s", info->name, argument->name,
                                              argument->example);
        }
    }
    bool moves = request->operation == STRUCTURE_MOVE_ROW || request->operation == STRUCTURE_MOVE_ITEM;
    unsigned places = 1U << STRUCTURE_AFTER | 1U << STRUCTURE_BEFORE | 1U << STRUCTURE_FIRST | 1U << STRUCTURE_LAST;
    if (moves && (request->given & places) == 0) {
        return error_set(error, ERROR_USAGE, "%s needs one of --after, --before, --first and --last", info->name);
    }
    return true;
}

bool structure_edit(const struct outline *outline, const struct structure_request *request, struct edits *edits,
                    struct error *error)
{
    struct structure_work work = {.outline = outline, .request = request, .edits = edits, .error = error};
    const struct structure_texts *under = &request->lists[STRUCTURE_UNDER];
    if (!is_complete(request, error) || !locate_scope(outline, under->items, under->count, &work.scope, error)) {
        return false;
    }
    uint32_t heading;
    switch (request->operation) {
    case STRUCTURE_SET_NODE:
    case STRUCTURE_ADD_NODE:
    case STRUCTURE_REMOVE_NODE:
        return structure_edit_node(&work);
    case STRUCTURE_SET_CELL:
    case STRUCTURE_ADD_ROW:
    case STRUCTURE_REMOVE_ROW:
    case STRUCTURE_MOVE_ROW:
        return structure_edit_table(&work);
    case STRUCTURE_SET_FIELD:
    case STRUCTURE_ADD_FIELD:
    case STRUCTURE_REMOVE_FIELD:
        return structure_edit_field(&work);
    case STRUCTURE_SET_HEADING:
        return find_heading(&work, &heading) &&
               change_set_heading(outline, heading, request->texts[STRUCTURE_TEXT], edits, error);
    case STRUCTURE_ADD_SECTION:
        return add_section(&work);
    case STRUCTURE_REMOVE_SECTION:
        return find_heading(&work, &heading) && change_remove_section(outline, heading, edits, error);
    case STRUCTURE_SET_TEXT:
        return set_text(&work);
    default:
        return structure_edit_item(&work);
    }
}
