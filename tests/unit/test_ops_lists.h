/* A plan whose queue, blockers and resolutions are lists, with a tree, front matter and tasks in YAML, for the tests of verbs. */
#ifndef WORKBOARD_TEST_OPS_LISTS_H
#define WORKBOARD_TEST_OPS_LISTS_H

#include "test_ops_support.h"

static const char kiln_profile[] =
    "profile: kiln\nversion: 1\n"
    "documents: {plan: PLAN.md, tasks: tasks.yaml, card: CARD.md}\n"
    "ids: {task: [\"K-#\"], queue: [\"K-#\"], blocker: [\"stop:#\"]}\n"
    "placeholders: [\"\", \"-\", \"(none*\"]\n"
    "states: {todo: [open], in_progress: [busy], blocked: [held], done: [done]}\n"
    "records:\n"
    "  - kind: task\n    in: tasks\n    nodes:\n      path: tasks\n"
    "      fields: {id: \"{id}\", name: \"{title}\", state: \"{status}\", by: \"{owner}\", held: \"{notes}\", until: "
    "\"{exit_condition}\"}\n"
    "  - kind: task\n    in: card\n    mirror: true\n    nodes:\n      fields: {task: \"{id}\", status: \"{status}\"}\n"
    "  - {kind: task, in: plan, mirror: true, tree: {under: Path, line: \"{id}\", parent: depends_on}}\n"
    "  - kind: queue\n    in: plan\n    list:\n      under: Order\n      above: [\"{priority} ({when})\", \"{priority}\"]\n"
    "      box: true\n      item: [\"{id}: {title}\"]\n"
    "  - kind: blocker\n    in: plan\n    list:\n      under: Stops\n      quotes: false\n      box: true\n"
    "      item: [\"{title} (id: {id}) (weight: {priority})\", \"{title} (id: {id})\"]\n"
    "      fields: {Until: \"{exit_condition}\", Holds: \"{blocks}\"}\n"
    "  - kind: resolution\n    in: plan\n    list: {under: Log, item: \"**{date}:** {title}\"}\n    state: done\n"
    "writes:\n"
    "  - {kind: task, in: tasks, claim: {owner: \"{who}\"}, block: {notes: \"{reason}\", exit_condition: \"{exit_condition}\"}}\n"
    "  - {kind: queue, in: plan, empty: (none)}\n"
    "  - {kind: blocker, in: plan, block: {priority: heavy}}\n";

static const char kiln_plan[] = "# Kiln\n\n## Order\n\n### Now (this week)\n\n(None \xE2\x80\x94 all is done)\n\n"
                                "### Next (soon)\n\n- [ ] K-1: Stack the bricks\n- [ ] K-2: Dry them\n- [x] K-3: Fire\n\n"
                                "### Later\n\n- [ ] K-4: Sell\n\n## Stops\n\n> - [ ] An example (id: stop:9) (weight: light)\n\n"
                                "- [ ] K-4 has no buyer (id: stop:1) (weight: light)\n  - Until: one comes\n\n"
                                "## Path\n\n```\nK-3\n  K-1\n  K-2\n```\n\n## Log\n\n- **2026-04-02:** Found clay\n- **2026-03-01:** Began\n";

static const char kiln_tasks[] = "tasks:\n- id: K-1\n  name: Stack the bricks\n  state: open\n  by: ''\n"
                                 "- id: K-2\n  name: Dry them\n  state: open\n"
                                 "- id: K-3\n  name: Fire\n  state: done\n- id: K-4\n  name: Sell\n  state: open\n"
                                 "- id: K-5\n  name: Sweep\n  state: open\n";

static const char kiln_card[] = "---\ntask: K-1 # the first\nstatus: open\n---\n\n# Bricks\n";

static inline struct fixture kiln_whole(void)
{
    static const char *const texts[] = {"PLAN.md", kiln_plan, "tasks.yaml", kiln_tasks, "CARD.md", kiln_card};
    struct fixture fixture = {0};
    struct error error = {0};
    struct document *documents[3];
    for (size_t i = 0; i < 3; i++) {
        documents[i] = fixture_document(texts[2 * i], texts[2 * i + 1]);
    }
    fixture.profile = profile_load("kiln.yaml", slice_of(kiln_profile), &error);
    assert_done(fixture.profile != NULL, error);
    fixture.plan = plan_new(fixture.profile, slice_of("/kiln"), documents, 3, &error);
    assert_done(fixture.plan != NULL, error);
    for (size_t i = 0; i < 3; i++) {
        document_release(documents[i]);
    }
    return fixture;
}

#endif
