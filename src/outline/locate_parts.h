/* locate_parts.h: what the locate_*.c files share. Not for others. */
#ifndef WORKBOARD_OUTLINE_LOCATE_PARTS_H
#define WORKBOARD_OUTLINE_LOCATE_PARTS_H

#include "outline/locate.h"

/* How a name fits, the best first. */
enum locate_fit {
    LOCATE_AS_WRITTEN,
    LOCATE_PLAIN,
    LOCATE_NAMED,
    LOCATE_NOT,
    LOCATE_FAILED /* memory ran out: nobody knows */
};

enum locate_fit locate_fit(struct slice text, struct slice key);

/* Whether `key` is `line:N`. */
bool locate_line(struct slice key, size_t *line);

/* A search for the one thing that fits best: what fits less well than something else does not count. */
struct locate_search {
    enum locate_fit fit;
    size_t count;  /* how many fit so well */
    uint32_t node; /* the first of them */
    bool failed;   /* of one thing it is not known */
};

void locate_search_begin(struct locate_search *search);
void locate_search_add(struct locate_search *search, uint32_t node, enum locate_fit fit);

/* Adds "LINE: text" to the candidates. */
void locate_candidate(size_t line, struct slice text, struct error *error);

/* Whether `node` stands in the scope; `direct`: in the section itself and not in a subsection. */
bool locate_in_scope(const struct outline *outline, const struct locate_scope *scope, uint32_t node, bool direct);

/* The first node of the scope in document order, and the one after `node`; 0 at the end. */
uint32_t locate_first(const struct outline *outline, const struct locate_scope *scope);
uint32_t locate_next(const struct outline *outline, const struct locate_scope *scope, uint32_t node);

/* What locate_field looks for: how many fields fit best, and the first of them. False where memory ran out. */
bool locate_find_field(const struct outline *outline, const struct locate_scope *scope, uint32_t parent,
                       struct slice name, struct outline_field *field, size_t *found);

#endif
