#include "ops/set_fields.h"

bool set_fields_request(struct slice text, struct slice words[2], struct request *request, struct error *error)
{
    size_t equals = slice_find(text, slice_of("="), 0);
    size_t dot = equals == SLICE_NONE ? 0 : equals;
    while (dot > 0 && text.data[dot - 1] != '.') {
        dot--;
    }
    if (dot < 2 || slice_trim(slice_part(text, 0, dot - 1)).size == 0) {
        return error_set(error, ERROR_USAGE, "\"%.*s\" is no ID.FIELD=VALUE; write for example M1-T01.notes=TEXT",
                         SLICE_PRINT(slice_part(text, 0, 200)));
    }
    words[0] = slice_trim(slice_part(text, 0, dot - 1));
    words[1] = slice_part(text, dot, text.size);
    request->verb = verb_find(slice_of("set"));
    request->arguments = words;
    request->argument_count = 2;
    return true;
}
