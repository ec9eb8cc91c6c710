#include "plan/query.h"

#include "plan/build.h"

const struct record *query_id(const struct plan *plan, enum kind kind, struct slice id)
{
    return index_find(plan, kind, slice_trim(id));
}

/* The order in which kinds are asked when no kind is given. */
static const enum kind kind_order[] = {
    KIND_TASK,    KIND_MILESTONE,  KIND_LANE,     KIND_BLOCKER, KIND_GATE,  KIND_DECISION,
    KIND_FINDING, KIND_RESOLUTION, KIND_CONSUMER, KIND_RESULT,  KIND_CLAIM, KIND_QUEUE,
};

/* Ways to mean a record, the stricter first. */
enum way { WAY_ID, WAY_ALIAS, WAY_LAST_WORD, WAY_TITLE, WAY_TITLE_BEGINNING, WAY_COUNT };

static struct slice last_word(struct slice text)
{
    size_t start = text.size;
    while (start > 0 && text.data[start - 1] != ' ') {
        start--;
    }
    return slice_part(text, start, text.size);
}

static bool is_alias(const struct record *record, struct slice name)
{
    for (size_t i = 0; i < record->aliases.count; i++) {
        if (slice_equal_fold(record->aliases.items[i].text, name)) {
            return true;
        }
    }
    return false;
}

/* Whether the profile gives the kind identifiers and this record has one; else its name is its title. */
static bool has_identifier(const struct plan *plan, const struct record *record)
{
    const struct id_shapes *shapes = &plan->profile->shapes[record->kind];
    for (size_t i = 0; i < shapes->count; i++) {
        if (id_has_shape(shapes->items[i], record->id)) {
            return true;
        }
    }
    return false;
}

static bool fits(const struct plan *plan, const struct record *record, struct slice name, enum way way)
{
    switch (way) {
    case WAY_ID:
        return record->id.size > 0 && slice_equal_fold(record->id, name);
    case WAY_ALIAS:
        return is_alias(record, name);
    case WAY_LAST_WORD:
        return slice_find(record->id, slice_of(" "), 0) != SLICE_NONE && slice_equal_fold(last_word(record->id), name);
    case WAY_TITLE:
        return record->title.size > 0 && slice_equal_fold(record->title, name);
    case WAY_TITLE_BEGINNING:
        return (record->title.size > 0 && slice_starts_fold(record->title, name)) ||
               (slice_starts_fold(record->id, name) && !has_identifier(plan, record));
    case WAY_COUNT:
        break;
    }
    return false;
}

static void add_candidate(const struct plan *plan, const struct record *record, struct error *error)
{
    char line[ERROR_MESSAGE_SIZE];
    struct bytes text;
    bytes_init(&text);
    size_t where = record->place_count == 0 ? 0 : record->places[0]->line;
    if (bytes_append_format(&text, "%s:%.*s%s%.*s (%s:%zu)", kind_name(record->kind), SLICE_PRINT(record->id),
                            record->id.size > 0 && record->title.size > 0 ? " " : "", SLICE_PRINT(record->title),
                            record->place_count == 0 ? "" : plan_path(plan, record->places[0]->document), where)) {
        size_t size = text.size < sizeof line ? text.size : sizeof line;
        memcpy(line, text.data, size);
        error_add_candidate(error, line, size);
    }
    bytes_release(&text);
}

/* All records of the kind that the name means in this way; the first is returned, all are counted. */
static const struct record *search(const struct plan *plan, enum kind kind, struct slice name, enum way way,
                                   size_t *count)
{
    const struct record *first = NULL;
    *count = 0;
    if (way == WAY_ID) {
        first = index_find(plan, kind, name);
        *count = first == NULL ? 0 : 1;
        return first;
    }
    for (size_t i = 0; i < plan->records[kind].count; i++) {
        const struct record *record = plan->records[kind].items[i];
        if (fits(plan, record, name, way)) {
            first = first == NULL ? record : first;
            (*count)++;
        }
    }
    return first;
}

/* Whether a record of this kind is asked for: of any, where none is named; a beginning then means no row of a queue and no
 * claim, which begin as their tasks do. */
static bool is_asked(enum kind asked, enum kind kind, enum way way)
{
    return asked == kind ||
           (asked == KIND_COUNT && (way != WAY_TITLE_BEGINNING || (kind != KIND_QUEUE && kind != KIND_CLAIM)));
}

static void say_several(const struct plan *plan, enum kind kind, struct slice name, enum way way, struct error *error)
{
    (void)error_set(error, ERROR_NOT_FOUND, "%.*s fits several %s; name one of them by its ID", SLICE_PRINT(name),
                    kind == KIND_COUNT ? "records" : kind_plural(kind));
    for (size_t k = 0; error != NULL && k < sizeof kind_order / sizeof kind_order[0]; k++) {
        const struct records *records = &plan->records[kind_order[k]];
        for (size_t i = 0; is_asked(kind, kind_order[k], way) && i < records->count; i++) {
            if (fits(plan, records->items[i], name, way)) {
                add_candidate(plan, records->items[i], error);
            }
        }
    }
}

