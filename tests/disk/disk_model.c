/* What a disk would still hold. Every file has a second name in a folder beside the tree, by its inode: so it stays what it is to
 * those who know it by device and inode, and can come back. */
#include "disk.h"

#include "base/bytes.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_ROOM = 1200, NAME_ROOM = 256, MOST_FOLDERS = 32, MOST_FILES = 256, MOST_NAMES = 64 };

struct name {
    char text[NAME_ROOM];
    ino_t inode;
    bool is_folder;
};

struct folder {
    char path[PATH_ROOM];
    ino_t inode;
    struct name safe[MOST_NAMES];
    size_t count;
};

struct file {
    ino_t inode;
    struct bytes safe;
};

/* They stand for the disk, of which there is one. */
static struct folder folders[MOST_FOLDERS];
static size_t folder_count;
static struct file files[MOST_FILES];
static size_t file_count;
static char vault[PATH_ROOM];

static void need(bool condition, const char *what)
{
    if (!condition) {
        fprintf(stderr, "disk: %s\n", what);
        abort();
    }
}

static void join(char path[PATH_ROOM], const char *folder, const char *name)
{
    int size = snprintf(path, PATH_ROOM, "%s/%s", folder, name);
    need(size > 0 && size < PATH_ROOM, "a path is too long");
}

static void vault_name(char path[PATH_ROOM], ino_t inode)
{
    char name[32];
    (void)snprintf(name, sizeof name, "%llu", (unsigned long long)inode);
    join(path, vault, name);
}

/* ---- what is there ---- */

static size_t list(const char *path, struct name *names)
{
    size_t count = 0;
    DIR *stream = opendir(path);
    struct dirent *entry;
    while (stream != NULL && (entry = readdir(stream)) != NULL) {
        char inner[PATH_ROOM];
        struct stat status;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) {
            continue;
        }
        join(inner, path, entry->d_name);
        need(count < MOST_NAMES && lstat(inner, &status) == 0, "too many names");
        (void)snprintf(names[count].text, NAME_ROOM, "%s", entry->d_name);
        names[count].inode = status.st_ino;
        names[count].is_folder = S_ISDIR(status.st_mode);
        count++;
    }
    if (stream != NULL) {
        closedir(stream);
    }
    return count;
}

static struct file *find_file(ino_t inode)
{
    for (size_t i = 0; i < file_count; i++) {
        if (files[i].inode == inode) {
            return &files[i];
        }
    }
    return NULL;
}

static void keep_content(struct file *file)
{
    char path[PATH_ROOM];
    char block[4096];
    size_t size;
    vault_name(path, file->inode);
    FILE *stream = fopen(path, "rb");
    need(stream != NULL, "a kept file is gone");
    bytes_clear(&file->safe);
    while ((size = fread(block, 1, sizeof block, stream)) > 0) {
        bytes_append(&file->safe, slice_make(block, size));
    }
    fclose(stream);
    need(!file->safe.failed, "no memory");
}

static struct file *add_file(const char *path, ino_t inode)
{
    char kept[PATH_ROOM];
    need(file_count < MOST_FILES, "too many files");
    vault_name(kept, inode);
    need(link(path, kept) == 0, "no second name");
    struct file *file = &files[file_count++];
    *file = (struct file){.inode = inode};
    return file;
}

static struct folder *add_folder(const char *path)
{
    struct stat status;
    need(folder_count < MOST_FOLDERS && stat(path, &status) == 0, "too many folders");
    struct folder *folder = &folders[folder_count++];
    *folder = (struct folder){.inode = status.st_ino};
    (void)snprintf(folder->path, PATH_ROOM, "%s", path);
    return folder;
}

