#include "terminal_place.h"

#include "terminal_cmocka.h"
#include "terminal_folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { GIT_SECONDS = 60, GIT_MISSING = 127 };

/* ---- git ---- */

/* Runs git in the repository with what stands in `arguments`; its standard output goes behind `out`, which may be NULL.
 * Gives its exit code; GIT_MISSING where there is no git. */
static int run_git(const struct place *place, const char *const *arguments, struct bytes *out)
{
    static const char *const first[] = {"git", "-c", "user.name=tester", "-c", "user.email=tester@example.org",
                                        "-c", "core.autocrlf=false"};
    const char *all[24] = {NULL};
    size_t count = sizeof first / sizeof first[0];
    int channel[2];
    int status = 0;
    memcpy(all, first, sizeof first);
    for (size_t i = 0; arguments[i] != NULL; i++) {
        assert_true(count + 1 < sizeof all / sizeof all[0]);
        all[count++] = arguments[i];
    }
    assert_int_equal(pipe(channel), 0);
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        /* git does not change them; the type of exec is older than const. */
        union {
            const char **in;
            char **out;
        } given = {.in = all};
        alarm(GIT_SECONDS);
        if (chdir(place->repository) != 0 || dup2(channel[1], STDOUT_FILENO) < 0 ||
            setenv("HOME", place->home, 1) != 0 || setenv("GIT_CONFIG_NOSYSTEM", "1", 1) != 0) {
            _exit(GIT_MISSING - 1);
        }
        unsetenv("GIT_DIR");
        unsetenv("GIT_WORK_TREE");
        unsetenv("GIT_INDEX_FILE");
        unsetenv("XDG_CONFIG_HOME");
        close(channel[0]);
        close(channel[1]);
        execvp("git", given.out);
        _exit(GIT_MISSING);
    }
    close(channel[1]);
    for (;;) {
        char block[4096];
        ssize_t size = read(channel[0], block, sizeof block);
        if (size == 0 || (size < 0 && errno != EINTR)) {
            break;
        }
        if (size > 0 && out != NULL) {
            assert_true(bytes_append(out, slice_make(block, (size_t)size)));
        }
    }
    close(channel[0]);
    while (waitpid(child, &status, 0) < 0) {
        assert_int_equal(errno, EINTR);
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* A repository with one commit; without git, something that looks like one, so that nothing above it is looked at. */
static void make_repository(struct place *place)
{
    static const char *const start[] = {"init", "-q", NULL};
    static const char *const add[] = {"add", "-A", NULL};
    static const char *const commit[] = {"commit", "-q", "-m", "first", NULL};
    int code = run_git(place, start, NULL);
    place->git = code != GIT_MISSING;
    if (!place->git) {
        char path[FOLDER_PATH];
        char head[FOLDER_PATH];
        assert_int_equal(mkdir(folder_join(path, place->repository, ".git"), 0755), 0);
        folder_write(folder_join(head, path, "HEAD"), slice_of("ref: refs/heads/main\n"));
        return;
    }
    assert_int_equal(code, 0);
    assert_int_equal(run_git(place, add, NULL), 0);
    assert_int_equal(run_git(place, commit, NULL), 0);
}

/* ---- the folder ---- */

const char *place_sample(char path[PLACE_PATH])
{
    const char *source = getenv("WORKBOARD_SOURCE");
    if (source == NULL || source[0] == '\0') {
        path[0] = '\0';
        return path;
    }
    return folder_join(path, source, "data/sample");
}

void place_make(struct place *place, const char *source, const char *name)
{
    const char *set = getenv("TMPDIR");
    const char *temporary = set == NULL || set[0] == '\0' ? "/tmp" : set;
    *place = (struct place){.git = false};
    assert_true(source[0] != '\0' && strlen(source) < sizeof place->source);
    strcpy(place->source, source);
    folder_join(place->top, temporary, "workboard-terminal-XXXXXX");
    assert_non_null(mkdtemp(place->top));
    assert_int_equal(mkdir(folder_join(place->home, place->top, "home"), 0755), 0);
    assert_int_equal(mkdir(folder_join(place->repository, place->top, "tides"), 0755), 0);
    folder_copy(source, folder_join(place->plan, place->repository, name));
    make_repository(place);
}

void place_make_sample(struct place *place)
{
    char sample[PLACE_PATH];
    place_make(place, place_sample(sample), "plan");
}

void place_remove(struct place *place)
{
    folder_remove(place->top);
}

/* ---- documents ---- */

void place_read(const struct place *place, const char *name, struct bytes *out)
{
    char path[FOLDER_PATH];
    assert_true(folder_read(folder_join(path, place->plan, name), out));
}

void place_write(const struct place *place, const char *name, struct slice content)
{
    char path[FOLDER_PATH];
    folder_write(folder_join(path, place->plan, name), content);
}

void place_append(const struct place *place, const char *name, const char *text)
{
    char path[FOLDER_PATH];
    int file = open(folder_join(path, place->plan, name), O_WRONLY | O_APPEND);
    assert_true(file >= 0);
    assert_int_equal(write(file, text, strlen(text)), (ssize_t)strlen(text));
    assert_int_equal(close(file), 0);
}

void place_rename_over(const struct place *place, const char *name, struct slice content)
{
    char path[FOLDER_PATH];
    char beside[FOLDER_PATH];
    folder_write(folder_join(beside, place->plan, "sedXq41Zk"), content);
    assert_int_equal(rename(beside, folder_join(path, place->plan, name)), 0);
}

void place_delete(const struct place *place, const char *name)
{
    char path[FOLDER_PATH];
    assert_int_equal(unlink(folder_join(path, place->plan, name)), 0);
}

void place_replaced(const struct place *place, const char *name, const char *old, const char *new, struct bytes *out)
{
    struct bytes content = {0};
    place_read(place, name, &content);
    struct slice text = bytes_slice(&content);
    size_t at = slice_find(text, slice_of(old), 0);
    if (at == SLICE_NONE) {
        print_error("%s does not hold \"%s\"\n", name, old);
        fail();
    }
    bytes_clear(out);
    bytes_append(out, slice_part(text, 0, at));
    bytes_append_text(out, new);
    bytes_append(out, slice_part(text, at + strlen(old), text.size));
    assert_false(out->failed);
    bytes_release(&content);
}

/* ---- what became of it ---- */

void place_check_untouched(const struct place *place, const char *file, int line)
{
    if (!folder_same(place->source, place->plan)) {
        _fail(file, line);
    }
}

/* Takes out the lines that name contents by their hash: they change with every edit of the sample. */
static void drop_hashes(struct bytes *diff)
{
    struct bytes kept = {0};
    struct slice rest = bytes_slice(diff);
    while (rest.size > 0) {
        size_t end = slice_find(rest, slice_of("\n"), 0);
        struct slice line = slice_part(rest, 0, end == SLICE_NONE ? rest.size : end + 1);
        if (!slice_starts(line, slice_of("index "))) {
            bytes_append(&kept, line);
        }
        rest = slice_part(rest, line.size, rest.size);
    }
    assert_false(kept.failed);
    bytes_release(diff);
    *diff = kept;
}

bool place_diff(const struct place *place, int context, struct bytes *out)
{
    char lines[16];
    const char *const arguments[] = {"diff", "--no-ext-diff", "--no-color", lines, NULL};
    assert_true(snprintf(lines, sizeof lines, "-U%d", context) > 0);
    bytes_clear(out);
    if (!place->git) {
        return false;
    }
    assert_int_equal(run_git(place, arguments, out), 0);
    drop_hashes(out);
    return true;
}

void place_check_diff(const struct place *place, const char *name, const char *file, int line)
{
    static const char *const strangers[] = {"ls-files", "--others", NULL};
    const char *source = getenv("WORKBOARD_SOURCE");
    const char *bless = getenv("WORKBOARD_BLESS");
    struct bytes got = {0};
    struct bytes wanted = {0};
    struct bytes others = {0};
    char folder[FOLDER_PATH];
    char path[FOLDER_PATH];
    if (!place_diff(place, 3, &got)) {
        print_message("no git: the change is not compared with %s\n", name);
        return;
    }
    assert_non_null(source);
    assert_int_equal(run_git(place, strangers, &others), 0);
    folder_join(path, folder_join(folder, source, "tests/e2e/diffs"), name);
    if (bless != NULL && strcmp(bless, "1") == 0) {
        folder_write(path, bytes_slice(&got));
    }
    bool known = folder_read(path, &wanted);
    bool same = known && slice_equal(bytes_slice(&got), bytes_slice(&wanted)) && others.size == 0;
    if (!same) {
        fprintf(stderr, "%s%s\n--- git diff says\n%.*s--- and not\n%.*s--- files that are new:\n%.*s", path,
                    known ? "" : " cannot be read", SLICE_PRINT(bytes_slice(&got)),
                    SLICE_PRINT(bytes_slice(&wanted)), SLICE_PRINT(bytes_slice(&others)));
    }
    bytes_release(&got);
    bytes_release(&wanted);
    bytes_release(&others);
    if (!same) {
        _fail(file, line);
    }
}
