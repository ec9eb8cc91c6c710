/* Profiles: which are known, what one reads in the plan, what is wrong with the file of one. */
#include "cli/command.h"

#include "base/memory.h"
#include "base/suggest.h"
#include "cli/print_change.h"
#include "cli/print_profile.h"
#include "cli/table.h"
#include "json/json_profile.h"
#include "plan/settings_file.h"
#include "store/discover.h"
#include "store/file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* ---- list ---- */

/* Where a profile comes from, by its place among all: built in, the user's, the repository's, named by its file. */
static const char *origin_of(const struct profiles *profiles, size_t number, size_t users)
{
    size_t builtin = 0;
    while (profile_builtins[builtin].name != NULL) {
        builtin++;
    }
    struct slice file = profiles->items[number]->file;
    return number < builtin ? "built-in"
           : number < users ? "user"
           : slice_find(file, slice_of("/.workboard/profiles/"), 0) != SLICE_NONE ? "repository"
                                                                                  : "named";
}

static bool print_profiles(struct call *call, const struct json_profile *profiles, size_t count, struct error *error)
{
    struct table table;
    table_init(&table, call->output, 4);
    static const char *const headings[] = {"NAME", "TITLE", "FROM", ""};
    for (size_t i = 0; i < sizeof headings / sizeof headings[0]; i++) {
        table.headings[i] = headings[i];
    }
    for (size_t i = 0; i < count; i++) {
        bool builtin = strcmp(profiles[i].origin, "built-in") == 0;
        table_add_text(&table, profiles[i].profile->name, STYLE_PLAIN);
        table_add_text(&table, profiles[i].profile->title, STYLE_PLAIN);
        table_add_text(&table, builtin ? slice_of("built in") : profiles[i].profile->file, STYLE_PLAIN);
        table_add_text(&table, slice_of(profiles[i].reads_plan ? "reads this plan" : ""), STYLE_GOOD);
    }
    bool done = table_print(&table, 0, call->output, error);
    table_release(&table);
    return done;
}

/* The one that reads the present plan is found as every command finds it; where there is no plan, it is none. */
static bool run_list(struct call *call, struct error *error)
{
    const struct workspace_environment *environment = &call->environment->workspace;
    struct profiles profiles = {0};
    struct discovery discovery = {0};
    struct error reason = {0};
    size_t users = 0;
    bool found = false;
    bool done = profiles_load(&profiles, environment, error);
    if (done) {
        users = profiles.count;
        found = discover_plan(environment, arguments_text(call->arguments, "plan"),
                              arguments_text(call->arguments, "profile"), &profiles, &discovery, &reason);
        done = found || reason.code == ERROR_NOT_FOUND;
        if (!done && error != NULL) {
            *error = reason;
        }
    }
    struct json_profile *known = done ? memory_new(profiles.count, sizeof *known) : NULL;
    size_t count = 0;
    for (size_t i = 0; known != NULL && i < profiles.count; i++) {
        /* A later one of the same name stands in for an earlier one. */
        if (profiles_find(&profiles, profiles.items[i]->name) == profiles.items[i]) {
            known[count++] = (struct json_profile){
                .profile = profiles.items[i],
                .origin = origin_of(&profiles, i, users),
                .reads_plan = found && discovery.profile == profiles.items[i],
            };
        }
    }
    if (known != NULL) {
        done = call->json ? json_profile_list(&call->output->bytes, NULL, known, count, error)
                          : print_profiles(call, known, count, error);
    } else if (done) {
        done = error_no_memory(error);
    }
    memory_free(known);
    discovery_release(&discovery);
    profiles_release(&profiles);
    return done;
}

/* ---- show ---- */

static bool show_coverage(struct call *call, const struct workspace *workspace, struct error *error)
{
    const struct plan *plan = workspace_plan(workspace);
    struct coverage coverage;
    struct bytes prefix;
    bytes_init(&prefix);
    print_change_prefix(&prefix, workspace_root(workspace), call->environment->directory);
    bytes_append_text(&prefix, "");
    bool done = coverage_read(plan, &coverage, error) && (!prefix.failed || error_no_memory(error));
    if (done) {
        done = call->json ? json_profile_show(&call->output->bytes, plan->profile, plan, &coverage, error)
                          : print_profile_coverage(call->output, prefix.data, plan, &coverage, error);
    }
    coverage_release(&coverage);
    bytes_release(&prefix);
    return done;
}

static bool is_file(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0;
}

