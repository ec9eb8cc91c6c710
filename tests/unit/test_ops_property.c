/* Random plans and random verbs against a model that could not be plainer: a list of tasks with what each is, and a
 * reader that cuts lines at their pipes and knows nothing of outlines, profiles or places. After each verb every mirror says
 * what the model says, every line that names no task of the verb is as it was, and the ends of lines are those of the
 * document. */
#include "test_ops_support.h"

#include "test_random.h"

enum { ROUNDS = 150, STEPS = 25, MOST_TASKS = 12, MOST_CELLS = 8, TEXT_SIZE = 16000, NAME_SIZE = 48 };

/* ---- the model ---- */

enum what { WHAT_TODO, WHAT_BEGUN, WHAT_DONE };

struct model_task {
    char id[NAME_SIZE];
    enum what what;
    bool claimed;
    bool queued;
    char note[NAME_SIZE * 2];
};

struct model {
    struct model_task tasks[MOST_TASKS];
    size_t count;
    struct fixture fixture;
    struct test_random random;
    const char *ending;
};

static const char *const words_of[] = {"todo", "in_progress", "done"};

static bool chance(struct model *model, size_t of)
{
    return test_random_below(&model->random, of) == 0;
}

/* ---- documents ---- */

static void append(struct model *model, struct bytes *out, const char *line)
{
    bytes_append_text(out, line);
    bytes_append_text(out, model->ending);
}

/* A cell, sometimes bold, sometimes padded. */
static void append_cell(struct model *model, struct bytes *out, const char *text, bool marked)
{
    const char *mark = marked && chance(model, 3) ? (chance(model, 2) ? "**" : "`") : "";
    bytes_append_format(out, " %s%s%s%*s|", mark, text, mark, 1 + (chance(model, 3) ? (int)test_random_below(&model->random, 9) : 0), "");
}

static void append_registry(struct model *model, struct bytes *out)
{
    append(model, out, "# Registry");
    append(model, out, "");
    append(model, out, "Last updated: 2026-05-01");
    for (size_t milestone = 1; milestone <= 2; milestone++) {
        bytes_append_format(out, "%s## M%zu Tasks%s%s", model->ending, milestone, model->ending, model->ending);
        append(model, out, "| Task ID | Status | Depends On | Deliverable |");
        append(model, out, "|---|---|---|---|");
        for (size_t i = 0; i < model->count; i++) {
            struct model_task *task = &model->tasks[i];
            if ((size_t)(task->id[1] - '0') == milestone) {
                bytes_append_byte(out, '|');
                append_cell(model, out, task->id, true);
                append_cell(model, out, words_of[task->what], false);
                append_cell(model, out, "none", false);
                append_cell(model, out, task->note, false);
                append(model, out, "");
            }
        }
    }
}

static void append_status(struct model *model, struct bytes *out)
{
    append(model, out, "# Status");
    append(model, out, "");
    append(model, out, "Prose that names nobody, and a table of somebody's own:");
    append(model, out, "");
    append(model, out, "| a |b|  c |");
    append(model, out, "|:--|--|--:|");
    append(model, out, "| \\| | `x` |");
    append(model, out, "");
    append(model, out, "## Top Priority Queue");
    append(model, out, "");
    append(model, out, "| Priority | Task ID | Description |");
    append(model, out, "|---|---|---|");
    for (size_t i = 0; i < model->count; i++) {
        if (model->tasks[i].queued) {
            bytes_append_byte(out, '|');
            append_cell(model, out, "P1", false);
            append_cell(model, out, model->tasks[i].id, true);
            append_cell(model, out, "as it is", false);
            append(model, out, "");
        }
    }
    bytes_append_text(out, "| P2 | Weekly | never ends |");
    if (chance(model, 2)) {
        append(model, out, "");
    }
}

static void make_plan(struct model *model)
{
    struct bytes registry;
    struct bytes status;
    bytes_init(&registry);
    bytes_init(&status);
    append_registry(model, &registry);
    append_status(model, &status);
    model->fixture = fixture_make((const char *const[]){"TASK-REGISTRY.md", registry.data, "STATUS.md", status.data, NULL});
    bytes_release(&registry);
    bytes_release(&status);
}

