/* The part of a document that a path of headings names. */
#include "outline/locate_parts.h"

static struct slice name_of(const struct outline *outline, uint32_t heading)
{
    return outline_text(outline, heading);
}

static uint32_t end_of(const struct outline *outline, const struct locate_scope *scope)
{
    uint32_t end = scope->whole ? 0 : outline_section_end(outline, scope->heading);
    return end == 0 ? outline_count(outline) : end;
}

uint32_t locate_next(const struct outline *outline, const struct locate_scope *scope, uint32_t node)
{
    return node + 1 < end_of(outline, scope) ? node + 1 : 0;
}

uint32_t locate_first(const struct outline *outline, const struct locate_scope *scope)
{
    return locate_next(outline, scope, scope->heading);
}

bool locate_in_scope(const struct outline *outline, const struct locate_scope *scope, uint32_t node, bool direct)
{
    if (node <= scope->heading || node >= end_of(outline, scope)) {
        return false;
    }
    return !direct || scope->whole || outline_section_of(outline, node) == scope->heading;
}

/* ---- paths ---- */

/* Whether the sections around `heading` have the names of the path, from the inside out, other sections left out in
 * between. `*close` is whether the nearest one does. */
static bool path_fits(const struct outline *outline, uint32_t heading, const struct slice *under, size_t count,
                      enum locate_fit least, bool *close, bool *failed)
{
    *close = true;
    enum locate_fit own = locate_fit(name_of(outline, heading), under[count - 1]);
    *failed = *failed || own == LOCATE_FAILED;
    if (own > least) {
        return false;
    }
    size_t left = count - 1;
    bool nearest = true;
    for (uint32_t at = outline_section_of(outline, heading); at != 0 && left > 0;
         at = outline_section_of(outline, at)) {
        enum locate_fit fit = locate_fit(name_of(outline, at), under[left - 1]);
        bool fits = fit <= least;
        *failed = *failed || fit == LOCATE_FAILED;
        *close = nearest ? fits : *close;
        nearest = false;
        left -= fits ? 1 : 0;
    }
    return left == 0;
}

static uint32_t next_heading(const struct outline *outline, uint32_t node)
{
    node = node == 0 ? outline_node(outline, 0)->child : outline_node(outline, node)->next;
    while (node != 0 && outline_node(outline, node)->type != OUTLINE_HEADING) {
        node = outline_node(outline, node)->next;
    }
    return node;
}

/* The headings that fit best: where one lies directly in the section that the path names, those further down do not
 * count. */
static struct locate_search search_path(const struct outline *outline, const struct slice *under, size_t count)
{
    struct locate_search search;
    locate_search_begin(&search);
    for (enum locate_fit least = LOCATE_AS_WRITTEN; least <= LOCATE_PLAIN && search.count == 0; least++) {
        bool any_close = false;
        for (uint32_t at = next_heading(outline, 0); at != 0; at = next_heading(outline, at)) {
            bool close;
            if (!path_fits(outline, at, under, count, least, &close, &search.failed) || (any_close && !close)) {
                continue;
            }
            if (close && !any_close) {
                any_close = true;
                search.count = 0;
            }
            search.node = search.count == 0 ? at : search.node;
            search.count++;
            search.fit = least;
        }
    }
    return search;
}

static bool no_scope(const struct outline *outline, const struct slice *under, size_t count,
                     const struct locate_search *search, struct error *error)
{
    const struct source *source = outline_source(outline);
    struct slice name = under[count - 1];
    if (search->count > 1) {
        error_set_at(error, ERROR_NOT_FOUND, source_name(source), 0,
                     "%zu headings are called \"%.*s\"; name the headings around the one that is meant too",
                     search->count, SLICE_PRINT(name));
    } else {
        error_set_at(error, ERROR_NOT_FOUND, source_name(source), 0,
                     count > 1 ? "there is no heading \"%.*s\" at the end of this path; name one of these"
                               : "there is no heading \"%.*s\"; name one of these",
                     SLICE_PRINT(name));
    }
    for (uint32_t at = next_heading(outline, 0); at != 0; at = next_heading(outline, at)) {
        bool close;
        bool failed = false;
        if (search->count <= 1 || path_fits(outline, at, under, count, search->fit, &close, &failed)) {
            locate_candidate(outline_node(outline, at)->line, name_of(outline, at), error);
        }
    }
    return false;
}

bool locate_scope(const struct outline *outline, const struct slice *under, size_t count, struct locate_scope *scope,
                  struct error *error)
{
    *scope = (struct locate_scope){.whole = count == 0, .span = outline_node(outline, 0)->span};
    if (count == 0) {
        return true;
    }
    if (count == 1 && slice_trim(under[0]).size == 0) {
        scope->span = outline_section_span(outline, 0);
        return true;
    }
    struct locate_search search = search_path(outline, under, count);
    if (search.failed) {
        return error_no_memory(error);
    }
    if (search.count != 1) {
        return no_scope(outline, under, count, &search, error);
    }
    scope->heading = search.node;
    scope->span = outline_section_span(outline, search.node);
    return true;
}
