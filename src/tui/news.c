#include "tui/news.h"

#include "base/memory.h"
#include "store/event.h"

#include <stdio.h>

enum { VALUE_COLUMNS = 40, VALUE_SIZE = 4000 };

/* The next entry of the ring, empty; NULL when memory ran out. */
static struct log_entry *new_entry(struct tui_state *state, bool foreign)
{
    size_t wanted = state->log_count < LOG_SIZE ? state->log_count + 1 : LOG_SIZE;
    if (wanted > state->log_capacity &&
        !memory_grow(&state->log, &state->log_capacity, wanted, sizeof *state->log)) {
        return NULL;
    }
    struct log_entry *entry = &state->log[state->log_count % LOG_SIZE];
    if (state->log_count >= LOG_SIZE) {
        log_entry_release(entry);
    }
    state->log_count++;
    *entry = (struct log_entry){.foreign = foreign};
    snprintf(entry->clock, sizeof entry->clock, "%s", state->moment.clock);
    state->next_change = 0;
    list_unbuild(&state->lists[VIEW_LOG]);
    return entry;
}

static bool is_own(const struct compare_difference *difference, const struct change *own)
{
    for (size_t i = 0; own != NULL && i < own->effect_count; i++) {
        const struct change_effect *effect = &own->effects[i];
        bool same = effect->kind == difference->kind && slice_equal_fold(effect->id, difference->name);
        if (same && (effect->role == difference->role || difference->what != COMPARE_CHANGED)) {
            return true;
        }
    }
    return false;
}

static void mark(struct tui_state *state, const struct identity *record)
{
    long long until = state->moment.milliseconds + MARK_MILLISECONDS;
    for (size_t i = 0; i < state->mark_count; i++) {
        if (state->marks[i].record.kind == record->kind && state->marks[i].record.name == record->name) {
            state->marks[i].until = until;
            return;
        }
    }
    if (state->mark_count < MARK_SIZE) {
        state->marks[state->mark_count++] = (struct mark){.record = *record, .until = until};
    }
}

/* A value as far as the log line has room for it. */
static void append_value(const void *context, struct bytes *out, struct slice value)
{
    const struct tui_state *state = context;
    struct slice shown = utf8_clip(slice_trim(value), VALUE_COLUMNS, state->width);
    bytes_append(out, shown);
    bytes_append_text(out, shown.size < slice_trim(value).size ? "\xE2\x80\xA6" : "");
    bytes_append_text(out, value.size == 0 ? "\xC2\xB7" : "");
}

/* How much of what event_describe writes says whose change it is. */
static size_t subject_size(const struct tui_state *state, const struct event *event)
{
    struct bytes subject = {0};
    if (event->kind != KIND_TASK && event->kind != KIND_LANE && event->kind != KIND_MILESTONE) {
        bytes_append_format(&subject, "%s ", kind_name(event->kind));
    }
    append_value(state, &subject, event->id);
    size_t size = subject.failed || event->id.size == 0 ? 0 : subject.size;
    bytes_release(&subject);
    return size;
}

static bool has_failed(const struct log_entry *entry)
{
    return entry->what.failed || entry->place.failed || entry->path.failed || entry->field.failed ||
           entry->old.failed || entry->new.failed;
}

static bool add_difference(struct tui_state *state, const struct compare_difference *difference)
{
    struct log_entry *entry = new_entry(state, true);
    if (entry == NULL) {
        return false;
    }
    entry->record = identity_named(difference->kind, difference->name);
    const struct event event = event_of(difference);
    event_describe(&entry->what, &event, true, append_value, state);
    entry->subject = subject_size(state, &event);
    bytes_append(&entry->path, difference->path);
    bytes_append(&entry->place, difference->path);
    bytes_append_format(&entry->place, ":%zu", difference->line);
    if (difference->what == COMPARE_CHANGED) {
        bytes_append(&entry->field, difference->field.size > 0 ? difference->field
                                                               : slice_of(role_name(difference->role)));
        bytes_append(&entry->old, slice_part(difference->old, 0, VALUE_SIZE));
        bytes_append(&entry->new, slice_part(difference->new, 0, VALUE_SIZE));
    }
    entry->line = difference->line;
    return !has_failed(entry);
}

bool news_take(struct tui_state *state, const struct comparison *comparison, const struct change *own,
               struct error *error)
{
    size_t *numbers = memory_new(comparison->count + 1, sizeof *numbers);
    size_t count = 0;
    bool good = numbers != NULL;
    for (size_t i = 0; good && i < comparison->count; i++) {
        const struct compare_difference *difference = &comparison->items[i];
        if (is_own(difference, own)) {
            continue;
        }
        struct identity record = identity_named(difference->kind, difference->name);
        mark(state, &record);
        /* The mirrors of a record say the same again. */
        if (!difference->repeats) {
            numbers[count++] = i;
        }
    }
    /* The first is what matters most, being of the document that comes first: it is told last, and so shown. */
    while (good && count > 0) {
        good = add_difference(state, &comparison->items[numbers[--count]]);
    }
    memory_free(numbers);
    return good ? true : error_no_memory(error);
}

bool news_add_own(struct tui_state *state, const struct change *change, struct error *error)
{
    struct log_entry *entry = new_entry(state, false);
    if (entry == NULL) {
        return error_no_memory(error);
    }
    bytes_append(&entry->what, change->summary);
    for (size_t i = 0; i < change->file_count; i++) {
        bytes_append_text(&entry->place, i > 0 ? ", " : "");
        bytes_append(&entry->place, change->files[i].path);
    }
    if (change->file_count > 0) {
        bytes_append(&entry->path, change->files[0].path);
        entry->line = 1;
    }
    if (change->effect_count > 0) {
        entry->record = identity_named(change->effects[0].kind, change->effects[0].id);
        if (slice_starts(change->summary, change->effects[0].id)) {
            entry->subject = change->effects[0].id.size;
        }
    }
    return has_failed(entry) ? error_no_memory(error) : true;
}

void news_tick(struct tui_state *state)
{
    size_t kept = 0;
    for (size_t i = 0; i < state->mark_count; i++) {
        if (state->marks[i].until > state->moment.milliseconds) {
            state->marks[kept++] = state->marks[i];
        }
    }
    state->mark_count = kept;
}
