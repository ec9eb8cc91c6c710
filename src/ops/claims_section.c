/* The section that the first claim makes. */
#include "ops/claims_section.h"

#include "outline/change.h"
#include "outline/plain.h"

/* The document to make the table in, and the heading behind whose section; false where the plan has none of them. */
static bool find_home(const struct operation *operation, size_t own, size_t *document, uint32_t *after)
{
    const struct plan *plan = operation->plan;
    const struct profile_claims *claims = &plan->profile->claims;
    for (size_t i = 0; i < claims->order_count; i++) {
        for (size_t d = 0; d < plan->document_count; d++) {
            uint32_t bits = profile_documents_of(plan->profile, slice_of(plan_path(plan, d)));
            if ((bits & ((uint32_t)1 << claims->order[i])) == 0 || (own != SIZE_MAX && d != own)) {
                continue;
            }
            *document = d;
            *after = 0;
            const struct outline *outline = plan->documents[d]->outline;
            for (uint32_t node = outline_node(outline, 0)->child; node != 0; node = outline_node(outline, node)->next) {
                if (outline_node(outline, node)->type == OUTLINE_HEADING && claims->after.size > 0 &&
                    id_glob(claims->after, outline_text(outline, node))) {
                    *after = node;
                }
            }
            return true;
        }
    }
    return false;
}

static void append_cell(struct bytes *body, struct slice value)
{
    (void)bytes_append_byte(body, ' ');
    for (size_t i = 0; i < value.size; i++) {
        if (value.data[i] == '|') {
            (void)bytes_append_byte(body, '\\');
        }
        (void)bytes_append_byte(body, value.data[i]);
    }
    (void)bytes_append_text(body, " |");
}

/* The header row and the delimiter row of the table that is made, a line each, without an ending. */
static void append_head(const struct profile_claims *claims, struct bytes *body)
{
    (void)bytes_append_byte(body, '|');
    for (size_t i = 0; i < claims->column_count; i++) {
        append_cell(body, claims->columns[i].pattern);
    }
    (void)bytes_append_text(body, "\n|");
    for (size_t i = 0; i < claims->column_count; i++) {
        (void)bytes_append_text(body, "---|");
    }
}

/* The heading of claims in a document, or 0. */
static uint32_t find_heading(const struct plan *plan, size_t document)
{
    const struct outline *outline = plan->documents[document]->outline;
    for (uint32_t node = outline_node(outline, 0)->child; node != 0; node = outline_node(outline, node)->next) {
        if (outline_node(outline, node)->type == OUTLINE_HEADING &&
            plain_equal(outline_text(outline, node), plan->profile->claims.section)) {
            return node;
        }
    }
    return 0;
}

/* A section of that name that somebody wrote gets the table behind what stands in it, unless a table of theirs is there. */
static bool add_to_section(struct operation *operation, size_t document, uint32_t heading, struct slice body,
                           struct error *error)
{
    const struct outline *outline = operation->plan->documents[document]->outline;
    uint32_t end = outline_section_end(outline, heading);
    uint32_t last = heading;
    for (uint32_t node = outline_node(outline, heading)->next; node != 0 && node != end;
         node = outline_node(outline, node)->next) {
        if (outline_node(outline, node)->type == OUTLINE_TABLE) {
            return error_refuse(error, "claims.columns", plan_path(operation->plan, document),
                                outline_node(outline, node)->line,
                                "this table has not the columns of claims that the profile names; rename them, or set "
                                "`claims: none` in .workboard.yaml");
        }
        last = node;
    }
    const struct source *source = operation->plan->documents[document]->source;
    struct slice ending = source_line_ending(source);
    size_t at = outline_node(outline, last)->span.end;
    while (at > 0 && strchr("\r\n", source_bytes(source).data[at - 1]) != NULL) {
        at--;
    }
    struct bytes text;
    struct slice line;
    bytes_init(&text);
    (void)bytes_append(&text, ending);
    while (slice_next(&body, '\n', &line)) {
        (void)bytes_append(&text, ending);
        (void)bytes_append(&text, line);
    }
    struct span span = {.start = at, .end = at};
    bool added = text.failed ? error_no_memory(error)
                             : edits_add(&operation->edits[document], span, bytes_slice(&text), error);
    bytes_release(&text);
    return added;
}