/* Records whose ID holds the name or begins like it: what somebody may have meant. */
static void suggest(const struct plan *plan, enum kind kind, struct slice name, struct error *error)
{
    size_t suggested = 0;
    for (size_t k = 0; error != NULL && k < sizeof kind_order / sizeof kind_order[0]; k++) {
        if ((kind != KIND_COUNT && kind != kind_order[k]) || kind_order[k] == KIND_QUEUE) {
            continue;
        }
        const struct records *records = &plan->records[kind_order[k]];
        for (size_t i = 0; i < records->count && suggested < 20; i++) {
            const struct record *record = records->items[i];
            bool near = slice_starts_fold(record->id, name) ||
                        (name.size > 2 && slice_starts_fold(record->id, slice_part(name, 0, name.size - 1))) ||
                        (kind == KIND_LANE && records->count <= 20);
            if (near) {
                add_candidate(plan, record, error);
                suggested++;
            }
        }
    }
}

const struct record *query_name(const struct plan *plan, enum kind kind, struct slice name, struct error *error)
{
    name = slice_trim(name);
    size_t colon = slice_find(name, slice_of(":"), 0);
    enum kind named;
    if (colon != SLICE_NONE && kind_parse(slice_part(name, 0, colon), &named)) {
        kind = named;
        name = slice_trim(slice_part(name, colon + 1, name.size));
    }
    if (name.size == 0) {
        (void)error_set(error, ERROR_NOT_FOUND, "an empty name names nothing; see `workboard list %s`",
                        kind_plural(kind == KIND_COUNT ? KIND_TASK : kind));
        return NULL;
    }
    for (enum way way = WAY_ID; way < WAY_COUNT; way++) {
        const struct record *beginning = NULL;
        for (size_t k = 0; k < sizeof kind_order / sizeof kind_order[0]; k++) {
            size_t count = 0;
            if (!is_asked(kind, kind_order[k], way)) {
                continue;
            }
            const struct record *found = search(plan, kind_order[k], name, way, &count);
            if (count > 1 || (found != NULL && beginning != NULL)) {
                /* by a beginning, other kinds may be meant as well as this one */
                say_several(plan, way == WAY_TITLE_BEGINNING ? kind : kind_order[k], name, way, error);
                return NULL;
            }
            if (found != NULL && way != WAY_TITLE_BEGINNING) {
                return found;
            }
            beginning = found != NULL ? found : beginning;
        }
        if (beginning != NULL) {
            return beginning;
        }
    }
    if (kind == KIND_COUNT) {
        (void)error_set(error, ERROR_NOT_FOUND, "there is no %.*s in this plan; see `workboard list tasks`",
                        SLICE_PRINT(name));
    } else {
        (void)error_set(error, ERROR_NOT_FOUND, "there is no %s %.*s in this plan; see `workboard list %s`",
                        kind_name(kind), SLICE_PRINT(name), kind_plural(kind));
    }
    suggest(plan, kind, name, error);
    return NULL;
}

/* ---- filters ---- */

static bool read_number(struct slice text, size_t at, size_t digits, long *number)
{
    *number = 0;
    for (size_t i = at; i < at + digits; i++) {
        if (i >= text.size || text.data[i] < '0' || text.data[i] > '9') {
            return false;
        }
        *number = *number * 10 + (text.data[i] - '0');
    }
    return true;
}

/* Minutes since 1970 of an ISO 8601 moment or day, as days from civil (Howard Hinnant's published formula). */
static bool read_moment(struct slice text, double *minutes)
{
    long year = 0;
    long month = 0;
    long day = 0;
    long hour = 0;
    long minute = 0;
    text = slice_trim(text);
    if (!read_number(text, 0, 4, &year) || !read_number(text, 5, 2, &month) || !read_number(text, 8, 2, &day)) {
        return false;
    }
    if (text.size > 10 && (!read_number(text, 11, 2, &hour) || !read_number(text, 14, 2, &minute))) {
        return false;
    }
    long shifted = month <= 2 ? year - 1 : year;
    long era = shifted / 400;
    long of_era = shifted - era * 400;
    long of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    long days = era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
    *minutes = (double)days * 1440 + (double)hour * 60 + (double)minute;
    return true;
}

double query_age_hours(struct slice since, struct slice now)
{
    double from = 0;
    double to = 0;
    if (!read_moment(since, &from) || !read_moment(now, &to)) {
        return -1;
    }
    return (to - from) / 60;
}

bool query_is_stale(const struct record *claim, struct slice now, unsigned long stale_hours)
{
    return query_age_hours(record_value(claim, ROLE_SINCE), now) > (double)stale_hours;
}

static bool is_stale(const struct record *record, const struct query_filter *filter)
{
    const struct record *claim = record->kind == KIND_CLAIM ? record : record->claim;
    return claim != NULL && query_is_stale(claim, filter->now, filter->stale_hours);
}

bool query_matches(const struct plan *plan, const struct record *record, const struct query_filter *filter)
{
    (void)plan;
    const struct record *task = record->kind == KIND_QUEUE && record->task != NULL ? record->task : record;
    struct slice owner = record_value(record, ROLE_OWNER);
    struct slice who = record->kind == KIND_CLAIM ? record_value(record, ROLE_WHO)
                       : task->claim != NULL      ? record_value(task->claim, ROLE_WHO)
                                                  : slice_of("");
    struct slice priority = record_value(record, ROLE_PRIORITY);
    return (!filter->has_state || record->state == filter->state) &&
           (filter->lane == NULL || task->lane == filter->lane || record == filter->lane) &&
           (filter->milestone == NULL || task->milestone == filter->milestone || record == filter->milestone) &&
           (filter->owner.size == 0 || slice_equal_fold(owner, filter->owner) || slice_equal_fold(who, filter->owner)) &&
           (filter->priority.size == 0 || slice_equal_fold(priority, filter->priority)) &&
           (!filter->ready || record->ready) && (!filter->stale || is_stale(record, filter));
}
