#include "store/git.h"

#include "base/memory.h"
#include "store/file.h"
#include "store/git_process.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { GIT_STATUS_NONE = 128, FEW_WORDS = 400, SETTINGS = 8, LONG_SECONDS = 600 };

/* ---- running it ---- */

/* Settings of a person that would change what the answers look like. */
static const char *const settings[SETTINGS] = {
    "--literal-pathspecs", "-c", "core.quotePath=false", "-c", "color.ui=false", "-c", "log.showSignature=false",
    "--no-optional-locks",
};

static bool run(const struct git *git, const char *name, const char *const *arguments, struct slice input,
                struct bytes *output, struct bytes *complaint, int *status, struct error *error)
{
    struct bytes unheard;
    bytes_init(&unheard);
    const struct git_process process = {
        .folder = git->top,
        .variables = git->variables,
        .index = git->index,
        .arguments = arguments,
        .name = name,
        .input = input,
        .seconds = LONG_SECONDS, /* hooks, and histories */
    };
    bool done = git_process_run(&process, output, complaint == NULL ? &unheard : complaint, status, error);
    bytes_release(&unheard);
    return done;
}

bool git_run(const struct git *git, const char *const *arguments, struct slice input, struct bytes *output,
             struct bytes *complaint, int *status, struct error *error)
{
    size_t count = 0;
    while (arguments[count] != NULL) {
        count++;
    }
    const char **all = memory_new(SETTINGS + count + 1, sizeof *all);
    bool done = all != NULL || error_no_memory(error);
    if (done) {
        memcpy(all, settings, sizeof settings);
        memcpy(all + SETTINGS, arguments, count * sizeof *all);
        done = run(git, arguments[0], all, input, output, complaint, status, error);
    }
    memory_free(all);
    return done;
}

bool git_change(const struct git *git, const char *const *arguments, struct slice input, struct bytes *output,
                struct bytes *complaint, int *status, struct error *error)
{
    return run(git, arguments[0], arguments, input, output, complaint, status, error);
}

bool git_complain(const char *command, struct slice complaint, struct error *error)
{
    struct slice line = slice_of("");
    while (complaint.size > 0 && slice_trim(line).size == 0 && slice_next(&complaint, '\n', &line)) {
    }
    line = slice_trim(line);
    if (line.size == 0) {
        return error_set(error, ERROR_SYSTEM, "git %s failed and does not say why; try it by itself", command);
    }
    return error_set(error, ERROR_SYSTEM, "git %s failed: %.*s", command, SLICE_PRINT(slice_part(line, 0, FEW_WORDS)));
}

bool git_ask(const struct git *git, const char *const *arguments, struct slice input, struct bytes *output,
             struct error *error)
{
    struct bytes complaint;
    int status = 0;
    bytes_init(&complaint);
    bool done = git_run(git, arguments, input, output, &complaint, &status, error);
    if (done && status != 0) {
        done = git_complain(arguments[0], bytes_slice(&complaint), error);
    }
    bytes_release(&complaint);
    return done;
}

/* ---- where it is ---- */

static char *copy_text(struct slice text)
{
    char *copy = memory_new(text.size + 1, 1);
    if (copy != NULL && text.size > 0) {
        memcpy(copy, text.data, text.size);
    }
    return copy;
}

/* Without the line ending that git puts behind it: a path may end in others. */
static struct slice without_newline(struct slice text)
{
    return text.size > 0 && text.data[text.size - 1] == '\n' ? slice_part(text, 0, text.size - 1) : text;
}

bool git_open(const char *folder, char *const *variables, struct git *git, struct error *error)
{
    static const char *const question[] = {"rev-parse", "--show-toplevel", NULL};
    struct bytes output;
    struct bytes complaint;
    int status = 0;
    bytes_init(&output);
    bytes_init(&complaint);
    *git = (struct git){.variables = variables};
    const struct git_process process = {.folder = folder, .variables = variables, .arguments = question, .name = question[0]};
    bool done = git_process_run(&process, &output, &complaint, &status, error);
    struct slice top = without_newline(bytes_slice(&output));
    if (done && (status != 0 || top.size == 0)) {
        bool refused = slice_find(bytes_slice(&complaint), slice_of("safe.directory"), 0) != SLICE_NONE;
        done = refused || status != GIT_STATUS_NONE
                   ? git_complain("rev-parse", bytes_slice(&complaint), error)
                   : error_set_at(error, ERROR_NOT_FOUND, folder, 0,
                                  "lies in no work tree of git; use it in a repository, or make one with git init");
    }
    if (done) {
        git->top = copy_text(top);
        done = git->top != NULL || error_no_memory(error);
    }
    bytes_release(&output);
    bytes_release(&complaint);
    return done;
}

void git_close(struct git *git)
{
    memory_free(git->top);
    *git = (struct git){0};
}

char *git_path(const struct git *git, const char *absolute, struct error *error)
{
    char *real = realpath(absolute, NULL);
    if (real == NULL) {
        (void)(errno == ENOMEM ? error_no_memory(error) : file_error(error, absolute, "found", errno));
        return NULL;
    }
    size_t size = strlen(git->top);
    char *path = NULL;
    if (strncmp(real, git->top, size) == 0 && (size == 1 || real[size] == '/' || real[size] == '\0')) {
        path = copy_text(slice_of(real + size + (size == 1 || real[size] == '\0' ? 0 : 1)));
        (void)(path != NULL || error_no_memory(error));
    } else {
        (void)error_set_at(error, ERROR_NOT_FOUND, absolute, 0, "lies outside of the repository %s", git->top);
    }
    free(real);
    return path;
}
