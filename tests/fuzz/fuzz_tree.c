/* fuzz_tree.c: any bytes are read as YAML and JSON or refused, places lie where they should, and every value that is
 * set, added or taken out leaves all others as they were.
 *
 * The first byte says what is done, the second to which node; the text follows.
 */
#include "outline/tree_change.h"

#include "fuzz.h"

static void check_nodes(const struct tree *tree, size_t size)
{
    for (uint32_t i = 0; i < tree_count(tree); i++) {
        const struct tree_node *node = tree_node(tree, i);
        const struct tree_node *parent = tree_node(tree, node->parent);
        require(node->start <= node->value.start && node->value.start <= node->value.end, "its places", i);
        require(node->value.end <= size && node->key.end <= size && node->key.start <= node->key.end, "its ends", i);
        require(i == 0 || node->parent < i, "its parent stands behind", i);
        require(i == 0 || span_holds(parent->value, node->value), "it leaves its parent", i);
        require(node->next == 0 || tree_node(tree, node->next)->start >= node->value.end, "its sibling", i);
        require(tree_end(tree, i) > i && tree_end(tree, i) <= tree_count(tree), "its end", i);
    }
}

/* The edits can be made and taken back. JSON is JSON again; YAML of forms that nobody writes may not be, which those
 * who save it find out by reading it again. */
static void check_change(struct slice text, const struct edits *edits, enum tree_language language, uint32_t node)
{
    struct bytes out;
    struct bytes back;
    struct edits inverse;
    bytes_init(&out);
    bytes_init(&back);
    edits_init(&inverse);
    require(edits_apply(edits, text, &out, NULL) && edits_invert(edits, text, &inverse, NULL), "edits", node);
    require(edits_apply(&inverse, bytes_slice(&out), &back, NULL), "inverse", node);
    require(slice_equal(bytes_slice(&back), text), "the inverse gives back something else", node);
    struct source *source = source_copy("after", bytes_slice(&out), NULL);
    struct tree *after = source == NULL ? NULL : tree_read(source, tree_whole(source), language, NULL);
    require(after != NULL || language == TREE_YAML, "what was written cannot be read", node);
    if (after != NULL) {
        check_nodes(after, out.size);
    }
    tree_free(after);
    source_release(source);
    edits_release(&inverse);
    bytes_release(&back);
    bytes_release(&out);
}

static void change(const struct tree *tree, struct slice text, enum tree_language language, uint8_t operation,
                   uint8_t which)
{
    static const char *const texts[] = {"done", "a: b", "it's", "5", "", "two\nlines", "\xC3\xA9", "null"};
    uint32_t node = which % tree_count(tree);
    struct tree_content value = {.type = TREE_SCALAR, .text = slice_of(texts[operation / 4 % 8])};
    struct change_place place = {.position = operation >= 128 ? CHANGE_FIRST : CHANGE_LAST};
    struct edits edits;
    edits_init(&edits);
    bool done = false;
    if (operation % 4 == 0) {
        done = tree_set(tree, node, &value, &edits, NULL);
    } else if (operation % 4 == 1) {
        done = tree_remove(tree, node, &edits, NULL);
    } else {
        value.key = tree_node(tree, node)->type == TREE_MAP ? slice_of("new") : slice_make(NULL, 0);
        done = tree_add(tree, node, place, &value, &edits, NULL);
    }
    require(done || edits.count == 0, "a failure left edits", node);
    check_change(text, &edits, language, node);
    edits_release(&edits);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2) {
        return 0;
    }
    struct slice text = slice_make((const char *)data + 2, size - 2);
    struct source *source = source_copy("fuzz", text, NULL);
    require(source != NULL, "no source", 0);
    for (int language = TREE_YAML; language <= TREE_JSON; language++) {
        struct tree *tree = tree_read(source, tree_whole(source), (enum tree_language)language, NULL);
        if (tree != NULL) {
            require(tree_count(tree) > 0, "a tree without a root", 0);
            check_nodes(tree, text.size);
            change(tree, text, (enum tree_language)language, data[0], data[1]);
        }
        tree_free(tree);
    }
    source_release(source);
    return 0;
}
