#include "store/history_cache.h"

#include "base/memory.h"
#include "store/file.h"
#include "store/log.h"

#include <inttypes.h>
#include <stdlib.h>

#define CACHE_NAME "history"
#define CACHE_HEADER "workboard history 1\n"

/* Larger ones are begun anew: they hold what nobody asks for any more. */
enum { CACHE_LIMIT = 64 << 20, CACHE_FIELDS = 9 };

/* ---- writing ---- */

/* A text in one line, between tabs. "-" is a text that there is none of. */
static void append_text(struct bytes *out, struct slice text)
{
    bytes_append_byte(out, '\t');
    if (text.data == NULL) {
        bytes_append_byte(out, '-');
        return;
    }
    bytes_append_byte(out, '=');
    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if (byte < ' ' || byte == '\\') {
            bytes_append_format(out, "\\%02x", byte);
        } else {
            bytes_append_byte(out, (char)byte);
        }
    }
}

static void append_event(struct bytes *out, const struct event *event)
{
    const char *sign = event->what == COMPARE_ADDED ? "+" : event->what == COMPARE_REMOVED ? "-" : "~";
    bytes_append_format(out, "%s\t%s\t%s\t%s", sign, kind_name(event->kind), state_name(event->old_state), state_name(event->new_state));
    append_text(out, event->id);
    append_text(out, event->old);
    append_text(out, event->new);
    append_text(out, event->file);
    bytes_append_format(out, "\t%zu\n", event->line);
}

void history_cache_write(const struct history_cache *cache, const struct folder *folder)
{
    struct bytes text;
    if (cache->count == cache->sorted || folder->path == NULL || !folder_make(folder, NULL)) {
        return;
    }
    bytes_init(&text);
    bytes_append_text(&text, CACHE_HEADER);
    for (size_t i = 0; i < cache->count; i++) {
        const struct history_step *step = &cache->steps[i];
        bytes_append_format(&text, "@ %016" PRIx64 " %016" PRIx64 " %zu\n", step->before, step->after, step->count);
        for (size_t k = 0; k < step->count; k++) {
            append_event(&text, &cache->events.items[step->first + k]);
        }
    }
    bytes_append_format(&text, "# %016" PRIx64 "\n", log_hash(bytes_slice(&text)));
    char *path = text.failed || text.size > CACHE_LIMIT ? NULL : file_join(folder->path, CACHE_NAME);
    if (path != NULL) {
        (void)file_replace(path, bytes_slice(&text), false, NULL);
    }
    memory_free(path);
    bytes_release(&text);
}

/* ---- reading ---- */

static int hex_digit(char byte)
{
    return byte >= '0' && byte <= '9' ? byte - '0' : byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

static bool read_hash(struct slice text, uint64_t *hash)
{
    *hash = 0;
    for (size_t i = 0; i < text.size; i++) {
        int digit = hex_digit(text.data[i]);
        if (digit < 0) {
            return false;
        }
        *hash = *hash << 4 | (uint64_t)digit;
    }
    return text.size == 16;
}

static bool read_number(struct slice text, size_t *number)
{
    *number = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] < '0' || text.data[i] > '9') {
            return false;
        }
        *number = *number * 10 + (size_t)(text.data[i] - '0');
    }
    return text.size > 0 && text.size < 12;
}

/* `scratch` holds the text afterwards. */
static bool read_text(struct slice text, struct bytes *scratch, struct slice *value)
{
    size_t start = scratch->size;
    if (slice_equal(text, slice_of("-"))) {
        *value = (struct slice){0};
        return true;
    }
    if (text.size == 0 || text.data[0] != '=') {
        return false;
    }
    for (size_t i = 1; i < text.size; i++) {
        char byte = text.data[i];
        if (byte == '\\') {
            int high = i + 2 < text.size ? hex_digit(text.data[i + 1]) : -1;
            int low = i + 2 < text.size ? hex_digit(text.data[i + 2]) : -1;
            if (high < 0 || low < 0) {
                return false;
            }
            byte = (char)(high * 16 + low);
            i += 2;
        }
        if (!bytes_append_byte(scratch, byte)) {
            return false;
        }
    }
    *value = start == scratch->size ? slice_of("") : slice_part(bytes_slice(scratch), start, scratch->size);
    return true;
}

static bool read_state(struct slice text, enum state *state)
{
    *state = STATE_UNKNOWN;
    return state_parse(text, state) || slice_equal(text, slice_of(state_name(STATE_UNKNOWN)));
}

