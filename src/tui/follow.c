#include "tui/follow.h"

#include "plan/query.h"
#include "tui/navigate.h"
#include "tui/request.h"

enum { FOLLOWED = 12 };

struct found {
    const struct record *records[FOLLOWED];
    size_t count;
};

static void add(struct found *found, const struct record *record, const struct record *own)
{
    if (record == NULL || record == own || found->count == FOLLOWED) {
        return;
    }
    for (size_t i = 0; i < found->count; i++) {
        if (found->records[i] == record) {
            return;
        }
    }
    found->records[found->count++] = record;
}

static bool is_part_of_word(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || byte == '-' ||
           byte == '_' || byte == '#' || byte == '.' || (unsigned char)byte >= 0x80;
}

/* IDs of one word: what stands between other characters, without dots at its ends. */
static void find_words(const struct plan *plan, struct slice text, const struct record *own, struct found *found)
{
    for (size_t at = 0; at < text.size;) {
        size_t start = at;
        while (at < text.size && is_part_of_word(text.data[at])) {
            if (text.data[at] == '.' && at + 1 < text.size && text.data[at + 1] == '.') {
                break; /* a range */
            }
            at++;
        }
        struct slice word = slice_part(text, start, at);
        while (word.size > 0 && (word.data[word.size - 1] == '.' || word.data[word.size - 1] == '-')) {
            word.size--;
        }
        for (int kind = 0; word.size > 0 && kind < KIND_PLAN; kind++) {
            if (kind != KIND_QUEUE && kind != KIND_CLAIM) {
                add(found, query_id(plan, (enum kind)kind, word), own);
            }
        }
        at += at == start ? 1 : 0;
    }
}

/* Lanes may have names of several words. */
static void find_lanes(const struct plan *plan, struct slice text, const struct record *own, struct found *found)
{
    const struct records *lanes = &plan->records[KIND_LANE];
    for (size_t i = 0; i < lanes->count; i++) {
        struct slice name = record_name(lanes->items[i]);
        size_t at = name.size == 0 ? SLICE_NONE : slice_find(text, name, 0);
        bool whole = at != SLICE_NONE && (at == 0 || !is_part_of_word(text.data[at - 1])) &&
                     (at + name.size == text.size || !is_part_of_word(text.data[at + name.size]));
        if (whole) {
            add(found, lanes->items[i], own);
        }
    }
}

bool follow_text(struct tui_state *state, struct slice text, const struct record *own)
{
    struct found found = {.count = 0};
    find_words(state->plan, text, own, &found);
    find_lanes(state->plan, text, own, &found);
    if (found.count == 1) {
        navigate_open(state, found.records[0]);
    } else if (found.count > 1 && !request_choose_record(state, found.records, found.count)) {
        request_say(state, MESSAGE_ERROR, "out of memory; close other programs or read a smaller plan");
    }
    return found.count > 0;
}

bool follow_source(struct tui_state *state)
{
    size_t number = state->source.document;
    if (number >= state->plan->document_count) {
        return false;
    }
    const struct source *source = state->plan->documents[number]->source;
    return follow_text(state, source_slice(source, source_line_text(source, state->source.selected + 1)), NULL);
}

void follow_choice(struct tui_state *state, struct slice value)
{
    navigate_open(state, query_name(state->plan, KIND_COUNT, value, NULL));
}
