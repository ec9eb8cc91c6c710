/* A plan of tasks alone, for the tests of graph and rank: each line "ID|status|depends on|priority|title". */
#ifndef WORKBOARD_TEST_PLAN_GRAPH_SUPPORT_H
#define WORKBOARD_TEST_PLAN_GRAPH_SUPPORT_H

#include "test_plan_fixture.h"

static const char tasks_profile[] =
    "profile: tasks\nversion: 1\ndocuments: {list: LIST.md}\nids: {task: [\"T#\"], queue: [\"T#\"], lane: [\"L#\"], claim: [\"T#\"]}\n"
    "ranges: [\"..\"]\nplaceholders: [\"\", \"-\"]\npriorities: [hot, warm]\n"
    "states: {todo: [todo], in_progress: [busy], done: [done], paused: [paused]}\n"
    "records:\n"
    "  - {kind: task, in: list, table: {under: Tasks, columns: {Task: \"{id}\", Status: \"{status}\", Needs: \"{depends_on}\", "
    "Priority: \"{priority}\", Title: \"{title}\"}}}\n"
    "  - {kind: queue, in: list, table: {under: Queue, columns: {Priority: \"{priority}\", Task: \"{id}\"}}}\n"
    "  - {kind: lane, in: list, table: {under: Lanes, columns: {Lane: \"{id}\", Scope: \"{scope}\"}}}\n"
    "  - {kind: claim, in: list, table: {under: Claims, columns: {Task: \"{id}\", Who: \"{who}\", Since: \"{since}\"}}}\n";

/* A plan of the text, which holds tables as the profile above names them. */
static inline struct fixture tasks_of_text(const char *text)
{
    struct fixture fixture = {0};
    struct error error = {0};
    fixture.profile = profile_load("tasks.yaml", slice_of(tasks_profile), &error);
    assert_done(fixture.profile != NULL, error);
    struct document *document = fixture_document("LIST.md", text);
    fixture.plan = plan_new(fixture.profile, slice_of("/plan"), &document, 1, &error);
    assert_done(fixture.plan != NULL, error);
    document_release(document);
    return fixture;
}

/* A plan of such lines, ended by NULL, and of `more` behind the table. */
static inline struct fixture tasks_make(const char *const *lines, const char *more)
{
    struct bytes text;
    bytes_init(&text);
    bytes_append_text(&text, "# List\n\n## Tasks\n\n| Task | Status | Needs | Priority | Title |\n|---|---|---|---|---|\n");
    for (size_t i = 0; lines[i] != NULL; i++) {
        bytes_append_format(&text, "| ");
        for (const char *at = lines[i]; *at != '\0'; at++) {
            bytes_append_text(&text, *at == '|' ? " |" : "");
            bytes_append_byte(&text, *at == '|' ? ' ' : *at);
        }
        bytes_append_text(&text, " |\n");
    }
    bytes_append_text(&text, more);
    assert_false(text.failed);
    struct fixture fixture = tasks_of_text(text.data);
    bytes_release(&text);
    return fixture;
}

#endif
