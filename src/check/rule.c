/* rule.c: finds a rule of the table, and runs them all. */
#include "check/rule.h"

const struct check_rule *check_rule_find(struct slice id)
{
    for (const struct check_rule *rule = check_rules; rule->id != NULL; rule++) {
        if (slice_equal_fold(slice_of(rule->id), id)) {
            return rule;
        }
    }
    return NULL;
}

bool check_run(const struct plan *plan, const struct check_facts *facts, const struct check_settings *settings,
               struct findings *findings, struct error *error)
{
    for (size_t i = 0; check_rules[i].id != NULL; i++) {
        struct check check = {
            .plan = plan,
            .facts = facts,
            .findings = findings,
            .rule = &check_rules[i],
            .severity = settings != NULL && settings->given[i] ? settings->severity[i] : check_rules[i].severity,
        };
        if (check.severity != SEVERITY_OFF && !check.rule->run(&check)) {
            return error_no_memory(error);
        }
    }
    findings_settle(findings, plan);
    return true;
}
