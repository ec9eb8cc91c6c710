#include "tui/request_list.h"

#include "ops/set_fields.h"

/* ---- the verb ---- */

/* The options that are of this verb; those of every verb are taken care of by who runs it. */
static bool fill_verb(const struct tui_request *wanted, struct arena *arena, struct request *request)
{
    struct option_value *further = arena_new(arena, wanted->further_count + 1, sizeof *further);
    if (further == NULL) {
        return false;
    }
    request->verb = wanted->verb;
    request->arguments = wanted->arguments;
    request->argument_count = wanted->argument_count;
    request->further = further;
    request->further_count = 0;
    memcpy(request->options, wanted->options, sizeof request->options);
    for (size_t i = 0; i < wanted->further_count; i++) {
        if (wanted->further[i].option < OPTION_COUNT) {
            further[request->further_count++] = wanted->further[i];
        }
    }
    return true;
}

/* The verb for the record with that number among the arguments. */
static bool add_each(const struct tui_request *wanted, size_t number, const struct request *verb, struct arena *arena,
                     struct request_list *list)
{
    size_t behind = wanted->argument_count - wanted->each - wanted->each_count;
    struct slice *arguments = arena_new(arena, wanted->each + 1 + behind, sizeof *arguments);
    if (arguments == NULL) {
        return false;
    }
    if (wanted->each > 0) {
        memcpy(arguments, wanted->arguments, wanted->each * sizeof *arguments);
    }
    arguments[wanted->each] = wanted->arguments[wanted->each + number];
    if (behind > 0) {
        memcpy(arguments + wanted->each + 1, wanted->arguments + wanted->each + wanted->each_count,
               behind * sizeof *arguments);
    }
    struct apply_request *item = &list->items[list->count++];
    *item = (struct apply_request){.verb = *verb, .called = arguments[wanted->each]};
    item->verb.arguments = arguments;
    item->verb.argument_count = wanted->each + 1 + behind;
    return true;
}

/* ---- what else is set ---- */

static bool add_set(const struct request *base, struct slice text, struct arena *arena, struct request_list *list,
                    struct error *error)
{
    struct slice *words = arena_new(arena, 2, sizeof *words);
    struct apply_request *item = &list->items[list->count++];
    *item = (struct apply_request){.verb = *base};
    item->called = arena_format(arena, "--set %.*s", SLICE_PRINT(text));
    return words == NULL || item->called.data == NULL ? error_no_memory(error)
                                                      : set_fields_request(text, words, &item->verb, error);
}

static bool add_sets(const struct tui_request *wanted, const struct request *base, struct arena *arena,
                     struct request_list *list, struct error *error)
{
    bool good = wanted->options[OPTION_SET].data == NULL ||
                add_set(base, wanted->options[OPTION_SET], arena, list, error);
    for (size_t i = 0; good && i < wanted->further_count; i++) {
        good = wanted->further[i].option != OPTION_SET || add_set(base, wanted->further[i].value, arena, list, error);
    }
    return good;
}

/* ---- all ---- */

bool request_list_make(const struct tui_request *wanted, const struct request *base,
                       const struct adjustments *adjustments, struct arena *arena, struct request_list *list,
                       struct error *error)
{
    size_t each = wanted->each_count > 1 ? wanted->each_count : 1;
    struct request verb = *base;
    *list = (struct request_list){.items = arena_new(arena, each + wanted->further_count + 1, sizeof *list->items)};
    if (list->items == NULL || !fill_verb(wanted, arena, &verb)) {
        return error_no_memory(error);
    }
    if (each == 1) {
        list->items[list->count++] = (struct apply_request){.verb = verb};
    }
    for (size_t i = 0; each > 1 && i < each; i++) {
        if (!add_each(wanted, i, &verb, arena, list)) {
            return error_no_memory(error);
        }
    }
    if (!add_sets(wanted, base, arena, list, error)) {
        return false;
    }
    list->several = list->count > 1;
    if (!list->several) {
        list->items[0].verb.adjustments = adjustments;
        return true;
    }
    /* A value that an earlier request sets is set once more by the last one, which makes one effect of both. */
    list->last = (struct adjustments){.values = adjustments->values,
                                      .value_count = adjustments->value_count,
                                      .lines = adjustments->lines,
                                      .line_count = adjustments->line_count};
    list->whole = (struct adjustments){
        .left = adjustments->left, .left_count = adjustments->left_count, .confirmed = adjustments->confirmed};
    list->items[list->count - 1].verb.adjustments = &list->last;
    return true;
}

const struct adjustments *request_list_whole(const struct request_list *list)
{
    return list->several ? &list->whole : NULL;
}
