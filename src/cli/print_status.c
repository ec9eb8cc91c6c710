#include "cli/print_status.h"

#include "cli/print_value.h"
#include "cli/table.h"

#include <limits.h>
#include <stdio.h>

enum { STATUS_BAR = 10, STATUS_NOTES = 8 };

/* One section: how a row is made, and under which heading. */
struct section {
    const char *heading;
    enum kind kind;
    size_t columns;
    void (*add)(struct table *table, const struct item_context *context, const struct record *record,
                struct bytes *text);
};

/* The next cell is what `text` has gathered, which is emptied. */
static void add_gathered(struct table *table, struct bytes *text, enum output_style style)
{
    table->failed = table->failed || text->failed;
    table_add_text(table, bytes_slice(text), style);
    bytes_clear(text);
}

static void add_state(struct table *table, const struct record *record)
{
    table_add_text(table, slice_of(state_name(record->state)), output_style_of(record->state));
}

/* The bar is full only when everything is. */
static void append_bar(struct bytes *text, size_t done, size_t total, bool utf8)
{
    size_t filled = total == 0 ? 0 : done * STATUS_BAR / total;
    for (size_t i = 0; i < STATUS_BAR; i++) {
        bytes_append_text(text, i < filled ? (utf8 ? "\xE2\x96\x88" : "#") : (utf8 ? "\xE2\x96\x91" : "."));
    }
}

static void add_milestone(struct table *table, const struct item_context *context, const struct record *record,
                          struct bytes *text)
{
    (void)context;
    size_t total = record->tasks.count;
    size_t closed = links_in_state(&record->tasks, STATE_DONE) + links_in_state(&record->tasks, STATE_DROPPED) +
                    links_in_state(&record->tasks, STATE_STEADY);
    table_add(table, record_name(record), STYLE_STRONG);
    add_state(table, record);
    if (total > 0) {
        append_bar(text, closed, total, table->utf8);
    }
    add_gathered(table, text, STYLE_PLAIN);
    if (total > 0) {
        bytes_append_format(text, "%zu/%zu", closed, total);
    }
    add_gathered(table, text, STYLE_PLAIN);
    struct slice notes = record_value(record, ROLE_NOTES);
    table_add(table, record->id.size > 0 && record->title.size > 0 ? record->title : notes, STYLE_PLAIN);
}

static void add_lane(struct table *table, const struct item_context *context, const struct record *record,
                     struct bytes *text)
{
    (void)context;
    table_add(table, record_name(record), STYLE_STRONG);
    add_state(table, record);
    table_add_text(table, slice_of(record->slot == SLOT_NONE ? "" : slot_name(record->slot)), STYLE_PLAIN);
    print_links(text, &record->queue, true);
    struct slice assignment = record_value(record, ROLE_ASSIGNMENT);
    table_add(table, assignment, STYLE_PLAIN);
    if (text->size > 0) {
        struct bytes next;
        bytes_init(&next);
        bytes_append_text(&next, "next: ");
        bytes_append(&next, bytes_slice(text));
        table->failed = table->failed || next.failed;
        table_add(table, bytes_slice(&next), STYLE_DIM);
        bytes_release(&next);
        bytes_clear(text);
    } else {
        table_add_text(table, slice_of(""), STYLE_PLAIN);
    }
}

static void add_queued(struct table *table, const struct item_context *context, const struct record *record,
                       struct bytes *text)
{
    (void)context;
    const struct record *task = record->task;
    table_add(table, record_value(record, ROLE_PRIORITY), STYLE_STRONG);
    table_add(table, record_name(task != NULL ? task : record), STYLE_PLAIN);
    print_readiness(text, record);
    add_gathered(table, text,
                 record->ready ? STYLE_GOOD : task != NULL ? output_style_of(task->state) : STYLE_PLAIN);
    table_add(table, task != NULL && task->lane != NULL ? record_name(task->lane) : slice_of(""), STYLE_PLAIN);
    struct slice description = record_value(record, ROLE_DESCRIPTION);
    struct slice title = record->title.size > 0 || task == NULL ? record->title : task->title;
    title = task == NULL && record->id.size == 0 ? slice_of("") : title; /* its name already */
    table_add(table, description.size > 0 ? description : title, STYLE_PLAIN);
}

/* An entry of the queue that names no task and is finished: a ticked box that nobody has cleared away. */
static bool is_cleared(const struct record *record)
{
    return record->kind == KIND_QUEUE && record->task == NULL && state_is_closed(record->state);
}

