/* fuzz_profile.c: any bytes are a profile or are refused with a reason; with a profile any plan can be read. */
#include "plan/compare.h"

#include "fuzz.h"

/* Something of each shape, for rules to find. */
static const char status_text[] =
    "---\nid: T-1\nstatus: done\n---\n# Status\n\n**Last updated:** 2026-01-02 (rev3)\n\n## Tasks\n\n"
    "| ID | Task | Status | Depends On |\n|---|---|---|---|\n| T-1 | One | done | - |\n| T-2..T-4 | Two | todo | T-1, B2 |\n"
    "| - | - |\n\n## Queue\n\n- [ ] T-2 (P0) second\n  - Deps: T-1\n- [x] **T-1** first\n\n### T-3 Third\n\nStatus: open\n";
static const char nodes_text[] = "claims:\n  - {id: T-1, who: a}\ntasks:\n  - id: T-9\n    status: todo\n    deps: [T-1]\n";

static struct document *document_of(const char *path, const char *text)
{
    struct source *source = source_copy(path, slice_of(text), NULL);
    struct document *document = source == NULL ? NULL : document_new(path, source, NULL);
    require(document != NULL, "no document", 0);
    return document;
}

static void read_plan(const struct profile *profile)
{
    struct document *documents[] = {document_of("STATUS.md", status_text), document_of("tasks.yaml", nodes_text)};
    enum { DOCUMENTS = sizeof documents / sizeof *documents };
    struct error error;
    error_clear(&error);
    struct plan *plan = plan_new(profile, slice_of("."), documents, DOCUMENTS, &error);
    struct plan *again = plan_new(profile, slice_of("."), documents, DOCUMENTS, &error);
    struct comparison comparison = {0};
    require(plan != NULL && again != NULL, "no plan", 0);
    require(compare_plans(plan, again, &comparison, &error), "no comparison", 0);
    require(comparison.count == 0 && plan->rev == again->rev, "two readings differ", comparison.count);
    comparison_release(&comparison);
    plan_free(again);
    plan_free(plan);
    for (size_t i = 0; i < DOCUMENTS; i++) {
        document_release(documents[i]);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct error error;
    error_clear(&error);
    struct profile *profile = profile_load("fuzz.yaml", slice_make(size == 0 ? "" : (const char *)data, size), &error);
    require((profile == NULL) == (error.code != ERROR_NONE), "a refusal without a reason", size);
    if (profile != NULL) {
        read_plan(profile);
        profile_free(profile);
    }
    return 0;
}
