/* What disk and git say of the plan of tests/screens/plan: part of test_tui_fixture.h. */
#ifndef WORKBOARD_TEST_TUI_ANSWERS_H
#define WORKBOARD_TEST_TUI_ANSWERS_H

#define TUI_COMMIT_1 "1111111111aaaaaaaaaa1111111111aaaaaaaaaa"
#define TUI_COMMIT_2 "2222222222bbbbbbbbbb2222222222bbbbbbbbbb"
#define TUI_COMMIT_3 "3333333333cccccccccc3333333333cccccccccc"
#define TUI_TASK(id_, commit_, day_, seconds_, old_, new_, old_word, new_word, line_)                                  \
    {.time = {day_ "T09:30:00Z", 20}, .seconds = (seconds_), .who = {"Vera", 4}, .commit = {commit_, 40},             \
     .what = COMPARE_CHANGED, .kind = KIND_TASK, .id = {id_, sizeof(id_) - 1}, .field = {"status", 6},                \
     .old = {old_word, sizeof(old_word) - 1}, .new = {new_word, sizeof(new_word) - 1}, .old_state = (old_),           \
     .new_state = (new_), .file = {"TASK-REGISTRY.md", 16}, .line = (line_)}
#define TUI_ADDED(id_, word_, state_, line_)                                                                           \
    {.time = {"2026-03-28T08:00:00Z", 20}, .seconds = 1774684800, .who = {"Ana", 3}, .commit = {TUI_COMMIT_1, 40},    \
     .what = COMPARE_ADDED, .whole = true, .kind = KIND_TASK, .id = {id_, sizeof(id_) - 1},                           \
     .new = {word_, sizeof(word_) - 1}, .new_state = (state_), .file = {"TASK-REGISTRY.md", 16}, .line = (line_)}

#define TUI_FILE(folder_, name_, day_)                                                                                 \
    {.path = {folder_ name_, sizeof(folder_ name_) - 1}, .name = {name_, sizeof(name_) - 1}, .day = day_}

enum { TUI_NOW = 1775052180 /* 2026-04-01T14:03Z */ };

/* The history: three commits, and one change that is in none. */
static const struct event tui_events[] = {
    TUI_ADDED("M0-T01", "todo", STATE_TODO, 15),
    TUI_ADDED("M0-T02", "todo", STATE_TODO, 16),
    TUI_ADDED("M1-T01", "todo", STATE_TODO, 22),
    TUI_ADDED("M1-T02", "todo", STATE_TODO, 23),
    TUI_ADDED("M9-T01", "todo", STATE_TODO, 40),
    TUI_TASK("M0-T01", TUI_COMMIT_2, "2026-03-30", 1774863000, STATE_TODO, STATE_IN_PROGRESS, "todo", "in_progress", 15),
    TUI_TASK("M0-T01", TUI_COMMIT_3, "2026-03-31", 1774949400, STATE_IN_PROGRESS, STATE_DONE, "in_progress", "done", 15),
    TUI_TASK("M0-T02", TUI_COMMIT_3, "2026-03-31", 1774949400, STATE_TODO, STATE_DONE, "todo", "done", 16),
    {.time = {"2026-03-31T09:30:00Z", 20}, .seconds = 1774949400, .who = {"Vera", 4}, .commit = {TUI_COMMIT_3, 40},
     .what = COMPARE_REMOVED, .whole = true, .kind = KIND_TASK, .id = {"M9-T01", 6}, .old = {"todo", 4},
     .old_state = STATE_TODO, .file = {"TASK-REGISTRY.md", 16}, .line = 40},
    {.seconds = TUI_NOW, .what = COMPARE_ADDED, .whole = true, .kind = KIND_CLAIM, .id = {"M1-T01", 6},
     .new = {"ben@laptop", 10}, .file = {"WORKBOARD.md", 12}, .line = 33},
    {.seconds = TUI_NOW, .what = COMPARE_CHANGED, .kind = KIND_TASK, .id = {"M1-T01", 6}, .field = {"status", 6},
     .old = {"todo", 4}, .new = {"in_progress", 11}, .old_state = STATE_TODO, .new_state = STATE_IN_PROGRESS,
     .file = {"TASK-REGISTRY.md", 16}, .line = 22},
};

