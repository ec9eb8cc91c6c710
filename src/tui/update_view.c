/* Moving in the views: lists, the lanes, a document. */
#include "tui/panel.h"
#include "tui/request.h"
#include "tui/update_keys.h"
#include "tui/view_table.h"

static size_t column_count(const struct view *view)
{
    size_t count = 0;
    while (view->columns[count].title != NULL) {
        count++;
    }
    return count;
}

static void say_order(struct tui_state *state, const struct list *list)
{
    if (list->sort == 0) {
        const char *order = views[state->view]->order;
        request_say(state, MESSAGE_NOTICE, "%s", order != NULL ? order : "in the order in which they are written");
    } else {
        request_say(state, MESSAGE_NOTICE, "sorted by %s%s", views[state->view]->columns[list->sort - 1].title,
                    list->reverse ? ", the last first" : "");
    }
}

static bool list_move(struct tui_state *state, struct list *list, enum action action)
{
    size_t rows = state->layout.list_rows;
    long page = rows > 1 ? (long)rows - 1 : 1;
    switch (action) {
    case ACTION_UP:
        list_step(list, -1);
        return true;
    case ACTION_DOWN:
        list_step(list, 1);
        return true;
    case ACTION_PAGE_UP:
        list_step(list, -page);
        return true;
    case ACTION_PAGE_DOWN:
        list_step(list, page);
        return true;
    case ACTION_FIRST:
        list_select(list, 0);
        return true;
    case ACTION_LAST:
        list_select(list, list->count);
        return true;
    case ACTION_SORT:
    case ACTION_SORT_BACK:
        list_sort(list, column_count(views[state->view]), action == ACTION_SORT_BACK);
        say_order(state, list);
        return true;
    case ACTION_ZOOM:
        state->without_detail = !state->without_detail;
        return true;
    default:
        return false;
    }
}

bool update_view_move(struct tui_state *state, enum action action, struct tui_effects *effects)
{
    const struct view *view = views[state->view];
    struct list *list = state_list(state);
    if (view->act != NULL && view->act(state, action, effects)) {
        return true;
    }
    return list != NULL && list_move(state, list, action);
}