bool claims_make_section(struct operation *operation, struct claim_filling *filling, size_t *document,
                         struct error *error)
{
    const struct profile_claims *claims = &operation->plan->profile->claims;
    uint32_t after = 0;
    if (!find_home(operation, filling->home, document, &after)) {
        return error_set(error, ERROR_NOT_FOUND,
                         "the plan has no document in which to write claims; set `claims: none` in .workboard.yaml");
    }
    struct bytes body;
    bytes_init(&body);
    append_head(claims, &body);
    (void)bytes_append_text(&body, "\n|");
    for (size_t i = 0; i < claims->column_count; i++) {
        struct slice value = claims_fill(&claims->columns[i].template, filling);
        body.failed = body.failed || value.data == NULL;
        append_cell(&body, value);
    }
    uint32_t heading = find_heading(operation->plan, *document);
    bool made = body.failed    ? error_no_memory(error)
                : heading != 0 ? add_to_section(operation, *document, heading, bytes_slice(&body), error)
                               : change_add_section(operation->plan->documents[*document]->outline, after,
                                                    claims->level, claims->section, bytes_slice(&body),
                                                    &operation->edits[*document], error);
    bytes_release(&body);
    return made;
}

/* Whether the table begins as one that a first claim made: what somebody wrote otherwise stays when it runs empty. */
static bool is_as_made(const struct plan *plan, const struct outline *outline, uint32_t table)
{
    const struct source *source = outline_source(outline);
    struct bytes head;
    bytes_init(&head);
    append_head(&plan->profile->claims, &head);
    struct slice rest = bytes_slice(&head);
    struct slice line;
    bool same = !head.failed && slice_next(&rest, '\n', &line) &&
                slice_equal(line, source_slice(source, source_line_text(source, outline_node(outline, table)->line))) &&
                slice_equal(rest, source_slice(source, source_line_text(source, outline_delimiter_line(outline, table))));
    bytes_release(&head);
    return same;
}

/* Whether the section of the table holds nothing but its heading and the table. */
static bool is_bare_section(const struct plan *plan, const struct outline *outline, uint32_t table, uint32_t *heading)
{
    *heading = outline_section_of(outline, table);
    return *heading != 0 && plan->profile->has_claims && is_as_made(plan, outline, table) &&
           plain_equal(outline_text(outline, *heading), plan->profile->claims.section) &&
           outline_node(outline, *heading)->next == table &&
           outline_node(outline, table)->next == outline_section_end(outline, *heading);
}

/* The end of a node's last line, without its line ending. */
static size_t text_end(const struct outline *outline, uint32_t node)
{
    const char *data = source_bytes(outline_source(outline)).data;
    size_t end = outline_node(outline, node)->span.end;
    while (end > 0 && (data[end - 1] == '\n' || data[end - 1] == '\r')) {
        end--;
    }
    return end;
}

/* A table that a first claim made in somebody's section goes with the blank line before it; the section stays. */
static bool remove_table(const struct outline *outline, uint32_t heading, uint32_t table, struct edits *edits,
                         struct error *error)
{
    uint32_t before = heading;
    while (outline_node(outline, before)->next != table) {
        before = outline_node(outline, before)->next;
    }
    struct span span = {.start = text_end(outline, before), .end = text_end(outline, table)};
    return edits_add(edits, span, slice_of(""), error);
}

bool claims_unmake_section(const struct plan *plan, const struct outline *outline, uint32_t row, struct edits *edits,
                           struct error *error)
{
    uint32_t table = outline_node(outline, row)->parent;
    uint32_t heading = 0;
    if (is_bare_section(plan, outline, table, &heading)) {
        return change_remove_section(outline, heading, edits, error);
    }
    bool made = heading != 0 && is_as_made(plan, outline, table) && outline_node(outline, table)->parent == 0;
    return made ? remove_table(outline, heading, table, edits, error) : change_remove_row(outline, row, edits, error);
}
