/* history: what changed state, when, by whom, in which commit. */
#include "cli/command.h"

#include "base/memory.h"
#include "cli/print_history.h"
#include "cli/report.h"
#include "cli/session.h"
#include "json/json_history.h"
#include "store/history.h"

#include <time.h>

static const struct argument_option options[] = {
    {"kind", 'k', "KIND", "only records of this kind"},
    {"plot", 'p', NULL, "how many tasks there were and were done, over time"},
    {"by", 0, "GROUP", "with --plot: only milestones or only lanes (milestone, lane)"},
    {"since", 0, "REV", "only what came after this revision"},
    {"until", 0, "REV", "only what this revision has; HEAD: without what is not committed"},
    {"times", 't', NULL, "how long each task (with --kind: each of these) was in each state"},
    {0},
};

/* What is asked for. */
struct asking {
    struct history_options range;
    const char *id; /* NULL: all */
    enum kind kind; /* KIND_COUNT: all */
    bool plot, times, milestones, lanes;
};

/* ---- the question ---- */

static bool read_words(const struct call *call, struct asking *asking, struct error *error)
{
    for (size_t i = 0; i < call->arguments->word_count; i++) {
        struct slice word = slice_of(call->arguments->words[i]);
        size_t dots = slice_find(word, slice_of(".."), 0);
        if (dots != SLICE_NONE && asking->range.to.data == NULL) {
            size_t more = slice_starts(slice_part(word, dots, word.size), slice_of("...")) ? 3 : 2;
            asking->range.from = slice_part(word, 0, dots);
            asking->range.to = slice_part(word, dots + more, word.size);
            if (more == 3 || (asking->range.from.size == 0 && asking->range.to.size == 0)) {
                return error_set(error, ERROR_USAGE, "\"%.100s\" is no range of revisions; write FROM..TO", word.data);
            }
        } else if (dots == SLICE_NONE && asking->id == NULL) {
            asking->id = word.data;
        } else {
            return error_set(error, ERROR_USAGE, "history takes one ID and one range of revisions, not also \"%.100s\"",
                             word.data);
        }
    }
    return true;
}

/* --since and --until are the two ends of a range. */
static bool read_range(const struct call *call, struct asking *asking, struct error *error)
{
    const char *since = arguments_text(call->arguments, "since");
    const char *until = arguments_text(call->arguments, "until");
    if ((since != NULL || until != NULL) && asking->range.to.data != NULL) {
        return error_set(error, ERROR_USAGE, "--since and --until are the two ends of FROM..TO; write one or the other");
    }
    if ((since != NULL && since[0] == '\0') || (until != NULL && until[0] == '\0')) {
        return error_set(error, ERROR_USAGE, "--since and --until need a revision of git");
    }
    if (since != NULL) {
        asking->range.from = slice_of(since);
    }
    if (until != NULL) {
        asking->range.to = slice_of(until);
    }
    return true;
}

static bool read_options(const struct call *call, struct asking *asking, struct error *error)
{
    const char *kind = arguments_text(call->arguments, "kind");
    const char *by = arguments_text(call->arguments, "by");
    asking->plot = arguments_has(call->arguments, "plot");
    asking->times = arguments_has(call->arguments, "times");
    asking->kind = KIND_COUNT;
    if (kind != NULL && (!kind_parse(slice_of(kind), &asking->kind) || asking->kind == KIND_PLAN)) {
        return error_set(error, ERROR_USAGE, "there is no kind \"%.100s\"; workboard list --help names them", kind);
    }
    asking->milestones = by == NULL || strcmp(by, "milestone") == 0;
    asking->lanes = by == NULL || strcmp(by, "lane") == 0;
    if (!asking->milestones && !asking->lanes) {
        return error_set(error, ERROR_USAGE, "--by is milestone or lane, not \"%.100s\"", by);
    }
    return (by == NULL || asking->plot) || error_set(error, ERROR_USAGE, "--by belongs to --plot");
}

/* ---- the answer ---- */

