/* Finding the plan, reading it again, changing it under the lock. */
#include "store/workspace.h"

#include "test_plan_fixture.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct place {
    char root[64];
    struct workspace_environment environment;
};

static void make_path(char *path, size_t size, const struct place *place, const char *below)
{
    int length = snprintf(path, size, "%s/%s", place->root, below);
    assert_true(length > 0 && (size_t)length < size);
}

static void make_folder(const struct place *place, const char *below)
{
    char path[256];
    make_path(path, sizeof path, place, below);
    assert_int_equal(mkdir(path, 0755), 0);
}

static void write_file(const struct place *place, const char *below, const char *text)
{
    char path[256];
    make_path(path, sizeof path, place, below);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
}

static void read_text(const struct place *place, const char *below, char *text, size_t size)
{
    char path[256];
    make_path(path, sizeof path, place, below);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t count = fread(text, 1, size - 1, file);
    text[count] = '\0';
    assert_int_equal(fclose(file), 0);
}

/* A repository with a plan below docs/. */
static void setup(struct place *place)
{
    const char *base = getenv("TMPDIR");
    *place = (struct place){0};
    (void)snprintf(place->root, sizeof place->root, "%s/workboard-XXXXXX", base == NULL ? "/tmp" : base);
    assert_non_null(mkdtemp(place->root));
    place->environment = (struct workspace_environment){.directory = place->root, .home = place->root};
    make_folder(place, ".git");
    make_folder(place, "docs");
    make_folder(place, "docs/execution-plan");
    make_folder(place, "docs/execution-plan/milestones");
    make_folder(place, "src");
    write_file(place, "docs/execution-plan/STATUS.md", fixture_status);
    write_file(place, "docs/execution-plan/WORKBOARD.md", fixture_board);
    write_file(place, "docs/execution-plan/TASK-REGISTRY.md", fixture_registry);
    write_file(place, "docs/execution-plan/milestones/M2.md", fixture_cards);
}

static void remove_all(const struct place *place)
{
    char command[128];
    (void)snprintf(command, sizeof command, "rm -rf '%s'", place->root);
    assert_int_equal(system(command), 0);
}

static struct workspace *open_plan(const struct place *place, const char *plan)
{
    struct error error = {0};
    struct workspace *workspace = workspace_open(&place->environment, plan, NULL, &error);
    assert_done(workspace != NULL, error);
    return workspace;
}

static void expect_root(const struct place *place, const char *directory, const char *plan, const char *below)
{
    struct place own = *place;
    char from[256];
    char expected[256];
    make_path(from, sizeof from, place, directory);
    make_path(expected, sizeof expected, place, below);
    own.environment.directory = from;
    struct workspace *workspace = open_plan(&own, plan);
    assert_string_equal(workspace_root(workspace), expected);
    workspace_close(workspace);
}

static void a_plan_is_found_from_anywhere_in_the_repository(void **state)
{
    (void)state;
    struct place place;
    setup(&place);
    expect_root(&place, "docs/execution-plan/milestones", NULL, "docs/execution-plan");
    expect_root(&place, "src", NULL, "docs/execution-plan");
    expect_root(&place, "src", "..", "docs/execution-plan");
    expect_root(&place, "src", "../docs/execution-plan", "docs/execution-plan");
    expect_root(&place, "docs", "execution-plan/STATUS.md", "docs/execution-plan");
    remove_all(&place);
}

static void the_settings_beside_it_count(void **state)
{
    (void)state;
    struct place place;
    setup(&place);
    make_folder(&place, "src/plan");
    write_file(&place, "src/plan/STATUS.md", fixture_status);
    write_file(&place, ".workboard.yaml", "plan: src/plan\nclaims: none\nstale_after: 2d\norchestrator: ada\n");
    struct workspace *workspace = open_plan(&place, NULL);
    assert_true(strstr(workspace_root(workspace), "/src/plan") != NULL);
    assert_true(workspace_settings(workspace)->without_claims);
    assert_int_equal(workspace_settings(workspace)->stale_hours, 48);
    assert_slice(workspace_settings(workspace)->orchestrator, "ada");
    workspace_close(workspace);
    write_file(&place, ".workboard.yaml", "plan: src/plan\nclaim: none\n");
    struct error error = {0};
    assert_null(workspace_open(&place.environment, NULL, NULL, &error));
    assert_int_equal(error.code, ERROR_USAGE);
    assert_int_equal(error.line, 2);
    remove_all(&place);
}

