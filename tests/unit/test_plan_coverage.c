/* Which rule read what, and what nobody read; every mistake of a profile, and what is doubtful in it. */
#include "plan/coverage.h"
#include "plan/profile_check.h"

#include "test_cmocka.h"

static const char profile_text[] =
    "profile: own\n"
    "version: 1\n"
    "documents: {list: LIST.md, cards: \"cards/*.md\", data: [data.yaml, data.json]}\n"
    "ids: {task: [\"T#\"], milestone: [\"S#\"]}\n"
    "placeholders: [\"\", \"-\"]\n"
    "stamps: [Day]\n"
    "states: {todo: [open], in_progress: [busy], done: [done]}\n"
    "records:\n"
    "  - {kind: task, in: list, table: {under: Work*, columns: {Nr: \"{id}\", State: \"{status}\", Part: \"{step}\"}}}\n"
    "  - kind: milestone\n"
    "    in: list\n"
    "    repeats: true\n"
    "    table: {columns: {Stage: \"{id}\"}}\n"
    "  - {kind: lane, in: list, list: {under: Lanes, item: \"{id}: {scope}\"}}\n"
    "  - {kind: task, in: cards, section: {heading: \"{id} {title}\", fields: {Goal: \"{goal}\"}, sections: {Proof: \"{evidence}\"}}}\n"
    "  - {kind: plan, in: list, fields: {fields: {Mode: \"{mode}\"}}}\n"
    "  - {kind: task, in: data, nodes: {path: work, fields: {id: \"{id}\", state: \"{status}\"}}}\n";

static const char list_text[] =
    "# List\n"                        /* 1 */
    "\n"                              /* 2 */
    "Day: 2026-01-01\n"               /* 3 */
    "Mode: calm\n"                    /* 4 */
    "Keeper: Ann\n"                   /* 5 */
    "\n"                              /* 6 */
    "## Work in hand\n"               /* 7 */
    "\n"                              /* 8 */
    "| Nr | State | Stage | Cost |\n" /* 9 */
    "|---|---|---|---|\n"             /* 10 */
    "| T1 | open | S1 | 2 |\n"        /* 11 */
    "| T2 | done | S1 | |\n"          /* 12 */
    "| - | | | |\n"                   /* 13 */
    "\n"                              /* 14 */
    "## Work later\n"                 /* 15 */
    "\n"                              /* 16 */
    "| Nr | State |\n"                /* 17 */
    "|---|---|\n"                     /* 18 */
    "| - | - |\n"                     /* 19 */
    "\n"                              /* 20 */
    "## Lanes\n"                      /* 21 */
    "\n"                              /* 22 */
    "- A: harbour\n"                  /* 23 */
    "- nobody\n"                      /* 24 */
    "\n"                              /* 25 */
    "## *Tools*\n"                    /* 26 */
    "\n"                              /* 27 */
    "| **Tool** | Owner |\n"          /* 28 */
    "|---|---|\n"                     /* 29 */
    "| Rope | Ann |\n"                /* 30 */
    "\n"                              /* 31 */
    "Place: shed\n"                   /* 32 */
    "\n"                              /* 33 */
    "- [ ] Buy a rope\n"              /* 34 */
    "- sell it\n"                     /* 35 */
    "  - [x] today\n"                 /* 36 */
    "\n"                              /* 37 */
    "Key: under the mat\n";           /* 38 */

static const char card_text[] = "# T1 Rig the mast\n\nGoal: stand\nCost: 3\n\n## Proof\n\n- [ ] a picture\n";
static const char data_text[] = "version: 2\nwork:\n  - id: T2\n    state: done\n    owner: Bo\nother: [1, 2]\n";

struct fixture {
    struct profile *profile;
    struct plan *plan;
    struct coverage coverage;
};

static int set_up(void **state)
{
    static const char *const texts[] = {"LIST.md", list_text, "cards/T1.md", card_text, "data.yaml", data_text};
    enum { COUNT = sizeof texts / sizeof texts[0] / 2 };
    static struct fixture fixture;
    struct document *documents[COUNT];
    struct error error = {0};
    fixture.profile = profile_load("own.yaml", slice_of(profile_text), &error);
    assert_done(fixture.profile != NULL, error);
    for (size_t i = 0; i < COUNT; i++) {
        struct source *source = source_copy(texts[2 * i], slice_of(texts[2 * i + 1]), &error);
        assert_done(source != NULL, error);
        documents[i] = document_new(texts[2 * i], source, &error);
        assert_done(documents[i] != NULL, error);
    }
    fixture.plan = plan_new(fixture.profile, slice_of("/plan"), documents, COUNT, &error);
    assert_done(fixture.plan != NULL, error);
    for (size_t i = 0; i < COUNT; i++) {
        document_release(documents[i]);
    }
    assert_done(coverage_read(fixture.plan, &fixture.coverage, &error), error);
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    coverage_release(&fixture->coverage);
    plan_free(fixture->plan);
    profile_free(fixture->profile);
    return 0;
}

