#include "plan/profile_read.h"

#include <stdlib.h>

void profile_findings_init(struct profile_findings *findings)
{
    *findings = (struct profile_findings){0};
    arena_init(&findings->arena);
}

void profile_findings_release(struct profile_findings *findings)
{
    arena_release(&findings->arena);
    *findings = (struct profile_findings){0};
}

const char *profile_weight_name(enum profile_weight weight)
{
    static const char *const names[] = {
        [PROFILE_ERROR] = "error", [PROFILE_WARNING] = "warning", [PROFILE_NOTE] = "note"};
    return names[weight];
}

static int compare_findings(const void *a, const void *b)
{
    const struct profile_finding *first = a;
    const struct profile_finding *second = b;
    if (first->line != second->line) {
        return first->line < second->line ? -1 : 1;
    }
    return first->weight == second->weight ? 0 : first->weight < second->weight ? -1 : 1;
}

bool profile_check(const char *file, struct slice text, struct profile_findings *findings, struct error *error)
{
    struct error reason = {0};
    struct profile_reading reading = {.file = file, .findings = findings, .error = &reason};
    struct profile *profile = profile_read(&reading, text);
    bool done = profile != NULL && profile_doubts(&reading);
    if (profile == NULL && reason.code == ERROR_USAGE) {
        done = profile_tell(findings, PROFILE_ERROR, reason.line,
                            arena_copy(&findings->arena, slice_of(reason.message)));
    }
    profile_free(profile);
    if (!done) {
        return error_no_memory(error);
    }
    if (findings->count > 1) {
        qsort(findings->items, findings->count, sizeof *findings->items, compare_findings);
    }
    return true;
}
