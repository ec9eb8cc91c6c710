/* The help page: made from the table of bindings, so that it cannot say anything else than what the keys do. */
#include "tui/bindings.h"
#include "tui/page_help.h"

#include <stdio.h>

enum { KEY_COLUMNS = 18 };

/* One line for an action: all of its keys, and what it does. What has no key is not told. */
static bool add_action(struct tui_state *state, const struct action_info *info)
{
    struct page *page = &state->page;
    struct bytes keys = {0};
    char name[BINDINGS_NAME];
    unsigned long key = 0;
    for (size_t at = 0; keymap_next(&state->config.keys, info, &at, &key);) {
        bytes_append_text(&keys, keys.size > 0 ? "  " : "");
        bytes_append_text(&keys, bindings_key_name(key, name));
    }
    if (keys.size == 0 && !keys.failed) {
        return true;
    }
    int size = keys.size > 100 ? 100 : (int)keys.size;
    struct slice label = keys.failed ? (struct slice){0}
                                     : arena_format(&page->arena, "%-*.*s", KEY_COLUMNS, size, keys.data);
    bytes_release(&keys);
    struct page_line line = {.style = STYLE_NORMAL, .label = label, .text = slice_of(info->help)};
    return label.data != NULL && page_add_wrapped(page, &state->measure, line, false);
}

static bool add_symbols(struct tui_state *state)
{
    struct page *page = &state->page;
    if (!page_add_title(page, "Signs")) {
        return false;
    }
    for (int i = STATE_TODO; i <= STATE_COUNT; i++) {
        enum state which = i == STATE_COUNT ? STATE_UNKNOWN : (enum state)i;
        struct slice text = slice_of(i == STATE_COUNT ? "unknown: the status is shown as it is written"
                                                      : style_state_word(which));
        struct page_line line = {
            .style = style_of_state(which), .label = slice_of(style_symbol(which)), .text = text};
        if (!page_add(page, line)) {
            return false;
        }
    }
    struct page_line mark = {.style = STYLE_CHANGED, .label = slice_of("\xE2\x96\x8C"),
                             .text = slice_of("at the edge: changed by another hand a moment ago")};
    return page_add(page, mark);
}

static bool add_verbs(struct tui_state *state)
{
    struct page *page = &state->page;
    if (!page_add_title(page, "Commands (behind `:`)")) {
        return false;
    }
    for (size_t i = 0; verbs[i] != NULL; i++) {
        struct slice label = arena_format(&page->arena, "%-*s", KEY_COLUMNS, verbs[i]->name);
        struct page_line line = {.style = STYLE_NORMAL, .label = label, .text = slice_of(verbs[i]->summary)};
        if (label.data == NULL || !page_add_wrapped(&state->page, &state->measure, line, false)) {
            return false;
        }
    }
    return true;
}

bool page_build_help(struct tui_state *state)
{
    static const struct {
        unsigned where;
        const char *title;
    } groups[] = {{WHERE_BOARD | WHERE_VIEW | WHERE_LANES | WHERE_SOURCE, "Keys"},
                  {WHERE_PREVIEW | WHERE_CHOICE | WHERE_PAGE, "While a change, a choice or a page is shown"},
                  {WHERE_INPUT, "While a line is typed"}};
    struct page *page = &state->page;
    struct slice intro = slice_of("The board draws the documents of the plan and writes back only what is asked for: "
                                  "before a change is written, it is shown as a diff of every file it touches.");
    if (!page_add_wrapped(&state->page, &state->measure, (struct page_line){.style = STYLE_NORMAL, .text = intro}, false)) {
        return false;
    }
    for (size_t g = 0; g < sizeof groups / sizeof groups[0]; g++) {
        if (!page_add_title(page, groups[g].title)) {
            return false;
        }
        for (size_t i = 0; action_infos[i].name != NULL; i++) {
            bool here = (action_infos[i].where & groups[g].where) != 0;
            bool said = g > 0 && (action_infos[i].where & groups[0].where) != 0;
            if (here && !said && !add_action(state, &action_infos[i])) {
                return false;
            }
        }
    }
    return add_symbols(state) && add_verbs(state);
}
