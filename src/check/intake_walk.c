/* The checklist, point by point. */
#include "check/handoff_points.h"
#include "check/intake.h"

struct walk {
    struct intake *intake;
    const struct plan *plan;
    const struct intake_facts *facts;
    struct intake_point *point;
    struct bytes reason;
};

const char *intake_verdict_name(enum intake_verdict verdict)
{
    static const char *const names[INTAKE_VERDICTS] = {
        [INTAKE_HOLDS] = "holds", [INTAKE_FAILS] = "fails", [INTAKE_OPEN] = "open"};
    return names[verdict];
}

/* Adds a part of the reason; the point then fails. */
static void fail(struct walk *walk, struct slice subject, const char *what)
{
    walk->point->verdict = INTAKE_FAILS;
    bytes_append_format(&walk->reason, "%s%.*s %s", walk->reason.size > 0 ? "; " : "", SLICE_PRINT(subject), what);
}

static void check_lane(struct walk *walk)
{
    const struct intake *intake = walk->intake;
    const struct record *lane = walk->facts->lane != NULL ? walk->facts->lane : intake->tasks[0]->lane;
    walk->point->verdict = lane == NULL ? INTAKE_OPEN : INTAKE_HOLDS;
    for (size_t i = 0; i < intake->task_count && lane != NULL; i++) {
        const struct record *other = intake->tasks[i]->lane;
        if (other == NULL) {
            fail(walk, intake->tasks[i]->id, "is no lane's");
        } else if (other != lane) {
            fail(walk, intake->tasks[i]->id, "is another's:");
            bytes_append_format(&walk->reason, " %.*s", SLICE_PRINT(record_name(other)));
        }
    }
    if (lane == NULL) {
        bytes_append_text(&walk->reason, "no lane has the task; say whose packet it is with --lane");
    } else if (walk->point->verdict == INTAKE_HOLDS) {
        bytes_append_format(&walk->reason, "%zu task%s of %.*s", intake->task_count, intake->task_count == 1 ? "" : "s",
                            SLICE_PRINT(record_name(lane)));
    }
}

static bool names_gate(const struct intake *intake, const struct record *gate)
{
    for (size_t i = 0; i < intake->gate_count; i++) {
        if (intake->gates[i] == gate) {
            return true;
        }
    }
    return false;
}

static void check_gates(struct walk *walk)
{
    const struct intake *intake = walk->intake;
    size_t needed = 0;
    walk->point->verdict = INTAKE_HOLDS;
    for (size_t i = 0; i < intake->task_count; i++) {
        const struct plan_links *gates = &intake->tasks[i]->gates;
        for (size_t k = 0; k < gates->count; k++) {
            needed++;
            if (gates->items[k].record == NULL || !names_gate(intake, gates->items[k].record)) {
                struct slice gate = gates->items[k].record == NULL ? gates->items[k].text : gates->items[k].record->id;
                fail(walk, intake->tasks[i]->id, "needs");
                bytes_append_format(&walk->reason, " %.*s, which is not named", SLICE_PRINT(gate));
            }
        }
    }
    if (walk->point->verdict == INTAKE_HOLDS) {
        bytes_append_format(&walk->reason, needed == 0 ? "no gate is needed" : "%zu of %zu named", needed, needed);
    }
}

static void check_evidence(struct walk *walk)
{
    const struct intake *intake = walk->intake;
    walk->point->verdict = INTAKE_HOLDS;
    for (size_t i = 0; i < intake->path_count; i++) {
        if (!intake->paths[i].there) {
            fail(walk, intake->paths[i].text, "is not there");
        }
    }
    if (intake->path_count == 0) {
        walk->point->verdict = INTAKE_FAILS;
        bytes_append_text(&walk->reason, "the packet names no file");
    } else if (walk->point->verdict == INTAKE_HOLDS) {
        bytes_append_format(&walk->reason, "%zu file%s there", intake->path_count, intake->path_count == 1 ? " is" : "s are");
    }
}

