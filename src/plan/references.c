#include "plan/references.h"

/* Titles are compared one by one only where that costs little. */
enum { LONGEST_RANGE = 10000, MOST_TITLES = 2000 };

static bool each_in_range(struct plan *plan, enum kind kind, const struct id_reference *reference,
                          references_found found, void *context)
{
    struct slice prefix;
    unsigned long from = 0;
    unsigned long to = 0;
    if (!id_split(reference->first, &prefix, &from) || !id_split(reference->last, &prefix, &to)) {
        return true;
    }
    size_t width = reference->last.size - prefix.size;
    for (unsigned long number = from; number <= to && number - from < LONGEST_RANGE; number++) {
        struct slice id = arena_format(&plan->arena, "%.*s%0*lu", SLICE_PRINT(prefix), (int)width, number);
        if (id.data == NULL) {
            return false;
        }
        struct record *record = index_find(plan, kind, id);
        bool is_end = number == from || number == to;
        if ((record != NULL || is_end) && !found(context, record, id, true)) {
            return false;
        }
    }
    return true;
}

/* Whether the text is an identifier as the kind's own records have it, and nothing else. */
static bool is_identifier(const struct plan *plan, enum kind kind, struct slice text)
{
    for (size_t i = 0; i < plan->profile->shapes[kind].count; i++) {
        if (id_has_shape(plan->profile->shapes[kind].items[i], text)) {
            return true;
        }
    }
    return false;
}

bool references_each(struct plan *plan, enum kind kind, struct slice text, references_found found, void *context)
{
    const struct profile *profile = plan->profile;
    struct id_reference reference;
    size_t at = 0;
    text = slice_trim(text);
    if (is_identifier(plan, kind, text)) {
        return found(context, index_find(plan, kind, text), text, false);
    }
    while (id_next(text, &profile->references[kind], &profile->range_marks, &at, &reference)) {
        bool done = reference.last.size > 0
                        ? each_in_range(plan, kind, &reference, found, context)
                        : found(context, index_find(plan, kind, reference.first), reference.first, false);
        if (!done) {
            return false;
        }
    }
    return true;
}

/* ---- names without a shape ---- */

/* Without blanks, backquotes, stars and brackets around it. */
static struct slice bare_name(struct slice text)
{
    static const char around[] = "`*[]()\"'.";
    text = slice_trim(text);
    while (text.size > 0 && strchr(around, text.data[0]) != NULL) {
        text = slice_trim(slice_part(text, 1, text.size));
    }
    while (text.size > 0 && strchr(around, text.data[text.size - 1]) != NULL) {
        text = slice_trim(slice_part(text, 0, text.size - 1));
    }
    return text;
}

static struct record *find_title(const struct plan *plan, enum kind kind, struct slice title)
{
    const struct records *records = &plan->records[kind];
    for (size_t i = 0; records->count <= MOST_TITLES && i < records->count; i++) {
        if (slice_equal_fold(bare_name(records->items[i]->title), title)) {
            return records->items[i];
        }
    }
    return NULL;
}

/* Cuts the next part off `rest`: up to one of the separators, or to the word `and`. */
static struct slice next_part(struct slice *rest, const char *separators, bool words)
{
    size_t end = 0;
    size_t skip = 1;
    while (end < rest->size && strchr(separators, rest->data[end]) == NULL) {
        if (words && slice_starts_fold(slice_part(*rest, end, rest->size), slice_of(" and "))) {
            skip = 5;
            break;
        }
        end++;
    }
    struct slice part = slice_part(*rest, 0, end);
    *rest = slice_part(*rest, end + skip, rest->size);
    return bare_name(part);
}

/* Whether the word is numbered as the ID is, and names no record all the same. */
static bool is_numbered_like(struct slice word, struct slice like)
{
    struct slice prefix;
    struct slice other;
    unsigned long number = 0;
    return id_split(word, &prefix, &number) && id_split(like, &other, &number) && slice_equal_fold(prefix, other);
}

static bool each_word(struct plan *plan, enum kind kind, struct slice text, struct slice like, references_found found,
                      void *context)
{
    bool alone = slice_find(text, slice_of(" "), 0) == SLICE_NONE;
    while (text.size > 0) {
        struct slice word = next_part(&text, " \t/+&", false);
        struct record *record = index_find(plan, kind, word);
        if ((record != NULL || (alone && is_numbered_like(word, like))) && !found(context, record, word, false)) {
            return false;
        }
    }
    return true;
}

bool references_each_name(struct plan *plan, enum kind kind, struct slice text, struct slice like, references_found found,
                          void *context)
{
    while (text.size > 0) {
        struct slice part = next_part(&text, ",;\n", true);
        if (part.size == 0 || profile_is_placeholder(plan->profile, part)) {
            continue;
        }
        struct record *record = index_find(plan, kind, part);
        record = record != NULL ? record : find_title(plan, kind, part);
        if (!(record != NULL ? found(context, record, part, false) : each_word(plan, kind, part, like, found, context))) {
            return false;
        }
    }
    return true;
}
