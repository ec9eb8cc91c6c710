/* new_folder.h: makes folders for files of the program's own choice: a sample, a new plan. */
#ifndef WORKBOARD_CLI_NEW_FOLDER_H
#define WORKBOARD_CLI_NEW_FOLDER_H

#include "base/bytes.h"
#include "base/error.h"

/* Makes one folder; one that is there already is no failure. */
bool new_folder_make(const char *path, struct error *error);

/* Makes every folder above the file; `path` is ended by a NUL, and what stands before `from` is there. */
bool new_folder_make_above(struct bytes *path, size_t from, struct error *error);

#endif
