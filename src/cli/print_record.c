#include "cli/print_record.h"

#include "cli/print_value.h"
#include "cli/table.h"
#include "outline/plain.h"

enum { RECORD_LABEL = 14 };

/* "name          value" where there is a value. */
static void print_line(struct output *output, size_t width, const char *label, struct slice value,
                       enum output_style style)
{
    if (value.size == 0) {
        return;
    }
    bytes_append_format(&output->bytes, "  %-*s ", (int)width, label);
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
static void print_state(struct output *output, const struct record *record, size_t width, struct bytes *text)
{
    bytes_clear(text);
    bytes_append_text(text, state_name(record->state));
    if (slice_trim(record->status).size > 0 && !slice_equal_fold(record->status, slice_of(state_name(record->state)))) {
        bytes_append_text(text, " (");
        bytes_append(text, record->status);
        bytes_append_text(text, ")");
    }
    if (record->differs) {
        bytes_append_text(text, "; its places say different things");
    }
    print_line(output, width, "state", bytes_slice(text), output_style_of(record->state));
}

static bool is_drawn_elsewhere(const char *key)
{
    static const char *const others[] = {"kind",  "id",  "title", "state",      "status",
                                         "ready", "rev", "at",    "depends_on", "blocks", "elsewhere"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (strcmp(others[i], key) == 0) {
            return true;
        }
    }
    return false;
}

/* How wide the labels of a kind are, the keys with long names included. */
static size_t widest_label(enum kind kind)
{
    size_t width = RECORD_LABEL;
    size_t position = 0;
    const struct item_key *key;
    while ((key = item_key_next(kind, &position)) != NULL) {
        size_t size = is_drawn_elsewhere(item_key_name(key)) ? 0 : strlen(item_key_name(key));
        width = size > width ? size : width;
    }
    return width;
}

static void print_keys(struct output *output, const struct item_context *context, const struct record *record,
                       struct bytes *text)
{
    size_t width = widest_label(record->kind);
    print_state(output, record, width, text);
    if (record->kind == KIND_TASK || record->kind == KIND_QUEUE) {
        bytes_clear(text);
        print_readiness(text, record);
        print_line(output, width, "readiness", bytes_slice(text), record->ready ? STYLE_GOOD : STYLE_PLAIN);
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
            print_line(output, width, item_key_name(key), bytes_slice(&plain), STYLE_PLAIN);
        }
    }
    output->bytes.failed = output->bytes.failed || plain.failed || text->failed;
    bytes_release(&plain);
}

/* The same below a line of a list. */
static void print_part(struct output *output, const char *label, struct slice value)
{
    if (value.size > 0) {
        bytes_append_text(&output->bytes, "  ");
        print_line(output, RECORD_LABEL, label, value, STYLE_PLAIN);
    }
}

static void print_markup(struct output *output, const char *label, struct slice value)
{
    struct bytes plain;
    bytes_init(&plain);
    plain_append(&plain, value);
    print_part(output, label, bytes_slice(&plain));
    output->bytes.failed = output->bytes.failed || plain.failed;
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
    if (place->rule->box && field->role == ROLE_STATUS) {
        bytes_append_text(&output->bytes, slice_trim(field->value).size > 0 ? "[x]\n" : "[ ]\n");
        return;
    }
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

/* What other places say that it waits for, beyond the one that is believed. */
static bool print_elsewhere(struct output *output, const struct plan *plan, const struct record *record,
                            struct bytes *text, struct error *error)
{
    const struct plan_links *links = &record->depends_elsewhere;
    if (links->count == 0) {
        return true;
    }
    print_heading(output, "Waits for, as other places say");
    struct table table;
    table_init(&table, output, 3);
    for (size_t i = 0; i < links->count; i++) {
        const struct plan_link *link = &links->items[i];
        bytes_clear(text);
        print_place(text, plan, link->place);
        table_add(&table, item_link_name(link), STYLE_PLAIN);
        table_add_text(&table, slice_of(link->record != NULL ? state_name(link->record->state) : "names nothing of this plan"),
                       link->record != NULL ? output_style_of(link->record->state) : STYLE_BAD);
        table_add(&table, bytes_slice(text), STYLE_QUIET);
    }
    bool done = table_print(&table, 2, output, error);
    table_release(&table);
    return done;
}

/* A line for a gate, and below it what is known of it. */
static void print_need(struct output *output, const struct evidence *evidence, const struct gate_need *need)
{
    static const enum output_style styles[] = {
        [GATE_MISSING] = STYLE_BAD, [GATE_OLD] = STYLE_BUSY, [GATE_PRESENT] = STYLE_GOOD};
    bytes_append_text(&output->bytes, "  ");
    output_clean(output, need->name);
    bytes_append_text(&output->bytes, "  ");
    output_styled(output, styles[need->state], need->gate == NULL ? "not defined" : gate_state_name(need->state));
    bytes_append_byte(&output->bytes, '\n');
    print_markup(output, "command", need->command);
    print_markup(output, "passes", need->pass_criteria);
    for (size_t i = 0; i < need->files.count; i++) {
        print_part(output, i == 0 ? "evidence" : "", evidence->items[need->files.items[i]].path);
    }
    if (need->state != GATE_PRESENT) {
        print_part(output, "to produce", need->path);
    }
}

static bool print_gates(struct output *output, const struct item_context *context, const struct record *record,
                        struct error *error)
{
    if (record->kind != KIND_TASK || record->gates.count == 0 || context->proofs == NULL) {
        return true;
    }
    struct arena arena;
    struct gate_needs needs = {0};
    arena_init(&arena);
    bool done = gates_of_task(context->proofs, record, context->day, &arena, &needs, error);
    if (done) {
        print_heading(output, "Gates");
    }
    for (size_t i = 0; done && i < needs.count; i++) {
        print_need(output, context->proofs->evidence, &needs.items[i]);
    }
    arena_release(&arena);
    return done;
}

/* What trackers and other work trees say of it. */
static bool print_outside(struct output *output, const struct item_context *context, const struct record *record,
                          struct bytes *text, struct error *error)
{
    size_t count = 0;
    const struct outside_word *words = outside_of(context->outside, record, &count);
    if (count == 0) {
        return true;
    }
    print_heading(output, "Elsewhere");
    struct table table;
    table_init(&table, output, 4);
    for (size_t i = 0; i < count; i++) {
        table_add_text(&table, words[i].name, STYLE_STRONG);
        table_add_text(&table, slice_equal_fold(words[i].id, record->id) ? slice_of("") : words[i].id, STYLE_PLAIN);
        bytes_clear(text);
        outside_describe(text, &words[i]);
        bytes_append_text(text, words[i].differs ? "; differs" : "");
        table_add_text(&table, bytes_slice(text), words[i].differs ? STYLE_BAD : output_style_of(words[i].state));
        bytes_clear(text);
        bytes_append(text, words[i].file);
        bytes_append_format(text, ":%zu", words[i].line);
        table_add_text(&table, bytes_slice(text), STYLE_QUIET);
        table.failed = table.failed || text->failed;
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
    bool printed = print_gates(output, context, record, error) &&
                   print_relations(output, "Waits for", &record->depends_on, error) &&
                   print_elsewhere(output, context->plan, record, &text, error) &&
                   print_relations(output, "Held by", &record->blockers, error) &&
                   print_relations(output, "Waiting for it", &record->dependents, error) &&
                   print_outside(output, context, record, &text, error);
    bytes_release(&text);
    return printed;
}
