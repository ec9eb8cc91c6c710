/* Rules whose records are items of lists, sections, or field lines of a document. */
#include "plan/build.h"

#include "outline/field.h"
#include "outline/plain.h"

static const struct document *document_of(const struct matching *matching)
{
    return matching->plan->documents[matching->document];
}

static const struct rule_field *rule_field_called(const struct rule *rule, struct slice name, bool section)
{
    for (size_t i = 0; i < rule->field_count; i++) {
        if (rule->fields[i].section == section && id_glob(rule->fields[i].pattern, name)) {
            return &rule->fields[i];
        }
    }
    return NULL;
}

/* The span without blank lines and white space at its ends. */
static struct span trim_span(const struct source *source, struct span span)
{
    struct slice all = source_bytes(source);
    struct slice text = slice_trim(slice_part(all, span.start, span.end));
    if (text.size == 0) {
        return (struct span){.start = span.start, .end = span.start};
    }
    size_t start = (size_t)(text.data - all.data);
    return (struct span){.start = start, .end = start + text.size};
}

/* Adds a field line as the rule names it; fields that it does not name keep their own name, but for those of a whole
 * document, where any sentence with a colon would be one. */
static bool add_field(struct matching *matching, const struct outline_field *field, struct span value)
{
    struct slice name = source_slice(document_of(matching)->source, field->name);
    const struct rule_field *rule = rule_field_called(matching->rule, name, false);
    if (rule == NULL && matching->rule->shape == RULE_FIELDS) {
        return true;
    }
    if (rule == NULL && matching->rule->shape == RULE_LIST && matching->scratch_count > 0 &&
        matching->scratch[0].line == field->line) {
        return true; /* the item's own text, which its template has read */
    }
    if (rule == NULL || value.start == value.end || value.end != field->value.end) {
        enum role role = ROLE_OTHER;
        for (enum role known = ROLE_ID; rule != NULL && known < ROLE_COUNT; known++) {
            role = template_has(&rule->template, known) ? known : role;
        }
        return match_add(matching, role, name, value, field->line, SIZE_MAX);
    }
    return match_template(matching, &rule->template, name, value, field->line, SIZE_MAX, NULL);
}

/* A field without a value on its own line has what follows as its value, up to the next field. */
struct open_field {
    bool open;
    struct outline_field field;
    size_t end; /* of what follows it so far */
};

static bool close_field(struct matching *matching, struct open_field *open)
{
    if (!open->open) {
        return true;
    }
    open->open = false;
    struct span value = open->field.value;
    if (open->end > value.end) {
        value = trim_span(document_of(matching)->source, (struct span){.start = value.end, .end = open->end});
    }
    return add_field(matching, &open->field, value);
}

/* Reads the fields that stand in `node` itself. A node without any belongs to the field that is open. */
static bool read_fields_of(struct matching *matching, uint32_t node, struct open_field *open)
{
    const struct outline *outline = document_of(matching)->outline;
    size_t position = 0;
    struct outline_field field;
    bool any = false;
    while (outline_field_next(outline, node, &position, &field)) {
        any = true;
        if (!close_field(matching, open)) {
            return false;
        }
        if (field.value.start < field.value.end) {
            if (!add_field(matching, &field, field.value)) {
                return false;
            }
        } else {
            *open = (struct open_field){.open = true, .field = field, .end = field.value.end};
        }
    }
    if (open->open) {
        size_t end = outline_node(outline, node)->span.end;
        open->end = !any || outline_node(outline, node)->child != 0 ? end : open->end;
    }
    return true;
}

/* Reads the fields of the items of a list, and of the items in them when the field they belong to is not open. */
static bool read_fields_of_list(struct matching *matching, uint32_t list, struct open_field *open)
{
    const struct outline *outline = document_of(matching)->outline;
    for (uint32_t item = outline_node(outline, list)->child; item != 0; item = outline_node(outline, item)->next) {
        if (!read_fields_of(matching, item, open)) {
            return false;
        }
    }
    return true;
}

/* Reads the fields from `node` on, up to `end` (0: the last sibling). */
static bool read_fields(struct matching *matching, uint32_t node, uint32_t end)
{
    const struct outline *outline = document_of(matching)->outline;
    struct open_field open = {.open = false};
    for (; node != 0 && node != end; node = outline_node(outline, node)->next) {
        bool read = true;
        switch (outline_node(outline, node)->type) {
        case OUTLINE_PARAGRAPH:
            read = read_fields_of(matching, node, &open);
            break;
        case OUTLINE_LIST:
            read = read_fields_of_list(matching, node, &open);
            break;
        default:
            open.end = open.open ? outline_node(outline, node)->span.end : open.end;
        }
        if (!read) {
            return false;
        }
    }
    return close_field(matching, &open);
}

/* ---- items ---- */

