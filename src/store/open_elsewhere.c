#include "store/open_elsewhere.h"

#include "base/memory.h"
#include "store/file.h"
#include "store/journal_content.h"

#include <string.h>
#include <sys/stat.h>

struct mark {
    const char *before;
    const char *after;
    const char *editor;
};

static const struct mark marks[] = {
    {".", ".swp", "Vim or nano"}, {".", ".swo", "Vim"},        {".", ".swn", "Vim"},
    {".#", "", "Emacs"},          {"#", "#", "Emacs"},         {".", ".kate-swp", "Kate"},
    {".~lock.", "#", "LibreOffice"},
};

/* The name of the editor's file in the folder of `target`, appended to the emptied `name`, and whether it is there. */
static bool find_mark(const char *target, const struct mark *mark, struct bytes *name, bool *found)
{
    const char *slash = strrchr(target, '/');
    size_t cut = slash == NULL ? 0 : (size_t)(slash - target) + 1;
    struct stat status;
    bytes_clear(name);
    bytes_append(name, slice_make(target, cut));
    bytes_append_text(name, mark->before);
    bytes_append_text(name, target + cut);
    bytes_append_text(name, mark->after);
    *found = !name->failed && lstat(name->data, &status) == 0;
    return !name->failed;
}

bool open_elsewhere_note(const char *root, struct slice path, const char *prefix, struct bytes *note)
{
    struct bytes below;
    struct bytes name;
    bytes_init(&below);
    bytes_init(&name);
    bool done = bytes_append(&below, path);
    char *target = done ? journal_resolve(root, below.data) : NULL;
    bool found = false;
    for (size_t i = 0; done && target != NULL && !found && i < sizeof marks / sizeof marks[0]; i++) {
        done = find_mark(target, &marks[i], &name, &found);
        if (done && found) {
            bytes_append_text(note, prefix);
            bytes_append(note, path);
            bytes_append_format(note, " seems to be open in %s (%s is there); load it again there before you save it, or this change is lost",
                                marks[i].editor, strrchr(name.data, '/') + 1);
            done = !note->failed;
        }
    }
    memory_free(target);
    bytes_release(&below);
    bytes_release(&name);
    return done;
}
