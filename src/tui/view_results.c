/* What runs have reported: of which stage, how it ended, and why. */
#include "tui/view_table.h"

/* A field that the document has under this name. */
static void put_named(struct bytes *out, const struct list_row *row, const char *name)
{
    const struct record *record = row->record;
    for (size_t i = 0; i < record->place_count; i++) {
        const struct plan_place *place = record->places[i];
        for (size_t k = 0; k < place->field_count; k++) {
            if (slice_equal_fold(place->fields[k].name, slice_of(name))) {
                bytes_append(out, place->fields[k].value);
                return;
            }
        }
    }
}

static void put_name(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    (void)state;
    *style = STYLE_BOLD;
    bytes_append(out, record_name(row->record));
}

static void put_stage(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    (void)state;
    *style = STYLE_NORMAL;
    put_named(out, row, "stage");
}

static void put_code(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    (void)state;
    *style = STYLE_LABEL;
    put_named(out, row, "reason_code");
}

static void put_reason(struct bytes *out, const struct tui_state *state, const struct list_row *row,
                       enum style *style)
{
    (void)state;
    *style = STYLE_NORMAL;
    put_named(out, row, "reason");
}

static const struct list_column columns[] = {
    {.title = "Result", .most = 30, .weight = 99, .symbol = true, .cell = put_name},
    {.title = "Stage", .most = 16, .weight = 7, .cell = put_stage},
    {.title = "Status", .most = 16, .weight = 9, .cell = column_status},
    {.title = "Code", .most = 26, .weight = 6, .cell = put_code},
    {.title = "Reason", .weight = 98, .cell = put_reason},
    {.title = "Place", .most = 50, .weight = 1, .cell = column_place},
    {.title = NULL},
};

const struct view view_results = {
    .name = "results",
    .title = "Results",
    .kinds = VIEW_KIND(KIND_RESULT),
    .columns = columns,
    .empty = "This plan has no results: runs write them, where a profile names the files (workboard-profile(5)).",
};