static void check_forbidden(struct walk *walk)
{
    const struct profile *profile = walk->plan->profile;
    walk->point->verdict = walk->facts->files_are_known ? INTAKE_HOLDS : INTAKE_OPEN;
    for (size_t i = 0; i < walk->facts->file_count; i++) {
        struct slice path = walk->facts->files[i];
        if ((profile_documents_of(profile, path) & profile->handoff.forbidden) != 0) {
            fail(walk, path, "was changed");
        }
    }
    if (walk->point->verdict == INTAKE_OPEN) {
        bytes_append_text(&walk->reason, "outside of a repository nothing tells what was edited");
    } else {
        bytes_append_format(&walk->reason, walk->point->verdict == INTAKE_HOLDS ? "none changed since %.*s" : " since %.*s",
                            SLICE_PRINT(walk->facts->since));
    }
}

static void check_status(struct walk *walk)
{
    const struct intake *intake = walk->intake;
    walk->point->verdict = INTAKE_HOLDS;
    for (size_t i = 0; i < intake->task_count; i++) {
        const struct record *task = intake->tasks[i];
        if (task->state != STATE_DONE) {
            fail(walk, task->id, "is still");
            bytes_append_format(&walk->reason, " %.*s",
                                SLICE_PRINT(task->status.size > 0 ? task->status : slice_of(state_name(task->state))));
        }
    }
    if (walk->point->verdict == INTAKE_HOLDS) {
        bytes_append_text(&walk->reason, "done in the plan");
    }
}

static bool run_check(struct walk *walk, enum handoff_check check)
{
    static void (*const checks[HANDOFF_CHECKS])(struct walk *) = {
        [HANDOFF_CHECK_LANE] = check_lane,           [HANDOFF_CHECK_GATES] = check_gates,
        [HANDOFF_CHECK_EVIDENCE] = check_evidence,   [HANDOFF_CHECK_FORBIDDEN] = check_forbidden,
        [HANDOFF_CHECK_STATUS] = check_status,
    };
    bytes_clear(&walk->reason);
    checks[check](walk);
    walk->point->reason = arena_copy(&walk->intake->arena, bytes_slice(&walk->reason));
    walk->intake->failures += walk->point->verdict == INTAKE_FAILS ? 1 : 0;
    return !walk->reason.failed && walk->point->reason.data != NULL;
}

static bool add_point(struct walk *walk, const struct handoff_point *from)
{
    struct intake *intake = walk->intake;
    if (!arena_grow(&intake->arena, &intake->points, &intake->point_capacity, intake->point_count + 1,
                    sizeof *intake->points)) {
        return false;
    }
    walk->point = &intake->points[intake->point_count++];
    *walk->point = (struct intake_point){
        .text = from->text, .document = from->document, .line = from->line, .verdict = INTAKE_OPEN};
    return true;
}

bool intake_walk(struct intake *intake, const struct plan *plan, const struct intake_facts *facts, struct error *error)
{
    const struct profile_handoff *handoff = &plan->profile->handoff;
    struct walk walk = {.intake = intake, .plan = plan, .facts = facts};
    struct handoff_points points = {0};
    bytes_init(&walk.reason);
    bool done = handoff_points_of(plan, handoff->intake_documents, &handoff->intake_under, &intake->arena, &points);
    for (size_t i = 0; i < points.count && done; i++) {
        done = add_point(&walk, &points.items[i]);
        bool known = false;
        for (enum handoff_check check = 0; check < HANDOFF_CHECKS && done && !known; check++) {
            known = profile_globs_fit(&handoff->checks[check], points.items[i].text);
            done = !known || run_check(&walk, check);
        }
        if (done && !known) {
            walk.point->reason = slice_of("for you to judge");
        }
    }
    for (enum handoff_check check = 0; check < HANDOFF_CHECKS && done && points.count == 0; check++) {
        struct handoff_point usual = {.text = slice_of(handoff_check_name(check))};
        done = add_point(&walk, &usual) && run_check(&walk, check);
    }
    bytes_release(&walk.reason);
    return done || error_no_memory(error);
}
