/* What the tests of rules share: small plans of any family in memory, and the places of what is found. */
#ifndef WORKBOARD_TEST_CHECK_SUPPORT_H
#define WORKBOARD_TEST_CHECK_SUPPORT_H

#include "check/rule.h"

#include "test_plan_fixture.h"

enum { TRIAL_DOCUMENTS = 6 };

/* One question to one rule. */
struct trial {
    const char *rule;
    const char *profile; /* NULL: execution-plan */
    const char *texts[2 * TRIAL_DOCUMENTS + 1]; /* path, text, path, text... */
    const char *wanted; /* "PATH:LINE:COL" of each finding, a line for each; "" for none */
};

static inline struct fixture trial_plan(const struct trial *trial)
{
    struct fixture fixture = {0};
    struct error error = {0};
    struct document *documents[TRIAL_DOCUMENTS];
    size_t count = 0;
    const char *name = trial->profile == NULL ? "execution-plan" : trial->profile;
    for (size_t i = 0; profile_builtins[i].name != NULL && fixture.profile == NULL; i++) {
        if (strcmp(profile_builtins[i].name, name) == 0) {
            fixture.profile = profile_load(name, slice_of(profile_builtins[i].text), &error);
        }
    }
    assert_done(fixture.profile != NULL, error);
    for (; trial->texts[2 * count] != NULL; count++) {
        documents[count] = fixture_document(trial->texts[2 * count], trial->texts[2 * count + 1]);
    }
    fixture.plan = plan_new(fixture.profile, slice_of("/plan"), documents, count, &error);
    assert_done(fixture.plan != NULL, error);
    for (size_t i = 0; i < count; i++) {
        document_release(documents[i]);
    }
    return fixture;
}

/* Asks the one rule. */
static inline void trial_check(const struct plan *plan, const struct check_facts *facts, const char *rule,
                               struct findings *findings)
{
    struct check_settings settings = {0};
    struct error error = {0};
    const struct check_rule *asked = check_rule_find(slice_of(rule));
    assert_non_null(asked);
    for (size_t i = 0; check_rules[i].id != NULL; i++) {
        settings.given[i] = &check_rules[i] != asked;
    }
    findings_init(findings);
    assert_done(check_run(plan, facts, &settings, findings, &error), error);
}

static inline void trial_places(const struct findings *findings, struct bytes *text)
{
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        assert_true(finding->message.size > 0);
        bytes_append_format(text, "%s%.*s:%zu:%zu", i == 0 ? "" : "\n", SLICE_PRINT(finding->path), finding->line,
                            finding->column);
    }
}

/* Whether the rule finds what it should; shows both where it does not. */
static inline bool trial_run(const struct trial *trial, const struct check_facts *facts)
{
    struct fixture fixture = trial_plan(trial);
    struct findings findings;
    struct bytes text = {0};
    trial_check(fixture.plan, facts, trial->rule, &findings);
    trial_places(&findings, &text);
    bool same = slice_equal(bytes_slice(&text), slice_of(trial->wanted));
    if (!same) {
        print_error("%s: got\n%.*s\nwanted\n%s\n", trial->rule, SLICE_PRINT(bytes_slice(&text)), trial->wanted);
        for (size_t i = 0; i < findings.count; i++) {
            print_error("  %.*s\n", SLICE_PRINT(findings.items[i].message));
        }
    }
    bytes_release(&text);
    findings_release(&findings);
    fixture_free(&fixture);
    return same;
}

#endif
