#include "json/json_plan.h"

#include "json/json_gates.h"

void json_plan_begin(struct json_writer *writer, const struct plan *plan)
{
    writer_begin_object(writer, NULL);
    writer_text(writer, "schema", slice_of("workboard/1"));
    if (plan == NULL) {
        writer_null(writer, "plan");
        return;
    }
    writer_begin_object(writer, "plan");
    writer_text(writer, "root", plan->root);
    writer_text(writer, "profile", plan->profile->name);
    writer_rev(writer, "rev", plan->rev);
    writer_end_object(writer);
}

bool json_plan_end(struct json_writer *writer, struct error *error)
{
    writer_end_object(writer);
    bytes_append_byte(writer->out, '\n');
    return !writer->out->failed || error_no_memory(error);
}

/* ---- items ---- */

static void write_list(struct json_writer *writer, const char *key, const struct plan_links *links)
{
    writer_begin_array(writer, key);
    for (size_t i = 0; i < links->count; i++) {
        writer_text(writer, NULL, item_link_name(&links->items[i]));
    }
    writer_end_array(writer);
}

static void write_counts(struct json_writer *writer, const char *key, const struct item_counts *counts)
{
    writer_begin_object(writer, key);
    writer_count(writer, "total", counts->total);
    writer_count(writer, "done", counts->done);
    writer_count(writer, "in_progress", counts->in_progress);
    writer_count(writer, "blocked", counts->blocked);
    writer_count(writer, "todo", counts->todo);
    writer_end_object(writer);
}

static void write_places(struct json_writer *writer, const char *key, const struct plan *plan,
                         const struct record *record)
{
    writer_begin_array(writer, key);
    for (size_t i = 0; i < record->place_count; i++) {
        const struct plan_place *place = record->places[i];
        const struct plan_field *status = place_field(place, ROLE_STATUS);
        writer_begin_object(writer, NULL);
        writer_text(writer, "file", slice_of(plan_path(plan, place->document)));
        writer_count(writer, "line", place->line);
        writer_text_or_null(writer, "status", status != NULL ? status->value : slice_of(""));
        writer_end_object(writer);
    }
    writer_end_array(writer);
}

static void write_files(struct json_writer *writer, const char *key, const struct item_value *value)
{
    writer_begin_array(writer, key);
    if (value->text.size > 0) {
        writer_text(writer, NULL, value->text);
    }
    for (size_t i = 0; value->evidence != NULL && i < value->files->count; i++) {
        writer_text(writer, NULL, value->evidence->items[value->files->items[i]].path);
    }
    writer_end_array(writer);
}

void json_plan_outside(struct json_writer *writer, const struct outside_word *word, bool named)
{
    writer_begin_object(writer, NULL);
    if (named) {
        writer_text(writer, "kind", slice_of(kind_name(word->record->kind)));
        writer_text(writer, "record", record_name(word->record));
    }
    writer_text(writer, "source", slice_of(word->source == OUTSIDE_TRACKER ? "tracker" : "worktree"));
    writer_text(writer, "name", word->name);
    writer_text(writer, "id", word->id);
    writer_text(writer, "state", slice_of(state_name(word->state)));
    writer_text_or_null(writer, "status", word->status);
    writer_text_or_null(writer, "who", word->holder);
    writer_text(writer, "file", word->file);
    writer_count(writer, "line", word->line);
    writer_truth(writer, "differs", word->differs);
    writer_end_object(writer);
}

static void write_value(struct json_writer *writer, const struct item_context *context, const char *key,
                        const struct record *record, const struct item_value *value)
{
    switch (value->type) {
    case ITEM_NULL:
        writer_null(writer, key);
        break;
    case ITEM_TEXT:
        writer_text(writer, key, value->text);
        break;
    case ITEM_REV:
        writer_rev(writer, key, value->rev);
        break;
    case ITEM_TRUTH:
        writer_truth(writer, key, value->truth);
        break;
    case ITEM_DECIMAL:
        writer_decimal(writer, key, value->decimal);
        break;
    case ITEM_LIST:
        write_list(writer, key, value->links);
        break;
    case ITEM_OUTSIDE:
        writer_begin_array(writer, key);
        for (size_t i = 0; i < value->word_count; i++) {
            json_plan_outside(writer, &value->words[i], false);
        }
        writer_end_array(writer);
        break;
    case ITEM_FILES:
        write_files(writer, key, value);
        break;
    case ITEM_COUNTS:
        write_counts(writer, key, &value->counts);
        break;
    case ITEM_PLACES:
        write_places(writer, key, context->plan, record);
        break;
    }
}

void json_plan_keys(struct json_writer *writer, const struct item_context *context, const struct record *record)
{
    size_t position = 0;
    const struct item_key *key;
    while ((key = item_key_next(record->kind, &position)) != NULL) {
        struct item_value value = item_read(context, record, key);
        write_value(writer, context, item_key_name(key), record, &value);
    }
}

static void write_item(struct json_writer *writer, const struct item_context *context, const struct record *record)
{
    writer_begin_object(writer, NULL);
    json_plan_keys(writer, context, record);
    writer_end_object(writer);
}

/* Only the fields that were asked for. */
static void write_chosen(struct json_writer *writer, const struct item_context *context, const struct record *record,
                         const struct json_list *list)
{
    writer_begin_object(writer, NULL);
    for (size_t i = 0; i < list->field_count; i++) {
        struct item_value value = item_read_field(context, record, &list->fields[i]);
        writer_named(writer, list->fields[i].name);
        write_value(writer, context, NULL, record, &value);
    }
    writer_end_object(writer);
}

