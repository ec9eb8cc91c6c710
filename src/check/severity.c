#include "check/severity.h"

static const char *const names[SEVERITY_COUNT] = {
    [SEVERITY_OFF] = "off",
    [SEVERITY_NOTE] = "note",
    [SEVERITY_WARNING] = "warning",
    [SEVERITY_ERROR] = "error",
};

const char *severity_name(enum severity severity)
{
    return names[severity];
}

bool severity_parse(struct slice text, enum severity *severity)
{
    for (enum severity i = SEVERITY_OFF; i < SEVERITY_COUNT; i++) {
        if (slice_equal_fold(text, slice_of(names[i]))) {
            *severity = i;
            return true;
        }
    }
    return false;
}
