#include "check/proof.h"

#include "plan/query.h"

/* How many words of a name are looked at for the beginning of an identifier. */
enum { MOST_WORDS = 32 };

static bool is_word_byte(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool begins_with_id(struct slice name, struct slice id)
{
    return id.size > 0 && id.size <= name.size && slice_equal_fold(slice_part(name, 0, id.size), id) &&
           (id.size == name.size || !is_word_byte(name.data[id.size]));
}

bool evidence_is_of_task(const struct evidence_file *file, const struct record *task)
{
    return begins_with_id(file->name, task->id);
}

/* Whether the identifier stands in the text, and no longer one. */
static bool holds_id(struct slice text, struct slice id)
{
    for (size_t at = 0; id.size > 0 && at + id.size <= text.size; at++) {
        if ((at == 0 || !is_word_byte(text.data[at - 1])) && begins_with_id(slice_part(text, at, text.size), id)) {
            return true;
        }
    }
    return false;
}

/* Whether a folder of the path names the identifier. */
static bool folder_names(const struct evidence_file *file, struct slice id)
{
    return holds_id(slice_part(file->path, 0, file->path.size - file->name.size), id);
}

bool evidence_is_of_gate(const struct evidence_file *file, const struct record *task)
{
    if (task->milestone == NULL || !folder_names(file, task->milestone->id)) {
        return false;
    }
    for (size_t i = 0; i < task->gates.count; i++) {
        const struct plan_link *gate = &task->gates.items[i];
        if (begins_with_id(file->name, gate->record != NULL ? gate->record->id : gate->text)) {
            return true;
        }
    }
    return false;
}

const struct evidence_file *evidence_summary(const struct evidence *evidence, const struct record *task)
{
    for (size_t i = 0; i < evidence->count; i++) {
        if (evidence->items[i].summary && evidence_is_of_task(&evidence->items[i], task)) {
            return &evidence->items[i];
        }
    }
    return NULL;
}

struct slice proof_artifact_name(const struct record *gate)
{
    struct slice text = slice_trim(record_value(gate, ROLE_ARTIFACT));
    while (text.size > 0 && (text.data[text.size - 1] == '`' || text.data[text.size - 1] == '*')) {
        text.size--;
    }
    size_t start = text.size;
    while (start > 0 && strchr("/`* ", text.data[start - 1]) == NULL) {
        start--;
    }
    struct slice name = slice_part(text, start, text.size);
    return slice_find(name, slice_of("."), 0) == SLICE_NONE ? slice_of("") : name;
}

/* ---- the index ---- */

static bool list_add(struct arena *arena, struct proof_list *list, size_t file)
{
    if (list->count > 0 && list->items[list->count - 1] == file) {
        return true;
    }
    if (!arena_grow(arena, &list->items, &list->capacity, list->count + 1, sizeof *list->items)) {
        return false;
    }
    list->items[list->count++] = file;
    return true;
}

static bool has_digits_only(struct slice text)
{
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] < '0' || text.data[i] > '9') {
            return false;
        }
    }
    return true;
}

/* The longest run of words from `start` on that is the identifier of a record, or NULL. A bare number is one only at the
 * beginning of the name. `ends` are the ends of words. */
static const struct record *find_longest(const struct plan *plan, enum kind kind, struct slice name, size_t start,
                                         const size_t *ends, size_t count)
{
    for (size_t i = count; i > 0 && ends[i - 1] > start; i--) {
        struct slice part = slice_part(name, start, ends[i - 1]);
        const struct record *record = start > 0 && has_digits_only(part) ? NULL : query_id(plan, kind, part);
        if (record != NULL) {
            return record;
        }
    }
    return NULL;
}

static size_t find_words(struct slice name, size_t *starts, size_t *ends)
{
    size_t count = 0;
    for (size_t i = 0; i < name.size && count < MOST_WORDS; i++) {
        if (!is_word_byte(name.data[i])) {
            continue;
        }
        if (i == 0 || !is_word_byte(name.data[i - 1])) {
            starts[count] = i;
        }
        if (i + 1 == name.size || !is_word_byte(name.data[i + 1])) {
            ends[count++] = i + 1;
        }
    }
    return count;
}

static bool index_file(struct proofs *proofs, size_t number, struct arena *arena)
{
    struct slice name = proofs->evidence->items[number].name;
    size_t starts[MOST_WORDS];
    size_t ends[MOST_WORDS];
    size_t count = find_words(name, starts, ends);
    bool named = false;
    for (size_t i = 0; i < count; i++) {
        const struct record *task = find_longest(proofs->plan, KIND_TASK, name, starts[i], ends, count);
        named = named || task != NULL;
        if (task != NULL && !list_add(arena, &proofs->of_tasks[task->number], number)) {
            return false;
        }
    }
    for (size_t i = 0; i < count; i++) {
        const struct record *gate = find_longest(proofs->plan, KIND_GATE, name, starts[i], ends, count);
        if (gate == NULL) {
            continue;
        }
        bool alone = !named || slice_equal_fold(name, proof_artifact_name(gate));
        if (!list_add(arena, &proofs->of_gates[gate->number], number) ||
            (alone && !list_add(arena, &proofs->alone[gate->number], number))) {
            return false;
        }
    }
    return true;
}

bool proofs_make(const struct plan *plan, const struct evidence *evidence, struct arena *arena, struct proofs *proofs,
                 struct error *error)
{
    size_t gates = plan->records[KIND_GATE].count;
    *proofs = (struct proofs){.plan = plan, .evidence = evidence};
    proofs->of_tasks = arena_new(arena, plan->records[KIND_TASK].count, sizeof *proofs->of_tasks);
    proofs->of_gates = arena_new(arena, gates, sizeof *proofs->of_gates);
    proofs->alone = arena_new(arena, gates, sizeof *proofs->alone);
    if (proofs->of_tasks == NULL || proofs->of_gates == NULL || proofs->alone == NULL) {
        return error_no_memory(error);
    }
    for (size_t i = 0; i < evidence->count; i++) {
        if (!index_file(proofs, i, arena)) {
            return error_no_memory(error);
        }
    }
    return true;
}

bool proofs_collect(const struct proofs *proofs, const struct record *task, const struct record *gate,
                    struct arena *arena, struct proof_list *list, struct error *error)
{
    const struct proof_list *own = &proofs->of_tasks[task->number];
    const struct proof_list *alone = &proofs->alone[gate->number];
    size_t next[2] = {0, 0};
    *list = (struct proof_list){0};
    while (next[0] < own->count || next[1] < alone->count) {
        bool first = next[1] == alone->count ||
                     (next[0] < own->count && own->items[next[0]] <= alone->items[next[1]]);
        size_t number = first ? own->items[next[0]++] : alone->items[next[1]++];
        const struct evidence_file *file = &proofs->evidence->items[number];
        bool counts = first ? holds_id(file->name, gate->id)
                            : task->milestone != NULL && folder_names(file, task->milestone->id);
        if (counts && !list_add(arena, list, number)) {
            return error_no_memory(error);
        }
    }
    return true;
}
