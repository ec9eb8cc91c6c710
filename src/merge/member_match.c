#include "merge/member.h"

#include "base/memory.h"
#include "text/diff_script.h"
#include "text/hash.h"

#include <stdlib.h>

enum { AHEAD = 8, MOST_WORDS = 256 };

static uint64_t mix(uint64_t hash, uint64_t other)
{
    hash = (hash ^ other) * UINT64_C(0x9FB21C651E98DF25);
    return (hash ^ (hash >> 29)) | 1;
}

/* ---- what nobody else has ---- */

static uint64_t key_value(const struct member *member)
{
    return member->key.data == NULL ? 0 : mix(hash_bytes(member->key), member->kind + (member->fixed ? 512U : 0));
}

static uint64_t content_value(const struct member *member)
{
    return member->fixed ? 0 : mix(member->hash, member->kind);
}

static bool match_by(const struct member_pairs *pairs, uint64_t (*value)(const struct member *),
                     uint64_t *const values[2], struct error *error)
{
    for (size_t side = 0; side < 2; side++) {
        for (size_t i = 0; i < pairs->lists[side]->count; i++) {
            values[side][i] = value(&pairs->lists[side]->items[i]);
        }
    }
    return member_match_unique(pairs, values, error);
}

/* ---- what stands in the same order ---- */

struct rest {
    uint32_t *numbers[2]; /* of what the members say, or of where they stand */
    uint32_t *members[2];
    bool *changed[2];
    size_t counts[2];
};

/* Gives equal values of both lists one number: the table is the sorted values. */
static int compare_values(const void *a, const void *b)
{
    uint64_t first = *(const uint64_t *)a;
    uint64_t second = *(const uint64_t *)b;
    return first < second ? -1 : first > second;
}

static uint32_t number_of(const uint64_t *sorted, size_t count, uint64_t value)
{
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (sorted[middle] < value) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return (uint32_t)low;
}

static bool number_rest(const struct member_pairs *pairs, struct rest *rest)
{
    size_t count = rest->counts[0] + rest->counts[1];
    uint64_t *sorted = memory_new(count, sizeof *sorted);
    size_t filled = 0;
    if (sorted == NULL) {
        return false;
    }
    for (size_t side = 0; side < 2; side++) {
        for (size_t i = 0; i < rest->counts[side]; i++) {
            sorted[filled++] = content_value(&pairs->lists[side]->items[rest->members[side][i]]);
        }
    }
    qsort(sorted, count, sizeof *sorted, compare_values);
    for (size_t side = 0; side < 2; side++) {
        for (size_t i = 0; i < rest->counts[side]; i++) {
            uint64_t value = content_value(&pairs->lists[side]->items[rest->members[side][i]]);
            rest->numbers[side][i] = number_of(sorted, count, value);
        }
    }
    member_count_step(pairs, count);
    memory_free(sorted);
    return true;
}

static bool search_rest(const struct member_pairs *pairs, struct rest *rest, struct error *error)
{
    struct diff_sequence before = {.numbers = rest->numbers[0], .count = rest->counts[0]};
    struct diff_sequence after = {.numbers = rest->numbers[1], .count = rest->counts[1]};
    if (!number_rest(pairs, rest)) {
        return error_no_memory(error);
    }
    if (!diff_search(before, after, rest->changed[0], rest->changed[1], error)) {
        return false;
    }
    size_t other = 0;
    for (size_t i = 0; i < before.count; i++) {
        if (rest->changed[0][i]) {
            continue;
        }
        while (other < after.count && rest->changed[1][other]) {
            other++;
        }
        if (other < after.count) {
            member_pair(pairs, rest->members[0][i], rest->members[1][other++]);
        }
    }
    return true;
}

/* Members that say the same as others: in order. */
static bool match_in_order(const struct member_pairs *pairs, struct error *error)
{
    struct rest rest = {.counts = {0, 0}};
    bool done = true;
    for (size_t side = 0; side < 2; side++) {
        size_t count = pairs->lists[side]->count;
        rest.numbers[side] = memory_new(count, sizeof **rest.numbers);
        rest.members[side] = memory_new(count, sizeof **rest.members);
        rest.changed[side] = memory_new(count, sizeof **rest.changed);
        done = done && rest.numbers[side] != NULL && rest.members[side] != NULL && rest.changed[side] != NULL;
        for (size_t i = 0; done && i < count; i++) {
            if (pairs->partners[side][i] == MEMBER_NONE && !pairs->lists[side]->items[i].fixed) {
                rest.members[side][rest.counts[side]++] = (uint32_t)i;
            }
        }
    }
    done = done || error_no_memory(error);
    done = done && (rest.counts[0] == 0 || rest.counts[1] == 0 || search_rest(pairs, &rest, error));
    for (size_t side = 0; side < 2; side++) {
        memory_free(rest.numbers[side]);
        memory_free(rest.members[side]);
        memory_free(rest.changed[side]);
    }
    return done;
}

/* ---- what is alike ---- */

static bool is_word_byte(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte & 0x80) != 0;
}

static int compare_words(const void *a, const void *b)
{
    uint32_t first = *(const uint32_t *)a;
    uint32_t second = *(const uint32_t *)b;
    return first < second ? -1 : first > second;
}

