#include "tui/panel.h"

#include "base/memory.h"
#include "tui/describe.h"

const char *panel_name(enum tui_panel number)
{
    static const char *const names[PANEL_COUNT] = {
        [PANEL_MILESTONES] = "Milestones", [PANEL_LANES] = "Lanes",   [PANEL_QUEUE] = "Queue",
        [PANEL_BLOCKERS] = "Blockers",     [PANEL_CLAIMS] = "Claims", [PANEL_TASKS] = "Tasks",
    };
    return names[number];
}

/* ---- what the person looks for ---- */

static bool holds(struct slice text, struct slice part)
{
    for (size_t i = 0; i + 1 <= text.size; i++) {
        bool character = ((unsigned char)text.data[i] & 0xC0U) != 0x80U;
        if (character && slice_starts_fold(slice_part(text, i, text.size), part)) {
            return true;
        }
    }
    return false;
}

static bool is_wanted(const struct panel *panel, const struct record *record)
{
    struct slice part = slice_of(panel->find);
    if (part.size == 0) {
        return true;
    }
    const struct record *lane = record->lane != NULL ? record->lane : record->task != NULL ? record->task->lane : NULL;
    return holds(record->id, part) || holds(record->title, part) || holds(record->status, part) ||
           holds(slice_of(style_state_word(record->state)), part) || holds(record_value(record, ROLE_WHO), part) ||
           holds(record_value(record, ROLE_PRIORITY), part) ||
           holds(record_value(record, ROLE_ASSIGNMENT), part) || (lane != NULL && holds(record_name(lane), part));
}

/* ---- rows ---- */

static bool add_row(struct panel *panel, struct panel_row row)
{
    if (panel->all_count == panel->all_capacity &&
        !memory_grow(&panel->all, &panel->all_capacity, panel->all_count + 1, sizeof *panel->all)) {
        return false;
    }
    panel->all[panel->all_count++] = row;
    return true;
}

static bool add_records(struct panel *panel, const struct records *records, bool open_only, bool closed_only)
{
    for (size_t i = 0; i < records->count; i++) {
        const struct record *record = records->items[i];
        bool closed = state_is_closed(record->state);
        if ((open_only && closed) || (closed_only && !closed) || !is_wanted(panel, record)) {
            continue;
        }
        if (!add_row(panel, (struct panel_row){.record = record})) {
            return false;
        }
    }
    return true;
}

static bool is_active(const struct record *task)
{
    return task->claim != NULL || task->state == STATE_IN_PROGRESS || task->state == STATE_REVIEW ||
           task->state == STATE_BLOCKED;
}

/* One lane: its own row, what is being worked on, its queue, what else belongs to it, and how much is done. `seen`
 * says for each task of the plan in which lane (its number and 1) it was listed last. */
static bool add_lane(struct tui_state *state, struct panel *panel, const struct record *lane, size_t *seen)
{
    size_t stamp = lane->number + 1;
    bool whole = is_wanted(panel, lane);
    size_t start = panel->all_count;
    if (!add_row(panel, (struct panel_row){.record = lane, .lane = lane, .head = true})) {
        return false;
    }
    for (size_t i = 0; i < lane->tasks.count; i++) {
        const struct record *task = lane->tasks.items[i].record;
        if (task == NULL || !is_active(task) || state_is_closed(task->state)) {
            continue;
        }
        seen[task->number] = stamp;
        if ((whole || is_wanted(panel, task)) && !add_row(panel, (struct panel_row){.record = task, .lane = lane})) {
            return false;
        }
    }
    for (size_t i = 0; i < lane->queue.count; i++) {
        const struct plan_link *link = &lane->queue.items[i];
        const struct record *task = link->record;
        if (task != NULL && (seen[task->number] == stamp || state_is_closed(task->state))) {
            continue;
        }
        if (task == NULL) {
            struct slice text = describe_clean(&state->drawing, link->text);
            if (text.data == NULL || (whole && !add_row(panel, (struct panel_row){.lane = lane, .text = text}))) {
                return false;
            }
            continue;
        }
        seen[task->number] = stamp;
        if ((whole || is_wanted(panel, task)) && !add_row(panel, (struct panel_row){.record = task, .lane = lane})) {
            return false;
        }
    }
    for (size_t i = 0; i < lane->tasks.count; i++) {
        const struct record *task = lane->tasks.items[i].record;
        if (task == NULL || seen[task->number] == stamp) {
            continue;
        }
        if (!state_is_closed(task->state) && (whole || is_wanted(panel, task)) &&
            !add_row(panel, (struct panel_row){.record = task, .lane = lane})) {
            return false;
        }
    }
    if (!whole && panel->all_count == start + 1) {
        panel->all_count = start;
        return true;
    }
    size_t closed = describe_closed(&lane->tasks);
    if (closed > 0 && whole) {
        struct slice text = arena_format(&state->drawing, "%s %zu of %zu closed", style_symbol(STATE_DONE), closed,
                                         lane->tasks.count);
        return text.data != NULL && add_row(panel, (struct panel_row){.lane = lane, .text = text});
    }
    return true;
}

