/* What changed state, when, by whom, in which commit, from what to what: the newest first, above all what is not committed
 * yet. Of all records, or of one alone. Beside it how long the record was in each state, and all of its changes. */
#include "outline/plain.h"
#include "plan/query.h"
#include "tui/explain.h"
#include "tui/navigate.h"
#include "tui/page_record.h"
#include "tui/request.h"
#include "tui/view_table.h"

enum { SHORT_COMMIT = 9, OWN_EVENTS = 12 /* of the selected record that are listed beside it */ };

static const struct event *event_at(const struct tui_state *state, const struct list_row *row)
{
    return row->number < state->answers->events.count ? &state->answers->events.items[row->number] : NULL;
}

/* ---- words ---- */

static void append_time(struct bytes *out, const struct event *event)
{
    if (event->commit.size == 0) {
        bytes_append_text(out, "not committed");
        return;
    }
    bytes_append(out, slice_part(event->time, 0, 10));
    bytes_append_byte(out, ' ');
    bytes_append(out, slice_part(event->time, 11, 16));
}

static void append_name(struct bytes *out, const struct event *event)
{
    if (event->kind != KIND_TASK) {
        bytes_append_format(out, "%s ", kind_name(event->kind));
    }
    plain_append(out, event->id);
}

static void append_value(struct bytes *out, struct slice value, enum state state)
{
    if (slice_trim(value).size > 0) {
        plain_append(out, value);
    } else {
        bytes_append_text(out, state != STATE_UNKNOWN ? style_state_word(state) : "\xC2\xB7");
    }
}

static void append_change(struct bytes *out, const struct event *event)
{
    bool added = event->what == COMPARE_ADDED;
    if (event->what == COMPARE_CHANGED) {
        append_value(out, event->old, event->old_state);
        bytes_append_text(out, " \xE2\x86\x92 ");
        append_value(out, event->new, event->new_state);
        return;
    }
    struct slice value = added ? event->new : event->old;
    enum state is = added ? event->new_state : event->old_state;
    bytes_append_text(out, added ? "added" : "removed");
    if (slice_trim(value).size > 0 || is != STATE_UNKNOWN) {
        bytes_append_text(out, ": ");
        append_value(out, value, is);
    }
}

/* ---- the list ---- */

static void put_time(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    const struct event *event = event_at(state, row);
    *style = event != NULL && event->commit.size == 0 ? STYLE_CHANGED : STYLE_DIM;
    if (event != NULL) {
        append_time(out, event);
    }
}

static void put_name(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    const struct event *event = event_at(state, row);
    *style = STYLE_BOLD;
    if (event != NULL) {
        append_name(out, event);
    }
}

static void put_change(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    const struct event *event = event_at(state, row);
    *style = STYLE_NORMAL;
    if (event != NULL) {
        *style = event->what == COMPARE_REMOVED ? STYLE_DIM : style_of_state(event->new_state);
        append_change(out, event);
    }
}

static void put_who(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    const struct event *event = event_at(state, row);
    *style = STYLE_NORMAL;
    if (event != NULL) {
        bytes_append(out, event->who);
    }
}

static void put_commit(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    const struct event *event = event_at(state, row);
    *style = STYLE_DIM;
    if (event != NULL) {
        bytes_append(out, slice_part(event->commit, 0, SHORT_COMMIT));
    }
}

static void put_place(struct bytes *out, const struct tui_state *state, const struct list_row *row, enum style *style)
{
    const struct event *event = event_at(state, row);
    *style = STYLE_PLACE;
    if (event != NULL) {
        bytes_append(out, event->file);
        bytes_append_format(out, ":%zu", event->line);
    }
}

static const struct list_column columns[] = {
    {.title = "When (UTC)", .most = 16, .weight = 97, .cell = put_time},
    {.title = "Record", .most = 18, .weight = 99, .cell = put_name},
    {.title = "Change", .weight = 98, .cell = put_change},
    {.title = "Who", .most = 16, .weight = 8, .cell = put_who},
    {.title = "Commit", .most = SHORT_COMMIT, .weight = 7, .cell = put_commit},
    {.title = "Place", .most = 26, .weight = 2, .cell = put_place},
    {.title = NULL},
};

