#include "cli/environment.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

extern char **environ; /* no header of POSIX declares it */

static const char *variable(const char *name)
{
    const char *text = getenv(name);
    return text == NULL || text[0] == '\0' ? NULL : text;
}

static void name_user(char *text, size_t size)
{
    char host[256] = "";
    if (gethostname(host, sizeof host - 1) != 0 || host[0] == '\0') {
        strcpy(host, "localhost");
    }
    const struct passwd *entry = getpwuid(geteuid());
    const char *name = entry != NULL && entry->pw_name != NULL ? entry->pw_name : variable("USER");
    int length = name != NULL ? snprintf(text, size, "%.60s@%s", name, host)
                              : snprintf(text, size, "%lu@%s", (unsigned long)geteuid(), host);
    if (length < 0) {
        text[0] = '\0';
    }
}

bool environment_read(struct environment *environment, struct error *error)
{
    /* Only the characters: numbers and messages stay the same everywhere. */
    setlocale(LC_CTYPE, "");
    tzset();
    *environment = (struct environment){
        .workspace = {
            .home = variable("HOME"),
            .plan = variable("WORKBOARD_PLAN"),
            .config_home = variable("XDG_CONFIG_HOME"),
            .state_home = variable("XDG_STATE_HOME"),
            .variables = environ,
        },
        .as = variable("WORKBOARD_AS"),
        .epoch = variable("SOURCE_DATE_EPOCH"),
        .term = variable("TERM"),
        .tmpdir = variable("TMPDIR"),
        .editor = variable("VISUAL") != NULL ? variable("VISUAL") : variable("EDITOR"),
        .pager = variable("PAGER"),
        .no_color = variable("NO_COLOR") != NULL,
        .utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0,
    };
    if (getcwd(environment->directory, sizeof environment->directory) == NULL) {
        return error_set(error, ERROR_SYSTEM, "the working directory cannot be read: %s; change to another folder",
                         strerror(errno));
    }
    environment->workspace.directory = environment->directory;
    name_user(environment->user, sizeof environment->user);
    return true;
}
