#include "cli/config_file.h"

#include "store/file.h"

#include <stdio.h>

enum { LIMIT = 1 << 20 };

bool config_file_read(const struct environment *environment, char path[ENVIRONMENT_PATH], struct bytes *text,
                      struct error *error)
{
    const char *config_home = environment->workspace.config_home;
    const char *home = environment->workspace.home;
    struct error failure = {0};
    int size = 0;
    path[0] = '\0';
    if (config_home != NULL && config_home[0] == '/') {
        size = snprintf(path, ENVIRONMENT_PATH, "%s/workboard/config.yaml", config_home);
    } else if (home != NULL && home[0] == '/') {
        size = snprintf(path, ENVIRONMENT_PATH, "%s/.config/workboard/config.yaml", home);
    }
    if (size >= ENVIRONMENT_PATH) {
        path[0] = '\0';
    }
    if (path[0] == '\0' || file_read(path, LIMIT, text, NULL, &failure) || failure.code == ERROR_NOT_FOUND) {
        return true;
    }
    if (error != NULL) {
        *error = failure;
    }
    return false;
}
