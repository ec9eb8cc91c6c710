/* Random documents, random edits by two sides that do not touch the same thing: they merge clean, and to what a slow,
 * obvious model says: the records with both sides' edits, written out. */
#include "test_merge_support.h"

enum { ROUNDS = 3000, MOST_RECORDS = 12, VALUES = 3, MOST_ADDED = 3, SIDES = 2 };

/* One row, item, section or node. What was put in behind it belongs to it, by side. */
struct record {
    size_t id;
    size_t values[VALUES];
    bool gone;
    size_t added[SIDES][MOST_ADDED]; /* IDs */
    size_t added_count[SIDES];
};

struct model {
    struct record records[MOST_RECORDS];
    size_t count;
};

enum form { FORM_TABLE, FORM_LIST, FORM_SECTIONS, FORM_YAML, FORM_JSON, FORMS };

static const char *const paths[FORMS] = {"a.md", "a.md", "a.md", "a.yaml", "a.json"};

/* ---- writing ---- */

static void write_record(struct bytes *out, enum form form, size_t id, const size_t *values, bool *first)
{
    switch (form) {
    case FORM_TABLE:
        bytes_append_format(out, "| T-%zu | v%zu | w%zu | x%zu |\n", id, values[0], values[1], values[2]);
        break;
    case FORM_LIST:
        bytes_append_format(out, "- [%s] T-%zu does w%zu\n  - part x%zu\n", values[0] % 2 == 0 ? " " : "x", id, values[1],
                            values[2]);
        break;
    case FORM_SECTIONS:
        bytes_append_format(out, "## T-%zu\n\n**First:** v%zu\n**Second:** w%zu\n\nProse x%zu.\n\n", id, values[0], values[1],
                            values[2]);
        break;
    case FORM_YAML:
        bytes_append_format(out, "  - id: T-%zu\n    first: v%zu\n    second: [a, w%zu]\n    third: x%zu # note\n", id, values[0],
                            values[1], values[2]);
        break;
    case FORM_JSON:
        bytes_append_format(out, "%s    {\"id\": \"T-%zu\", \"first\": %zu, \"second\": [0, %zu], \"third\": \"x%zu\"}",
                            *first ? "" : ",\n", id, values[0], values[1], values[2]);
        break;
    case FORMS:
        break;
    }
    *first = false;
}

/* With what the sides put in, where `sides` says (bit 0: ours, bit 1: theirs). */
static void write_model(struct bytes *out, enum form form, const struct model *model, unsigned sides)
{
    static const char *const heads[FORMS] = {"# P\n\n| ID | A | B | C |\n|---|---|---|---|\n", "# P\n\n", "# P\n\n",
                                             "tasks:\n", "{\n  \"tasks\": [\n"};
    bool first = true;
    bytes_clear(out);
    bytes_append_text(out, heads[form]);
    for (size_t i = 0; i < model->count; i++) {
        const struct record *record = &model->records[i];
        if (!record->gone) {
            write_record(out, form, record->id, record->values, &first);
        }
        for (size_t side = 0; side < SIDES; side++) {
            for (size_t k = 0; (sides & (1U << side)) != 0 && k < record->added_count[side]; k++) {
                const size_t values[VALUES] = {2, record->added[side][k], 7};
                write_record(out, form, record->added[side][k], values, &first);
            }
        }
    }
    bytes_append_text(out, form == FORM_JSON ? "\n  ]\n}\n" : "");
    assert_false(out->failed);
}

/* ---- editing ---- */

/* One edit by `side`, in its own model and in the one that has both. `touched` says who changed what. Nothing is put in
 * behind what goes away: if both sides do that, nobody can tell what came first. */
static void edit(struct test_random *random, struct model *own, struct model *both, size_t side,
                 unsigned char touched[MOST_RECORDS][VALUES + 1], size_t *next)
{
    size_t at = test_random_below(random, own->count);
    size_t what = test_random_below(random, 6);
    unsigned char mine = (unsigned char)(side + 1);
    unsigned char *marks = touched[at];
    struct record *record = &own->records[at];
    if (what < 4) {
        size_t value = test_random_below(random, VALUES);
        unsigned char others = (unsigned char)(3 - mine);
        if (marks[value] == others || (marks[VALUES] & 4) != 0) {
            return;
        }
        marks[value] = mine;
        marks[VALUES] |= mine;
        record->values[value] = ++*next;
        both->records[at].values[value] = *next;
    } else if (what == 4 && at > 0 && (marks[VALUES] & (3 - mine)) == 0 &&
               both->records[at].added_count[0] + both->records[at].added_count[1] == 0) {
        marks[VALUES] |= (unsigned char)(4 | mine);
        record->gone = true;
        both->records[at].gone = true;
    } else if (what == 5 && !both->records[at].gone && record->added_count[side] < MOST_ADDED) {
        size_t id = ++*next;
        record->added[side][record->added_count[side]++] = id;
        both->records[at].added[side][both->records[at].added_count[side]++] = id;
    }
}

static void play(uint64_t seed)
{
    struct test_random random = test_random_from(seed);
    enum form form = (enum form)test_random_below(&random, FORMS);
    struct model base = {.count = 1 + test_random_below(&random, MOST_RECORDS)};
    size_t next = 100;
    for (size_t i = 0; i < base.count; i++) {
        base.records[i].id = ++next;
        for (size_t k = 0; k < VALUES; k++) {
            base.records[i].values[k] = test_random_below(&random, 3) == 0 ? 0 : ++next;
        }
    }
    struct model sides[SIDES] = {base, base};
    struct model both = base;
    unsigned char touched[MOST_RECORDS][VALUES + 1] = {{0}};
    for (size_t side = 0; side < SIDES; side++) {
        for (size_t i = test_random_below(&random, 8); i > 0; i--) {
            edit(&random, &sides[side], &both, side, touched, &next);
        }
    }
    struct bytes texts[5] = {{0}}; /* base, ours, theirs, wanted, got */
    write_model(&texts[0], form, &base, 0);
    write_model(&texts[1], form, &sides[0], 1);
    write_model(&texts[2], form, &sides[1], 2);
    write_model(&texts[3], form, &both, 3);
    size_t conflicts =
        test_merge(paths[form], bytes_slice(&texts[0]), bytes_slice(&texts[1]), bytes_slice(&texts[2]), NULL, &texts[4]);
    if (conflicts > 0 || !slice_equal(bytes_slice(&texts[4]), bytes_slice(&texts[3]))) {
        static const char *const names[] = {"base", "ours", "theirs", "wanted", "got"};
        print_error("seed %llu, %zu conflicts\n", (unsigned long long)seed, conflicts);
        for (size_t i = 0; i < 5; i++) {
            print_error("---- %s\n%.*s", names[i], SLICE_PRINT(bytes_slice(&texts[i])));
        }
        fail();
    }
    for (size_t i = 0; i < 5; i++) {
        bytes_release(&texts[i]);
    }
}

static void disjoint_edits_merge_clean(void **state)
{
    (void)state;
    const char *rounds = getenv("WORKBOARD_TEST_ROUNDS");
    size_t count = rounds != NULL && atoi(rounds) > 0 && atoi(rounds) < ROUNDS ? (size_t)atoi(rounds) : ROUNDS;
    for (size_t i = 0; i < count; i++) {
        play(i);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(disjoint_edits_merge_clean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
