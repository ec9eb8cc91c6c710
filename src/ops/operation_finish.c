/* operation_finish.c: what every verb ends with: the day, what the person worded otherwise, law 3. */
#include "ops/operation.h"

/* Before the change is verified: a report of one that is not needs its files. */
static bool list_files(struct operation *operation, struct error *error)
{
    struct change *change = operation->change;
    change->files = arena_new(&change->arena, operation->base->document_count, sizeof *change->files);
    return change->files != NULL ? operation_list_files(operation, change, error) : error_no_memory(error);
}

bool operation_finish(struct operation *operation, struct slice summary, struct error *error)
{
    operation->change->summary = arena_format(&operation->change->arena, "%.*s%.*s", SLICE_PRINT(summary),
                                              SLICE_PRINT(bytes_slice(&operation->left)));
    if (operation->change->summary.data == NULL) {
        return error_no_memory(error);
    }
    /* The day goes with the last step of the verb, so that the plan is read once less; where the verb changes the field of the day
     * itself, and behind what the person words, it is a step of its own. */
    if (operation->request->adjustments == NULL && !stamp_documents(operation, error)) {
        return false;
    }
    return operation_step(operation, error) && adjust_change(operation, error) && stamp_documents(operation, error) &&
           operation_step(operation, error) && list_files(operation, error) && verify_change(operation, error) &&
           mentions_collect(operation, error) && partial_leave(operation, error);
}
