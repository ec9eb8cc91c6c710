#include "tui/view_table.h"

static const struct view view_board = {
    .name = "board",
    .title = "Board",
    .digit = '0',
};

const struct view *const views[VIEW_COUNT] = {
    [VIEW_BOARD] = &view_board,           [VIEW_MILESTONES] = &view_milestones, [VIEW_LANES] = &view_lanes,
    [VIEW_QUEUE] = &view_queue,           [VIEW_BLOCKERS] = &view_blockers,     [VIEW_CLAIMS] = &view_claims,
    [VIEW_TASKS] = &view_tasks,           [VIEW_FINDINGS] = &view_findings,     [VIEW_DECISIONS] = &view_decisions,
    [VIEW_LOG] = &view_log,               [VIEW_GATES] = &view_gates,           [VIEW_RESOLUTIONS] = &view_resolutions,
    [VIEW_CONSUMERS] = &view_consumers,   [VIEW_RESULTS] = &view_results,       [VIEW_NOTES] = &view_notes,
    [VIEW_GRAPH] = &view_graph,           [VIEW_CHECK] = &view_check,           [VIEW_SOURCE] = &view_source,
    [VIEW_NEXT] = &view_next,             [VIEW_HISTORY] = &view_history,       [VIEW_TIMES] = &view_times,
    [VIEW_FLOW] = &view_flow,             [VIEW_EVIDENCE] = &view_evidence,     [VIEW_HANDOFF] = &view_handoff,
    [VIEW_INTAKE] = &view_intake,
};

enum view_number view_find(struct slice name)
{
    enum view_number found = VIEW_COUNT;
    size_t count = 0;
    for (int i = 0; name.size > 0 && i < VIEW_COUNT; i++) {
        struct slice own = slice_of(views[i]->name);
        if (slice_equal_fold(own, name)) {
            return (enum view_number)i;
        }
        if (slice_starts_fold(own, name)) {
            found = (enum view_number)i;
            count++;
        }
    }
    return count == 1 ? found : VIEW_COUNT;
}

enum view_number view_of_kind(enum kind kind)
{
    for (int i = 0; i < VIEW_COUNT; i++) {
        if (views[i]->columns != NULL && views[i]->kinds == VIEW_KIND(kind)) {
            return (enum view_number)i;
        }
    }
    return kind == KIND_LANE ? VIEW_LANES : VIEW_BOARD;
}
