/* view_number.h: the views by number. */
#ifndef WORKBOARD_TUI_VIEW_NUMBER_H
#define WORKBOARD_TUI_VIEW_NUMBER_H

/* The views: each has its record in view_table.h. The board is one of them, on a screen of its own. */
enum view_number {
    VIEW_BOARD,
    VIEW_MILESTONES,
    VIEW_LANES,
    VIEW_QUEUE,
    VIEW_BLOCKERS,
    VIEW_CLAIMS,
    VIEW_TASKS,
    VIEW_FINDINGS,
    VIEW_DECISIONS,
    VIEW_LOG,
    VIEW_GATES,
    VIEW_RESOLUTIONS,
    VIEW_CONSUMERS,
    VIEW_RESULTS,
    VIEW_NEXT,
    VIEW_HISTORY,
    VIEW_TIMES,
    VIEW_FLOW,
    VIEW_EVIDENCE,
    VIEW_HANDOFF,
    VIEW_INTAKE,
    VIEW_GRAPH,
    VIEW_NOTES,
    VIEW_CHECK,
    VIEW_SOURCE,
    VIEW_COUNT
};

#endif
