/* What goes with a verb: values of places, the line of a log, cells of a new row. */
#include "ops/finishing.h"

#include "ops/evidence.h"
#include "outline/tree_change.h"

/* ---- what is known ---- */

static bool read_evidence(struct finishing *finishing)
{
    struct arena *arena = &finishing->operation->change->arena;
    size_t position = 0;
    struct slice value;
    while (request_value(finishing->operation->request, OPTION_EVIDENCE, &position, &value)) {
        value = slice_trim(value);
        struct slice *kind = evidence_is_path(value) ? &finishing->link : &finishing->hash;
        *kind = kind->data == NULL ? value : *kind;
        finishing->evidence = finishing->evidence.data == NULL
                                  ? value
                                  : arena_format(arena, "%.*s, %.*s", SLICE_PRINT(finishing->evidence), SLICE_PRINT(value));
        if (finishing->evidence.data == NULL) {
            return false;
        }
    }
    return true;
}

bool finishing_begin(struct finishing *finishing, struct operation *operation, const struct record *task,
                     struct error *error)
{
    struct arena *arena = &operation->change->arena;
    const struct record *claim = task->claim;
    *finishing = (struct finishing){
        .operation = operation,
        .id = arena_copy(arena, task->id),
        .title = arena_copy(arena, task->title),
        .who = arena_copy(arena, claim == NULL ? operation->request->who : record_value(claim, ROLE_WHO)),
    };
    return (finishing->id.data != NULL && finishing->title.data != NULL && finishing->who.data != NULL &&
            read_evidence(finishing)) ||
           error_no_memory(error);
}

/* When it was finished: now, or some time on the day that was given instead of today. */
static struct slice moment(struct finishing *finishing)
{
    const struct operation *operation = finishing->operation;
    struct arena *arena = &operation->change->arena;
    struct slice now = operation->request->now;
    bool seconds = finishing->writes != NULL && finishing->writes->seconds;
    if (operation->request->options[OPTION_ON].data != NULL) {
        return arena_format(arena, "%.*sT00:00%sZ", SLICE_PRINT(operation->day), seconds ? ":00" : "");
    }
    return seconds && slice_ends(now, slice_of("Z"))
               ? arena_format(arena, "%.*s:00Z", SLICE_PRINT(slice_part(now, 0, now.size - 1)))
               : now;
}

/* In one line what was said to it; else that it is done, in the profile's word. */
static struct slice message(const struct operation *operation)
{
    struct slice note = operation->request->options[OPTION_NOTE];
    struct slice resolution = operation->request->options[OPTION_RESOLUTION];
    return note.size > 0         ? note
           : resolution.size > 0 ? resolution
                                 : profile_spelling(operation->plan->profile, NULL, STATE_DONE);
}

static struct slice known_value(void *context, enum role role, struct slice name)
{
    struct finishing *finishing = context;
    switch (role) {
    case ROLE_ID:
    case ROLE_TASK:
        return finishing->id;
    case ROLE_TITLE:
        return finishing->title;
    case ROLE_WHO:
        return finishing->who;
    case ROLE_LANE:
        return finishing->lane;
    case ROLE_DATE:
        return finishing->operation->day;
    case ROLE_SINCE:
        return finishing->scratch;
    case ROLE_EVIDENCE:
        return finishing->evidence;
    case ROLE_NOTES:
        return message(finishing->operation);
    case ROLE_IMPACT:
        return slice_trim(finishing->operation->request->options[OPTION_IMPACT]);
    case ROLE_EXIT_CONDITION:
        return slice_trim(finishing->operation->request->options[OPTION_EXIT]);
    default:
        break;
    }
    if (slice_equal(name, slice_of("reason"))) {
        return slice_trim(finishing->operation->request->options[OPTION_REASON]);
    }
    if (slice_equal(name, slice_of("link"))) {
        return finishing->link;
    }
    if (!slice_equal(name, slice_of("hash"))) {
        return slice_of("");
    }
    return finishing->hash.data != NULL || finishing->writes == NULL ? finishing->hash : finishing->writes->empty;
}

