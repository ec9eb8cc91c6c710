#include "cli/print_record.h"

#include "cli/print_value.h"
#include "cli/table.h"
#include "outline/plain.h"

enum { RECORD_LABEL = 14 };

/* "name          value" where there is a value. */
static void print_line(struct output *output, const char *label, struct slice value, enum output_style style)
{
    if (value.size == 0) {
        return;
    }
    bytes_append_format(&output->bytes, "  %-*s ", RECORD_LABEL, label);
    output_begin(output, style);
    output_clean(output, value);
    output_end(output, style);
    bytes_append_byte(&output->bytes, '\n');
}

static void print_heading(struct output *output, const char *heading)
{
    bytes_append_byte(&output->bytes, '\n');
    output_styled(output, STYLE_STRONG, heading);
    bytes_append_byte(&output->bytes, '\n');
}

static void print_title(struct output *output, const struct record *record)
{
    output_begin(output, STYLE_STRONG);
    bytes_append_text(&output->bytes, kind_name(record->kind));
    bytes_append_byte(&output->bytes, ' ');
    output_clean(output, record_name(record));
    output_end(output, STYLE_STRONG);
    if (record->id.size > 0 && record->title.size > 0) {
        bytes_append_text(&output->bytes, "  ");
        output_clean(output, record->title);
    }
    bytes_append_byte(&output->bytes, '\n');
}

/* The state, and the document's word for it where that is another one. */
static void print_state(struct output *output, const struct record *record, struct bytes *text)
{
    bytes_clear(text);
    bytes_append_text(text, state_name(record->state));
    if (record->status.size > 0 && !slice_equal_fold(record->status, slice_of(state_name(record->state)))) {
        bytes_append_text(text, " (");
        bytes_append(text, record->status);
        bytes_append_text(text, ")");
    }
    if (record->differs) {
        bytes_append_text(text, "; its places say different things");
    }
    print_line(output, "state", bytes_slice(text), output_style_of(record->state));
}

static bool is_drawn_elsewhere(const char *key)
{
    static const char *const others[] = {"kind",  "id",  "title", "state",      "status",
                                         "ready", "rev", "at",    "depends_on", "blocks"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (strcmp(others[i], key) == 0) {
            return true;
        }
    }
    return false;
}

static void print_keys(struct output *output, const struct item_context *context, const struct record *record,
                       struct bytes *text)
{
    print_state(output, record, text);
    if (record->kind == KIND_TASK || record->kind == KIND_QUEUE) {
        bytes_clear(text);
        print_readiness(text, record);
        print_line(output, "readiness", bytes_slice(text), record->ready ? STYLE_GOOD : STYLE_PLAIN);
    }
    size_t position = 0;
    const struct item_key *key;
    struct bytes plain;
    bytes_init(&plain);
    while ((key = item_key_next(record->kind, &position)) != NULL) {
        if (!is_drawn_elsewhere(item_key_name(key))) {
            struct item_value value = item_read(context, record, key);
            bytes_clear(text);
            bytes_clear(&plain);
            print_value(text, context->plan, record, &value);
            plain_append(&plain, bytes_slice(text));
            print_line(output, item_key_name(key), bytes_slice(&plain), STYLE_PLAIN);
        }
    }
    output->bytes.failed = output->bytes.failed || plain.failed || text->failed;
    bytes_release(&plain);
}

/* Whether the cell holds several values: then each is told by its role. */
static bool is_shared(const struct plan_place *place, const struct plan_field *field)
{
    size_t count = 0;
    for (size_t i = 0; i < place->field_count; i++) {
        count += slice_equal(place->fields[i].name, field->name) ? 1 : 0;
    }
    return count > 1 && field->role != ROLE_OTHER;
}

static void print_field(struct output *output, const struct plan_place *place, const struct plan_field *field)
{
    bytes_append_text(&output->bytes, "    ");
    if (field->name.size == 0) {
        bytes_append_text(&output->bytes, role_name(field->role));
    } else {
        output_clean(output, field->name);
        if (is_shared(place, field)) {
            bytes_append_format(&output->bytes, " (%s)", role_name(field->role));
        }
    }
    bytes_append_byte(&output->bytes, ':');
    struct slice rest = field->value;
    struct slice line;
    bool whole = slice_find(rest, slice_of("\n"), 0) == SLICE_NONE;
    while (rest.size > 0 && slice_next(&rest, '\n', &line)) {
        bytes_append_text(&output->bytes, whole ? " " : "\n      ");
        output_clean(output, slice_trim(line));
    }
    bytes_append_byte(&output->bytes, '\n');
}

static void print_places(struct output *output, const struct plan *plan, const struct record *record,
                         struct bytes *text)
{
    print_heading(output, "Written in");
    for (size_t i = 0; i < record->place_count; i++) {
        const struct plan_place *place = record->places[i];
        bytes_clear(text);
        print_place(text, plan, place);
        bytes_append_text(&output->bytes, "  ");
        output_begin(output, STYLE_QUIET);
        output_clean(output, bytes_slice(text));
        output_end(output, STYLE_QUIET);
        bytes_append_byte(&output->bytes, '\n');
        for (size_t j = 0; j < place->field_count; j++) {
            if (place->fields[j].value.size > 0) {
                print_field(output, place, &place->fields[j]);
            }
        }
    }
}

static bool print_relations(struct output *output, const char *heading, const struct plan_links *links,
                            struct error *error)
{
    if (links->count == 0) {
        return true;
    }
    print_heading(output, heading);
    struct table table;
    table_init(&table, output, 3);
    for (size_t i = 0; i < links->count; i++) {
        const struct plan_link *link = &links->items[i];
        bool known = link->record != NULL;
        table_add(&table, item_link_name(link), STYLE_PLAIN);
        table_add_text(&table, slice_of(known ? state_name(link->record->state) : "names nothing of this plan"),
                       known ? output_style_of(link->record->state) : STYLE_BAD);
        table_add(&table, known && link->record->id.size > 0 ? link->record->title : slice_of(""), STYLE_PLAIN);
    }
    bool done = table_print(&table, 2, output, error);
    table_release(&table);
    return done;
}

bool print_record(struct output *output, const struct item_context *context, const struct record *record,
                  struct error *error)
{
    struct bytes text;
    bytes_init(&text);
    print_title(output, record);
    print_keys(output, context, record, &text);
    print_places(output, context->plan, record, &text);
    bytes_release(&text);
    return print_relations(output, "Waits for", &record->depends_on, error) &&
           print_relations(output, "Held by", &record->blockers, error) &&
           print_relations(output, "Waiting for it", &record->dependents, error);
}
