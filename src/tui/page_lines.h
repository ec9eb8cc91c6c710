/* page_lines.h: text in lines, each with what it leads to: of an open record, of the help, of the detail of a list.
 *
 * Lines, and the texts that were cleaned for them, live in the page's arena until page_clear. A page with a limit
 * takes no more lines than that: for what only shows the beginning. False means that memory ran out.
 */
#ifndef WORKBOARD_TUI_PAGE_LINES_H
#define WORKBOARD_TUI_PAGE_LINES_H

#include "base/arena.h"
#include "plan/plan.h"
#include "tui/cells.h"

struct page_line {
    enum style style;
    size_t indent;
    struct slice label;          /* drawn before the text */
    struct slice text;
    struct slice right;          /* drawn at the right edge */
    const struct record *symbol; /* its state's symbol is drawn before the text */
    const struct record *link;   /* where Enter leads to; NULL: nowhere */
    struct slice path;           /* of the document, where the line shows a place in one */
    size_t line;
};

struct page {
    struct page_line *lines;
    size_t count;
    size_t capacity;
    size_t selected;
    size_t top;
    size_t columns; /* that a line may take */
    size_t limit;   /* of lines; 0: none */
    struct arena arena;
};

/* Empties it for lines of so many columns; keeps the selection. */
void page_clear(struct page *page, size_t columns, size_t limit);
void page_release(struct page *page);

/* Nothing more is taken. */
bool page_is_full(const struct page *page);

/* Adds a line; its text is used as it is. */
bool page_add(struct page *page, struct page_line line);
bool page_add_blank(struct page *page);
bool page_add_title(struct page *page, const char *title);

/* Adds `line` with its text cleaned (`plain`: without markup, too) and wrapped, the label before the first line
 * only. */
bool page_add_wrapped(struct page *page, struct cells *measure, struct page_line line, bool plain);

#endif
