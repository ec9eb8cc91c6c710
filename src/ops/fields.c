#include "ops/fields.h"

#include "outline/plain.h"

bool fields_read(struct slice text, struct field_setting *setting)
{
    size_t equals = slice_find(text, slice_of("="), 0);
    if (equals == SLICE_NONE || equals == 0) {
        return false;
    }
    setting->append = text.data[equals - 1] == '+';
    setting->name = slice_trim(slice_part(text, 0, equals - (setting->append ? 1 : 0)));
    setting->value = slice_part(text, equals + 1, text.size);
    return setting->name.size > 0;
}

/* The field in the first place that has it. A key of JSON comes before a document's own name. */
static const struct plan_field *find_field(const struct record *record, struct slice name,
                                           const struct plan_place **place)
{
    enum role role;
    const struct plan_field *field = NULL;
    if (role_parse(name, &role) && role != ROLE_OTHER) {
        field = record_field(record, role, place);
    }
    for (size_t i = 0; i < record->place_count && field == NULL; i++) {
        const struct plan_field *named = NULL;
        for (size_t k = 0; k < record->places[i]->field_count; k++) {
            const struct plan_field *one = &record->places[i]->fields[k];
            /* A column that holds several values is called by the one that is not the ID. */
            if (plain_equal(one->name, name) && (named == NULL || named->role == ROLE_ID)) {
                named = one;
            }
        }
        field = named;
        *place = record->places[i];
    }
    return field;
}

static bool not_found(const struct operation *operation, const struct record *record, struct slice name,
                      struct error *error)
{
    (void)error_set_at(error, ERROR_NOT_FOUND, plan_path(operation->plan, record->places[0]->document),
                       record->places[0]->line, "%.*s has no field %.*s here", SLICE_PRINT(record_name(record)),
                       SLICE_PRINT(name));
    bool told[ROLE_COUNT] = {[ROLE_ID] = true};
    for (size_t i = 0; error != NULL && i < record->place_count; i++) {
        for (size_t k = 0; k < record->places[i]->field_count; k++) {
            const struct plan_field *field = &record->places[i]->fields[k];
            struct slice known = field->role == ROLE_OTHER ? field->name : slice_of(role_name(field->role));
            if (!told[field->role]) {
                error_add_candidate(error, known.data, known.size);
            }
            told[field->role] = field->role != ROLE_OTHER;
        }
    }
    return false;
}

/* Between what stands there and what is appended. */
static struct slice separator_of(const struct plan_place *place, enum role role, struct slice added)
{
    switch (role) {
    case ROLE_QUEUE:
        return place->rule->separator.size > 0 ? place->rule->separator : slice_of(", ");
    case ROLE_DEPENDS_ON:
    case ROLE_BLOCKS:
    case ROLE_GATES:
    case ROLE_EVIDENCE:
        return slice_of(", ");
    default:
        return slice_of(added.size > 0 && strchr(",;.:)", added.data[0]) != NULL && added.data[0] != '\0' ? "" : " ");
    }
}

static bool append_value(const struct operation *operation, const struct plan_place *place,
                         const struct plan_field *field, struct slice added, struct bytes *value)
{
    added = slice_trim(added);
    if (!profile_is_placeholder(operation->plan->profile, field->value)) {
        (void)bytes_append(value, field->value);
        (void)bytes_append(value, separator_of(place, field->role, added));
    }
    return bytes_append(value, added);
}

/* What is a link as a whole stays one: the new text leads where the old one led. False without memory. */
static bool keep_link(struct slice raw, struct bytes *value)
{
    size_t middle = slice_find(raw, slice_of("]("), 0);
    bool link = middle != SLICE_NONE && slice_starts(raw, slice_of("[")) && slice_ends(raw, slice_of(")")) &&
                slice_find(raw, slice_of(")"), 0) == raw.size - 1 &&
                slice_find(raw, slice_of("["), 1) == SLICE_NONE && slice_find(raw, slice_of("]"), 0) == middle;
    if (!link || value->size == 0 || slice_find(bytes_slice(value), slice_of("]"), 0) != SLICE_NONE ||
        slice_find(bytes_slice(value), slice_of("["), 0) != SLICE_NONE) {
        return true;
    }
    struct bytes whole;
    bytes_init(&whole);
    bool made = bytes_append_byte(&whole, '[') && bytes_append(&whole, bytes_slice(value)) &&
                bytes_append(&whole, slice_part(raw, middle, raw.size));
    bytes_clear(value);
    made = made && bytes_append(value, bytes_slice(&whole));
    bytes_release(&whole);
    return made;
}

