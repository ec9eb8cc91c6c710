/* The tables of operations and arguments. */
#include "outline/structure.h"

#define ARGUMENT(name) (1U << STRUCTURE_##name)

enum {
    SCOPE = ARGUMENT(UNDER) | ARGUMENT(WAS),
    IN_TABLE = SCOPE | ARGUMENT(TABLE) | ARGUMENT(KEY_COLUMN),
    NODE = ARGUMENT(PATH) | ARGUMENT(WAS),
    PLACE = ARGUMENT(AFTER) | ARGUMENT(BEFORE) | ARGUMENT(FIRST) | ARGUMENT(LAST)
};

const struct structure_argument_info structure_arguments[STRUCTURE_ARGUMENTS] = {
    [STRUCTURE_UNDER] = {.name = "under", .example = "HEADING", .form = STRUCTURE_LIST,
                         .help = "the heading of the section; again for the headings in it; '' is before the first"},
    [STRUCTURE_TABLE] = {.name = "table", .example = "N", .form = STRUCTURE_NUMBER,
                         .help = "which of several tables, from 1"},
    [STRUCTURE_ROW] = {.name = "row", .example = "KEY", .form = STRUCTURE_LIST,
                       .help = "the text of the row's first cell, an ID in it, or line:N"},
    [STRUCTURE_KEY_COLUMN] = {.name = "key-column", .example = "NAME", .form = STRUCTURE_LIST,
                              .help = "the column in which to look for the row's key"},
    [STRUCTURE_COLUMN] = {.name = "column", .example = "NAME", .form = STRUCTURE_ONE, .help = "the column to change"},
    [STRUCTURE_ITEM] = {.name = "item", .example = "KEY", .form = STRUCTURE_ONE,
                        .help = "the text of the item, an ID in it, or line:N"},
    [STRUCTURE_IN] = {.name = "in", .example = "ITEM", .form = STRUCTURE_ONE, .help = "the item that holds it"},
    [STRUCTURE_AFTER] = {.name = "after", .example = "KEY", .form = STRUCTURE_ONE, .help = "behind this one"},
    [STRUCTURE_BEFORE] = {.name = "before", .example = "KEY", .form = STRUCTURE_ONE, .help = "before this one"},
    [STRUCTURE_FIRST] = {.name = "first", .form = STRUCTURE_FLAG, .help = "at the beginning"},
    [STRUCTURE_LAST] = {.name = "last", .form = STRUCTURE_FLAG, .help = "at the end"},
    [STRUCTURE_CHECKED] = {.name = "checked", .form = STRUCTURE_FLAG, .help = "with a ticked box"},
    [STRUCTURE_LINE] = {.name = "line", .example = "N", .form = STRUCTURE_NUMBER, .help = "the line, from 1"},
    [STRUCTURE_TO] = {.name = "to", .example = "N", .form = STRUCTURE_NUMBER, .help = "the last line"},
    [STRUCTURE_WAS] = {.name = "was", .example = "OLD", .form = STRUCTURE_ONE,
                       .help = "only where the old text is this"},
    [STRUCTURE_TYPE] = {.name = "type", .example = "TYPE", .form = STRUCTURE_ONE,
                        .help = "write it as a string, number, bool or null, or what JSON says (json)"},
    [STRUCTURE_PATH] = {.name = "path", .example = "PATH", .form = STRUCTURE_ONE, .word = true,
                        .help = "the way to the node, as in tasks[id=T-3].status or claims[0]"},
    [STRUCTURE_NAME] = {.name = "name", .example = "NAME", .form = STRUCTURE_ONE, .word = true,
                        .help = "the name of the field"},
    [STRUCTURE_VALUE] = {.name = "value", .example = "VALUE", .form = STRUCTURE_ONE, .word = true,
                         .help = "the new value"},
    [STRUCTURE_TEXT] = {.name = "text", .example = "TEXT", .form = STRUCTURE_ONE, .word = true,
                        .help = "the new text"},
    [STRUCTURE_CELLS] = {.name = "cells", .example = "CELL", .form = STRUCTURE_LIST, .word = true,
                         .help = "the cells of the row"},
};

