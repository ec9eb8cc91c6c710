#include "store/authors.h"

#include "base/memory.h"
#include "store/log.h"

/* What the log says of a document. */
struct written {
    struct slice path;
    const struct log_record *last; /* that left it as it is; NULL: another program did */
    size_t reach;                  /* so many of the newest records may have changed it since */
    bool whole;                    /* by records alone it became from `before` what it is */
};

struct naming {
    const struct log *log;
    struct written *documents;
    size_t count;
    size_t known;
};

/* ---- the log ---- */

static const struct log_file *file_of(const struct log_record *record, struct slice path)
{
    for (size_t i = 0; i < record->file_count; i++) {
        if (slice_equal(record->files[i].path, path)) {
            return &record->files[i];
        }
    }
    return NULL;
}

/* Goes back from the present bytes, record by record, as long as each fits to the one after it; and looks for the newest
 * one that began with the bytes of before: what came after it may be among what changed, whoever else wrote meanwhile. */
static struct written trace(const struct log *log, const struct authors_document *document)
{
    struct written written = {.path = document->path};
    uint64_t wanted = log_hash(document->after);
    uint64_t start = log_hash(document->before);
    bool fits = true;
    bool begun = document->before.data == NULL;
    for (size_t i = 0; i < log->count && !(begun && (written.whole || !fits)); i++) {
        const struct log_file *file = file_of(&log->records[i], document->path);
        if (file == NULL) {
            continue;
        }
        fits = fits && (written.whole || file->after_hash == wanted);
        if (fits && !written.whole) {
            written.last = written.last == NULL ? &log->records[i] : written.last;
            written.reach = i + 1;
            wanted = file->before_hash;
            written.whole = document->before.data != NULL && wanted == start;
        }
        if (!begun && file->before_hash == start) {
            begun = true;
            written.reach = i + 1;
        }
    }
    return written;
}

/* ---- events ---- */

static bool same_value(struct slice a, struct slice b)
{
    return (a.data == NULL) == (b.data == NULL) && slice_equal(slice_trim(a), slice_trim(b));
}

/* Whether the effect is the change that the event tells. */
static bool is_meant(const struct log_effect *effect, const struct event *event)
{
    bool same = slice_equal(effect->kind, slice_of(kind_name(event->kind))) && slice_equal_fold(effect->id, event->id) &&
                slice_equal(effect->file, event->file);
    switch (event->what) {
    case COMPARE_ADDED: return same && effect->old.data == NULL && effect->new.data != NULL;
    case COMPARE_REMOVED: return same && effect->old.data != NULL && effect->new.data == NULL;
    case COMPARE_CHANGED: break;
    }
    return same && same_value(effect->new, event->new) &&
           (slice_equal(effect->role, event->field) || slice_equal(effect->role, slice_of(role_name(ROLE_OTHER))));
}

static const struct log_record *find_record(const struct naming *naming, const struct event *event)
{
    const struct written *written = NULL;
    for (size_t i = 0; i < naming->count && written == NULL; i++) {
        written = slice_equal(naming->documents[i].path, event->file) ? &naming->documents[i] : NULL;
    }
    for (size_t i = 0; written != NULL && i < naming->log->count; i++) {
        const struct log_record *record = &naming->log->records[i];
        for (size_t k = 0; (i < written->reach || record->id > naming->known) && k < record->effect_count; k++) {
            if (is_meant(&record->effects[k], event)) {
                return record;
            }
        }
    }
    return written != NULL && written->whole ? written->last : NULL;
}

static bool name_event(const struct naming *naming, struct events *events, struct event *event)
{
    const struct log_record *record = find_record(naming, event);
    event->hand = record == NULL ? HAND_OUTSIDE : HAND_WORKBOARD;
    if (record != NULL) {
        event->who = arena_copy(&events->arena, record->who);
    }
    return record == NULL || event->who.data != NULL;
}

/* ---- from outside ---- */

void authors_begin(struct authors *authors, const struct folder *folder)
{
    struct log log = {0};
    authors->known = folder != NULL && log_list(folder, &log, NULL) && log.count > 0 ? log.records[0].id : 0;
    log_release(&log);
}

bool authors_name(struct authors *authors, const struct folder *folder, const struct authors_document *documents,
                  size_t count, struct events *events, struct error *error)
{
    struct log log = {0};
    struct naming naming = {.log = &log, .known = authors->known};
    if (folder == NULL || events->count == 0 || !log_list(folder, &log, NULL)) {
        log_release(&log);
        return true;
    }
    naming.documents = memory_new(count, sizeof *naming.documents);
    bool done = naming.documents != NULL;
    for (; done && naming.count < count; naming.count++) {
        naming.documents[naming.count] = trace(&log, &documents[naming.count]);
    }
    for (size_t i = 0; done && i < events->count; i++) {
        done = name_event(&naming, events, &events->items[i]);
    }
    if (log.count > 0 && log.records[0].id > authors->known) {
        authors->known = log.records[0].id;
    }
    memory_free(naming.documents);
    log_release(&log);
    return done || error_no_memory(error);
}

static const struct document *document_named(const struct plan *plan, const char *path)
{
    for (size_t i = 0; i < plan->document_count; i++) {
        if (strcmp(plan->documents[i]->path, path) == 0) {
            return plan->documents[i];
        }
    }
    return NULL;
}

static bool add_document(struct arena *arena, const struct document *before, const struct document *after,
                         struct authors_document *document)
{
    const struct document *named = after != NULL ? after : before;
    *document = (struct authors_document){
        .path = arena_copy(arena, slice_of(named->path)),
        .before = before == NULL ? (struct slice){0} : source_bytes(before->source),
        .after = after == NULL ? (struct slice){0} : source_bytes(after->source),
    };
    return document->path.data != NULL;
}

bool authors_documents(const struct plan *before, const struct plan *after, struct arena *arena,
                       struct authors_document **documents, size_t *count)
{
    *count = 0;
    *documents = arena_new(arena, before->document_count + after->document_count, sizeof **documents);
    for (size_t i = 0; *documents != NULL && i < after->document_count; i++) {
        const struct document *older = document_named(before, after->documents[i]->path);
        if (older != after->documents[i] && !add_document(arena, older, after->documents[i], &(*documents)[(*count)++])) {
            return false;
        }
    }
    for (size_t i = 0; *documents != NULL && i < before->document_count; i++) {
        if (document_named(after, before->documents[i]->path) == NULL &&
            !add_document(arena, before->documents[i], NULL, &(*documents)[(*count)++])) {
            return false;
        }
    }
    return *documents != NULL;
}
