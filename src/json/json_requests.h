/* json_requests.h: what `apply` reads: an object, or an array of objects, each a structural edit or a verb.
 *
 *     {"file": F, "op": "set-cell", "under": ["A", "B"], "row": KEY, "column": NAME, "value": V, "was": OLD}
 *     {"op": "claim", "id": ID, "lane": L}
 *
 * Keys of an edit are the names in structure_arguments, those of a verb its options' and arguments' names in small
 * letters ("id", "lane", "blocker", "action"...), where several are given as a list. "fields" is an object, or a list of
 * FIELD=VALUE; a flag is true. "set" is an object of further fields: {"[KIND:]ID.FIELD": VALUE}. Numbers and truths are taken as
 * their text; as the value of a node they give it its type.
 */
#ifndef WORKBOARD_JSON_JSON_REQUESTS_H
#define WORKBOARD_JSON_JSON_REQUESTS_H

#include "ops/apply.h"

struct json_requests {
    struct apply_request *items;
    size_t count;
    size_t capacity;
    struct arena arena;
};

/* Reads them; all texts are copied. Verbs get only their arguments and options: the rest of the request is the caller's. ERROR_USAGE
 * names the line, or the request and the key. To be released in any case. */
bool json_requests_read(struct slice text, struct json_requests *requests, struct error *error);
void json_requests_release(struct json_requests *requests);

#endif