static const struct evidence_file tui_files[] = {
    TUI_FILE("evidence/2026-03-31/milestone-M0/", "M0-T01-VG-READ-001.txt", "2026-03-31"),
    TUI_FILE("evidence/2026-01-02/milestone-M1/", "M1-T01-VG-TIME-001.txt", "2026-01-02"),
};

static const char tui_packet[] = "# Handoff\n\nSince: 2222222 of 2026-03-30: Begin\n\n## Completed task IDs\n\n- M0-T01\n- "
                                 "M0-T02\n\n## Next task to start\n\n- M1-T02 Connections: it is first in the queue\n";

static const char tui_worker[] = "# Packet\n\nCompleted task IDs: M0-T01\nVG IDs run: VG-READ-001\nEvidence: "
                                 "evidence/2026-03-31/milestone-M0/M0-T01-VG-READ-001.txt\nFiles: src/reader.c\n";

static inline void tui_answer_history(struct tui_fixture *fixture)
{
    struct events events = {0};
    struct error error = {0};
    for (size_t i = 0; fixture->sample && i < sizeof tui_events / sizeof tui_events[0]; i++) {
        assert_done(events_add(&events, &tui_events[i], &error), error);
    }
    tui_send(fixture, (struct tui_event){
                          .kind = EVENT_ANSWER, .question = QUESTION_HISTORY, .events = &events, .seconds = TUI_NOW});
    assert_int_equal(events.count, 0);
    events_release(&events);
}

static inline void tui_answer_evidence(struct tui_fixture *fixture)
{
    struct arena arena;
    struct evidence evidence = {0};
    arena_init(&arena);
    evidence.count = fixture->sample ? sizeof tui_files / sizeof tui_files[0] : 0;
    evidence.items = arena_new(&arena, evidence.count, sizeof *evidence.items);
    assert_non_null(evidence.items);
    memcpy(evidence.items, tui_files, evidence.count * sizeof *evidence.items);
    tui_send(fixture, (struct tui_event){.kind = EVENT_ANSWER,
                                         .question = QUESTION_EVIDENCE,
                                         .files = &evidence,
                                         .evidence_arena = &arena,
                                         .day = "2026-04-01"});
    assert_null(arena.blocks);
}

static inline void tui_answer_intake(struct tui_fixture *fixture)
{
    struct intake intake = {0};
    struct error error = {0};
    const struct intake_facts facts = {.files_are_known = true, .since = slice_of("yesterday")};
    const char *packet = fixture->packet != NULL ? fixture->packet : tui_worker;
    bool good = intake_read(&intake, fixture->plan, fixture->state->answers->intake_path, slice_of(packet), &error);
    for (size_t i = 0; good && i < intake.path_count; i++) {
        intake.paths[i].there = slice_equal(intake.paths[i].text, tui_files[0].path);
    }
    good = good && intake_walk(&intake, fixture->plan, &facts, &error);
    tui_send(fixture, (struct tui_event){.kind = EVENT_ANSWER,
                                         .question = QUESTION_INTAKE,
                                         .intake = &intake,
                                         .error = good ? NULL : &error});
    intake_release(&intake);
}

/* What the loop does with the effect. */
static inline void tui_answer(struct tui_fixture *fixture, enum effect effect)
{
    const struct slice names[] = {slice_of("docs/"), slice_of("packet-b.md"), slice_of("worker.md")};
    struct tui_event event = {.kind = EVENT_ANSWER, .question = QUESTION_PACKET};
    switch (effect) {
    case EFFECT_HISTORY:
        tui_answer_history(fixture);
        break;
    case EFFECT_EVIDENCE:
        tui_answer_evidence(fixture);
        break;
    case EFFECT_INTAKE:
        tui_answer_intake(fixture);
        break;
    case EFFECT_PACKET:
        event.text = slice_of(fixture->sample ? tui_packet : "");
        tui_send(fixture, event);
        break;
    case EFFECT_PACKET_EDIT:
        event.text = slice_of("# Handoff\n\nEdited.\n");
        event.edited = true;
        tui_send(fixture, event);
        break;
    case EFFECT_PACKET_WRITE:
    case EFFECT_PACKET_COPY:
        tui_send(fixture, (struct tui_event){.kind = EVENT_TAKEN, .text = slice_of("the packet is out")});
        break;
    case EFFECT_PATHS:
        event = (struct tui_event){.kind = EVENT_PATHS, .names = names, .name_count = 3};
        tui_send(fixture, event);
        break;
    default:
        break;
    }
}

#endif