/* Open tasks that no lane has: behind the lanes, where there are any to move them to. */
static bool add_loose(const struct tui_state *state, struct panel *panel)
{
    const struct records *tasks = &state->plan->records[KIND_TASK];
    size_t start = panel->all_count;
    for (size_t i = 0; i < tasks->count && state->plan->records[KIND_LANE].count > 0; i++) {
        const struct record *task = tasks->items[i];
        if (task->lane != NULL || state_is_closed(task->state) || !is_wanted(panel, task)) {
            continue;
        }
        if (panel->all_count == start && !add_row(panel, (struct panel_row){.head = true, .loose = true})) {
            return false;
        }
        if (!add_row(panel, (struct panel_row){.record = task, .loose = true})) {
            return false;
        }
    }
    return true;
}

static bool add_lanes(struct tui_state *state, struct panel *panel)
{
    const struct records *lanes = &state->plan->records[KIND_LANE];
    size_t tasks = state->plan->records[KIND_TASK].count;
    size_t *seen = memory_new(tasks + 1, sizeof *seen);
    bool done = seen != NULL;
    for (size_t i = 0; done && i < lanes->count; i++) {
        done = add_lane(state, panel, lanes->items[i], seen);
    }
    memory_free(seen);
    return done && add_loose(state, panel);
}

static bool fill(struct tui_state *state, enum tui_panel number)
{
    struct panel *panel = &state->panels[number];
    const struct records *records = state->plan->records;
    switch (number) {
    case PANEL_MILESTONES:
        return add_records(panel, &records[KIND_MILESTONE], false, false);
    case PANEL_LANES:
        return add_lanes(state, panel);
    case PANEL_QUEUE:
        /* A plan without a queue has its open tasks to choose from. */
        return records[KIND_QUEUE].count > 0 ? add_records(panel, &records[KIND_QUEUE], false, false)
                                             : add_records(panel, &records[KIND_TASK], true, false);
    case PANEL_BLOCKERS:
        return add_records(panel, &records[KIND_BLOCKER], true, false) &&
               add_records(panel, &records[KIND_BLOCKER], false, true);
    case PANEL_CLAIMS:
        return add_records(panel, &records[KIND_CLAIM], false, false);
    case PANEL_TASKS:
    default:
        return add_records(panel, &records[KIND_TASK], false, false);
    }
}

/* ---- the selection ---- */

void panel_select(struct panel *panel, size_t index)
{
    if (panel->count == 0) {
        panel->selected = 0;
        return;
    }
    index = index < panel->count ? index : panel->count - 1;
    size_t found = index;
    while (found < panel->count && panel->rows[found].record == NULL) {
        found++;
    }
    if (found == panel->count) {
        for (found = index; found > 0 && panel->rows[found].record == NULL;) {
            found--;
        }
    }
    panel->selected = found;
    panel->key = identity_of(panel->rows[found].record);
    panel->lane = identity_of(panel->rows[found].lane);
}

bool panel_step(struct panel *panel, long steps)
{
    bool moved = false;
    size_t at = panel->selected;
    while (steps != 0) {
        size_t next = at;
        do {
            if (steps > 0 ? next + 1 >= panel->count : next == 0) {
                next = SIZE_MAX;
                break;
            }
            next = steps > 0 ? next + 1 : next - 1;
        } while (panel->rows[next].record == NULL);
        if (next == SIZE_MAX) {
            break;
        }
        at = next;
        moved = true;
        steps += steps > 0 ? -1 : 1;
    }
    if (moved) {
        panel_select(panel, at);
    }
    return moved;
}

bool panel_select_record(struct panel *panel, const struct record *record)
{
    for (size_t i = 0; record != NULL && i < panel->count; i++) {
        if (panel->rows[i].record == record) {
            panel_select(panel, i);
            return true;
        }
    }
    /* In what is folded up: it unfolds with the next layout. */
    for (size_t i = 0; record != NULL && i < panel->all_count; i++) {
        if (panel->all[i].record == record) {
            panel->key = identity_of(record);
            panel->lane = identity_of(panel->all[i].lane);
            return true;
        }
    }
    return false;
}

size_t panel_lane_start(const struct panel *panel, size_t index)
{
    while (index > 0 && index < panel->count && !panel->rows[index].head) {
        index--;
    }
    return index;
}

size_t panel_lane_end(const struct panel *panel, size_t index)
{
    index++;
    while (index < panel->count && !panel->rows[index].head) {
        index++;
    }
    return index < panel->count ? index : panel->count;
}

