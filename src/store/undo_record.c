#include "store/undo_record.h"

#include "base/memory.h"
#include "ops/take_back.h"
#include "store/file.h"
#include "store/save.h"
#include "store/undo_claims.h"
#include "store/undo_shape.h"

/* One file of the record. */
struct taken {
    const struct log_file *file;
    struct source *now;
    size_t document; /* of the plan; SIZE_MAX: of none */
    bool exact;      /* goes back byte by byte, or did so already */
    struct edits edits;
};

struct taking {
    const struct undo_documents *documents;
    const struct log_record *record;
    struct taken *files;
    size_t count;
    struct slice *claims; /* that go as claims go */
    size_t claim_count;
    struct arena arena;
};

static void release_taking(struct taking *taking)
{
    for (size_t i = 0; i < taking->count; i++) {
        source_release(taking->files[i].now);
        edits_release(&taking->files[i].edits);
    }
    arena_release(&taking->arena);
}

/* ---- what is there now ---- */

static bool read_file(const struct folder *folder, struct slice path, struct source **source, struct error *error)
{
    struct bytes full;
    struct bytes content;
    struct error reason;
    error_clear(&reason);
    bytes_init(&full);
    bytes_init(&content);
    *source = NULL;
    bytes_append_text(&full, folder->root);
    bytes_append_byte(&full, '/');
    bytes_append(&full, path);
    bool done = !full.failed || error_no_memory(error);
    const char *name = done ? full.data + full.size - path.size : "";
    if (done && !file_read(full.data, SAVE_FILE_LIMIT, &content, NULL, &reason)) {
        done = reason.code == ERROR_NOT_FOUND
                   ? error_set_at(error, ERROR_CONFLICT, name, 0,
                                  "is not there any more; bring it back (git has it perhaps) and try again")
                   : error_set_at(error, reason.code, name, 0, "%s", reason.message);
    }
    *source = done ? source_take(name, &content, error) : NULL;
    bytes_release(&full);
    bytes_release(&content);
    return *source != NULL;
}

/* The plan's document, which was read a moment ago, or else what lies on the disk. */
static bool find_now(const struct taking *taking, struct taken *taken, struct error *error)
{
    const struct plan *plan = taking->documents->plan;
    for (size_t i = 0; plan != NULL && i < plan->document_count; i++) {
        if (slice_equal(slice_of(plan_path(plan, i)), taken->file->path)) {
            taken->document = i;
            taken->now = source_share(plan->documents[i]->source);
            return true;
        }
    }
    return read_file(taking->documents->folder, taken->file->path, &taken->now, error);
}

/* ---- one file ---- */

/* Two places that are one by now cannot be told apart. */
static bool add_place(struct taken *taken, const struct undo_place *place, struct error *error)
{
    struct error reason;
    error_clear(&reason);
    if (edits_add(&taken->edits, place->span, bytes_slice(&place->text), &reason)) {
        return true;
    }
    return reason.code == ERROR_BUG
               ? error_set_at(error, ERROR_CONFLICT, source_name(taken->now), place->line,
                              "was changed since, so that this cannot be taken back by itself; put it back by hand")
               : error_set(error, reason.code, "%s", reason.message);
}

/* Where the edit stands today; nothing is added for what goes by itself. */
static bool find_edit(struct taking *taking, struct taken *taken, const struct undo_finder *finder,
                      const struct log_edit *edit, struct error *error)
{
    const struct plan *plan = taken->document == SIZE_MAX ? NULL : taking->documents->plan;
    struct undo_place place = {0};
    bool found = false;
    if (plan != NULL) {
        if (!take_back_is_stamp(plan->profile, edit->new, &found, error)) {
            return false;
        }
        if (found || undo_claims_go(plan, taken->document, taking->record, edit, taking->claims, &taking->claim_count)) {
            return true;
        }
    }
    bool done = (plan == NULL || undo_claims_return(plan, taken->document, edit, &found, &place, error)) &&
                (found || undo_find(finder, edit, &place, error)) && add_place(taken, &place, error);
    bytes_release(&place.text);
    return done;
}

/* Takes back what can be found of a file that was changed since. */
static bool find_edits(struct taking *taking, struct taken *taken, struct error *error)
{
    struct undo_finder *finder = undo_finder_new(taken->now, error);
    bool done = finder != NULL;
    for (size_t i = 0; done && i < taken->file->edit_count; i++) {
        done = find_edit(taking, taken, finder, &taken->file->edits[i], error);
    }
    undo_finder_free(finder);
    return done;
}

