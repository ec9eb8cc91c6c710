/* structure_work.c: what all operations ask of a request: what was there, and where something goes. */
#include "outline/structure_parts.h"

#include "outline/locate_parts.h"

bool structure_key_line(struct slice key, size_t *line)
{
    return locate_line(key, line);
}

bool structure_was(const struct structure_work *work, size_t line, struct slice old)
{
    const struct structure_request *request = work->request;
    if (!structure_has(request, STRUCTURE_WAS) ||
        slice_equal(slice_trim(request->texts[STRUCTURE_WAS]), slice_trim(old))) {
        return true;
    }
    struct slice was = slice_trim(request->texts[STRUCTURE_WAS]);
    return error_set_at(work->error, ERROR_CONFLICT, source_name(outline_source(work->outline)), line,
                        "there is \"%.*s\" and not \"%.*s\"; read it again", SLICE_PRINT(slice_trim(old)),
                        SLICE_PRINT(was));
}

bool structure_position(const struct structure_work *work, enum change_position *position, struct slice *key)
{
    static const struct {
        enum structure_argument argument;
        enum change_position position;
    } places[] = {
        {STRUCTURE_LAST, CHANGE_LAST},
        {STRUCTURE_FIRST, CHANGE_FIRST},
        {STRUCTURE_BEFORE, CHANGE_BEFORE},
        {STRUCTURE_AFTER, CHANGE_AFTER},
    };
    size_t given = 0;
    *position = CHANGE_LAST;
    *key = slice_make(NULL, 0);
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        if (structure_has(work->request, places[i].argument)) {
            *position = places[i].position;
            *key = work->request->texts[places[i].argument];
            given++;
        }
    }
    return given <= 1 ||
           error_set(work->error, ERROR_USAGE, "only one of --after, --before, --first and --last can be");
}

void structure_settle(const struct structure_work *work, uint32_t container, uint32_t moved,
                      struct change_place *place)
{
    struct change_place settled = *place;
    if (work->request->settle != NULL) {
        work->request->settle(work->request->settle_context, work->outline, container, &settled);
        *place = settled.node != 0 && settled.node == moved ? *place : settled;
    }
}
