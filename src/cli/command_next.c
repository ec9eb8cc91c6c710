/* next: which ready task to take, and why; with --claim it is taken in the same step. */
#include "cli/command.h"

#include "base/memory.h"
#include "cli/print_change.h"
#include "cli/session.h"
#include "json/json_next.h"
#include "ops/apply.h"
#include "ops/verb.h"
#include "store/workspace_apply.h"

enum { NEXT_ON_SCREEN = 10, NEXT_HOLDS = 10 };

static const struct argument_option options[] = {
    {"number", 'n', "N", "at most so many"},
    {"lane", 'l', "LANE", "only of this lane"},
    {"all", 'a', NULL, "with what another work tree of the repository has"},
    {"claim", 0, NULL, "claim it (with -n: so many), chosen and taken in one step"},
    {"activate", 0, NULL, "with --claim: give the lane the word that takes a slot"},
    {"assign", 0, "TEXT", "with --claim: the lane's new assignment"},
    {"commit", 0, NULL, "with --claim: commit exactly the files of this change"},
    {0},
};

/* How many are asked for; `otherwise` where nothing is said. */
static bool read_number(const struct call *call, size_t otherwise, size_t *number, struct error *error)
{
    const char *text = arguments_text(call->arguments, "number");
    *number = text == NULL ? otherwise : 0;
    for (const char *at = text; at != NULL && *at >= '0' && *at <= '9' && *number < SIZE_MAX / 16; at++) {
        *number = *number * 10 + (size_t)(*at - '0');
    }
    return (text == NULL || (text[0] != '\0' && strspn(text, "0123456789") == strlen(text) && *number > 0)) ||
           error_set(error, ERROR_USAGE, "-n needs a number from 1 on, not \"%.100s\"", text);
}

/* ---- for people ---- */

static void print_entry(struct output *output, const struct rank_entry *entry)
{
    output_begin(output, STYLE_GOOD);
    output_clean(output, record_name(entry->task));
    output_end(output, STYLE_GOOD);
    if (entry->task->id.size > 0 && entry->task->title.size > 0) {
        bytes_append_text(&output->bytes, "  ");
        output_clean(output, entry->task->title);
    }
    if (entry->task->lane != NULL) {
        bytes_append_text(&output->bytes, "  [");
        output_clean(output, record_name(entry->task->lane));
        bytes_append_byte(&output->bytes, ']');
    }
    bytes_append_text(&output->bytes, "\n    ");
    output_begin(output, STYLE_DIM);
    for (size_t i = 0; i < entry->reason_count; i++) {
        bytes_append_text(&output->bytes, i > 0 ? "; " : "");
        output_clean(output, entry->reasons[i]);
    }
    output_end(output, STYLE_DIM);
    bytes_append_byte(&output->bytes, '\n');
}

static void print_entries(struct output *output, const struct ranking *ranking, size_t count)
{
    for (size_t i = 0; i < ranking->count && i < count; i++) {
        print_entry(output, &ranking->entries[i]);
    }
}

/* Why there is nothing: what has to happen first. */
static void print_holds(struct output *output, const struct ranking *ranking, const struct record *lane)
{
    struct bytes *out = &output->bytes;
    bytes_append_text(out, "nothing is ready");
    if (lane != NULL) {
        bytes_append_text(out, " in ");
        output_clean(output, record_name(lane));
    }
    if (ranking->open == 0) {
        bytes_append_text(out, lane != NULL ? ": it has no open task\n" : ": no task is open\n");
    } else {
        bytes_append_format(out, ": %zu open task%s\n", ranking->open, ranking->open == 1 ? "" : "s");
    }
    size_t shown = output->terminal && ranking->hold_count > NEXT_HOLDS ? NEXT_HOLDS : ranking->hold_count;
    for (size_t i = 0; i < shown; i++) {
        const struct rank_hold *hold = &ranking->holds[i];
        bytes_append_text(out, "  ");
        output_clean(output, record_name(hold->task));
        bytes_append_byte(out, ' ');
        output_clean(output, hold->reason);
        if (hold->holds > 0) {
            bytes_append_format(out, "; %zu wait%s for it", hold->holds, hold->holds == 1 ? "s" : "");
        }
        bytes_append_byte(out, '\n');
    }
    if (shown < ranking->hold_count) {
        bytes_append_format(out, "  and %zu more: workboard next | cat\n", ranking->hold_count - shown);
    }
    if (ranking->elsewhere > 0) {
        bytes_append_format(out, "  %zu task%s ready elsewhere: workboard next\n", ranking->elsewhere,
                            ranking->elsewhere == 1 ? " is" : "s are");
    }
}