static bool take_file(struct taking *taking, const struct log_file *file, struct error *error)
{
    struct taken *taken = &taking->files[taking->count++];
    *taken = (struct taken){.file = file, .document = SIZE_MAX};
    edits_init(&taken->edits);
    if (!find_now(taking, taken, error)) {
        return false;
    }
    /* Where somebody put it back by hand there is nothing left to do. */
    taken->exact = true;
    if (log_hash(source_bytes(taken->now)) == file->before_hash) {
        return true;
    }
    taken->exact = undo_is_untouched(file, taken->now);
    return taken->exact ? undo_whole(file, taken->now, &taken->edits, error) : find_edits(taking, taken, error);
}

/* ---- all of them ---- */

static bool add_file(const struct taken *taken, struct change *change, struct error *error)
{
    struct bytes bytes;
    bytes_init(&bytes);
    struct slice now = source_bytes(taken->now);
    bool done = edits_apply(&taken->edits, now, &bytes, error);
    if (done && !slice_equal(now, bytes_slice(&bytes))) {
        struct change_file *added = &change->files[change->file_count];
        added->path = arena_copy(&change->arena, taken->file->path);
        added->after = added->path.data == NULL ? NULL : source_take(source_name(taken->now), &bytes, error);
        done = added->after != NULL || (added->path.data == NULL && error_no_memory(error));
        if (done) {
            added->before = source_share(taken->now);
            change->file_count++;
        }
    }
    bytes_release(&bytes);
    return done;
}

/* Documents of the plan of which one was changed since. */
static bool add_documents(struct taking *taking, struct change *change, struct error *error)
{
    const struct undo_documents *documents = taking->documents;
    size_t count = documents->plan->document_count;
    struct edits *edits = arena_new(&taking->arena, count, sizeof *edits);
    bool *exact = arena_new(&taking->arena, count, sizeof *exact);
    if (edits == NULL || exact == NULL) {
        return error_no_memory(error);
    }
    for (size_t i = 0; i < taking->count; i++) {
        struct taken *taken = &taking->files[i];
        if (taken->document != SIZE_MAX) {
            edits[taken->document] = taken->edits;
            edits_init(&taken->edits);
            exact[taken->document] = taken->exact;
        }
    }
    const struct take_back request = {
        .edits = edits,
        .exact = exact,
        .claims = taking->claims,
        .claim_count = taking->claim_count,
        .day = documents->day,
        .now = documents->now,
        .who = documents->who,
    };
    bool done = take_back_run(documents->plan, &request, change, error);
    for (size_t i = 0; i < count; i++) {
        edits_release(&edits[i]);
    }
    return done;
}

static bool is_moved(const struct taking *taking)
{
    for (size_t i = 0; i < taking->count; i++) {
        if (taking->files[i].document != SIZE_MAX && !taking->files[i].exact) {
            return true;
        }
    }
    return false;
}

static bool add_files(struct taking *taking, struct change *change, struct error *error)
{
    bool moved = is_moved(taking);
    if (moved && !add_documents(taking, change, error)) {
        return false;
    }
    for (size_t i = 0; i < taking->count; i++) {
        if ((!moved || taking->files[i].document == SIZE_MAX) && !add_file(&taking->files[i], change, error)) {
            return false;
        }
    }
    for (size_t i = 0; i < change->file_count; i++) {
        const struct change_file *file = &change->files[i];
        bool exact = false;
        for (size_t k = 0; k < taking->count; k++) {
            exact = exact || (taking->files[k].exact && slice_equal(taking->files[k].file->path, file->path));
        }
        if (!exact && !undo_keeps_shape(file->path.data, file->before, file->after, error)) {
            return false;
        }
    }
    return true;
}

bool undo_record(const struct undo_documents *documents, const struct log_record *record, struct change *change,
                 struct error *error)
{
    struct taking taking = {.documents = documents, .record = record};
    size_t room = record->file_count + (documents->plan == NULL ? 0 : documents->plan->document_count);
    arena_init(&taking.arena);
    taking.files = arena_new(&taking.arena, record->file_count, sizeof *taking.files);
    taking.claims = arena_new(&taking.arena, record->effect_count, sizeof *taking.claims);
    change->files = arena_new(&change->arena, room, sizeof *change->files);
    bool done = (taking.files != NULL && taking.claims != NULL && change->files != NULL) || error_no_memory(error);
    for (size_t i = 0; done && i < record->file_count; i++) {
        done = take_file(&taking, &record->files[i], error);
    }
    done = done && add_files(&taking, change, error);
    release_taking(&taking);
    return done;
}
