/* The sample plan, copied where it may be tried out. */
#include "cli/command.h"

#include "cli/new_folder.h"
#include "cli/report.h"
#include "cli/sample.h"
#include "store/file.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { DEMO_MODE = 0666 };

/* A folder that holds anything is somebody's. */
static bool check_empty(const char *folder, struct error *error)
{
    DIR *listing = opendir(folder);
    if (listing == NULL) {
        return errno == ENOENT || error_set_at(error, ERROR_SYSTEM, folder, 0,
                                               "the folder cannot be read: %s; name another one", strerror(errno));
    }
    bool empty = true;
    const struct dirent *entry;
    while (empty && (entry = readdir(listing)) != NULL) {
        empty = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
    }
    (void)closedir(listing);
    return empty || error_refuse(error, "demo.folder", folder, 0,
                                 "the folder is not empty; name one that is, or one that is not there yet");
}

static bool copy_sample(const char *folder, struct error *error)
{
    struct bytes path;
    bytes_init(&path);
    bool done = true;
    for (const struct sample_file *file = sample_files; file->path != NULL && done; file++) {
        bytes_clear(&path);
        bytes_append_text(&path, folder);
        bytes_append_byte(&path, '/');
        bytes_append_text(&path, file->path);
        done = (!path.failed || error_no_memory(error)) && new_folder_make_above(&path, strlen(folder) + 1, error) &&
               file_create(path.data, DEMO_MODE, slice_make(file->bytes, file->size), false, error);
    }
    bytes_release(&path);
    return done;
}

/* The folder of the command line, made where it is missing, or a new one among the temporary ones. Appended to
 * `folder`. */
static bool choose_folder(const struct call *call, struct bytes *folder, struct error *error)
{
    if (call->arguments->word_count > 0) {
        bytes_append_text(folder, call->arguments->words[0]);
        while (folder->size > 1 && folder->data[folder->size - 1] == '/') {
            folder->data[--folder->size] = '\0';
        }
        if (folder->failed) {
            return error_no_memory(error);
        }
        return folder->size > 0 ? check_empty(folder->data, error) && new_folder_make_above(folder, 1, error) &&
                                      new_folder_make(folder->data, error)
                                : error_set(error, ERROR_USAGE, "name a folder, or none for a new one");
    }
    bytes_append_text(folder, call->environment->tmpdir != NULL ? call->environment->tmpdir : "/tmp");
    bytes_append_text(folder, "/workboard-demo-XXXXXX");
    if (folder->failed) {
        return error_no_memory(error);
    }
    if (mkdtemp(folder->data) == NULL) {
        return error_set_at(error, ERROR_SYSTEM, folder->data, 0, "the folder cannot be made: %s; name one yourself",
                            strerror(errno));
    }
    return true;
}

static bool run(struct call *call, struct error *error)
{
    struct bytes folder;
    bytes_init(&folder);
    bool done = choose_folder(call, &folder, error) && copy_sample(folder.data, error);
    if (done) {
        struct bytes note;
        bytes_init(&note);
        bytes_append_format(&note, "the sample plan is in %s; workboard --plan %s opens it again", folder.data,
                            folder.data);
        report_note(call->notes, note.failed ? folder.data : note.data);
        bytes_release(&note);
        done = command_board_on(call, folder.data, true, error);
    }
    bytes_release(&folder);
    return done;
}

const struct command command_demo = {
    .name = "demo",
    .usage = "[DIR]",
    .summary = "a copy of the bundled sample plan, and the board on it",
    .details = "Without DIR the copy is made in a new temporary folder. It is yours to try things on. A folder that "
               "holds anything is refused.",
    .words = 1,
    .run = run,
};