/* A profile by itself, where no plan is there that it reads. */
static bool show_alone(struct call *call, const char *name, struct error *error)
{
    const struct workspace_environment *environment = &call->environment->workspace;
    struct profiles profiles = {0};
    struct discovery discovery = {0};
    struct error reason = {0};
    bool done = profiles_load(&profiles, environment, error);
    if (done) {
        /* Only for the profiles of the repository: whether there is a plan does not matter. */
        (void)discover_plan(environment, NULL, NULL, &profiles, &discovery, &reason);
        if (profiles_find(&profiles, slice_of(name)) == NULL && is_file(name)) {
            done = profiles_add_file(&profiles, name, error);
        }
    }
    const struct profile *profile = NULL;
    if (done && profiles.count > 0) {
        struct profile *last = profiles.items[profiles.count - 1];
        profile = profiles_find(&profiles, slice_of(name));
        profile = profile == NULL && is_file(name) ? last : profile;
        done = profile != NULL || error_set(error, ERROR_NOT_FOUND,
                                            "there is no profile %.200s; name a YAML file or one of these", name);
        for (size_t i = 0; profile == NULL && i < profiles.count; i++) {
            error_add_candidate(error, profiles.items[i]->name.data, profiles.items[i]->name.size);
        }
    }
    if (done) {
        done = call->json ? json_profile_show(&call->output->bytes, profile, NULL, NULL, error)
                          : print_profile(call->output, profile, error);
    }
    discovery_release(&discovery);
    profiles_release(&profiles);
    return done;
}

static bool run_show(struct call *call, struct error *error)
{
    const char *word = call->arguments->word_count > 1 ? call->arguments->words[1] : NULL;
    const char *name = word != NULL ? word : arguments_text(call->arguments, "profile");
    const char *plan = arguments_text(call->arguments, "plan");
    struct workspace *workspace = workspace_open(&call->environment->workspace, plan, name, error);
    if (workspace == NULL) {
        bool alone = plan == NULL && call->environment->workspace.plan == NULL && name != NULL;
        return alone && error->code == ERROR_NOT_FOUND && show_alone(call, name, error);
    }
    bool done = show_coverage(call, workspace, error);
    workspace_close(workspace);
    return done;
}

/* ---- check ---- */

static bool read_checked(const char *name, struct bytes *text, struct error *error)
{
    if (is_file(name)) {
        return file_read(name, SETTINGS_SIZE, text, NULL, error);
    }
    int reason = errno;
    for (size_t i = 0; reason == ENOENT && profile_builtins[i].name != NULL; i++) {
        if (strcmp(profile_builtins[i].name, name) == 0) {
            return bytes_append_text(text, profile_builtins[i].text) || error_no_memory(error);
        }
    }
    return error_set_at(error, reason == ENOENT || reason == ENOTDIR ? ERROR_NOT_FOUND : ERROR_SYSTEM, name, 0,
                        "%s; name the YAML file of a profile, or one that is built in", strerror(reason));
}

static bool run_check(struct call *call, struct error *error)
{
    if (call->arguments->word_count < 2) {
        return error_set(error, ERROR_USAGE, "say which file to check");
    }
    const char *name = call->arguments->words[1];
    struct profile_findings findings;
    struct bytes text;
    profile_findings_init(&findings);
    bytes_init(&text);
    bool done = read_checked(name, &text, error) && profile_check(name, bytes_slice(&text), &findings, error);
    if (done) {
        done = call->json ? json_profile_check(&call->output->bytes, name, &findings, error)
                          : print_profile_findings(call->output, name, &findings, error);
    }
    for (size_t i = 0; i < findings.count; i++) {
        call->answer_is_no = call->answer_is_no || findings.items[i].weight == PROFILE_ERROR;
    }
    bytes_release(&text);
    profile_findings_release(&findings);
    return done;
}

static bool run(struct call *call, struct error *error)
{
    static const struct {
        const char *name;
        size_t words;
        bool (*run)(struct call *, struct error *);
    } actions[] = {{"list", 1, run_list}, {"show", 2, run_show}, {"check", 2, run_check}};
    if (call->arguments->word_count == 0) {
        return error_set(error, ERROR_USAGE, "say what to do: list, show or check");
    }
    const char *word = call->arguments->words[0];
    struct suggest suggest;
    suggest_init(&suggest, slice_of(word));
    for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++) {
        suggest_offer(&suggest, actions[i].name);
        if (strcmp(actions[i].name, word) == 0) {
            return call->arguments->word_count > actions[i].words
                       ? error_set(error, ERROR_USAGE, "profile %s does not take \"%.100s\"", word,
                                   call->arguments->words[actions[i].words])
                       : actions[i].run(call, error);
        }
    }
    return error_set(error, ERROR_USAGE, "there is no \"profile %.100s\"%s%s%s", word,
                     suggest.best != NULL ? "; did you mean " : "; there is list, show and check",
                     suggest.best != NULL ? suggest.best : "", suggest.best != NULL ? "?" : "");
}

const struct command command_profile = {
    .name = "profile",
    .usage = "list | show [NAME|FILE] | check FILE",
    .summary = "profiles: which are known, what one reads in this plan, what is wrong with one",
    .details = "list: every profile that is known, and which reads the plan. show: for each document, which rule reads "
               "which table, list, heading, field or node, and what no rule reads; without a plan, what the profile "
               "says. check: every mistake in the file of a profile and what is doubtful in it; exit status 1 where "
               "there are mistakes. The language is told by workboard-profile(5).",
    .words = 2,
    .run = run,
};