/* What is ready here and was not offered. */
static void print_taken(struct output *output, const struct ranking *ranking)
{
    for (size_t i = 0; i < ranking->taken_count; i++) {
        output_begin(output, STYLE_DIM);
        bytes_append_text(&output->bytes, "not offered: ");
        output_clean(output, record_name(ranking->taken[i].task));
        bytes_append_byte(&output->bytes, ' ');
        output_clean(output, ranking->taken[i].reason);
        bytes_append_text(&output->bytes, i + 1 < ranking->taken_count ? "" : " (--all offers it)");
        output_end(output, STYLE_DIM);
        bytes_append_byte(&output->bytes, '\n');
    }
}

/* ---- the command ---- */

static const struct record *find_lane(const struct call *call, const struct plan *plan, bool *found,
                                      struct error *error)
{
    const char *text = arguments_text(call->arguments, "lane");
    const struct record *lane = text == NULL ? NULL : query_name(plan, KIND_LANE, slice_of(text), error);
    *found = text == NULL || lane != NULL;
    return lane;
}

static bool find_taken(struct session *session, struct taken *taken, struct error *error)
{
    return session_look_outside(session, false, error) &&
           (taken_gather(&session->outside, &session->arena, taken) || error_no_memory(error));
}

static bool show(struct call *call, struct session *session, struct error *error)
{
    const struct plan *plan = session->context.plan;
    struct ranking ranking = {0};
    struct taken taken = {0};
    bool all = arguments_has(call->arguments, "all");
    bool cut = call->output->terminal && !call->json;
    size_t number = 0;
    bool found = false;
    const struct record *lane = find_lane(call, plan, &found, error);
    bool done = found && read_number(call, cut ? NEXT_ON_SCREEN : SIZE_MAX, &number, error) &&
                find_taken(session, &taken, error) &&
                ranking_init_without(&ranking, plan, lane, &taken, all, error);
    if (done && call->json) {
        done = json_next(&call->output->bytes, &session->context, &ranking, number, NULL, false, error);
    } else if (done && ranking.count > 0) {
        print_entries(call->output, &ranking, number);
        if (cut && arguments_text(call->arguments, "number") == NULL && ranking.count > number) {
            bytes_append_format(&call->output->bytes, "and %zu more: workboard next | cat\n", ranking.count - number);
        }
    } else if (done) {
        print_holds(call->output, &ranking, lane);
    }
    if (done && !call->json) {
        print_taken(call->output, &ranking);
    }
    call->answer_is_no = done && ranking.count == 0;
    ranking_release(&ranking);
    return done;
}

/* The tasks that the change claimed, as the plan now has them. */
static bool explain_claimed(const struct plan *plan, const struct change *change, struct ranking *ranking,
                            struct error *error)
{
    size_t count = 0;
    const struct record **tasks = memory_new(change->subject_count, sizeof *tasks);
    if (tasks == NULL) {
        return error_no_memory(error);
    }
    for (size_t i = 0; i < change->subject_count; i++) {
        const struct record *task = query_id(plan, KIND_TASK, change->subjects[i]);
        if (task != NULL) {
            tasks[count++] = task;
        }
    }
    bool done = ranking_explain(ranking, plan, tasks, count, error);
    memory_free(tasks);
    return done;
}

