#include "cli/propose_evidence.h"

#include "base/memory.h"
#include "cli/report.h"

bool propose_evidence(const struct session *session, struct request *request, struct option_value **further,
                      struct proposal *proposal, struct error *error)
{
    bool finishes = (request->verb->options & 1U << OPTION_EVIDENCE) != 0 &&
                    request->verb->arguments[0].kind == ARGUMENT_TASK;
    if (!finishes || request->options[OPTION_EVIDENCE].data != NULL || request->options[OPTION_NO_RECORD].data != NULL) {
        return true;
    }
    if (!workspace_propose_evidence(session->workspace, request->arguments, request->argument_count, &proposal->arena,
                                    &proposal->paths, &proposal->count, error)) {
        return false;
    }
    if (proposal->count == 0 || request->options[OPTION_RESOLUTION].data == NULL) {
        return true;
    }
    struct option_value *items = memory_new(request->further_count + proposal->count, sizeof *items);
    if (items == NULL) {
        return error_no_memory(error);
    }
    if (request->further_count > 0) {
        memcpy(items, request->further, request->further_count * sizeof *items);
    }
    memory_free(*further);
    *further = items;
    request->further = items;
    request->options[OPTION_EVIDENCE] = proposal->paths[0];
    for (size_t i = 1; i < proposal->count; i++) {
        items[request->further_count++] =
            (struct option_value){.option = OPTION_EVIDENCE, .value = proposal->paths[i]};
    }
    return true;
}

bool propose_evidence_tell(const struct call *call, const struct request *request, const struct proposal *proposal,
                           struct error *error)
{
    bool recorded = request->options[OPTION_RESOLUTION].data != NULL;
    for (size_t i = 0; i < proposal->count && !arguments_has(call->arguments, "quiet"); i++) {
        struct bytes text;
        bytes_init(&text);
        bool told = bytes_append_format(&text,
                                        recorded ? "took %.*s as evidence; name another with --evidence"
                                                 : "%.*s is there as evidence; record it with --resolution TEXT",
                                        SLICE_PRINT(proposal->paths[i]));
        if (told) {
            report_note(call->notes, text.data);
        }
        bytes_release(&text);
        if (!told) {
            return error_no_memory(error);
        }
    }
    return true;
}
