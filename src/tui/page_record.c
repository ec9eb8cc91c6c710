#include "tui/page_record.h"

#include "tui/describe.h"

#include <stdio.h>

static struct slice format_bytes(struct arena *arena, struct bytes *bytes)
{
    struct slice copy = bytes->failed ? (struct slice){0} : arena_copy(arena, bytes_slice(bytes));
    bytes_release(bytes);
    return copy;
}

static bool add_line(struct tui_state *state, struct page *page, struct slice label, struct slice text,
                     const struct record *link)
{
    if (text.size == 0) {
        return true;
    }
    struct slice padded = arena_format(&page->arena, "%-12.*s", SLICE_PRINT(label));
    struct page_line line = {.style = STYLE_NORMAL, .indent = 1, .label = padded, .text = text, .link = link};
    return padded.data != NULL && page_add_wrapped(page, &state->measure, line, true);
}

static bool add_labelled(struct tui_state *state, struct page *page, const char *label, struct slice text, const struct record *link)
{
    return add_line(state, page, slice_of(label), text, link);
}

/* "lane  Lane A  (queue)": a record that this one points to. */
static bool add_reference(struct tui_state *state, struct page *page, const char *label, const struct record *other)
{
    if (other == NULL) {
        return true;
    }
    struct bytes text = {0};
    bytes_append(&text, record_name(other));
    if (other->id.size > 0 && other->title.size > 0) {
        bytes_append_text(&text, " ");
        bytes_append(&text, other->title);
    }
    if (other->status.size > 0) {
        bytes_append_text(&text, " \xC2\xB7 ");
        bytes_append(&text, other->status);
    }
    struct slice copy = format_bytes(&page->arena, &text);
    return copy.data != NULL && add_labelled(state, page, label, copy, other);
}

/* A gate or a decision without a status is not of an unknown state. */
static bool has_state(const struct record *record)
{
    return record != NULL && (record->status.size > 0 || record->state != STATE_UNKNOWN);
}

static bool add_links(struct page *page, const char *title, const struct plan_links *links)
{
    if (links->count == 0) {
        return true;
    }
    char heading[80];
    snprintf(heading, sizeof heading, "%s (%zu)", title, links->count);
    struct slice copy = arena_copy(&page->arena, slice_of(heading));
    if (copy.data == NULL || !page_add_title(page, copy.data)) {
        return false;
    }
    for (size_t i = 0; i < links->count && !page_is_full(page); i++) {
        const struct plan_link *link = &links->items[i];
        struct bytes text = {0};
        bytes_append(&text, link->record != NULL ? record_name(link->record) : link->text);
        if (link->record != NULL && link->record->id.size > 0 && link->record->title.size > 0) {
            bytes_append_text(&text, " ");
            bytes_append(&text, link->record->title);
        }
        struct slice line = format_bytes(&page->arena, &text);
        struct slice right = link->record != NULL ? link->record->status : (struct slice){0};
        struct slice clean = line.data == NULL ? line : describe_clean(&page->arena, line);
        if (clean.data == NULL ||
            !page_add(page, (struct page_line){.indent = 1,
                                               .symbol = has_state(link->record) ? link->record : NULL,
                                               .text = clean,
                                               .right = right,
                                               .link = link->record,
                                               .style = STYLE_NORMAL})) {
            return false;
        }
    }
    return true;
}

static bool add_place(struct tui_state *state, struct page *page, const struct plan_place *place)
{
    struct slice path = slice_of(plan_path(state->plan, place->document));
    struct bytes text = {0};
    describe_place(&text, state->plan, place);
    struct slice where = format_bytes(&page->arena, &text);
    if (where.data == NULL || !page_add_blank(page) ||
        !page_add(page, (struct page_line){
                            .style = STYLE_PLACE, .indent = 1, .text = where, .path = path, .line = place->line})) {
        return false;
    }
    size_t widest = 0;
    for (size_t i = 0; i < place->field_count; i++) {
        size_t columns = cells_measure(&state->measure, describe_field_name(&place->fields[i]));
        widest = columns > widest ? columns : widest;
    }
    widest = widest > 22 ? 22 : widest;
    for (size_t i = 0; i < place->field_count; i++) {
        const struct plan_field *field = &place->fields[i];
        struct slice name = describe_clean(&page->arena, describe_field_name(field));
        /* Several values in one cell. */
        if (i > 0 && name.data != NULL && slice_equal(field->name, place->fields[i - 1].name)) {
            name = slice_of(role_name(field->role));
        }
        size_t columns = name.data == NULL ? 0 : cells_measure(&state->measure, name);
        int padding = columns < widest ? (int)(widest - columns) : 0;
        struct slice label = arena_format(&page->arena, "%.*s%*s", SLICE_PRINT(name), padding, "");
        struct page_line line = {.style = STYLE_NORMAL, .indent = 3, .label = label, .text = field->value,
                                 .path = path, .line = field->line};
        /* As it is written, marks and all. */
        if (name.data == NULL || label.data == NULL || !page_add_wrapped(page, &state->measure, line, false)) {
            return false;
        }
    }
    return true;
}

