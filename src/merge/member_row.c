/* Rows: which columns tell them apart, and which row of the other version each one is. */
#include "merge/member.h"

#include "base/memory.h"

enum { MOST_COLUMNS = 8 };

static uint64_t cell_of(const struct member *row, uint32_t column)
{
    return column < row->cell_count ? row->cells[column] : 0;
}

static uint32_t other_column(const struct member_columns *columns, size_t column)
{
    return columns == NULL ? (uint32_t)column : column < columns->count ? columns->to[column] : MEMBER_NONE;
}

/* How many cells with text are equal; `*most` is how many could be. */
static size_t equal_cells(const struct member *before, const struct member *after,
                          const struct member_columns *columns, size_t *most)
{
    size_t equal = 0;
    size_t full[2] = {0, 0};
    for (uint32_t i = 0; i < before->cell_count; i++) {
        uint32_t other = other_column(columns, i);
        full[0] += before->cells[i] != 0 && other != MEMBER_NONE;
        equal += before->cells[i] != 0 && other != MEMBER_NONE && before->cells[i] == cell_of(after, other);
    }
    for (uint32_t i = 0; i < after->cell_count; i++) {
        full[1] += after->cells[i] != 0;
    }
    *most = full[0] > full[1] && full[1] > 0 ? full[1] : full[0];
    return equal;
}

bool member_rows_alike(const struct member *before, const struct member *after, const struct member_columns *columns)
{
    size_t most = 0;
    size_t equal = equal_cells(before, after, columns, &most);
    return equal > 0 && equal * 2 >= most;
}

struct search {
    const struct member_pairs *pairs;
    const struct member_columns *columns;
    uint64_t *values[2];
    uint32_t *found;
    uint32_t *best[2];  /* the best partner so far of each row */
    uint32_t *score[2]; /* and how many cells it shares, doubled; one more for the first column that tells */
    bool *named;        /* of the first list: the first telling column proposed the best partner */
    bool *denied;       /* another telling column knows the row under another name */
};

static void fill_values(const struct search *search, size_t column)
{
    for (size_t side = 0; side < 2; side++) {
        const struct member_list *list = search->pairs->lists[side];
        uint32_t at = side == 0 ? (uint32_t)column : other_column(search->columns, column);
        for (size_t i = 0; i < list->count; i++) {
            const struct member *row = &list->items[i];
            search->values[side][i] = row->cells == NULL || row->fixed || at == MEMBER_NONE ? 0 : cell_of(row, at);
        }
    }
}

static void propose(const struct search *search, uint32_t before, uint32_t after, bool named, bool first)
{
    const struct member_pairs *pairs = search->pairs;
    size_t most = 0;
    size_t equal = equal_cells(&pairs->lists[0]->items[before], &pairs->lists[1]->items[after], search->columns, &most);
    uint32_t score = (uint32_t)equal * 2 + (first ? 1 : 0);
    member_count_step(pairs, most);
    if (search->best[0][before] != MEMBER_NONE && search->best[0][before] != after) {
        search->denied[before] = true;
    }
    if (score > search->score[0][before]) {
        search->score[0][before] = score;
        search->best[0][before] = after;
        search->named[before] = named;
    }
    if (score > search->score[1][after]) {
        search->score[1][after] = score;
        search->best[1][after] = before;
    }
}

/* The text of a row's first cell. */
static struct slice first_cell(const struct member *row)
{
    struct slice text = slice_trim(row->text);
    text = slice_part(text, text.size > 0 && text.data[0] == '|', text.size);
    size_t end = slice_find(text, slice_of("|"), 0);
    return slice_trim(slice_part(text, 0, end == SLICE_NONE ? text.size : end));
}