static void rules_tell_what_they_read(void **state)
{
    const struct coverage *coverage = &((struct fixture *)*state)->coverage;
    static const struct {
        size_t document, line, rule;
        enum rule_shape shape;
        const char *heading;
        size_t records, count, total, values;
    } wanted[] = {
        {0, 4, 16, RULE_FIELDS, "", 1, 1, 1, 1},
        {0, 9, 9, RULE_TABLE, "Work in hand", 2, 2, 3, 4},
        {0, 9, 10, RULE_TABLE, "Work in hand", 1, 2, 3, 4},
        {0, 17, 9, RULE_TABLE, "Work later", 0, 0, 1, 2},
        {0, 23, 14, RULE_LIST, "Lanes", 1, 1, 2, 0},
        {1, 1, 15, RULE_SECTION, "", 1, 1, 1, 3},
        {2, 3, 17, RULE_NODES, "", 1, 1, 1, 3},
    };
    assert_int_equal(coverage->match_count, sizeof wanted / sizeof wanted[0]);
    for (size_t i = 0; i < coverage->match_count; i++) {
        const struct coverage_match *match = &coverage->matches[i];
        assert_int_equal(match->document, wanted[i].document);
        assert_int_equal(match->line, wanted[i].line);
        assert_int_equal(match->rule->line, wanted[i].rule);
        assert_int_equal(match->rule->shape, wanted[i].shape);
        assert_slice(match->heading, wanted[i].heading);
        assert_int_equal(match->records, wanted[i].records);
        assert_int_equal(match->count, wanted[i].count);
        assert_int_equal(match->total, wanted[i].total);
        assert_int_equal(match->value_count, wanted[i].values);
    }
}

static void values_tell_how_they_are_read(void **state)
{
    const struct coverage *coverage = &((struct fixture *)*state)->coverage;
    const struct coverage_match *table = &coverage->matches[1];
    assert_slice(table->values[0].name, "Nr");
    assert_slice(table->values[0].template, "{id}");
    assert_slice(table->values[3].name, "Cost");
    assert_slice(table->values[3].template, "");
    const struct coverage_match *card = &coverage->matches[5];
    assert_slice(card->values[0].name, "Goal");
    assert_slice(card->values[1].name, "Cost");
    assert_slice(card->values[1].template, "");
    assert_slice(card->values[2].template, "{evidence}");
    assert_true(card->values[2].section);
}

static void the_rest_is_told(void **state)
{
    const struct coverage *coverage = &((struct fixture *)*state)->coverage;
    static const struct {
        size_t document, line;
        enum coverage_shape shape;
        const char *heading;
        size_t count, names;
        const char *first;
    } wanted[] = {
        {0, 5, COVERAGE_FIELDS, "List", 1, 1, "Keeper"},     {0, 28, COVERAGE_TABLE, "Tools", 1, 2, "Tool"},
        {0, 32, COVERAGE_FIELDS, "Tools", 2, 2, "Place"},    {0, 34, COVERAGE_LIST, "Tools", 1, 0, NULL},
        {0, 36, COVERAGE_LIST, "Tools", 1, 0, NULL},         {1, 8, COVERAGE_LIST, "Proof", 1, 0, NULL},
        {2, 1, COVERAGE_NODES, "", 0, 1, "version"},         {2, 6, COVERAGE_NODES, "", 2, 1, "other"},
    };
    assert_int_equal(coverage->rest_count, sizeof wanted / sizeof wanted[0]);
    for (size_t i = 0; i < coverage->rest_count; i++) {
        const struct coverage_rest *rest = &coverage->rest[i];
        assert_int_equal(rest->document, wanted[i].document);
        assert_int_equal(rest->line, wanted[i].line);
        assert_int_equal(rest->shape, wanted[i].shape);
        assert_slice(rest->heading, wanted[i].heading);
        assert_int_equal(rest->count, wanted[i].count);
        assert_int_equal(rest->name_count, wanted[i].names);
        if (wanted[i].names > 0) {
            assert_slice(rest->names[0], wanted[i].first);
        }
    }
}

/* ---- mistakes ---- */

static const char head[] = "profile: own\nversion: 1\nrecognise: {any: LIST.md}\ndocuments: {list: LIST.md}\n";

/* Whether one finding of this weight in this line says the word; how many there are in all goes to `count`. */
static bool finds(const char *rest, enum profile_weight weight, size_t line, const char *word, size_t *count)
{
    struct bytes text;
    struct error error = {0};
    struct profile_findings findings;
    bytes_init(&text);
    profile_findings_init(&findings);
    assert_true(bytes_append_format(&text, "%s%s", head, rest));
    assert_done(profile_check("own.yaml", bytes_slice(&text), &findings, &error), error);
    bool found = false;
    for (size_t i = 0; i < findings.count; i++) {
        const struct profile_finding *finding = &findings.items[i];
        found = found || (finding->weight == weight && finding->line == line &&
                          slice_find(finding->text, slice_of(word), 0) != SLICE_NONE);
    }
    *count = findings.count;
    profile_findings_release(&findings);
    bytes_release(&text);
    return found;
}

