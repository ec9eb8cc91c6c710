#include "base/suggest.h"

enum { SUGGEST_SIZE = 32 };

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Letters to add, take off, change or swap with their neighbour, each counting one, between short names. */
static size_t distance_between(struct slice a, struct slice b)
{
    size_t rows[SUGGEST_SIZE + 1][SUGGEST_SIZE + 1];
    for (size_t i = 0; i <= a.size; i++) {
        rows[i][0] = i;
    }
    for (size_t j = 0; j <= b.size; j++) {
        rows[0][j] = j;
    }
    for (size_t i = 1; i <= a.size; i++) {
        for (size_t j = 1; j <= b.size; j++) {
            size_t changed = rows[i - 1][j - 1] + (a.data[i - 1] == b.data[j - 1] ? 0 : 1);
            rows[i][j] = smaller(changed, smaller(rows[i - 1][j], rows[i][j - 1]) + 1);
            if (i > 1 && j > 1 && a.data[i - 1] == b.data[j - 2] && a.data[i - 2] == b.data[j - 1]) {
                rows[i][j] = smaller(rows[i][j], rows[i - 2][j - 2] + 1);
            }
        }
    }
    return rows[a.size][b.size];
}

void suggest_init(struct suggest *suggest, struct slice typed)
{
    *suggest = (struct suggest){.typed = typed, .distance = typed.size / 3 + 1};
}

void suggest_offer(struct suggest *suggest, const char *name)
{
    struct slice offered = slice_of(name);
    if (suggest->typed.size == 0 || suggest->typed.size > SUGGEST_SIZE || offered.size > SUGGEST_SIZE) {
        return;
    }
    size_t distance = distance_between(suggest->typed, offered);
    /* The beginning of a name is as good as one wrong letter. */
    if (suggest->typed.size > 1 && slice_starts_fold(offered, suggest->typed)) {
        distance = smaller(distance, 1);
    }
    if (distance < suggest->distance || (distance == suggest->distance && suggest->best == NULL)) {
        suggest->best = name;
        suggest->distance = distance;
    }
}
