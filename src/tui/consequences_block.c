/* Beside the forms of blockers: the number it gets, what is like it, whom it reaches; and what still cites one that goes. */
#include "ops/outlook.h"
#include "tui/consequences.h"
#include "tui/form.h"

enum { MOST_ALIKE = 3 };

static void say_alike(struct consequences *consequences, enum kind kind, struct slice reason, const char *what)
{
    struct outlook_list alike = {0};
    if (!outlook_similar(consequences->state->plan, kind, reason, MOST_ALIKE, &consequences->arena, &alike)) {
        consequences->failed = true;
    }
    for (size_t i = 0; i < alike.count; i++) {
        consequences_say(consequences, STYLE_NOTICE, "%s %.*s: %.*s", what, SLICE_PRINT(record_name(alike.items[i])),
                         SLICE_PRINT(alike.items[i]->title));
    }
}

static void say_reach(struct consequences *consequences, struct slice reason)
{
    const struct plan *plan = consequences->state->plan;
    struct outlook_list gates = {0};
    if (!outlook_named(plan, KIND_GATE, reason, &consequences->arena, &gates)) {
        consequences->failed = true;
    }
    for (size_t i = 0; i < gates.count; i++) {
        struct outlook_list tasks = {0};
        struct outlook_list lanes = {0};
        struct bytes text = {0};
        if (!outlook_reached(plan, gates.items[i], &consequences->arena, &tasks, &lanes)) {
            consequences->failed = true;
        }
        for (size_t k = 0; k < tasks.count; k++) {
            bytes_append_text(&text, k == 0 ? "" : ", ");
            bytes_append(&text, record_name(tasks.items[k]));
        }
        for (size_t k = 0; k < lanes.count; k++) {
            bytes_append_text(&text, k == 0 ? " in " : ", ");
            bytes_append(&text, record_name(lanes.items[k]));
        }
        consequences->failed = consequences->failed || text.failed;
        consequences_say(consequences, STYLE_WAITING, "through %.*s it reaches %.*s", SLICE_PRINT(record_name(gates.items[i])),
                         SLICE_PRINT(text.size > 0 ? bytes_slice(&text) : slice_of("no open task")));
        bytes_release(&text);
    }
}

void consequences_block(struct consequences *consequences)
{
    struct slice reason = consequences->state->request.options[OPTION_REASON];
    for (size_t i = 0; i < consequences->change->effect_count; i++) {
        const struct change_effect *effect = &consequences->change->effects[i];
        if (effect->kind == KIND_BLOCKER && effect->role == ROLE_ID && effect->old.data == NULL) {
            consequences_say(consequences, STYLE_BOLD, "it gets the number %.*s", SLICE_PRINT(effect->id));
        }
    }
    say_alike(consequences, KIND_BLOCKER, reason, "like it, open:");
    say_alike(consequences, KIND_RESOLUTION, reason, "like it, resolved:");
    say_reach(consequences, reason);
}

void consequences_resolve(struct consequences *consequences)
{
    size_t count = consequences->change->mention_count;
    for (size_t i = 0; i < count; i++) {
        const struct change_mention *mention = &consequences->change->mentions[i];
        consequences_say(consequences, STYLE_NOTICE, "%.*s:%zu still cites it", SLICE_PRINT(mention->path), mention->line);
    }
    if (count == 0) {
        consequences_say(consequences, STYLE_DIM, "nothing else cites it");
    }
}
