#include "store/git_part.h"

#include "base/memory.h"
#include "text/source.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { MODE_SIZE = 6 };

void git_part_end(struct git_part *part)
{
    bytes_release(&part->commit);
    bytes_release(&part->stage);
    *part = (struct git_part){0};
}

/* ---- the versions ---- */

/* What git has of a file (`revision` is HEAD, or empty for the index), as it would lie in the work tree. */
static bool read_version(const struct git *git, const char *revision, const char *path, struct bytes *out, bool *known,
                         struct error *error)
{
    struct bytes name;
    struct bytes complaint;
    int status = 0;
    bytes_init(&name);
    bytes_init(&complaint);
    bool done = bytes_append_format(&name, "%s:%s", revision, path) && bytes_append_byte(&name, '\0');
    const char *const question[] = {"cat-file", "--filters", done ? name.data : "", NULL};
    done = done ? git_run(git, question, slice_of(""), out, &complaint, &status, error) : error_no_memory(error);
    *known = done && status == 0;
    bytes_release(&name);
    bytes_release(&complaint);
    return done;
}

static bool read_mode(const struct git *git, struct git_part *part, struct error *error)
{
    const char *const question[] = {"ls-tree", "HEAD", "--", part->path, NULL};
    struct bytes out;
    bytes_init(&out);
    bool done = git_ask(git, question, slice_of(""), &out, error);
    (void)snprintf(part->mode, sizeof part->mode, "%.*s", out.size < MODE_SIZE ? 0 : MODE_SIZE,
                   out.size < MODE_SIZE ? "" : out.data);
    bytes_release(&out);
    return done;
}

static bool refuse(const char *path, const char *where, struct error *error)
{
    return error_refuse(error, "commit.mixed", path, 0,
                        "it has changes that are not committed yet, in the same places as this one, so this one alone does not "
                        "go into what is %s; commit them first, leave --commit out, or take them along with --force",
                        where);
}

bool git_part_begin(const struct git *git, const char *path, struct slice before, struct slice after,
                    struct save_merge_stamps *stamps, struct git_part *part, struct error *error)
{
    struct bytes head;
    struct bytes staged;
    bool in_head = false;
    bool in_index = false;
    bytes_init(&head);
    bytes_init(&staged);
    bytes_init(&part->commit);
    bytes_init(&part->stage);
    part->path = path;
    bool done = read_version(git, "HEAD", path, &head, &in_head, error) &&
                read_version(git, "", path, &staged, &in_index, error) && read_mode(git, part, error);
    if (done && (!in_head || !in_index || part->mode[0] == '\0')) {
        done = error_refuse(error, "commit.mixed", path, 0,
                            "git has no version of this file to which this change could be added; commit it first, or leave "
                            "--commit out");
    }
    done = done && (save_merge_documents(stamps, path, before, bytes_slice(&head), after, &part->commit) ||
                    refuse(path, "committed", error));
    if (done && slice_equal(bytes_slice(&head), bytes_slice(&staged))) {
        done = bytes_append(&part->stage, bytes_slice(&part->commit)) || error_no_memory(error);
    } else {
        done = done && (save_merge_documents(stamps, path, bytes_slice(&head), bytes_slice(&staged),
                                             bytes_slice(&part->commit), &part->stage) ||
                        refuse(path, "staged", error));
    }
    bytes_release(&head);
    bytes_release(&staged);
    return done;
}

/* ---- the commit ---- */

