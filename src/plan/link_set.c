#include "plan/link_set.h"

enum { MANY = 32, FIRST_SIZE = 256 };

/* One of three: a list (neither record nor text), a record of a list, a text of a list. */
struct set_slot {
    uint64_t hash;
    const struct plan_links *links; /* NULL: free */
    const struct record *record;
    struct slice text;
    size_t listed; /* of a list: so many of its links are in the set */
};

struct link_set {
    struct set_slot *slots;
    size_t size; /* a power of two */
    size_t used;
};

static uint64_t mix(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * 0x9FB21C651E98DF25ULL;
    return hash ^ (hash >> 29);
}

static struct set_slot key_of(const struct plan_links *links, const struct record *record, struct slice text)
{
    uint64_t hash = mix(0xCBF29CE484222325ULL, (uintptr_t)links);
    hash = mix(hash, record != NULL ? (uintptr_t)record : text.data == NULL ? 1 : index_hash(KIND_TASK, text));
    return (struct set_slot){.hash = hash, .links = links, .record = record, .text = text};
}

static struct set_slot *find(const struct link_set *set, const struct set_slot *key)
{
    size_t at = (size_t)key->hash & (set->size - 1);
    for (; set->slots[at].links != NULL; at = (at + 1) & (set->size - 1)) {
        const struct set_slot *slot = &set->slots[at];
        if (slot->hash == key->hash && slot->links == key->links && slot->record == key->record &&
            (slot->text.data == NULL) == (key->text.data == NULL) && slice_equal_fold(slot->text, key->text)) {
            break;
        }
    }
    return &set->slots[at];
}

static bool enlarge(struct plan *plan, struct link_set *set)
{
    struct link_set larger = {.size = set->size == 0 ? FIRST_SIZE : set->size * 4, .used = set->used};
    larger.slots = arena_new(&plan->arena, larger.size, sizeof *larger.slots);
    if (larger.slots == NULL) {
        return false;
    }
    for (size_t i = 0; i < set->size; i++) {
        if (set->slots[i].links != NULL) {
            *find(&larger, &set->slots[i]) = set->slots[i];
        }
    }
    *set = larger;
    return true;
}

/* The slot of the key, which is put in where it is missing; NULL when memory ran out. */
static struct set_slot *put(struct plan *plan, struct link_set *set, struct set_slot key)
{
    if (set->used * 2 >= set->size && !enlarge(plan, set)) {
        return NULL;
    }
    struct set_slot *slot = find(set, &key);
    if (slot->links == NULL) {
        *slot = key;
        set->used++;
    }
    return slot;
}

/* Puts in the links that were added since the list was asked about. */
static bool list(struct plan *plan, struct link_set *set, const struct plan_links *links)
{
    const struct slice none = {0};
    struct set_slot *slot = put(plan, set, key_of(links, NULL, none));
    size_t listed = slot == NULL ? 0 : slot->listed;
    bool done = slot != NULL;
    for (; done && listed < links->count; listed++) {
        const struct plan_link *link = &links->items[listed];
        struct slice text = link->text.data == NULL ? slice_of("") : link->text;
        done = put(plan, set, key_of(links, NULL, text)) != NULL &&
               (link->record == NULL || put(plan, set, key_of(links, link->record, none)) != NULL);
    }
    /* Putting others in may have moved it. */
    slot = done ? put(plan, set, key_of(links, NULL, none)) : NULL;
    if (slot != NULL) {
        slot->listed = listed;
    }
    return slot != NULL;
}

static bool look_through(const struct plan_links *links, const struct record *record, struct slice text)
{
    for (size_t i = 0; i < links->count; i++) {
        if (record != NULL ? links->items[i].record == record : slice_equal_fold(links->items[i].text, text)) {
            return true;
        }
    }
    return false;
}

bool link_set_has(struct plan *plan, const struct plan_links *links, const struct record *record, struct slice text)
{
    if (links->count < MANY) {
        return look_through(links, record, text);
    }
    if (plan->link_set == NULL) {
        plan->link_set = arena_new(&plan->arena, 1, sizeof(struct link_set));
    }
    struct link_set *set = plan->link_set;
    if (set == NULL || !list(plan, set, links)) {
        return look_through(links, record, text);
    }
    const struct slice none = {0};
    struct slice name = text.data == NULL ? slice_of("") : text;
    struct set_slot key = key_of(links, record, record != NULL ? none : name);
    return find(set, &key)->links != NULL;
}
