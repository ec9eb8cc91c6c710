#include "store/change_save.h"

#include "store/log_edits.h"

static bool fill_effects(const struct change *change, struct log_record *record, struct arena *arena)
{
    record->effects = arena_new(arena, change->effect_count, sizeof *record->effects);
    if (record->effects == NULL) {
        return false;
    }
    for (size_t i = 0; i < change->effect_count; i++) {
        const struct change_effect *effect = &change->effects[i];
        record->effects[record->effect_count++] = (struct log_effect){
            .kind = slice_of(kind_name(effect->kind)),
            .id = effect->id,
            .file = effect->path,
            .place = effect->place,
            .role = slice_of(role_name(effect->role)),
            .cell = effect->cell,
            .old = effect->old,
            .new = effect->new,
        };
    }
    return true;
}

static bool fill_files(const struct change *change, struct log_record *record, struct save_file *files,
                       struct arena *arena, struct error *error)
{
    record->files = arena_new(arena, change->file_count, sizeof *record->files);
    if (record->files == NULL) {
        return error_no_memory(error);
    }
    for (size_t i = 0; i < change->file_count; i++) {
        const struct change_file *file = &change->files[i];
        struct log_file *logged = &record->files[record->file_count++];
        logged->path = file->path;
        if (!log_edits_make(file->before, file->after, arena, logged, error)) {
            return false;
        }
        files[i] = (struct save_file){
            .path = file->path.data,
            .existed = true,
            .before = source_bytes(file->before),
            .after = source_bytes(file->after),
        };
    }
    return true;
}

bool change_save(const struct save_options *options, const struct change *change, const struct change_author *author,
                 struct save_report *report, size_t *id, struct error *error)
{
    struct arena arena;
    struct log_record record = {
        .time = author->now,
        .who = author->who,
        .verb = author->verb,
        .summary = change->summary,
        .undoes = author->undoes,
        .subjects = change->subjects,
        .subject_count = change->subject_count,
    };
    arena_init(&arena);
    struct save_file *files = arena_new(&arena, change->file_count, sizeof *files);
    bool done = (files != NULL && fill_effects(change, &record, &arena)) || error_no_memory(error);
    done = done && fill_files(change, &record, files, &arena, error) &&
           save_files(options, files, change->file_count, &record, report, error);
    if (done && id != NULL) {
        *id = record.id;
    }
    arena_release(&arena);
    return done;
}
