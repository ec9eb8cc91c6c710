/* The paths that documents name: values of evidence, and targets of links. */
#include "check/facts.h"

#include "ops/evidence.h"
#include "outline/outline.h"
#include "plan/query.h"

struct gathering {
    const struct plan *plan;
    struct arena *arena;
    struct check_paths *paths;
    size_t document;
    const struct plan_place *place;
};

static bool add_path(struct gathering *gathering, size_t start, struct slice path)
{
    struct check_paths *paths = gathering->paths;
    if (!arena_grow(gathering->arena, &paths->items, &paths->capacity, paths->count + 1, sizeof *paths->items)) {
        return false;
    }
    paths->items[paths->count++] = (struct check_path){
        .document = gathering->document,
        .span = {.start = start, .end = start + path.size},
        .path = path,
        .place = gathering->place,
        .bare = slice_find(path, slice_of("/"), 0) == SLICE_NONE,
    };
    return true;
}

/* Whether the text can be the path of one file below the plan or repository: no pattern, no part left out, nothing
 * of another machine. */
static bool is_definite(struct slice path)
{
    for (size_t i = 0; i < path.size; i++) {
        if (strchr("*?<>{}[]$\"'\\", path.data[i]) != NULL || (unsigned char)path.data[i] < 0x20) {
            return false;
        }
    }
    return path.size > 0 && path.data[0] != '/' && path.data[0] != '~' && path.data[0] != '#' &&
           slice_find(path, slice_of("..."), 0) == SLICE_NONE && slice_find(path, slice_of(":"), 0) == SLICE_NONE;
}

/* ---- evidence ---- */