/* The words of a text, as sorted numbers. */
static size_t words_of(struct slice text, uint32_t words[MOST_WORDS])
{
    size_t count = 0;
    size_t at = 0;
    while (at < text.size && count < MOST_WORDS) {
        size_t start = at;
        while (at < text.size && is_word_byte(text.data[at])) {
            at++;
        }
        if (at > start) {
            words[count++] = (uint32_t)hash_bytes(slice_part(text, start, at));
        } else {
            at++;
        }
    }
    qsort(words, count, sizeof *words, compare_words);
    return count;
}

/* Whether at least `share` of four quarters of the words are in both. */
static bool texts_alike(struct slice before, struct slice after, size_t share)
{
    uint32_t words[2][MOST_WORDS];
    size_t counts[2] = {words_of(before, words[0]), words_of(after, words[1])};
    size_t equal = 0;
    for (size_t i = 0, k = 0; i < counts[0] && k < counts[1];) {
        if (words[0][i] == words[1][k]) {
            equal++;
            i++;
            k++;
        } else if (words[0][i] < words[1][k]) {
            i++;
        } else {
            k++;
        }
    }
    return equal > 0 && equal * 8 >= (counts[0] + counts[1]) * share;
}

/* Whether the key is an ID: one word with a digit. */
static bool is_id(struct slice key)
{
    bool digit = false;
    for (size_t i = 0; i < key.size; i++) {
        if (key.data[i] == ' ') {
            return false;
        }
        digit = digit || (key.data[i] >= '0' && key.data[i] <= '9');
    }
    return digit;
}

/* What has another ID is the same only where nearly all else is. */
static bool is_alike(const struct member *before, const struct member *after, const struct member_columns *columns)
{
    if (before->kind != after->kind || before->fixed || after->fixed) {
        return false;
    }
    if (before->cells != NULL && after->cells != NULL) {
        return member_rows_alike(before, after, columns);
    }
    bool named = before->key.data != NULL && after->key.data != NULL;
    size_t share = named && is_id(before->key) && is_id(after->key) ? 3 : 2;
    return (named && slice_equal(before->key, after->key)) || texts_alike(before->text, after->text, share);
}

/* How many members without a partner stand from `from` on, up to the next one that has one. */
static size_t run_of(const struct member_pairs *pairs, size_t side, size_t from)
{
    size_t end = from;
    while (end < pairs->lists[side]->count && pairs->partners[side][end] == MEMBER_NONE) {
        end++;
    }
    return end - from;
}

/* The only member of the kind in a run, or MEMBER_NONE. */
static uint32_t only_one(const struct member_pairs *pairs, size_t side, size_t from, size_t count, uint8_t kind)
{
    uint32_t only = MEMBER_NONE;
    for (size_t i = from; i < from + count; i++) {
        if (pairs->lists[side]->items[i].kind == kind) {
            if (only != MEMBER_NONE) {
                return MEMBER_NONE;
            }
            only = (uint32_t)i;
        }
    }
    return only;
}

/* Pairs what is left from `before` and from `after` on. */
static void match_run(const struct member_pairs *pairs, const struct member_columns *columns, size_t before,
                      size_t count, size_t after)
{
    size_t other_count = run_of(pairs, 1, after);
    size_t next = after;
    for (size_t i = before; i < before + count && next < after + other_count; i++) {
        for (size_t k = next; k < after + other_count && k < next + AHEAD; k++) {
            member_count_step(pairs, 1);
            if (is_alike(&pairs->lists[0]->items[i], &pairs->lists[1]->items[k], columns)) {
                member_pair(pairs, (uint32_t)i, (uint32_t)k);
                next = k + 1;
                break;
            }
        }
    }
    for (size_t i = before; i < before + count && count <= AHEAD && other_count <= AHEAD; i++) {
        const struct member *member = &pairs->lists[0]->items[i];
        uint32_t other = only_one(pairs, 1, after, other_count, member->kind);
        if (member->alone && pairs->partners[0][i] == MEMBER_NONE && other != MEMBER_NONE &&
            pairs->partners[1][other] == MEMBER_NONE && only_one(pairs, 0, before, count, member->kind) == i) {
            member_pair(pairs, (uint32_t)i, other);
        }
    }
}

static void match_between(const struct member_pairs *pairs, const struct member_columns *columns)
{
    size_t after = 0; /* behind the partner of the last member that has one */
    for (size_t i = 0; i < pairs->lists[0]->count;) {
        if (pairs->partners[0][i] != MEMBER_NONE) {
            after = (size_t)pairs->partners[0][i] + 1;
            i++;
            continue;
        }
        size_t count = run_of(pairs, 0, i);
        match_run(pairs, columns, i, count, after);
        i += count;
    }
}

/* ---- the whole ---- */

bool member_match(const struct member_pairs *pairs, const struct member_columns *columns, struct error *error)
{
    uint64_t *values[2];
    bool rows = columns != NULL;
    for (size_t side = 0; side < 2; side++) {
        values[side] = memory_new(pairs->lists[side]->count, sizeof **values);
        for (size_t i = 0; i < pairs->lists[side]->count; i++) {
            pairs->partners[side][i] = MEMBER_NONE;
        }
    }
    bool done = (values[0] != NULL && values[1] != NULL) || error_no_memory(error);
    if (rows) {
        done = done && match_by(pairs, content_value, values, error) && member_match_rows(pairs, columns, error);
    } else {
        done = done && match_by(pairs, key_value, values, error) && match_by(pairs, content_value, values, error);
    }
    done = done && match_in_order(pairs, error);
    if (done) {
        match_between(pairs, columns);
    }
    memory_free(values[0]);
    memory_free(values[1]);
    return done;
}