static bool add_standing(struct tui_state *state, struct page *page, const struct record *record)
{
    struct bytes text = {0};
    if (!has_state(record)) {
        return true;
    }
    bytes_append_text(&text, style_state_word(record->state));
    enum state same;
    bool plain = state_parse(record->status, &same) && same == record->state;
    if (record->status.size > 0 && !plain &&
        !slice_equal_fold(record->status, slice_of(style_state_word(record->state)))) {
        bytes_append_text(&text, " \xC2\xB7 written ");
        bytes_append(&text, record->status);
    }
    if (record->differs) {
        bytes_append_text(&text, " \xC2\xB7 its places differ");
    }
    if (record->kind == KIND_LANE && record->slot != SLOT_NONE) {
        bytes_append_format(&text, " \xC2\xB7 %s slot", slot_name(record->slot));
    }
    struct slice state_text = format_bytes(&page->arena, &text);
    if (state_text.data == NULL || !add_labelled(state, page, "state", state_text, NULL)) {
        return false;
    }
    if (record->kind == KIND_TASK || record->kind == KIND_QUEUE) {
        struct bytes ready = {0};
        enum style style;
        describe_readiness(&ready, record, &style);
        struct slice copy = format_bytes(&page->arena, &ready);
        return copy.data != NULL && add_labelled(state, page, "stands", copy, NULL);
    }
    if (record->kind == KIND_MILESTONE && record->tasks.count > 0) {
        struct slice progress = arena_format(&page->arena, "%zu of %zu tasks", describe_closed(&record->tasks),
                                             record->tasks.count);
        return progress.data != NULL && add_labelled(state, page, "done", progress, NULL);
    }
    return true;
}

static bool add_claim(struct tui_state *state, struct page *page, const struct record *record)
{
    const struct record *claim = record->kind == KIND_CLAIM ? record : record->claim;
    if (claim == NULL) {
        return true;
    }
    struct bytes text = {0};
    struct bytes age = {0};
    struct slice since = record_value(claim, ROLE_SINCE);
    bool stale = false;
    describe_age(&age, state, claim, &stale);
    bytes_append(&text, record_value(claim, ROLE_WHO));
    bytes_append_text(&text, since.size > 0 ? " since " : "");
    bytes_append(&text, since);
    bytes_append_text(&text, age.size > 0 ? " \xC2\xB7 " : "");
    bytes_append(&text, bytes_slice(&age));
    bytes_append_text(&text, stale ? " \xC2\xB7 stale" : "");
    bytes_release(&age);
    struct slice copy = format_bytes(&page->arena, &text);
    return copy.data != NULL && add_labelled(state, page, "claimed by", copy, record->kind == KIND_CLAIM ? NULL : claim);
}

static bool add_queue_entry(struct tui_state *state, struct page *page, const struct record *entry)
{
    struct bytes text = {0};
    bytes_append(&text, record_value(entry, ROLE_PRIORITY));
    bytes_append_text(&text, text.size > 0 ? " \xC2\xB7 " : "");
    bytes_append(&text, entry->title);
    struct slice copy = format_bytes(&page->arena, &text);
    return copy.data != NULL && add_labelled(state, page, "queue", copy, entry);
}

static bool add_aliases(struct tui_state *state, struct page *page, const struct record *record)
{
    struct bytes aliases = {0};
    for (size_t i = 0; i < record->aliases.count; i++) {
        bytes_append_text(&aliases, i > 0 ? ", " : "");
        bytes_append(&aliases, record->aliases.items[i].text);
    }
    struct slice names = format_bytes(&page->arena, &aliases);
    return names.data != NULL && add_labelled(state, page, "also called", names, NULL);
}

/* What it is and how it stands, in a line each; `kind` may be empty. */
static bool add_summary(struct tui_state *state, struct page *page, const struct record *record, struct slice kind)
{
    struct page_line head = {
        .style = STYLE_BOLD,
        .symbol = has_state(record) ? record : NULL,
        .text = record->title.size > 0 ? record->title : record_name(record),
    };
    if (!page_add_wrapped(page, &state->measure, head, true) || !add_labelled(state, page, "kind", kind, NULL) ||
        !add_standing(state, page, record) ||
        !add_labelled(state, page, "assigned", record_value(record, ROLE_ASSIGNMENT), NULL) ||
        !add_reference(state, page, "task", record->task) || !add_reference(state, page, "milestone", record->milestone) ||
        !add_reference(state, page, "lane", record->lane) || !add_claim(state, page, record) || !add_aliases(state, page, record)) {
        return false;
    }
    const struct records *queue = &state->plan->records[KIND_QUEUE];
    for (size_t i = 0; record->kind == KIND_TASK && i < queue->count; i++) {
        if (queue->items[i]->task == record && !add_queue_entry(state, page, queue->items[i])) {
            return false;
        }
    }
    return true;
}

