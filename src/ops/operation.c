#include "ops/operation.h"

#include "base/memory.h"
#include "outline/change.h"
#include "outline/tree_change.h"

bool operation_begin(struct operation *operation, const struct plan *plan, const struct request *request,
                     struct change *change, struct error *error)
{
    *operation = (struct operation){.base = plan, .plan = plan, .request = request, .change = change};
    operation->day = request->day;
    operation->edits = memory_new(plan->document_count, sizeof *operation->edits);
    if (operation->edits == NULL) {
        return error_no_memory(error);
    }
    for (size_t i = 0; i < plan->document_count; i++) {
        edits_init(&operation->edits[i]);
    }
    return true;
}

void operation_end(struct operation *operation)
{
    for (size_t i = 0; operation->edits != NULL && i < operation->base->document_count; i++) {
        edits_release(&operation->edits[i]);
    }
    memory_free(operation->edits);
    bytes_release(&operation->left);
    plan_free(operation->owned);
    *operation = (struct operation){0};
}

/* ---- what is meant ---- */

static bool same_value(const struct change_effect *a, const struct change_effect *b)
{
    return a->kind == b->kind && a->role == b->role && a->place == b->place && slice_equal_fold(a->id, b->id) &&
           slice_equal(a->path, b->path) && slice_equal(a->field, b->field);
}

/* Slices without data stay so: they mean "none". */
static bool keep(struct arena *arena, struct slice *text)
{
    if (text->data != NULL) {
        *text = arena_copy(arena, *text);
        return text->data != NULL;
    }
    return true;
}

bool operation_mean(struct operation *operation, struct change_effect effect, struct error *error)
{
    struct change *change = operation->change;
    if (!keep(&change->arena, &effect.cell) || !keep(&change->arena, &effect.id) || !keep(&change->arena, &effect.path) ||
        !keep(&change->arena, &effect.field) ||
        !keep(&change->arena, &effect.old) || !keep(&change->arena, &effect.new)) {
        return error_no_memory(error);
    }
    for (size_t i = 0; i < change->effect_count; i++) {
        if (same_value(&change->effects[i], &effect)) {
            change->effects[i].new = effect.new;
            return true;
        }
    }
    struct change_effect *effects = arena_new(&change->arena, change->effect_count + 1, sizeof *effects);
    if (effects == NULL) {
        return error_no_memory(error);
    }
    if (change->effect_count > 0) {
        memcpy(effects, change->effects, change->effect_count * sizeof *effects);
    }
    effects[change->effect_count++] = effect;
    change->effects = effects;
    return true;
}

bool operation_mean_difference(struct operation *operation, const struct compare_difference *difference,
                               struct error *error)
{
    const struct change_effect effect = {
        .kind = difference->kind,
        .id = difference->name,
        .path = difference->path,
        .place = difference->place,
        .role = difference->role,
        .field = difference->role == ROLE_OTHER ? difference->field : (struct slice){0},
        .old = difference->old,
        .new = difference->new,
    };
    return operation_mean(operation, effect, error);
}

struct change_effect operation_effect(const struct operation *operation, const struct record *record,
                                      const struct plan_place *place, const struct plan_field *field)
{
    return (struct change_effect){
        .kind = record->kind,
        .id = record_name(record),
        .path = slice_of(plan_path(operation->plan, place->document)),
        .place = record_place_number(record, place),
        .role = field->role,
        .field = field->role == ROLE_OTHER ? field->name : (struct slice){0},
        .old = field->value,
    };
}

bool operation_subject(struct operation *operation, struct slice id, struct error *error)
{
    struct change *change = operation->change;
    struct slice *subjects = arena_new(&change->arena, change->subject_count + 1, sizeof *subjects);
    id = arena_copy(&change->arena, id);
    if (subjects == NULL || id.data == NULL) {
        return error_no_memory(error);
    }
    if (change->subject_count > 0) {
        memcpy(subjects, change->subjects, change->subject_count * sizeof *subjects);
    }
    subjects[change->subject_count++] = id;
    change->subjects = subjects;
    return true;
}

/* ---- documents that are made from others ---- */

static bool is_generated(const struct operation *operation, size_t document)
{
    return !operation->request->force &&
           profile_is_generated(operation->plan->profile, source_bytes(operation->base->documents[document]->source));
}