struct slice finishing_fill(struct finishing *finishing, const struct profile_writes *writes,
                            const struct template *template)
{
    struct bytes text;
    bytes_init(&text);
    finishing->writes = writes;
    finishing->scratch = moment(finishing);
    bool filled = finishing->scratch.data != NULL && template_fill(template, known_value, finishing, &text);
    struct slice value =
        filled ? arena_copy(&finishing->operation->change->arena, bytes_slice(&text)) : (struct slice){0};
    bytes_release(&text);
    return value;
}

/* ---- values ---- */

/* The text of the item or heading with what its template has at its end for the value; empty where it has nothing. */
static bool append_part(struct finishing *finishing, const struct plan_place *place, enum role role, struct bytes *text)
{
    const struct outline *outline = finishing->operation->plan->documents[place->document]->outline;
    for (size_t i = 0; i < place->rule->text_count; i++) {
        bytes_clear(text);
        (void)bytes_append(text, slice_trim(outline_text(outline, place->node)));
        size_t before = text->size;
        if (!template_fill_end(&place->rule->texts[i], role, known_value, finishing, text)) {
            return false;
        }
        if (text->size > before) {
            return true;
        }
    }
    bytes_clear(text);
    return true;
}

/* A value that the place does not have yet: a key of its map, or what its template has for it at the end of an item. */
static bool add_value(struct finishing *finishing, const struct record *task, const struct plan_place *place,
                      enum role role, struct slice value, struct error *error)
{
    struct operation *operation = finishing->operation;
    const struct document *document = operation->plan->documents[place->document];
    struct edits *edits = &operation->edits[place->document];
    struct slice name = slice_of("");
    struct bytes text;
    bytes_init(&text);
    bool added = true;
    bool written = false;
    const struct tree *tree = place->rule->shape == RULE_NODES ? document_nodes(document) : NULL;
    for (size_t i = 0; tree != NULL && i < place->rule->field_count && !written && added; i++) {
        const struct rule_field *field = &place->rule->fields[i];
        if (field->template.count == 1 && template_has(&field->template, role)) {
            const struct tree_content entry = {.type = TREE_SCALAR, .key = field->pattern, .text = value};
            name = field->pattern;
            written = true;
            added = tree_add(tree, place->node, (struct change_place){.position = CHANGE_LAST}, &entry,
                             edits, error);
        }
    }
    if (place->rule->shape == RULE_LIST) {
        added = append_part(finishing, place, role, &text) || error_no_memory(error);
        written = text.size > 0;
        added = added && (!written || change_set_item(document->outline, place->node, bytes_slice(&text), edits, error));
    }
    bytes_release(&text);
    const struct change_effect effect = {
        .kind = task->kind,
        .id = record_name(task),
        .path = slice_of(plan_path(operation->plan, place->document)),
        .place = record_place_number(task, place),
        .role = role,
        .field = name,
        .new = value,
    };
    return added && (!written || operation_mean(operation, effect, error));
}

/* What names others goes behind what stands there. */
static struct slice behind_present(struct finishing *finishing, const struct plan_field *field, struct slice value)
{
    const struct operation *operation = finishing->operation;
    bool appends = field->role == ROLE_DEPENDS_ON || field->role == ROLE_BLOCKS || field->role == ROLE_GATES;
    return appends && !profile_is_placeholder(operation->plan->profile, field->value)
               ? arena_format(&operation->change->arena, "%.*s, %.*s", SLICE_PRINT(field->value), SLICE_PRINT(value))
               : value;
}

bool finishing_values(struct finishing *finishing, const struct record *task, enum written_verb verb,
                      struct error *error)
{
    struct operation *operation = finishing->operation;
    for (size_t i = 0; i < task->place_count; i++) {
        const struct plan_place *place = task->places[i];
        const struct profile_writes *writes = profile_writes_of(operation->plan->profile, place->rule);
        const struct written_values *values = writes == NULL ? NULL : &writes->values[verb];
        for (size_t k = 0; values != NULL && k < values->count; k++) {
            enum role role;
            struct slice value = finishing_fill(finishing, writes, &values->items[k].template);
            if (value.data == NULL) {
                return error_no_memory(error);
            }
            if (value.size == 0 || !role_parse(values->items[k].pattern, &role)) {
                continue;
            }
            const struct plan_field *field = place_field(place, role);
            value = field == NULL ? value : behind_present(finishing, field, value);
            if (value.data == NULL) {
                return error_no_memory(error);
            }
            if (field != NULL ? !operation_set(operation, task, place, field, value, error)
                              : !add_value(finishing, task, place, role, value, error)) {
                return false;
            }
        }
    }
    return true;
}

