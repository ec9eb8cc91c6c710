/* Makes records of places: which place belongs to which record, and what the record is called. */
#include "plan/build.h"

#include "outline/plain.h"
#include "text/hash.h"

enum { LONGEST_EXPANSION = 1000 };

bool links_add(struct plan *plan, struct plan_links *links, struct plan_link link)
{
    if (!arena_grow(&plan->arena, &links->items, &links->capacity, links->count + 1, sizeof *links->items)) {
        return false;
    }
    links->items[links->count++] = link;
    return true;
}

bool records_note(struct plan *plan, size_t document, size_t line, struct slice text)
{
    if (text.data == NULL || !arena_grow(&plan->arena, &plan->notes, &plan->note_capacity, plan->note_count + 1,
                                         sizeof *plan->notes)) {
        return false;
    }
    plan->notes[plan->note_count++] = (struct plan_note){.document = document, .line = line, .text = text};
    return true;
}

static struct record *add_record(struct matching *matching, struct slice id, struct slice title)
{
    struct plan *plan = matching->plan;
    struct records *records = &plan->records[matching->rule->kind];
    struct record *record = arena_new(&plan->arena, 1, sizeof *record);
    if (record == NULL || !arena_grow(&plan->arena, &records->items, &records->capacity, records->count + 1,
                                      sizeof(struct record *))) {
        return NULL;
    }
    record->kind = matching->rule->kind;
    record->number = records->count;
    record->id = id;
    record->title = title;
    records->items[records->count++] = record;
    return id.size == 0 || index_add(plan, record) ? record : NULL;
}

/* The record without an ID that has this title. Such kinds are short lists. */
static struct record *find_titled(const struct plan *plan, enum kind kind, struct slice title)
{
    for (size_t i = 0; i < plan->records[kind].count; i++) {
        struct record *record = plan->records[kind].items[i];
        if (record->id.size == 0 && slice_equal_fold(record->title, title)) {
            return record;
        }
    }
    return NULL;
}

static const struct plan_field *scratch_field(const struct matching *matching, enum role role)
{
    for (size_t i = 0; i < matching->scratch_count; i++) {
        if (matching->scratch[i].role == role) {
            return &matching->scratch[i];
        }
    }
    return NULL;
}

/* The record that the place in scratch belongs to, or NULL with `*known` true where it belongs to none. */
static struct record *find_or_add(struct matching *matching, size_t line, bool *known)
{
    struct plan *plan = matching->plan;
    enum kind kind = matching->rule->kind;
    const struct plan_field *id = scratch_field(matching, ROLE_ID);
    const struct plan_field *title = scratch_field(matching, ROLE_TITLE);
    struct slice name = id != NULL ? id->value : title != NULL ? title->value : slice_of("");
    struct record *record = NULL;
    *known = true;
    if (kind == KIND_PLAN) {
        record = plan->records[kind].count > 0 ? plan->records[kind].items[0] : NULL;
    } else if (id != NULL) {
        record = index_find(plan, kind, name);
    } else {
        record = find_titled(plan, kind, name);
    }
    if (record != NULL) {
        if (matching->creates && kind != KIND_PLAN && !matching->rule->repeats && matching->rule->shape != RULE_TREE &&
            record->places[0]->rule == matching->rule) {
            *known = records_note(plan, matching->document, line,
                                  arena_format(&plan->arena, "%.*s stands here a second time; the first is in line %zu",
                                               SLICE_PRINT(name), record->places[0]->line));
        }
        return record;
    }
    if (matching->creates) {
        record = add_record(matching, id != NULL ? name : slice_of(""), id == NULL ? name : slice_of(""));
        *known = record != NULL;
        return record;
    }
    if (matching->rule->shape != RULE_SECTION) {
        *known = records_note(plan, matching->document, line,
                              arena_format(&plan->arena, "%.*s names no %s of this plan", SLICE_PRINT(name),
                                           kind_name(kind)));
    }
    return NULL;
}

static bool add_place(struct matching *matching, uint32_t node, size_t line)
{
    struct plan *plan = matching->plan;
    bool known = false;
    struct record *record = find_or_add(matching, line, &known);
    if (record == NULL) {
        return known || error_no_memory(matching->error);
    }
    struct plan_place *place = arena_new(&plan->arena, 1, sizeof *place);
    struct plan_field *fields = arena_new(&plan->arena, matching->scratch_count, sizeof *fields);
    if (!known || place == NULL || fields == NULL ||
        !arena_grow(&plan->arena, &record->places, &record->place_capacity, record->place_count + 1,
                    sizeof(struct plan_place *))) {
        return error_no_memory(matching->error);
    }
    memcpy(fields, matching->scratch, matching->scratch_count * sizeof *fields);
    *place = (struct plan_place){
        .rule = matching->rule,
        .document = matching->document,
        .node = node,
        .line = line,
        .fields = fields,
        .field_count = matching->scratch_count,
    };
    record->places[record->place_count++] = place;
    return true;
}