bool operation_is_left(struct operation *operation, size_t document)
{
    struct slice path = slice_of(plan_path(operation->base, document));
    if (!is_generated(operation, document)) {
        return false;
    }
    if (slice_find(bytes_slice(&operation->left), path, 0) == SLICE_NONE) {
        (void)bytes_append_format(&operation->left, "; %.*s is generated and stays as it is", SLICE_PRINT(path));
    }
    return true;
}

/* Whether the record stands in a document that is not generated: then that is the source of the others. */
static bool has_source(const struct operation *operation, const struct record *record)
{
    for (size_t i = 0; i < record->place_count; i++) {
        if (place_field(record->places[i], ROLE_STATUS) != NULL &&
            !is_generated(operation, record->places[i]->document)) {
            return true;
        }
    }
    return false;
}

static bool refuse_generated(const struct operation *operation, size_t document, struct error *error)
{
    return error_refuse(error, "document.generated", plan_path(operation->base, document), 1,
                        "this document says that it is generated, so a change here would be lost; change what it is made "
                        "from, or use --force");
}

/* ---- setting ---- */

static bool set_field(struct operation *operation, const struct plan_place *place, const struct plan_field *field,
                      struct slice value, struct error *error)
{
    const struct outline *outline = operation->plan->documents[place->document]->outline;
    struct edits *edits = &operation->edits[place->document];
    if (place->rule->box && field->role == ROLE_STATUS) {
        return change_tick_item(outline, place->node, value.size == 1 && value.data[0] != ' ', edits, error);
    }
    const struct tree *tree = place->rule->shape == RULE_NODES
                                  ? document_nodes(operation->plan->documents[place->document])
                                  : NULL;
    if (tree != NULL) {
        const struct tree_content content = {.type = TREE_SCALAR, .text = value};
        uint32_t entry = tree_child(tree, place->node, field->name);
        return entry != 0 ? tree_set(tree, entry, &content, edits, error)
                          : error_set(error, ERROR_BUG, "a value of a node has no entry");
    }
    if (field->column == SIZE_MAX) {
        return change_set_span(outline, field->span, value, edits, error);
    }
    struct outline_cell cell;
    if (!outline_cell_at(outline, place->node, field->column, &cell) ||
        (cell.text.start == field->span.start && cell.text.end == field->span.end)) {
        return change_set_cell(outline, place->node, field->column, value, edits, error);
    }
    return change_set_cell_part(outline, place->node, field->column, field->span, value, edits, error);
}

/* The place of another record of the kind that is the same row: a range in it means several records. */
static const struct plan_place *shared_place(const struct record *other, const struct record *record,
                                             const struct plan_place *place)
{
    for (size_t i = 0; other != record && i < other->place_count; i++) {
        const struct plan_place *candidate = other->places[i];
        if (candidate->rule == place->rule && candidate->document == place->document && candidate->node == place->node) {
            return candidate;
        }
    }
    return NULL;
}

/* What is said in such a row is said of all its records: refused, unless forced; then the others are meant too. */
static bool mean_others(struct operation *operation, const struct record *record, const struct plan_place *place,
                        struct change_effect effect, struct error *error)
{
    const struct records *records = &operation->plan->records[record->kind];
    for (size_t i = 0; place->rule->expand != ROLE_OTHER && i < records->count; i++) {
        const struct plan_place *shared = shared_place(records->items[i], record, place);
        if (shared == NULL) {
            continue;
        }
        if (!operation->request->force) {
            return error_refuse(error, "row.shared", plan_path(operation->plan, place->document), place->line,
                                "this row means %.*s too; write a row for each by hand first, or set all with --force",
                                SLICE_PRINT(record_name(records->items[i])));
        }
        effect.id = record_name(records->items[i]);
        effect.place = record_place_number(records->items[i], shared);
        if (!operation_mean(operation, effect, error)) {
            return false;
        }
    }
    return true;
}

/* What stands between the pipes of a cell that the field is the whole of; data NULL elsewhere. */
static struct slice cell_bytes(const struct operation *operation, const struct plan_place *place,
                               const struct plan_field *field)
{
    const struct document *document = operation->plan->documents[place->document];
    struct outline_cell cell;
    bool whole = field->column != SIZE_MAX && document->tree == NULL &&
                 outline_cell_at(document->outline, place->node, field->column, &cell) &&
                 cell.text.start == field->span.start && cell.text.end == field->span.end;
    return whole ? source_slice(document->source, cell.outer) : (struct slice){0};
}