bool finishing_has_values(const struct operation *operation, const struct record *record, enum written_verb verb)
{
    for (size_t i = 0; i < record->place_count; i++) {
        const struct profile_writes *writes = profile_writes_of(operation->plan->profile, record->places[i]->rule);
        if (writes != NULL && writes->values[verb].count > 0) {
            return true;
        }
    }
    return false;
}

bool finishing_row(struct finishing *finishing, const struct rule *rule, enum written_verb verb,
                   struct row_values *values, struct error *error)
{
    const struct profile_writes *writes = profile_writes_of(finishing->operation->plan->profile, rule);
    for (size_t i = 0; writes != NULL && i < writes->values[verb].count; i++) {
        const struct rule_field *written = &writes->values[verb].items[i];
        enum role role;
        if (!role_parse(written->pattern, &role) || values->roles[role].data != NULL) {
            continue;
        }
        values->roles[role] = finishing_fill(finishing, writes, &written->template);
        if (values->roles[role].data == NULL) {
            return error_no_memory(error);
        }
    }
    return true;
}

/* ---- the line of a log ---- */

static bool is_under(const struct outline *outline, const struct profile_writes *writes, uint32_t heading)
{
    for (size_t i = 0; heading != 0 && i < writes->log_under_count; i++) {
        if (id_glob(writes->log_under[i], slice_trim(outline_text(outline, heading)))) {
            return true;
        }
    }
    return false;
}

/* Into the list of the section, in place of an item that only holds a place; where there is no list, below the heading. */
static bool add_line(struct operation *operation, size_t document, const struct profile_writes *writes,
                     struct slice line, struct error *error)
{
    const struct outline *outline = operation->plan->documents[document]->outline;
    struct edits *edits = &operation->edits[document];
    uint32_t heading = 0;
    for (uint32_t node = outline_node(outline, 0)->child; node != 0; node = outline_node(outline, node)->next) {
        if (outline_node(outline, node)->type == OUTLINE_HEADING && heading == 0 && is_under(outline, writes, node)) {
            heading = node;
        }
        if (outline_node(outline, node)->type != OUTLINE_LIST ||
            !is_under(outline, writes, outline_section_of(outline, node))) {
            continue;
        }
        uint32_t first = outline_node(outline, node)->child;
        bool holds_place = outline_node(outline, first)->next == 0 &&
                           profile_is_placeholder(operation->plan->profile, outline_text(outline, first));
        return holds_place ? change_set_item(outline, first, line, edits, error)
                           : change_add_item(outline, node, (struct change_place){.position = CHANGE_LAST}, line, false,
                                             edits, error);
    }
    if (heading == 0) {
        return true;
    }
    struct bytes text;
    bytes_init(&text);
    size_t at = outline_node(outline, heading)->line;
    bool added = change_append_text(outline, at, at, &text) && bytes_append_text(&text, "\n- ") &&
                 bytes_append(&text, line);
    added = added ? change_set_lines(outline, at, at, bytes_slice(&text), edits, error) : error_no_memory(error);
    bytes_release(&text);
    return added;
}

bool finishing_has_log(const struct operation *operation, const struct record *task)
{
    for (size_t i = 0; i < task->place_count; i++) {
        const struct profile_writes *writes = profile_writes_of(operation->plan->profile, task->places[i]->rule);
        if (writes != NULL && writes->log.count > 0) {
            return true;
        }
    }
    return false;
}

bool finishing_log(struct finishing *finishing, const struct record *task, struct error *error)
{
    struct operation *operation = finishing->operation;
    for (size_t i = 0; i < task->place_count; i++) {
        const struct plan_place *place = task->places[i];
        const struct profile_writes *writes = profile_writes_of(operation->plan->profile, place->rule);
        if (writes == NULL || writes->log.count == 0 || operation->plan->documents[place->document]->tree != NULL) {
            continue;
        }
        struct slice line = finishing_fill(finishing, writes, &writes->log);
        if (line.data == NULL) {
            return error_no_memory(error);
        }
        if (!add_line(operation, place->document, writes, line, error)) {
            return false;
        }
    }
    return true;
}
