#include "store/event_lines.h"

#include <inttypes.h>

enum { NUMBERS = 7, TEXTS = 8 };

/* One text: how many bytes, a colon, the bytes; "-" for none. */
static void append_text(struct bytes *out, struct slice text)
{
    if (text.data == NULL) {
        bytes_append_byte(out, '-');
        return;
    }
    bytes_append_format(out, "%zu:", text.size);
    bytes_append(out, text);
}

bool event_lines_write(struct bytes *out, const struct events *events)
{
    for (size_t i = 0; i < events->count; i++) {
        const struct event *event = &events->items[i];
        const struct slice texts[TEXTS] = {event->time, event->who, event->commit, event->id,
                                           event->field, event->old, event->new,   event->file};
        bytes_append_format(out, "%d:%d:%d:%d:%d:%zu:%" PRId64 ":", (int)event->what, (int)event->kind,
                            (int)event->old_state, (int)event->new_state, event->whole ? 1 : 0, event->line,
                            event->seconds);
        for (size_t k = 0; k < TEXTS; k++) {
            append_text(out, texts[k]);
        }
    }
    return !out->failed;
}

/* A number up to a colon. */
static bool read_number(struct slice text, size_t *at, int64_t *number)
{
    bool negative = *at < text.size && text.data[*at] == '-';
    size_t start = *at += negative ? 1 : 0;
    *number = 0;
    for (; *at < text.size && text.data[*at] >= '0' && text.data[*at] <= '9' && *at - start < 18; (*at)++) {
        *number = *number * 10 + (text.data[*at] - '0');
    }
    bool good = *at > start && *at < text.size && text.data[*at] == ':';
    *number = negative ? -*number : *number;
    *at += good ? 1 : 0;
    return good;
}

static bool read_text(struct slice text, size_t *at, struct slice *value)
{
    int64_t size = 0;
    if (*at < text.size && text.data[*at] == '-') {
        *value = (struct slice){0};
        (*at)++;
        return true;
    }
    if (!read_number(text, at, &size) || size < 0 || (uint64_t)size > text.size - *at) {
        return false;
    }
    *value = slice_part(text, *at, *at + (size_t)size);
    *at += (size_t)size;
    return true;
}

static bool read_event(struct slice text, size_t *at, struct event *event)
{
    int64_t numbers[NUMBERS];
    struct slice *const texts[TEXTS] = {&event->time, &event->who, &event->commit, &event->id,
                                        &event->field, &event->old, &event->new,   &event->file};
    for (size_t i = 0; i < NUMBERS; i++) {
        if (!read_number(text, at, &numbers[i]) || (i + 1 < NUMBERS && numbers[i] < 0)) {
            return false;
        }
    }
    for (size_t i = 0; i < TEXTS; i++) {
        if (!read_text(text, at, texts[i])) {
            return false;
        }
    }
    event->what = (enum compare_what)numbers[0];
    event->kind = (enum kind)numbers[1];
    event->old_state = (enum state)numbers[2];
    event->new_state = (enum state)numbers[3];
    event->whole = numbers[4] != 0;
    event->line = (size_t)numbers[5];
    event->seconds = numbers[6];
    return numbers[0] <= COMPARE_CHANGED && numbers[1] < KIND_COUNT &&
           numbers[2] < STATE_COUNT && numbers[3] < STATE_COUNT;
}

bool event_lines_read(struct slice text, struct events *events, struct error *error)
{
    size_t at = 0;
    while (at < text.size) {
        struct event event = {0};
        if (!read_event(text, &at, &event)) {
            return error_set(error, ERROR_SYSTEM, "what another process said of the history cannot be understood");
        }
        if (!events_add(events, &event, error)) {
            return false;
        }
    }
    return true;
}
