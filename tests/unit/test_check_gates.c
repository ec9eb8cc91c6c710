/* Which gates a task needs, which files prove them, and how the next file is to be called. */
#include "check/gates.h"

#include "test_plan_fixture.h"

static const char registry[] =
    "# Registry\n\n## M2 Tasks\n\n"
    "| Task ID | Status | Depends On | Required Gates |\n|---|---|---|---|\n"
    "| M2-T01 Moor | in_progress | - | VG-ROPE-001, VG-ROPE-010, VG-NONE-001 |\n"
    "| M2-T02 Sail | done | - | VG-ROPE-001, VG-CLOTH-001 |\n"
    "| M2-T010 Row | todo | - | - |\n"
    "| M3-T01 Land | todo | - | VG-ROPE-001 |\n";
static const char status[] = "# Status\n\n## Milestone Board\n\n| Milestone | Status | Notes |\n|---|---|---|\n"
                             "| M2 Harbour | In progress | |\n| M3 Coast | Planned | |\n";
static const char matrix[] =
    "# Matrix\n\n## Core Gates\n\n| VG ID | Scope | Command | Pass Criteria | Evidence Artifact |\n|---|---|---|---|---|\n"
    "| VG-ROPE-001 | Rope | `pull` | Holds | `.../VG-ROPE-001.txt` |\n"
    "| VG-ROPE-010 | Long rope | `pull -l` | Holds | `.../VG-ROPE-010.json` |\n"
    "| VG-CLOTH-001 | Cloth | look | No hole | `.../M2-T09-VG-CLOTH-001.md` |\n";
static const char board[] = "# Board\n\n## Active Claims\n\n| Task | Lane | Claimed by | Since |\n|---|---|---|---|\n"
                            "| M2-T01 | - | ann | 2026-03-02T08:00Z |\n";

struct harbour {
    struct fixture fixture;
    struct evidence_file files[16];
    struct evidence evidence;
    struct proofs proofs;
    struct arena arena;
};

/* The plan, and files of these paths, the newest first; each is of the day in its path. */
static void make_harbour(struct harbour *harbour, const char *const *paths)
{
    static const char *const texts[] = {"TASK-REGISTRY.md", registry, "STATUS.md", status, "VALIDATION-MATRIX.md",
                                        matrix, "WORKBOARD.md", board, NULL};
    struct error error = {0};
    *harbour = (struct harbour){.fixture = fixture_make(texts), .evidence = {.items = harbour->files}};
    for (; paths[harbour->evidence.count] != NULL; harbour->evidence.count++) {
        struct evidence_file *file = &harbour->files[harbour->evidence.count];
        file->path = slice_of(paths[harbour->evidence.count]);
        file->name = slice_of(strrchr(paths[harbour->evidence.count], '/') + 1);
        memcpy(file->day, strchr(paths[harbour->evidence.count], '/') + 1, 10);
    }
    assert_done(proofs_make(harbour->fixture.plan, &harbour->evidence, &harbour->arena, &harbour->proofs, &error), error);
}

static void free_harbour(struct harbour *harbour)
{
    arena_release(&harbour->arena);
    fixture_free(&harbour->fixture);
}

/* What is said of a task's gates: a line for each. */
static void check_needs(struct harbour *harbour, const char *id, const char *wanted)
{
    struct gate_needs needs;
    struct error error = {0};
    struct bytes text = {0};
    assert_done(gates_of_task(&harbour->proofs, fixture_record(&harbour->fixture, KIND_TASK, id), slice_of("2026-03-03"),
                              &harbour->arena, &needs, &error),
                error);
    for (size_t i = 0; i < needs.count; i++) {
        const struct gate_need *need = &needs.items[i];
        bytes_append_format(&text, "%.*s %s%s %.*s\n", SLICE_PRINT(need->name), gate_state_name(need->state),
                            need->gate == NULL ? " undefined" : "", SLICE_PRINT(need->path));
        for (size_t k = 0; k < need->files.count; k++) {
            bytes_append_format(&text, "  %.*s\n", SLICE_PRINT(harbour->evidence.items[need->files.items[k]].path));
        }
    }
    assert_slice(bytes_slice(&text), wanted);
    bytes_release(&text);
}

