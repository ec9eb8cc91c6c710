#include "tui/list.h"

#include "base/memory.h"
#include "tui/search.h"

#include <stdlib.h>

enum { FIELD_TEXT = 400 /* bytes of one value that a filter looks at */ };

void list_release(struct list *list)
{
    memory_free(list->all);
    memory_free(list->shown);
    arena_release(&list->arena);
    *list = (struct list){0};
}

void list_unbuild(struct list *list)
{
    list->all_count = list->count = list->prepared = 0;
    list->built = list->ordered = false;
    arena_release(&list->arena);
    arena_init(&list->arena);
}

bool list_add(struct list *list, struct list_row row)
{
    if (list->all_count == list->all_capacity &&
        !memory_grow(&list->all, &list->all_capacity, list->all_count + 1, sizeof *list->all)) {
        return false;
    }
    list->all[list->all_count++] = row;
    return true;
}

const struct list_row *list_at(const struct list *list, size_t index)
{
    return index < list->count ? &list->all[list->shown[index]] : NULL;
}

const struct list_row *list_selected(const struct list *list)
{
    return list_at(list, list->selected);
}

/* ---- the selection ---- */

void list_select(struct list *list, size_t index)
{
    list->selected = index < list->count ? index : list->count == 0 ? 0 : list->count - 1;
    const struct list_row *row = list_selected(list);
    if (row != NULL) {
        list->key = identity_of(row->record);
        list->key_number = row->number;
        list->visited = true;
    }
}

void list_step(struct list *list, long steps)
{
    if (steps < 0) {
        size_t back = (size_t)-steps;
        list_select(list, back > list->selected ? 0 : list->selected - back);
    } else {
        list_select(list, (size_t)steps > list->count ? list->count : list->selected + (size_t)steps);
    }
}

bool list_select_record(struct list *list, const struct record *record)
{
    if (record == NULL) {
        return false;
    }
    for (size_t i = 0; i < list->count; i++) {
        if (list->all[list->shown[i]].record == record) {
            list_select(list, i);
            return true;
        }
    }
    return false;
}

/* The row that was selected, or SIZE_MAX. */
static size_t find_again(const struct list *list)
{
    size_t best = SIZE_MAX;
    int best_fit = 0;
    for (size_t i = 0; i < list->count && best_fit < 2; i++) {
        const struct list_row *row = &list->all[list->shown[i]];
        int fits = !row->entry                                        ? identity_fits(&list->key, row->record)
                   : list->visited && row->number == list->key_number ? 2
                                                                      : 0;
        if (fits > best_fit) {
            best = i;
            best_fit = fits;
        }
    }
    return best;
}

static void keep_in_sight(struct list *list, size_t visible)
{
    if (visible == 0 || list->count <= visible) {
        list->top = 0;
        return;
    }
    if (list->selected < list->top) {
        list->top = list->selected;
    }
    if (list->selected >= list->top + visible) {
        list->top = list->selected - visible + 1;
    }
    if (list->top + visible > list->count) {
        list->top = list->count - visible;
    }
}

/* ---- filtering ---- */

/* What a filter looks at: ID, title, and every value of the record, once. */
static bool read_text(struct list *list, struct list_row *row, const struct tui_state *state,
                      const struct list_column *columns, struct bytes *scratch)
{
    const struct record *record = row->entry ? NULL : row->record;
    size_t title = 0;
    bytes_clear(scratch);
    if (record != NULL) {
        search_fold(scratch, record->id);
        bytes_append_byte(scratch, ' ');
        search_fold(scratch, record->title);
        title = scratch->size;
        bytes_append_byte(scratch, ' ');
        for (size_t i = 0; i < record->place_count; i++) {
            const struct plan_place *place = record->places[i];
            for (size_t k = 0; k < place->field_count; k++) {
                search_fold(scratch, slice_part(place->fields[k].value, 0, FIELD_TEXT));
                bytes_append_byte(scratch, ' ');
            }
        }
    }
    /* And what is shown but written nowhere: how it stands, its lane, who has it. */
    struct bytes cell = {0};
    for (size_t c = 0; columns[c].title != NULL; c++) {
        enum style style;
        columns[c].cell(&cell, state, row, &style);
        bytes_append_byte(&cell, ' ');
    }
    bool done = !cell.failed && search_fold(scratch, bytes_slice(&cell));
    bytes_release(&cell);
    struct slice copy = done && !scratch->failed ? arena_copy(&list->arena, bytes_slice(scratch)) : (struct slice){0};
    row->text = copy;
    row->title = slice_part(copy, 0, record != NULL ? title : copy.size);
    row->mask = search_mask(copy);
    return copy.data != NULL;
}