/* ---- the plain reader ---- */

static struct slice bare(struct slice cell)
{
    cell = slice_trim(cell);
    while (cell.size > 0 && (cell.data[0] == '*' || cell.data[0] == '`')) {
        cell = slice_part(cell, 1, cell.size);
    }
    while (cell.size > 0 && (cell.data[cell.size - 1] == '*' || cell.data[cell.size - 1] == '`')) {
        cell.size--;
    }
    return cell;
}

static size_t cut(struct slice line, struct slice cells[MOST_CELLS])
{
    size_t count = 0;
    struct slice cell = {0};
    (void)slice_next(&line, '|', &cell);
    while (count < MOST_CELLS && slice_next(&line, '|', &cell)) {
        cells[count++] = bare(cell);
    }
    return count;
}

static const struct source *text_of(const struct plan *plan, const char *path)
{
    for (size_t i = 0; i < plan->document_count; i++) {
        if (strcmp(plan_path(plan, i), path) == 0) {
            return plan->documents[i]->source;
        }
    }
    fail();
    return NULL;
}

/* How many rows of the document hold the ID in this cell; the last one's cells are left in `cells`. */
static size_t find_rows(const struct plan *plan, const char *path, size_t column, const char *id,
                        struct slice cells[MOST_CELLS])
{
    struct slice rest = source_bytes(text_of(plan, path));
    struct slice line = {0};
    size_t found = 0;
    bool claims = false; /* the table of claims, which comes and goes, is no mirror of the task's state */
    while (slice_next(&rest, '\n', &line)) {
        struct slice these[MOST_CELLS];
        size_t count = cut(line, these);
        claims = slice_starts(line, slice_of("#")) ? slice_find(line, slice_of("Claims"), 0) != SLICE_NONE : claims;
        if (!claims && count > column && slice_equal(these[column], slice_of(id))) {
            memcpy(cells, these, sizeof these);
            found++;
        }
    }
    return found;
}

/* ---- after each verb ---- */

static void check_tasks(const struct model *model)
{
    const struct plan *plan = model->fixture.plan;
    for (size_t i = 0; i < model->count; i++) {
        const struct model_task *task = &model->tasks[i];
        struct slice cells[MOST_CELLS] = {{0}};
        assert_int_equal(find_rows(plan, "TASK-REGISTRY.md", 0, task->id, cells), 1);
        assert_slice(cells[1], words_of[task->what]);
        assert_slice(cells[3], task->note);
        if (find_rows(plan, "STATUS.md", 1, task->id, cells) != (task->queued ? 1 : 0)) {
            print_error("%s\n%.*s\n", task->id, SLICE_PRINT(source_bytes(text_of(plan, "STATUS.md"))));
            fail();
        }
    }
}

static bool names(struct slice line, const char *id)
{
    return slice_find(line, slice_of(id), 0) != SLICE_NONE;
}

/* A line that a verb may change or make without naming the task: the day, the section of claims, and in the queue, whose
 * first row may rise to the first priority. */
static bool may_change(struct slice line)
{
    static const char *const parts[] = {"Last updated", "laim", "| P"};
    bool may = slice_trim(line).size == 0 || slice_find(line, slice_of("---"), 0) != SLICE_NONE;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        may = may || slice_find(line, slice_of(parts[i]), 0) != SLICE_NONE;
    }
    return may;
}

/* The lines of the older document, those that may change aside, stand in the newer one in the same order. */
static void check_lines(const struct change_file *file, const char *id)
{
    struct slice before = source_bytes(file->before);
    struct slice after = source_bytes(file->after);
    struct slice line = {0};
    while (slice_next(&before, '\n', &line)) {
        struct slice other = {0};
        if (names(line, id) || may_change(line)) {
            continue;
        }
        bool found = false;
        while (!found && slice_next(&after, '\n', &other)) {
            found = slice_equal(line, other);
        }
        if (!found) {
            print_error("lost or changed: %.*s\n", SLICE_PRINT(line));
        }
        assert_true(found);
    }
}

