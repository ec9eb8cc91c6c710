/* config_file.h: the person's own configuration of the board: config.yaml below $XDG_CONFIG_HOME, else below ~/.config. */
#ifndef WORKBOARD_CLI_CONFIG_FILE_H
#define WORKBOARD_CLI_CONFIG_FILE_H

#include "cli/environment.h"

/* Writes its path to `path` ("" where there is no home) and appends what it holds to `text`; nothing where there is no
 * such file. */
bool config_file_read(const struct environment *environment, char path[ENVIRONMENT_PATH], struct bytes *text,
                      struct error *error);

#endif
