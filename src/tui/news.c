#include "tui/news.h"

#include <stdio.h>

enum { BATCH = 20, VALUE_COLUMNS = 40 };

static struct log_entry *new_entry(struct tui_state *state, bool foreign)
{
    struct log_entry *entry = &state->log[state->log_count++ % LOG_SIZE];
    snprintf(entry->clock, sizeof entry->clock, "%s", state->moment.clock);
    bytes_clear(&entry->what);
    bytes_clear(&entry->place);
    bytes_clear(&entry->path);
    entry->line = 0;
    entry->foreign = foreign;
    entry->record = (struct identity){.known = false};
    state->next_change = 0;
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

static void append_value(const struct tui_state *state, struct bytes *out, struct slice value)
{
    struct slice shown = utf8_clip(slice_trim(value), VALUE_COLUMNS, state->width);
    bytes_append(out, shown);
    bytes_append_text(out, shown.size < slice_trim(value).size ? "\xE2\x80\xA6" : "");
    bytes_append_text(out, value.size == 0 ? "\xC2\xB7" : "");
}

static void append_what(const struct tui_state *state, struct bytes *out, const struct compare_difference *difference)
{
    if (difference->kind != KIND_TASK && difference->kind != KIND_LANE && difference->kind != KIND_MILESTONE) {
        bytes_append_format(out, "%s ", kind_name(difference->kind));
    }
    bytes_append(out, difference->name);
    if (difference->what != COMPARE_CHANGED) {
        bool added = difference->what == COMPARE_ADDED;
        bytes_append_text(out, difference->whole ? (added ? " added" : " removed")
                                                 : (added ? " also written here" : " no longer written here"));
        return;
    }
    if (difference->role != ROLE_STATUS) {
        bytes_append_text(out, " ");
        bytes_append(out, difference->field.size > 0 ? difference->field : slice_of(role_name(difference->role)));
        bytes_append_text(out, ":");
    }
    bytes_append_text(out, " ");
    append_value(state, out, difference->old);
    bytes_append_text(out, " \xE2\x86\x92 ");
    append_value(state, out, difference->new);
}

static bool has_failed(const struct log_entry *entry)
{
    return entry->what.failed || entry->place.failed || entry->path.failed;
}

static bool add_difference(struct tui_state *state, const struct compare_difference *difference)
{
    struct log_entry *entry = new_entry(state, true);
    entry->record = identity_named(difference->kind, difference->name);
    append_what(state, &entry->what, difference);
    bytes_append(&entry->path, difference->path);
    bytes_append(&entry->place, difference->path);
    bytes_append_format(&entry->place, ":%zu", difference->line);
    entry->line = difference->line;
    return !has_failed(entry);
}

bool news_take(struct tui_state *state, const struct comparison *comparison, const struct change *own,
               struct error *error)
{
    const struct compare_difference *told[BATCH];
    size_t count = 0;
    size_t more = 0;
    for (size_t i = 0; i < comparison->count; i++) {
        const struct compare_difference *difference = &comparison->items[i];
        if (is_own(difference, own)) {
            continue;
        }
        struct identity record = identity_named(difference->kind, difference->name);
        mark(state, &record);
        bool said = false;
        /* The mirrors of a record say the same again. */
        for (size_t k = 0; k < count && !said; k++) {
            said = told[k]->kind == difference->kind && slice_equal(told[k]->name, difference->name) &&
                   (told[k]->what != COMPARE_CHANGED || told[k]->role == difference->role);
        }
        if (said) {
            continue;
        }
        if (count < BATCH) {
            told[count++] = difference;
        } else {
            more++;
        }
    }
    if (more > 0) {
        struct log_entry *entry = new_entry(state, true);
        if (!bytes_append_format(&entry->what, "%zu more changes", more)) {
            return error_no_memory(error);
        }
    }
    /* The first is what matters most, being of the document that comes first: it is told last, and so shown. */
    while (count > 0) {
        if (!add_difference(state, told[--count])) {
            return error_no_memory(error);
        }
    }
    return true;
}

bool news_add_own(struct tui_state *state, const struct change *change, struct error *error)
{
    struct log_entry *entry = new_entry(state, false);
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