static void check_endings(const struct model *model, const struct change_file *file)
{
    struct slice text = source_bytes(file->after);
    bool carriage = model->ending[0] == '\r';
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '\n') {
            assert_true((i > 0 && text.data[i - 1] == '\r') == carriage);
        }
    }
    struct slice old = source_bytes(file->before);
    assert_int_equal(slice_ends(text, slice_of("\n")), slice_ends(old, slice_of("\n")));
}

/* ---- steps ---- */

static bool run_step(struct model *model, const struct model_task *task, const char *verb, const char *const *words)
{
    struct run run;
    run_on(&run, model->fixture.plan, (struct request){0}, verb, words);
    if (!run.done && run.error.code != ERROR_REFUSED && run.error.code != ERROR_NOT_FOUND) {
        print_error("%s %s: %s\n", verb, words[0], run.error.message);
        fail();
    }
    for (size_t i = 0; i < run.change.file_count && run.done; i++) {
        check_lines(&run.change.files[i], task->id);
        check_endings(model, &run.change.files[i]);
    }
    if (run.done) {
        struct plan *after = plan_after(model->fixture.plan, &run.change);
        plan_free(model->fixture.plan);
        model->fixture.plan = after;
    }
    bool done = run.done;
    release_run(&run);
    return done;
}

static void take_step(struct model *model)
{
    struct model_task *task = &model->tasks[test_random_below(&model->random, model->count)];
    switch (test_random_below(&model->random, 6)) {
    case 0: {
        bool may = !task->claimed && task->what != WHAT_DONE;
        assert_int_equal(run_step(model, task, "claim", WORDS(task->id)), may);
        task->claimed = task->claimed || may;
        task->what = may ? WHAT_BEGUN : task->what;
        break;
    }
    case 1: {
        bool may = task->claimed;
        bool done = run_step(model, task, "release", WORDS(task->id));
        assert_true(done || !may);
        task->what = may ? WHAT_TODO : task->what;
        task->claimed = false;
        break;
    }
    case 2: {
        bool may = task->what != WHAT_DONE;
        assert_int_equal(run_step(model, task, "done", WORDS(task->id)), may);
        task->what = WHAT_DONE;
        task->claimed = false;
        task->queued = task->queued && !may;
        break;
    }
    case 3: {
        bool may = task->queued;
        (void)run_step(model, task, "queue", WORDS("remove", task->id));
        task->queued = task->queued && !may;
        break;
    }
    case 4: {
        bool may = !task->queued && task->what != WHAT_DONE;
        bool done = run_step(model, task, "queue", WORDS("add", task->id, "--description", "as it is"));
        assert_int_equal(done, may);
        task->queued = task->queued || may;
        break;
    }
    default: {
        char field[NAME_SIZE * 3];
        (void)snprintf(task->note, sizeof task->note, "note %zu", test_random_below(&model->random, 1000));
        (void)snprintf(field, sizeof field, "deliverable=%s", task->note);
        assert_true(run_step(model, task, "set", WORDS(task->id, field)));
        break;
    }
    }
    check_tasks(model);
}

static void make_tasks(struct model *model)
{
    model->count = 2 + test_random_below(&model->random, MOST_TASKS - 2);
    for (size_t i = 0; i < model->count; i++) {
        struct model_task *task = &model->tasks[i];
        (void)snprintf(task->id, sizeof task->id, "M%zu-T%02zu", 1 + i % 2, i + 1);
        task->what = chance(model, 4) ? WHAT_DONE : WHAT_TODO;
        task->queued = task->what == WHAT_TODO && chance(model, 2);
        (void)snprintf(task->note, sizeof task->note, "%s", chance(model, 2) ? "Report" : "\xE5\x9C\xB0\xE5\x9B\xB3");
    }
}

static void every_mirror_says_what_the_model_says(void **state)
{
    (void)state;
    for (size_t round = 0; round < ROUNDS; round++) {
        struct model model = {.random = test_random_from(round + 1)};
        model.ending = chance(&model, 3) ? "\r\n" : "\n";
        make_tasks(&model);
        make_plan(&model);
        check_tasks(&model);
        for (size_t step = 0; step < STEPS; step++) {
            take_step(&model);
        }
        fixture_free(&model.fixture);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_mirror_says_what_the_model_says)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