static void several_and_none_are_told(void **state)
{
    (void)state;
    struct place place;
    struct error error = {0};
    setup(&place);
    make_folder(&place, "plan");
    write_file(&place, "plan/STATUS.md", fixture_status);
    assert_null(workspace_open(&place.environment, NULL, NULL, &error));
    assert_int_equal(error.code, ERROR_NOT_FOUND);
    assert_non_null(strstr(error.candidates, "/plan"));
    assert_non_null(strstr(error.candidates, "/docs/execution-plan"));
    make_folder(&place, "src/.git");
    place.environment.plan = "src";
    assert_null(workspace_open(&place.environment, NULL, NULL, &error));
    assert_int_equal(error.code, ERROR_NOT_FOUND);
    assert_non_null(strstr(error.message, "STATUS.md"));
    assert_non_null(strstr(error.message, "workboard demo"));
    assert_null(workspace_open(&place.environment, "nowhere", NULL, &error));
    assert_int_equal(error.code, ERROR_NOT_FOUND);
    remove_all(&place);
}

/* A folder that no profile knows is read by the one for anything, and a note says so. */
static void anything_is_guessed(void **state)
{
    (void)state;
    struct place place;
    setup(&place);
    make_folder(&place, "other");
    write_file(&place, "other/todo.md",
               "# Things\n\n| ID | Title | Status |\n|---|---|---|\n| A1 | Paint | done |\n| A2 | Sail | WIP |\n\n"
               "| Name | Size |\n|---|---|\n| no | task |\n\n- [ ] Buy rope\n- [x] Sell it\n");
    struct workspace *workspace = open_plan(&place, "other");
    const struct plan *plan = workspace_plan(workspace);
    assert_true(plan->profile->fallback);
    assert_int_equal(plan->records[KIND_TASK].count, 4);
    assert_int_equal(query_id(plan, KIND_TASK, slice_of("A2"))->state, STATE_IN_PROGRESS);
    assert_true(plan->note_count > 0);
    workspace_close(workspace);
    remove_all(&place);
}

static void leftovers_and_second_names_are_no_documents(void **state)
{
    (void)state;
    struct place place;
    setup(&place);
    write_file(&place, "docs/execution-plan/milestones/M3.md~", fixture_cards);
    write_file(&place, "docs/execution-plan/milestones/.M4.md", fixture_cards);
    char target[256];
    char name[256];
    make_path(target, sizeof target, &place, "docs/execution-plan/milestones/M2.md");
    make_path(name, sizeof name, &place, "docs/execution-plan/milestones/M5.md");
    assert_int_equal(symlink(target, name), 0);
    struct workspace *workspace = open_plan(&place, NULL);
    assert_int_equal(workspace_plan(workspace)->document_count, 4);
    workspace_close(workspace);
    remove_all(&place);
}

static void a_change_outside_is_read(void **state)
{
    (void)state;
    struct place place;
    struct error error = {0};
    setup(&place);
    struct workspace *workspace = open_plan(&place, NULL);
    bool changed = true;
    struct plan *older = NULL;
    assert_done(workspace_refresh(workspace, &changed, &older, &error), error);
    assert_false(changed);
    assert_null(older);
    char board[8192];
    read_text(&place, "docs/execution-plan/WORKBOARD.md", board, sizeof board);
    memcpy(strstr(board, "paused"), "active", 6);
    write_file(&place, "docs/execution-plan/WORKBOARD.md", board);
    assert_done(workspace_refresh(workspace, &changed, &older, &error), error);
    assert_true(changed);
    struct comparison comparison = {0};
    assert_done(compare_plans(older, workspace_plan(workspace), &comparison, &error), error);
    assert_int_equal(comparison.count, 1);
    assert_slice(comparison.items[0].name, "Lane B");
    assert_slice(comparison.items[0].new, "active");
    comparison_release(&comparison);
    plan_free(older);
    workspace_close(workspace);
    remove_all(&place);
}

