/* Every allocation fails in turn while a change is taken back: it is, or it is not and nothing was written, and the next try does
 * it. See test_store_wrap.h (__wrap_memory_new). */
#include "test_store_support.h"

#include "store/log_edits.h"
#include "store/undo.h"
#include "store/undo_shape.h"
#include "store/workspace_undo.h"
#include "test_store_wrap.h"
#include "text/edit.h"

static const char board[] = "# Workboard\n\nLast updated: 2026-03-01\n\n## Active Assignments\n\n"
                            "| Lane | Current Assignment | Status | Notes |\n|---|---|---|---|\n"
                            "| Lane A | Curves (`M2-T01`) | active | - |\n";
static const char registry[] = "# Tasks\n\n## M2 Tasks\n\n| Task ID | Status | Depends On |\n|---|---|---|\n"
                               "| M2-T01 Draw | todo | - |\n| M2-T02 Label | todo | - |\n";

/* The lines that differ, found again in a text that moved on. */
static void find_lines(bool *failed)
{
    size_t left = hold();
    struct source *before = test_source("a\nb\nc\n| x |\n");
    struct source *after = test_source("a\nB\nc\n");
    struct source *now = test_source("0\na\nB\nc\n");
    struct arena arena;
    struct log_file file = {0};
    struct edits edits;
    struct bytes out;
    struct error error;
    error_clear(&error);
    arena_init(&arena);
    edits_init(&edits);
    bytes_init(&out);
    allocations_left = left;
    bool done = log_edits_make(before, after, &arena, &file, &error);
    struct undo_finder *finder = done ? undo_finder_new(now, &error) : NULL;
    done = finder != NULL;
    for (size_t i = 0; done && i < file.edit_count; i++) {
        struct undo_place place = {0};
        done = undo_find(finder, &file.edits[i], &place, &error) &&
               edits_add(&edits, place.span, bytes_slice(&place.text), &error);
        bytes_release(&place.text);
    }
    done = done && edits_apply(&edits, source_bytes(now), &out, &error) &&
           undo_keeps_shape("a.md", now, before, &error);
    *failed = lift();
    assert_true(done || *failed);
    assert_true(done || error.code == ERROR_SYSTEM);
    if (done) {
        assert_same_text(bytes_slice(&out), "0\na\nb\nc\n| x |\n");
    }
    undo_finder_free(finder);
    edits_release(&edits);
    arena_release(&arena);
    bytes_release(&out);
    source_release(before);
    source_release(after);
    source_release(now);
}

static struct workspace *open_plan(const struct test_place *place)
{
    const struct workspace_environment environment = {.directory = place->root, .home = place->top};
    struct error error;
    error_clear(&error);
    struct workspace *workspace = workspace_open(&environment, place->root, NULL, &error);
    assert_done(workspace != NULL, error);
    return workspace;
}

static void claim(struct workspace *workspace)
{
    struct slice argument = slice_of("M2-T01");
    const struct request request = {
        .verb = verb_find(slice_of("claim")),
        .arguments = &argument,
        .argument_count = 1,
        .who = slice_of("ada"),
        .day = slice_of("2026-03-01"),
        .now = slice_of("2026-03-01T10:00Z"),
    };
    struct change change;
    struct error error;
    error_clear(&error);
    change_init(&change);
    assert_done(workspace_run(workspace, &request, true, &change, &error), error);
    change_release(&change);
}

static bool undo(struct workspace *workspace, bool write, struct error *error)
{
    const struct undo_request request = {
        .who = slice_of("ada"), .day = slice_of("2026-03-02"), .now = slice_of("2026-03-02T10:00Z")};
    struct undo_result result;
    struct change change;
    change_init(&change);
    error_clear(error);
    bool done = workspace_undo(workspace, &request, write, &change, &result, error);
    change_release(&change);
    return done;
}

/* With `moved` somebody wrote into the documents since. */
static void undo_claim(bool *failed, bool write, bool moved)
{
    size_t left = hold();
    struct test_place place;
    struct error error;
    test_place_make(&place);
    test_write(place.root, "WORKBOARD.md", slice_of(board));
    test_write(place.root, "TASK-REGISTRY.md", slice_of(registry));
    struct workspace *workspace = open_plan(&place);
    claim(workspace);
    if (moved) {
        test_append(place.root, "WORKBOARD.md", "\nMore.\n");
        test_append(place.root, "TASK-REGISTRY.md", "\nMore.\n");
        bool changed = false;
        assert_done(workspace_refresh(workspace, &changed, NULL, &error), error);
    }
    allocations_left = left;
    bool done = undo(workspace, write, &error);
    *failed = lift();
    assert_true(done || *failed);
    /* Where only the last look at what was written failed, it is done all the same. */
    assert_true(done || error.code == ERROR_SYSTEM);
    if (!done) {
        workspace_close(workspace);
        workspace = open_plan(&place);
        bool again = undo(workspace, true, &error);
        assert_true(again || error.code == ERROR_NOT_FOUND);
    } else if (!write) {
        assert_done(undo(workspace, true, &error), error);
    }
    workspace_close(workspace);
    if (!moved) {
        assert_file(place.root, "WORKBOARD.md", board);
        assert_file(place.root, "TASK-REGISTRY.md", registry);
    }
    assert_int_equal(test_count_names(place.root, ".workboard-"), 0);
    test_place_remove(&place);
}

static void preview_exact(bool *failed)
{
    undo_claim(failed, false, false);
}

static void write_exact(bool *failed)
{
    undo_claim(failed, true, false);
}

static void preview_moved(bool *failed)
{
    undo_claim(failed, false, true);
}

static void finding_lines_fails_cleanly(void **state)
{
    (void)state;
    fail_each(find_lines, 1);
}

/* Whole workspaces need many: one in so many fails. */
static void taking_back_is_all_or_nothing(void **state)
{
    (void)state;
    fail_each(preview_exact, 3);
    fail_each(write_exact, 13);
    fail_each(preview_moved, 13);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finding_lines_fails_cleanly),
        cmocka_unit_test(taking_back_is_all_or_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
