#include "store/history_tree.h"

#include "base/memory.h"
#include "store/log.h"

#include <stdlib.h>

/* ---- profiles ---- */

static bool recognises(const struct profile *profile, const struct history_tree *tree)
{
    for (size_t i = 0; i < tree->count; i++) {
        for (size_t k = 0; k < profile->recognise_count; k++) {
            if (id_glob(profile->recognise[k], tree->entries[i].path)) {
                return true;
            }
        }
    }
    return false;
}

/* The profile that reads the tree: the present one, or, where that recognises nothing, the first that does. */
static const struct profile *find_profile(const struct history_plan *plan, const struct history_tree *tree)
{
    if (recognises(plan->profile, tree)) {
        return plan->profile;
    }
    for (size_t i = 0; i < plan->profiles->count; i++) {
        if (!plan->profiles->items[i]->fallback && recognises(plan->profiles->items[i], tree)) {
            return plan->profiles->items[i];
        }
    }
    return plan->profile;
}

/* ---- trees ---- */

static bool sign(const struct history_plan *plan, struct history_tree *tree)
{
    struct bytes text;
    bytes_init(&text);
    bytes_append_format(&text, "%llx %.*s", (unsigned long long)plan->seed,
                        SLICE_PRINT(find_profile(plan, tree)->name));
    for (size_t i = 0; i < tree->count; i++) {
        bytes_append_byte(&text, '\0');
        bytes_append(&text, tree->entries[i].path);
        bytes_append_byte(&text, '\0');
        bytes_append(&text, tree->entries[i].blob);
    }
    bool done = !text.failed;
    tree->signature = done ? log_hash(bytes_slice(&text)) : 0;
    bytes_release(&text);
    return done;
}

static int by_path(const void *left, const void *right)
{
    return slice_compare(((const struct history_entry *)left)->path, ((const struct history_entry *)right)->path);
}

/* Merges the sorted changes into the sorted entries of the parent. */
static void merge(struct history_tree *tree, const struct history_tree *parent, const struct history_entry *changes,
                  size_t count)
{
    size_t old = 0;
    size_t old_count = parent == NULL ? 0 : parent->count;
    for (size_t i = 0; i < count || old < old_count;) {
        int order = i == count ? -1 : old == old_count ? 1 : slice_compare(parent->entries[old].path, changes[i].path);
        if (order < 0) {
            struct history_entry entry = parent->entries[old++];
            entry.document = entry.document == NULL ? NULL : document_share(entry.document);
            tree->entries[tree->count++] = entry;
            continue;
        }
        if (changes[i].blob.size > 0) {
            tree->entries[tree->count++] = changes[i];
        }
        i++;
        old += order == 0 ? 1 : 0;
    }
}

struct history_tree *history_tree_new(const struct history_plan *plan, struct history_tree *parent,
                                      const struct history_file *files, size_t count, struct error *error)
{
    struct history_entry *changes = memory_new(count, sizeof *changes);
    size_t used = 0;
    for (size_t i = 0; changes != NULL && i < count; i++) {
        struct slice path = history_plan_document(plan, files[i].path);
        if (path.size > 0) {
            changes[used++] = (struct history_entry){.path = path, .blob = files[i].blob};
        }
    }
    if (changes != NULL && used == 0 && parent != NULL) {
        memory_free(changes);
        return history_tree_share(parent);
    }
    if (changes != NULL && used > 1) {
        qsort(changes, used, sizeof *changes, by_path);
    }
    struct history_tree *tree = memory_new(1, sizeof *tree);
    if (tree != NULL) {
        arena_init(&tree->arena);
        tree->users = 1;
        tree->entries = memory_new(used + (parent == NULL ? 0 : parent->count), sizeof *tree->entries);
    }
    bool done = changes != NULL && tree != NULL && tree->entries != NULL;
    if (done) {
        merge(tree, parent, changes, used);
        done = sign(plan, tree);
    }
    memory_free(changes);
    if (!done) {
        history_tree_release(tree);
        (void)error_no_memory(error);
        return NULL;
    }
    return tree;
}

struct history_tree *history_tree_share(struct history_tree *tree)
{
    tree->users++;
    return tree;
}

void history_tree_release(struct history_tree *tree)
{
    if (tree == NULL || --tree->users > 0) {
        return;
    }
    for (size_t i = 0; i < tree->count; i++) {
        document_release(tree->entries[i].document);
    }
    memory_free(tree->entries);
    arena_release(&tree->arena);
    memory_free(tree);
}

/* ---- documents ---- */

/* The entries that are still to be read, those of one blob and path together. */
struct wanted {
    struct history_entry **items;
    size_t count;
    size_t capacity;
};

