/* The rules of `check`, in the order of workboard-rules(5), where each has its paragraph. Of two that speak of the same
 * place the first one counts. */
#include "check/rule.h"

const struct check_rule check_rules[] = {
    {"document.broken", SEVERITY_ERROR, "a YAML or JSON file that cannot be read", rule_document_broken},
    {"text.conflict", SEVERITY_ERROR, "conflict markers of a merge", rule_text_conflict},
    {"table.ragged", SEVERITY_WARNING, "a row with more or fewer cells than its table has columns", rule_table_ragged},
    {"table.cut", SEVERITY_WARNING, "rows that a blank line cuts off from their table", rule_table_cut},
    {"heading.count", SEVERITY_NOTE, "a heading that counts other than what stands below it", rule_heading_count},

    {"id.duplicate", SEVERITY_ERROR, "an identifier that stands twice where it names a record", rule_id_duplicate},
    {"mirror.state", SEVERITY_ERROR, "places of one record that say different states", rule_mirror_state},
    {"mirror.value", SEVERITY_WARNING, "places of one record that say different values", rule_mirror_value},
    {"status.unknown", SEVERITY_WARNING, "a status that is no word of the profile", rule_status_unknown},
    {"status.sign", SEVERITY_WARNING, "a status whose sign belongs to another state", rule_status_sign},

    {"dependency.unknown", SEVERITY_ERROR, "a dependency on nothing", rule_dependency_unknown},
    {"reference.undefined", SEVERITY_WARNING, "a gate, decision or task that is named and not defined",
     rule_reference_undefined},
    {"dependency.cycle", SEVERITY_ERROR, "tasks that wait for each other", rule_dependency_cycle},
    {"dependency.open", SEVERITY_WARNING, "a task that was started or done before what it depends on",
     rule_dependency_open},
    {"blocks.mirror", SEVERITY_WARNING, "tasks of which only one says that it waits for the other", rule_blocks_mirror},
    {"blocked.finished", SEVERITY_WARNING, "a task that is blocked by nothing that is not finished",
     rule_blocked_by_finished},
    {"blocker.exit", SEVERITY_WARNING, "an open blocker without an exit condition", rule_blocker_exit},

    {"queue.finished", SEVERITY_WARNING, "a queue that names finished work", rule_queue_finished},
    {"lane.finished", SEVERITY_WARNING, "a lane's queue, assignment or note that names finished work",
     rule_lane_finished},
    {"milestone.open_task", SEVERITY_ERROR, "an open task of a finished milestone", rule_milestone_open_task},
    {"task.two_lanes", SEVERITY_WARNING, "a task in two lanes", rule_task_two_lanes},
    {"lane.heavy", SEVERITY_ERROR, "more heavy lanes than the mode allows", rule_lane_heavy},

    {"claim.finished", SEVERITY_WARNING, "a claim on a finished task", rule_claim_finished},
    {"claim.stale", SEVERITY_WARNING, "a claim that nobody has worked on for too long", rule_claim_stale},
    {"claim.mirror", SEVERITY_WARNING, "a claim that stands in one of the plan's places for claims and not in the other",
     rule_claim_mirror},

    {"tracker.broken", SEVERITY_WARNING, "a line of a tracker beside the plan that cannot be read", rule_tracker_broken},
    {"tracker.state", SEVERITY_WARNING, "a task of which a tracker beside the plan says something else",
     rule_tracker_state},

    {"evidence.missing", SEVERITY_WARNING, "a done task without evidence for a gate that it needs",
     rule_evidence_missing},
    {"evidence.file", SEVERITY_WARNING, "evidence that is not there", rule_evidence_file},
    {"link.file", SEVERITY_NOTE, "a link to a file that is not there", rule_link_file},
    {"evidence.uncited", SEVERITY_NOTE, "evidence on disk that no text names", rule_evidence_uncited},

    {"date.old", SEVERITY_WARNING, "a document whose day of the last change is before its last commit", rule_date_old},
    {"date.differs", SEVERITY_NOTE, "documents of one plan with different days", rule_date_differs},
    {0},
};
