/* structure.h: one structural edit of one document, asked for by names as people call things: cells, rows, items,
 * fields, headings, sections, lines, and the nodes of YAML and JSON. It locates (locate.h, tree_path.h) and changes
 * (change.h, tree_change.h); nothing is written here.
 *
 * The tables say which operations there are and which arguments each takes: the command line, its help, its
 * completion and the JSON of `apply` all come from them. An argument is an option (`--under HEADING`) or a word that
 * stands without a name (the VALUE of set-cell); its name is its key in JSON.
 */
#ifndef WORKBOARD_OUTLINE_STRUCTURE_H
#define WORKBOARD_OUTLINE_STRUCTURE_H

#include "base/arena.h"
#include "base/bytes.h"
#include "outline/change.h"

enum structure_operation {
    STRUCTURE_SET_CELL,
    STRUCTURE_ADD_ROW,
    STRUCTURE_REMOVE_ROW,
    STRUCTURE_MOVE_ROW,
    STRUCTURE_SET_ITEM,
    STRUCTURE_TICK,
    STRUCTURE_UNTICK,
    STRUCTURE_REMOVE_ITEM,
    STRUCTURE_ADD_ITEM,
    STRUCTURE_MOVE_ITEM,
    STRUCTURE_SET_FIELD,
    STRUCTURE_ADD_FIELD,
    STRUCTURE_REMOVE_FIELD,
    STRUCTURE_SET_HEADING,
    STRUCTURE_ADD_SECTION,
    STRUCTURE_REMOVE_SECTION,
    STRUCTURE_SET_TEXT,
    STRUCTURE_SET_NODE, /* of a document that is YAML or JSON by its name, or of the front matter of any other */
    STRUCTURE_ADD_NODE,
    STRUCTURE_REMOVE_NODE,
    STRUCTURE_OPERATIONS
};

enum structure_argument {
    STRUCTURE_UNDER,
    STRUCTURE_TABLE,
    STRUCTURE_ROW,
    STRUCTURE_KEY_COLUMN,
    STRUCTURE_COLUMN,
    STRUCTURE_ITEM,
    STRUCTURE_IN,
    STRUCTURE_AFTER,
    STRUCTURE_BEFORE,
    STRUCTURE_FIRST,
    STRUCTURE_LAST,
    STRUCTURE_CHECKED,
    STRUCTURE_LINE,
    STRUCTURE_TO,
    STRUCTURE_WAS,
    STRUCTURE_TYPE,
    STRUCTURE_PATH, /* from here on: words */
    STRUCTURE_NAME,
    STRUCTURE_VALUE,
    STRUCTURE_TEXT,
    STRUCTURE_CELLS,
    STRUCTURE_ARGUMENTS
};

enum structure_form {
    STRUCTURE_FLAG,   /* is given or not */
    STRUCTURE_ONE,    /* a text, once */
    STRUCTURE_NUMBER, /* a number from 1, once */
    STRUCTURE_LIST    /* texts, as many as are given */
};

struct structure_argument_info {
    const char *name;    /* of the option, without dashes, and of the key in JSON */
    const char *example; /* what help calls its value; NULL for a flag */
    const char *help;
    enum structure_form form;
    bool word;
};

struct structure_info {
    const char *name;
    const char *help;
    unsigned needs; /* one bit for each argument: 1U << STRUCTURE_UNDER */
    unsigned takes; /* what it needs included */
};

extern const struct structure_info structure_operations[STRUCTURE_OPERATIONS];
extern const struct structure_argument_info structure_arguments[STRUCTURE_ARGUMENTS];

/* Finds the operation called `name`; false where there is none. */
bool structure_find(struct slice name, enum structure_operation *operation);

/* Finds the argument called `name` that the operation takes; false where there is none. */
bool structure_find_argument(enum structure_operation operation, struct slice name, enum structure_argument *argument);

/* Appends "set-cell --under HEADING --row KEY ... VALUE", what may be left out in brackets. */
bool structure_append_usage(enum structure_operation operation, struct bytes *bytes);

/* A text of a list of the request's. */
struct structure_texts {
    struct slice *items;
    size_t count;
    size_t capacity;
};

/* Called with the place that something new or moved is about to get in `container`, a table or a list: it may be told
 * another one there. */
typedef void (*structure_settle_function)(void *context, const struct outline *outline, uint32_t container,
                                          struct change_place *place);

/* What is asked for. A text that was not given has no data (NULL); one given as empty has. Texts must outlive the
 * request. */
struct structure_request {
    enum structure_operation operation;
    unsigned given; /* one bit for each argument */
    struct slice texts[STRUCTURE_ARGUMENTS];           /* of the form ONE */
    size_t numbers[STRUCTURE_ARGUMENTS];               /* of the form NUMBER */
    struct structure_texts lists[STRUCTURE_ARGUMENTS]; /* of the form LIST */
    structure_settle_function settle;                  /* or NULL */
    void *settle_context;
    struct arena arena;
};

void structure_request_init(struct structure_request *request, enum structure_operation operation);
void structure_request_release(struct structure_request *request);

/* Gives the request an argument; `text` does not matter for a flag. ERROR_USAGE where the operation does not take
 * it, where it was given before, or where it is no number. */
bool structure_request_give(struct structure_request *request, enum structure_argument argument, struct slice text,
                            struct error *error);

/* Gives it the next word: the first argument without a name that it takes and does not have. */
bool structure_request_word(struct structure_request *request, struct slice word, struct error *error);

/* Whether a key is `line:N`. */
bool structure_key_line(struct slice key, size_t *line);

/* Locates what the request names, checks `was` and adds the change to `edits`; on failure nothing was added.
 * ERROR_USAGE: something is missing or cannot be written there; ERROR_NOT_FOUND: nothing or several fit
 * (candidates); ERROR_CONFLICT: it is not what `was` says. */
bool structure_edit(const struct outline *outline, const struct structure_request *request, struct edits *edits,
                    struct error *error);

/* Reads the changed bytes again: `after` is `before` with the edit that `request` asked for. ERROR_BUG where
 * anything else changed. */
bool structure_verify(const struct outline *before, const struct outline *after,
                      const struct structure_request *request, struct error *error);

#endif