static void files_are_theirs_by_name(void **state)
{
    (void)state;
    struct harbour harbour;
    make_harbour(&harbour, (const char *const[]){"evidence/2026-03-03/milestone-M2/M2-T01-VG-ROPE-001.txt",
                                                 "evidence/2026-03-01/milestone-M2/M2-T01-VG-ROPE-0010.txt",
                                                 "evidence/2026-03-01/milestone-M2/M2-T09-VG-CLOTH-001.md",
                                                 "evidence/2026-03-01/milestone-M2/M2-T010-VG-ROPE-010.txt",
                                                 "evidence/2026-03-01/milestone-M2/VG-ROPE-001-M2-T02.txt",
                                                 "evidence/2026-02-01/milestone-M3/VG-ROPE-001.txt", NULL});
    check_needs(&harbour, "M2-T01",
                "VG-ROPE-001 present evidence/2026-03-03/milestone-M2/M2-T01-VG-ROPE-001-r2.txt\n"
                "  evidence/2026-03-03/milestone-M2/M2-T01-VG-ROPE-001.txt\n"
                "VG-ROPE-010 missing evidence/2026-03-03/milestone-M2/M2-T01-VG-ROPE-010.json\n"
                "VG-NONE-001 missing undefined evidence/2026-03-03/milestone-M2/M2-T01-VG-NONE-001.txt\n");
    check_needs(&harbour, "M2-T02",
                "VG-ROPE-001 present evidence/2026-03-03/milestone-M2/M2-T02-VG-ROPE-001.txt\n"
                "  evidence/2026-03-01/milestone-M2/VG-ROPE-001-M2-T02.txt\n"
                "VG-CLOTH-001 present evidence/2026-03-03/milestone-M2/M2-T02-VG-CLOTH-001.md\n"
                "  evidence/2026-03-01/milestone-M2/M2-T09-VG-CLOTH-001.md\n");
    check_needs(&harbour, "M3-T01",
                "VG-ROPE-001 present evidence/2026-03-03/milestone-M3/M3-T01-VG-ROPE-001.txt\n"
                "  evidence/2026-02-01/milestone-M3/VG-ROPE-001.txt\n");
    check_needs(&harbour, "M2-T010", "");
    free_harbour(&harbour);
}

static void what_is_older_than_the_start_is_old(void **state)
{
    (void)state;
    struct harbour harbour;
    make_harbour(&harbour, (const char *const[]){"evidence/2026-03-02/milestone-M2/VG-ROPE-010.txt",
                                                 "evidence/2026-03-01/milestone-M2/M2-T01-VG-ROPE-001.txt", NULL});
    check_needs(&harbour, "M2-T01",
                "VG-ROPE-001 old evidence/2026-03-03/milestone-M2/M2-T01-VG-ROPE-001.txt\n"
                "  evidence/2026-03-01/milestone-M2/M2-T01-VG-ROPE-001.txt\n"
                "VG-ROPE-010 present evidence/2026-03-03/milestone-M2/M2-T01-VG-ROPE-010.json\n"
                "  evidence/2026-03-02/milestone-M2/VG-ROPE-010.txt\n"
                "VG-NONE-001 missing undefined evidence/2026-03-03/milestone-M2/M2-T01-VG-NONE-001.txt\n");
    free_harbour(&harbour);
}

static void further_runs_are_counted_on(void **state)
{
    (void)state;
    struct harbour harbour;
    make_harbour(&harbour, (const char *const[]){"evidence/2026-03-03/milestone-M3/M3-T01-VG-ROPE-001-r2.txt",
                                                 "evidence/2026-03-03/milestone-M3/M3-T01-VG-ROPE-001.txt", NULL});
    check_needs(&harbour, "M3-T01",
                "VG-ROPE-001 present evidence/2026-03-03/milestone-M3/M3-T01-VG-ROPE-001-r3.txt\n"
                "  evidence/2026-03-03/milestone-M3/M3-T01-VG-ROPE-001-r2.txt\n"
                "  evidence/2026-03-03/milestone-M3/M3-T01-VG-ROPE-001.txt\n");
    free_harbour(&harbour);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_are_theirs_by_name),
        cmocka_unit_test(what_is_older_than_the_start_is_old),
        cmocka_unit_test(further_runs_are_counted_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
