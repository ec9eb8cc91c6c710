#include "cli/print_change.h"

#include "text/diff.h"

#include <stdint.h>
#include <sys/stat.h>

enum { CHANGE_CONTEXT = 3 };

/* ---- paths ---- */

static bool holds_repository(struct slice folder)
{
    struct bytes path;
    bytes_init(&path);
    bytes_append(&path, folder);
    bytes_append_text(&path, "/.git");
    struct stat status;
    bool found = !path.failed && stat(path.data, &status) == 0;
    bytes_release(&path);
    return found;
}

/* The nearest folder upward from `folder` that holds a repository; data NULL where there is none. */
static struct slice repository_of(struct slice folder)
{
    while (folder.size > 0) {
        if (holds_repository(folder)) {
            return folder;
        }
        while (folder.size > 0 && folder.data[folder.size - 1] != '/') {
            folder.size--;
        }
        while (folder.size > 0 && folder.data[folder.size - 1] == '/') {
            folder.size--;
        }
    }
    return slice_make(NULL, 0);
}

void print_change_prefix(struct bytes *out, const char *root, const char *directory)
{
    struct slice path = slice_of(root);
    struct slice above = repository_of(path);
    if (above.data == NULL) {
        above = slice_of(directory);
    }
    if (above.size < path.size && slice_starts(path, above) &&
        (above.size == 0 || path.data[above.size] == '/' || path.data[above.size - 1] == '/')) {
        struct slice below = slice_part(path, above.size, path.size);
        while (below.size > 0 && below.data[0] == '/') {
            below = slice_part(below, 1, below.size);
        }
        if (below.size > 0) {
            bytes_append(out, below);
            bytes_append_byte(out, '/');
        }
    }
}

/* ---- diffs ---- */

static enum output_style style_of_line(struct slice line)
{
    if (slice_starts(line, slice_of("+++ ")) || slice_starts(line, slice_of("--- ")) ||
        slice_starts(line, slice_of("diff "))) {
        return STYLE_STRONG;
    }
    if (line.size > 0 && line.data[0] == '@') {
        return STYLE_QUIET;
    }
    return line.size > 0 && line.data[0] == '+'   ? STYLE_GOOD
           : line.size > 0 && line.data[0] == '-' ? STYLE_BAD
                                                  : STYLE_PLAIN;
}

/* Fit for eyes: each line cleaned, in its colour. */
static void append_drawn(struct output *output, struct slice diff)
{
    struct slice line;
    while (diff.size > 0 && slice_next(&diff, '\n', &line)) {
        enum output_style style = style_of_line(line);
        while (line.size > 0 && line.data[line.size - 1] == '\r') {
            line.size--;
        }
        output_begin(output, style);
        output_clean(output, line);
        output_end(output, style);
        bytes_append_byte(&output->bytes, '\n');
    }
}

static void append_path(struct bytes *out, const char *prefix, struct slice path)
{
    bytes_append_text(out, prefix);
    bytes_append(out, path);
}

/* The diff of one file with the header that makes git take its paths from the top of the repository. */
static bool append_file(struct bytes *out, const struct change_file *file, const char *prefix, size_t context,
                        struct error *error)
{
    struct bytes path;
    struct bytes diff;
    bytes_init(&path);
    bytes_init(&diff);
    append_path(&path, prefix, file->path);
    bool done = !path.failed || error_no_memory(error);
    done = done && diff_append_unified(&diff, path.data, file->before, file->after, context, error);
    if (done && diff.size > 0) {
        if (context > 0) {
            bytes_append_text(out, "diff --git a/");
            bytes_append(out, bytes_slice(&path));
            bytes_append_text(out, " b/");
            bytes_append(out, bytes_slice(&path));
            bytes_append_byte(out, '\n');
        }
        bytes_append(out, bytes_slice(&diff));
    }
    done = done && (!diff.failed || error_no_memory(error));
    bytes_release(&path);
    bytes_release(&diff);
    return done;
}

static bool append_files(struct output *output, const struct change *change, const char *prefix, size_t context,
                         bool drawn, struct error *error)
{
    struct bytes diff;
    bytes_init(&diff);
    bool done = true;
    for (size_t i = 0; i < change->file_count && done; i++) {
        done = append_file(&diff, &change->files[i], prefix, context, error);
    }
    if (done && diff.failed) {
        done = error_no_memory(error);
    }
    if (done && drawn) {
        append_drawn(output, bytes_slice(&diff));
    } else if (done) {
        bytes_append(&output->bytes, bytes_slice(&diff));
    }
    bytes_release(&diff);
    return done;
}

bool print_change_diff(struct output *output, const struct change *change, const char *prefix, struct error *error)
{
    return append_files(output, change, prefix, CHANGE_CONTEXT, output->terminal || output->color, error);
}

bool print_change(struct output *output, const struct change *change, const char *prefix, bool quiet,
                  struct error *error)
{
    output_begin(output, STYLE_STRONG);
    output_clean(output, change->summary);
    output_end(output, STYLE_STRONG);
    bytes_append_byte(&output->bytes, '\n');
    if (change->file_count == 0) {
        bytes_append_text(&output->bytes, "nothing to change: the documents say so already\n");
        return true;
    }
    return quiet || append_files(output, change, prefix, 0, true, error);
}

void print_change_mentions(struct output *output, const struct change *change, const char *prefix)
{
    if (change->mention_count == 0) {
        return;
    }
    bytes_append_text(&output->bytes, "named here too, and left as it is:\n");
    struct output whole = {.terminal = output->terminal};
    for (size_t i = 0; i < change->mention_count; i++) {
        const struct change_mention *mention = &change->mentions[i];
        bytes_clear(&whole.bytes);
        output_clean(&whole, slice_of(prefix));
        output_clean(&whole, mention->path);
        bytes_append_format(&whole.bytes, ":%zu: ", mention->line);
        output_clean(&whole, slice_trim(mention->text));
        output->bytes.failed = output->bytes.failed || whole.bytes.failed;
        bytes_append_text(&output->bytes, "  ");
        size_t room = output->columns > 2 ? output->columns - 2 : 1;
        bytes_append(&output->bytes, utf8_clip(bytes_slice(&whole.bytes), room, output->width));
        bytes_append_byte(&output->bytes, '\n');
    }
    bytes_release(&whole.bytes);
}
