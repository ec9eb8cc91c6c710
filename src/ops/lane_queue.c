#include "ops/lane_queue.h"

#include "outline/change.h"
#include "plan/id.h"

bool lane_queue_is_list(const struct plan *plan, const struct record *lane)
{
    const struct plan_field *field = record_field(lane, ROLE_QUEUE, NULL);
    if (field == NULL || profile_is_placeholder(plan->profile, field->value)) {
        return true;
    }
    for (size_t i = 0; i < lane->queue.count; i++) {
        if (slice_equal(lane->queue.items[i].text, field->value) && lane->queue.items[i].record == NULL) {
            return false;
        }
    }
    return lane->queue.count > 0;
}

bool lane_queue_has(const struct record *lane, const struct record *task)
{
    for (size_t i = 0; i < lane->queue.count; i++) {
        if (lane->queue.items[i].record == task) {
            return true;
        }
    }
    return false;
}

static struct slice separator_of(const struct plan_place *place)
{
    return place->rule->separator.size == 0 ? slice_of(", ") : place->rule->separator;
}

/* Splits off the next entry of the queue, as written between the separators. */
static bool next_entry(struct slice value, struct slice separator, size_t *at, struct slice *entry)
{
    if (*at > value.size) {
        return false;
    }
    size_t end = slice_find(value, separator, *at);
    end = end == SLICE_NONE ? value.size : end;
    *entry = slice_part(value, *at, end);
    *at = end + separator.size;
    return true;
}

/* Whether nothing but marks stands there, and what is in brackets or backquotes: no words. */
static bool is_between(struct slice text)
{
    int depth = 0;
    bool code = false;
    for (size_t i = 0; i < text.size; i++) {
        char byte = text.data[i];
        bool word = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9');
        code = byte == '`' ? !code : code;
        depth += byte == '(' || byte == '[' ? 1 : (byte == ')' || byte == ']') && depth > 0 ? -1 : 0;
        if (word && depth == 0 && !code) {
            return false;
        }
    }
    return true;
}

/* An entry that begins with a task and names others, with signs between them that the profile does not know as a separator:
 * where the next one begins in it. 0 where it names no other; SLICE_NONE where words stand between them. */
static size_t next_name(const struct plan *plan, struct slice part)
{
    struct id_reference first;
    struct id_reference next;
    size_t at = 0;
    const struct id_shapes *shapes = &plan->profile->references[KIND_TASK];
    if (!id_next(part, shapes, NULL, &at, &first)) {
        return 0;
    }
    do {
        if (!id_next(part, shapes, NULL, &at, &next)) {
            return 0;
        }
    } while (slice_equal_fold(next.first, first.first));
    size_t start = next.span.start;
    while (start > first.span.end && strchr("`*[", part.data[start - 1]) != NULL) {
        start--;
    }
    size_t end = first.span.end;
    while (end < start && strchr("`*]", part.data[end]) != NULL) {
        end++;
    }
    return is_between(slice_part(part, end, start)) ? start : SLICE_NONE;
}

/* Without the signs at its end that led to the next entry. */
static struct slice without_signs(struct slice text)
{
    while (text.size > 0) {
        char byte = text.data[text.size - 1];
        bool own = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9');
        if (own || strchr(")]`*", byte) != NULL) {
            break;
        }
        text.size--;
    }
    return text;
}

