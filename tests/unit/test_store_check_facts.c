/* What is looked up for a check: files that documents name, evidence that some text names. */
#include "test_store_support.h"

#include "store/check_facts.h"

#include <sys/stat.h>

static const char registry[] = "# Registry\n\n## M1 Tasks\n\n| Task ID | Status | Required Gates |\n|---|---|---|\n"
                               "| M1-T01 Oars | done | VG-WOOD-001 |\n";
static const char status[] =
    "# Status\n\nSee [a](notes.md), [b](plan/STATUS.md), [c](../top.md), [d](gone.md).\n\n"
    "## Resolved This Session\n\n| ID | Resolution | Evidence |\n|---|---|---|\n"
    "| R1 | All | `evidence/day/sum.md`, `evidence/gone.txt`, `M1-T01-raw.txt`, `./evidence/day/sum.md` |\n";

static void put(const char *root, const char *name, const char *text)
{
    char path[TEST_PATH_SIZE];
    char part[TEST_PATH_SIZE];
    for (size_t i = 0; name[i] != '\0'; i++) {
        if (name[i] == '/') {
            memcpy(part, name, i);
            part[i] = '\0';
            (void)mkdir(test_join(path, root, part), 0755);
        }
    }
    test_write(root, name, slice_of(text));
}

static struct workspace *open_place(struct test_place *place)
{
    struct error error = {0};
    test_place_make(place);
    put(place->root, ".git/HEAD", "no repository that git would know\n");
    put(place->root, "top.md", "top\n");
    put(place->root, "plan/TASK-REGISTRY.md", registry);
    put(place->root, "plan/STATUS.md", status);
    put(place->root, "plan/notes.md", "notes\n");
    put(place->root, "plan/evidence/day/sum.md", "It ran: see `named.txt`, not sum.md.\n");
    put(place->root, "plan/evidence/day/M1-T01-raw.txt", "raw\n");
    put(place->root, "plan/evidence/day/named.txt", "named\n");
    put(place->root, "plan/evidence/day/lost.txt", "lost\n");
    put(place->root, "plan/evidence/templates/report.md", "report\n");
    const struct workspace_environment environment = {.directory = place->root, .home = place->top};
    struct workspace *workspace = workspace_open(&environment, NULL, NULL, &error);
    assert_done(workspace != NULL, error);
    return workspace;
}

/* The paths, and which of them are there. */
static void paths_are_looked_up(void **state)
{
    struct test_place place = {0};
    struct workspace *workspace = open_place(&place);
    struct looked_up looked;
    struct error error = {0};
    struct bytes text = {0};
    (void)state;
    assert_done(check_facts_look(workspace, slice_of("2026-03-01T10:00Z"), slice_of("2026-03-01"), &looked, &error), error);
    for (size_t i = 0; i < looked.paths.count; i++) {
        bytes_append_format(&text, "%s %.*s\n", looked.paths.items[i].is_there ? "there" : "gone ",
                            SLICE_PRINT(looked.paths.items[i].path));
    }
    assert_same_text(bytes_slice(&text), "there evidence/day/sum.md\n"
                                         "gone  evidence/gone.txt\n"
                                         "there M1-T01-raw.txt\n"
                                         "there ./evidence/day/sum.md\n"
                                         "there notes.md\n"
                                         "there plan/STATUS.md\n"
                                         "there ../top.md\n"
                                         "gone  gone.md\n");
    bytes_release(&text);
    check_facts_release(&looked);
    workspace_close(workspace);
    test_place_remove(&place);
}

/* By a document, by a text among the evidence, by its own name; not what only names itself. */
static void citations_are_looked_up(void **state)
{
    struct test_place place = {0};
    struct workspace *workspace = open_place(&place);
    struct looked_up looked;
    struct error error = {0};
    struct bytes text = {0};
    (void)state;
    assert_done(check_facts_look(workspace, slice_of(""), slice_of(""), &looked, &error), error);
    for (size_t i = 0; i < looked.evidence.count; i++) {
        if (!looked.facts.cited[i]) {
            bytes_append_format(&text, "%.*s\n", SLICE_PRINT(looked.evidence.items[i].path));
        }
    }
    assert_same_text(bytes_slice(&text), "evidence/day/lost.txt\n");
    bytes_release(&text);
    check_facts_release(&looked);
    workspace_close(workspace);
    test_place_remove(&place);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(paths_are_looked_up), cmocka_unit_test(citations_are_looked_up)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