/* The texts that say what it is about, in the order in which a person asks; last what has no name but its own. */
static bool add_texts(struct tui_state *state, struct page *page, const struct record *record)
{
    static const struct {
        enum role role;
        const char *label;
    } texts[] = {
        {ROLE_OBJECTIVE, "objective"},  {ROLE_GOAL, "goal"},           {ROLE_DESCRIPTION, "description"},
        {ROLE_IMPACT, "impact"},        {ROLE_EXIT_CONDITION, "ends when"}, {ROLE_SCOPE, "scope"},
        {ROLE_COMMAND, "command"},      {ROLE_PASS_CRITERIA, "passes when"}, {ROLE_ARTIFACT, "artifact"},
        {ROLE_DELIVERABLE, "deliverable"}, {ROLE_ENTRY, "entry"},      {ROLE_EXIT, "exit"},
        {ROLE_ACCEPTANCE, "acceptance"}, {ROLE_EVIDENCE, "evidence"},  {ROLE_NOTES, "notes"},
        {ROLE_COUPLING, "coupling"},    {ROLE_READINESS, "readiness"}, {ROLE_RISK, "risk"},
        {ROLE_DATE, "date"},            {ROLE_OWNER, "owner"},         {ROLE_PRIORITY, "priority"},
        {ROLE_OTHER, NULL},
    };
    for (size_t t = 0; t < sizeof texts / sizeof texts[0]; t++) {
        bool first = true;
        for (size_t i = 0; i < record->place_count; i++) {
            const struct plan_place *place = record->places[i];
            for (size_t k = 0; k < place->field_count && !page_is_full(page); k++) {
                const struct plan_field *field = &place->fields[k];
                bool other = field->role == ROLE_OTHER;
                if (field->role != texts[t].role || slice_trim(field->value).size == 0 ||
                    (!first && !other && slice_equal(field->value, record_value(record, field->role)))) {
                    continue;
                }
                struct slice label = other ? field->name : slice_of(first ? texts[t].label : "");
                if (!add_line(state, page, label, field->value, NULL)) {
                    return false;
                }
                first = false;
            }
        }
    }
    return true;
}

static bool add_all_links(struct page *page, const struct record *record)
{
    return add_links(page, "Held by", &record->blockers) &&
           add_links(page, "Depends on", &record->depends_on) &&
           add_links(page, "Waits for it", &record->dependents) &&
           add_links(page, "Gates", &record->gates) &&
           (record->kind != KIND_LANE || add_links(page, "Queue", &record->queue)) &&
           add_links(page, record->kind == KIND_BLOCKER ? "Holds" : "Tasks", &record->tasks);
}

bool page_build_record(struct tui_state *state, struct page *page, const struct record *record)
{
    if (record == NULL) {
        return page_add(page, (struct page_line){.style = STYLE_ERROR,
                                                 .text = slice_of("This record is no longer in the documents.")}) &&
               page_add(page, (struct page_line){.style = STYLE_NORMAL, .text = slice_of("Esc goes back.")});
    }
    const char *places = record->place_count == 1 ? "Where it is written"
                                                  : "Where it is written, first the one that counts";
    if (!add_summary(state, page, record, slice_of(kind_name(record->kind))) || !add_all_links(page, record) || !page_add_title(page, places)) {
        return false;
    }
    for (size_t i = 0; i < record->place_count; i++) {
        if (!add_place(state, page, record->places[i])) {
            return false;
        }
    }
    return true;
}

bool page_build_brief(struct tui_state *state, struct page *page, const struct record *record)
{
    /* Its kind stands above the list. */
    if (!add_summary(state, page, record, slice_of("")) || !add_texts(state, page, record) ||
        !add_all_links(page, record) || !page_add_blank(page)) {
        return false;
    }
    for (size_t i = 0; i < record->place_count; i++) {
        struct bytes text = {0};
        describe_place(&text, state->plan, record->places[i]);
        struct page_line line = {.style = STYLE_PLACE, .indent = 1, .text = format_bytes(&page->arena, &text)};
        if (line.text.data == NULL || !page_add(page, line)) {
            return false;
        }
    }
    return true;
}
