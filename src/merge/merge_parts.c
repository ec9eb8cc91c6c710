/* Groups of parts: their members in the merged order, each out of its versions. */
#include "merge/merge_context.h"

#include "base/memory.h"
#include "merge/merge_lines.h"

static bool merge_part(struct merge *merge, const struct merge_triple *triple, struct error *error);

/* ---- writing ---- */

static struct slice without_indent(struct merge *merge, struct slice text)
{
    size_t start = 0;
    while (merge->strip && start < text.size && text.data[start] == ' ') {
        start++;
    }
    merge->strip = merge->strip && start == text.size;
    return slice_part(text, start, text.size);
}

static bool write_clear(struct merge *merge, struct slice text, struct error *error)
{
    return merge_output_clear(merge->output, without_indent(merge, text)) || error_no_memory(error);
}

static bool write_conflict(struct merge *merge, struct slice ours, struct slice theirs, struct error *error)
{
    bool strip = merge->strip;
    ours = without_indent(merge, ours);
    merge->strip = strip;
    theirs = without_indent(merge, theirs);
    return merge_output_conflict(merge->output, ours, theirs) || error_no_memory(error);
}

/* ---- days ---- */

enum { DAY_SIZE = 10 };

static bool is_day(struct slice text)
{
    static const char shape[] = "0000-00-00";
    for (size_t i = 0; i < DAY_SIZE; i++) {
        bool digit = i < text.size && text.data[i] >= '0' && text.data[i] <= '9';
        if (i >= text.size || (shape[i] == '0' ? !digit : text.data[i] != '-')) {
            return false;
        }
    }
    return true;
}

/* What begins with the first day in the text; empty where there is none. */
static struct slice from_day(struct slice text)
{
    for (size_t i = 0; i + DAY_SIZE <= text.size; i++) {
        if (is_day(slice_part(text, i, text.size))) {
            return slice_part(text, i, text.size);
        }
    }
    return (struct slice){0};
}

/* Whether the group is a field that holds the day of the last change. */
static bool is_stamp(const struct merge *merge, const struct part *group)
{
    for (size_t i = 0; i < merge->options->stamp_count && group->key.data != NULL; i++) {
        if (slice_equal_fold(merge->options->stamps[i], group->key)) {
            return true;
        }
    }
    return false;
}

/* Of two stamps the later one: `*later` is MEMBER_NONE where that cannot be told. */
static size_t later_stamp(struct slice ours, struct slice theirs)
{
    struct slice days[2] = {from_day(ours), from_day(theirs)};
    if (days[0].size == 0 || days[1].size == 0) {
        return MEMBER_NONE;
    }
    int order = slice_compare(slice_part(days[0], 0, DAY_SIZE), slice_part(days[1], 0, DAY_SIZE));
    if (order == 0 && days[0].size != days[1].size) {
        order = days[0].size < days[1].size ? -1 : 1; /* "(rev10)" is later than "(rev9)" */
    }
    order = order == 0 ? slice_compare(days[0], days[1]) : order;
    return order < 0 ? MEMBER_THEIRS : MEMBER_OURS;
}

/* ---- groups ---- */

struct group {
    struct member_list lists[MEMBER_VERSIONS];
    uint32_t *parts[MEMBER_VERSIONS];
    struct member_order order;
    const struct part *shape; /* the group in ours */
    bool stamp;
    bool spaced; /* blanks stand before members in brackets */
    bool any[2]; /* ours or theirs of what was written has a member already */
};

static void release_group(struct group *group)
{
    for (size_t i = 0; i < MEMBER_VERSIONS; i++) {
        memory_free(group->lists[i].items);
        memory_free(group->parts[i]);
    }
    member_order_release(&group->order);
}

static bool list_members(const struct merge *merge, struct group *group, size_t version, uint32_t part)
{
    const struct part_document *document = merge->versions[version];
    size_t count = part == 0 && merge_part_at(merge, version, 0)->type != PART_GROUP ? 0 : document->items[part].count;
    struct member *items = memory_new(count, sizeof *items);
    group->parts[version] = memory_new(count, sizeof **group->parts);
    group->lists[version] = (struct member_list){.items = items};
    if (items == NULL || group->parts[version] == NULL) {
        return false;
    }
    size_t filled = 0;
    uint32_t child = document->items[part].child;
    for (; child != 0 && filled < count; child = document->items[child].next) {
        const struct part *member = &document->items[child];
        group->parts[version][filled] = child;
        items[filled++] = (struct member){
            .key = member->key,
            .text = part_bytes(document, child),
            .hash = member->hash,
            .kind = member->kind,
            .fixed = member->fixed,
            .alone = member->kind >= PART_BLOCK && member->kind != PART_BLOCK + OUTLINE_ITEM,
        };
    }
    group->lists[version].count = filled;
    return true;
}

