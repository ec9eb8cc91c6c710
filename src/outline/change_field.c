/* Fields: new ones, and those to take out. */
#include "outline/change_parts.h"
#include "outline/field.h"

/* What a field is written with around its name and value. */
struct field_form {
    struct slice open;  /* emphasis before the name */
    struct slice close; /* emphasis and colon between name and value */
    size_t start;       /* where `open` stands */
    struct span behind; /* of the line behind the value: blanks, a hard line break */
};

static struct field_form form_of(const struct outline *outline, const struct outline_field *field)
{
    const struct source *source = outline_source(outline);
    const char *data = source_bytes(source).data;
    struct span line = source_line_text(source, field->line);
    struct field_form form = {.start = field->name.start, .behind = {.start = field->value.end, .end = line.end}};
    while (form.start > line.start && (data[form.start - 1] == '*' || data[form.start - 1] == '_')) {
        form.start--;
    }
    form.open = source_slice(source, (struct span){.start = form.start, .end = field->name.start});
    form.close = source_slice(source, (struct span){.start = field->name.end, .end = field->value.start});
    return form;
}

/* Appends a field line; ERROR_USAGE where it does not read back. */
static bool append_field(const struct field_form *form, struct slice name, struct slice value, struct bytes *bytes,
                         struct error *error)
{
    size_t start = bytes->size;
    bytes_append(bytes, form->open);
    bytes_append(bytes, name);
    bytes_append(bytes, slice_trim(form->close));
    if (value.size > 0) {
        struct slice close = form->close;
        size_t blanks = close.size;
        while (blanks > 0 && (close.data[blanks - 1] == ' ' || close.data[blanks - 1] == '\t')) {
            blanks--;
        }
        bytes_append(bytes, blanks < close.size ? slice_part(close, blanks, close.size) : slice_of(" "));
        bytes_append(bytes, value);
    }
    if (bytes->failed) {
        return error_no_memory(error);
    }
    struct slice text = slice_part(bytes_slice(bytes), start, bytes->size);
    struct source *source = source_copy("", text, error);
    if (source == NULL) {
        return false;
    }
    struct outline_field field;
    bool same = outline_field_read(source, (struct span){.start = 0, .end = text.size}, &field) &&
                slice_equal(source_slice(source, field.name), name) &&
                slice_equal(source_slice(source, field.value), value);
    source_release(source);
    bool plain = false;
    if (same && !change_is_paragraph(text, &plain, error)) {
        return false;
    }
    return (same && plain) ||
           error_set(error, ERROR_USAGE, "\"%.*s\" cannot be written as a field; choose another name or value",
                     SLICE_PRINT(text));
}

static bool trim_field(const struct outline *outline, struct slice *name, struct slice *value, struct error *error)
{
    return change_value(outline, *name, name, error) && change_value(outline, *value, value, error);
}

static bool last_field(const struct outline *outline, uint32_t node, struct outline_field *last)
{
    struct outline_field field;
    size_t position = 0;
    bool found = false;
    while (outline_field_next(outline, node, &position, &field)) {
        *last = field;
        found = true;
    }
    return found;
}

static bool is_break(struct slice behind)
{
    return (behind.size >= 2 && behind.data[0] == ' ' && behind.data[1] == ' ') ||
           (behind.size >= 1 && behind.data[behind.size - 1] == '\\');
}

/* The break that the field lines of the paragraph end with, which a line that is no longer the last one gets. */
static struct slice break_of(const struct outline *outline, uint32_t node, const struct outline_field *last)
{
    struct outline_field field;
    size_t position = 0;
    struct slice found = slice_of("");
    while (outline_field_next(outline, node, &position, &field) && field.line < last->line) {
        struct field_form form = form_of(outline, &field);
        struct slice behind = source_slice(outline_source(outline), form.behind);
        found = is_break(behind) ? behind : found;
    }
    return found;
}

/* Behind the last field's line, in the same paragraph. */
static bool add_line(const struct outline *outline, uint32_t node, const struct outline_field *last, struct slice name,
                     struct slice value, struct edits *edits, struct error *error)
{
    const struct source *source = outline_source(outline);
    struct field_form form = form_of(outline, last);
    struct slice behind = source_slice(source, form.behind);
    struct slice before = behind.size == 0 ? break_of(outline, node, last) : slice_of("");
    bool goes_on = change_last_line(outline, outline_node(outline, node)->span) > last->line;
    struct bytes bytes;
    bytes_init(&bytes);
    change_append_prefix(outline, form.start, &bytes);
    bool done = append_field(&form, name, value, &bytes, error);
    if (done && is_break(behind)) {
        bytes_append(&bytes, behind);
    } else if (done && goes_on) {
        bytes_append(&bytes, before);
    }
    struct span end = {.start = form.behind.start, .end = form.behind.start};
    struct change_mark mark;
    done = done && (!bytes.failed || error_no_memory(error)) && change_mark(edits, &mark, error) &&
           change_settle(edits, &mark,
                         (goes_on || before.size == 0 || edits_add(edits, end, before, error)) &&
                             change_insert_behind(outline, last->line, bytes_slice(&bytes), edits, error));
    bytes_release(&bytes);
    return done;
}

/* The last item of the list whose own line holds a field. */
static uint32_t last_field_item(const struct outline *outline, uint32_t list, struct outline_field *last)
{
    uint32_t found = 0;
    struct outline_field field;
    for (uint32_t item = outline_node(outline, list)->child; item != 0; item = outline_node(outline, item)->next) {
        size_t position = 0;
        if (outline_field_next(outline, item, &position, &field) && field.line == outline_node(outline, item)->line) {
            found = item;
            *last = field;
        }
    }
    return found;
}

