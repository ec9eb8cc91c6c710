/* record.c: what a plan that is made says of its records, places and links. */
#include "plan/plan.h"

const char *plan_path(const struct plan *plan, size_t document)
{
    return plan->documents[document]->path;
}

const struct record *plan_self(const struct plan *plan)
{
    return plan->records[KIND_PLAN].count == 0 ? NULL : plan->records[KIND_PLAN].items[0];
}

const struct plan_field *place_field(const struct plan_place *place, enum role role)
{
    for (size_t i = 0; i < place->field_count; i++) {
        if (place->fields[i].role == role) {
            return &place->fields[i];
        }
    }
    return NULL;
}

const struct plan_field *record_field(const struct record *record, enum role role, const struct plan_place **place)
{
    for (size_t i = 0; i < record->place_count; i++) {
        const struct plan_field *field = place_field(record->places[i], role);
        if (field != NULL) {
            if (place != NULL) {
                *place = record->places[i];
            }
            return field;
        }
    }
    return NULL;
}

size_t record_place_number(const struct record *record, const struct plan_place *place)
{
    size_t number = 0;
    for (size_t i = 0; i < record->place_count && record->places[i] != place; i++) {
        number += record->places[i]->document == place->document ? 1 : 0;
    }
    return number;
}

struct slice record_value(const struct record *record, enum role role)
{
    const struct plan_field *field = record_field(record, role, NULL);
    return field == NULL ? slice_of("") : field->value;
}

struct slice record_name(const struct record *record)
{
    return record->id.size > 0 ? record->id : record->title;
}

size_t links_in_state(const struct plan_links *links, enum state state)
{
    size_t count = 0;
    for (size_t i = 0; i < links->count; i++) {
        const struct record *record = links->items[i].record;
        count += state == STATE_COUNT || (record != NULL && record->state == state) ? 1 : 0;
    }
    return count;
}
