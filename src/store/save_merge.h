/* save_merge.h: what another program wrote in the middle of a save, and our change, become one document.
 *
 * What was only appended behind an end that we left alone is appended to ours, as it came. Everything else is merged by
 * merge/merge_documents.h: other cells, rows, items, fields and nodes than ours survive. Where both changed the same, what
 * was only appended is still appended; other edits are a conflict, and the save is taken back.
 */
#ifndef WORKBOARD_STORE_SAVE_MERGE_H
#define WORKBOARD_STORE_SAVE_MERGE_H

#include "base/bytes.h"

/* Names of the fields that hold the day of the last change; the context of save_merge_documents, which may be NULL. */
struct save_merge_stamps {
    const struct slice *names;
    size_t count;
};

/* A save_merge_function (save.h). */
bool save_merge_documents(void *context, const char *path, struct slice before, struct slice theirs,
                          struct slice ours, struct bytes *out);

#endif