static void add_blocker(struct table *table, const struct item_context *context, const struct record *record,
                        struct bytes *text)
{
    (void)context;
    table_add(table, record_name(record), STYLE_BAD);
    print_links(text, &record->tasks, true);
    add_gathered(table, text, STYLE_PLAIN);
    table_add(table, record->id.size > 0 ? record->title : slice_of(""), STYLE_PLAIN);
    table_add(table, record_value(record, ROLE_IMPACT), STYLE_DIM);
}

static void add_claim(struct table *table, const struct item_context *context, const struct record *record,
                      struct bytes *text)
{
    double age = query_age_hours(record_value(record, ROLE_SINCE), context->now);
    bool stale = query_is_stale(record, context->now, context->stale_hours);
    table_add(table, record_name(record->task != NULL ? record->task : record), STYLE_STRONG);
    table_add(table, record->lane != NULL ? record_name(record->lane) : record_value(record, ROLE_LANE), STYLE_PLAIN);
    table_add_text(table, record_value(record, ROLE_WHO), STYLE_PLAIN);
    table_add_text(table, record_value(record, ROLE_SINCE), STYLE_PLAIN);
    print_age(text, age);
    if (stale) {
        bytes_append_text(text, ", stale");
    }
    add_gathered(table, text, stale ? STYLE_BAD : STYLE_PLAIN);
}

static void add_task(struct table *table, const struct item_context *context, const struct record *record,
                     struct bytes *text)
{
    (void)context;
    if (state_is_closed(record->state)) {
        return;
    }
    table_add(table, record_value(record, ROLE_PRIORITY), STYLE_STRONG);
    table_add(table, record_name(record), STYLE_PLAIN);
    print_readiness(text, record);
    add_gathered(table, text, record->ready ? STYLE_GOOD : output_style_of(record->state));
    table_add(table, record->lane != NULL ? record_name(record->lane) : slice_of(""), STYLE_PLAIN);
    table_add(table, record->id.size > 0 ? record->title : slice_of(""), STYLE_PLAIN);
}

/* What is to be done, where the plan keeps no queue that would say it. */
static const struct section open_tasks = {
    .heading = "Open tasks", .kind = KIND_TASK, .columns = 5, .add = add_task};

static const struct section sections[] = {
    {.heading = "Milestones", .kind = KIND_MILESTONE, .columns = 5, .add = add_milestone},
    {.heading = "Lanes", .kind = KIND_LANE, .columns = 5, .add = add_lane},
    {.heading = "Queue", .kind = KIND_QUEUE, .columns = 5, .add = add_queued},
    {.heading = "Blockers", .kind = KIND_BLOCKER, .columns = 4, .add = add_blocker},
    {.heading = "Claims", .kind = KIND_CLAIM, .columns = 5, .add = add_claim},
};

/* A section that is empty says so: a person looks for it. One that this family of plans does not have is left out. */
static bool print_section(struct output *output, const struct item_context *context, const struct section *section,
                          struct error *error)
{
    const struct records *records = &context->plan->records[section->kind];
    if (records->count == 0 && !profile_has_kind(context->plan->profile, section->kind)) {
        return true;
    }
    bytes_append_byte(&output->bytes, '\n');
    output_styled(output, STYLE_STRONG, section->heading);
    if (records->count == 0) {
        bytes_append_text(&output->bytes, "\n  none\n");
        return true;
    }
    bytes_append_byte(&output->bytes, '\n');
    struct table table;
    table_init(&table, output, section->columns);
    struct bytes text;
    bytes_init(&text);
    size_t cleared = 0;
    for (size_t i = 0; i < records->count; i++) {
        cleared += is_cleared(records->items[i]) ? 1 : 0;
        if (!is_cleared(records->items[i])) {
            section->add(&table, context, records->items[i], &text);
        }
    }
    bool done = table_print(&table, 2, output, error);
    if (cleared > 0) {
        bytes_append_format(&output->bytes, "  and %zu that %s finished\n", cleared, cleared == 1 ? "is" : "are");
    }
    bytes_release(&text);
    table_release(&table);
    return done;
}

