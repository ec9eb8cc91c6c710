/* Operations on nodes of YAML, JSON and front matter. */
#include "outline/structure_parts.h"

#include "outline/tree_change.h"
#include "outline/tree_path.h"

/* ---- where the text stands ---- */

/* What the document is by its name; false for Markdown, and whatever else can begin with front matter. */
static bool language_of(const struct source *source, enum tree_language *language)
{
    static const struct {
        const char *ending;
        enum tree_language language;
    } kinds[] = {{".json", TREE_JSON}, {".yaml", TREE_YAML}, {".yml", TREE_YAML}};
    struct slice name = slice_of(source_name(source));
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        struct slice ending = slice_of(kinds[i].ending);
        if (name.size > ending.size &&
            slice_equal_fold(slice_part(name, name.size - ending.size, name.size), ending)) {
            *language = kinds[i].language;
            return true;
        }
    }
    *language = TREE_YAML;
    return false;
}

static bool find_part(const struct outline *outline, struct span *part, enum tree_language *language,
                      struct error *error)
{
    const struct source *source = outline_source(outline);
    *part = tree_whole(source);
    if (language_of(source, language)) {
        return true;
    }
    uint32_t first = outline_node(outline, 0)->child;
    if (first == 0 || outline_node(outline, first)->type != OUTLINE_FRONT_MATTER) {
        return error_set_at(error, ERROR_NOT_FOUND, source_name(source), 1,
                            "the document has no front matter; put \"---\" in its first line and below it");
    }
    *part = outline_node(outline, first)->content;
    return true;
}

/* ---- what is asked for ---- */

struct node_request {
    struct tree *tree;
    struct tree_path path;
    struct tree_content content;
    uint32_t node;         /* to set or remove, or the parent of what is added */
    struct source *source; /* of a value that is JSON */
    struct tree *value;    /* of it */
    struct arena arena;
};

static void release_request(struct node_request *asked)
{
    tree_free(asked->value);
    source_release(asked->source);
    tree_free(asked->tree);
    arena_release(&asked->arena);
}

static bool convert(struct node_request *asked, uint32_t index, struct tree_content *content, struct error *error)
{
    const struct tree_node *node = tree_node(asked->value, index);
    *content = (struct tree_content){
        .type = (enum tree_type)node->type,
        .key = node->name,
        .text = node->text,
        .typed = node->type == TREE_SCALAR,
        .kind = (enum tree_kind)node->kind,
        .count = node->count,
    };
    struct tree_content *items = arena_new(&asked->arena, node->count, sizeof *items);
    if (items == NULL) {
        return error_no_memory(error);
    }
    content->items = items;
    for (uint32_t at = node->child; at != 0; at = tree_node(asked->value, at)->next) {
        if (!convert(asked, at, items++, error)) {
            return false;
        }
    }
    return true;
}

static bool read_json(struct node_request *asked, struct slice text, struct error *error)
{
    asked->source = source_copy("VALUE", text, error);
    asked->value = asked->source == NULL ? NULL : tree_read(asked->source, tree_whole(asked->source), TREE_JSON, error);
    return asked->value != NULL && convert(asked, 0, &asked->content, error);
}

static bool read_type(const struct structure_request *request, struct tree_content *content, struct error *error)
{
    struct slice type = request->texts[STRUCTURE_TYPE];
    static const enum tree_kind kinds[] = {TREE_STRING, TREE_NUMBER, TREE_BOOL, TREE_NULL};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (slice_equal(type, slice_of(tree_kind_name(kinds[i])))) {
            content->typed = true;
            content->kind = kinds[i];
            return true;
        }
    }
    return error_set(error, ERROR_USAGE, "\"%.*s\" is no type; there are string, number, bool, null and json",
                     SLICE_PRINT(slice_part(type, 0, 100)));
}

static bool read_value(struct node_request *asked, const struct structure_request *request, struct error *error)
{
    bool typed = (request->given & (1U << STRUCTURE_TYPE)) != 0;
    bool valued = (request->given & (1U << STRUCTURE_VALUE)) != 0;
    struct slice text = slice_trim(request->texts[STRUCTURE_VALUE]);
    bool json = typed && slice_equal(request->texts[STRUCTURE_TYPE], slice_of("json"));
    if (request->operation == STRUCTURE_REMOVE_NODE) {
        return true;
    }
    asked->content = (struct tree_content){.type = TREE_SCALAR, .text = valued ? text : slice_of("")};
    if (typed && !json && !read_type(request, &asked->content, error)) {
        return false;
    }
    if (!valued && !(asked->content.typed && asked->content.kind == TREE_NULL)) {
        return error_set(error, ERROR_USAGE, "%s needs VALUE", structure_operations[request->operation].name);
    }
    return !json || read_json(asked, text, error);
}

/* The number of entries that a list has already adds one more. */
static bool is_next(const struct node_request *asked, const struct tree_step *last)
{
    const struct tree_node *parent = tree_node(asked->tree, asked->node);
    return last->type == TREE_STEP_NEW || (last->type == TREE_STEP_ITEM && last->item == parent->count);
}

static bool is_there_already(const struct node_request *asked, uint32_t node, struct error *error)
{
    return error_set_at(error, ERROR_CONFLICT, source_name(tree_source(asked->tree)), tree_line(asked->tree, node),
                        "this is there already; change it with set-node, or add an item with []");
}

