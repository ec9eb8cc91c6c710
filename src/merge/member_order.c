/* Three lists into one: the list as ours has it, into which goes what theirs did with the base. */
#include "merge/member.h"

#include "base/memory.h"
#include "text/hash.h"

enum { SIDES = 2 }; /* ours and theirs, each against the base */

struct ordering {
    const struct member_list *lists; /* of three versions */
    uint32_t *of_base[SIDES];  /* of each base member: its number in the side */
    uint32_t *to_base[SIDES];  /* of each member of the side: its number in the base */
    uint32_t *to_theirs;       /* of each member that ours put in: what theirs put in alike, or MEMBER_NONE */
    uint32_t *to_ours;
    bool *moved[SIDES];        /* of each base member: the side has put it elsewhere among the others */
    struct member_element *elements;
    uint32_t *next;     /* of each element in the merged list; the last place is that of the beginning */
    uint32_t *previous;
    size_t count;
    struct member_element *removed; /* what one side removed and the other has as it was */
    size_t removed_count;
    uint32_t *of_theirs; /* of each member of theirs: its element, or MEMBER_NONE */
};

/* ---- memory ---- */

static uint32_t *new_numbers(size_t count)
{
    uint32_t *numbers = memory_new(count, sizeof *numbers);
    for (size_t i = 0; numbers != NULL && i < count; i++) {
        numbers[i] = MEMBER_NONE;
    }
    return numbers;
}

static bool make_room(struct ordering *ordering)
{
    size_t base = ordering->lists[MEMBER_BASE].count;
    size_t ours = ordering->lists[MEMBER_OURS].count;
    size_t theirs = ordering->lists[MEMBER_THEIRS].count;
    bool done = true;
    for (size_t side = 0; side < SIDES; side++) {
        ordering->of_base[side] = new_numbers(base);
        ordering->to_base[side] = new_numbers(ordering->lists[MEMBER_OURS + side].count);
        ordering->moved[side] = memory_new(base, sizeof **ordering->moved);
        done = done && ordering->of_base[side] != NULL && ordering->to_base[side] != NULL &&
               ordering->moved[side] != NULL;
    }
    ordering->to_theirs = new_numbers(ours);
    ordering->to_ours = new_numbers(theirs);
    ordering->elements = memory_new(base + ours + theirs, sizeof *ordering->elements);
    ordering->removed = memory_new(base, sizeof *ordering->removed);
    ordering->next = new_numbers(base + ours + theirs + 1);
    ordering->previous = new_numbers(base + ours + theirs + 1);
    ordering->of_theirs = new_numbers(theirs);
    return done && ordering->to_theirs != NULL && ordering->to_ours != NULL && ordering->elements != NULL &&
           ordering->removed != NULL && ordering->next != NULL && ordering->previous != NULL && ordering->of_theirs != NULL;
}

static void release(struct ordering *ordering)
{
    for (size_t side = 0; side < SIDES; side++) {
        memory_free(ordering->of_base[side]);
        memory_free(ordering->to_base[side]);
        memory_free(ordering->moved[side]);
    }
    memory_free(ordering->to_theirs);
    memory_free(ordering->to_ours);
    memory_free(ordering->next);
    memory_free(ordering->previous);
    memory_free(ordering->of_theirs);
    memory_free(ordering->elements);
    memory_free(ordering->removed);
}

/* ---- moves ---- */

/* What is not in a longest run of base members that the side has in the base's order was moved. */
static bool find_moved(struct ordering *ordering, size_t side)
{
    size_t count = ordering->lists[MEMBER_BASE].count;
    const uint32_t *numbers = ordering->of_base[side];
    uint32_t *ends = memory_new(count, sizeof *ends);     /* the last member of the best run of each length */
    uint32_t *before = memory_new(count, sizeof *before); /* the one before each member in its run */
    size_t longest = 0;
    bool done = ends != NULL && before != NULL;
    for (uint32_t i = 0; done && i < count; i++) {
        if (numbers[i] == MEMBER_NONE) {
            continue;
        }
        size_t low = 0;
        size_t high = longest;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            if (numbers[ends[middle]] < numbers[i]) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        before[i] = low == 0 ? MEMBER_NONE : ends[low - 1];
        ends[low] = i;
        longest = low == longest ? longest + 1 : longest;
        ordering->moved[side][i] = true;
    }
    for (uint32_t i = done && longest > 0 ? ends[longest - 1] : MEMBER_NONE; i != MEMBER_NONE; i = before[i]) {
        ordering->moved[side][i] = false;
    }
    memory_free(ends);
    memory_free(before);
    return done;
}

/* ---- what both sides put in ---- */

static uint64_t mix(uint64_t hash, uint64_t other)
{
    hash = (hash ^ other) * UINT64_C(0x9FB21C651E98DF25);
    return (hash ^ (hash >> 29)) | 1;
}

