/* test_outline_tree_maker.h: YAML and JSON made by chance, in as many forms as people write them. */
#ifndef WORKBOARD_TESTS_OUTLINE_TREE_MAKER_H
#define WORKBOARD_TESTS_OUTLINE_TREE_MAKER_H

#include "test_support.h"

/* ---- YAML by chance ---- */

struct maker {
    struct test_random random;
    struct bytes out;
    const char *ending;
    size_t anchors;
    size_t step;  /* of this document */
    bool flush;   /* its dashes stand under their key */
    bool comments;
};

static inline bool chance(struct maker *maker, size_t of)
{
    return test_random_below(&maker->random, of) == 0;
}

static inline void put(struct maker *maker, const char *text)
{
    bytes_append_text(&maker->out, text);
}

static inline const char *one_of(struct maker *maker, const char *const *texts, size_t count)
{
    return texts[test_random_below(&maker->random, count)];
}

#define ONE_OF(maker, texts) one_of((maker), (texts), sizeof(texts) / sizeof(texts)[0])

static inline void put_line(struct maker *maker)
{
    static const char *const comments[] = {" # note", "  # a: b", "  # [", " # \xC3\xA9", " "};
    if (maker->comments && chance(maker, 8)) {
        put(maker, ONE_OF(maker, comments));
    }
    put(maker, maker->ending);
}

static inline void put_blanks(struct maker *maker, size_t count)
{
    while (count-- > 0) {
        put(maker, " ");
    }
}

static inline void put_space_between(struct maker *maker, size_t column)
{
    static const char *const comments[] = {"# above", "# - x: y", "#", "# \xE4\xB8\xAD"};
    if (maker->comments && chance(maker, 10)) {
        put(maker, maker->ending);
    }
    if (maker->comments && chance(maker, 8)) {
        put_blanks(maker, chance(maker, 4) ? column + 1 : column);
        put(maker, ONE_OF(maker, comments));
        put(maker, maker->ending);
    }
}

static inline void put_flow(struct maker *maker, size_t depth);

static inline void put_scalar(struct maker *maker, bool flow)
{
    static const char *const scalars[] = {
        "todo",     "in progress", "12",     "-3.5",     "true",       "null", "~",     "2026-01-13", "1:30",
        "'quoted'", "'it''s'",     "\"a\\\"b\\n\"", "\"\xC3\xA9\"", "\xE4\xB8\xAD\xE6\x96\x87", "a-b/c", "x#y", "''",
        "\"\"",     "http://x/y",  "!!str 5", "\"\\u00e9\"",
    };
    (void)flow;
    if (chance(maker, 30)) {
        bytes_append_format(&maker->out, "&a%zu ", maker->anchors++);
    } else if (chance(maker, 40) && maker->anchors > 0) {
        bytes_append_format(&maker->out, "*a%zu", test_random_below(&maker->random, maker->anchors));
        put(maker, flow ? " " : "");
        return;
    }
    put(maker, ONE_OF(maker, scalars));
}

static inline void put_flow(struct maker *maker, size_t depth)
{
    size_t count = test_random_below(&maker->random, 4);
    bool map = chance(maker, 2);
    bool padded = chance(maker, 3);
    put(maker, map ? "{" : "[");
    put(maker, padded ? " " : "");
    for (size_t i = 0; i < count; i++) {
        if (map) {
            bytes_append_format(&maker->out, chance(maker, 3) ? "\"f %zu\": " : "f%zu: ", i);
        }
        if (depth > 0 && chance(maker, 4)) {
            put_flow(maker, depth - 1);
        } else if (!map || !chance(maker, 8)) {
            put_scalar(maker, true);
        }
        put(maker, i + 1 < count ? (padded ? " , " : ", ") : "");
    }
    put(maker, map ? " }" : "]");
}

/* Multi-line brackets with comments. */
static inline void put_spread(struct maker *maker, size_t column)
{
    size_t count = 1 + test_random_below(&maker->random, 3);
    put(maker, "[");
    put_line(maker);
    for (size_t i = 0; i < count; i++) {
        put_blanks(maker, column + 4);
        put_scalar(maker, true);
        put(maker, i + 1 < count || chance(maker, 3) ? "," : "");
        put_line(maker);
    }
    put_blanks(maker, column + 2);
    put(maker, "]");
}

static inline void put_block_text(struct maker *maker, size_t column)
{
    static const char *const headers[] = {"|", "|-", "|+", ">", ">-", "| # note"};
    size_t lines = test_random_below(&maker->random, 4);
    put(maker, ONE_OF(maker, headers));
    put(maker, maker->ending);
    for (size_t i = 0; i < lines; i++) {
        if (i > 0 && chance(maker, 4)) {
            put(maker, maker->ending);
        }
        put_blanks(maker, column + 2);
        put(maker, chance(maker, 2) ? "some # text: x" : "- more \xC3\xBC");
        put(maker, maker->ending);
    }
}

static inline void put_entries(struct maker *maker, size_t column, size_t depth, bool inlined, bool map);