/* Whether two members stand one behind the other in a version. */
static bool are_neighbours(const struct member_element *first, const struct member_element *second)
{
    for (size_t i = 0; i < MEMBER_VERSIONS; i++) {
        if (first->at[i] != MEMBER_NONE && second->at[i] != MEMBER_NONE && first->at[i] + 1 == second->at[i]) {
            return true;
        }
    }
    return false;
}

static struct slice line_ending(const struct merge *merge)
{
    return source_line_ending(merge->versions[MEMBER_OURS]->source);
}

/* The comma before a member, in each version that has members before it. */
static bool write_comma(struct merge *merge, struct group *group, bool in_ours, bool in_theirs, struct error *error)
{
    struct slice comma = slice_of(",");
    struct slice nothing = {0};
    bool ours = in_ours && group->any[0];
    bool theirs = in_theirs && group->any[1];
    group->any[0] = group->any[0] || in_ours;
    group->any[1] = group->any[1] || in_theirs;
    if (ours && theirs) {
        return write_clear(merge, comma, error);
    }
    return (!ours && !theirs) || write_conflict(merge, ours ? comma : nothing, theirs ? comma : nothing, error);
}

/* The child called `name` of a part. */
static bool has_child(const struct merge *merge, size_t version, uint32_t part, const char *name)
{
    const struct part_document *document = merge->versions[version];
    for (uint32_t child = document->items[part].child; child != 0; child = document->items[child].next) {
        if (document->items[child].fixed && slice_equal(document->items[child].key, slice_of(name))) {
            return true;
        }
    }
    return false;
}

static bool write_blanks(struct merge *merge, size_t count, struct error *error)
{
    bool done = true;
    for (size_t i = 0; done && i < count; i++) {
        done = write_clear(merge, slice_of(" "), error);
    }
    return done;
}

/* Whether a member in brackets has blanks before it, in ours or theirs. */
static bool is_spaced(const struct merge *merge, const struct group *group)
{
    for (size_t i = MEMBER_OURS; i < MEMBER_VERSIONS && group->shape->separated; i++) {
        for (size_t k = 0; k < group->lists[i].count; k++) {
            if (has_child(merge, i, group->parts[i][k], "#lead")) {
                return true;
            }
        }
    }
    return false;
}

/* What was the first entry in the line of a dash, or in brackets, and is it no more, gets an indent of its own. */
static bool write_missing_indent(struct merge *merge, const struct group *group, const struct merge_triple *member,
                                 struct error *error)
{
    const char *name = group->shape->separated ? "#lead" : "#indent";
    bool map = group->shape->kind == PART_MAP || group->shape->kind == PART_SEQUENCE;
    for (size_t i = 0; map && i < MEMBER_VERSIONS; i++) {
        if (member->at[i] != 0 && has_child(merge, i, member->at[i], name)) {
            return true;
        }
    }
    if (!map) {
        return true;
    }
    if (!group->shape->separated) {
        return !merge_output_ends_line(merge->output) || write_blanks(merge, group->shape->column, error);
    }
    return !group->spaced || write_blanks(merge, 1, error);
}

static struct merge_triple triple_of(const struct group *group, const struct member_element *element)
{
    struct merge_triple triple = {{0}};
    for (size_t i = 0; i < MEMBER_VERSIONS; i++) {
        triple.at[i] = element->at[i] == MEMBER_NONE ? 0 : group->parts[i][element->at[i]];
    }
    return triple;
}

/* What stands between the members `before` (NULL: none) and `element`. */
static bool write_between(struct merge *merge, struct group *group, const struct member_element *before,
                          const struct member_element *element, const struct merge_triple *triple,
                          struct error *error)
{
    bool fixed = merge_part_at(merge, triple->at[MEMBER_OURS] != 0 ? MEMBER_OURS : MEMBER_THEIRS,
                               triple->at[triple->at[MEMBER_OURS] != 0 ? MEMBER_OURS : MEMBER_THEIRS])->fixed;
    if (before != NULL && group->shape->apart && !fixed && !are_neighbours(before, element) &&
        !merge_output_ends_blank(merge->output)) {
        return write_clear(merge, line_ending(merge), error);
    }
    if (fixed) {
        return true;
    }
    bool first = !group->any[0] && !group->any[1];
    if (group->shape->separated) {
        bool removed_by_ours = triple->at[MEMBER_BASE] != 0 && triple->at[MEMBER_OURS] == 0;
        bool removed_by_theirs = triple->at[MEMBER_BASE] != 0 && triple->at[MEMBER_THEIRS] == 0;
        if (!write_comma(merge, group, !removed_by_ours, !removed_by_theirs, error)) {
            return false;
        }
    } else {
        group->any[0] = true;
    }
    merge->strip = first && group->shape->inside;
    return first || write_missing_indent(merge, group, triple, error);
}