static bool add_field_item(const struct outline *outline, uint32_t list, struct slice name, struct slice value,
                           struct edits *edits, struct error *error)
{
    struct outline_field last;
    uint32_t item = last_field_item(outline, list, &last);
    if (item == 0) {
        return error_set(error, ERROR_BUG, "a field was to be added where there is none");
    }
    struct field_form form = form_of(outline, &last);
    struct bytes bytes;
    bytes_init(&bytes);
    bool done = append_field(&form, name, value, &bytes, error) &&
                change_add_item(outline, list, (struct change_place){.position = CHANGE_AFTER, .node = item},
                                bytes_slice(&bytes), false, edits, error);
    bytes_release(&bytes);
    return done;
}

bool change_add_field(const struct outline *outline, uint32_t neighbour, struct slice name, struct slice value,
                      struct edits *edits, struct error *error)
{
    if (neighbour == 0 || neighbour >= outline_count(outline)) {
        return error_set(error, ERROR_BUG, "a field was to be added where there is none");
    }
    const struct outline_node *node = outline_node(outline, neighbour);
    if (!trim_field(outline, &name, &value, error)) {
        return false;
    }
    if (node->type == OUTLINE_PARAGRAPH && outline_node(outline, node->parent)->type == OUTLINE_ITEM &&
        outline_node(outline, node->parent)->line == node->line) {
        neighbour = node->parent;
        node = outline_node(outline, neighbour);
    }
    struct outline_field last;
    if (node->type == OUTLINE_LIST) {
        return add_field_item(outline, neighbour, name, value, edits, error);
    }
    if (!last_field(outline, neighbour, &last)) {
        return error_set(error, ERROR_BUG, "a field was to be added where there is none");
    }
    if (node->type == OUTLINE_ITEM && last.line == node->line) {
        return add_field_item(outline, node->parent, name, value, edits, error);
    }
    if (node->type == OUTLINE_ITEM) {
        neighbour = node->child;
    }
    return add_line(outline, neighbour, &last, name, value, edits, error);
}

bool change_add_first_field(const struct outline *outline, uint32_t heading, uint32_t like, struct slice name,
                            struct slice value, struct edits *edits, struct error *error)
{
    const struct source *source = outline_source(outline);
    if (!trim_field(outline, &name, &value, error)) {
        return false;
    }
    struct field_form form = {.open = slice_of("**"), .close = slice_of(":** ")};
    struct outline_field field;
    if (like != 0 && last_field(outline, like, &field)) {
        form = form_of(outline, &field);
    }
    uint32_t front = outline_node(outline, 0)->child;
    uint32_t above = heading != 0                                                                    ? heading
                     : front != 0 && outline_node(outline, front)->type == OUTLINE_FRONT_MATTER ? front
                                                                                                     : 0;
    size_t line = above == 0 ? 0 : change_last_line(outline, outline_node(outline, above)->span);
    struct slice ending = change_ending(outline, line == 0 ? 1 : line);
    bool first = line == 0;
    bool more = line < source_line_count(source);
    struct bytes bytes;
    bytes_init(&bytes);
    bytes_append(&bytes, first ? slice_of("") : ending);
    bool done = append_field(&form, name, value, &bytes, error);
    if (first) {
        bool mark = slice_starts(source_bytes(source), slice_of("\xEF\xBB\xBF"));
        struct span start = {.start = mark ? 3 : 0, .end = mark ? 3 : 0};
        bytes_append(&bytes, ending);
        bytes_append(&bytes, more && !change_is_blank(outline, 1) ? ending : slice_of(""));
        done = done && (!bytes.failed || error_no_memory(error)) &&
               edits_add(edits, start, bytes_slice(&bytes), error);
    } else {
        bytes_append(&bytes, more && !change_is_blank(outline, line + 1) ? ending : slice_of(""));
        done = done && (!bytes.failed || error_no_memory(error)) &&
               change_insert_behind(outline, line, bytes_slice(&bytes), edits, error);
    }
    bytes_release(&bytes);
    return done;
}

bool change_remove_field(const struct outline *outline, uint32_t node, struct span name, struct edits *edits,
                         struct error *error)
{
    const struct source *source = outline_source(outline);
    if (node == 0 || node >= outline_count(outline)) {
        return error_set(error, ERROR_BUG, "a field was to be removed where there is none");
    }
    size_t line = source_line_at(source, name.start);
    const struct outline_node *holder = outline_node(outline, node);
    if (holder->type == OUTLINE_PARAGRAPH && outline_node(outline, holder->parent)->type == OUTLINE_ITEM &&
        outline_node(outline, holder->parent)->line == line) {
        node = holder->parent;
        holder = outline_node(outline, node);
    }
    if (holder->type == OUTLINE_ITEM && holder->line == line) {
        return change_remove_item(outline, node, edits, error);
    }
    if (holder->type == OUTLINE_HEADING) {
        return error_set_at(error, ERROR_USAGE, source_name(source), line,
                            "the field stands in a heading; remove-section takes the section away");
    }
    bool alone = holder->type == OUTLINE_PARAGRAPH && holder->line == line &&
                 change_last_line(outline, holder->span) == line;
    return alone ? change_remove_block(outline, line, line, edits, error)
                 : change_remove_lines(outline, line, line, edits, error);
}