bool panel_step_lane(struct panel *panel, int direction)
{
    size_t start = panel_lane_start(panel, panel->selected);
    size_t depth = panel->selected - start;
    if (panel->count == 0 || (direction < 0 && start == 0)) {
        return false;
    }
    size_t other = direction < 0 ? panel_lane_start(panel, start - 1) : panel_lane_end(panel, start);
    if (other >= panel->count) {
        return false;
    }
    size_t end = panel_lane_end(panel, other);
    size_t wanted = other + depth < end ? other + depth : end - 1;
    while (wanted > other && panel->rows[wanted].record == NULL) {
        wanted--;
    }
    panel_select(panel, wanted);
    return true;
}

void panel_scroll(struct panel *panel, size_t visible)
{
    if (visible == 0 || panel->count <= visible) {
        panel->top = 0;
        return;
    }
    if (panel->selected < panel->top) {
        panel->top = panel->selected;
    }
    if (panel->selected >= panel->top + visible) {
        panel->top = panel->selected - visible + 1;
    }
    if (panel->top + visible > panel->count) {
        panel->top = panel->count - visible;
    }
}

/* The row of the same record, in the same lane if possible. */
static size_t find_again(const struct panel *panel)
{
    size_t best = SIZE_MAX;
    int best_fit = 0;
    for (size_t i = 0; i < panel->count && best_fit < 6; i++) {
        int fits = 2 * identity_fits(&panel->key, panel->rows[i].record);
        if (fits > 0) {
            fits += identity_fits(&panel->lane, panel->rows[i].lane);
        }
        if (fits > best_fit) {
            best = i;
            best_fit = fits;
        }
    }
    return best;
}

enum { DONE_SHOWN = 2 };

/* Where a panel begins that was never looked at: at the first thing that is not finished. */
static size_t first_open(const struct panel *panel)
{
    for (size_t i = 0; i < panel->count; i++) {
        if (panel->rows[i].record != NULL && !state_is_closed(panel->rows[i].record->state)) {
            return i;
        }
    }
    return 0;
}

/* Shows all rows, those of no lane where they are wanted; with `room`, of the lanes that are not selected only what has that much
 * room. */
static void show_rows(struct panel *panel, const size_t *room, bool loose)
{
    size_t left = room == NULL ? SIZE_MAX : *room;
    panel->count = 0;
    for (size_t i = 0; i < panel->all_count;) {
        size_t end = i + 1;
        while (end < panel->all_count && panel->all[i].head && !panel->all[end].head) {
            end++;
        }
        size_t below = end - i - 1;
        if (panel->all[i].loose && !loose) {
            i = end;
            continue;
        }
        bool mine = panel->all[i].head && identity_fits(&panel->lane, panel->all[i].lane) > 0;
        bool folded = room != NULL && below > 0 && !mine && below > left;
        if (room != NULL && !mine && !folded) {
            left -= below;
        }
        panel->rows[panel->count] = panel->all[i];
        panel->rows[panel->count++].folded = folded;
        for (size_t k = i + 1; k < end && !folded; k++) {
            panel->rows[panel->count++] = panel->all[k];
        }
        i = end;
    }
}

void panel_fold(struct panel *panel, size_t visible, bool loose)
{
    /* What is left when the heads and the selected lane have their rows goes to the others, the first first. */
    size_t needed = 0;
    for (size_t i = 0; i < panel->all_count && (loose || !panel->all[i].loose); i++) {
        needed += panel->all[i].head || identity_fits(&panel->lane, panel->all[i].lane) > 0 ? 1 : 0;
    }
    size_t room = visible > needed ? visible - needed : 0;
    show_rows(panel, panel->all_count > visible ? &room : NULL, loose);
    size_t again = find_again(panel);
    panel_select(panel, again != SIZE_MAX ? again : panel->selected);
}

void panels_clear(struct tui_state *state)
{
    for (size_t i = 0; i < PANEL_COUNT; i++) {
        state->panels[i].all_count = state->panels[i].count = 0;
    }
}

bool panels_build(struct tui_state *state, struct error *error)
{
    panels_clear(state);
    arena_release(&state->drawing);
    arena_init(&state->drawing);
    for (size_t i = 0; i < PANEL_COUNT; i++) {
        struct panel *panel = &state->panels[i];
        size_t selected = panel->selected;
        bool is_new = !panel->key.known;
        if (!fill(state, (enum tui_panel)i) ||
            (panel->all_count > panel->capacity &&
             !memory_grow(&panel->rows, &panel->capacity, panel->all_count, sizeof *panel->rows))) {
            panels_clear(state);
            return error_no_memory(error);
        }
        show_rows(panel, NULL, true);
        size_t again = find_again(panel);
        panel_select(panel, again != SIZE_MAX ? again : is_new ? first_open(panel) : selected);
        if (is_new) {
            /* What is to be done stands at the top, behind a little of what is done. */
            panel->top = panel->selected > DONE_SHOWN ? panel->selected - DONE_SHOWN : 0;
        }
    }
    return true;
}
