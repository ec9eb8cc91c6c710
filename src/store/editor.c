#include "store/editor.h"

#include "base/bytes.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

bool editor_run(const char *command, const char *path, size_t line, struct error *error)
{
    char position[32];
    struct bytes script;
    int status = 0;
    bytes_init(&script);
    (void)snprintf(position, sizeof position, "+%zu", line);
    if (!bytes_append_text(&script, command) || !bytes_append_text(&script, " \"$@\"")) {
        bytes_release(&script);
        return error_no_memory(error);
    }
    pid_t child = fork();
    int number = errno;
    if (child == 0) {
        if (line > 0) {
            execl("/bin/sh", "sh", "-c", script.data, "sh", position, path, (char *)NULL);
        } else {
            execl("/bin/sh", "sh", "-c", script.data, "sh", path, (char *)NULL);
        }
        _exit(127);
    }
    bytes_release(&script);
    if (child < 0) {
        return error_set(error, ERROR_SYSTEM, "the editor cannot be run: %s; try again", strerror(number));
    }
    while (waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) {
            return error_set(error, ERROR_SYSTEM, "the editor cannot be waited for: %s; try again", strerror(errno));
        }
    }
    return (WIFEXITED(status) && WEXITSTATUS(status) == 0) ||
           error_set(error, ERROR_SYSTEM, "the editor \"%.200s\" failed; set EDITOR to the command of one that works",
                     command);
}