/* All that is below `path` is safe. */
static void begin_folder(const char *path)
{
    struct folder *folder = add_folder(path);
    folder->count = list(path, folder->safe);
    for (size_t i = 0; i < folder->count; i++) {
        char inner[PATH_ROOM];
        join(inner, path, folder->safe[i].text);
        if (folder->safe[i].is_folder) {
            begin_folder(inner);
        } else if (find_file(folder->safe[i].inode) == NULL) {
            keep_content(add_file(inner, folder->safe[i].inode));
        }
    }
}

void disk_model_begin(const char *top)
{
    int size = snprintf(vault, PATH_ROOM, "%s.kept", top);
    need(size > 0 && size < PATH_ROOM && mkdir(vault, 0700) == 0, "no folder to keep files in");
    begin_folder(top);
}

/* ---- what happens ---- */

void disk_model_made_file(const char *path)
{
    struct stat status;
    if (stat(path, &status) == 0 && S_ISREG(status.st_mode) && find_file(status.st_ino) == NULL) {
        add_file(path, status.st_ino);
    }
}

void disk_model_made_folder(const char *path)
{
    add_folder(path);
}

void disk_model_sync(int descriptor)
{
    struct stat status;
    need(fstat(descriptor, &status) == 0, "what is synced is not open");
    for (size_t i = 0; i < folder_count && S_ISDIR(status.st_mode); i++) {
        if (folders[i].inode == status.st_ino) {
            folders[i].count = list(folders[i].path, folders[i].safe);
        }
    }
    struct file *file = S_ISREG(status.st_mode) ? find_file(status.st_ino) : NULL;
    if (file != NULL) {
        keep_content(file);
    }
}

/* ---- what is lost ---- */

static void remove_all(const char *path)
{
    struct name names[MOST_NAMES];
    size_t count = list(path, names);
    for (size_t i = 0; i < count; i++) {
        char inner[PATH_ROOM];
        join(inner, path, names[i].text);
        if (names[i].is_folder) {
            remove_all(inner);
        } else {
            unlink(inner);
        }
    }
    rmdir(path);
}

static const struct name *find_name(const struct name *names, size_t count, const struct name *name)
{
    for (size_t i = 0; i < count; i++) {
        if (names[i].inode == name->inode && strcmp(names[i].text, name->text) == 0) {
            return &names[i];
        }
    }
    return NULL;
}

static void lose_names(const struct folder *folder)
{
    struct name names[MOST_NAMES];
    char path[PATH_ROOM];
    char kept[PATH_ROOM];
    size_t count = list(folder->path, names);
    for (size_t i = 0; i < count; i++) {
        join(path, folder->path, names[i].text);
        if (find_name(folder->safe, folder->count, &names[i]) == NULL) {
            if (names[i].is_folder) {
                remove_all(path);
            } else {
                unlink(path);
            }
        }
    }
    for (size_t i = 0; i < folder->count; i++) {
        join(path, folder->path, folder->safe[i].text);
        if (find_name(names, count, &folder->safe[i]) == NULL) {
            vault_name(kept, folder->safe[i].inode);
            need(!folder->safe[i].is_folder && link(kept, path) == 0, "a name cannot come back");
        }
    }
}

static void lose_content(const struct file *file)
{
    char path[PATH_ROOM];
    vault_name(path, file->inode);
    FILE *stream = fopen(path, "wb");
    need(stream != NULL, "a kept file is gone");
    need(fwrite(file->safe.data == NULL ? "" : file->safe.data, 1, file->safe.size, stream) == file->safe.size,
         "content cannot come back");
    fclose(stream);
}

void disk_model_lose(enum disk_loss loss)
{
    for (size_t i = 0; i < folder_count && (loss & DISK_LOSE_NAMES) != 0; i++) {
        struct stat status;
        if (stat(folders[i].path, &status) == 0 && status.st_ino == folders[i].inode) {
            lose_names(&folders[i]);
        }
    }
    for (size_t i = 0; i < file_count && (loss & DISK_LOSE_CONTENT) != 0; i++) {
        lose_content(&files[i]);
    }
    disk_model_end();
}

void disk_model_end(void)
{
    remove_all(vault);
}
