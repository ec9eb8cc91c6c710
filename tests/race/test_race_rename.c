/* An editor reads a document of the plan, changes it and saves it by a rename, 200 times, while 200 claims are made and
 * given back: both sides' edits are all there. The editor looks once more before it renames, as careful ones do; what comes
 * between that look and the rename is workboard's to find.
 *
 * As a part of `make check` few rounds; `make check-race` sets WORKBOARD_RACE=full, and WORKBOARD_TEST_ROUNDS fewer.
 * Every process that is started is waited for; an alarm ends it all.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { FOLDER_SIZE = 900, PATH_SIZE = 1024, TEXT_SIZE = 1 << 20, FULL = 200, FEW = 5, MOMENTS = 40, LIMIT_SECONDS = 800 };

static const char document[] = "WORKBOARD.md";
static const char heading[] = "## Handoff Intake Checklist";

static char folder[FOLDER_SIZE];

static void give_up(const char *what)
{
    perror(what);
    exit(1);
}

static int rounds(void)
{
    const char *race = getenv("WORKBOARD_RACE");
    const char *wanted = getenv("WORKBOARD_TEST_ROUNDS");
    int count = wanted != NULL && atoi(wanted) > 0 && atoi(wanted) < FULL ? atoi(wanted) : FULL;
    return race != NULL && strcmp(race, "full") == 0 ? count : FEW;
}

/* Runs a command line of the shell; its exit status. */
static int run(const char *command)
{
    int status = system(command);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 255;
}

static const char *place(char path[PATH_SIZE], const char *name)
{
    (void)snprintf(path, PATH_SIZE, "%s/plan/%s", folder, name);
    return path;
}

static size_t read_text(char *text)
{
    char path[PATH_SIZE];
    int descriptor = open(place(path, document), O_RDONLY);
    ssize_t size = descriptor < 0 ? -1 : read(descriptor, text, TEXT_SIZE - 1);
    if (size < 0) {
        give_up(path);
    }
    close(descriptor);
    text[size] = '\0';
    return (size_t)size;
}

/* ---- the editor ---- */

/* One edit: a line of its own behind the last one above a heading. False where somebody was faster: then again. */
static bool edit_once(int number)
{
    static char text[TEXT_SIZE];
    static char again[TEXT_SIZE];
    char path[PATH_SIZE];
    char beside[PATH_SIZE];
    (void)read_text(text);
    char *at = strstr(text, heading);
    FILE *file = at == NULL ? NULL : fopen(place(beside, ".edited.swp"), "w");
    if (file == NULL) {
        give_up("the document lost its heading, or a file cannot be made");
    }
    if (fprintf(file, "%.*s- their line %d of the editor\n\n%s", (int)(at - text), text, number, at) < 0 || fclose(file) != 0) {
        give_up(beside);
    }
    (void)read_text(again);
    if (strcmp(text, again) != 0) {
        return false;
    }
    if (rename(beside, place(path, document)) != 0) {
        give_up(beside);
    }
    return true;
}

/* One edit for each byte that comes through `pace`, in the time of the claim that is made next. */
static void edit_all(int count, int pace)
{
    for (int i = 1; i <= count; i++) {
        char byte;
        if (read(pace, &byte, 1) < 0) {
            give_up("pace");
        }
        /* Each time at another moment of the claim; nothing waits for this to be long enough. */
        const struct timespec moment = {.tv_nsec = (long)(i % MOMENTS) * 1000000};
        (void)nanosleep(&moment, NULL);
        while (!edit_once(i)) {
        }
    }
}

/* ---- the claims ---- */

/* Claims and gives back; a change that others outran is made again. False where it is refused for another reason. */
static bool change(const char *what, int *again)
{
    char command[2 * PATH_SIZE];
    (void)snprintf(command, sizeof command, "cd '%s/plan' && \"$WORKBOARD\" %s >'%s/out' 2>&1", folder, what, folder);
    int code;
    while ((code = run(command)) == 5 && *again < 1000) {
        ++*again;
    }
    if (code != 0) {
        printf("%s: exit %d\n", what, code);
        (void)snprintf(command, sizeof command, "cat '%s/out'", folder);
        (void)run(command);
    }
    return code == 0;
}

static int count_of(const char *text, const char *part)
{
    int count = 0;
    for (const char *at = text; (at = strstr(at, part)) != NULL; at++) {
        count++;
    }
    return count;
}

int main(void)
{
    static char text[TEXT_SIZE];
    const char *temporary = getenv("TMPDIR");
    const char *source = getenv("WORKBOARD_SOURCE");
    char command[4 * PATH_SIZE];
    int count = rounds();
    int failed = 0;
    int again = 0;
    if (source == NULL || getenv("WORKBOARD") == NULL) {
        printf("set WORKBOARD and WORKBOARD_SOURCE\n");
        return 1;
    }
    alarm(LIMIT_SECONDS);
    (void)snprintf(folder, sizeof folder, "%s/workboard-race-XXXXXX", temporary == NULL ? "/tmp" : temporary);
    if (mkdtemp(folder) == NULL || setenv("XDG_STATE_HOME", folder, 1) != 0) {
        give_up(folder);
    }
    (void)snprintf(command, sizeof command, "cp -R '%s/data/sample' '%s/plan' && chmod -R u+w '%s/plan' && mkdir '%s/plan/.git'",
                   source, folder, folder, folder);
    if (run(command) != 0) {
        give_up("the plan cannot be made");
    }
    int pace[2];
    if (pipe(pace) != 0) {
        give_up("pipe");
    }
    pid_t editor = fork();
    if (editor == 0) {
        close(pace[1]);
        edit_all(count, pace[0]);
        _exit(0);
    }
    close(pace[0]);
    for (int i = 0; i < count && failed == 0; i++) {
        if (write(pace[1], "x", 1) != 1) {
            give_up("pace");
        }
        failed += !change("claim M2-T03 --lane A --as racer", &again);
        (void)read_text(text);
        if (failed == 0 && count_of(text, "| M2-T03 | Lane A | racer |") != 1) {
            printf("round %d: the claim is not in the document\n", i);
            failed++;
        }
        failed += failed == 0 && !change("release M2-T03 --as racer", &again);
    }
    close(pace[1]);
    int status = 0;
    if (waitpid(editor, &status, 0) != editor || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        printf("the editor failed\n");
        failed++;
    }
    failed += failed == 0 && !change("claim M2-T03 --lane A --as racer", &again);
    (void)read_text(text);
    for (int i = 1; i <= count; i++) {
        char line[64];
        (void)snprintf(line, sizeof line, "\n- their line %d of the editor\n", i);
        if (count_of(text, line) != 1) {
            printf("line %d of the editor stands there %d times\n", i, count_of(text, line));
            failed++;
        }
    }
    (void)snprintf(command, sizeof command, "ls -A '%s/plan' | grep workboard- ", folder);
    if (run(command) == 0) {
        printf("left behind\n");
        failed++;
    }
    (void)snprintf(command, sizeof command, "rm -rf '%s'", folder);
    (void)run(command);
    printf("%d saves of the editor against %d claims, %d made again: %d failed\n", count, count, again, failed);
    return failed == 0 ? 0 : 1;
}