static void doubts_are_told(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum profile_weight weight;
        const char *word;
    } cases[] = {
        {"  - {kind: finding, in: list, table: {columns: {A: \"{notes}\"}}}\n", PROFILE_WARNING, "{id} or {title}"},
        {"  - {kind: finding, in: list, table: {columns: {A: \"{id}\", S: \"{status}\"}}}\n", PROFILE_WARNING, "no word says"},
        {"  - {kind: lane, in: list, states: {todo: [a]}, table: {columns: {A: \"{id}\", S: \"{status}\"}}}\n",
         PROFILE_WARNING, "slot"},
        {"  - {kind: lane, in: list, table: {columns: {A: \"{id}\"}}}\n", PROFILE_WARNING, "{status} of lanes"},
        {"  - {kind: finding, in: list, expand: {task: \"-\"}, table: {columns: {A: \"{id}\"}}}\n", PROFILE_WARNING, "expand"},
        {"  - {kind: finding, in: list, id: \"{lane}-{who}\", table: {columns: {A: \"{lane}\"}}}\n", PROFILE_WARNING, "{who}"},
        {"  - {kind: task, in: list, table: {columns: {A: \"{id}\", B: \"{depends_on}\"}}}\n", PROFILE_WARNING, "no shape"},
        {"  - {kind: finding, in: list, mirror: true, creates: true, table: {columns: {A: \"{id}\"}}}\n", PROFILE_WARNING,
         "exclude"},
        {"  - {kind: finding, in: list, table: {columns: {A: \"{id}\", B: \"{titel}\"}}}\n", PROFILE_NOTE, "{title}"},
        {"  - {kind: finding, in: list, table: {columns: {A: \"{id}[ {wave}]\"}}}\n", PROFILE_NOTE, "{wave}"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[400];
        size_t count = 0;
        assert_true((size_t)snprintf(text, sizeof text, "records:\n%s", cases[i].text) < sizeof text);
        if (!finds(text, cases[i].weight, 6, cases[i].word, &count) || count != 1) {
            fail_msg("%s: %zu findings, or none says %s", cases[i].text, count, cases[i].word);
        }
    }
    size_t count = 0;
    static const char fine[] = "records:\n  - {kind: finding, in: list, table: {columns: {A: \"{id}\"}}}\n";
    assert_false(finds(fine, PROFILE_NOTE, 6, "", &count));
    assert_int_equal(count, 0);
    assert_false(finds("records: [{kind: finding, in: list, id: \"W{wave}\", list: {item: \"Wave {wave}\"}}]\n", PROFILE_NOTE, 5,
                       "{wave}", &count));
    assert_int_equal(count, 0);
    assert_true(finds("states: {todo: [a], done: [A]}\nrecords: [{kind: finding, in: list, table: {columns: {A: \"{id}\"}}}]\n",
                      PROFILE_WARNING, 5, "both todo and done", &count));
    assert_true(finds("records: []\n", PROFILE_WARNING, 4, "no rule reads", &count));
}

static void all_mistakes_are_told(void **state)
{
    (void)state;
    static const char text[] = "statse: {}\n"
                               "states: {doen: [x], todo: [{wrod: y}]}\n"
                               "records:\n"
                               "  - {kind: tsak, in: [list, lsit], table: {columns: {A: \"{id\"}}}\n"
                               "  - {kind: task, in: list, table: {columns: {A: \"{id}\"}}, list: {item: \"{id}\"}}\n"
                               "  - no rule\n"
                               "claims: {in: list, level: 7, section: C, columns: {A: \"{id}\"}}\n";
    static const struct {
        size_t line;
        const char *word;
    } wanted[] = {
        {5, "states?"}, {6, "done?"}, {6, "word?"}, {6, "needs its"}, {8, "task?"},
        {8, "list?"},   {8, "{id"},   {9, "one place"}, {10, "keys"}, {11, "level"},
    };
    size_t count = 0;
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        if (!finds(text, PROFILE_ERROR, wanted[i].line, wanted[i].word, &count)) {
            fail_msg("no error in line %zu says %s", wanted[i].line, wanted[i].word);
        }
    }
    assert_true(finds("records: [\n", PROFILE_ERROR, 6, "YAML", &count));
    assert_int_equal(count, 1);
}

static void built_in_profiles_have_no_mistakes(void **state)
{
    (void)state;
    for (size_t i = 0; profile_builtins[i].name != NULL; i++) {
        struct profile_findings findings;
        struct error error = {0};
        profile_findings_init(&findings);
        assert_done(profile_check(profile_builtins[i].name, slice_of(profile_builtins[i].text), &findings, &error), error);
        for (size_t k = 0; k < findings.count; k++) {
            assert_int_not_equal(findings.items[k].weight, PROFILE_ERROR);
        }
        profile_findings_release(&findings);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(rules_tell_what_they_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(values_tell_how_they_are_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_rest_is_told, set_up, tear_down),
        cmocka_unit_test(doubts_are_told),
        cmocka_unit_test(all_mistakes_are_told),
        cmocka_unit_test(built_in_profiles_have_no_mistakes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
