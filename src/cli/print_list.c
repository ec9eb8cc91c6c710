#include "cli/print_list.h"

#include "cli/print_value.h"
#include "cli/table.h"

/* What a list shows where nobody says, the longest text last. */
static const char *const columns_of[KIND_PLAN][12] = {
    [KIND_MILESTONE] = {"id", "state", "tasks", "title", "notes"},
    [KIND_LANE] = {"id", "state", "slot", "queue", "assignment", "notes"},
    [KIND_TASK] = {"id", "state", "ready", "milestone", "lane", "owner", "priority", "depends_on", "elsewhere", "title"},
    [KIND_QUEUE] = {"priority", "id", "state", "ready", "title", "description"},
    [KIND_BLOCKER] = {"id", "state", "tasks", "title", "impact", "exit_condition"},
    [KIND_CLAIM] = {"task", "lane", "who", "since", "age_hours", "stale", "elsewhere"},
    [KIND_GATE] = {"id", "tasks", "scope", "command", "pass_criteria", "artifact", "evidence"},
    [KIND_DECISION] = {"id", "state", "date", "title"},
    [KIND_FINDING] = {"id", "milestone", "title", "evidence"},
    [KIND_RESOLUTION] = {"id", "date", "task", "title", "evidence"},
    [KIND_CONSUMER] = {"id", "coupling", "readiness", "risk"},
    [KIND_RESULT] = {"ticket", "stage", "scope", "result", "reason_code", "reason", "policy"},
};

static size_t choose(const struct item_context *context, const struct json_list *list,
                     const struct item_field **fields, struct item_field *room)
{
    if (list->field_count > 0) {
        *fields = list->fields;
        return list->field_count < TABLE_COLUMNS ? list->field_count : TABLE_COLUMNS;
    }
    size_t count = 0;
    bool described = false;
    for (size_t i = 0; i < list->count && list->kind == KIND_QUEUE; i++) {
        if (list->records[i]->id.size == 0) {
            described = false; /* its title is its name */
            break;
        }
        described = described || record_value(list->records[i], ROLE_DESCRIPTION).size > 0;
    }
    for (const char *const *name = columns_of[list->kind]; *name != NULL; name++) {
        /* A queue's description says what the title of its task would say again. */
        bool again = described && strcmp(*name, "title") == 0;
        if (!again && item_field_find(context->plan, list->kind, slice_of(*name), &room[count], NULL)) {
            count++;
        }
    }
    *fields = room;
    return count;
}

/* The heading of a column: the key, in capitals, with blanks. */
static void write_heading(char *text, size_t size, struct slice name)
{
    size_t used = 0;
    for (size_t i = 0; i < name.size && used + 1 < size; i++) {
        char byte = name.data[i];
        bool drawn = byte >= 0x20 && byte < 0x7F;
        text[used++] = byte == '_' ? ' ' : byte >= 'a' && byte <= 'z' ? (char)(byte - 'a' + 'A') : drawn ? byte : '?';
    }
    text[used] = '\0';
}

/* In a list the yes stands out where the no is left out. */
static bool is_silent(const struct item_value *value)
{
    return value->type == ITEM_TRUTH && !value->truth;
}

static enum output_style style_of(const struct record *record, const struct item_field *field)
{
    return slice_equal(field->name, slice_of("state")) ? output_style_of(record->state) : STYLE_PLAIN;
}

bool print_list(struct output *output, const struct item_context *context, const struct json_list *list,
                struct error *error)
{
    enum { HEADING_SIZE = 64 };
    struct item_field room[TABLE_COLUMNS];
    char headings[TABLE_COLUMNS][HEADING_SIZE];
    const struct item_field *fields = NULL;
    size_t count = choose(context, list, &fields, room);
    struct table table;
    table_init(&table, output, count);
    for (size_t i = 0; i < count; i++) {
        write_heading(headings[i], HEADING_SIZE, fields[i].name);
        table.headings[i] = headings[i];
        table.keeps[i] = list->field_count > 0;
    }
    struct bytes text;
    bytes_init(&text);
    for (size_t i = 0; i < list->count; i++) {
        for (size_t j = 0; j < count; j++) {
            struct item_value value = item_read_field(context, list->records[i], &fields[j]);
            enum output_style style = style_of(list->records[i], &fields[j]);
            if (value.type == ITEM_TEXT) {
                table_add(&table, value.text, style);
                continue;
            }
            bytes_clear(&text);
            if (list->field_count > 0 || !is_silent(&value)) {
                print_value(&text, context->plan, list->records[i], &value);
            }
            table.failed = table.failed || text.failed;
            if (value.type == ITEM_LIST) {
                table_add(&table, bytes_slice(&text), style);
            } else {
                table_add_text(&table, bytes_slice(&text), style);
            }
        }
    }
    bool done = table_print(&table, 0, output, error);
    bytes_release(&text);
    table_release(&table);
    return done;
}