static int by_blob(const void *left, const void *right)
{
    const struct history_entry *const *a = left;
    const struct history_entry *const *b = right;
    int order = slice_compare((*a)->blob, (*b)->blob);
    return order != 0 ? order : slice_compare((*a)->path, (*b)->path);
}

static bool gather(struct history_tree *const *trees, size_t count, struct wanted *wanted)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < trees[i]->count && !trees[i]->read; k++) {
            if (trees[i]->entries[k].document != NULL) {
                continue;
            }
            if (!memory_grow(&wanted->items, &wanted->capacity, wanted->count + 1, sizeof(struct history_entry *))) {
                return false;
            }
            wanted->items[wanted->count++] = &trees[i]->entries[k];
        }
    }
    if (wanted->count > 1) {
        qsort(wanted->items, wanted->count, sizeof *wanted->items, by_blob);
    }
    return true;
}

/* The document of a blob for all entries that want it, from `*at` on. */
static bool take_blob(const struct wanted *wanted, size_t *at, struct slice content, struct error *error)
{
    struct slice blob = wanted->items[*at]->blob;
    struct history_entry *first = NULL;
    for (; *at < wanted->count && slice_equal(wanted->items[*at]->blob, blob); (*at)++) {
        struct history_entry *entry = wanted->items[*at];
        if (entry->document != NULL) {
            continue; /* of a tree that two commits need */
        }
        if (first != NULL && slice_equal(first->path, entry->path)) {
            entry->document = document_share(first->document);
            continue;
        }
        struct bytes path;
        bytes_init(&path);
        bool named = bytes_append(&path, entry->path) || error_no_memory(error);
        struct source *source = named ? source_copy(path.data, content, error) : NULL;
        entry->document = source == NULL ? NULL : document_new(path.data, source, error);
        bytes_release(&path);
        if (entry->document == NULL) {
            return false;
        }
        first = entry;
    }
    return true;
}

/* Reads what `git cat-file --batch` says: "BLOB blob SIZE", a newline, the bytes, a newline; in the order of asking. */
static bool take_blobs(const struct wanted *wanted, struct slice output, struct error *error)
{
    size_t at = 0;
    while (at < wanted->count) {
        struct slice line;
        if (!slice_next(&output, '\n', &line)) {
            return error_set(error, ERROR_SYSTEM, "git cat-file ends too early; look at the repository with git fsck");
        }
        size_t size = 0;
        size_t digits = line.size;
        while (digits > 0 && line.data[digits - 1] >= '0' && line.data[digits - 1] <= '9') {
            digits--;
        }
        for (size_t i = digits; i < line.size && size < SIZE_MAX / 16; i++) {
            size = size * 10 + (size_t)(line.data[i] - '0');
        }
        if (digits == line.size || digits == 0 || line.data[digits - 1] != ' ' || size >= output.size ||
            output.data[size] != '\n') {
            return error_set(error, ERROR_SYSTEM, "git cat-file: %.*s; look at the repository with git fsck",
                             SLICE_PRINT(slice_part(line, 0, 200)));
        }
        if (!take_blob(wanted, &at, slice_part(output, 0, size), error)) {
            return false;
        }
        output = slice_part(output, size + 1, output.size);
    }
    return true;
}

static bool read_documents(const struct history_plan *plan, const struct wanted *wanted, struct error *error)
{
    static const char *const words[] = {"cat-file", "--batch", NULL};
    struct bytes input;
    struct bytes output;
    bytes_init(&input);
    bytes_init(&output);
    for (size_t i = 0; i < wanted->count; i++) {
        if (i == 0 || !slice_equal(wanted->items[i]->blob, wanted->items[i - 1]->blob)) {
            bytes_append(&input, wanted->items[i]->blob);
            bytes_append_byte(&input, '\n');
        }
    }
    bool done = !input.failed ? git_ask(plan->git, words, bytes_slice(&input), &output, error) : error_no_memory(error);
    done = done && take_blobs(wanted, bytes_slice(&output), error);
    bytes_release(&input);
    bytes_release(&output);
    return done;
}

/* ---- states ---- */

/* The order in which a folder is searched: by the profile's documents and globs, then as people order names. */
struct ordered {
    struct document *document;
    size_t order;
};

static struct slice first_part(struct slice *path)
{
    size_t cut = slice_find(*path, slice_of("/"), 0);
    struct slice part = slice_part(*path, 0, cut);
    *path = cut == SLICE_NONE ? slice_of("") : slice_part(*path, cut + 1, path->size);
    return part;
}

/* As a folder is searched: part by part. */
static bool fits(struct slice glob, struct slice path)
{
    while (glob.size > 0 && path.size > 0) {
        if (!id_glob(first_part(&glob), first_part(&path))) {
            return false;
        }
    }
    return glob.size == 0 && path.size == 0;
}