/* ---- identifiers that are put together ---- */

static struct slice scratch_value(void *context, enum role role, struct slice name)
{
    const struct matching *matching = context;
    for (size_t i = 0; i < matching->scratch_count; i++) {
        const struct plan_field *field = &matching->scratch[i];
        if (field->role == role && (role != ROLE_OTHER || slice_equal(field->name, name))) {
            return field->value;
        }
    }
    return slice_of("");
}

/* Adds the place under the ID that its rule puts together of what is in scratch. Where a value is missing there is no ID, and
 * so no record. */
static bool add_composed(struct matching *matching, uint32_t node, size_t line)
{
    struct plan *plan = matching->plan;
    const struct template *identity = &matching->rule->identity;
    struct bytes text;
    bytes_init(&text);
    bool filled = template_fill(identity, scratch_value, matching, &text);
    struct slice id = filled ? arena_copy(&plan->arena, bytes_slice(&text)) : (struct slice){0};
    bytes_release(&text);
    if (id.data == NULL) {
        return error_no_memory(matching->error);
    }
    struct span span = matching->scratch_count == 0 ? (struct span){0} : matching->scratch[0].span;
    if (!match_add(matching, ROLE_ID, slice_of(""), span, line, SIZE_MAX)) {
        return false;
    }
    matching->scratch[matching->scratch_count - 1].value = id;
    bool shaped = plan->profile->shapes[matching->rule->kind].count == 0;
    for (size_t i = 0; i < plan->profile->shapes[matching->rule->kind].count && !shaped; i++) {
        shaped = id_has_shape(plan->profile->shapes[matching->rule->kind].items[i], id);
    }
    bool added = !shaped || add_place(matching, node, line);
    matching->scratch_count--;
    return added;
}

/* The ends of the range that stands in a value: "T00-T02". */
static bool read_range(const struct rule *rule, struct slice value, struct id_reference *range)
{
    for (size_t i = 0; i < rule->expand_marks.count; i++) {
        struct slice mark = rule->expand_marks.items[i];
        size_t at = slice_find(value, mark, 0);
        struct slice prefix;
        struct slice other;
        unsigned long from = 0;
        unsigned long to = 0;
        if (at == SLICE_NONE) {
            continue;
        }
        range->first = slice_trim(slice_part(value, 0, at));
        range->last = slice_trim(slice_part(value, at + mark.size, value.size));
        if (id_split(range->first, &prefix, &from) && id_split(range->last, &other, &to) &&
            (slice_equal_fold(prefix, other) || other.size == 0) && from <= to && to - from < LONGEST_EXPANSION) {
            return true;
        }
    }
    return false;
}

static bool add_expanded(struct matching *matching, uint32_t node, size_t line)
{
    struct plan *plan = matching->plan;
    struct plan_field *field = NULL;
    for (size_t i = 0; i < matching->scratch_count && matching->rule->expand != ROLE_OTHER && field == NULL; i++) {
        field = matching->scratch[i].role == matching->rule->expand ? &matching->scratch[i] : NULL;
    }
    struct id_reference range;
    if (field == NULL || !read_range(matching->rule, field->value, &range)) {
        return add_composed(matching, node, line);
    }
    struct slice prefix;
    unsigned long from = 0;
    unsigned long to = 0;
    size_t at = (size_t)(field - matching->scratch);
    if (!id_split(range.last, &prefix, &to) || !id_split(range.first, &prefix, &from)) {
        return true;
    }
    for (unsigned long number = from; number <= to; number++) {
        struct slice value = arena_format(&plan->arena, "%.*s%0*lu", SLICE_PRINT(prefix),
                                          (int)(range.first.size - prefix.size), number);
        if (value.data == NULL) {
            return error_no_memory(matching->error);
        }
        /* Adding may move the scratch, so that the field is found again by its number. */
        matching->scratch[at].value = value;
        if (!add_composed(matching, node, line)) {
            return false;
        }
    }
    return true;
}

bool records_add_place(struct matching *matching, uint32_t node, size_t line)
{
    bool added = matching->rule->identity.count == 0 ? add_place(matching, node, line)
                                                     : add_expanded(matching, node, line);
    matching->scratch_count = 0;
    return added;
}

/* ---- finishing ---- */

/* Kinds whose records have no title of their own are called by what they describe. */
static const struct plan_field *title_field(const struct record *record)
{
    static const enum role roles[] = {ROLE_TITLE, ROLE_DESCRIPTION, ROLE_SCOPE};
    size_t count = record->kind == KIND_QUEUE ? 2 : record->kind == KIND_GATE ? 3 : 1;
    for (size_t i = 0; i < count; i++) {
        const struct plan_field *field = record_field(record, roles[i], NULL);
        if (field != NULL && field->value.size > 0) {
            return field;
        }
    }
    return NULL;
}