/* Values of what a side put in: by key, or by what it says and behind which base member it stands. */
static void fill_values(const struct ordering *ordering, size_t side, bool by_key, uint64_t *values)
{
    const struct member_list *list = &ordering->lists[MEMBER_OURS + side];
    uint64_t place = 0;
    uint64_t times = 0;
    for (size_t i = 0; i < list->count; i++) {
        const struct member *member = &list->items[i];
        uint32_t base = ordering->to_base[side][i];
        values[i] = 0;
        if (base != MEMBER_NONE) {
            place = (uint64_t)base + 1;
            continue;
        }
        if (!by_key) {
            /* Of several that say the same at one place each is like the one of its turn. */
            bool again = i > 0 && list->items[i - 1].hash == member->hash;
            times = again ? times + 1 : 0;
            values[i] = mix(mix(mix(member->hash, place), member->kind), times);
        } else if (member->key.data != NULL) {
            values[i] = mix(hash_bytes(member->key), member->kind + (member->fixed ? 512U : 0));
        }
    }
}

/* Whether the first cells of the base's rows are names: no two are the same. Other members are named by their keys. */
static bool keys_tell(const struct ordering *ordering, bool *tell, struct error *error)
{
    const struct member_list *base = &ordering->lists[MEMBER_BASE];
    *tell = true;
    if (base->count == 0 || base->items[0].cells == NULL) {
        return true;
    }
    uint64_t *keys = memory_new(base->count, sizeof *keys);
    uint32_t *found = new_numbers(base->count);
    uint32_t *nobody = new_numbers(base->count);
    const struct member_pairs itself = {.lists = {base, base}, .partners = {nobody, nobody}};
    uint64_t *const values[SIDES] = {keys, keys};
    bool done = (keys != NULL && found != NULL && nobody != NULL) || error_no_memory(error);
    for (size_t i = 0; done && i < base->count; i++) {
        keys[i] = base->items[i].key.data == NULL ? 0 : hash_bytes(base->items[i].key) | 1;
    }
    done = done && member_find_unique(&itself, values, found, error);
    for (size_t i = 0; done && i < base->count; i++) {
        *tell = *tell && (keys[i] == 0 || found[i] != MEMBER_NONE);
    }
    memory_free(keys);
    memory_free(found);
    memory_free(nobody);
    return done;
}

static bool match_new(struct ordering *ordering, size_t *steps, struct error *error)
{
    bool tell = false;
    const struct member_pairs pairs = {
        .lists = {&ordering->lists[MEMBER_OURS], &ordering->lists[MEMBER_THEIRS]},
        .partners = {ordering->to_theirs, ordering->to_ours},
        .steps = steps,
    };
    uint64_t *values[SIDES];
    bool done = true;
    for (size_t side = 0; side < SIDES; side++) {
        values[side] = memory_new(pairs.lists[side]->count, sizeof **values);
        done = done && values[side] != NULL;
    }
    done = (done || error_no_memory(error)) && keys_tell(ordering, &tell, error);
    for (int by_key = tell ? 1 : 0; done && by_key >= 0; by_key--) {
        fill_values(ordering, 0, by_key == 1, values[0]);
        fill_values(ordering, 1, by_key == 1, values[1]);
        done = member_match_unique(&pairs, values, error);
    }
    memory_free(values[0]);
    memory_free(values[1]);
    return done;
}

/* ---- the list ---- */

static uint32_t head_of(const struct ordering *ordering)
{
    return (uint32_t)(ordering->lists[MEMBER_BASE].count + ordering->lists[MEMBER_OURS].count +
                      ordering->lists[MEMBER_THEIRS].count);
}

static void link_behind(struct ordering *ordering, uint32_t element, uint32_t place)
{
    uint32_t next = ordering->next[place];
    ordering->next[place] = element;
    ordering->previous[element] = place;
    ordering->next[element] = next;
    if (next != MEMBER_NONE) {
        ordering->previous[next] = element;
    }
}

static void unlink_element(struct ordering *ordering, uint32_t element)
{
    uint32_t next = ordering->next[element];
    uint32_t previous = ordering->previous[element];
    ordering->next[previous] = next;
    if (next != MEMBER_NONE) {
        ordering->previous[next] = previous;
    }
}

static uint32_t add_element(struct ordering *ordering, uint32_t base, uint32_t ours, uint32_t theirs)
{
    uint32_t element = (uint32_t)ordering->count++;
    ordering->elements[element] = (struct member_element){.at = {base, ours, theirs}};
    if (theirs != MEMBER_NONE) {
        ordering->of_theirs[theirs] = element;
    }
    return element;
}

static void note_removed(struct ordering *ordering, uint32_t base, uint32_t ours, uint32_t theirs)
{
    ordering->removed[ordering->removed_count++] = (struct member_element){.at = {base, ours, theirs}};
}

static bool says_the_same(const struct ordering *ordering, uint32_t base, size_t version, uint32_t number)
{
    return ordering->lists[MEMBER_BASE].items[base].hash == ordering->lists[version].items[number].hash;
}

