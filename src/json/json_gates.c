#include "json/json_gates.h"

static void write_need(struct json_writer *writer, const struct evidence *evidence, const struct gate_need *need)
{
    writer_line(writer);
    writer_begin_object(writer, NULL);
    writer_text(writer, "gate", need->name);
    writer_truth(writer, "defined", need->gate != NULL);
    writer_text(writer, "state", slice_of(gate_state_name(need->state)));
    writer_text_or_null(writer, "command", need->command);
    writer_text_or_null(writer, "pass_criteria", need->pass_criteria);
    writer_text_or_null(writer, "artifact", need->artifact);
    writer_begin_array(writer, "evidence");
    for (size_t i = 0; i < need->files.count; i++) {
        writer_text(writer, NULL, evidence->items[need->files.items[i]].path);
    }
    writer_end_array(writer);
    writer_text_or_null(writer, "path", need->path);
    writer_end_object(writer);
}

bool json_gates_write(struct json_writer *writer, const struct proofs *proofs, const struct record *task,
                      struct slice day, struct error *error)
{
    struct arena arena;
    struct gate_needs needs = {0};
    arena_init(&arena);
    bool done = gates_of_task(proofs, task, day, &arena, &needs, error);
    writer_line(writer);
    writer_begin_array(writer, "gate_evidence");
    for (size_t i = 0; done && i < needs.count; i++) {
        write_need(writer, proofs->evidence, &needs.items[i]);
    }
    writer_end_array(writer);
    arena_release(&arena);
    return done;
}