/* Whether there is nothing in the text that plain_append would change: most titles are shared, not copied. */
static bool is_plain(struct slice text)
{
    static const bool marks[256] = {
        [0] = true,  [1] = true,  [2] = true,  [3] = true,  [4] = true,  [5] = true,  [6] = true,  [7] = true,
        [8] = true,  [9] = true,  [10] = true, [11] = true, [12] = true, [13] = true, [14] = true, [15] = true,
        [16] = true, [17] = true, [18] = true, [19] = true, [20] = true, [21] = true, [22] = true, [23] = true,
        [24] = true, [25] = true, [26] = true, [27] = true, [28] = true, [29] = true, [30] = true, [31] = true,
        ['`'] = true, ['*'] = true, ['_'] = true, ['~'] = true, ['['] = true, [']'] = true, ['<'] = true, ['\\'] = true,
    };
    for (size_t i = 0; i < text.size; i++) {
        char byte = text.data[i];
        bool blank = byte == ' ' && i + 1 < text.size && text.data[i + 1] == ' ';
        if (blank || marks[(unsigned char)byte]) {
            return false;
        }
    }
    return true;
}

static bool set_title(struct plan *plan, struct record *record)
{
    const struct plan_field *field = title_field(record);
    if (field == NULL) {
        return true;
    }
    if (is_plain(field->value)) {
        record->title = field->value;
        return true;
    }
    struct bytes plain;
    bytes_init(&plain);
    bool made = plain_append(&plain, field->value);
    record->title = made ? arena_copy(&plan->arena, slice_trim(bytes_slice(&plain))) : (struct slice){0};
    bytes_release(&plain);
    return made && record->title.data != NULL;
}

/* What a status was read as the last time: the rows of a table mostly repeat it. */
struct last_status {
    const struct rule *rule;
    struct slice text;
    enum state state;
    enum slot slot;
    bool known;
};

static void read_status(const struct plan *plan, const struct rule *rule, struct slice text, struct last_status *last)
{
    if (last->rule != rule || !slice_equal(last->text, text)) {
        last->rule = rule;
        last->text = text;
        last->known = profile_read_status(plan->profile, rule, text, &last->state, &last->slot);
    }
}

/* The state is what the first place with a status says; the others are compared with it. */
static bool set_state(struct plan *plan, struct record *record, struct last_status *last)
{
    bool found = false;
    for (size_t i = 0; i < record->place_count; i++) {
        const struct plan_place *place = record->places[i];
        const struct plan_field *field = place_field(place, ROLE_STATUS);
        if (field == NULL || (!place->rule->box && profile_is_placeholder(plan->profile, field->value))) {
            continue;
        }
        read_status(plan, place->rule, field->value, last);
        if (!last->known && !records_note(plan, place->document, place->line,
                                    arena_format(&plan->arena, "the status \"%.*s\" is no word of the profile %.*s",
                                                 SLICE_PRINT(field->value), SLICE_PRINT(plan->profile->name)))) {
            return false;
        }
        if (found) {
            record->differs = record->differs || last->state != record->state;
            continue;
        }
        found = true;
        record->state = last->state;
        record->slot = last->slot;
        record->status = field->value;
    }
    if (!found && record->place_count > 0) {
        record->state = record->places[0]->rule->state;
    }
    return true;
}

static uint64_t mix(uint64_t hash, struct slice text)
{
    return (hash ^ hash_bytes(text)) * 1099511628211ULL;
}

static void set_rev(const struct plan *plan, struct record *record)
{
    uint64_t hash = 1469598103934665603ULL;
    for (size_t i = 0; i < record->place_count; i++) {
        hash = mix(hash, slice_of(plan_path(plan, record->places[i]->document)));
        for (size_t k = 0; k < record->places[i]->field_count; k++) {
            hash = mix(mix(hash, record->places[i]->fields[k].name), record->places[i]->fields[k].raw);
        }
    }
    record->rev = hash;
}

static bool set_aliases(struct plan *plan, struct record *record)
{
    for (size_t i = 0; i < record->place_count; i++) {
        for (size_t k = 0; k < record->places[i]->field_count; k++) {
            const struct plan_field *field = &record->places[i]->fields[k];
            bool known = field->role != ROLE_ALIAS || field->value.size == 0;
            for (size_t n = 0; n < record->aliases.count && !known; n++) {
                known = slice_equal_fold(record->aliases.items[n].text, field->value);
            }
            if (!known && !links_add(plan, &record->aliases, (struct plan_link){.text = field->value})) {
                return false;
            }
        }
    }
    return true;
}

bool records_finish(struct plan *plan, struct error *error)
{
    struct last_status last = {0};
    for (size_t kind = 0; kind < KIND_COUNT; kind++) {
        for (size_t i = 0; i < plan->records[kind].count; i++) {
            struct record *record = plan->records[kind].items[i];
            if (!set_title(plan, record) || !set_state(plan, record, &last) || !set_aliases(plan, record)) {
                return error_no_memory(error);
            }
            set_rev(plan, record);
        }
    }
    return true;
}