const struct structure_info structure_operations[STRUCTURE_OPERATIONS] = {
    [STRUCTURE_SET_CELL] = {.name = "set-cell",
                            .help = "changes one cell of a table",
                            .needs = ARGUMENT(ROW) | ARGUMENT(COLUMN) | ARGUMENT(VALUE),
                            .takes = IN_TABLE | ARGUMENT(ROW) | ARGUMENT(COLUMN) | ARGUMENT(VALUE)},
    [STRUCTURE_ADD_ROW] = {.name = "add-row",
                           .help = "adds a row to a table, at its end or where it is told to",
                           .needs = ARGUMENT(CELLS),
                           .takes = IN_TABLE | PLACE | ARGUMENT(CELLS)},
    [STRUCTURE_REMOVE_ROW] = {.name = "remove-row",
                              .help = "takes a row out of a table",
                              .needs = ARGUMENT(ROW),
                              .takes = IN_TABLE | ARGUMENT(ROW)},
    [STRUCTURE_MOVE_ROW] = {.name = "move-row",
                            .help = "moves a row within its table",
                            .needs = ARGUMENT(ROW),
                            .takes = IN_TABLE | PLACE | ARGUMENT(ROW)},
    [STRUCTURE_SET_ITEM] = {.name = "set-item",
                            .help = "changes the text of a list item",
                            .needs = ARGUMENT(ITEM) | ARGUMENT(TEXT),
                            .takes = SCOPE | ARGUMENT(IN) | ARGUMENT(ITEM) | ARGUMENT(TEXT)},
    [STRUCTURE_TICK] = {.name = "tick",
                        .help = "ticks an item's box",
                        .needs = ARGUMENT(ITEM),
                        .takes = SCOPE | ARGUMENT(IN) | ARGUMENT(ITEM)},
    [STRUCTURE_UNTICK] = {.name = "untick",
                          .help = "empties an item's box",
                          .needs = ARGUMENT(ITEM),
                          .takes = SCOPE | ARGUMENT(IN) | ARGUMENT(ITEM)},
    [STRUCTURE_REMOVE_ITEM] = {.name = "remove-item",
                               .help = "takes an item and what is nested in it out of its list",
                               .needs = ARGUMENT(ITEM),
                               .takes = SCOPE | ARGUMENT(IN) | ARGUMENT(ITEM)},
    [STRUCTURE_ADD_ITEM] = {.name = "add-item",
                            .help = "adds an item to a list, at its end or where it is told to",
                            .needs = ARGUMENT(TEXT),
                            .takes = SCOPE | PLACE | ARGUMENT(IN) | ARGUMENT(CHECKED) | ARGUMENT(TEXT)},
    [STRUCTURE_MOVE_ITEM] = {.name = "move-item",
                             .help = "moves an item within its list",
                             .needs = ARGUMENT(ITEM),
                             .takes = SCOPE | PLACE | ARGUMENT(IN) | ARGUMENT(ITEM)},
    [STRUCTURE_SET_FIELD] = {.name = "set-field",
                             .help = "changes the value of a field, as in \"Status: done\"",
                             .needs = ARGUMENT(NAME) | ARGUMENT(VALUE),
                             .takes = SCOPE | ARGUMENT(IN) | ARGUMENT(NAME) | ARGUMENT(VALUE)},
    [STRUCTURE_ADD_FIELD] = {.name = "add-field",
                             .help = "adds a field behind the others",
                             .needs = ARGUMENT(NAME),
                             .takes = SCOPE | ARGUMENT(IN) | ARGUMENT(NAME) | ARGUMENT(VALUE)},
    [STRUCTURE_REMOVE_FIELD] = {.name = "remove-field",
                                .help = "takes out the line or item that holds a field",
                                .needs = ARGUMENT(NAME),
                                .takes = SCOPE | ARGUMENT(IN) | ARGUMENT(NAME)},
    [STRUCTURE_SET_HEADING] = {.name = "set-heading",
                               .help = "changes the text of a heading",
                               .needs = ARGUMENT(UNDER) | ARGUMENT(TEXT),
                               .takes = SCOPE | ARGUMENT(TEXT)},
    [STRUCTURE_ADD_SECTION] =
        {.name = "add-section",
         .help = "adds a section at the end of another: its heading, and below it what further lines say",
         .needs = ARGUMENT(TEXT),
         .takes = SCOPE | ARGUMENT(TEXT)},
    [STRUCTURE_REMOVE_SECTION] = {.name = "remove-section",
                                  .help = "takes out a heading and all that stands below it",
                                  .needs = ARGUMENT(UNDER),
                                  .takes = SCOPE},
    [STRUCTURE_SET_TEXT] = {.name = "set-text",
                            .help = "changes lines as they stand: a paragraph or block",
                            .needs = ARGUMENT(LINE) | ARGUMENT(TEXT),
                            .takes = SCOPE | ARGUMENT(LINE) | ARGUMENT(TO) | ARGUMENT(TEXT)},
    [STRUCTURE_SET_NODE] = {.name = "set-node",
                            .help = "changes a value of YAML, front matter or JSON, and keeps type and quotes",
                            .needs = ARGUMENT(PATH),
                            .takes = NODE | ARGUMENT(VALUE) | ARGUMENT(TYPE)},
    [STRUCTURE_ADD_NODE] = {.name = "add-node",
                            .help = "adds the key that PATH ends with, or an item to the list that it leads to",
                            .needs = ARGUMENT(PATH),
                            .takes = NODE | ARGUMENT(VALUE) | ARGUMENT(TYPE)},
    [STRUCTURE_REMOVE_NODE] = {.name = "remove-node",
                               .help = "takes out a key or an item and all that is in it",
                               .needs = ARGUMENT(PATH),
                               .takes = NODE},
};