static bool answer_claim(struct call *call, const struct session *session, const struct change *change, bool dry,
                         struct error *error)
{
    struct ranking ranking;
    if (!explain_claimed(session->context.plan, change, &ranking, error)) {
        ranking_release(&ranking);
        return false;
    }
    bool done = true;
    bool quiet = arguments_has(call->arguments, "quiet");
    if (call->json) {
        done = json_next(&call->output->bytes, &session->context, &ranking, SIZE_MAX, change,
                         !dry && change->file_count > 0, error);
    } else if (dry) {
        done = print_change_diff(call->output, change, session->prefix.data, error);
    } else {
        if (!quiet) {
            print_entries(call->output, &ranking, SIZE_MAX);
        }
        done = print_change(call->output, change, session->prefix.data, quiet, error);
        if (done && change->commit.data != NULL) {
            bytes_append_format(&call->output->bytes, "committed as %.12s\n", change->commit.data);
        }
    }
    ranking_release(&ranking);
    return done;
}

static bool write_claim(const struct call *call, const struct session *session, const struct request *request, bool write,
                        struct change *change, struct error *error)
{
    struct apply_request only = {.verb = *request};
    struct workspace_edits edits = workspace_edits_of(&only, 1);
    edits.commit = arguments_has(call->arguments, "commit");
    return workspace_apply(session->workspace, &edits, write, change, error);
}

static bool claim(struct call *call, struct session *session, struct error *error)
{
    static const enum option passed[] = {OPTION_LANE, OPTION_ACTIVATE, OPTION_ASSIGN};
    struct request request;
    struct change change;
    size_t number = 0;
    bool dry = arguments_has(call->arguments, "dry-run");
    const char *text = arguments_text(call->arguments, "number");
    const struct slice count = slice_of(text == NULL ? "1" : text);
    change_init(&change);
    bool done = read_number(call, 1, &number, error) &&
                session_request(session, call, &verb_claim_next, &request, error);
    if (done) {
        request.arguments = &count;
        request.argument_count = 1;
        request.even_taken = arguments_has(call->arguments, "all");
        for (size_t i = 0; i < sizeof passed / sizeof passed[0]; i++) {
            const char *name = option_infos[passed[i]].name;
            const char *value = arguments_text(call->arguments, name);
            if (arguments_has(call->arguments, name)) {
                request.options[passed[i]] = slice_of(value != NULL ? value : "");
            }
        }
        done = write_claim(call, session, &request, !dry, &change, error) && session_renew(session, call, error);
    }
    /* Nothing was ready: the same answer as without --claim. */
    if (done) {
        done = change.subject_count == 0 ? show(call, session, error) : answer_claim(call, session, &change, dry, error);
    }
    change_release(&change);
    return done;
}

static bool check_options(const struct call *call, struct error *error)
{
    static const char *const claiming[] = {"activate", "assign", "commit"};
    for (size_t i = 0; i < sizeof claiming / sizeof claiming[0]; i++) {
        if (arguments_has(call->arguments, claiming[i]) && !arguments_has(call->arguments, "claim")) {
            return error_set(error, ERROR_USAGE, "--%s goes with --claim", claiming[i]);
        }
    }
    return true;
}

static bool run(struct call *call, struct error *error)
{
    struct session session = {0};
    bool done = check_options(call, error) && session_open(&session, call, NULL, error) &&
                (arguments_has(call->arguments, "claim") ? claim(call, &session, error) : show(call, &session, error));
    if (!done && error != NULL) {
        session_prefix_error(&session, error);
    }
    session_close(&session);
    return done;
}

const struct command command_next = {
    .name = "next",
    .usage = "[-n N] [--lane LANE] [--all] [--claim [--activate] [--assign TEXT] [--commit]]",
    .summary = "ready tasks, the best first, each with the reasons",
    .details = "By priority; then by how many open tasks wait for it, directly and through others; then by the longest "
               "chain of open tasks behind it; then by its place in the queue. A task that is claimed is never offered, and one "
               "that another work tree of the repository has, or has finished, is named instead; --all offers it, and "
               "so does --force with --claim. "
               "--claim takes the first that no rule refuses, under the same lock under which it was chosen, so that "
               "two who ask at once get two tasks. Where nothing is ready the answer says what has to happen first, and "
               "the exit status is 1.",
    .options = options,
    .writes = true,
    .run = run,
};
