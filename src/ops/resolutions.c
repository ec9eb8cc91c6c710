#include "ops/resolutions.h"

#include "ops/evidence.h"
#include "ops/next_id.h"
#include "ops/rows.h"

bool resolutions_exist(const struct plan *plan)
{
    struct plan_table table;
    return rows_home(plan, KIND_RESOLUTION, &table);
}

bool resolutions_add(struct operation *operation, struct slice text, struct error *error)
{
    struct plan_table table;
    if (!rows_home(operation->plan, KIND_RESOLUTION, &table)) {
        return error_set(error, ERROR_NOT_FOUND,
                         "the plan has no table of resolutions; make one, or leave out --resolution");
    }
    if (operation->request->options[OPTION_EVIDENCE].data != NULL &&
        !rows_has_column(operation->plan, &table, ROLE_EVIDENCE)) {
        return error_set(error, ERROR_NOT_FOUND, "resolutions have no column for evidence in this plan");
    }
    struct row_values values = {0};
    struct bytes evidence;
    bytes_init(&evidence);
    bool numbered = operation->plan->profile->shapes[KIND_RESOLUTION].count > 0;
    bool added =
        evidence_append(operation->plan, operation->request, KIND_RESOLUTION, &evidence) || error_no_memory(error);
    added = added && (!numbered || next_id(operation, KIND_RESOLUTION, slice_of(""), &values.roles[ROLE_ID], error));
    values.roles[ROLE_TITLE] = slice_trim(text);
    values.roles[ROLE_EVIDENCE] = evidence.size > 0 ? bytes_slice(&evidence) : (struct slice){0};
    values.roles[ROLE_DATE] = operation->day;
    added = added && rows_add(operation, &table, (struct change_place){.position = CHANGE_LAST}, &values, error);
    bytes_release(&evidence);
    return added;
}
