/* terminal_folder.h: whole folders: copied, compared, removed. What cannot be done fails the test. */
#ifndef WORKBOARD_TESTS_TERMINAL_FOLDER_H
#define WORKBOARD_TESTS_TERMINAL_FOLDER_H

#include "base/bytes.h"

#include <stdbool.h>

enum { FOLDER_PATH = 1024 };

/* `folder`/`name` in a buffer of the caller's, which is also given back. */
const char *folder_join(char path[FOLDER_PATH], const char *folder, const char *name);

/* False where there is no such file. `out` is emptied first. */
bool folder_read(const char *path, struct bytes *out);
void folder_write(const char *path, struct slice content);

/* Copies all files and folders below `from`; the copies can be written. */
void folder_copy(const char *from, const char *to);

/* Whether both hold the same names with the same bytes; says what differs. */
bool folder_same(const char *one, const char *other);

void folder_remove(const char *path);

#endif
