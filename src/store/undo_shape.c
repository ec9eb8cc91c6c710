#include "store/undo_shape.h"

#include "base/memory.h"
#include "plan/plan.h"
#include "text/diff.h"

enum { SHAPE_BLANK = 0xFF, SHAPE_DELIMITER = 0xFE };

/* What each line is (from 1); every line belongs to one block that holds no others. NULL when memory ran out. */
static uint8_t *shapes_of(const struct document *document)
{
    const struct outline *outline = document->outline;
    size_t count = source_line_count(document->source);
    uint8_t *shapes = memory_new(count + 1, 1);
    if (shapes == NULL) {
        return NULL;
    }
    memset(shapes, SHAPE_BLANK, count + 1);
    for (uint32_t node = outline_next(outline, 0, 0); node != 0; node = outline_next(outline, 0, node)) {
        const struct outline_node *block = outline_node(outline, node);
        size_t first = block->line;
        size_t last = source_line_at(document->source, block->span.end > block->span.start ? block->span.end - 1 : 0);
        switch ((enum outline_type)block->type) {
        case OUTLINE_DOCUMENT:
        case OUTLINE_LIST:
        case OUTLINE_QUOTE:
            continue;
        case OUTLINE_TABLE:
            shapes[outline_delimiter_line(outline, node)] = SHAPE_DELIMITER;
            continue;
        case OUTLINE_ITEM:
            last = first;
            break;
        default:
            break;
        }
        for (size_t line = first; line <= last && line <= count; line++) {
            shapes[line] = block->type;
        }
    }
    return shapes;
}

static bool tell(const char *path, size_t line, struct error *error)
{
    return error_set_at(error, ERROR_CONFLICT, path, line,
                        "was written since and hangs on the change; take back the later change first (workboard undo "
                        "--list), or put it back by hand");
}

/* The lines between two runs that differ, beside each other. */
static bool compare_run(const char *path, const uint8_t *now, size_t line, const uint8_t *after, size_t other,
                        size_t count, struct error *error)
{
    for (size_t i = 0; i < count; i++) {
        if (now[line + i] != after[other + i]) {
            return tell(path, line + i, error);
        }
    }
    return true;
}

static bool compare_shapes(const struct document *now, const struct document *after, struct error *error)
{
    struct diff diff = {0};
    uint8_t *old = shapes_of(now);
    uint8_t *new = shapes_of(after);
    bool good = (old != NULL && new != NULL) || error_no_memory(error);
    good = good && diff_lines(now->source, after->source, &diff, error);
    size_t line = 1;
    size_t other = 1;
    for (size_t i = 0; good && i < diff.count; i++) {
        const struct diff_hunk *hunk = &diff.hunks[i];
        good = compare_run(now->path, old, line, new, other, hunk->old_start - line, error);
        line = hunk->old_start + hunk->old_count;
        other = hunk->new_start + hunk->new_count;
    }
    good = good && compare_run(now->path, old, line, new, other, source_line_count(now->source) + 1 - line, error);
    diff_release(&diff);
    memory_free(old);
    memory_free(new);
    return good;
}

bool undo_keeps_shape(const char *path, struct source *now, struct source *after, struct error *error)
{
    struct document *old = document_new(path, source_share(now), error);
    struct document *new = old == NULL ? NULL : document_new(path, source_share(after), error);
    bool good = new != NULL;
    if (good && old->tree != NULL && new->tree == NULL) {
        good = tell(path, new->trouble_line, error);
    } else if (good && old->tree == NULL && old->trouble == NULL) {
        good = compare_shapes(old, new, error);
    }
    document_release(old);
    document_release(new);
    return good;
}
