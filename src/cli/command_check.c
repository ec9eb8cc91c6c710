#include "cli/command.h"

#include "base/memory.h"
#include "base/suggest.h"
#include "check/fix.h"
#include "cli/print_change.h"
#include "cli/question.h"
#include "cli/session.h"
#include "json/json_change.h"
#include "json/json_check.h"
#include "store/check_facts.h"

#ifndef PACKAGE_VERSION
#define PACKAGE_VERSION "0"
#endif

static const struct argument_option options[] = {
    {"format", 0, "FORMAT", "text, json, sarif (2.1.0) or status (a status artifact)"},
    {"rule", 'r', "RULE", "only this rule (several: with commas, or given again)"},
    {"fix", 0, NULL, "show what has one right answer as a diff, ask, and write it"},
    {"yes", 'y', NULL, "do not ask"},
    {0},
};

enum format { FORMAT_TEXT, FORMAT_JSON, FORMAT_SARIF, FORMAT_STATUS, FORMAT_COUNT };

static const char *const format_names[FORMAT_COUNT] = {"text", "json", "sarif", "status"};

static bool read_format(const struct call *call, enum format *format, struct error *error)
{
    const char *text = arguments_text(call->arguments, "format");
    *format = call->json ? FORMAT_JSON : FORMAT_TEXT;
    for (size_t i = 0; text != NULL && i < FORMAT_COUNT; i++) {
        if (strcmp(text, format_names[i]) == 0) {
            *format = (enum format)i;
            return true;
        }
    }
    return text == NULL ||
           error_set(error, ERROR_USAGE, "--format is text, json, sarif or status, not \"%.100s\"", text);
}

/* ---- which rules ---- */

static bool choose_rule(struct slice word, struct check_settings *settings, bool *chosen, struct error *error)
{
    const struct check_rule *rule = check_rule_find(word);
    if (rule != NULL) {
        size_t number = (size_t)(rule - check_rules);
        chosen[number] = true;
        /* Who names a rule wants to hear it. */
        settings->given[number] = settings->given[number] && settings->severity[number] != SEVERITY_OFF;
        return true;
    }
    struct suggest suggest;
    suggest_init(&suggest, word);
    for (size_t i = 0; check_rules[i].id != NULL; i++) {
        suggest_offer(&suggest, check_rules[i].id);
    }
    return error_set(error, ERROR_USAGE, "there is no rule \"%.*s\"%s%s%s", SLICE_PRINT(word),
                     suggest.best == NULL ? "; `workboard help check` lists them" : "; did you mean ",
                     suggest.best == NULL ? "" : suggest.best, suggest.best == NULL ? "" : "?");
}

static bool choose_rules(const struct call *call, struct check_settings *settings, struct error *error)
{
    bool chosen[CHECK_RULES] = {false};
    size_t position = 0;
    const char *text;
    bool any = false;
    while ((text = arguments_next(call->arguments, "rule", &position)) != NULL) {
        struct slice rest = slice_of(text);
        struct slice word;
        any = true;
        while (rest.size > 0 && slice_next(&rest, ',', &word)) {
            if (!choose_rule(slice_trim(word), settings, chosen, error)) {
                return false;
            }
        }
    }
    for (size_t i = 0; any && check_rules[i].id != NULL; i++) {
        settings->given[i] = settings->given[i] || !chosen[i];
        settings->severity[i] = chosen[i] ? settings->severity[i] : SEVERITY_OFF;
    }
    return true;
}

/* ---- telling ---- */

static enum output_style style_of(enum severity severity)
{
    return severity == SEVERITY_ERROR ? STYLE_BAD : severity == SEVERITY_WARNING ? STYLE_BUSY : STYLE_QUIET;
}

static void print_counts(struct output *output, const struct findings *findings)
{
    bool first = true;
    for (enum severity severity = SEVERITY_COUNT; severity-- > SEVERITY_NOTE;) {
        size_t count = findings->counts[severity];
        if (count > 0) {
            bytes_append_format(&output->bytes, "%s%zu %s%s", first ? "" : ", ", count, severity_name(severity),
                                count == 1 ? "" : "s");
            first = false;
        }
    }
    bytes_append_text(&output->bytes, first ? "nothing found\n" : "\n");
}

static void print_findings(struct output *output, const struct findings *findings, const char *prefix)
{
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        output_clean(output, slice_of(prefix));
        output_clean(output, finding->path);
        bytes_append_format(&output->bytes, ":%zu:%zu: ", finding->line, finding->column);
        output_styled(output, style_of(finding->severity), severity_name(finding->severity));
        bytes_append_text(&output->bytes, ": ");
        output_clean(output, finding->message);
        bytes_append_format(&output->bytes, " [%s]\n", finding->rule->id);
    }
    if (output->terminal) {
        print_counts(output, findings);
    }
}

/* The folder that the paths begin at: the plan's root without the prefix, with a `/`. */
static struct slice base_of(const struct session *session, struct bytes *room)
{
    struct slice prefix = bytes_slice(&session->prefix);
    (void)bytes_append_text(room, workspace_root(session->workspace));
    (void)bytes_append_text(room, "/");
    struct slice root = bytes_slice(room);
    return slice_ends(root, prefix) ? slice_part(root, 0, root.size - prefix.size) : root;
}