/* Whether it is told of the record that is asked for: of a task its claims, too. */
static bool is_asked(const struct answers *answers, const struct event *event)
{
    return answers->only.size == 0 ||
           (slice_equal_fold(event->id, bytes_slice(&answers->only)) &&
            (event->kind == answers->only_kind ||
             (answers->only_kind == KIND_TASK && (event->kind == KIND_CLAIM || event->kind == KIND_QUEUE))));
}

static const struct record *record_of(const struct plan *plan, const struct event *event)
{
    const struct record *record = query_id(plan, event->kind, event->id);
    const struct records *records = &plan->records[event->kind];
    for (size_t i = 0; record == NULL && i < records->count; i++) {
        bool named = records->items[i]->id.size == 0 && slice_equal(record_name(records->items[i]), event->id);
        record = named ? records->items[i] : NULL;
    }
    return record != NULL || event->kind != KIND_CLAIM ? record : query_id(plan, KIND_TASK, event->id);
}

static bool fill(struct tui_state *state, struct list *list)
{
    const struct events *events = &state->answers->events;
    for (size_t i = events->count; i > 0; i--) {
        const struct event *event = &events->items[i - 1];
        struct list_row row = {.record = record_of(state->plan, event), .entry = true, .number = i - 1};
        if (is_asked(state->answers, event) && !list_add(list, row)) {
            return false;
        }
    }
    return true;
}

/* ---- what is said ---- */

void history_put_heading(const struct tui_state *state, struct bytes *out)
{
    const struct answers *answers = state->answers;
    const struct question_state *own = &answers->questions[QUESTION_HISTORY];
    if (state->view == VIEW_HISTORY && answers->only.size > 0) {
        bytes_append_text(out, " \xC2\xB7 ");
        bytes_append(out, bytes_slice(&answers->only));
        bytes_append_text(out, " alone");
    }
    if (own->asked && answers->events.count > 0) {
        bytes_append_text(out, " \xC2\xB7 reading the history\xE2\x80\xA6");
    } else if (own->failure.size > 0 && answers->events.count > 0) {
        bytes_append_text(out, " \xC2\xB7 ");
        bytes_append(out, bytes_slice(&own->failure));
    }
}

bool history_explain(const struct tui_state *state, struct bytes *out)
{
    const struct question_state *own = &state->answers->questions[QUESTION_HISTORY];
    if (!own->known) {
        bytes_append_text(out, "reading the history\xE2\x80\xA6");
    } else if (own->failure.size > 0) {
        bytes_append(out, bytes_slice(&own->failure));
    } else if (state->view == VIEW_HISTORY && state->answers->only.size > 0) {
        bytes_append(out, bytes_slice(&state->answers->only));
        bytes_append_text(out, " has no history yet: it is in no commit, or it never had a state; t shows all records again.");
    }
    return out->size > 0;
}

bool history_add_times(struct tui_state *state, enum kind kind, struct slice id)
{
    const struct flow_table *times = &state->answers->times;
    bool first = true;
    for (size_t i = 0; i < times->count; i++) {
        const struct flow_times *item = &times->items[i];
        for (int is = 0; item->kind == kind && slice_equal(item->id, id) && is < STATE_COUNT; is++) {
            struct bytes text = {0};
            if (item->seconds[is] <= 0) {
                continue;
            }
            explain_span(&text, item->seconds[is]);
            bytes_append_format(&text, " %s%s", style_state_word((enum state)is),
                                item->gone ? "" : item->state == (enum state)is ? ", until now" : "");
            bool good = !text.failed && explain_text(state, style_of_state((enum state)is), first ? "for" : "", bytes_slice(&text));
            bytes_release(&text);
            if (!good) {
                return false;
            }
            first = false;
        }
    }
    return true;
}