bool structure_find(struct slice name, enum structure_operation *operation)
{
    for (int i = 0; i < STRUCTURE_OPERATIONS; i++) {
        if (slice_equal(name, slice_of(structure_operations[i].name))) {
            *operation = (enum structure_operation)i;
            return true;
        }
    }
    return false;
}

bool structure_find_argument(enum structure_operation operation, struct slice name, enum structure_argument *argument)
{
    for (int i = 0; i < STRUCTURE_ARGUMENTS; i++) {
        if ((structure_operations[operation].takes & (1U << i)) != 0 &&
            slice_equal(name, slice_of(structure_arguments[i].name))) {
            *argument = (enum structure_argument)i;
            return true;
        }
    }
    return false;
}

bool structure_append_usage(enum structure_operation operation, struct bytes *bytes)
{
    const struct structure_info *info = &structure_operations[operation];
    bytes_append_text(bytes, info->name);
    for (int i = 0; i < STRUCTURE_ARGUMENTS; i++) {
        const struct structure_argument_info *argument = &structure_arguments[i];
        if ((info->takes & (1U << i)) == 0) {
            continue;
        }
        bool needed = (info->needs & (1U << i)) != 0;
        bytes_append_text(bytes, needed ? " " : " [");
        if (!argument->word) {
            bytes_append_format(bytes, "--%s", argument->name);
            bytes_append_text(bytes, argument->example == NULL ? "" : " ");
        }
        bytes_append_text(bytes, argument->example == NULL ? "" : argument->example);
        bytes_append_text(bytes, needed ? "" : "]");
        bytes_append_text(bytes, argument->form == STRUCTURE_LIST ? "..." : "");
    }
    return !bytes->failed;
}

/* ---- requests ---- */

void structure_request_init(struct structure_request *request, enum structure_operation operation)
{
    *request = (struct structure_request){.operation = operation};
    arena_init(&request->arena);
}

void structure_request_release(struct structure_request *request)
{
    arena_release(&request->arena);
    *request = (struct structure_request){.operation = request->operation};
}

static bool read_number(struct slice text, size_t *number)
{
    enum { MOST_DIGITS = 18 };
    *number = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] < '0' || text.data[i] > '9' || i >= MOST_DIGITS) {
            return false;
        }
        *number = *number * 10 + (size_t)(text.data[i] - '0');
    }
    return *number > 0;
}

static bool add_text(struct structure_request *request, struct structure_texts *texts, struct slice text,
                     struct error *error)
{
    if (!arena_grow(&request->arena, &texts->items, &texts->capacity, texts->count + 1, sizeof *texts->items)) {
        return error_no_memory(error);
    }
    texts->items[texts->count++] = text;
    return true;
}

bool structure_request_give(struct structure_request *request, enum structure_argument argument, struct slice text,
                            struct error *error)
{
    const struct structure_info *operation = &structure_operations[request->operation];
    const struct structure_argument_info *info = &structure_arguments[argument];
    const char *dashes = info->word ? "" : "--";
    if ((operation->takes & (1U << argument)) == 0) {
        return error_set(error, ERROR_USAGE, "%s takes no %s%s", operation->name, dashes, info->name);
    }
    if (info->form != STRUCTURE_LIST && (request->given & (1U << argument)) != 0) {
        return error_set(error, ERROR_USAGE, "%s takes only one %s%s", operation->name, dashes, info->name);
    }
    text.data = text.data == NULL ? "" : text.data;
    if (info->form == STRUCTURE_NUMBER && !read_number(text, &request->numbers[argument])) {
        return error_set(error, ERROR_USAGE, "%s%s takes a number from 1, not \"%.*s\"", dashes, info->name,
                         SLICE_PRINT(text));
    }
    if (info->form == STRUCTURE_LIST && !add_text(request, &request->lists[argument], text, error)) {
        return false;
    }
    if (info->form == STRUCTURE_ONE) {
        request->texts[argument] = text;
    }
    request->given |= 1U << argument;
    return true;
}

bool structure_request_word(struct structure_request *request, struct slice word, struct error *error)
{
    const struct structure_info *operation = &structure_operations[request->operation];
    for (int i = 0; i < STRUCTURE_ARGUMENTS; i++) {
        const struct structure_argument_info *info = &structure_arguments[i];
        bool there = (request->given & (1U << i)) != 0 && info->form != STRUCTURE_LIST;
        if (info->word && !there && (operation->takes & (1U << i)) != 0) {
            return structure_request_give(request, (enum structure_argument)i, word, error);
        }
    }
    return error_set(error, ERROR_USAGE, "%s does not take the word \"%.*s\"", operation->name, SLICE_PRINT(word));
}
