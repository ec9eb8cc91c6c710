/* set: any field of any record. */
#include "ops/fields.h"
#include "ops/verbs.h"

#include "plan/query.h"

/* FIELD=VALUE..., or FIELD VALUE. */
static bool read_setting(const struct request *request, size_t number, struct field_setting *setting, size_t *taken,
                         struct error *error)
{
    *taken = 1;
    if (fields_read(request->arguments[number], setting)) {
        return true;
    }
    if (number == 1 && request->argument_count == 3) {
        *taken = 2;
        *setting = (struct field_setting){.name = slice_trim(request->arguments[1]), .value = request->arguments[2]};
        return true;
    }
    return error_set(error, ERROR_USAGE, "\"%.*s\" is no FIELD=VALUE", SLICE_PRINT(request->arguments[number]));
}

static bool run(struct operation *operation, struct error *error)
{
    const struct request *request = operation->request;
    const struct record *record = query_name(operation->plan, KIND_COUNT, request->arguments[0], error);
    if (record == NULL) {
        return false;
    }
    enum kind kind = record->kind;
    struct slice name = arena_copy(&operation->change->arena, record_name(record));
    struct bytes summary;
    bytes_init(&summary);
    (void)bytes_append_format(&summary, "set %.*s", SLICE_PRINT(name));
    bool done = name.data != NULL ? operation_subject(operation, name, error) : error_no_memory(error);
    for (size_t i = 1, taken = 1; done && i < request->argument_count; i += taken) {
        struct field_setting setting;
        /* Each in a step of its own: two may stand in one cell, and may name the same field. */
        record = query_name(operation->plan, kind, name, error);
        done = record != NULL && read_setting(request, i, &setting, &taken, error) &&
               fields_set(operation, record, &setting, error) && operation_step(operation, error);
        if (done) {
            (void)bytes_append_format(&summary, "%s %.*s%s%.*s", i == 1 ? "" : ",", SLICE_PRINT(setting.name),
                                      setting.append ? "+=" : "=", SLICE_PRINT(slice_trim(setting.value)));
        }
    }
    done =
        done && (summary.failed ? error_no_memory(error) : operation_finish(operation, bytes_slice(&summary), error));
    bytes_release(&summary);
    return done;
}

const struct verb verb_set = {
    .name = "set",
    .summary = "set any field of any record",
    .details = "FIELD is a key of the JSON output or the document's own name of the column or field; FIELD+=TEXT "
               "appends. A status is a word, written as typed, or a state, written as each place spells it, wherever "
               "the record has one; any other field is set where the record is written with authority. `set ID FIELD "
               "VALUE` sets one.",
    .arguments = {{.name = "ID", .kind = ARGUMENT_RECORD},
                  {.name = "FIELD=VALUE", .kind = ARGUMENT_FIELD, .repeated = true}},
    .run = run,
};