/* What stands differently in other work trees. */
static bool print_outside(struct output *output, const struct item_context *context, struct error *error)
{
    struct table table;
    struct bytes text;
    if (context->outside == NULL || context->outside->count == 0) {
        return true;
    }
    bytes_append_byte(&output->bytes, '\n');
    output_styled(output, STYLE_STRONG, "Elsewhere");
    bytes_append_byte(&output->bytes, '\n');
    table_init(&table, output, 4);
    bytes_init(&text);
    for (size_t i = 0; i < context->outside->count; i++) {
        const struct outside_word *word = &context->outside->items[i];
        if (!word->differs || word->record->kind != KIND_TASK) {
            continue;
        }
        table_add(&table, record_name(word->record), STYLE_STRONG);
        add_state(&table, word->record);
        table_add_text(&table, word->name, STYLE_PLAIN);
        outside_describe(&text, word);
        add_gathered(&table, &text, output_style_of(word->state));
    }
    bool done = table_print(&table, 2, output, error);
    bytes_release(&text);
    table_release(&table);
    return done;
}

/* Appends " · text" in one line with what stands before. */
static void add_to_header(struct bytes *text, const char *before, struct slice value, bool utf8)
{
    if (value.size > 0) {
        bytes_append_text(text, text->size == 0 ? "" : utf8 ? " \xC2\xB7 " : " - ");
        bytes_append_text(text, before);
        bytes_append(text, value);
    }
}

/* One line of the header, clipped as a table of one cell is. */
static bool print_header_line(struct output *output, struct bytes *text, enum output_style style, struct error *error)
{
    struct table table;
    table_init(&table, output, 1);
    table.failed = text->failed;
    if (text->size > 0) {
        table_add(&table, bytes_slice(text), style);
    }
    bool done = table_print(&table, 0, output, error);
    table_release(&table);
    bytes_clear(text);
    return done;
}

static bool print_header(struct output *output, const struct plan *plan, struct error *error)
{
    const struct record *self = plan_self(plan);
    struct bytes text;
    bytes_init(&text);
    add_to_header(&text, "", plan->root, output->utf8);
    add_to_header(&text, "", plan->profile->name, output->utf8);
    bool done = print_header_line(output, &text, STYLE_STRONG, error);
    if (self != NULL) {
        add_to_header(&text, "", record_value(self, ROLE_MODE), output->utf8);
    }
    char heavy[64] = "";
    if (plan->concurrency != ULONG_MAX) {
        (void)snprintf(heavy, sizeof heavy, "%zu/%lu", plan->heavy, plan->concurrency);
    } else if (plan->heavy > 0) {
        (void)snprintf(heavy, sizeof heavy, "%zu", plan->heavy);
    }
    add_to_header(&text, "heavy ", slice_of(heavy), output->utf8);
    if (self != NULL) {
        add_to_header(&text, "updated ", record_value(self, ROLE_UPDATED), output->utf8);
    }
    done = done && print_header_line(output, &text, STYLE_PLAIN, error);
    bytes_release(&text);
    return done;
}

static void print_notes(struct output *output, const struct plan *plan)
{
    if (plan->note_count == 0) {
        return;
    }
    bytes_append_byte(&output->bytes, '\n');
    output_styled(output, STYLE_STRONG, "Notes");
    bytes_append_byte(&output->bytes, '\n');
    /* A pipe gets them all; a screen is for a look. */
    size_t shown = output->terminal && plan->note_count > STATUS_NOTES ? STATUS_NOTES : plan->note_count;
    for (size_t i = 0; i < shown; i++) {
        const struct plan_note *note = &plan->notes[i];
        bytes_append_text(&output->bytes, "  ");
        output_clean(output, slice_of(plan_path(plan, note->document)));
        bytes_append_format(&output->bytes, ":%zu: ", note->line);
        output_clean(output, note->text);
        bytes_append_byte(&output->bytes, '\n');
    }
    if (shown < plan->note_count) {
        bytes_append_format(&output->bytes, "  and %zu more: workboard status | cat\n", plan->note_count - shown);
    }
}

bool print_status(struct output *output, const struct item_context *context, struct error *error)
{
    if (!print_header(output, context->plan, error)) {
        return false;
    }
    for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++) {
        if (!print_section(output, context, &sections[i], error)) {
            return false;
        }
    }
    if (context->plan->records[KIND_QUEUE].count == 0 && context->plan->records[KIND_TASK].count > 0 &&
        !print_section(output, context, &open_tasks, error)) {
        return false;
    }
    if (!print_outside(output, context, error)) {
        return false;
    }
    print_notes(output, context->plan);
    return true;
}