/* Reads the text by the first template that fits. */
static bool read_texts(struct matching *matching, const struct outline_node *node, bool *fits)
{
    *fits = false;
    for (size_t i = 0; i < matching->rule->text_count && !*fits; i++) {
        matching->scratch_count = 0;
        if (!match_template(matching, &matching->rule->texts[i], slice_of(""), node->content, node->line, SIZE_MAX,
                            fits)) {
            return false;
        }
    }
    return true;
}

static bool read_box(struct matching *matching, const struct outline_node *node)
{
    return !matching->rule->box || node->box == OUTLINE_BOX_NONE ||
           match_add(matching, ROLE_STATUS, slice_of("[ ]"), node->box_span, node->line, SIZE_MAX);
}

static bool read_item(struct matching *matching, uint32_t item)
{
    const struct outline *outline = document_of(matching)->outline;
    const struct outline_node *node = outline_node(outline, item);
    bool fits = false;
    if (!read_texts(matching, node, &fits)) {
        return false;
    }
    if (!fits || (matching->rule->box && node->box == OUTLINE_BOX_NONE)) {
        return true;
    }
    return read_box(matching, node) && (matching->rule->field_count == 0 || read_fields(matching, node->child, 0)) &&
           match_above(matching, item) && records_add_place(matching, item, node->line);
}

bool match_lists(struct matching *matching)
{
    const struct outline *outline = document_of(matching)->outline;
    for (size_t i = 0; i < matching->landmarks->list_count; i++) {
        uint32_t list = matching->landmarks->lists[i];
        bool under = false;
        if (!match_is_under(matching, list, &under)) {
            return false;
        }
        bool quoted = matching->rule->unquoted && outline_node(outline, list)->parent != 0;
        if (outline_node(outline, list)->type != OUTLINE_LIST || !under || quoted) {
            continue;
        }
        for (uint32_t item = outline_node(outline, list)->child; item != 0; item = outline_node(outline, item)->next) {
            if (!read_item(matching, item)) {
                return false;
            }
        }
    }
    return true;
}

/* ---- sections ---- */

/* The next heading directly in the document behind `node`. */
static uint32_t next_heading(const struct outline *outline, uint32_t node)
{
    do {
        node = outline_node(outline, node)->next;
    } while (node != 0 && outline_node(outline, node)->type != OUTLINE_HEADING);
    return node;
}

/* The subsections that the rule names, as values: what stands below their headings. */
static bool read_subsections(struct matching *matching, uint32_t heading)
{
    const struct outline *outline = document_of(matching)->outline;
    const struct source *source = document_of(matching)->source;
    uint32_t end = outline_section_end(outline, heading);
    for (uint32_t sub = next_heading(outline, heading); sub != 0 && sub != end; sub = next_heading(outline, sub)) {
        const struct rule_field *rule =
            rule_field_called(matching->rule, slice_trim(outline_text(outline, sub)), true);
        if (rule == NULL) {
            continue;
        }
        struct span body = outline_section_span(outline, sub);
        body.start = outline_node(outline, sub)->span.end;
        enum role role = ROLE_OTHER;
        for (enum role known = ROLE_ID; known < ROLE_COUNT; known++) {
            role = template_has(&rule->template, known) ? known : role;
        }
        if (!match_add(matching, role, outline_text(outline, sub), trim_span(source, body),
                       outline_node(outline, sub)->line, SIZE_MAX)) {
            return false;
        }
    }
    return true;
}

bool match_sections(struct matching *matching)
{
    const struct outline *outline = document_of(matching)->outline;
    for (size_t i = 0; i < matching->landmarks->heading_count; i++) {
        uint32_t heading = matching->landmarks->headings[i];
        const struct outline_node *node = outline_node(outline, heading);
        bool fits = false;
        bool under = false;
        if (!match_is_under(matching, heading, &under)) {
            return false;
        }
        if (!under) {
            continue;
        }
        if (!read_texts(matching, node, &fits)) {
            return false;
        }
        if (!fits) {
            continue;
        }
        if (!read_fields(matching, node->next, next_heading(outline, heading)) ||
            !read_subsections(matching, heading) || !match_above(matching, heading) ||
            !records_add_place(matching, heading, node->line)) {
            return false;
        }
    }
    return true;
}

/* ---- a document's own fields ---- */

bool match_fields(struct matching *matching)
{
    const struct outline *outline = document_of(matching)->outline;
    struct open_field open = {.open = false};
    matching->scratch_count = 0;
    for (size_t i = 0; i < matching->landmarks->list_count; i++) {
        uint32_t node = matching->landmarks->lists[i];
        bool under = false;
        if (!match_is_under(matching, node, &under)) {
            return false;
        }
        if (!under) {
            continue;
        }
        bool read = outline_node(outline, node)->type == OUTLINE_LIST ? read_fields_of_list(matching, node, &open)
                                                                      : read_fields_of(matching, node, &open);
        if (!read) {
            return false;
        }
    }
    return close_field(matching, &open) && (matching->scratch_count == 0 || records_add_place(matching, 0, 1));
}
