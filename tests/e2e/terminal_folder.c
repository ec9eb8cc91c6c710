#include "terminal_folder.h"

#include "terminal_cmocka.h"

#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

const char *folder_join(char path[FOLDER_PATH], const char *folder, const char *name)
{
    int size = snprintf(path, FOLDER_PATH, "%s/%s", folder, name);
    assert_true(size > 0 && size < FOLDER_PATH);
    return path;
}

static bool is_folder(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

bool folder_read(const char *path, struct bytes *out)
{
    char block[4096];
    size_t size = 0;
    bytes_clear(out);
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return false;
    }
    while ((size = fread(block, 1, sizeof block, file)) > 0) {
        bytes_append(out, slice_make(block, size));
    }
    bool good = ferror(file) == 0 && !out->failed;
    return fclose(file) == 0 && good;
}

void folder_write(const char *path, struct slice content)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(content.size == 0 ? 0 : fwrite(content.data, 1, content.size, file), content.size);
    assert_int_equal(fclose(file), 0);
}

/* The next name in a folder but for the folder itself and the one above; NULL at the end. */
static const char *next_name(DIR *folder)
{
    const struct dirent *entry;
    do {
        entry = readdir(folder);
    } while (entry != NULL && (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0));
    return entry == NULL ? NULL : entry->d_name;
}

void folder_copy(const char *from, const char *to)
{
    if (!is_folder(from)) {
        struct bytes content = {0};
        assert_true(folder_read(from, &content));
        folder_write(to, bytes_slice(&content));
        assert_int_equal(chmod(to, 0644), 0);
        bytes_release(&content);
        return;
    }
    DIR *folder = opendir(from);
    const char *name;
    assert_non_null(folder);
    assert_int_equal(mkdir(to, 0755), 0);
    while ((name = next_name(folder)) != NULL) {
        char inner[FOLDER_PATH];
        char copy[FOLDER_PATH];
        folder_copy(folder_join(inner, from, name), folder_join(copy, to, name));
    }
    closedir(folder);
}

static bool same_file(const char *one, const char *other)
{
    struct bytes first = {0};
    struct bytes second = {0};
    bool read = folder_read(one, &first) && folder_read(other, &second);
    bool same = read && slice_equal(bytes_slice(&first), bytes_slice(&second));
    if (!same) {
        print_error("%s and %s are not the same\n", one, other);
    }
    bytes_release(&first);
    bytes_release(&second);
    return same;
}

/* Whether all that is in `one` is in `other`, too, with the same bytes. */
static bool contains(const char *one, const char *other)
{
    if (!is_folder(one)) {
        return same_file(one, other);
    }
    DIR *folder = opendir(one);
    const char *name;
    bool same = is_folder(other);
    assert_non_null(folder);
    if (!same) {
        print_error("%s is missing\n", other);
    }
    while (same && (name = next_name(folder)) != NULL) {
        char inner[FOLDER_PATH];
        char other_inner[FOLDER_PATH];
        same = contains(folder_join(inner, one, name), folder_join(other_inner, other, name));
    }
    closedir(folder);
    return same;
}

bool folder_same(const char *one, const char *other)
{
    return contains(one, other) && contains(other, one);
}

void folder_remove(const char *path)
{
    if (!is_folder(path)) {
        unlink(path);
        return;
    }
    DIR *folder = opendir(path);
    const char *name;
    assert_non_null(folder);
    while ((name = next_name(folder)) != NULL) {
        char inner[FOLDER_PATH];
        folder_remove(folder_join(inner, path, name));
    }
    closedir(folder);
    assert_int_equal(rmdir(path), 0);
}
