/* test_store_support.h: a folder of its own for each test, with a repository and a plan in it.
 */
#ifndef WORKBOARD_TESTS_STORE_SUPPORT_H
#define WORKBOARD_TESTS_STORE_SUPPORT_H

#include "test_support.h"

#include "store/journal.h"
#include "store/lock.h"
#include "store/save.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { TEST_PATH_SIZE = 1024 };

/* TOP is the repository; TOP/plan is the plan's root. */
struct test_place {
    char top[TEST_PATH_SIZE];
    char root[TEST_PATH_SIZE];
    struct folder folder;
};

/* `folder`/`name` in a buffer of the caller's. */
static inline const char *test_join(char path[TEST_PATH_SIZE], const char *folder, const char *name)
{
    int size = snprintf(path, TEST_PATH_SIZE, "%s/%s", folder, name);
    assert_true(size > 0 && size < TEST_PATH_SIZE);
    return path;
}

static inline void test_write(const char *folder, const char *name, struct slice content)
{
    char path[TEST_PATH_SIZE];
    FILE *file = fopen(test_join(path, folder, name), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(content.data, 1, content.size, file), content.size);
    assert_int_equal(fclose(file), 0);
}

static inline void test_append(const char *folder, const char *name, const char *text)
{
    char path[TEST_PATH_SIZE];
    int descriptor = open(test_join(path, folder, name), O_WRONLY | O_APPEND);
    assert_true(descriptor >= 0);
    assert_int_equal(write(descriptor, text, strlen(text)), (ssize_t)strlen(text));
    close(descriptor);
}

static inline void test_same_file_at(const char *folder, const char *name, struct slice wanted, const char *file,
                                     int line)
{
    char path[TEST_PATH_SIZE];
    struct bytes content;
    bytes_init(&content);
    if (!test_read_file(test_join(path, folder, name), &content)) {
        print_error("%s is not there\n", path);
        _fail(file, line);
    }
    test_same_bytes_at(bytes_slice(&content), wanted, file, line);
    bytes_release(&content);
}

#define assert_file(folder, name, literal) test_same_file_at((folder), (name), slice_of(literal), __FILE__, __LINE__)

/* How many names in a folder hold `part`; -1 where there is no folder. */
static inline int test_count_names(const char *folder, const char *part)
{
    DIR *stream = opendir(folder);
    if (stream == NULL) {
        return -1;
    }
    int count = 0;
    const struct dirent *entry;
    while ((entry = readdir(stream)) != NULL) {
        count += strstr(entry->d_name, part) != NULL ? 1 : 0;
    }
    closedir(stream);
    return count;
}

/* Removes a folder with all that is in it. */
static inline void test_remove(const char *path)
{
    struct stat status;
    if (lstat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
        assert_int_equal(chmod(path, 0700), 0);
        DIR *stream = opendir(path);
        assert_non_null(stream);
        const struct dirent *entry;
        while ((entry = readdir(stream)) != NULL) {
            if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
                char inner[TEST_PATH_SIZE];
                test_remove(test_join(inner, path, entry->d_name));
            }
        }
        closedir(stream);
        assert_int_equal(rmdir(path), 0);
    } else {
        unlink(path);
    }
}

static inline void test_make_top(char top[TEST_PATH_SIZE])
{
    const char *temporary = getenv("TMPDIR");
    test_join(top, temporary == NULL || temporary[0] == '\0' ? "/tmp" : temporary, "workboard-store-XXXXXX");
    assert_non_null(mkdtemp(top));
}

static inline void test_place_find(struct test_place *place)
{
    const struct folder_environment environment = {.home = place->top};
    struct error error;
    error_clear(&error);
    assert_done(folder_find(place->root, &environment, &place->folder, &error), error);
}

static inline void test_place_make(struct test_place *place)
{
    char path[TEST_PATH_SIZE];
    test_make_top(place->top);
    assert_int_equal(mkdir(test_join(path, place->top, ".git"), 0755), 0);
    test_write(path, "HEAD", slice_of("ref: refs/heads/main\n"));
    assert_int_equal(mkdir(test_join(place->root, place->top, "plan"), 0755), 0);
    test_place_find(place);
}

static inline void test_place_remove(struct test_place *place)
{
    folder_release(&place->folder);
    test_remove(place->top);
}

static inline int64_t test_now(void)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Waits for a child of this test, and gives what it said with _exit; -1 where it ended otherwise. A child that hangs
 * is ended by the alarm that test_fork sets. */
static inline int test_wait(pid_t child)
{
    int status = 0;
    while (waitpid(child, &status, 0) < 0) {
        assert_int_equal(errno, EINTR);
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static inline pid_t test_fork(void)
{
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        alarm(200);
    }
    return child;
}

/* Waits for one byte from a pipe, at most ten seconds. */
static inline void test_receive(int descriptor)
{
    struct pollfd wait = {.fd = descriptor, .events = POLLIN};
    char byte;
    assert_int_equal(poll(&wait, 1, 10000), 1);
    assert_int_equal(read(descriptor, &byte, 1), 1);
}

/* Replaces STATUS.md by rename, as editors do. */
static inline void test_rename_over(const char *folder, const char *name, const char *text)
{
    char from[TEST_PATH_SIZE];
    char to[TEST_PATH_SIZE];
    test_write(folder, "editor-temporary", slice_of(text));
    assert_int_equal(rename(test_join(from, folder, "editor-temporary"), test_join(to, folder, name)), 0);
}

#endif
