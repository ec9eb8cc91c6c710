#include "ops/apply_text.h"

#include "base/memory.h"
#include "text/diff.h"

bool apply_text_begin(struct apply_text *text, struct source *source, struct error *error)
{
    *text = (struct apply_text){.before = source_share(source), .now = source_share(source)};
    return line_map_make(&text->lines, source, error);
}

void apply_text_end(struct apply_text *text)
{
    outline_free(text->outline);
    source_release(text->before);
    source_release(text->now);
    line_map_release(&text->lines);
    memory_free(text->insertions);
    *text = (struct apply_text){0};
}

static void become(struct apply_text *text, struct source *after, struct outline *outline)
{
    outline_free(text->outline);
    source_release(text->now);
    text->now = after;
    text->outline = outline;
}

/* ---- lines as they were ---- */

/* Where the line is now. */
static bool find_line(const struct apply_text *text, size_t wanted, size_t *line, struct error *error)
{
    *line = wanted > source_line_count(text->before) ? 0 : line_map_at(&text->lines, wanted);
    return *line != 0 ||
           error_set_at(error, ERROR_NOT_FOUND, source_name(text->before), wanted,
                        wanted > source_line_count(text->before)
                            ? "there is no line %zu; lines are counted as they were before the first edit"
                            : "line %zu is gone: an edit before this one took it out; name it otherwise",
                        wanted);
}

static bool translate_key(const struct apply_text *text, struct slice *key, struct arena *arena, struct error *error)
{
    size_t line = 0;
    if (key->data == NULL || !structure_key_line(*key, &line)) {
        return true;
    }
    if (!find_line(text, line, &line, error)) {
        return false;
    }
    *key = arena_format(arena, "line:%zu", line);
    return key->data != NULL || error_no_memory(error);
}

/* Puts the lines as they are now into the copy of a request; new texts lie in `arena`. */
static bool translate(const struct apply_text *text, struct structure_request *request, struct arena *arena,
                      struct error *error)
{
    static const enum structure_argument keys[] = {STRUCTURE_ITEM, STRUCTURE_IN, STRUCTURE_AFTER, STRUCTURE_BEFORE};
    static const enum structure_argument numbers[] = {STRUCTURE_LINE, STRUCTURE_TO};
    struct structure_texts *rows = &request->lists[STRUCTURE_ROW];
    struct slice *items = arena_new(arena, rows->count, sizeof *items);
    if (items == NULL) {
        return error_no_memory(error);
    }
    for (size_t i = 0; i < rows->count; i++) {
        items[i] = rows->items[i];
        if (!translate_key(text, &items[i], arena, error)) {
            return false;
        }
    }
    rows->items = items;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (!translate_key(text, &request->texts[keys[i]], arena, error)) {
            return false;
        }
    }
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        size_t *number = &request->numbers[numbers[i]];
        if ((request->given & 1U << numbers[i]) != 0 && !find_line(text, *number, number, error)) {
            return false;
        }
    }
    return true;
}

/* ---- insertions at one place ---- */

static struct apply_insertion *find_insertion(const struct apply_text *text, size_t anchor, bool first)
{
    for (size_t i = 0; i < text->insertion_count; i++) {
        struct apply_insertion *insertion = &text->insertions[i];
        if (insertion->first == first && line_map_at(&text->lines, insertion->anchor) == anchor) {
            return insertion;
        }
    }
    return NULL;
}

/* The child of a table or list that begins in a line; 0 where none does. */
static uint32_t child_at(const struct outline *outline, uint32_t container, size_t line)
{
    uint32_t at = outline_node(outline, container)->child;
    while (at != 0 && outline_node(outline, at)->line != line) {
        at = outline_node(outline, at)->next;
    }
    return at;
}

/* The sibling before a node; 0 where that is the header of a table, or nothing. */
static uint32_t sibling_before(const struct outline *outline, uint32_t container, uint32_t node)
{
    uint32_t found = 0;
    for (uint32_t at = outline_node(outline, container)->child; at != 0 && at != node; at = outline_node(outline, at)->next) {
        found = outline_node(outline, at)->header ? 0 : at;
    }
    return found;
}

/* structure_settle_function: behind what was put there before. */
static void settle(void *context, const struct outline *outline, uint32_t container, struct change_place *place)
{
    struct apply_text *text = context;
    uint32_t sibling = place->position == CHANGE_BEFORE ? sibling_before(outline, container, place->node) : place->node;
    if (place->position == CHANGE_LAST) {
        return;
    }
    text->anchor_first = sibling == 0;
    text->anchor = outline_node(outline, sibling == 0 ? container : sibling)->line;
    struct apply_insertion *insertion = find_insertion(text, text->anchor, text->anchor_first);
    text->before_anchor = place->position == CHANGE_BEFORE && insertion != NULL;
    for (size_t i = 0; place->position != CHANGE_BEFORE && insertion != NULL && i <= text->insertion_count; i++) {
        size_t line = line_map_at(&text->lines, insertion->last);
        uint32_t last = line == 0 ? 0 : child_at(outline, container, line);
        if (last == 0) {
            return;
        }
        *place = (struct change_place){.position = CHANGE_AFTER, .node = last};
        insertion = find_insertion(text, line, false);
    }
}

