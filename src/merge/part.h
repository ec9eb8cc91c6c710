/* part.h: one version of a document, taken apart for a merge: into sections, blocks, tables, rows, items, fields, nodes.
 *
 * Parts lie in one array in document order (a part before those in it); 0 is the document, and as an index also means
 * "none". The children of a group follow each other without a gap and fill it, so that writing them one behind the other
 * gives its bytes; only the commas of a `separated` group stand between them. A child is either *fixed* (a place in the
 * form of its group, such as an item's box, found again by its name) or a *member* (one of many, that can come, go and
 * move). Members may have a key: the ID in their first words, the name of a field, the text of a heading...
 *
 * What a part says is kept as a hash that leaves out the space around things: two rows whose padding differs say the
 * same.
 */
#ifndef WORKBOARD_MERGE_PART_H
#define WORKBOARD_MERGE_PART_H

#include "base/arena.h"
#include "outline/outline.h"
#include "outline/tree.h"

enum part_type {
    PART_GROUP, /* children */
    PART_LINES, /* text, merged line by line */
    PART_VALUE, /* text that is changed as a whole */
    PART_SPACE, /* padding, indents, blank lines, markers of lists: says nothing */
    PART_TABLE, /* children: rows, of which the first is the header, the second the delimiter row */
    PART_ROW    /* of a table: its cells are cut when they are asked for */
};

/* What it is: only like is compared with like. Behind these come the types of the outline's nodes. */
enum part_kind { PART_PIECE, PART_SECTION, PART_FIELD, PART_ENTRY, PART_MAP, PART_SEQUENCE, PART_BLOCK };

struct part {
    uint8_t type; /* enum part_type */
    uint8_t kind; /* enum part_kind, or PART_BLOCK + enum outline_type */
    bool fixed;
    bool separated; /* a group with commas between its members */
    bool apart;     /* a group whose members need a blank line between them */
    bool inside;    /* a block of YAML that begins in the line of the dash before it */
    uint32_t next;
    uint32_t child;
    uint32_t last;  /* child */
    uint32_t count; /* of children; of a row: of its cells */
    uint32_t node;  /* of a row: in the outline */
    uint32_t column; /* of a block of YAML: where its members are indented to */
    uint32_t cells; /* of a row: its first one in `cells` of the document */
    struct span span;
    struct slice key; /* data is NULL where it has none */
    uint64_t hash;
};

struct part_document {
    const struct source *source;
    struct outline *outline; /* of Markdown; else NULL */
    struct part *items;
    size_t count;
    size_t capacity;
    uint64_t *cells; /* hashes of what the cells of rows say */
    size_t cell_count;
    size_t cell_capacity;
    struct arena arena;
};

enum part_language { PART_TEXT, PART_MARKDOWN, PART_YAML, PART_JSON };

/* What a path's ending says. */
enum part_language part_language_of(struct slice path);

/* Takes `source` apart, which must outlive the parts. What cannot be read as its language is one part of lines. False
 * only where memory ran out (or a bound of the floor below was passed); release it then, too. */
bool part_document_make(struct part_document *document, const struct source *source, enum part_language language,
                        struct error *error);
void part_document_release(struct part_document *document);

/* The bytes of a part. */
static inline struct slice part_bytes(const struct part_document *document, uint32_t part)
{
    return source_slice(document->source, document->items[part].span);
}

/* ---- building: for the part_*.c files ---- */

/* Opens a part behind the last child of `parent`. 0 where memory ran out. */
uint32_t part_open(struct part_document *document, uint32_t parent, enum part_type type, unsigned kind, size_t start);

/* Closes it: from here on it has its span and its hash. A group that its children do not fill becomes lines. */
void part_close(struct part_document *document, uint32_t index, size_t end);

/* A child without children in the form of its group, called `name`. An empty span of space makes none. */
bool part_add_fixed(struct part_document *document, uint32_t parent, enum part_type type, const char *name,
                    struct span span);

/* Space where nothing but white space stands in the span, else lines. */
bool part_add_rest(struct part_document *document, uint32_t parent, const char *name, struct span span);

/* Gives a part the key that `text` begins with: an ID (a word with a letter and a digit, without markup), else all of
 * it. A day or a number names nothing. */
void part_set_key(struct part_document *document, uint32_t part, struct slice text);

/* The children of `parent` from the Markdown document (part_markdown.c), or from a part of it or a whole file that is
 * YAML or JSON (part_tree.c). `*read` is false where it could not be taken apart: nothing was added then. */
bool part_read_markdown(struct part_document *document, struct error *error);
bool part_read_tree(struct part_document *document, uint32_t parent, struct span span, enum tree_language language,
                    bool *read, struct error *error);

#endif
