/* A new plan from a template, and git's merge driver for the plan that there is. */
#include "cli/command.h"

#include "cli/clock.h"
#include "cli/init_plan.h"
#include "cli/print_change.h"
#include "cli/report.h"
#include "json/json_change.h"
#include "store/discover.h"
#include "store/merge_setup.h"

#include <string.h>

static const struct argument_option options[] = {
    {"merge-driver", 0, NULL, "let git merge the plan's documents by cells, rows, items, fields and nodes"},
    {0},
};

/* ---- saying it ---- */

/* The diff of a file; `before` has no bytes where it is new. */
static bool print_diff(struct call *call, const char *path, struct source *before, struct source *after, bool is_new,
                       struct error *error)
{
    struct output *output = call->output;
    struct slice rest = source_bytes(after);
    struct slice line;
    if (!is_new) {
        return diff_append_unified(&output->bytes, path, before, after, 3, error);
    }
    bytes_append_format(&output->bytes, "--- /dev/null\n+++ b/%s\n@@ -0,0 +1,%zu @@\n", path, source_line_count(after));
    while (rest.size > 0 && slice_next(&rest, '\n', &line)) {
        bytes_append_byte(&output->bytes, '+');
        bytes_append(&output->bytes, line);
        bytes_append_byte(&output->bytes, '\n');
    }
    return !output->bytes.failed || error_no_memory(error);
}

static bool print_plan(struct call *call, const char *root, const struct change *change, bool dry, struct error *error)
{
    struct bytes path;
    bytes_init(&path);
    bool done = true;
    for (size_t i = 0; done && i < change->file_count; i++) {
        bytes_clear(&path);
        print_change_prefix(&path, root, call->environment->directory);
        done = bytes_append(&path, change->files[i].path) || error_no_memory(error);
        if (done && dry) {
            done = print_diff(call, path.data, change->files[i].before, change->files[i].after, true, error);
        } else if (done) {
            bytes_append_format(&call->output->bytes, "made %s\n", path.data);
        }
    }
    bytes_release(&path);
    return done;
}

/* ---- the plan ---- */

/* The folder of the new plan: --plan, or the working directory; without a `/` at its end. */
static bool choose_root(const struct call *call, struct bytes *root, struct error *error)
{
    const char *plan = arguments_text(call->arguments, "plan");
    if (plan == NULL || plan[0] != '/') {
        bytes_append_text(root, call->environment->directory);
    }
    if (plan != NULL) {
        bytes_append_text(root, root->size > 0 ? "/" : "");
        bytes_append_text(root, plan);
    }
    while (root->size > 1 && root->data[root->size - 1] == '/') {
        root->data[--root->size] = '\0';
    }
    return !root->failed || error_no_memory(error);
}

static bool make_plan(struct call *call, const char *root, bool dry, struct error *error)
{
    const char *profile = call->arguments->word_count > 0 ? call->arguments->words[0] : NULL;
    const char *named = arguments_text(call->arguments, "profile");
    struct clock_moment moment;
    struct change change;
    change_init(&change);
    bool done = clock_read(arguments_text(call->arguments, "date"), call->environment->epoch, true, &moment, error) &&
                init_plan_make(profile == NULL ? named : profile, moment.day, &change, error) &&
                init_plan_check(root, &change, error) && (dry || init_plan_write(root, call, &change, error));
    if (done) {
        done = call->json ? json_change(&call->output->bytes, NULL, &change, !dry, error)
                          : print_plan(call, root, &change, dry, error);
    }
    change_release(&change);
    return done;
}

/* ---- git ---- */