/* Sets the field; with `cell`, which is what stood there before, padding included. */
static bool set_or_restore(struct operation *operation, const struct plan_place *place,
                           const struct plan_field *field, struct slice value, struct slice cell, struct error *error)
{
    const struct document *document = operation->plan->documents[place->document];
    if (cell.data == NULL || cell_bytes(operation, place, field).data == NULL) {
        return set_field(operation, place, field, value, error);
    }
    return change_restore_cell(document->outline, place->node, field->column, value, cell,
                               &operation->edits[place->document], error);
}

bool operation_set(struct operation *operation, const struct record *record, const struct plan_place *place,
                   const struct plan_field *field, struct slice value, struct error *error)
{
    return operation_restore(operation, record, place, field, value, (struct slice){0}, error);
}

static bool is_own_word(const struct status_words *words, struct slice value)
{
    for (size_t i = 0; i < words->count; i++) {
        if (words->items[i].word.data == value.data && words->items[i].word.size == value.size) {
            return true;
        }
    }
    return false;
}

/* A word that comes from the profile, and from no other record or person, gets the marks of emphasis around what stands here. */
static bool keep_marks(struct operation *operation, const struct plan_place *place, const struct plan_field *field,
                       struct slice *value)
{
    static const char *const marks[] = {"**", "__", "*", "_", "`"};
    if (!is_own_word(&place->rule->words, *value) && !is_own_word(&operation->plan->profile->words, *value)) {
        return true;
    }
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        struct slice mark = slice_of(marks[i]);
        if (field->raw.size > 2 * mark.size && slice_starts(field->raw, mark) && slice_ends(field->raw, mark)) {
            *value = arena_format(&operation->change->arena, "%s%.*s%s", marks[i], SLICE_PRINT(*value), marks[i]);
            return value->data != NULL;
        }
    }
    return true;
}

bool operation_restore(struct operation *operation, const struct record *record, const struct plan_place *place,
                       const struct plan_field *field, struct slice value, struct slice cell, struct error *error)
{
    bool is_box = place->rule->box && field->role == ROLE_STATUS;
    value = is_box ? value : slice_trim(value);
    if (slice_equal(field->value, value)) {
        return true;
    }
    if (!is_box && field->role == ROLE_STATUS && !keep_marks(operation, place, field, &value)) {
        return error_no_memory(error);
    }
    if (field->borrowed) {
        return error_refuse(error, "value.shared", plan_path(operation->plan, place->document), field->line,
                            "\"%.*s\" stands here for several records, so that %.*s has no place of its own for it; move or change "
                            "it by hand or with `workboard edit`",
                            SLICE_PRINT(field->value), SLICE_PRINT(record_name(record)));
    }
    struct change_effect effect = operation_effect(operation, record, place, field);
    effect.cell = cell_bytes(operation, place, field);
    effect.new = value;
    return mean_others(operation, record, place, effect, error) &&
           set_or_restore(operation, place, field, value, cell, error) && operation_mean(operation, effect, error);
}

static struct slice day_value(void *context, enum role role, struct slice name)
{
    const struct operation *operation = context;
    (void)name;
    return role == ROLE_DATE ? operation->day : slice_of("");
}

/* How this place writes the state; `word` is kept in the change's arena. False without memory. */
static bool spell(struct operation *operation, const struct record *record, const struct plan_place *place,
                  enum state state, struct slice *word)
{
    const struct template *written = profile_written(place->rule, state);
    if (written == NULL) {
        *word = spelling_of(operation->plan, record, place, state);
        return true;
    }
    struct bytes text;
    bytes_init(&text);
    bool filled = template_fill(written, day_value, operation, &text);
    *word = filled ? arena_copy(&operation->change->arena, bytes_slice(&text)) : (struct slice){0};
    bytes_release(&text);
    return word->data != NULL;
}

/* A heading without a status gets one at its end, where the profile says how it is written. */
static bool add_to_heading(struct operation *operation, const struct record *record, const struct plan_place *place,
                           enum state state, struct error *error)
{
    const struct outline *outline = operation->plan->documents[place->document]->outline;
    struct slice word;
    struct bytes text;
    if (place->rule->shape != RULE_SECTION || profile_written(place->rule, state) == NULL) {
        return true;
    }
    bytes_init(&text);
    bool set = spell(operation, record, place, state, &word) &&
               bytes_append(&text, slice_trim(outline_text(outline, place->node))) && bytes_append_byte(&text, ' ') &&
               bytes_append(&text, word);
    set = set ? change_set_heading(outline, place->node, bytes_slice(&text), &operation->edits[place->document], error)
              : error_no_memory(error);
    bytes_release(&text);
    const struct change_effect effect = {
        .kind = record->kind,
        .id = record_name(record),
        .path = slice_of(plan_path(operation->plan, place->document)),
        .place = record_place_number(record, place),
        .role = ROLE_STATUS,
        .new = word,
    };
    return set && operation_mean(operation, effect, error);
}