/* What stands behind a colon or a dash, with its line ending. */
static inline void put_value(struct maker *maker, size_t column, size_t depth, bool dash)
{
    size_t kind = test_random_below(&maker->random, 12);
    if (depth > 0 && kind < 4) {
        bool map = chance(maker, 2);
        if (dash) {
            size_t width = chance(maker, 5) ? 4 : 2;
            put_blanks(maker, width - 1);
            put_entries(maker, column + width, depth - 1, true, map);
            return;
        }
        put_line(maker);
        put_entries(maker, column + (map ? maker->step : maker->flush ? 0 : 2), depth - 1, false, map);
        return;
    }
    if (kind == 4) {
        put_line(maker); /* no value */
        return;
    }
    put(maker, " ");
    if (kind == 5) {
        put_block_text(maker, column);
        return;
    }
    if (kind == 6) {
        put_flow(maker, 2);
    } else if (kind == 7 && chance(maker, 2)) {
        put_spread(maker, column);
    } else if (kind == 8) {
        put(maker, "words that");
        put(maker, maker->ending);
        put_blanks(maker, column + 2);
        put(maker, "go on here");
    } else {
        put_scalar(maker, false);
    }
    put_line(maker);
}

static inline void put_entries(struct maker *maker, size_t column, size_t depth, bool inlined, bool map)
{
    static const char *const forms[] = {"key%zu:", "'key %zu':", "\"k\xC3\xA9 %zu\":", "k-%zu :", "%zu:"};
    size_t count = 1 + test_random_below(&maker->random, 4);
    for (size_t i = 0; i < count; i++) {
        if (!inlined || i > 0) {
            put_space_between(maker, column);
            put_blanks(maker, column);
        }
        if (map) {
            const char *form = ONE_OF(maker, forms);
            const char *at = strchr(form, '%');
            bytes_append(&maker->out, slice_make(form, (size_t)(at - form)));
            bytes_append_format(&maker->out, "%zu", i);
            put(maker, at + 3);
        } else {
            put(maker, "-");
        }
        put_value(maker, column, depth, !map);
    }
}

static inline void make_yaml(struct maker *maker, uint64_t seed)
{
    bytes_clear(&maker->out);
    maker->random = test_random_from(seed);
    maker->ending = chance(maker, 6) ? "\r\n" : "\n";
    maker->anchors = 0;
    maker->step = chance(maker, 3) ? 4 : 2;
    maker->flush = chance(maker, 2);
    maker->comments = chance(maker, 2);
    if (chance(maker, 10)) {
        put(maker, "\xEF\xBB\xBF");
    }
    if (chance(maker, 8)) {
        put(maker, "---");
        put(maker, maker->ending);
    }
    put_entries(maker, 0, 3, false, !chance(maker, 4));
    if (chance(maker, 6)) { /* no last line ending */
        while (maker->out.size > 0 && strchr("\r\n", maker->out.data[maker->out.size - 1]) != NULL) {
            maker->out.size--;
        }
        put(maker, "");
    }
    assert_false(maker->out.failed);
}

/* ---- JSON by chance ---- */

static inline void put_json(struct maker *maker, size_t level, size_t depth, const char *unit)
{
    static const char *const scalars[] = {"1",      "-2.5e3", "true", "false",         "null",
                                          "\"x\"",  "\"\"",   "\"a\\\"b\\u00e9\"", "\"\xC3\xA9/\"", "\"2026-01-13\""};
    if (depth == 0 || chance(maker, 3)) {
        put(maker, ONE_OF(maker, scalars));
        return;
    }
    bool map = chance(maker, 2);
    size_t count = test_random_below(&maker->random, 4);
    bool lines = unit[0] != '\0' && count > 0;
    put(maker, map ? "{" : "[");
    for (size_t i = 0; i < count; i++) {
        if (lines) {
            put(maker, maker->ending);
            for (size_t k = 0; k <= level; k++) {
                put(maker, unit);
            }
        }
        if (map) {
            bytes_append_format(&maker->out, "\"k%zu\":%s", i, maker->flush ? "" : " ");
        }
        put_json(maker, level + 1, depth - 1, unit);
        put(maker, i + 1 == count ? "" : lines || maker->flush ? "," : ", ");
    }
    if (lines) {
        put(maker, maker->ending);
        for (size_t k = 0; k < level; k++) {
            put(maker, unit);
        }
    }
    put(maker, map ? "}" : "]");
}

static inline void make_json(struct maker *maker, uint64_t seed)
{
    static const char *const units[] = {"  ", "", "\t", "    "};
    bytes_clear(&maker->out);
    maker->random = test_random_from(seed);
    maker->ending = chance(maker, 6) ? "\r\n" : "\n";
    maker->flush = chance(maker, 3);
    put_json(maker, 0, 4, ONE_OF(maker, units));
    put(maker, chance(maker, 3) ? "" : maker->ending);
    assert_false(maker->out.failed);
}

#endif