/* What was moved is no longer beside what it was beside. */
static void forget_moved(struct apply_text *text, size_t line)
{
    size_t kept = 0;
    for (size_t i = 0; i < text->insertion_count; i++) {
        const struct apply_insertion *insertion = &text->insertions[i];
        if (line_map_at(&text->lines, insertion->anchor) != line && line_map_at(&text->lines, insertion->last) != line) {
            text->insertions[kept++] = *insertion;
        }
    }
    text->insertion_count = kept;
}

/* Room and marks for an insertion beside the anchor, before the step that makes it. */
static bool prepare_insertion(struct apply_text *text, size_t *anchor, struct error *error)
{
    *anchor = 0;
    if (text->anchor == 0 || text->before_anchor) {
        return true;
    }
    return (memory_grow(&text->insertions, &text->insertion_capacity, text->insertion_count + 1,
                        sizeof *text->insertions) ||
            error_no_memory(error)) &&
           line_map_mark(&text->lines, text->anchor, anchor, error);
}

static bool remember_insertion(struct apply_text *text, size_t anchor, size_t line, struct error *error)
{
    size_t last = 0;
    if (anchor == 0 || line == 0) {
        return true;
    }
    if (!line_map_mark(&text->lines, line, &last, error)) {
        return false;
    }
    struct apply_insertion *known = find_insertion(text, line_map_at(&text->lines, anchor), text->anchor_first);
    if (known != NULL) {
        known->last = last;
    } else {
        text->insertions[text->insertion_count++] =
            (struct apply_insertion){.anchor = anchor, .last = last, .first = text->anchor_first};
    }
    return true;
}

/* ---- one edit ---- */

static bool is_move(enum structure_operation operation)
{
    return operation == STRUCTURE_MOVE_ROW || operation == STRUCTURE_MOVE_ITEM;
}

/* The edits are made and verified: the text and its lines go on. */
static bool follow(struct apply_text *text, const struct structure_request *request, const struct edits *edits,
                   const struct source *after, struct error *error)
{
    size_t anchor = 0;
    bool moves = is_move(request->operation);
    bool puts = moves || request->operation == STRUCTURE_ADD_ROW || request->operation == STRUCTURE_ADD_ITEM;
    size_t line = puts ? line_map_inserted(edits, after) : 0;
    if (!prepare_insertion(text, &anchor, error) ||
        !line_map_follow(&text->lines, text->now, edits, after, moves, error)) {
        return false;
    }
    if (moves) {
        forget_moved(text, line);
    }
    return remember_insertion(text, anchor, line, error);
}

bool apply_text_edit(struct apply_text *text, const struct structure_request *request, struct error *error)
{
    struct arena arena;
    struct edits edits;
    struct bytes bytes;
    struct source *after = NULL;
    struct outline *outline = NULL;
    struct structure_request own = *request;
    arena_init(&arena);
    edits_init(&edits);
    bytes_init(&bytes);
    own.settle = settle;
    own.settle_context = text;
    text->anchor = 0;
    text->before_anchor = false;
    if (text->outline == NULL) {
        text->outline = outline_scan(text->now, error);
    }
    bool done = text->outline != NULL && translate(text, &own, &arena, error) &&
                structure_edit(text->outline, &own, &edits, error) &&
                edits_apply(&edits, source_bytes(text->now), &bytes, error);
    if (done) {
        after = source_take(source_name(text->now), &bytes, error);
        outline = after == NULL ? NULL : outline_scan(after, error);
        done = outline != NULL && structure_verify(text->outline, outline, &own, error) &&
               follow(text, request, &edits, after, error);
    }
    if (done || (outline != NULL && error != NULL && error->code == ERROR_BUG)) {
        become(text, after, outline);
    } else {
        outline_free(outline);
        source_release(after);
    }
    bytes_release(&bytes);
    edits_release(&edits);
    arena_release(&arena);
    return done;
}

/* ---- another hand's change ---- */

/* The lines that differ, as edits of whole lines. */
static bool edits_between(const struct source *before, const struct source *after, struct edits *edits,
                          struct error *error)
{
    struct diff diff = {0};
    bool done = diff_lines(before, after, &diff, error);
    for (size_t i = 0; done && i < diff.count; i++) {
        const struct diff_hunk *hunk = &diff.hunks[i];
        struct span old = {.start = source_line(before, hunk->old_start).start,
                           .end = source_line(before, hunk->old_start + hunk->old_count).start};
        struct span new = {.start = source_line(after, hunk->new_start).start,
                           .end = source_line(after, hunk->new_start + hunk->new_count).start};
        done = edits_add(edits, old, source_slice(after, new), error);
    }
    diff_release(&diff);
    return done;
}

bool apply_text_follow(struct apply_text *text, struct source *after, struct error *error)
{
    struct edits edits;
    edits_init(&edits);
    bool done = edits_between(text->now, after, &edits, error) &&
                line_map_follow(&text->lines, text->now, &edits, after, false, error);
    edits_release(&edits);
    if (done) {
        become(text, source_share(after), NULL);
    }
    return done;
}