/* Whether theirs removed what ours left as it was: it keeps its place until the end, so that others find theirs. */
static bool is_removed(const struct ordering *ordering, const struct member_element *element)
{
    const uint32_t *at = element->at;
    return at[MEMBER_BASE] != MEMBER_NONE && at[MEMBER_OURS] != MEMBER_NONE && at[MEMBER_THEIRS] == MEMBER_NONE &&
           says_the_same(ordering, at[MEMBER_BASE], MEMBER_OURS, at[MEMBER_OURS]);
}

/* Ours as it stands. */
static void begin_with_ours(struct ordering *ordering)
{
    uint32_t last = head_of(ordering);
    for (uint32_t i = 0; i < ordering->lists[MEMBER_OURS].count; i++) {
        uint32_t base = ordering->to_base[0][i];
        uint32_t theirs = base == MEMBER_NONE ? ordering->to_theirs[i] : ordering->of_base[1][base];
        uint32_t element = add_element(ordering, base, i, theirs);
        link_behind(ordering, element, last);
        last = element;
    }
}

/* Behind `place`, and behind what only ours put in there. */
static uint32_t behind_ours(const struct ordering *ordering, uint32_t place)
{
    uint32_t next = ordering->next[place];
    while (next != MEMBER_NONE && ordering->elements[next].at[MEMBER_BASE] == MEMBER_NONE &&
           ordering->elements[next].at[MEMBER_THEIRS] == MEMBER_NONE) {
        place = next;
        next = ordering->next[place];
    }
    return place;
}

/* What theirs put in, moved, or changed although ours removed it, behind what stands before it there. */
static void go_on_with_theirs(struct ordering *ordering)
{
    uint32_t cursor = head_of(ordering);
    for (uint32_t i = 0; i < ordering->lists[MEMBER_THEIRS].count; i++) {
        uint32_t base = ordering->to_base[1][i];
        uint32_t element = ordering->of_theirs[i];
        if (element == MEMBER_NONE) {
            if (base != MEMBER_NONE && says_the_same(ordering, base, MEMBER_THEIRS, i)) {
                note_removed(ordering, base, MEMBER_NONE, i);
                continue;
            }
            element = add_element(ordering, base, MEMBER_NONE, i);
            link_behind(ordering, element, behind_ours(ordering, cursor));
            cursor = element;
        } else if (base == MEMBER_NONE || !ordering->moved[0][base]) {
            if (base != MEMBER_NONE && ordering->moved[1][base] &&
                !ordering->lists[MEMBER_THEIRS].items[i].fixed && element != cursor) {
                unlink_element(ordering, element);
                link_behind(ordering, element, behind_ours(ordering, cursor));
            }
            cursor = element;
        }
    }
}

static bool collect(struct ordering *ordering, struct member_order *order)
{
    order->elements = memory_new(ordering->count, sizeof *order->elements);
    if (order->elements == NULL) {
        return false;
    }
    for (uint32_t at = ordering->next[head_of(ordering)]; at != MEMBER_NONE; at = ordering->next[at]) {
        const struct member_element *element = &ordering->elements[at];
        if (is_removed(ordering, element)) {
            note_removed(ordering, element->at[MEMBER_BASE], element->at[MEMBER_OURS], MEMBER_NONE);
        } else {
            order->elements[order->count++] = *element;
        }
    }
    order->removed = ordering->removed;
    order->removed_count = ordering->removed_count;
    ordering->removed = NULL;
    return true;
}

static bool match_sides(struct ordering *ordering, const struct member_columns *columns, size_t *steps,
                        struct error *error)
{
    for (size_t side = 0; side < SIDES; side++) {
        const struct member_pairs pairs = {
            .lists = {&ordering->lists[MEMBER_BASE], &ordering->lists[MEMBER_OURS + side]},
            .partners = {ordering->of_base[side], ordering->to_base[side]},
            .steps = steps,
        };
        if (!member_match(&pairs, columns == NULL ? NULL : &columns[side], error)) {
            return false;
        }
        if (!find_moved(ordering, side)) {
            return error_no_memory(error);
        }
    }
    return match_new(ordering, steps, error);
}

bool member_order_make(const struct member_list lists[MEMBER_VERSIONS], const struct member_columns *columns,
                       size_t *steps, struct member_order *order, struct error *error)
{
    struct ordering ordering = {.lists = lists};
    *order = (struct member_order){0};
    bool done = make_room(&ordering) || error_no_memory(error);
    done = done && match_sides(&ordering, columns, steps, error);
    if (done) {
        begin_with_ours(&ordering);
        go_on_with_theirs(&ordering);
        done = collect(&ordering, order) || error_no_memory(error);
    }
    release(&ordering);
    return done;
}

void member_order_release(struct member_order *order)
{
    memory_free(order->elements);
    memory_free(order->removed);
    *order = (struct member_order){0};
}
