#include "cli/new_folder.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

enum { FOLDER_MODE = 0777 };

bool new_folder_make(const char *path, struct error *error)
{
    if (mkdir(path, FOLDER_MODE) == 0 || errno == EEXIST) {
        return true;
    }
    return error_set_at(error, ERROR_SYSTEM, path, 0, "the folder cannot be made: %s; name another one",
                        strerror(errno));
}

bool new_folder_make_above(struct bytes *path, size_t from, struct error *error)
{
    for (size_t i = from; i < path->size; i++) {
        if (path->data[i] == '/') {
            path->data[i] = '\0';
            bool made = new_folder_make(path->data, error);
            path->data[i] = '/';
            if (!made) {
                return false;
            }
        }
    }
    return true;
}
