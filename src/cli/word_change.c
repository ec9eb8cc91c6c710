#include "cli/word_change.h"

#include "base/memory.h"
#include "cli/print_change.h"
#include "cli/read_input.h"
#include "cli/report.h"
#include "store/editor.h"
#include "store/file.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What the person words: first the values, then the sentences, each with its number from 1. */
struct words {
    const struct change *change;
    struct adjusted_value *values; /* all of them, and how many of them differ come first after reading */
    struct adjusted_line *lines;
    const struct change_effect **effects; /* those that are values */
    size_t effect_count;
    size_t value_count;
    size_t line_count;
    size_t read; /* entries that stood in the text */
    struct arena arena;
};

/* ---- what is worded ---- */

static bool is_value(const struct change_effect *effect)
{
    return effect->new.data != NULL && effect->role != ROLE_ID &&
           !(effect->old.data != NULL && slice_equal(effect->old, effect->new)) &&
           slice_find(effect->new, slice_of("\n"), 0) == SLICE_NONE;
}

static bool begin_words(struct words *words, const struct change *change, struct error *error)
{
    *words = (struct words){.change = change};
    arena_init(&words->arena);
    words->effects = arena_new(&words->arena, change->effect_count, sizeof *words->effects);
    words->values = arena_new(&words->arena, change->effect_count, sizeof *words->values);
    words->lines = arena_new(&words->arena, change->mention_count, sizeof *words->lines);
    if (words->effects == NULL || words->values == NULL || words->lines == NULL) {
        return error_no_memory(error);
    }
    for (size_t i = 0; i < change->effect_count; i++) {
        if (is_value(&change->effects[i])) {
            words->effects[words->effect_count++] = &change->effects[i];
        }
    }
    return true;
}

static bool append_text(const struct words *words, struct bytes *out)
{
    const struct change *change = words->change;
    bytes_append_format(out, "# %.*s\n#\n# Word what stands behind the numbers; lines that begin with # are not read.\n"
                             "# A line that is taken out stays as it is proposed. With none left, nothing is written.\n",
                        SLICE_PRINT(change->summary));
    for (size_t i = 0; i < words->effect_count; i++) {
        const struct change_effect *effect = words->effects[i];
        struct slice field = effect->role == ROLE_OTHER ? effect->field : slice_of(role_name(effect->role));
        bytes_append_format(out, "\n# %.*s: %s %.*s, %.*s", SLICE_PRINT(effect->path), kind_name(effect->kind),
                            SLICE_PRINT(effect->id), SLICE_PRINT(field));
        if (effect->old.data != NULL && effect->old.size > 0) {
            bytes_append_format(out, " (was: %.*s)", SLICE_PRINT(effect->old));
        }
        bytes_append_format(out, "\n%zu: %.*s\n", i + 1, SLICE_PRINT(effect->new));
    }
    if (change->mention_count > 0) {
        bytes_append_text(out, "\n# These lines name it too, and stay as they are unless they are worded here.\n");
    }
    for (size_t i = 0; i < change->mention_count; i++) {
        const struct change_mention *mention = &change->mentions[i];
        bytes_append_format(out, "\n# %.*s:%zu\n%zu: %.*s\n", SLICE_PRINT(mention->path), mention->line,
                            words->effect_count + i + 1, SLICE_PRINT(slice_trim(mention->text)));
    }
    return !out->failed;
}

/* ---- what the person wrote ---- */

static bool is_entry(struct slice line, size_t *number, struct slice *text)
{
    size_t at = 0;
    *number = 0;
    while (at < line.size && at < 9 && line.data[at] >= '0' && line.data[at] <= '9') {
        *number = *number * 10 + (size_t)(line.data[at++] - '0');
    }
    if (at == 0 || at == line.size || line.data[at] != ':') {
        return false;
    }
    *text = slice_trim(slice_part(line, at + 1, line.size));
    return true;
}

static void take_entry(struct words *words, size_t number, struct slice text)
{
    if (number <= words->effect_count) {
        const struct change_effect *effect = words->effects[number - 1];
        if (!slice_equal(slice_trim(effect->new), text)) {
            words->values[words->value_count++] = (struct adjusted_value){
                .kind = effect->kind,
                .id = effect->id,
                .path = effect->path,
                .place = effect->place,
                .role = effect->role,
                .field = effect->field,
                .value = text,
            };
        }
        return;
    }
    const struct change_mention *mention = &words->change->mentions[number - words->effect_count - 1];
    if (!slice_equal(slice_trim(mention->text), text)) {
        words->lines[words->line_count++] =
            (struct adjusted_line){.path = mention->path, .line = mention->line, .was = mention->text, .text = text};
    }
}