/* Keeps the events of the kind, and of the record: one of the plan, else one that the plan no longer has. */
static bool filter(const struct plan *plan, const struct asking *asking, struct events *events, struct error *error)
{
    struct slice name = slice_of(asking->id == NULL ? "" : asking->id);
    const struct record *record = asking->id == NULL ? NULL : query_name(plan, asking->kind, name, error);
    size_t kept = 0;
    for (size_t i = 0; i < events->count; i++) {
        const struct event *event = &events->items[i];
        bool is_it = asking->id == NULL ? true
                     : record != NULL   ? slice_equal_fold(event->id, record_name(record)) &&
                                              (event->kind == record->kind || event->kind == KIND_CLAIM)
                                        : slice_equal_fold(event->id, name);
        if (is_it && (asking->kind == KIND_COUNT || event->kind == asking->kind)) {
            events->items[kept++] = *event;
        }
    }
    events->count = kept;
    if (asking->id != NULL && record == NULL && kept > 0) {
        error_clear(error);
    }
    return asking->id == NULL || record != NULL || kept > 0;
}

struct answers {
    struct flow all;
    struct flow milestones;
    struct flow lanes;
    struct flow_table times;
};

static bool work_out(const struct call *call, const struct plan *plan, const struct asking *asking,
                     const struct events *events, struct answers *answers, struct error *error)
{
    int64_t now = (int64_t)time(NULL);
    size_t points = print_flow_points(call->output);
    if (asking->range.to.size > 0 && events->count > 0) {
        now = events->items[events->count - 1].seconds; /* what came later is not asked for */
    }
    if (asking->plot && (!flow_init(&answers->all, events, plan, FLOW_ALL, points, now, error) ||
                         !flow_init(&answers->milestones, events, plan, FLOW_MILESTONE, points, now, error) ||
                         !flow_init(&answers->lanes, events, plan, FLOW_LANE, points, now, error))) {
        return false;
    }
    enum kind kind = asking->kind == KIND_COUNT && asking->id == NULL ? KIND_TASK : asking->kind;
    return !asking->times || flow_times(&answers->times, events, kind, now, error);
}

static bool answer(struct call *call, const struct plan *plan, const struct asking *asking, const struct history *history,
                   struct error *error)
{
    const struct events *events = &history->events;
    struct answers answers = {0};
    bool done = work_out(call, plan, asking, events, &answers, error);
    if (done && call->json) {
        const struct json_flow flows[] = {
            {"all", &answers.all}, {"milestone", &answers.milestones}, {"lane", &answers.lanes}};
        done = json_history(&call->output->bytes, plan, history, flows, asking->plot ? 3 : 0,
                            asking->times ? &answers.times : NULL, error);
    } else if (done && asking->plot) {
        print_flow_area(call->output, &answers.all);
        print_flow_groups(call->output, asking->milestones ? &answers.milestones : NULL,
                          asking->lanes ? &answers.lanes : NULL);
    }
    if (done && !call->json && asking->times) {
        done = print_history_times(call->output, &answers.times, error);
    }
    if (done && !call->json && !asking->plot && !asking->times) {
        done = print_history(call->output, events, error);
    }
    flow_release(&answers.all);
    flow_release(&answers.milestones);
    flow_release(&answers.lanes);
    flow_table_release(&answers.times);
    return done;
}

static bool run(struct call *call, struct error *error)
{
    struct session session;
    struct asking asking = {0};
    struct history history = {0};
    asking.range.now = (int64_t)time(NULL);
    if (!read_words(call, &asking, error) || !read_range(call, &asking, error) || !read_options(call, &asking, error)) {
        return false;
    }
    bool done = session_open(&session, call, NULL, error) &&
                workspace_history(session.workspace, &asking.range, &history, error) &&
                session_renew(&session, call, error) && filter(session.context.plan, &asking, &history.events, error) &&
                answer(call, session.context.plan, &asking, &history, error);
    if (done && history.is_shallow) {
        report_note(call->notes, "this repository is a shallow clone: what happened before its first commit is not known, "
                                 "and seems to have come with it; git fetch --unshallow brings the rest");
    }
    history_release(&history);
    session_close(&session);
    return done;
}

const struct command command_history = {
    .name = "history",
    .usage = "[ID] [FROM..TO] [--since REV] [--until REV] [--kind KIND] [--plot [--by milestone|lane]] [--times]",
    .summary = "what changed state, when, by whom, from git",
    .details = "Every change of state of every record, or of one, the oldest first: read from the commits, in which the "
               "work tree is never touched. What is not committed yet stands last, where no end is named. FROM..TO, or "
               "--since and --until, are revisions of git. What was found out once is kept in the git "
               "directory, and may be deleted there. --plot draws how many tasks there were, were in progress and were "
               "done; --times says how long each task was in each state.",
    .options = options,
    .words = 2,
    .run = run,
};
