#include "store/undo_claims.h"

#include "ops/take_back.h"

static bool is_one_line(struct slice text)
{
    return text.size > 0 && slice_find(text, slice_of("\n"), 0) + 1 >= text.size;
}

static bool holds_line(struct slice text, struct slice line)
{
    struct slice part;
    while (text.size > 0 && slice_next(&text, '\n', &part)) {
        if (slice_equal(slice_trim(part), slice_trim(line))) {
            return true;
        }
    }
    return false;
}

static bool is_listed(const struct slice *ids, size_t count, struct slice id)
{
    for (size_t i = 0; i < count; i++) {
        if (slice_equal(ids[i], id)) {
            return true;
        }
    }
    return false;
}

bool undo_claims_go(const struct plan *plan, size_t document, const struct log_record *record,
                    const struct log_edit *edit, struct slice *ids, size_t *count)
{
    const struct source *now = plan->documents[document]->source;
    bool found = false;
    /* A row, or all of the table, or a row over one that only held the place. */
    if (edit->old.size > 0 && !(is_one_line(edit->old) && is_one_line(edit->new))) {
        return false;
    }
    for (size_t i = 0; i < record->effect_count; i++) {
        const struct log_effect *effect = &record->effects[i];
        bool added = effect->old.data == NULL && effect->new.data != NULL &&
                     slice_equal(effect->kind, slice_of(kind_name(KIND_CLAIM))) &&
                     slice_equal(effect->role, slice_of(role_name(ROLE_ID))) &&
                     slice_equal(effect->file, slice_of(plan_path(plan, document)));
        size_t line = added ? take_back_claim_line(plan, document, effect->id) : 0;
        if (line == 0 || !holds_line(edit->new, source_slice(now, source_line_text(now, line)))) {
            continue;
        }
        if (!is_listed(ids, *count, effect->id)) {
            ids[(*count)++] = effect->id;
        }
        found = true;
    }
    return found;
}

/* The last line of the table in which a claim stands in this document; 0 where there is none. */
static size_t last_row(const struct plan *plan, size_t document)
{
    const struct outline *outline = plan->documents[document]->outline;
    for (size_t i = 0; i < plan->records[KIND_CLAIM].count; i++) {
        const struct record *claim = plan->records[KIND_CLAIM].items[i];
        size_t line = take_back_claim_line(plan, document, claim->id);
        for (size_t k = 0; line > 0 && k < claim->place_count; k++) {
            uint32_t row = claim->places[k]->node;
            if (claim->places[k]->document != document || outline_node(outline, row)->line != line) {
                continue;
            }
            while (outline_node(outline, row)->next != 0) {
                row = outline_node(outline, row)->next;
            }
            return outline_node(outline, row)->line;
        }
    }
    return 0;
}

/* Appends the rows of a text that is a table with a heading over it perhaps, and nothing else. */
static bool append_rows(const struct outline *outline, struct slice ending, struct bytes *out)
{
    const struct source *source = outline_source(outline);
    size_t rows = 0;
    for (uint32_t node = outline_next(outline, 0, 0); node != 0; node = outline_next(outline, 0, node)) {
        const struct outline_node *block = outline_node(outline, node);
        if (block->type == OUTLINE_ROW && !block->header) {
            bytes_append(out, ending);
            bytes_append(out, source_slice(source, source_line_text(source, block->line)));
            rows++;
        } else if (block->type != OUTLINE_HEADING && block->type != OUTLINE_TABLE && block->type != OUTLINE_ROW) {
            return false;
        }
    }
    return rows > 0;
}

bool undo_claims_return(const struct plan *plan, size_t document, const struct log_edit *edit, bool *found,
                        struct undo_place *place, struct error *error)
{
    *found = false;
    if (plan->documents[document]->tree != NULL || edit->new.size > 0 || edit->old.size == 0) {
        return true;
    }
    const struct source *now = plan->documents[document]->source;
    size_t line = last_row(plan, document);
    if (line == 0) {
        return true;
    }
    struct source *old = source_copy("", edit->old, error);
    struct outline *outline = old == NULL ? NULL : outline_scan(old, error);
    bool done = outline != NULL;
    if (done && append_rows(outline, source_line_ending(now), &place->text)) {
        size_t end = source_line_text(now, line).end;
        place->line = line;
        place->span = (struct span){.start = end, .end = end};
        *found = true;
    }
    done = done && (!place->text.failed || error_no_memory(error));
    outline_free(outline);
    source_release(old);
    return done;
}
