#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/bug_report.h"

#include "base/memory.h"
#include "store/file.h"
#include "store/journal_text.h"
#include "store/log.h"

#include <inttypes.h>
#include <stdio.h>

#ifndef PACKAGE_VERSION
#define PACKAGE_VERSION "0"
#endif

static void append_member(struct bytes *out, const char *key, struct slice text)
{
    bytes_append_format(out, ",\"%s\":", key);
    journal_text_write(out, text);
}

static void append_list(struct bytes *out, const char *key, const struct slice *texts, size_t count)
{
    bytes_append_format(out, ",\"%s\":[", key);
    for (size_t i = 0; i < count; i++) {
        bytes_append_text(out, i > 0 ? "," : "");
        journal_text_write(out, texts[i]);
    }
    bytes_append_text(out, "]");
}

static void append_edit(struct bytes *out, const struct apply_request *request)
{
    const struct structure_request *edit = request->edit;
    bytes_append_format(out, "{\"op\":\"%s\"", structure_operations[edit->operation].name);
    append_member(out, "file", request->file);
    for (int i = 0; i < STRUCTURE_ARGUMENTS; i++) {
        const struct structure_argument_info *info = &structure_arguments[i];
        if ((edit->given & 1U << i) == 0) {
            continue;
        }
        if (info->form == STRUCTURE_LIST) {
            append_list(out, info->name, edit->lists[i].items, edit->lists[i].count);
        } else if (info->form == STRUCTURE_ONE) {
            append_member(out, info->name, edit->texts[i]);
        } else if (info->form == STRUCTURE_NUMBER) {
            bytes_append_format(out, ",\"%s\":%zu", info->name, edit->numbers[i]);
        } else {
            bytes_append_format(out, ",\"%s\":true", info->name);
        }
    }
    bytes_append_text(out, "}");
}

static void append_verb(struct bytes *out, const struct request *request)
{
    bytes_append_format(out, "{\"op\":\"%s\"", request->verb->name);
    append_list(out, "arguments", request->arguments, request->argument_count);
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if (request->options[i].data != NULL) {
            append_member(out, option_infos[i].name, request->options[i]);
        }
    }
    for (size_t i = 0; i < request->further_count; i++) {
        append_member(out, option_infos[request->further[i].option].name, request->further[i].value);
    }
    append_member(out, "day", request->day);
    bytes_append_format(out, ",\"force\":%s}", request->force ? "true" : "false");
}

static bool append_report(struct bytes *out, const struct workspace_edits *edits, const struct change *change,
                          const struct error *error)
{
    bytes_append_format(out, "{\"schema\":\"workboard/1\",\"version\":\"%s\"", PACKAGE_VERSION);
    append_member(out, "message", slice_of(error->message));
    append_member(out, "file", slice_of(error->file));
    bytes_append_format(out, ",\"line\":%zu,\"requests\":[", error->line);
    for (size_t i = 0; i < edits->count; i++) {
        bytes_append_text(out, i > 0 ? "," : "");
        if (edits->requests[i].edit != NULL) {
            append_edit(out, &edits->requests[i]);
        } else {
            append_verb(out, &edits->requests[i].verb);
        }
    }
    bytes_append_text(out, "],\"documents\":[");
    for (size_t i = 0; i < change->file_count; i++) {
        bytes_append_text(out, i > 0 ? ",\n{\"number\":" : "\n{\"number\":");
        bytes_append_format(out, "%zu", i + 1);
        append_member(out, "file", change->files[i].path);
        append_member(out, "before", source_bytes(change->files[i].before));
        append_member(out, "after", source_bytes(change->files[i].after));
        bytes_append_text(out, "}");
    }
    return bytes_append_text(out, "]}\n");
}

void bug_report_keep(const struct folder *folder, const struct workspace_edits *edits, const struct change *change,
                     struct error *error)
{
    struct bytes report;
    char name[40];
    bytes_init(&report);
    if (append_report(&report, edits, change, error) && folder_make(folder, NULL)) {
        (void)snprintf(name, sizeof name, "report-%016" PRIx64 ".json", log_hash(bytes_slice(&report)));
        char *path = file_join(folder->path, name);
        if (path != NULL && file_replace(path, bytes_slice(&report), false, NULL)) {
            char message[ERROR_MESSAGE_SIZE];
            int size = snprintf(message, sizeof message, "%.600s; what to attach is kept in %.400s", error->message, path);
            if (size > 0 && (size_t)size < sizeof message) {
                memcpy(error->message, message, (size_t)size + 1);
            }
        }
        memory_free(path);
    }
    bytes_release(&report);
}