static bool write_member(struct merge *merge, const struct group *group, const struct merge_triple *triple,
                         struct error *error)
{
    struct slice nothing = {0};
    bool base = triple->at[MEMBER_BASE] != 0;
    bool ours = triple->at[MEMBER_OURS] != 0;
    bool theirs = triple->at[MEMBER_THEIRS] != 0;
    if (ours && theirs) {
        struct slice sides[2] = {merge_bytes(merge, triple, MEMBER_OURS), merge_bytes(merge, triple, MEMBER_THEIRS)};
        bool value = merge_part_at(merge, MEMBER_OURS, triple->at[MEMBER_OURS])->type == PART_VALUE;
        size_t later = MEMBER_NONE;
        if (group->stamp && value && base && !slice_equal(merge_bytes(merge, triple, MEMBER_BASE), sides[0]) &&
            !slice_equal(merge_bytes(merge, triple, MEMBER_BASE), sides[1])) {
            later = later_stamp(sides[0], sides[1]);
        }
        return later == MEMBER_NONE ? merge_part(merge, triple, error)
                                    : write_clear(merge, sides[later - MEMBER_OURS], error);
    }
    struct slice text = merge_bytes(merge, triple, ours ? MEMBER_OURS : MEMBER_THEIRS);
    if (!base) {
        return write_clear(merge, text, error);
    }
    return write_conflict(merge, ours ? text : nothing, ours ? nothing : text, error);
}

static bool write_members(struct merge *merge, struct group *group, struct error *error)
{
    bool done = true;
    for (size_t i = 0; done && i < group->order.count; i++) {
        const struct member_element *element = &group->order.elements[i];
        struct merge_triple triple = triple_of(group, element);
        done = write_between(merge, group, i == 0 ? NULL : &group->order.elements[i - 1], element, &triple, error) &&
               write_member(merge, group, &triple, error);
        merge->strip = false;
    }
    return done;
}

/* Whether a value became another kind of thing on one side, so that its entry is one thing. */
static bool is_mixed(const struct merge *merge, const struct group *group)
{
    for (size_t i = 0; i < group->order.count && group->shape->kind == PART_ENTRY; i++) {
        struct merge_triple triple = triple_of(group, &group->order.elements[i]);
        const struct part *ours = merge_part_at(merge, MEMBER_OURS, triple.at[MEMBER_OURS]);
        const struct part *theirs = merge_part_at(merge, MEMBER_THEIRS, triple.at[MEMBER_THEIRS]);
        if (triple.at[MEMBER_OURS] == 0 || triple.at[MEMBER_THEIRS] == 0) {
            if (triple.at[MEMBER_BASE] != 0) {
                continue; /* a comment that one side removed */
            }
            ours = triple.at[MEMBER_OURS] == 0 ? theirs : ours;
            theirs = ours;
        }
        bool value = ours->fixed && slice_equal(ours->key, slice_of("#value"));
        if (value && (ours->type != theirs->type || ours->kind != theirs->kind || ours->separated != theirs->separated ||
                      ours->inside != theirs->inside || (triple.at[MEMBER_OURS] == 0) != (triple.at[MEMBER_THEIRS] == 0))) {
            return true;
        }
    }
    return false;
}

/* Whether nothing is left of a block that would then be no block any more. */
static bool is_emptied(const struct group *group)
{
    return (group->shape->kind == PART_MAP || group->shape->kind == PART_SEQUENCE) && !group->shape->separated &&
           group->order.count == 0;
}

/* Whether the entries of a block stand in another column on each side and one of them is not everywhere: it would stand
 * in the wrong column beside the others. Those that are everywhere go by what became of their indents. */
static bool is_out_of_line(const struct merge *merge, const struct group *group, const struct merge_triple *triple)
{
    const struct part *theirs = merge_part_at(merge, MEMBER_THEIRS, triple->at[MEMBER_THEIRS]);
    bool block = (group->shape->kind == PART_MAP || group->shape->kind == PART_SEQUENCE) && !group->shape->separated;
    for (size_t i = 0; block && group->shape->column != theirs->column && i < group->order.count; i++) {
        const uint32_t *at = group->order.elements[i].at;
        if (at[MEMBER_BASE] == MEMBER_NONE || at[MEMBER_OURS] == MEMBER_NONE || at[MEMBER_THEIRS] == MEMBER_NONE) {
            return true;
        }
    }
    return false;
}

