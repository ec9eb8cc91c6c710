#include "cli/print_value.h"

#include <inttypes.h>

void print_links(struct bytes *out, const struct plan_links *links, bool closed)
{
    bool first = true;
    for (size_t i = 0; i < links->count; i++) {
        const struct plan_link *link = &links->items[i];
        if (!closed && link->record != NULL && state_is_closed(link->record->state)) {
            continue;
        }
        bytes_append_text(out, first ? "" : ", ");
        bytes_append(out, item_link_name(link));
        first = false;
    }
}

void print_place(struct bytes *out, const struct plan *plan, const struct plan_place *place)
{
    bytes_append_text(out, plan_path(plan, place->document));
    bytes_append_format(out, ":%zu", place->line);
}

void print_age(struct bytes *out, double hours)
{
    if (hours < 0) {
        return;
    }
    if (hours < 1) {
        bytes_append_format(out, "%u min", (unsigned)(hours * 60));
    } else if (hours < 48) {
        bytes_append_format(out, "%u h", (unsigned)hours);
    } else if (hours < 24e6) {
        bytes_append_format(out, "%u d", (unsigned)(hours / 24));
    }
}

/* The newest, and how many more there are. */
static void print_files(struct bytes *out, const struct item_value *value)
{
    size_t count = value->evidence == NULL ? 0 : value->files->count;
    bytes_append(out, value->text);
    if (count > 0) {
        bytes_append_text(out, value->text.size > 0 ? ", " : "");
        bytes_append(out, value->evidence->items[value->files->items[0]].path);
    }
    if (count > 1) {
        bytes_append_format(out, " and %zu more", count - 1);
    }
}

/* What says something else than the plan. */
static void print_outside(struct bytes *out, const struct outside_word *words, size_t count)
{
    bool first = true;
    for (size_t i = 0; i < count; i++) {
        if (words[i].differs) {
            bytes_append_text(out, first ? "" : "; ");
            bytes_append(out, words[i].name);
            bytes_append_text(out, ": ");
            outside_describe(out, &words[i]);
            first = false;
        }
    }
}

void print_value(struct bytes *out, const struct plan *plan, const struct record *record,
                 const struct item_value *value)
{
    switch (value->type) {
    case ITEM_NULL:
        break;
    case ITEM_TEXT:
        bytes_append(out, value->text);
        break;
    case ITEM_OUTSIDE:
        print_outside(out, value->words, value->word_count);
        break;
    case ITEM_FILES:
        print_files(out, value);
        break;
    case ITEM_REV:
        bytes_append_format(out, "%016" PRIx64, value->rev);
        break;
    case ITEM_TRUTH:
        bytes_append_text(out, value->truth ? "yes" : "no");
        break;
    case ITEM_DECIMAL:
        bytes_append_format(out, "%.0f", value->decimal);
        break;
    case ITEM_LIST:
        print_links(out, value->links, true);
        break;
    case ITEM_COUNTS:
        bytes_append_format(out, "%zu/%zu", value->counts.done, value->counts.total);
        break;
    case ITEM_PLACES:
        for (size_t i = 0; i < record->place_count; i++) {
            bytes_append_text(out, i == 0 ? "" : ", ");
            print_place(out, plan, record->places[i]);
        }
        break;
    }
}

/* What a task waits for that is not done. */
static bool waits(const struct record *task)
{
    for (size_t i = 0; i < task->depends_on.count; i++) {
        const struct record *other = task->depends_on.items[i].record;
        if (other == NULL || !state_is_closed(other->state)) {
            return true;
        }
    }
    return false;
}

void print_readiness(struct bytes *out, const struct record *record)
{
    const struct record *task = record->kind == KIND_QUEUE && record->task != NULL ? record->task : record;
    if (record->ready) {
        bytes_append_text(out, "ready");
    } else if (task->claim != NULL) {
        struct slice who = record_value(task->claim, ROLE_WHO);
        bytes_append_text(out, who.size > 0 ? "claimed by " : "claimed");
        bytes_append(out, who);
    } else if (state_is_closed(task->state) || task->state == STATE_IN_PROGRESS || task->state == STATE_REVIEW) {
        bytes_append_text(out, state_name(task->state));
    } else if (task->blockers.count > 0) {
        bytes_append_text(out, "held by ");
        print_links(out, &task->blockers, true);
    } else if (waits(task)) {
        bytes_append_text(out, "waits for ");
        print_links(out, &task->depends_on, false);
    } else {
        bytes_append_text(out, task->kind == KIND_QUEUE && task->state == STATE_UNKNOWN ? "" : state_name(task->state));
    }
}