static size_t order_of(const struct profile *profile, struct slice path)
{
    size_t order = 0;
    for (size_t i = 0; i < profile->document_count; i++) {
        for (size_t k = 0; k < profile->documents[i].glob_count; k++, order++) {
            if (fits(profile->documents[i].globs[k], path)) {
                return order;
            }
        }
    }
    return SIZE_MAX;
}

static int by_order(const void *left, const void *right)
{
    const struct ordered *a = left;
    const struct ordered *b = right;
    if (a->order != b->order) {
        return a->order < b->order ? -1 : 1;
    }
    struct slice x = slice_of(a->document->path);
    struct slice y = slice_of(b->document->path);
    while (x.size > 0 && y.size > 0) {
        int order = id_compare(first_part(&x), first_part(&y));
        if (order != 0) {
            return order;
        }
    }
    return (x.size > 0) - (y.size > 0);
}

static struct plan *make_plan(const struct history_plan *plan, const struct history_tree *tree, struct error *error)
{
    const struct profile *profile = find_profile(plan, tree);
    struct ordered *ordered = memory_new(tree->count, sizeof *ordered);
    struct document **documents = memory_new(tree->count, sizeof(struct document *));
    struct plan *made = NULL;
    size_t count = 0;
    for (size_t i = 0; ordered != NULL && i < tree->count; i++) {
        size_t order = order_of(profile, tree->entries[i].path);
        if (order != SIZE_MAX) {
            ordered[count++] = (struct ordered){.document = tree->entries[i].document, .order = order};
        }
    }
    if (ordered != NULL && documents != NULL) {
        if (count > 1) {
            qsort(ordered, count, sizeof *ordered, by_order);
        }
        for (size_t i = 0; i < count; i++) {
            documents[i] = ordered[i].document;
        }
        made = plan_new(profile, plan->root, documents, count, error);
    } else {
        (void)error_no_memory(error);
    }
    memory_free(ordered);
    memory_free(documents);
    return made;
}

static int by_record(const void *left, const void *right)
{
    const struct history_state *a = left;
    const struct history_state *b = right;
    return a->kind != b->kind ? (a->kind < b->kind ? -1 : 1) : slice_compare(a->id, b->id);
}

static bool keep_state(struct history_tree *tree, const struct plan *plan, const struct record *record)
{
    const struct plan_place *place = record->places[0];
    const struct plan_field *field = record_field(record, ROLE_STATUS, &place);
    place = place == NULL ? record->places[0] : place;
    struct history_state *state = &tree->states[tree->state_count];
    *state = (struct history_state){
        .kind = record->kind,
        .id = arena_copy(&tree->arena, record_name(record)),
        .state = record->state,
        .value = arena_copy(&tree->arena, record->kind == KIND_CLAIM ? record_value(record, ROLE_WHO) : record->status),
        .file = arena_copy(&tree->arena, slice_of(plan_path(plan, place->document))),
        .line = field != NULL ? field->line : place->line,
        .follows = record->kind == KIND_QUEUE && record->task != NULL,
    };
    tree->state_count++;
    return state->id.data != NULL && state->value.data != NULL && state->file.data != NULL;
}

static bool read_states(const struct history_plan *plan, struct history_tree *tree, struct error *error)
{
    struct plan *made = make_plan(plan, tree, error);
    if (made == NULL) {
        return false;
    }
    size_t count = 0;
    for (size_t kind = 0; kind < KIND_PLAN; kind++) {
        count += made->records[kind].count;
    }
    tree->states = arena_new(&tree->arena, count, sizeof *tree->states);
    bool done = tree->states != NULL;
    for (size_t kind = 0; done && kind < KIND_PLAN; kind++) {
        for (size_t i = 0; done && i < made->records[kind].count; i++) {
            done = made->records[kind].items[i]->place_count == 0 || keep_state(tree, made, made->records[kind].items[i]);
        }
    }
    plan_free(made);
    if (done && tree->state_count > 1) {
        qsort(tree->states, tree->state_count, sizeof *tree->states, by_record);
    }
    tree->read = done;
    return done || error_no_memory(error);
}

bool history_trees_read(const struct history_plan *plan, struct history_tree *const *trees, size_t count,
                        struct error *error)
{
    struct wanted wanted = {0};
    bool done = gather(trees, count, &wanted) || error_no_memory(error);
    done = done && (wanted.count == 0 || read_documents(plan, &wanted, error));
    memory_free(wanted.items);
    for (size_t i = 0; done && i < count; i++) {
        done = trees[i]->read || read_states(plan, trees[i], error);
    }
    return done;
}
