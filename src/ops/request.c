/* request.c: what a request holds. */
#include "ops/verb.h"

bool request_value(const struct request *request, enum option option, size_t *position, struct slice *value)
{
    if (*position == 0) {
        *position = 1;
        *value = request->options[option];
        return value->data != NULL;
    }
    while (*position - 1 < request->further_count) {
        const struct option_value *further = &request->further[(*position)++ - 1];
        if (further->option == option) {
            *value = further->value;
            return true;
        }
    }
    return false;
}