static bool print_setup(struct call *call, const struct merge_setup *setup, bool dry, struct error *error)
{
    bool lines = !slice_equal(bytes_slice(&setup->before), bytes_slice(&setup->after));
    bool done = true;
    if (call->json && call->arguments->word_count > 0) {
        return true; /* the answer is the new plan */
    }
    if (lines && (dry || call->json)) {
        struct source *before = source_copy(MERGE_SETUP_FILE, bytes_slice(&setup->before), error);
        struct source *after = before == NULL ? NULL : source_copy(MERGE_SETUP_FILE, bytes_slice(&setup->after), error);
        struct change_file file = {.path = slice_of(MERGE_SETUP_FILE), .before = before, .after = after};
        const struct change change = {.summary = slice_of("merge driver"), .files = &file, .file_count = 1};
        done = after != NULL && (call->json ? json_change(&call->output->bytes, NULL, &change, !dry, error)
                                            : print_diff(call, MERGE_SETUP_FILE, before, after, !setup->existed, error));
        source_release(before);
        source_release(after);
    } else if (call->json) {
        const struct change change = {.summary = slice_of("merge driver")};
        return json_change(&call->output->bytes, NULL, &change, !dry && !setup->configured, error);
    } else if (lines) {
        bytes_append_text(&call->output->bytes, "wrote " MERGE_SETUP_FILE "\n");
    }
    for (const struct merge_setting *setting = merge_settings; setting->name != NULL && !call->json; setting++) {
        if (!setup->configured) {
            bytes_append_format(&call->output->bytes, "git config %s '%s'\n", setting->name, setting->value);
        }
    }
    if (!lines && setup->configured && !call->json) {
        bytes_append_text(&call->output->bytes, "nothing to change: git merges this plan with workboard already\n");
    }
    return done && (!call->output->bytes.failed || error_no_memory(error));
}

/* `made` is the profile of a plan that is new (perhaps not there yet); NULL: of the plan that is found. */
static bool set_up_driver(struct call *call, const char *root, const char *made, bool dry, struct error *error)
{
    const struct workspace_environment *environment = &call->environment->workspace;
    const struct folder_environment folders = {.home = environment->home, .state_home = environment->state_home};
    struct profiles profiles = {0};
    struct discovery discovery = {0};
    struct git git = {0};
    struct merge_setup setup = {0};
    bool done = profiles_load(&profiles, environment, error);
    const struct profile *profile = done && made != NULL ? profiles_find(&profiles, slice_of(made)) : NULL;
    if (done && profile == NULL) {
        done = discover_plan(environment, arguments_text(call->arguments, "plan"),
                             arguments_text(call->arguments, "profile"), &profiles, &discovery, error);
        profile = discovery.profile;
        root = done ? discovery.root.data : root;
    }
    /* A folder that is only to come cannot be asked for its repository: the working directory can. */
    root = dry && made != NULL ? call->environment->directory : root;
    done = done && git_open(root, environment->variables, &git, error) &&
           merge_setup_read(&git, root, profile, &setup, error) &&
           (dry || merge_setup_write(&git, &setup, &folders, error)) && print_setup(call, &setup, dry, error);
    merge_setup_release(&setup);
    git_close(&git);
    discovery_release(&discovery);
    profiles_release(&profiles);
    return done;
}

/* ---- the command ---- */

static bool run(struct call *call, struct error *error)
{
    const struct arguments *arguments = call->arguments;
    bool dry = arguments_has(arguments, "dry-run");
    bool driver = arguments_has(arguments, "merge-driver");
    bool plan = arguments->word_count > 0 || !driver;
    const char *profile = arguments->word_count > 0 ? arguments->words[0] : NULL;
    struct bytes root;
    bytes_init(&root);
    bool done = choose_root(call, &root, error) && (!plan || make_plan(call, root.data, dry, error)) &&
                (!driver || set_up_driver(call, root.data, profile, dry, error));
    if (done && plan && !dry && !call->json) {
        report_note(call->notes, "change the examples into your own: workboard status shows what is read");
    }
    bytes_release(&root);
    return done;
}

const struct command command_init = {
    .name = "init",
    .usage = "[PROFILE] [--merge-driver]",
    .summary = "a new plan from the profile's template; git's merge driver for a plan",
    .details = "The files are made in the working directory, or in the folder that --plan names; one that is there "
               "already is never overwritten. With --merge-driver alone nothing is made: the plan that is there gets lines in "
               ".gitattributes, and git the driver in the repository's configuration; what is set up already is left "
               "alone. With --dry-run both are only shown.",
    .options = options,
    .words = 1,
    .writes = true,
    .run = run,
};