static bool merge_group(struct merge *merge, const struct merge_triple *triple, bool base, struct error *error)
{
    struct slice sides[2] = {merge_bytes(merge, triple, MEMBER_OURS), merge_bytes(merge, triple, MEMBER_THEIRS)};
    struct group group = {.shape = merge_part_at(merge, MEMBER_OURS, triple->at[MEMBER_OURS])};
    bool done = true;
    group.stamp = (group.shape->kind == PART_FIELD || group.shape->kind == PART_ENTRY) && is_stamp(merge, group.shape);
    for (size_t i = 0; done && i < MEMBER_VERSIONS; i++) {
        if (i == MEMBER_BASE && !base) {
            group.lists[i] = (struct member_list){0};
            continue;
        }
        done = list_members(merge, &group, i, triple->at[i]) || error_no_memory(error);
    }
    done = done && member_order_make(group.lists, NULL, merge->options->steps, &group.order, error);
    if (done && (is_emptied(&group) || is_mixed(merge, &group))) {
        done = write_conflict(merge, sides[0], sides[1], error);
    } else if (done && is_out_of_line(merge, &group, triple)) {
        struct slice before = base ? merge_bytes(merge, triple, MEMBER_BASE) : (struct slice){0};
        done = merge_lines(merge->output, before, sides[0], sides[1], error);
    } else if (done) {
        group.spaced = is_spaced(merge, &group);
        done = write_members(merge, &group, error);
    }
    release_group(&group);
    return done;
}

/* ---- parts ---- */

/* Merges what is not the same: of the same type in both sides, and in the base where `base` is given. */
static bool merge_changed(struct merge *merge, const struct merge_triple *triple, const struct slice *base,
                          struct error *error)
{
    struct slice ours = merge_bytes(merge, triple, MEMBER_OURS);
    struct slice theirs = merge_bytes(merge, triple, MEMBER_THEIRS);
    struct merge_triple known = *triple;
    switch ((enum part_type)merge_part_at(merge, MEMBER_OURS, triple->at[MEMBER_OURS])->type) {
    case PART_SPACE:
        return write_clear(merge, merge_choose_space(base, ours, theirs), error);
    case PART_VALUE:
        return write_conflict(merge, ours, theirs, error);
    case PART_LINES:
        return merge_lines(merge->output, base == NULL ? (struct slice){0} : *base, ours, theirs, error);
    case PART_TABLE:
        known.at[MEMBER_BASE] = base == NULL ? 0 : triple->at[MEMBER_BASE];
        return merge_table(merge, &known, error);
    case PART_GROUP:
        return merge_group(merge, triple, base != NULL, error);
    case PART_ROW:
        break; /* is in a table */
    }
    return write_conflict(merge, ours, theirs, error);
}

static bool is_like(const struct part *a, const struct part *b)
{
    return a->type == b->type && a->kind == b->kind && a->separated == b->separated;
}

/* A part that both sides have; the root, too. */
static bool merge_both(struct merge *merge, const struct merge_triple *triple, bool has_base, struct error *error)
{
    const struct part *ours = merge_part_at(merge, MEMBER_OURS, triple->at[MEMBER_OURS]);
    const struct part *theirs = merge_part_at(merge, MEMBER_THEIRS, triple->at[MEMBER_THEIRS]);
    struct slice our_bytes = merge_bytes(merge, triple, MEMBER_OURS);
    struct slice their_bytes = merge_bytes(merge, triple, MEMBER_THEIRS);
    struct slice base = merge_bytes(merge, triple, MEMBER_BASE);
    if (slice_equal(our_bytes, their_bytes) || (has_base && slice_equal(base, their_bytes))) {
        return write_clear(merge, our_bytes, error);
    }
    if (has_base && slice_equal(base, our_bytes)) {
        return write_clear(merge, their_bytes, error);
    }
    if (!is_like(ours, theirs)) {
        return write_conflict(merge, our_bytes, their_bytes, error);
    }
    bool like = has_base && is_like(ours, merge_part_at(merge, MEMBER_BASE, triple->at[MEMBER_BASE]));
    return merge_changed(merge, triple, like ? &base : NULL, error);
}

static bool merge_part(struct merge *merge, const struct merge_triple *triple, struct error *error)
{
    return merge_both(merge, triple, triple->at[MEMBER_BASE] != 0, error);
}

bool merge_parts(struct merge *merge, struct error *error)
{
    const struct merge_triple root = {{0}};
    return merge_both(merge, &root, true, error);
}