bool lane_queue_remove(struct operation *operation, const struct record *lane, const struct record *task,
                       struct bytes *entry, struct error *error)
{
    const struct plan_place *place = NULL;
    const struct plan_field *field = record_field(lane, ROLE_QUEUE, &place);
    if (field == NULL) {
        return true;
    }
    struct slice separator = separator_of(place);
    struct bytes rest;
    struct slice part;
    bytes_init(&rest);
    size_t at = 0;
    for (size_t i = 0; next_entry(field->value, separator, &at, &part); i++) {
        if (i < lane->queue.count && lane->queue.items[i].record == task) {
            size_t next = next_name(operation->plan, part);
            if (next == 0) {
                (void)bytes_append(entry, slice_trim(part));
                continue;
            }
            /* What names others too loses this one alone, or stays where words would lose their sense. */
            if (next != SLICE_NONE) {
                (void)bytes_append(entry, slice_trim(without_signs(slice_part(part, 0, next))));
                part = slice_part(part, next, part.size);
            }
        }
        if (rest.size > 0) {
            (void)bytes_append(&rest, separator);
        }
        (void)bytes_append(&rest, part);
    }
    /* A lane whose queue ran empty keeps its line, with a sign that holds the place. */
    if (rest.size == 0) {
        (void)bytes_append_text(&rest, "-");
    }
    bool set = rest.failed || entry->failed ? error_no_memory(error)
                                            : operation_set(operation, lane, place, field, bytes_slice(&rest), error);
    bytes_release(&rest);
    return set;
}

/* The rule that reads lanes' queues from items, and a lane that has such an item: the model for a new one. */
static const struct plan_place *find_model(const struct plan *plan)
{
    for (size_t i = 0; i < plan->records[KIND_LANE].count; i++) {
        const struct record *lane = plan->records[KIND_LANE].items[i];
        for (size_t k = 0; k < lane->place_count; k++) {
            const struct rule *rule = lane->places[k]->rule;
            if (rule->shape == RULE_LIST && rule->text_count > 0 && template_has(&rule->texts[0], ROLE_QUEUE)) {
                return lane->places[k];
            }
        }
    }
    return NULL;
}

struct filling {
    struct slice id;
    struct slice queue;
};

static struct slice item_value(void *context, enum role role, struct slice name)
{
    const struct filling *filling = context;
    (void)name;
    return role == ROLE_ID ? filling->id : role == ROLE_QUEUE ? filling->queue : slice_of("");
}

/* A lane that has no line in the list of queues gets one behind the others. */
static bool add_item(struct operation *operation, const struct record *lane, struct slice entry, struct error *error)
{
    const struct plan_place *model = find_model(operation->plan);
    if (model == NULL) {
        return error_set(error, ERROR_NOT_FOUND, "lanes have no queues in this plan");
    }
    struct filling filling = {.id = record_name(lane), .queue = entry};
    struct bytes text;
    bytes_init(&text);
    const struct outline *outline = operation->plan->documents[model->document]->outline;
    struct change_place last = {.position = CHANGE_LAST};
    bool added = template_fill(&model->rule->texts[0], item_value, &filling, &text)
                     ? change_add_item(outline, outline_node(outline, model->node)->parent, last, bytes_slice(&text),
                                       false, &operation->edits[model->document], error)
                     : error_no_memory(error);
    bytes_release(&text);
    /* Places are in the order of their rules. */
    struct change_effect effect = {
        .kind = KIND_LANE,
        .id = record_name(lane),
        .path = slice_of(plan_path(operation->plan, model->document)),
        .role = ROLE_ID,
        .new = record_name(lane),
    };
    for (size_t i = 0; i < lane->place_count; i++) {
        effect.place += lane->places[i]->document == model->document && lane->places[i]->rule < model->rule ? 1 : 0;
    }
    return added && operation_mean(operation, effect, error);
}

bool lane_queue_append(struct operation *operation, const struct record *lane, struct slice entry,
                       struct error *error)
{
    const struct plan_place *place = NULL;
    const struct plan_field *field = record_field(lane, ROLE_QUEUE, &place);
    if (field == NULL) {
        return add_item(operation, lane, entry, error);
    }
    struct bytes value;
    bytes_init(&value);
    if (!profile_is_placeholder(operation->plan->profile, field->value)) {
        (void)bytes_append(&value, field->value);
        (void)bytes_append(&value, lane_queue_is_list(operation->plan, lane) ? separator_of(place) : slice_of("; "));
    }
    (void)bytes_append(&value, entry);
    bool set = value.failed ? error_no_memory(error)
                            : operation_set(operation, lane, place, field, bytes_slice(&value), error);
    bytes_release(&value);
    return set;
}