static bool set_one(struct operation *operation, const struct record *record, const struct plan_place *place,
                    const struct plan_field *field, const struct field_setting *setting, struct error *error)
{
    const char *path = plan_path(operation->plan, place->document);
    if (memchr(field->raw.data == NULL ? "" : field->raw.data, '\n', field->raw.size) != NULL) {
        return error_set_at(error, ERROR_USAGE, path, field->line,
                            "%.*s of %.*s has several lines; change them by hand or with `workboard edit`",
                            SLICE_PRINT(setting->name), SLICE_PRINT(record_name(record)));
    }
    struct bytes value;
    bytes_init(&value);
    bool made = setting->append ? append_value(operation, place, field, setting->value, &value)
                                : bytes_append(&value, slice_trim(setting->value));
    bool set = made || error_no_memory(error);
    set = set && (keep_link(field->raw, &value) || error_no_memory(error));
    struct slice text = slice_make(value.size == 0 ? "" : value.data, value.size);
    struct outline_cell cell;
    bool part =
        field->column != SIZE_MAX &&
        outline_cell_at(operation->plan->documents[place->document]->outline, place->node, field->column, &cell) &&
        (cell.text.start != field->span.start || cell.text.end != field->span.end);
    if (set && text.size == 0 && part) {
        set = error_set_at(error, ERROR_USAGE, path, field->line,
                           "%.*s shares its cell with others and cannot be emptied", SLICE_PRINT(setting->name));
    }
    set = set && operation_set(operation, record, place, field, text, error);
    bytes_release(&value);
    return set;
}

bool fields_set_status(struct operation *operation, const struct record *record, struct slice typed,
                       struct error *error)
{
    for (size_t i = 0; i < record->place_count; i++) {
        const struct plan_place *place = record->places[i];
        const struct plan_field *field = place_field(place, ROLE_STATUS);
        struct slice spelled;
        enum state state;
        enum slot slot;
        if (field == NULL) {
            continue;
        }
        if (place->rule->box) {
            if (!state_parse(slice_trim(typed), &state) || (state != STATE_DONE && state != STATE_TODO)) {
                return error_set_at(error, ERROR_USAGE, plan_path(operation->plan, place->document), place->line,
                                    "a box is todo or done, not \"%.*s\"", SLICE_PRINT(typed));
            }
            return operation_set_state(operation, record, state, error);
        }
        if (!spelling_read(operation->plan, record, place, typed, operation->request->force, &spelled, &state, &slot,
                           error) ||
            (record->kind == KIND_LANE && !rules_heavy(operation, record, slot, error)) ||
            !operation_set(operation, record, place, field, spelled, error)) {
            return false;
        }
    }
    return true;
}

/* Other places that said the same go on saying the same; those that said something else are left to say so. */
static bool set_mirrors(struct operation *operation, const struct record *record, const struct plan_place *written,
                        const struct plan_field *old, const struct field_setting *setting, struct error *error)
{
    bool tells = old->role != ROLE_OTHER && !profile_is_placeholder(operation->plan->profile, old->value);
    for (size_t i = 0; tells && i < record->place_count; i++) {
        const struct plan_place *place = record->places[i];
        const struct plan_field *field = place == written ? NULL : place_field(place, old->role);
        bool same = field != NULL && !field->borrowed &&
                    (slice_equal_fold(field->value, old->value) || plain_equal(field->value, old->value));
        if (same && !operation_is_left(operation, place->document) &&
            !set_one(operation, record, place, field, setting, error)) {
            return false;
        }
    }
    return true;
}

bool fields_set(struct operation *operation, const struct record *record, const struct field_setting *setting,
                struct error *error)
{
    const struct plan_place *place = NULL;
    const struct plan_field *field = record->place_count == 0 ? NULL : find_field(record, setting->name, &place);
    struct slice state = slice_of("state");
    if (field == NULL && slice_equal_fold(setting->name, state)) {
        field = record_field(record, ROLE_STATUS, &place);
    }
    if (field == NULL) {
        return not_found(operation, record, setting->name, error);
    }
    if (field->role == ROLE_ID) {
        return error_set_at(error, ERROR_USAGE, plan_path(operation->plan, place->document), field->line,
                            "%.*s is what others call it by and cannot be set; change it by hand everywhere",
                            SLICE_PRINT(setting->name));
    }
    if (field->role == ROLE_TITLE && record->id.size == 0) {
        return error_set_at(error, ERROR_USAGE, plan_path(operation->plan, place->document), field->line,
                            "the title is all that \"%.*s\" is called by and cannot be set; change it by hand "
                            "everywhere",
                            SLICE_PRINT(record->title));
    }
    if (field->role == ROLE_STATUS && !setting->append) {
        return fields_set_status(operation, record, setting->value, error);
    }
    return set_one(operation, record, place, field, setting, error) &&
           set_mirrors(operation, record, place, field, setting, error);
}
