/* workspace_files.h: documents that structural edits name, in a plan or in none: where they are, and what they hold. Inside the
 * store; others use workspace_open_files and workspace_apply.
 */
#ifndef WORKBOARD_STORE_WORKSPACE_FILES_H
#define WORKBOARD_STORE_WORKSPACE_FILES_H

#include "ops/apply.h"
#include "store/workspace_write.h"

/* Finds the document of each structural edit of the requests, gives the request its number, and reads those that the plan does
 * not hold. `*files` lie in `arena`; their sources are shares, to be given back by workspace_files_release. */
bool workspace_files_read(const struct workspace *workspace, struct apply_request *requests, size_t count,
                          struct arena *arena, struct apply_file **files, size_t *file_count, struct error *error);
void workspace_files_release(struct apply_file *files, size_t count);

#endif