/* ---- objects ---- */

bool json_plan_list(struct bytes *out, const struct item_context *context, const struct json_list *list,
                    struct error *error)
{
    struct json_writer writer;
    writer_init(&writer, out);
    json_plan_begin(&writer, context->plan);
    writer_text(&writer, "kind", slice_of(kind_name(list->kind)));
    writer_begin_array(&writer, "items");
    for (size_t i = 0; i < list->count; i++) {
        writer_line(&writer);
        if (list->field_count > 0) {
            write_chosen(&writer, context, list->records[i], list);
        } else {
            write_item(&writer, context, list->records[i]);
        }
    }
    writer_end_array(&writer);
    return json_plan_end(&writer, error);
}

static void write_records(struct json_writer *writer, const struct item_context *context, const char *key,
                          enum kind kind)
{
    const struct records *records = &context->plan->records[kind];
    writer_line(writer);
    writer_begin_array(writer, key);
    for (size_t i = 0; i < records->count; i++) {
        writer_line(writer);
        write_item(writer, context, records->items[i]);
    }
    writer_end_array(writer);
}

static void write_state_counts(struct json_writer *writer, const struct records *records, const char *key)
{
    size_t counts[STATE_COUNT] = {0};
    for (size_t i = 0; i < records->count; i++) {
        counts[records->items[i]->state]++;
    }
    writer_begin_object(writer, key);
    writer_count(writer, "total", records->count);
    for (size_t i = 0; i < STATE_COUNT; i++) {
        writer_count(writer, state_name((enum state)i), counts[i]);
    }
    writer_end_object(writer);
}

static void write_notes(struct json_writer *writer, const struct plan *plan)
{
    writer_begin_array(writer, "notes");
    for (size_t i = 0; i < plan->note_count; i++) {
        const struct plan_note *note = &plan->notes[i];
        writer_line(writer);
        writer_begin_object(writer, NULL);
        writer_text(writer, "file", slice_of(plan_path(plan, note->document)));
        writer_count(writer, "line", note->line);
        writer_text(writer, "text", note->text);
        writer_end_object(writer);
    }
    writer_end_array(writer);
}

bool json_plan_status(struct bytes *out, const struct item_context *context, struct error *error)
{
    const struct plan *plan = context->plan;
    const struct record *self = plan_self(plan);
    struct json_writer writer;
    writer_init(&writer, out);
    json_plan_begin(&writer, plan);
    writer_text_or_null(&writer, "mode", self != NULL ? record_value(self, ROLE_MODE) : slice_of(""));
    writer_count(&writer, "heavy", plan->heavy);
    if (plan->concurrency == (unsigned long)-1) {
        writer_null(&writer, "concurrency");
    } else {
        writer_count(&writer, "concurrency", plan->concurrency);
    }
    write_records(&writer, context, "milestones", KIND_MILESTONE);
    write_records(&writer, context, "lanes", KIND_LANE);
    write_records(&writer, context, "blockers", KIND_BLOCKER);
    write_records(&writer, context, "queue", KIND_QUEUE);
    write_records(&writer, context, "claims", KIND_CLAIM);
    writer_line(&writer);
    writer_begin_object(&writer, "counts");
    for (size_t i = 0; i < KIND_PLAN; i++) {
        write_state_counts(&writer, &plan->records[i], kind_plural((enum kind)i));
    }
    writer_end_object(&writer);
    if (context->outside != NULL) {
        writer_begin_array(&writer, "elsewhere");
        for (size_t i = 0; i < context->outside->count; i++) {
            writer_line(&writer);
            json_plan_outside(&writer, &context->outside->items[i], true);
        }
        writer_end_array(&writer);
    }
    write_notes(&writer, plan);
    return json_plan_end(&writer, error);
}

static void write_fields(struct json_writer *writer, const struct plan *plan, const struct record *record)
{
    writer_begin_array(writer, "fields");
    for (size_t i = 0; i < record->place_count; i++) {
        const struct plan_place *place = record->places[i];
        for (size_t j = 0; j < place->field_count; j++) {
            const struct plan_field *field = &place->fields[j];
            writer_begin_object(writer, NULL);
            writer_text_or_null(writer, "name", field->name);
            writer_text_or_null(writer, "role",
                                slice_of(field->role == ROLE_OTHER ? "" : role_name(field->role)));
            writer_text_or_null(writer, "value", field->value);
            writer_text(writer, "file", slice_of(plan_path(plan, place->document)));
            writer_count(writer, "line", field->line);
            writer_end_object(writer);
        }
    }
    writer_end_array(writer);
}

bool json_plan_show(struct bytes *out, const struct item_context *context, const struct record *record,
                    struct error *error)
{
    struct json_writer writer;
    writer_init(&writer, out);
    json_plan_begin(&writer, context->plan);
    writer_begin_object(&writer, "item");
    json_plan_keys(&writer, context, record);
    write_fields(&writer, context->plan, record);
    bool done = record->kind != KIND_TASK || context->proofs == NULL ||
                json_gates_write(&writer, context->proofs, record, context->day, error);
    writer_end_object(&writer);
    return json_plan_end(&writer, error) && done;
}