/* The other changes of the record, the newest first. */
static bool add_others(struct tui_state *state, const struct event *event)
{
    const struct events *events = &state->answers->events;
    size_t count = 0;
    for (size_t i = events->count; i > 0 && count < OWN_EVENTS; i--) {
        const struct event *other = &events->items[i - 1];
        if (other->kind != event->kind || !slice_equal(other->id, event->id)) {
            continue;
        }
        struct bytes text = {0};
        append_time(&text, other);
        bytes_append_text(&text, "  ");
        append_change(&text, other);
        bool good = !text.failed && (count > 0 || page_add_title(&state->detail, "All of its changes")) &&
                    explain_text(state, other == event ? STYLE_BOLD : STYLE_NORMAL, "", bytes_slice(&text));
        bytes_release(&text);
        if (!good) {
            return false;
        }
        count++;
    }
    return true;
}

static bool build_detail(struct tui_state *state, const struct list_row *row)
{
    const struct event *event = event_at(state, row);
    struct bytes text = {0};
    if (event == NULL) {
        return true;
    }
    append_name(&text, event);
    bytes_append_text(&text, "  ");
    append_change(&text, event);
    struct page_line head = {.style = STYLE_BOLD, .text = bytes_slice(&text)};
    bool good = !text.failed && page_add_wrapped(&state->detail, &state->measure, head, false);
    bytes_clear(&text);
    append_time(&text, event);
    good = good && !text.failed && explain_text(state, STYLE_NORMAL, "when", bytes_slice(&text));
    bytes_release(&text);
    return good && explain_text(state, STYLE_NORMAL, "who", event->who) &&
           explain_text(state, STYLE_NORMAL, "commit", event->commit) &&
           explain_format(state, STYLE_PLACE, "at", "%.*s:%zu", SLICE_PRINT(event->file), event->line) &&
           history_add_times(state, event->kind, event->id) && add_others(state, event) &&
           (row->record == NULL || (page_add_blank(&state->detail) &&
                                    page_build_brief(state, &state->detail, row->record)));
}

/* ---- keys ---- */

static bool set_only(struct tui_state *state, enum kind kind, struct slice name)
{
    struct answers *answers = state->answers;
    answers->only_kind = kind;
    bytes_clear(&answers->only);
    list_unbuild(&state->lists[VIEW_HISTORY]);
    list_find(&state->lists[VIEW_HISTORY], slice_of(""));
    return bytes_append(&answers->only, name);
}

/* Of a claim or a row of the queue the task is meant. */
static const struct record *meant(const struct record *record)
{
    bool stands = record != NULL && (record->kind == KIND_CLAIM || record->kind == KIND_QUEUE);
    return stands && record->task != NULL ? record->task : record;
}

bool history_show_record(struct tui_state *state)
{
    const struct record *record = meant(state_selected(state));
    bool here = state->screen == SCREEN_VIEW && state->view == VIEW_HISTORY;
    if (here && state->answers->only.size > 0) {
        return set_only(state, KIND_COUNT, slice_of(""));
    }
    if (here && record == NULL) {
        const struct list_row *row = list_selected(&state->lists[VIEW_HISTORY]);
        const struct event *event = row == NULL ? NULL : event_at(state, row);
        return event == NULL || set_only(state, event->kind == KIND_CLAIM ? KIND_TASK : event->kind, event->id);
    }
    if (record == NULL) {
        request_say(state, MESSAGE_NOTICE, "select a record to see its history");
        return true;
    }
    bool good = set_only(state, record->kind, record_name(record));
    navigate_view(state, VIEW_HISTORY);
    return good;
}

void history_show_all(struct tui_state *state)
{
    if (state->answers->only.size > 0) {
        (void)set_only(state, KIND_COUNT, slice_of(""));
    }
}

const struct view view_history = {
    .name = "history",
    .title = "History",
    .digit = 'T',
    .kinds = VIEW_KIND(KIND_TASK),
    .columns = columns,
    .fill = fill,
    .heading = history_put_heading,
    .explain = history_explain,
    .detail = build_detail,
    .order = "the newest first",
    .empty = "No commit changed the state of anything: what changes here is history once it is committed.",
};
