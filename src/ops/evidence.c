#include "ops/evidence.h"

enum { LONGEST_SEPARATOR = 8, LONGEST_EXTENSION = 8 };

static bool is_word_byte(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

bool evidence_is_path(struct slice reference)
{
    reference = slice_trim(reference);
    if (reference.size == 0 || slice_find(reference, slice_of("://"), 0) != SLICE_NONE) {
        return false;
    }
    size_t dot = SLICE_NONE;
    bool folder = false;
    for (size_t i = 0; i < reference.size; i++) {
        if (strchr(" \t`|", reference.data[i]) != NULL) {
            return false;
        }
        folder = folder || reference.data[i] == '/';
        dot = reference.data[i] == '.' ? i : reference.data[i] == '/' ? SLICE_NONE : dot;
    }
    bool named = dot != SLICE_NONE && dot > 0 && dot + 1 < reference.size &&
                 reference.size - dot <= LONGEST_EXTENSION && is_word_byte(reference.data[dot + 1]);
    return folder || named;
}

/* Whether the identifier stands in the path, and no longer one. */
static bool names_id(struct slice path, struct slice id)
{
    for (size_t at = 0; at + id.size <= path.size; at++) {
        bool bounded = (at == 0 || !is_word_byte(path.data[at - 1])) &&
                       (at + id.size == path.size || !is_word_byte(path.data[at + id.size]));
        if (bounded && slice_equal_fold(slice_part(path, at, at + id.size), id)) {
            return true;
        }
    }
    return false;
}

bool evidence_names_task(const struct request *request, const struct record *task)
{
    for (size_t i = 0; i < request->evidence_file_count; i++) {
        if (names_id(request->evidence_files[i], task->id)) {
            return true;
        }
    }
    return false;
}

/* ---- how the plan writes it ---- */

struct habit {
    bool quoted;          /* paths stand in backquotes */
    struct slice example; /* a path as it is written; empty where there is none */
    struct slice separator;
};

/* The first path of a cell and, where a second one follows, what stands between them. */
static bool read_example(struct slice cell, struct habit *habit)
{
    size_t open = slice_find(cell, slice_of("`"), 0);
    size_t close = open == SLICE_NONE ? SLICE_NONE : slice_find(cell, slice_of("`"), open + 1);
    if (close == SLICE_NONE) {
        habit->quoted = false;
        habit->example = slice_trim(cell);
        return evidence_is_path(habit->example);
    }
    habit->quoted = true;
    habit->example = slice_part(cell, open + 1, close);
    return evidence_is_path(habit->example);
}

static bool read_separator(struct slice cell, struct slice *separator)
{
    size_t open = slice_find(cell, slice_of("`"), 0);
    size_t close = open == SLICE_NONE ? SLICE_NONE : slice_find(cell, slice_of("`"), open + 1);
    size_t next = close == SLICE_NONE ? SLICE_NONE : slice_find(cell, slice_of("`"), close + 1);
    if (next == SLICE_NONE || next == close + 1 || next - close - 1 > LONGEST_SEPARATOR) {
        return false;
    }
    *separator = slice_part(cell, close + 1, next);
    return true;
}

static struct habit read_habit(const struct plan *plan, enum kind kind)
{
    struct habit habit = {.quoted = true, .separator = slice_of(", ")};
    bool found = false;
    bool separated = false;
    for (size_t i = plan->records[kind].count; i > 0 && !(found && separated); i--) {
        const struct plan_field *field = record_field(plan->records[kind].items[i - 1], ROLE_EVIDENCE, NULL);
        struct habit seen = habit;
        if (field == NULL) {
            continue;
        }
        if (!found && read_example(field->value, &seen)) {
            habit = seen;
            found = true;
        }
        separated = separated || read_separator(field->value, &habit.separator);
    }
    habit.example = found ? habit.example : slice_of("");
    return habit;
}

/* Where in `path` the folder `name` begins, or SLICE_NONE. */
static size_t find_folder(struct slice path, struct slice name)
{
    for (size_t at = 0; name.size > 0 && at + name.size < path.size; at++) {
        if ((at == 0 || path.data[at - 1] == '/') && path.data[at + name.size] == '/' &&
            slice_equal(slice_part(path, at, at + name.size), name)) {
            return at;
        }
    }
    return SLICE_NONE;
}

static struct slice first_folder(struct slice path)
{
    size_t slash = slice_find(path, slice_of("/"), 0);
    return slash == SLICE_NONE ? slice_of("") : slice_part(path, 0, slash);
}

/* The path from the folder with which the example begins. */
static bool append_path(struct slice path, const struct habit *habit, struct bytes *out)
{
    while (slice_starts(path, slice_of("./"))) {
        path = slice_part(path, 2, path.size);
    }
    size_t deeper = find_folder(path, first_folder(habit->example));
    size_t shorter = find_folder(habit->example, first_folder(path));
    if (habit->quoted) {
        (void)bytes_append_byte(out, '`');
    }
    if (deeper != SLICE_NONE) {
        path = slice_part(path, deeper, path.size);
    } else if (shorter != SLICE_NONE) {
        (void)bytes_append(out, slice_part(habit->example, 0, shorter));
    }
    (void)bytes_append(out, path);
    return habit->quoted ? bytes_append_byte(out, '`') : !out->failed;
}

bool evidence_append(const struct plan *plan, const struct request *request, enum kind kind, struct bytes *out)
{
    const struct habit habit = read_habit(plan, kind);
    size_t position = 0;
    struct slice value;
    for (size_t i = 0; request_value(request, OPTION_EVIDENCE, &position, &value); i++) {
        value = slice_trim(value);
        (void)bytes_append(out, i == 0 ? slice_of("") : habit.separator);
        (void)(evidence_is_path(value) ? append_path(value, &habit, out) : bytes_append(out, value));
    }
    return !out->failed;
}