static bool is_word_byte(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

enum { LONGEST_ID = 128 };

/* Whether the name begins with the identifier of a task or gate: it is no file of the product then, which a sentence may
 * speak of. */
static bool is_named_after_work(const struct plan *plan, struct slice path)
{
    size_t start = path.size;
    while (start > 0 && path.data[start - 1] != '/') {
        start--;
    }
    struct slice name = slice_part(path, start, path.size);
    for (size_t end = 1; end < name.size && end < LONGEST_ID; end++) {
        struct slice id = slice_part(name, 0, end);
        if (!is_word_byte(name.data[end]) && is_word_byte(name.data[end - 1]) &&
            (query_id(plan, KIND_TASK, id) != NULL || query_id(plan, KIND_GATE, id) != NULL)) {
            return true;
        }
    }
    return false;
}

/* Splits off the next word: what stands in backquotes, or between blanks, commas and semicolons. */
static bool next_word(struct slice text, size_t *at, size_t *start, size_t *end, bool *quoted)
{
    while (*at < text.size && strchr(" \t,;|()\n\r", text.data[*at]) != NULL) {
        (*at)++;
    }
    if (*at == text.size) {
        return false;
    }
    *quoted = text.data[*at] == '`';
    *start = *at + (*quoted ? 1 : 0);
    *end = *start;
    while (*end < text.size && (*quoted ? text.data[*end] != '`' : strchr(" \t,;|()\n\r`", text.data[*end]) == NULL)) {
        (*end)++;
    }
    *at = *end + (*quoted && *end < text.size ? 1 : 0);
    return true;
}

/* Whether the value is nothing but references: every word of it is a path, or a sign between two. */
static bool is_list_of_paths(struct slice text)
{
    size_t at = 0;
    size_t start = 0;
    size_t end = 0;
    size_t paths = 0;
    bool quoted = false;
    while (next_word(text, &at, &start, &end, &quoted)) {
        struct slice word = slice_part(text, start, end);
        bool path = evidence_is_path(word);
        paths += path ? 1 : 0;
        if (!path && (word.size > 1 || quoted || (word.size == 1 && is_word_byte(word.data[0])))) {
            return false;
        }
    }
    return paths > 0;
}

static bool gather_evidence(struct gathering *gathering, const struct plan_field *field)
{
    struct slice raw = source_slice(gathering->plan->documents[gathering->document]->source, field->span);
    bool all = is_list_of_paths(raw);
    size_t at = 0;
    size_t start = 0;
    size_t end = 0;
    bool quoted = false;
    while (next_word(raw, &at, &start, &end, &quoted)) {
        struct slice word = slice_part(raw, start, end);
        /* In a sentence only what is marked as code and is named after work is evidence. */
        bool counts = evidence_is_path(word) && is_definite(word) &&
                      (all || (quoted && is_named_after_work(gathering->plan, word)));
        if (counts && !add_path(gathering, field->span.start + start, word)) {
            return false;
        }
    }
    return true;
}

static bool gather_fields(struct gathering *gathering)
{
    for (size_t kind = 0; kind < KIND_COUNT; kind++) {
        if (!profile_has_role(gathering->plan->profile, (enum kind)kind, ROLE_EVIDENCE)) {
            continue;
        }
        const struct records *records = &gathering->plan->records[kind];
        for (size_t i = 0; i < records->count; i++) {
            for (size_t k = 0; k < records->items[i]->place_count; k++) {
                gathering->place = records->items[i]->places[k];
                gathering->document = gathering->place->document;
                const struct plan_field *field = place_field(gathering->place, ROLE_EVIDENCE);
                if (field != NULL && !gather_evidence(gathering, field)) {
                    return false;
                }
            }
        }
    }
    return true;
}

/* ---- links ---- */

/* The target of an inline link: up to its title, without its fragment. */
static struct slice target_of(struct slice text)
{
    size_t end = 0;
    text = slice_trim(text);
    if (text.size > 1 && text.data[0] == '<') {
        text = slice_part(text, 1, text.size);
        end = slice_find(text, slice_of(">"), 0);
        text = end == SLICE_NONE ? slice_of("") : slice_part(text, 0, end);
        end = text.size;
    }
    while (end < text.size && text.data[end] != ' ' && text.data[end] != '\t') {
        end++;
    }
    text = slice_part(text, 0, end);
    size_t fragment = slice_find(text, slice_of("#"), 0);
    return fragment == SLICE_NONE ? text : slice_part(text, 0, fragment);
}

/* The inline links `[text](target)` of one line, outside of code spans. */
static bool gather_line(struct gathering *gathering, size_t start, struct slice line)
{
    bool code = false;
    for (size_t i = 0; i + 1 < line.size; i++) {
        code = line.data[i] == '`' ? !code : code;
        if (code || line.data[i] != ']' || line.data[i + 1] != '(') {
            continue;
        }
        size_t close = slice_find(line, slice_of(")"), i);
        if (close == SLICE_NONE) {
            return true;
        }
        struct slice target = target_of(slice_part(line, i + 2, close));
        if (target.size > 0 && is_definite(target) && slice_find(target, slice_of("%"), 0) == SLICE_NONE &&
            !add_path(gathering, start + (size_t)(target.data - line.data), target)) {
            return false;
        }
        i = close;
    }
    return true;
}

static bool gather_part(struct gathering *gathering, struct span part)
{
    struct slice text = source_slice(gathering->plan->documents[gathering->document]->source, part);
    size_t at = 0;
    /* Most texts have no link at all. */
    while ((at = slice_find(text, slice_of("]("), at)) != SLICE_NONE) {
        size_t start = at;
        size_t end = slice_find(text, slice_of("\n"), at);
        end = end == SLICE_NONE ? text.size : end;
        while (start > 0 && text.data[start - 1] != '\n') {
            start--;
        }
        if (!gather_line(gathering, part.start + start, slice_part(text, start, end))) {
            return false;
        }
        at = end;
    }
    return true;
}

static bool gather_links(struct gathering *gathering, const struct document *document)
{
    size_t from = 0;
    gathering->place = NULL;
    for (uint32_t node = outline_next(document->outline, 0, 0); node != 0;
         node = outline_next(document->outline, 0, node)) {
        const struct outline_node *known = outline_node(document->outline, node);
        bool quotes = known->type == OUTLINE_FENCE || known->type == OUTLINE_CODE || known->type == OUTLINE_HTML;
        if (quotes && known->span.start >= from) {
            if (!gather_part(gathering, (struct span){.start = from, .end = known->span.start})) {
                return false;
            }
            from = known->span.end;
        }
    }
    return gather_part(gathering, (struct span){.start = from, .end = source_bytes(document->source).size});
}

bool facts_paths(const struct plan *plan, struct arena *arena, struct check_paths *paths, struct error *error)
{
    struct gathering gathering = {.plan = plan, .arena = arena, .paths = paths};
    *paths = (struct check_paths){0};
    bool done = gather_fields(&gathering);
    for (gathering.document = 0; done && gathering.document < plan->document_count; gathering.document++) {
        const struct document *document = plan->documents[gathering.document];
        done = document->tree != NULL || gather_links(&gathering, document);
    }
    return done || error_no_memory(error);
}