static void a_document_gone_for_a_moment_stays(void **state)
{
    (void)state;
    struct place place;
    struct error error = {0};
    setup(&place);
    struct workspace *workspace = open_plan(&place, NULL);
    char path[256];
    bool changed = true;
    make_path(path, sizeof path, &place, "docs/execution-plan/TASK-REGISTRY.md");
    assert_int_equal(unlink(path), 0);
    assert_done(workspace_refresh(workspace, &changed, NULL, &error), error);
    assert_false(changed);
    assert_int_equal(workspace_plan(workspace)->records[KIND_TASK].count, 6);
    assert_int_equal(workspace_trouble_count(workspace), 1);
    assert_non_null(strstr(workspace_trouble(workspace, 0), "TASK-REGISTRY.md"));
    workspace_close(workspace);
    remove_all(&place);
}

static struct request make_request(const char *verb, struct slice *arguments, size_t count)
{
    return (struct request){
        .verb = verb_find(slice_of(verb)),
        .arguments = arguments,
        .argument_count = count,
        .who = slice_of("ada"),
        .who_is_given = true,
        .day = slice_of("2026-03-01"),
        .now = slice_of("2026-03-01T10:00Z"),
    };
}

static void claim_and_release_write_and_restore(void **state)
{
    (void)state;
    struct place place;
    struct error error = {0};
    struct change change;
    struct slice task = slice_of("M2-T01");
    char text[8192];
    setup(&place);
    change_init(&change);
    struct workspace *workspace = open_plan(&place, NULL);
    struct request claim = make_request("claim", &task, 1);
    assert_done(workspace_run(workspace, &claim, false, &change, &error), error);
    read_text(&place, "docs/execution-plan/WORKBOARD.md", text, sizeof text);
    assert_string_equal(text, fixture_board);
    change_release(&change);
    assert_done(workspace_run(workspace, &claim, true, &change, &error), error);
    read_text(&place, "docs/execution-plan/WORKBOARD.md", text, sizeof text);
    assert_non_null(strstr(text, "| M2-T01 | Lane A | ada | 2026-03-01T10:00Z |"));
    assert_non_null(query_id(workspace_plan(workspace), KIND_CLAIM, task));
    change_release(&change);
    assert_false(workspace_run(workspace, &claim, true, &change, &error));
    assert_string_equal(error.rule, "claim.yours");
    change_release(&change);
    struct request release = make_request("release", &task, 1);
    assert_done(workspace_run(workspace, &release, true, &change, &error), error);
    read_text(&place, "docs/execution-plan/WORKBOARD.md", text, sizeof text);
    assert_string_equal(text, fixture_board);
    read_text(&place, "docs/execution-plan/TASK-REGISTRY.md", text, sizeof text);
    assert_string_equal(text, fixture_registry);
    change_release(&change);
    workspace_close(workspace);
    remove_all(&place);
}

/* A status that was not todo comes back too, because the log remembers it. */
static void release_knows_what_stood_there(void **state)
{
    (void)state;
    struct place place;
    struct error error = {0};
    struct change change;
    struct slice task = slice_of("M2-T01");
    char text[8192];
    char before[8192];
    setup(&place);
    read_text(&place, "docs/execution-plan/TASK-REGISTRY.md", before, sizeof before);
    memcpy(strstr(before, "(`tide-c.1`) | todo | M1-T02"), "(`tide-c.1`) | Open", 19);
    write_file(&place, "docs/execution-plan/TASK-REGISTRY.md", before);
    change_init(&change);
    struct workspace *workspace = open_plan(&place, NULL);
    struct request claim = make_request("claim", &task, 1);
    struct request release = make_request("release", &task, 1);
    assert_done(workspace_run(workspace, &claim, true, &change, &error), error);
    workspace_close(workspace);
    workspace = open_plan(&place, NULL);
    change_release(&change);
    assert_done(workspace_run(workspace, &release, true, &change, &error), error);
    read_text(&place, "docs/execution-plan/TASK-REGISTRY.md", text, sizeof text);
    assert_string_equal(text, before);
    change_release(&change);
    workspace_close(workspace);
    remove_all(&place);
}

