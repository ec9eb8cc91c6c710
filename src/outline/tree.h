/* tree.h: the nodes of a YAML or JSON text, with byte spans. Read-only once read.
 *
 * The text is a part of a document, so that front matter is read where it stands; all offsets are offsets in the
 * document. A byte order mark at its beginning belongs to no node.
 *
 * YAML is read by libyaml (1.1, with what it takes of 1.2). Of several documents in one text only the first one is
 * read; what stands behind it is not looked at. Bytes that are not UTF-8 are read as U+FFFD and stay as they are. An
 * anchor or a tag is noted and belongs to no value; an alias is a node of its own and is not followed; `<<` is a key
 * like any other. A text without content is one empty scalar.
 *
 * JSON is read strictly (RFC 8259), but for bytes that are not UTF-8 inside strings, which are left as they are; a
 * key may stand in an object several times. An escaped surrogate without its other half reads as U+FFFD.
 *
 * Reading is linear: size, depth and count of nodes are bounded, the depth while reading, before the library sees more.
 *
 * Nodes lie in one array in document order (a parent before its children); 0 is the root, and as an index also means
 * "none", because the root is nobody's child.
 */
#ifndef WORKBOARD_OUTLINE_TREE_H
#define WORKBOARD_OUTLINE_TREE_H

#include "base/error.h"
#include "text/source.h"

#include <stdint.h>

enum { TREE_DEPTH = 200, TREE_SIZE = 64 << 20, TREE_NODES = 4000000 };

enum tree_language { TREE_YAML, TREE_JSON };

enum tree_type { TREE_SCALAR, TREE_MAP, TREE_SEQUENCE, TREE_ALIAS };

enum tree_style {
    TREE_PLAIN,  /* of scalars and keys */
    TREE_SINGLE, /* 'in quotes' */
    TREE_DOUBLE, /* "in quotes" */
    TREE_LITERAL,
    TREE_FOLDED,
    TREE_BLOCK, /* of maps and sequences */
    TREE_FLOW,  /* in brackets */
    TREE_PAIR   /* a map that is one pair in a flow sequence, without brackets */
};

/* What a scalar is. A plain one of YAML is what either YAML 1.1 or 1.2 takes it for: `yes` and `1:30` are no texts. */
enum tree_kind { TREE_STRING, TREE_NUMBER, TREE_BOOL, TREE_NULL, TREE_TIME };

struct tree_node {
    uint8_t type;        /* enum tree_type */
    uint8_t style;       /* enum tree_style */
    uint8_t kind;        /* of a scalar: enum tree_kind; one with a tag is a string, unless the tag is a standard one */
    uint8_t key_style;   /* of its key */
    bool tagged;         /* a tag stands before it */
    uint32_t parent;
    uint32_t next;       /* sibling, or 0 */
    uint32_t child;      /* first child, or 0 */
    uint32_t count;      /* of children */
    size_t start;        /* of the whole entry: the item's dash, the key (or its `?`), else the value */
    struct span key;     /* as written, with its quotes; empty for what has no key */
    struct span value;   /* as written, with quotes or brackets, without anchor and tag. An empty value stands right
                            behind the colon or dash. A block scalar begins with its `|` or `>` and ends before the
                            line ending of its last line; a block map or sequence begins with its first entry and
                            ends with the last value in it */
    struct slice name;   /* the key, decoded; data is NULL for what has no key, or one that is no scalar */
    struct slice text;   /* of a scalar: its value, decoded; of an alias: the anchor that it names */
    struct slice anchor; /* data is NULL where it has none */
};

struct tree;

/* Reads `part` of `source`, which must outlive the tree. ERROR_USAGE with file and line where it is broken or beyond
 * a bound; ERROR_SYSTEM when memory ran out. (tree_read.c) */
struct tree *tree_read(const struct source *source, struct span part, enum tree_language language,
                       struct error *error);
void tree_free(struct tree *tree); /* NULL is allowed */

/* All of a source. */
static inline struct span tree_whole(const struct source *source)
{
    return (struct span){.start = 0, .end = source_bytes(source).size};
}

const struct source *tree_source(const struct tree *tree);
enum tree_language tree_language(const struct tree *tree);
uint32_t tree_count(const struct tree *tree);
const struct tree_node *tree_node(const struct tree *tree, uint32_t index);

/* The first node behind `index` and all that is in it; the count of nodes where there is none. */
uint32_t tree_end(const struct tree *tree, uint32_t index);

/* The line (from 1) in which the node's entry begins. */
size_t tree_line(const struct tree *tree, uint32_t index);

/* The last child of a node and the sibling before it, or 0. */
uint32_t tree_last(const struct tree *tree, uint32_t index);
uint32_t tree_before(const struct tree *tree, uint32_t index);

/* The child with the key `name` (the first of several), or 0. */
uint32_t tree_child(const struct tree *tree, uint32_t index, struct slice name);

/* What a plain scalar of YAML is (tree_kind.c). */
enum tree_kind tree_plain_kind(struct slice text);

/* What a word of JSON that is no string is; TREE_STRING where it is nothing that JSON knows (tree_kind.c). */
enum tree_kind tree_json_kind(struct slice text);

/* "string", "number", ... */
const char *tree_kind_name(enum tree_kind kind);

#endif