/* The number at the end of a short text; the prefix before it in `*prefix`. */
static bool read_number(struct slice text, struct slice *prefix, unsigned long *number)
{
    enum { MOST_DIGITS = 9 };
    size_t start = text.size;
    while (start > 0 && text.size - start < MOST_DIGITS && text.data[start - 1] >= '0' && text.data[start - 1] <= '9') {
        start--;
    }
    *prefix = slice_part(text, 0, start);
    *number = 0;
    for (size_t i = start; i < text.size; i++) {
        *number = *number * 10 + (unsigned long)(text.data[i] - '0');
    }
    return start < text.size;
}

/* Whether the first cells of both lists count the rows from the same number on, as ranks do: then they name places. */
static bool counts_rows(const struct member_pairs *pairs)
{
    struct slice prefix = {0};
    unsigned long start = 0;
    for (size_t side = 0; side < 2; side++) {
        for (size_t i = 0; i < pairs->lists[side]->count; i++) {
            struct slice own;
            unsigned long number = 0;
            if (!read_number(first_cell(&pairs->lists[side]->items[i]), &own, &number)) {
                return false;
            }
            start = side == 0 && i == 0 ? number : start;
            prefix = side == 0 && i == 0 ? own : prefix;
            if (number != start + i || !slice_equal(prefix, own)) {
                return false;
            }
        }
    }
    return true;
}

static bool vote(const struct search *search, struct error *error)
{
    size_t width = 0;
    bool ranks = counts_rows(search->pairs);
    bool first = true;
    for (size_t i = 0; i < search->pairs->lists[0]->count; i++) {
        size_t cells = search->pairs->lists[0]->items[i].cell_count;
        width = cells > width ? cells : width;
    }
    for (size_t column = 0; column < width && column < MOST_COLUMNS; column++) {
        bool any = false;
        fill_values(search, column);
        if (!member_find_unique(search->pairs, search->values, search->found, error)) {
            return false;
        }
        for (size_t i = 0; i < search->pairs->lists[0]->count; i++) {
            if (search->found[i] != MEMBER_NONE) {
                propose(search, (uint32_t)i, search->found[i], first, first && !(ranks && column == 0));
                any = true;
            }
        }
        first = first && (!any || (ranks && column == 0));
    }
    return true;
}

static void accept(const struct search *search)
{
    const struct member_pairs *pairs = search->pairs;
    for (uint32_t i = 0; i < pairs->lists[0]->count; i++) {
        uint32_t other = search->best[0][i];
        if (other != MEMBER_NONE && search->best[1][other] == i &&
            ((search->named[i] && !search->denied[i]) ||
             member_rows_alike(&pairs->lists[0]->items[i], &pairs->lists[1]->items[other], search->columns))) {
            member_pair(pairs, i, other);
        }
    }
}

bool member_match_rows(const struct member_pairs *pairs, const struct member_columns *columns, struct error *error)
{
    struct search search = {.pairs = pairs, .columns = columns};
    size_t counts[2] = {pairs->lists[0]->count, pairs->lists[1]->count};
    bool done = true;
    for (size_t side = 0; side < 2; side++) {
        search.values[side] = memory_new(counts[side], sizeof **search.values);
        search.best[side] = memory_new(counts[side], sizeof **search.best);
        search.score[side] = memory_new(counts[side], sizeof **search.score);
        done = done && search.values[side] != NULL && search.best[side] != NULL && search.score[side] != NULL;
        for (size_t i = 0; done && i < counts[side]; i++) {
            search.best[side][i] = MEMBER_NONE;
        }
    }
    search.found = memory_new(counts[0], sizeof *search.found);
    search.named = memory_new(counts[0], sizeof *search.named);
    search.denied = memory_new(counts[0], sizeof *search.denied);
    done = (done && search.found != NULL && search.named != NULL && search.denied != NULL) || error_no_memory(error);
    done = done && vote(&search, error);
    if (done) {
        accept(&search);
    }
    for (size_t side = 0; side < 2; side++) {
        memory_free(search.values[side]);
        memory_free(search.best[side]);
        memory_free(search.score[side]);
    }
    memory_free(search.found);
    memory_free(search.named);
    memory_free(search.denied);
    return done;
}
