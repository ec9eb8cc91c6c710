#include "store/git_commit.h"

#include "base/memory.h"

#include <string.h>

/* `head`, then the paths behind `--`, in an array to be freed by memory_free. */
static const char **join_arguments(const char *const *head, const char *const *paths, size_t count)
{
    size_t size = 0;
    while (head[size] != NULL) {
        size++;
    }
    const char **all = memory_new(size + count + 2, sizeof *all);
    if (all != NULL) {
        memcpy(all, head, size * sizeof *all);
        all[size] = "--";
        memcpy(all + size + 1, paths, count * sizeof *all);
    }
    return all;
}

/* What git is in the middle of, or NULL. */
static bool is_at(const struct git *git, const char *name, bool *is, struct error *error)
{
    const char *const question[] = {"rev-parse", "--quiet", "--verify", name, NULL};
    struct bytes output;
    int status = 0;
    bytes_init(&output);
    bool done = git_run(git, question, slice_of(""), &output, NULL, &status, error);
    *is = done && status == 0;
    bytes_release(&output);
    return done;
}

static bool check_idle(const struct git *git, struct error *error)
{
    static const struct {
        const char *head;
        const char *what;
    } busy[] = {{"MERGE_HEAD", "merge"}, {"CHERRY_PICK_HEAD", "cherry-pick"}, {"REVERT_HEAD", "revert"}};
    for (size_t i = 0; i < sizeof busy / sizeof busy[0]; i++) {
        bool is = false;
        if (!is_at(git, busy[i].head, &is, error)) {
            return false;
        }
        if (is) {
            return error_refuse(error, "commit.busy", NULL, 0,
                                "the repository is in the middle of a %s, so no single files can be committed; finish it "
                                "first, or leave --commit out",
                                busy[i].what);
        }
    }
    return true;
}

/* One entry of `git status -z`: two letters, a blank, the path. */
static bool check_entry(struct slice entry, bool *mixed, struct error *error)
{
    struct slice path = slice_part(entry, entry.size < 3 ? entry.size : 3, entry.size);
    char name[ERROR_FILE_SIZE];
    size_t size = path.size < sizeof name - 1 ? path.size : sizeof name - 1;
    memcpy(name, path.data, size);
    name[size] = '\0';
    if (entry.data[0] == '?' || entry.data[0] == '!') {
        return error_refuse(error, "commit.mixed", name, 0,
                            "git does not know this file yet, so a commit would take the whole of it; git add it first, or "
                            "leave --commit out");
    }
    *mixed = true;
    return true;
}

/* Appends what git has to say of the files; nothing where they are as they were committed. */
static bool ask_status(const struct git *git, const char *const *paths, size_t count, struct bytes *output,
                       struct error *error)
{
    static const char *const question[] = {
        "status", "--porcelain=v1", "-z", "--untracked-files=all", "--ignored=matching", "--no-renames", NULL,
    };
    const char **arguments = join_arguments(question, paths, count);
    bool done = (arguments != NULL || error_no_memory(error)) && git_ask(git, arguments, slice_of(""), output, error);
    memory_free(arguments);
    return done;
}

bool git_commit_check(const struct git *git, const char *const *paths, size_t count, bool *mixed, struct error *error)
{
    struct bytes output;
    bytes_init(&output);
    *mixed = false;
    bool done = check_idle(git, error) && ask_status(git, paths, count, &output, error);
    struct slice rest = bytes_slice(&output);
    struct slice entry;
    while (done && rest.size > 0 && slice_next(&rest, '\0', &entry)) {
        done = entry.size == 0 || check_entry(entry, mixed, error);
    }
    bytes_release(&output);
    return done;
}

bool git_commit_is_needed(const struct git *git, const char *const *paths, size_t count, bool *needed,
                          struct error *error)
{
    struct bytes output;
    bytes_init(&output);
    bool done = ask_status(git, paths, count, &output, error);
    *needed = output.size > 0;
    bytes_release(&output);
    return done;
}

static bool read_head(const struct git *git, struct bytes *id, struct error *error)
{
    static const char *const question[] = {"rev-parse", "--verify", "HEAD", NULL};
    struct bytes output;
    bytes_init(&output);
    bool done = git_ask(git, question, slice_of(""), &output, error) &&
                (bytes_append(id, slice_trim(bytes_slice(&output))) || error_no_memory(error));
    bytes_release(&output);
    return done;
}

/* Paths as git's own patterns see them: from the top, taken literally. In an array to be freed by memory_free, its texts in
 * `texts`. */
static const char **mark_paths(const char *const *paths, size_t count, struct bytes *texts)
{
    static const char mark[] = ":(top,literal)";
    const char **marked = memory_new(count + 1, sizeof *marked);
    bool done = marked != NULL;
    for (size_t i = 0; done && i < count; i++) {
        done = bytes_append_text(texts, mark) && bytes_append_text(texts, paths[i]) && bytes_append_byte(texts, '\0');
    }
    const char *at = texts->data;
    for (size_t i = 0; done && i < count; i++) {
        marked[i] = at;
        at += strlen(at) + 1;
    }
    if (!done) {
        memory_free(marked);
        return NULL;
    }
    return marked;
}

bool git_commit_paths(const struct git *git, const char *const *paths, size_t count, struct slice message,
                      struct bytes *id, struct error *error)
{
    static const char *const command[] = {"commit", "--quiet", "--cleanup=whitespace", "--file=-", "--only", NULL};
    struct bytes texts;
    struct bytes output;
    struct bytes complaint;
    int status = 0;
    bytes_init(&texts);
    bytes_init(&output);
    bytes_init(&complaint);
    const char **marked = mark_paths(paths, count, &texts);
    const char **arguments = marked == NULL ? NULL : join_arguments(command, marked, count);
    bool done = (arguments != NULL || error_no_memory(error)) &&
                git_change(git, arguments, message, &output, &complaint, &status, error);
    if (done && status != 0) {
        struct slice said = slice_trim(bytes_slice(&complaint));
        done = git_complain("commit", said.size > 0 ? said : bytes_slice(&output), error);
    }
    done = done && read_head(git, id, error);
    memory_free(arguments);
    memory_free(marked);
    bytes_release(&texts);
    bytes_release(&output);
    bytes_release(&complaint);
    return done;
}