/* Where something is added: to the list that the path leads to, or under its last key. */
static bool find_parent(struct node_request *asked, struct error *error)
{
    const struct tree_path *path = &asked->path;
    uint32_t there = 0;
    bool named = path->count > 0;
    asked->content.key = slice_make(NULL, 0);
    if (tree_path_find(asked->tree, path, path->count, &there, NULL)) {
        asked->node = there;
        return tree_node(asked->tree, there)->type == TREE_SEQUENCE || !named || is_there_already(asked, there, error);
    }
    if (!tree_path_find(asked->tree, path, path->count - 1, &asked->node, error)) {
        return false;
    }
    const struct tree_step *last = &path->steps[path->count - 1];
    if (last->type == TREE_STEP_KEY) {
        asked->content.key = last->key;
        uint32_t double_key = tree_child(asked->tree, asked->node, last->key);
        return double_key == 0 || is_there_already(asked, double_key, error);
    }
    return is_next(asked, last) || tree_path_find(asked->tree, path, path->count, &there, error);
}

/* Fills the empty `asked`, which is to be released in any case. */
static bool read_request(struct node_request *asked, const struct outline *outline,
                         const struct structure_request *request, struct error *error)
{
    struct span part;
    enum tree_language language;
    if (!find_part(outline, &part, &language, error)) {
        return false;
    }
    asked->tree = tree_read(outline_source(outline), part, language, error);
    if (asked->tree == NULL ||
        !tree_path_read(&asked->arena, slice_trim(request->texts[STRUCTURE_PATH]), &asked->path, error) ||
        !read_value(asked, request, error)) {
        return false;
    }
    return request->operation == STRUCTURE_ADD_NODE
               ? find_parent(asked, error)
               : tree_path_find(asked->tree, &asked->path, asked->path.count, &asked->node, error);
}

/* ---- changing ---- */

static bool check_was(const struct structure_work *work, const struct node_request *asked)
{
    const struct tree_node *node = tree_node(asked->tree, asked->node);
    if (work->request->operation == STRUCTURE_ADD_NODE) {
        return structure_was(work, tree_line(asked->tree, asked->node), slice_of(""));
    }
    struct slice old = node->type == TREE_SCALAR ? node->text : source_slice(tree_source(asked->tree), node->value);
    return structure_was(work, tree_line(asked->tree, asked->node), old);
}

bool structure_edit_node(struct structure_work *work)
{
    struct node_request asked = {0};
    struct change_place last = {.position = CHANGE_LAST};
    bool done = read_request(&asked, work->outline, work->request, work->error) && check_was(work, &asked);
    switch (work->request->operation) {
    case STRUCTURE_SET_NODE:
        done = done && tree_set(asked.tree, asked.node, &asked.content, work->edits, work->error);
        break;
    case STRUCTURE_ADD_NODE:
        done = done && tree_add(asked.tree, asked.node, last, &asked.content, work->edits, work->error);
        break;
    default:
        done = done && tree_remove(asked.tree, asked.node, work->edits, work->error);
    }
    release_request(&asked);
    return done;
}

/* ---- verifying ---- */

/* What is no part of it has the same bytes. */
static bool same_around(const struct outline *before, struct span part, const struct outline *after,
                        struct span changed)
{
    struct slice old = source_bytes(outline_source(before));
    struct slice new = source_bytes(outline_source(after));
    return slice_equal(slice_part(old, 0, part.start), slice_part(new, 0, changed.start)) &&
           slice_equal(slice_part(old, part.end, old.size), slice_part(new, changed.end, new.size));
}

static bool verify(const struct node_request *asked, const struct tree *after, enum structure_operation operation,
                   struct error *error)
{
    struct change_place last = {.position = CHANGE_LAST};
    switch (operation) {
    case STRUCTURE_SET_NODE:
        return tree_verify_set(asked->tree, after, asked->node, &asked->content, error);
    case STRUCTURE_ADD_NODE:
        return tree_verify_add(asked->tree, after, asked->node, last, &asked->content, error);
    default:
        return tree_verify_remove(asked->tree, after, asked->node, error);
    }
}

static bool fail(const struct outline *before, const char *what, struct error *error)
{
    return error_set_at(error, ERROR_BUG, source_name(outline_source(before)), 0, "%s; nothing was changed", what);
}

bool structure_verify_node(const struct outline *before, const struct outline *after,
                           const struct structure_request *request, struct error *error)
{
    struct node_request asked = {0};
    struct span part;
    struct span changed;
    enum tree_language language;
    bool done = read_request(&asked, before, request, error) && find_part(before, &part, &language, error);
    if (done && (!find_part(after, &changed, &language, NULL) || !same_around(before, part, after, changed))) {
        done = fail(before, "the front matter would not be what it was", error);
    }
    if (done) {
        struct tree *tree = tree_read(outline_source(after), changed, language, error);
        done = tree != NULL ? verify(&asked, tree, request->operation, error)
                            : error != NULL && error->code == ERROR_SYSTEM
                                  ? false
                                  : fail(before, "what would be written could not be read again", error);
        tree_free(tree);
    }
    release_request(&asked);
    return done;
}
