/* bench_refresh PLAN FILE: opens the plan, changes one status in FILE from outside again and again, and prints the
 * median milliseconds until the new plan is read and compared with the old one. FILE is written: give it a copy. */
#include "bench.h"
#include "store/workspace.h"

#include <string.h>

enum { RUNS = 21 };

static char *read_all(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    char *text = NULL;
    if (file != NULL && fseek(file, 0, SEEK_END) == 0) {
        long end = ftell(file);
        text = end < 0 ? NULL : malloc((size_t)end + 1);
        rewind(file);
        *size = text == NULL ? 0 : fread(text, 1, (size_t)end, file);
        if (text != NULL) {
            text[*size] = '\0';
        }
    }
    if (file != NULL) {
        fclose(file);
    }
    return text;
}

static bool write_all(const char *path, const char *text, size_t size)
{
    FILE *file = fopen(path, "wb");
    bool done = file != NULL && fwrite(text, 1, size, file) == size;
    return (file == NULL || fclose(file) == 0) && done;
}

/* The milliseconds of one refresh; negative on failure. */
static double refresh(struct workspace *workspace, struct error *error)
{
    struct plan *older = NULL;
    struct comparison comparison = {.count = 0};
    bool changed = false;
    double start = bench_now();
    bool done = workspace_refresh(workspace, &changed, &older, error);
    if (done && (!changed || older == NULL)) {
        done = error_set(error, ERROR_BUG, "the edit was not seen");
    }
    done = done && compare_plans(older, workspace_plan(workspace), &comparison, error);
    double took = (bench_now() - start) * 1000;
    if (done && comparison.count == 0) {
        done = error_set(error, ERROR_BUG, "the edit makes no difference");
    }
    comparison_release(&comparison);
    plan_free(older);
    return done ? took : -1;
}

int main(int argument_count, char **arguments)
{
    if (argument_count != 3) {
        fputs("usage: bench_refresh PLAN FILE\n", stderr);
        return 2;
    }
    struct error error;
    error_clear(&error);
    struct workspace_environment environment = {.directory = "/"};
    struct workspace *workspace = workspace_open(&environment, arguments[1], NULL, &error);
    size_t size = 0;
    char *text = read_all(arguments[2], &size);
    char *status = text == NULL ? NULL : strstr(text, " | todo | M");
    double times[RUNS];
    bool done = workspace != NULL && status != NULL;
    for (size_t i = 0; done && i < RUNS; i++) {
        memcpy(status + 3, i % 2 == 0 ? "done" : "todo", 4);
        done = write_all(arguments[2], text, size);
        times[i] = done ? refresh(workspace, &error) : -1;
        done = times[i] >= 0;
    }
    if (done) {
        printf("%.2f\n", bench_median(times, RUNS));
    } else {
        fprintf(stderr, "bench_refresh: %s\n", error.message[0] == '\0' ? "nothing to edit" : error.message);
    }
    free(text);
    workspace_close(workspace);
    return done ? 0 : 1;
}