static bool read_words(struct words *words, struct slice text, struct error *error)
{
    size_t most = words->effect_count + words->change->mention_count;
    bool *seen = arena_new(&words->arena, most + 1, sizeof *seen);
    text = arena_copy(&words->arena, text);
    if (seen == NULL || text.data == NULL) {
        return error_no_memory(error);
    }
    struct slice line;
    for (size_t number = 1; text.size > 0 && slice_next(&text, '\n', &line); number++) {
        size_t entry = 0;
        struct slice value;
        line = slice_trim(line);
        if (line.size == 0 || line.data[0] == '#') {
            continue;
        }
        if (!is_entry(line, &entry, &value) || entry == 0 || entry > most || seen[entry]) {
            return error_set(error, ERROR_USAGE,
                             "line %zu of what was edited does not begin with a number of its own and a colon; nothing was written",
                             number);
        }
        seen[entry] = true;
        words->read++;
        take_entry(words, entry, value);
    }
    return true;
}

/* ---- the editor ---- */

static bool edit_file(const struct call *call, const char *path, struct words *words, struct error *error)
{
    struct bytes text;
    bytes_init(&text);
    bool done = (append_text(words, &text) || error_no_memory(error)) &&
                file_create(path, 0600, bytes_slice(&text), false, error) &&
                editor_run(EDITOR_WRITES, call->environment->editor, path, 0, error);
    bytes_clear(&text);
    done = done && read_input(path, &text, error) && read_words(words, bytes_slice(&text), error);
    bytes_release(&text);
    return done;
}

static bool edit_words(const struct call *call, struct words *words, struct error *error)
{
    const char *temporary = call->environment->tmpdir != NULL ? call->environment->tmpdir : "/tmp";
    if (call->environment->editor == NULL) {
        return error_set(error, ERROR_USAGE, "no editor is set; set EDITOR to the command of one");
    }
    char *folder = file_join(temporary, "workboard-edit-XXXXXX");
    if (folder == NULL || mkdtemp(folder) == NULL) {
        bool made = folder != NULL && file_error(error, temporary, "written to", errno);
        memory_free(folder);
        return made || (folder == NULL && error_no_memory(error));
    }
    char *path = file_join(folder, "change.txt");
    bool done = path != NULL ? edit_file(call, path, words, error) : error_no_memory(error);
    if (path != NULL) {
        (void)unlink(path);
    }
    (void)rmdir(folder); /* what an editor leaves in it stays */
    memory_free(path);
    memory_free(folder);
    return done;
}

/* ---- the question ---- */

/* Shows the diff; true where a person says yes, or there is none to ask. */
static bool confirm(struct call *call, const struct session *session, const struct change *change, bool *yes,
                    struct error *error)
{
    *yes = true;
    if (!isatty(STDIN_FILENO) || !call->output->terminal || call->json || change->file_count == 0) {
        return true;
    }
    char answer[8] = "";
    if (!print_change_diff(call->output, change, session->prefix.data, error)) {
        return false;
    }
    bytes_append_text(&call->output->bytes, "Write this? [y/N] ");
    if (!output_flush(call->output, error)) {
        return false;
    }
    *yes = fgets(answer, sizeof answer, stdin) != NULL && (answer[0] == 'y' || answer[0] == 'Y');
    return true;
}

/* ---- all ---- */

static bool run_worded(struct call *call, struct session *session, struct words *words, struct apply_request *requests,
                       struct workspace_edits *edits, bool write, struct change *change, bool *written,
                       struct error *error)
{
    struct adjustments adjustments = {
        .values = words->values,
        .value_count = words->value_count,
        .lines = words->lines,
        .line_count = words->line_count,
    };
    char rev[24];
    requests[edits->count - 1].verb.adjustments = &adjustments;
    bool done = workspace_apply(session->workspace, edits, false, change, error) && session_renew(session, call, error);
    if (!done || !write) {
        return done;
    }
    if (!confirm(call, session, change, written, error)) {
        return false;
    }
    if (!*written) {
        return true;
    }
    /* What is written is what was shown. */
    (void)snprintf(rev, sizeof rev, "%016" PRIx64, workspace_plan(session->workspace)->rev);
    edits->if_rev = slice_of(rev);
    return workspace_apply(session->workspace, edits, true, change, error);
}

bool word_change(struct call *call, struct session *session, struct apply_request *requests,
                 struct workspace_edits *edits, bool write, struct change *change, bool *written, struct error *error)
{
    struct change proposed;
    struct words words = {0};
    change_init(&proposed);
    *written = true;
    bool done = workspace_apply(session->workspace, edits, false, &proposed, error) && begin_words(&words, &proposed, error) &&
                edit_words(call, &words, error);
    if (done && words.read == 0) {
        *written = false;
    } else if (done) {
        done = run_worded(call, session, &words, requests, edits, write, change, written, error);
    }
    if (done && !*written) {
        report_note(call->notes, "nothing was written");
        call->answer_is_no = true;
    }
    requests[edits->count - 1].verb.adjustments = NULL;
    arena_release(&words.arena);
    change_release(&proposed);
    return done;
}
