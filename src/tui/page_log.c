/* The log page: what happened since the board was opened, what could not be read, and notes on the documents. */
#include "tui/page.h"

static bool add_entries(struct tui_state *state)
{
    struct page *page = &state->page;
    const struct log_entry *entry;
    for (size_t back = 0; (entry = state_log(state, back)) != NULL; back++) {
        struct slice place = bytes_slice(&entry->place);
        struct page_line line = {
            .style = entry->foreign ? STYLE_CHANGED : STYLE_NORMAL,
            .label = slice_of(entry->clock),
            .text = bytes_slice(&entry->what),
            .link = identity_find(&entry->record, state->plan),
            .path = bytes_slice(&entry->path),
            .line = entry->line,
        };
        struct page_line where = {.style = STYLE_PLACE, .indent = 9, .text = place, .link = line.link,
                                  .path = line.path, .line = entry->line,
                                  .right = slice_of(entry->foreign ? "(by another hand)" : "")};
        if (!page_add_wrapped(state, line, false) || (place.size > 0 && !page_add(page, where))) {
            return false;
        }
    }
    return state->log_count > 0 ||
           page_add(page, (struct page_line){.style = STYLE_DIM, .text = slice_of("Nothing has changed yet.")});
}

static bool add_trouble(struct tui_state *state)
{
    struct slice rest = bytes_slice(&state->trouble);
    struct slice text;
    if (state->trouble_count > 0 && !page_add_title(&state->page, "Documents that could not be read")) {
        return false;
    }
    while (state->trouble_count > 0 && slice_next(&rest, '\n', &text)) {
        if (text.size > 0 &&
            !page_add_wrapped(state, (struct page_line){.style = STYLE_ERROR, .text = text}, false)) {
            return false;
        }
    }
    return true;
}

static bool add_notes(struct tui_state *state)
{
    struct page *page = &state->page;
    if (state->plan->note_count > 0 && !page_add_title(page, "Notes on the documents")) {
        return false;
    }
    for (size_t i = 0; i < state->plan->note_count; i++) {
        const struct plan_note *note = &state->plan->notes[i];
        struct slice path = slice_of(plan_path(state->plan, note->document));
        struct slice text =
            arena_format(&page->arena, "%.*s:%zu: %.*s", SLICE_PRINT(path), note->line, SLICE_PRINT(note->text));
        struct page_line line = {.style = STYLE_NORMAL, .text = text, .path = path, .line = note->line};
        if (text.data == NULL || !page_add_wrapped(state, line, false)) {
            return false;
        }
    }
    return true;
}

bool page_build_log(struct tui_state *state)
{
    return add_entries(state) && add_trouble(state) && add_notes(state);
}