bool list_prepare(struct list *list, const struct tui_state *state, const struct list_column *columns, size_t most)
{
    struct bytes scratch = {0};
    bool good = true;
    for (; good && most > 0 && list->prepared < list->all_count; most--) {
        struct list_row *row = &list->all[list->prepared];
        good = row->text.data != NULL || read_text(list, row, state, columns, &scratch);
        list->prepared += good ? 1 : 0;
    }
    bytes_release(&scratch);
    /* Without memory it is tried again when somebody filters, and told then. */
    list->prepared = good ? list->prepared : list->all_count;
    return list->prepared < list->all_count;
}

static bool filter(struct list *list, const struct tui_state *state, const struct list_column *columns,
                   size_t *best)
{
    struct bytes words = {0};
    struct bytes scratch = {0};
    bool good = search_fold(&words, slice_of(list->find));
    uint64_t mask = search_mask(bytes_slice(&words));
    int best_fit = 0;
    size_t kept = 0;
    /* What narrows the filter before needs to look at what that one left. */
    bool narrower = list->count > 0 && list->ordered && list->found[0] != '\0' &&
                    slice_starts(slice_of(list->find), slice_of(list->found));
    size_t count = narrower ? list->count : list->all_count;
    *best = SIZE_MAX;
    for (size_t i = 0; good && i < count; i++) {
        size_t number = narrower ? list->shown[i] : i;
        struct list_row *row = &list->all[number];
        good = row->text.data != NULL || read_text(list, row, state, columns, &scratch);
        int fits = (row->mask & mask) != mask ? 0 : search_fits(bytes_slice(&words), row->title, row->text);
        if (good && fits > 0) {
            if (fits > best_fit) {
                best_fit = fits;
                *best = kept;
            }
            list->shown[kept++] = number;
        }
    }
    list->count = good ? kept : 0;
    bytes_release(&words);
    bytes_release(&scratch);
    return good;
}

/* ---- sorting ---- */

static size_t digits_at(struct slice text, size_t at)
{
    size_t end = at;
    while (end < text.size && text.data[end] >= '0' && text.data[end] <= '9') {
        end++;
    }
    return end;
}

/* As people order names: numbers by their value. */
static int compare_natural(struct slice a, struct slice b)
{
    size_t i = 0;
    size_t k = 0;
    while (i < a.size && k < b.size) {
        size_t i_end = digits_at(a, i);
        size_t k_end = digits_at(b, k);
        if (i_end > i && k_end > k) {
            while (i + 1 < i_end && a.data[i] == '0') {
                i++;
            }
            while (k + 1 < k_end && b.data[k] == '0') {
                k++;
            }
            if (i_end - i != k_end - k) {
                return i_end - i < k_end - k ? -1 : 1;
            }
            int order = memcmp(a.data + i, b.data + k, i_end - i);
            if (order != 0) {
                return order;
            }
            i = i_end;
            k = k_end;
            continue;
        }
        unsigned char left = (unsigned char)a.data[i++];
        unsigned char right = (unsigned char)b.data[k++];
        if (left != right) {
            return left < right ? -1 : 1;
        }
    }
    return a.size - i < b.size - k ? -1 : a.size - i > b.size - k ? 1 : 0;
}

struct sort_entry {
    struct slice text;
    size_t number;
};

