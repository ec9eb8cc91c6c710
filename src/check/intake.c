/* What a packet says: its points, and the identifiers and paths in them. */
#include "check/intake.h"

#include "check/handoff_points.h"
#include "outline/field.h"
#include "plan/query.h"

/* Reading goes line by line, so that a packet in a fence, a list or plain lines are the same. */
struct packet {
    struct intake *intake;
    const struct plan *plan;
    enum handoff_content content; /* of the point that the line stands in; HANDOFF_CONTENTS: none */
    size_t line;
};

/* A line without what lists, headings and emphasis put before its words. */
static struct slice bare(struct slice line)
{
    line = slice_trim(line);
    size_t at = 0;
    while (at < line.size && (slice_find(slice_of("#>*-+_ \t`"), slice_part(line, at, at + 1), 0) != SLICE_NONE)) {
        at++;
    }
    size_t digits = at;
    while (digits < line.size && line.data[digits] >= '0' && line.data[digits] <= '9') {
        digits++;
    }
    bool numbered = digits > at && digits + 1 < line.size && (line.data[digits] == '.' || line.data[digits] == ')') &&
                    line.data[digits + 1] == ' ';
    return slice_trim(slice_part(line, numbered ? digits + 1 : at, line.size));
}

static struct slice without_marks(struct slice text)
{
    while (text.size > 0 && slice_find(slice_of("*_` ."), slice_part(text, text.size - 1, text.size), 0) != SLICE_NONE) {
        text.size--;
    }
    return text;
}

/* The content that a title asks for; false where no point does. */
static bool find_content(const struct plan *plan, struct slice title, enum handoff_content *content)
{
    const struct profile_handoff *handoff = &plan->profile->handoff;
    for (enum handoff_content i = 0; i < HANDOFF_CONTENTS; i++) {
        if (profile_globs_fit(&handoff->answers[i], title) ||
            slice_equal_fold(title, slice_of(handoff_content_name(i)))) {
            *content = i;
            return true;
        }
    }
    return false;
}

static bool add_record(struct intake *intake, const struct record ***items, size_t *count, size_t *capacity,
                       const struct record *record)
{
    for (size_t i = 0; i < *count; i++) {
        if ((*items)[i] == record) {
            return true;
        }
    }
    if (!arena_grow(&intake->arena, items, capacity, *count + 1, sizeof **items)) {
        return false;
    }
    (*items)[(*count)++] = record;
    return true;
}

/* The records of a kind that the text names; ranges mean each of their tasks. */
static bool add_named(struct packet *packet, enum kind kind, struct slice text)
{
    struct intake *intake = packet->intake;
    const struct profile *profile = packet->plan->profile;
    const struct records *records = &packet->plan->records[kind];
    struct id_reference reference;
    size_t at = 0;
    while (id_next(text, &profile->references[kind], &profile->range_marks, &at, &reference)) {
        const struct record *one = reference.last.size > 0 ? NULL : query_id(packet->plan, kind, reference.first);
        for (size_t i = 0; i < records->count; i++) {
            const struct record *record = one != NULL ? one : records->items[i];
            bool named = one != NULL || (reference.last.size > 0 && id_in_reference(&reference, record->id));
            bool added = !named || (kind == KIND_TASK ? add_record(intake, &intake->tasks, &intake->task_count,
                                                                   &intake->task_capacity, record)
                                                      : add_record(intake, &intake->gates, &intake->gate_count,
                                                                   &intake->gate_capacity, record));
            if (!added) {
                return false;
            }
            if (one != NULL) {
                break;
            }
        }
    }
    return true;
}

/* Words with a `/` in them that are no addresses. */
static bool add_paths(struct packet *packet, struct slice text)
{
    struct intake *intake = packet->intake;
    struct slice word = {0};
    while (slice_next(&text, ' ', &word)) {
        while (word.size > 0 && slice_find(slice_of("`(\"'<["), slice_part(word, 0, 1), 0) != SLICE_NONE) {
            word = slice_part(word, 1, word.size);
        }
        while (word.size > 0 &&
               slice_find(slice_of("`)\"'>],;.:"), slice_part(word, word.size - 1, word.size), 0) != SLICE_NONE) {
            word.size--;
        }
        bool path = slice_find(word, slice_of("/"), 0) != SLICE_NONE && slice_find(word, slice_of("://"), 0) == SLICE_NONE;
        if (!path) {
            continue;
        }
        if (!arena_grow(&intake->arena, &intake->paths, &intake->path_capacity, intake->path_count + 1,
                        sizeof *intake->paths)) {
            return false;
        }
        struct intake_path named = {.text = arena_format(&intake->arena, "%.*s", SLICE_PRINT(word)), .line = packet->line};
        intake->paths[intake->path_count++] = named;
        if (named.text.data == NULL) {
            return false;
        }
    }
    return true;
}

static bool read_line(struct packet *packet, struct slice line)
{
    struct slice text = bare(line);
    struct slice title = without_marks(handoff_point_title(text));
    size_t colon = slice_find(text, slice_of(":"), 0);
    bool heading = slice_starts(slice_trim(line), slice_of("#"));
    if (title.size > 0 && (colon != SLICE_NONE || heading)) {
        enum handoff_content content = HANDOFF_CONTENTS;
        if (find_content(packet->plan, title, &content)) {
            packet->content = content;
            text = colon == SLICE_NONE ? slice_of("") : slice_part(text, colon + 1, text.size);
        } else if (heading) {
            packet->content = HANDOFF_CONTENTS;
        }
    }
    switch (packet->content) {
    case HANDOFF_COMPLETED:
        return add_named(packet, KIND_TASK, text);
    case HANDOFF_GATES:
        return add_named(packet, KIND_GATE, text) && add_paths(packet, text);
    case HANDOFF_EVIDENCE:
        return add_paths(packet, text);
    default:
        return true;
    }
}

bool intake_read(struct intake *intake, const struct plan *plan, const char *name, struct slice text,
                 struct error *error)
{
    *intake = (struct intake){0};
    arena_init(&intake->arena);
    struct packet packet = {.intake = intake, .plan = plan, .content = HANDOFF_CONTENTS};
    struct slice line = {0};
    while (slice_next(&text, '\n', &line)) {
        packet.line++;
        if (!read_line(&packet, line)) {
            return error_no_memory(error);
        }
    }
    if (intake->task_count == 0) {
        return error_set_at(error, ERROR_NOT_FOUND, name, 0,
                            "the packet names no task of the plan as completed; it needs a point that the profile's "
                            "`handoff: answers: completed:` fits, with their IDs");
    }
    return true;
}

void intake_release(struct intake *intake)
{
    arena_release(&intake->arena);
    *intake = (struct intake){0};
}
