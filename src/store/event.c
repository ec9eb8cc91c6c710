#include "store/event.h"

#include "base/memory.h"

struct event event_of(const struct compare_difference *difference)
{
    bool changed = difference->what == COMPARE_CHANGED;
    return (struct event){
        .what = difference->what,
        .kind = difference->kind,
        .id = difference->name,
        .field = !changed                        ? slice_of("")
                 : difference->role == ROLE_OTHER ? difference->field
                                                  : slice_of(role_name(difference->role)),
        .old = difference->old,
        .new = difference->new,
        .file = difference->path,
        .line = difference->line,
        .whole = difference->whole,
    };
}

/* ---- lists ---- */

/* A text without data means "none" and stays so. */
static bool keep(struct arena *arena, struct slice *text)
{
    if (text->data != NULL) {
        *text = arena_copy(arena, *text);
        return text->data != NULL;
    }
    return true;
}

bool events_add(struct events *events, const struct event *event, struct error *error)
{
    if (!memory_grow(&events->items, &events->capacity, events->count + 1, sizeof *events->items)) {
        return error_no_memory(error);
    }
    struct event *copy = &events->items[events->count];
    *copy = *event;
    struct slice *const texts[] = {&copy->time, &copy->who, &copy->commit, &copy->id,
                                   &copy->field, &copy->old, &copy->new,   &copy->file};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (!keep(&events->arena, texts[i])) {
            return error_no_memory(error);
        }
    }
    events->count++;
    return true;
}

bool events_add_comparison(struct events *events, const struct comparison *comparison, struct error *error)
{
    for (size_t i = 0; i < comparison->count; i++) {
        const struct event event = event_of(&comparison->items[i]);
        if (!comparison->items[i].repeats && !events_add(events, &event, error)) {
            return false;
        }
    }
    return true;
}

void events_release(struct events *events)
{
    memory_free(events->items);
    arena_release(&events->arena);
    *events = (struct events){0};
}

/* ---- words ---- */

const char *event_hand_name(enum event_hand hand)
{
    static const char *const names[] = {"", "workboard", "outside"};
    return names[hand];
}

void event_describe(struct bytes *out, const struct event *event, bool utf8, event_value_function value,
                    const void *context)
{
    if (event->kind != KIND_TASK && event->kind != KIND_LANE && event->kind != KIND_MILESTONE) {
        bytes_append_format(out, "%s ", kind_name(event->kind));
    }
    if (event->id.size > 0) {
        value(context, out, event->id);
    }
    if (event->what != COMPARE_CHANGED) {
        bool added = event->what == COMPARE_ADDED;
        bytes_append_text(out, event->whole ? (added ? " added" : " removed")
                                            : (added ? " also written here" : " no longer written here"));
        return;
    }
    if (!slice_equal(event->field, slice_of(role_name(ROLE_STATUS)))) {
        bytes_append_text(out, event->id.size > 0 ? " " : "");
        value(context, out, event->field);
        bytes_append_text(out, ":");
    }
    bytes_append_text(out, " ");
    value(context, out, event->old);
    bytes_append_text(out, utf8 ? " \xE2\x86\x92 " : " -> ");
    value(context, out, event->new);
}