static void a_verb_on_one_document_changes_the_whole_plan(void **state)
{
    (void)state;
    struct place place;
    struct error error = {0};
    struct change change;
    struct slice task = slice_of("M2-T01");
    setup(&place);
    change_init(&change);
    struct workspace *workspace = open_plan(&place, "docs/execution-plan/STATUS.md");
    assert_int_equal(workspace_plan(workspace)->document_count, 1);
    struct request claim = make_request("claim", &task, 1);
    assert_done(workspace_run(workspace, &claim, true, &change, &error), error);
    assert_int_equal(change.file_count, 2);
    change_release(&change);
    workspace_close(workspace);
    remove_all(&place);
}

enum { PROCESSES = 8, ROUNDS = 12 };

/* Of eight processes that claim one task at once, one wins and the others are told who. */
static void one_of_many_wins(void **state)
{
    (void)state;
    struct place place;
    setup(&place);
    for (size_t round = 0; round < ROUNDS; round++) {
        pid_t children[PROCESSES];
        int start[2];
        assert_int_equal(pipe(start), 0);
        for (size_t i = 0; i < PROCESSES; i++) {
            children[i] = fork();
            assert_true(children[i] >= 0);
            if (children[i] == 0) {
                char go = 0;
                char who[32];
                struct error error = {0};
                struct change change;
                struct slice task = slice_of("M2-T01");
                (void)close(start[1]);
                ssize_t got = read(start[0], &go, 1);
                struct request claim = make_request("claim", &task, 1);
                (void)snprintf(who, sizeof who, "worker-%zu", i);
                claim.who = slice_of(who);
                change_init(&change);
                struct workspace *workspace = workspace_open(&place.environment, NULL, NULL, &error);
                bool won = got >= 0 && workspace != NULL && workspace_run(workspace, &claim, true, &change, &error);
                change_release(&change);
                workspace_close(workspace);
                _exit(won ? 0 : strcmp(error.rule, "claim.taken") == 0 && error.holder[0] != '\0' ? 3 : 1);
            }
        }
        (void)close(start[0]);
        (void)close(start[1]);
        size_t winners = 0;
        size_t losers = 0;
        for (size_t i = 0; i < PROCESSES; i++) {
            int status = 0;
            assert_int_equal(waitpid(children[i], &status, 0), children[i]);
            winners += WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 1 : 0;
            losers += WIFEXITED(status) && WEXITSTATUS(status) == 3 ? 1 : 0;
        }
        assert_int_equal(winners, 1);
        assert_int_equal(losers, PROCESSES - 1);
        struct error error = {0};
        struct change change;
        struct slice task = slice_of("M2-T01");
        struct workspace *workspace = open_plan(&place, NULL);
        struct request release = make_request("release", &task, 1);
        release.force = true;
        change_init(&change);
        assert_done(workspace_run(workspace, &release, true, &change, &error), error);
        change_release(&change);
        workspace_close(workspace);
    }
    remove_all(&place);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plan_is_found_from_anywhere_in_the_repository),
        cmocka_unit_test(the_settings_beside_it_count),
        cmocka_unit_test(several_and_none_are_told),
        cmocka_unit_test(anything_is_guessed),
        cmocka_unit_test(leftovers_and_second_names_are_no_documents),
        cmocka_unit_test(a_change_outside_is_read),
        cmocka_unit_test(a_document_gone_for_a_moment_stays),
        cmocka_unit_test(claim_and_release_write_and_restore),
        cmocka_unit_test(release_knows_what_stood_there),
        cmocka_unit_test(a_verb_on_one_document_changes_the_whole_plan),
        cmocka_unit_test(one_of_many_wins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
