#include "check/handoff.h"

#include "check/handoff_lines.h"
#include "check/handoff_points.h"

static struct handoff_section *add_section(struct handoff *handoff, struct slice title)
{
    if (!arena_grow(&handoff->arena, &handoff->sections, &handoff->capacity, handoff->count + 1,
                    sizeof *handoff->sections)) {
        return NULL;
    }
    struct handoff_section *section = &handoff->sections[handoff->count];
    *section = (struct handoff_section){.title = arena_copy(&handoff->arena, title)};
    if (section->title.data == NULL) {
        return NULL;
    }
    handoff->count++;
    return section;
}

/* The points of the template, each with what it asks for. */
static bool fill_template(struct handoff *handoff, struct handoff_writing *writing, bool *told, struct error *error)
{
    const struct profile_handoff *profile = &writing->now->profile->handoff;
    struct handoff_points points = {0};
    if (!handoff_points_of(writing->now, profile->template_documents, &profile->template_under, &handoff->arena,
                           &points)) {
        return error_no_memory(error);
    }
    for (size_t i = 0; i < points.count; i++) {
        struct slice title = handoff_point_title(points.items[i].text);
        writing->section = add_section(handoff, title);
        if (writing->section == NULL) {
            return error_no_memory(error);
        }
        for (enum handoff_content content = 0; content < HANDOFF_CONTENTS; content++) {
            if (told[content] || !profile_globs_fit(&profile->answers[content], title)) {
                continue;
            }
            told[content] = true;
            if (!handoff_write(writing, content, error)) {
                return false;
            }
        }
    }
    return true;
}

bool handoff_init(struct handoff *handoff, const struct plan *before, const struct plan *now,
                  const struct handoff_facts *facts, struct error *error)
{
    bool told[HANDOFF_CONTENTS] = {false};
    *handoff = (struct handoff){0};
    arena_init(&handoff->arena);
    struct handoff_writing writing = {.before = before, .now = now, .facts = facts, .arena = &handoff->arena};
    handoff->since = arena_copy(&handoff->arena, facts->since);
    if (handoff->since.data == NULL) {
        return error_no_memory(error);
    }
    bool done = fill_template(handoff, &writing, told, error);
    bool templated = handoff->count > 0;
    for (enum handoff_content content = 0; content < HANDOFF_CONTENTS && done; content++) {
        if (told[content]) {
            continue;
        }
        writing.section = add_section(handoff, slice_of(handoff_title(content)));
        done = writing.section != NULL ? handoff_write(&writing, content, error) : error_no_memory(error);
        /* Without a template the usual points stand there, empty ones too. */
        bool usual = !templated && content < HANDOFF_FILES;
        if (done && writing.section->count == 0 && !usual) {
            handoff->count--;
        }
    }
    return done;
}

void handoff_release(struct handoff *handoff)
{
    arena_release(&handoff->arena);
    *handoff = (struct handoff){0};
}

bool handoff_append(const struct handoff *handoff, struct bytes *out)
{
    bytes_append_text(out, "# Handoff\n");
    if (handoff->since.size > 0) {
        bytes_append_format(out, "\nSince: %.*s\n", SLICE_PRINT(handoff->since));
    }
    for (size_t i = 0; i < handoff->count; i++) {
        const struct handoff_section *section = &handoff->sections[i];
        bytes_append_format(out, "\n## %.*s\n\n", SLICE_PRINT(section->title));
        for (size_t k = 0; k < section->count; k++) {
            bytes_append_format(out, "- %.*s\n", SLICE_PRINT(section->lines[k]));
        }
        if (section->count == 0) {
            bytes_append_text(out, "- none\n");
        }
    }
    return !out->failed;
}