bool operation_set_state(struct operation *operation, const struct record *record, enum state state,
                         struct error *error)
{
    bool has_other = has_source(operation, record);
    for (size_t i = 0; i < record->place_count; i++) {
        const struct plan_place *place = record->places[i];
        const struct plan_field *field = place_field(place, ROLE_STATUS);
        enum state present = STATE_UNKNOWN;
        enum slot slot = SLOT_NONE;
        if (field != NULL && has_other && operation_is_left(operation, place->document)) {
            continue;
        }
        if (field == NULL && !add_to_heading(operation, record, place, state, error)) {
            return false;
        }
        if (field == NULL || (profile_read_status(operation->plan->profile, place->rule, field->value, &present, &slot) &&
                              present == state)) {
            continue;
        }
        struct slice word;
        if (!spell(operation, record, place, state, &word)) {
            return error_no_memory(error);
        }
        if (word.size == 0 && place->rule->box) {
            continue; /* a box knows done and not done only */
        }
        if (word.size == 0) {
            return error_set_at(error, ERROR_NOT_FOUND, plan_path(operation->plan, place->document), place->line,
                                "no word for the state %s is known here; add one to the profile's states",
                                state_name(state));
        }
        if (!operation_set(operation, record, place, field, word, error)) {
            return false;
        }
    }
    return true;
}

bool operation_set_note(struct operation *operation, const struct record *task, struct error *error)
{
    struct slice note = operation->request->options[OPTION_NOTE];
    const struct plan_place *place = NULL;
    const struct plan_field *field = task->lane == NULL ? NULL : record_field(task->lane, ROLE_NOTES, &place);
    if (note.data == NULL) {
        return true;
    }
    return field != NULL ? operation_set(operation, task->lane, place, field, note, error)
                         : error_set(error, ERROR_NOT_FOUND, "%.*s is in no lane whose notes could take the note",
                                     SLICE_PRINT(task->id));
}

/* ---- steps ---- */

/* The document with the edits of this step. */
static struct document *edited_document(const struct operation *operation, size_t number, struct error *error)
{
    struct bytes bytes;
    struct document *document = NULL;
    bytes_init(&bytes);
    if (is_generated(operation, number)) {
        (void)refuse_generated(operation, number, error);
    } else if (edits_apply(&operation->edits[number], source_bytes(operation->plan->documents[number]->source), &bytes,
                           error)) {
        document = plan_document_with(operation->plan, number, &bytes, error);
    }
    bytes_release(&bytes);
    return document;
}

bool operation_step(struct operation *operation, struct error *error)
{
    size_t count = operation->base->document_count;
    struct document **changed = memory_new(count, sizeof(struct document *));
    bool any = false;
    bool done = changed != NULL || error_no_memory(error);
    for (size_t i = 0; done && i < count; i++) {
        if (operation->edits[i].count > 0) {
            changed[i] = edited_document(operation, i, error);
            done = changed[i] != NULL;
            any = true;
        }
    }
    /* The plan is read once, however many documents the step changes. */
    struct plan *next = done && any ? plan_with_all(operation->plan, changed, error) : NULL;
    done = done && (!any || next != NULL);
    for (size_t i = 0; changed != NULL && i < count; i++) {
        document_release(changed[i]);
        if (done) {
            edits_release(&operation->edits[i]);
            edits_init(&operation->edits[i]);
        }
    }
    memory_free(changed);
    if (next != NULL) {
        plan_free(operation->owned);
        operation->owned = next;
        operation->plan = next;
    }
    return done;
}

bool operation_list_files(const struct operation *operation, struct change *change, struct error *error)
{
    for (size_t i = 0; i < operation->base->document_count; i++) {
        struct source *before = operation->base->documents[i]->source;
        struct source *after = operation->plan->documents[i]->source;
        if (before == after || slice_equal(source_bytes(before), source_bytes(after))) {
            continue;
        }
        struct slice path = arena_copy(&change->arena, slice_of(plan_path(operation->base, i)));
        if (path.data == NULL) {
            return error_no_memory(error);
        }
        change->files[change->file_count++] =
            (struct change_file){.path = path, .before = source_share(before), .after = source_share(after)};
    }
    return true;
}
