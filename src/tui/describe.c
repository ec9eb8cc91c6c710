#include "tui/describe.h"

#include "outline/field.h"
#include "outline/plain.h"
#include "plan/query.h"

struct slice describe_clean(struct arena *arena, struct slice text)
{
    struct bytes plain = {0};
    struct bytes clean = {0};
    struct slice copy = {0};
    if (plain_append(&plain, text) && utf8_append_clean(&clean, bytes_slice(&plain), true)) {
        copy = arena_copy(arena, slice_trim(bytes_slice(&clean)));
    }
    bytes_release(&plain);
    bytes_release(&clean);
    return copy;
}

struct slice describe_field_name(const struct plan_field *field)
{
    return field->name.size > 0 ? field->name : slice_of(role_name(field->role));
}

size_t describe_closed(const struct plan_links *tasks)
{
    return links_in_state(tasks, STATE_DONE) + links_in_state(tasks, STATE_DROPPED) +
           links_in_state(tasks, STATE_STEADY);
}

bool describe_place(struct bytes *out, const struct plan *plan, const struct plan_place *place)
{
    return bytes_append_text(out, plan_path(plan, place->document)) && bytes_append_format(out, ":%zu", place->line);
}

/* ---- how a task stands ---- */

static bool waits(struct bytes *out, const struct record *task)
{
    size_t open = 0;
    for (size_t i = 0; i < task->depends_on.count; i++) {
        const struct plan_link *link = &task->depends_on.items[i];
        if (link->record != NULL && state_is_closed(link->record->state)) {
            continue;
        }
        if (open++ == 0) {
            bytes_append_text(out, "waits ");
            bytes_append(out, link->record != NULL ? record_name(link->record) : link->text);
            bytes_append_text(out, link->record == NULL ? "?" : "");
        }
    }
    if (open > 1) {
        bytes_append_format(out, " +%zu", open - 1);
    }
    return open > 0;
}

bool describe_readiness(struct bytes *out, const struct record *record, enum style *style)
{
    const struct record *task = record->task != NULL ? record->task : record;
    *style = STYLE_WAITING;
    if (record->kind == KIND_QUEUE && record->task == NULL) {
        return true;
    }
    if (state_is_closed(task->state)) {
        return bytes_append_text(out, style_state_word(task->state));
    }
    if (task->ready) {
        *style = STYLE_READY;
        return bytes_append_text(out, "ready");
    }
    if (task->claim != NULL || task->state == STATE_IN_PROGRESS) {
        *style = style_of_state(STATE_IN_PROGRESS);
        struct slice lane = task->lane != NULL ? record_name(task->lane) : slice_of("in progress");
        return bytes_append(out, lane);
    }
    if (task->blockers.count > 0) {
        *style = style_of_state(STATE_BLOCKED);
        bytes_append_text(out, "held by ");
        return bytes_append(out, task->blockers.items[0].text);
    }
    if (!waits(out, task)) {
        bytes_append_text(out, style_state_word(task->state));
    }
    return !out->failed;
}

bool describe_age(struct bytes *out, const struct tui_state *state, const struct record *claim, bool *stale)
{
    double hours = query_age_hours(record_value(claim, ROLE_SINCE), slice_of(state->moment.now));
    *stale = query_is_stale(claim, slice_of(state->moment.now), state->stale_hours);
    if (hours < 0) {
        return true;
    }
    if (hours < 1) {
        return bytes_append_format(out, "%dm", (int)(hours * 60));
    }
    return hours < 48 ? bytes_append_format(out, "%dh", (int)hours)
                      : bytes_append_format(out, "%ldd", hours < 1e9 ? (long)(hours / 24) : 0L);
}

/* ---- the plan as a whole ---- */

static bool is_day(struct slice text)
{
    return text.size >= 10 && text.data[4] == '-' && text.data[7] == '-' && text.data[0] >= '0' && text.data[0] <= '9';
}

/* The newest of the days that the documents are stamped with, looked for where a document begins. */
static struct slice newest_stamp(const struct plan *plan)
{
    enum { NODES = 40 };
    const struct record *self = plan_self(plan);
    struct slice newest = self == NULL ? (struct slice){0} : record_value(self, ROLE_UPDATED);
    for (size_t i = 0; i < plan->document_count; i++) {
        const struct outline *outline = plan->documents[i]->outline;
        uint32_t node = 0;
        for (int seen = 0; seen < NODES && (seen == 0 || node != 0); seen++) {
            struct outline_field field;
            for (size_t at = 0; node != 0 && outline_field_next(outline, node, &at, &field);) {
                struct slice value = source_slice(plan->documents[i]->source, field.value);
                struct slice name = source_slice(plan->documents[i]->source, field.name);
                for (size_t k = 0; k < plan->profile->stamp_count; k++) {
                    if (is_day(value) && slice_equal_fold(name, plan->profile->stamps[k]) &&
                        (newest.size == 0 || slice_compare(newest, value) < 0)) {
                        newest = value;
                    }
                }
            }
            node = outline_next(outline, 0, node);
        }
    }
    return is_day(newest) ? slice_part(newest, 0, 10) : newest;
}

/* The folder that a plan's root belongs to: what stands before the profile's usual places. */
static struct slice plan_folder(const struct plan *plan)
{
    struct slice root = plan->root;
    while (root.size > 1 && root.data[root.size - 1] == '/') {
        root.size--;
    }
    for (size_t i = 0; i < plan->profile->place_count; i++) {
        struct slice place = plan->profile->places[i];
        if (place.size < root.size && slice_ends(root, place) && root.data[root.size - place.size - 1] == '/') {
            root.size -= place.size + 1;
            break;
        }
    }
    size_t start = root.size;
    while (start > 0 && root.data[start - 1] != '/') {
        start--;
    }
    return slice_part(root, start, root.size);
}

bool describe_plan(struct tui_state *state, struct error *error)
{
    const struct record *self = plan_self(state->plan);
    struct slice mode = self == NULL ? (struct slice){0} : record_value(self, ROLE_MODE);
    size_t remark = slice_find(mode, slice_of(" ("), 0);
    bytes_clear(&state->name);
    bytes_clear(&state->mode);
    bytes_clear(&state->updated);
    bytes_append(&state->name, plan_folder(state->plan));
    bytes_append(&state->mode, slice_part(mode, 0, remark == SLICE_NONE ? mode.size : remark));
    bytes_append(&state->updated, newest_stamp(state->plan));
    return !state->name.failed && !state->mode.failed && !state->updated.failed ? true : error_no_memory(error);
}

struct slice describe_trouble(const struct tui_state *state, size_t number)
{
    struct slice rest = bytes_slice(&state->trouble);
    struct slice line = {0};
    for (size_t i = 0; i <= number; i++) {
        if (!slice_next(&rest, '\n', &line)) {
            return (struct slice){0};
        }
    }
    return line;
}