static bool tell(struct call *call, const struct session *session, enum format format, const struct findings *findings,
                 const struct check_settings *settings, struct error *error)
{
    const struct plan *plan = session->context.plan;
    struct bytes *out = &call->output->bytes;
    struct bytes room;
    bool done = true;
    bytes_init(&room);
    switch (format) {
    case FORMAT_JSON:
        done = json_check(out, plan, findings, error);
        break;
    case FORMAT_SARIF:
        done = json_check_sarif(out, findings, settings, base_of(session, &room), bytes_slice(&session->prefix),
                                PACKAGE_VERSION, error);
        break;
    case FORMAT_STATUS:
        done = json_check_status(out, plan, findings, session->context.now, error);
        break;
    case FORMAT_TEXT:
    case FORMAT_COUNT:
        print_findings(call->output, findings, session->prefix.data);
        break;
    }
    done = done && (!room.failed || error_no_memory(error));
    bytes_release(&room);
    return done;
}

/* Of a file alone: what is found in it where the whole plan is asked. */
static bool check(struct call *call, struct session *session, enum format format,
                  const struct check_settings *settings, struct error *error)
{
    struct looked_up looked = {0};
    struct findings findings;
    struct bytes only;
    bytes_init(&only);
    findings_init(&findings);
    bool done = workspace_make_whole(session->workspace, &only, error) && session_renew(session, call, error) &&
                check_facts_look(session->workspace, session->context.now, session->context.day, &looked, error) &&
                check_run(session->context.plan, &looked.facts, settings, &findings, error);
    if (done && only.size > 0) {
        findings_keep(&findings, bytes_slice(&only));
    }
    done = done && tell(call, session, format, &findings, settings, error);
    call->answer_is_no = done && findings.counts[SEVERITY_ERROR] > 0;
    bytes_release(&only);
    findings_release(&findings);
    check_facts_release(&looked);
    return done;
}

/* ---- mending ---- */

static bool show_change(struct call *call, const struct session *session, const struct change *change,
                        struct error *error)
{
    if (change->file_count == 0) {
        output_clean(call->notes, slice_of("nothing of it has one right answer"));
        bytes_append_text(&call->notes->bytes, "\n");
        return output_flush(call->notes, error);
    }
    return print_change_diff(call->output, change, session->prefix.data, error) && output_flush(call->output, error);
}

/* Whether it may be written: it was said, or the person who was asked says so. */
static bool may_write(const struct call *call, bool *may, struct error *error)
{
    if (arguments_has(call->arguments, "yes")) {
        *may = true;
        return true;
    }
    return question_possible(call->notes)
               ? question_ask(call->notes, "write this? [y/N] ", may, error)
               : error_set(error, ERROR_USAGE, "there is no terminal to ask on; say --yes, or see it with --dry-run");
}

static bool fix(struct call *call, struct session *session, const struct check_settings *settings, struct error *error)
{
    struct slice rules[CHECK_RULES];
    struct change change;
    struct request request = {
        .verb = &check_fix_verb,
        .arguments = rules,
        .who = slice_of(call->environment->as != NULL ? call->environment->as : call->environment->user),
        .day = slice_of(session->moment.day),
        .now = slice_of(session->moment.now),
        .force = arguments_has(call->arguments, "force"),
        .if_rev = slice_of(arguments_text(call->arguments, "if-rev")),
    };
    for (size_t i = 0; check_rules[i].id != NULL; i++) {
        bool off = settings->given[i] ? settings->severity[i] == SEVERITY_OFF : check_rules[i].severity == SEVERITY_OFF;
        if (!off && check_fix_knows(&check_rules[i])) {
            rules[request.argument_count++] = slice_of(check_rules[i].id);
        }
    }
    change_init(&change);
    bool dry = arguments_has(call->arguments, "dry-run");
    bool may = false;
    bool done = workspace_run(session->workspace, &request, false, &change, error) &&
                (call->json || show_change(call, session, &change, error));
    if (done && !dry && change.file_count > 0) {
        done = may_write(call, &may, error) &&
               (!may || workspace_run(session->workspace, &request, true, &change, error));
    }
    if (done && call->json) {
        done = session_renew(session, call, error) &&
               json_change(&call->output->bytes, session->context.plan, &change, may && change.file_count > 0, error);
    } else if (done && may) {
        done = print_change(call->output, &change, session->prefix.data, true, error);
    }
    change_release(&change);
    return done;
}

static bool run(struct call *call, struct error *error)
{
    enum format format = FORMAT_TEXT;
    struct session session;
    struct error own;
    error = error == NULL ? &own : error;
    if (!read_format(call, &format, error)) {
        return false;
    }
    bool done = session_open(&session, call, NULL, error);
    struct check_settings settings = {0};
    if (done) {
        settings = workspace_settings(session.workspace)->rules;
        done = choose_rules(call, &settings, error);
    }
    done = done && (arguments_has(call->arguments, "fix") ? fix(call, &session, &settings, error)
                                                         : check(call, &session, format, &settings, error));
    if (!done) {
        session_prefix_error(&session, error);
    }
    session_close(&session);
    return done;
}

static void help(struct output *output)
{
    bytes_append_text(&output->bytes, "\nThe rules (see workboard-rules(5)):\n");
    for (const struct check_rule *rule = check_rules; rule->id != NULL; rule++) {
        bytes_append_format(&output->bytes, "  %-20s %-8s %s\n", rule->id, severity_name(rule->severity), rule->summary);
    }
}

const struct command command_check = {
    .name = "check",
    .usage = "[--format FORMAT] [--rule RULE]... [--fix [--yes]]",
    .summary = "contradictions and gaps, as FILE:LINE:COL: severity: message [rule]",
    .details = "Exit status 1 where an error is found. The severity of each rule can be set in .workboard.yaml: "
               "rules: {ID: error|warning|note|off}. With --fix the diff of what has one right answer is shown and, once you "
               "agree, written, as by a verb: whole or not at all, and `workboard undo` takes it back.",
    .options = options,
    .writes = true,
    .help = help,
    .run = run,
};