/* Stores a version and enters it into git's index, or into the one that `git` names. */
static bool enter(const struct git *git, const struct git_part *part, const struct bytes *version, struct error *error)
{
    struct bytes option;
    struct bytes id;
    struct bytes output;
    bytes_init(&option);
    bytes_init(&id);
    bytes_init(&output);
    bool done = (bytes_append_format(&option, "--path=%s", part->path) && bytes_append_byte(&option, '\0')) ||
                error_no_memory(error);
    const char *const store[] = {"hash-object", "-w", "--stdin", done ? option.data : "", NULL};
    done = done && git_ask(git, store, bytes_slice(version), &id, error);
    bytes_clear(&option);
    done = done && ((bytes_append_format(&option, "%s,%.*s,%s", part->mode, SLICE_PRINT(slice_trim(bytes_slice(&id))),
                                         part->path) &&
                     bytes_append_byte(&option, '\0')) ||
                    error_no_memory(error));
    const char *const entry[] = {"update-index", "--add", "--cacheinfo", done ? option.data : "", NULL};
    done = done && git_ask(git, entry, slice_of(""), &output, error);
    bytes_release(&option);
    bytes_release(&id);
    bytes_release(&output);
    return done;
}

/* "GIT_INDEX_FILE=" and a path in the git directory of this work tree. */
static bool name_index(const struct git *git, struct bytes *variable, struct error *error)
{
    static const char *const question[] = {"rev-parse", "--git-path", "workboard-index", NULL};
    struct bytes path;
    bytes_init(&path);
    bool done = git_ask(git, question, slice_of(""), &path, error);
    struct slice file = bytes_slice(&path);
    file = slice_ends(file, slice_of("\n")) ? slice_part(file, 0, file.size - 1) : file;
    bool absolute = file.size > 0 && file.data[0] == '/';
    done = done && ((bytes_append_format(variable, "GIT_INDEX_FILE=%s%s%.*s.%ld", absolute ? "" : git->top,
                                         absolute ? "" : "/", SLICE_PRINT(file), (long)getpid()) &&
                     bytes_append_byte(variable, '\0')) ||
                    error_no_memory(error));
    bytes_release(&path);
    return done;
}

static bool commit(const struct git *own, struct slice message, struct bytes *id, struct error *error)
{
    static const char *const compare[] = {"diff-index", "--cached", "--quiet", "HEAD", NULL};
    static const char *const command[] = {"commit", "--quiet", "--cleanup=whitespace", "--file=-", NULL};
    static const char *const question[] = {"rev-parse", "--verify", "HEAD", NULL};
    struct bytes output;
    struct bytes complaint;
    int status = 0;
    bytes_init(&output);
    bytes_init(&complaint);
    bool done = git_run(own, compare, slice_of(""), &output, NULL, &status, error);
    bool needed = done && status != 0;
    if (needed) {
        done = git_change(own, command, message, &output, &complaint, &status, error);
        struct slice said = slice_trim(bytes_slice(&complaint));
        done = done && (status == 0 || git_complain("commit", said.size > 0 ? said : bytes_slice(&output), error));
        bytes_clear(&output);
        done = done && git_ask(own, question, slice_of(""), &output, error) &&
               (bytes_append(id, slice_trim(bytes_slice(&output))) || error_no_memory(error));
    }
    bytes_release(&output);
    bytes_release(&complaint);
    return done;
}

bool git_part_commit(const struct git *git, const struct git_part *parts, size_t count, struct slice message,
                     struct bytes *id, struct error *error)
{
    static const char *const fill[] = {"read-tree", "HEAD", NULL};
    static const char variable_name[] = "GIT_INDEX_FILE=";
    struct git own = *git;
    struct bytes variable;
    struct bytes output;
    bytes_init(&variable);
    bytes_init(&output);
    bool named = name_index(git, &variable, error);
    own.index = named ? variable.data : NULL;
    bool done = named && git_ask(&own, fill, slice_of(""), &output, error);
    for (size_t i = 0; i < count && done; i++) {
        done = enter(&own, &parts[i], &parts[i].commit, error);
    }
    done = done && commit(&own, message, id, error);
    if (named) {
        (void)unlink(variable.data + sizeof variable_name - 1);
    }
    for (size_t i = 0; i < count && done; i++) {
        done = enter(git, &parts[i], &parts[i].stage, error);
    }
    bytes_release(&variable);
    bytes_release(&output);
    return done;
}