/* One line of an event. False where it is none, or memory ran out; then the cache is not used. */
static bool read_event(struct history_cache *cache, struct slice line, struct bytes *scratch)
{
    struct slice parts[CACHE_FIELDS] = {{0}};
    struct event event = {.field = slice_of(role_name(ROLE_STATUS))};
    for (size_t i = 0; i < CACHE_FIELDS; i++) {
        if (!slice_next(&line, '\t', &parts[i])) {
            return false;
        }
    }
    bytes_clear(scratch);
    /* The texts are slices of it: it must not move. */
    if (!bytes_reserve(scratch, parts[4].size + parts[5].size + parts[6].size + parts[7].size + 1)) {
        return false;
    }
    event.what = slice_equal(parts[0], slice_of("+"))   ? COMPARE_ADDED
                 : slice_equal(parts[0], slice_of("-")) ? COMPARE_REMOVED
                                                        : COMPARE_CHANGED;
    event.whole = event.what != COMPARE_CHANGED;
    event.field = event.whole ? slice_of("") : event.field;
    return kind_parse(parts[1], &event.kind) && read_state(parts[2], &event.old_state) &&
           read_state(parts[3], &event.new_state) && read_text(parts[4], scratch, &event.id) &&
           read_text(parts[5], scratch, &event.old) && read_text(parts[6], scratch, &event.new) &&
           read_text(parts[7], scratch, &event.file) && read_number(parts[8], &event.line) &&
           events_add(&cache->events, &event, NULL);
}

static bool read_step(struct history_cache *cache, struct slice line, struct history_step *step)
{
    struct slice parts[4];
    for (size_t i = 0; i < 4; i++) {
        if (!slice_next(&line, ' ', &parts[i])) {
            return false;
        }
    }
    step->first = cache->events.count;
    return slice_equal(parts[0], slice_of("@")) && read_hash(parts[1], &step->before) &&
           read_hash(parts[2], &step->after) && read_number(parts[3], &step->count);
}

static int by_signature(const void *left, const void *right)
{
    const struct history_step *a = left;
    const struct history_step *b = right;
    if (a->before != b->before) {
        return a->before < b->before ? -1 : 1;
    }
    return (a->after > b->after) - (a->after < b->after);
}

/* What stands between the header and the hash at the end, which must be that of all before it. */
static bool check_whole(struct slice text, struct slice *body)
{
    enum { TAIL = 19 }; /* "# ", 16 digits, a newline */
    struct slice header = slice_of(CACHE_HEADER);
    uint64_t hash = 0;
    if (text.size < header.size + TAIL || !slice_starts(text, header)) {
        return false;
    }
    size_t end = text.size - TAIL;
    *body = slice_part(text, header.size, end);
    return slice_equal(slice_part(text, end, end + 2), slice_of("# ")) && text.data[text.size - 1] == '\n' &&
           read_hash(slice_part(text, end + 2, text.size - 1), &hash) && hash == log_hash(slice_part(text, 0, end));
}

static bool read_all(struct history_cache *cache, struct slice body)
{
    struct bytes scratch;
    struct slice line;
    bool good = true;
    bytes_init(&scratch);
    while (good && body.size > 0 && slice_next(&body, '\n', &line)) {
        struct history_step step = {0};
        good = read_step(cache, line, &step) &&
               memory_grow(&cache->steps, &cache->capacity, cache->count + 1, sizeof *cache->steps);
        for (size_t i = 0; good && i < step.count; i++) {
            good = slice_next(&body, '\n', &line) && read_event(cache, line, &scratch);
        }
        if (good) {
            cache->steps[cache->count++] = step;
        }
    }
    bytes_release(&scratch);
    return good;
}

bool history_cache_read(struct history_cache *cache, const struct folder *folder, struct error *error)
{
    struct bytes text;
    struct slice body;
    *cache = (struct history_cache){0};
    bytes_init(&text);
    char *path = folder->path == NULL ? NULL : file_join(folder->path, CACHE_NAME);
    if (folder->path != NULL && path == NULL) {
        return error_no_memory(error);
    }
    if (path != NULL && file_read(path, CACHE_LIMIT, &text, NULL, NULL) && check_whole(bytes_slice(&text), &body) &&
        !read_all(cache, body)) {
        history_cache_release(cache);
    }
    memory_free(path);
    bytes_release(&text);
    if (cache->count > 1) {
        qsort(cache->steps, cache->count, sizeof *cache->steps, by_signature);
    }
    cache->sorted = cache->count;
    return true;
}

void history_cache_release(struct history_cache *cache)
{
    memory_free(cache->steps);
    events_release(&cache->events);
    *cache = (struct history_cache){0};
}

const struct history_step *history_cache_find(const struct history_cache *cache, uint64_t before, uint64_t after)
{
    const struct history_step key = {.before = before, .after = after};
    return cache->sorted == 0 ? NULL : bsearch(&key, cache->steps, cache->sorted, sizeof key, by_signature);
}

void history_cache_begin(const struct history_cache *cache, uint64_t before, uint64_t after, struct history_step *step)
{
    *step = (struct history_step){.before = before, .after = after, .first = cache->events.count};
}

bool history_cache_end(struct history_cache *cache, const struct history_step *step, struct error *error)
{
    if (!memory_grow(&cache->steps, &cache->capacity, cache->count + 1, sizeof *cache->steps)) {
        return error_no_memory(error);
    }
    cache->steps[cache->count] = *step;
    cache->steps[cache->count++].count = cache->events.count - step->first;
    return true;
}