/* What is empty stands at the end; equal texts keep their order. */
static int compare_entries(const void *left, const void *right)
{
    const struct sort_entry *a = left;
    const struct sort_entry *b = right;
    int order = (a->text.size == 0) != (b->text.size == 0) ? (a->text.size == 0 ? 1 : -1)
                                                           : compare_natural(a->text, b->text);
    return order != 0 ? order : a->number < b->number ? -1 : a->number > b->number ? 1 : 0;
}

static bool sort(struct list *list, const struct tui_state *state, const struct list_column *column)
{
    struct sort_entry *entries = memory_new(list->count + 1, sizeof *entries);
    struct arena arena;
    struct bytes text = {0};
    struct bytes folded = {0};
    bool good = entries != NULL;
    arena_init(&arena);
    for (size_t i = 0; good && i < list->count; i++) {
        enum style style;
        bytes_clear(&text);
        bytes_clear(&folded);
        column->cell(&text, state, &list->all[list->shown[i]], &style);
        good = !text.failed && search_fold(&folded, bytes_slice(&text));
        entries[i] = (struct sort_entry){.number = list->shown[i]};
        if (good && folded.size > 0) {
            entries[i].text = arena_copy(&arena, bytes_slice(&folded));
            good = entries[i].text.data != NULL;
        }
    }
    if (good) {
        qsort(entries, list->count, sizeof *entries, compare_entries);
        for (size_t i = 0; i < list->count; i++) {
            list->shown[list->reverse ? list->count - 1 - i : i] = entries[i].number;
        }
    }
    memory_free(entries);
    arena_release(&arena);
    bytes_release(&text);
    bytes_release(&folded);
    return good;
}

/* ---- both ---- */

static bool order(struct list *list, const struct tui_state *state, const struct list_column *columns)
{
    bool typed = strcmp(list->find, list->found) != 0;
    size_t best = SIZE_MAX;
    if (list->all_count > list->shown_capacity &&
        !memory_grow(&list->shown, &list->shown_capacity, list->all_count, sizeof *list->shown)) {
        return false;
    }
    if (list->find[0] != '\0') {
        if (!filter(list, state, columns, &best)) {
            return false;
        }
    } else {
        list->count = list->all_count;
        for (size_t i = 0; i < list->count; i++) {
            list->shown[i] = i;
        }
    }
    size_t best_row = best != SIZE_MAX ? list->shown[best] : SIZE_MAX;
    if (list->sort > 0 && !sort(list, state, &columns[list->sort - 1])) {
        list->count = 0;
        return false;
    }
    memcpy(list->found, list->find, sizeof list->found);
    size_t again = find_again(list);
    if (typed && best_row != SIZE_MAX) {
        /* While somebody types, what fits best is what is meant. */
        for (size_t i = 0; i < list->count; i++) {
            again = list->shown[i] == best_row ? i : again;
        }
    }
    size_t above = list->selected >= list->top ? list->selected - list->top : 0;
    bool found = again != SIZE_MAX;
    struct identity key = list->key;
    list_select(list, found ? again : list->selected);
    if (!found && list->find[0] != '\0') {
        list->key = key; /* it is only hidden */
    }
    list->top = list->selected > above ? list->selected - above : 0;
    list->ordered = true;
    return true;
}

bool list_settle(struct list *list, const struct tui_state *state, const struct list_column *columns, size_t visible)
{
    bool good = (list->ordered && strcmp(list->find, list->found) == 0) || order(list, state, columns);
    if (!good) {
        list->count = 0;
        list->ordered = false;
    }
    keep_in_sight(list, visible);
    return good;
}

void list_find(struct list *list, struct slice text)
{
    size_t size = text.size < FIND_SIZE - 1 ? text.size : FIND_SIZE - 1;
    memset(list->find, 0, sizeof list->find);
    if (size > 0) {
        memcpy(list->find, text.data, size);
    }
}

void list_sort(struct list *list, size_t column_count, bool back)
{
    if (back) {
        list->reverse = !list->reverse;
        list->sort = list->sort == 0 ? 1 : list->sort;
    } else {
        list->sort = (list->sort + 1) % (column_count + 1);
        list->reverse = false;
    }
    list->ordered = false;
}
