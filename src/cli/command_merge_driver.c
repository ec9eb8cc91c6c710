/* The merge driver of git: three files in, one out. */
#include "cli/command.h"

#include "base/memory.h"
#include "cli/report.h"
#include "merge/merge_documents.h"
#include "store/discover.h"
#include "store/file.h"
#include "store/save.h"

#include <errno.h>
#include <stdlib.h>

enum { BASE, OURS, THEIRS, VERSIONS, PATH = VERSIONS, MARKER_SIZE, MOST_WORDS, LARGEST_MARKER = 200 };

static bool read_marker_size(const struct call *call, size_t *size, struct error *error)
{
    *size = 0;
    if (call->arguments->word_count <= MARKER_SIZE) {
        return true;
    }
    const char *text = call->arguments->words[MARKER_SIZE];
    char *end = NULL;
    errno = 0;
    unsigned long number = text[0] >= '0' && text[0] <= '9' ? strtoul(text, &end, 10) : 0;
    if (number == 0 || errno != 0 || *end != '\0' || number > LARGEST_MARKER) {
        return error_set(error, ERROR_USAGE, "\"%.100s\" is no size of markers; git gives it as %%L", text);
    }
    *size = number;
    return true;
}

/* The names of stamps of every profile that is known: in the middle of a merge no plan can be asked which one reads
 * it, and they are nothing but names. A profile that is broken is for others to complain of. */
static bool gather_stamps(const struct call *call, struct profiles *profiles, struct slice **stamps, size_t *count,
                          struct error *error)
{
    size_t most = 0;
    if (profiles_load(profiles, &call->environment->workspace, NULL)) {
        (void)profiles_add_repository(profiles, call->environment->directory, NULL);
    }
    for (size_t i = 0; i < profiles->count; i++) {
        most += profiles->items[i]->stamp_count;
    }
    *stamps = memory_new(most, sizeof **stamps);
    *count = 0;
    if (*stamps == NULL) {
        return error_no_memory(error);
    }
    for (size_t i = 0; i < profiles->count; i++) {
        for (size_t k = 0; k < profiles->items[i]->stamp_count; k++) {
            (*stamps)[(*count)++] = profiles->items[i]->stamps[k];
        }
    }
    return true;
}

static bool read_versions(const struct call *call, struct bytes versions[VERSIONS], struct error *error)
{
    for (size_t i = 0; i < VERSIONS; i++) {
        if (!file_read(call->arguments->words[i], SAVE_FILE_LIMIT, &versions[i], NULL, error)) {
            return false;
        }
    }
    return true;
}

static void tell_conflicts(struct call *call, const char *path, size_t conflicts)
{
    struct bytes note;
    bytes_init(&note);
    bytes_append_format(&note, "%s: %zu %s; look for <<<<<<<, settle each, then git add", path, conflicts,
                        conflicts == 1 ? "conflict" : "conflicts");
    report_note(call->notes, note.failed ? "conflicts; look for <<<<<<<" : note.data);
    bytes_release(&note);
}

static bool run(struct call *call, struct error *error)
{
    if (call->arguments->word_count <= PATH) {
        return error_set(error, ERROR_USAGE, "name the base, ours, theirs and the path, as git does with %%O %%A %%B %%P");
    }
    const char *path = call->arguments->words[PATH];
    struct bytes versions[VERSIONS] = {{0}};
    struct bytes merged;
    struct profiles profiles = {0};
    struct slice *stamps = NULL;
    struct merge_options options = {0};
    size_t conflicts = 0;
    bytes_init(&merged);
    bool done = read_marker_size(call, &options.marker_size, error) &&
                gather_stamps(call, &profiles, &stamps, &options.stamp_count, error) &&
                read_versions(call, versions, error);
    options.stamps = stamps;
    done = done && merge_documents(path, bytes_slice(&versions[BASE]), bytes_slice(&versions[OURS]),
                                   bytes_slice(&versions[THEIRS]), &options, &merged, &conflicts, error) &&
           file_replace(call->arguments->words[OURS], bytes_slice(&merged), false, error);
    if (done && conflicts > 0) {
        call->answer_is_no = true;
        tell_conflicts(call, path, conflicts);
    }
    bytes_release(&merged);
    for (size_t i = 0; i < VERSIONS; i++) {
        bytes_release(&versions[i]);
    }
    memory_free(stamps);
    profiles_release(&profiles);
    return done;
}

const struct command command_merge_driver = {
    .name = "merge-driver",
    .usage = "BASE OURS THEIRS PATH [SIZE]",
    .summary = "merges three versions of a document by cells, rows, items, fields and nodes, for git",
    .details = "git runs it, as workboard merge-driver %O %A %B %P %L, for the files that .gitattributes gives to it: "
               "workboard init --merge-driver sets that up. The merged document is written to OURS; PATH says by its "
               "ending what it is. Exit status 1: there are conflicts, with markers around them; in a table the markers "
               "stand inside the cell, so that it stays a table.",
    .words = MOST_WORDS,
    .run = run,
};
