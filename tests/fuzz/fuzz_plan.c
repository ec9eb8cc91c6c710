/* fuzz_plan.c: whatever a document holds, each built-in profile reads a plan out of it: every value lies where it is
 * said to stand, and two readings of the same bytes are alike. The first line is the path of the document.
 */
#include "plan/compare.h"

#include "fuzz.h"

enum { LONGEST_PATH = 80, MOST_PROFILES = 16 };

static void check_field(const struct plan *plan, const struct plan_place *place, const struct plan_field *field)
{
    const struct document *document = plan->documents[place->document];
    struct slice text = source_bytes(document->source);
    require(field->span.start <= field->span.end && field->span.end <= text.size, "a value leaves the document",
            field->line);
    require(slice_equal(field->raw, source_slice(document->source, field->span)), "a value is not where it stands",
            field->line);
}

static void check_plan(const struct plan *plan)
{
    for (enum kind kind = 0; kind < KIND_COUNT; kind++) {
        for (size_t i = 0; i < plan->records[kind].count; i++) {
            const struct record *record = plan->records[kind].items[i];
            require(record->number == i && record->place_count > 0, "a record without a place", i);
            for (size_t k = 0; k < record->place_count; k++) {
                const struct plan_place *place = record->places[k];
                require(place->document < plan->document_count, "a place in no document", k);
                for (size_t f = 0; f < place->field_count; f++) {
                    check_field(plan, place, &place->fields[f]);
                }
            }
        }
    }
}

static void read_plan(const struct profile *profile, const char *path, struct slice text)
{
    struct source *source = source_copy(path, text, NULL);
    struct document *document = source == NULL ? NULL : document_new(path, source, NULL);
    require(document != NULL, "no document", 0);
    struct plan *plan = plan_new(profile, slice_of("."), &document, 1, NULL);
    struct plan *again = plan_new(profile, slice_of("."), &document, 1, NULL);
    require(plan != NULL && again != NULL, "no plan", 0);
    check_plan(plan);
    struct comparison comparison = {0};
    require(compare_plans(plan, again, &comparison, NULL), "no comparison", 0);
    require(comparison.count == 0 && plan->rev == again->rev, "two readings differ", comparison.count);
    comparison_release(&comparison);
    plan_free(again);
    plan_free(plan);
    document_release(document);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice text = slice_make(size == 0 ? "" : (const char *)data, size);
    struct slice line = {0};
    char path[LONGEST_PATH];
    if (!slice_next(&text, '\n', &line) || line.size == 0 || slice_find(line, slice_make("", 1), 0) < line.size) {
        return 0;
    }
    snprintf(path, sizeof path, "%.*s", SLICE_PRINT(line));
    static struct profile *profiles[MOST_PROFILES]; /* read once: the documents are what is tried */
    for (size_t i = 0; i < MOST_PROFILES && profile_builtins[i].name != NULL; i++) {
        if (profiles[i] == NULL) {
            const struct profile_builtin *builtin = &profile_builtins[i];
            profiles[i] = profile_load(builtin->name, slice_of(builtin->text), NULL);
            require(profiles[i] != NULL, "a built-in profile cannot be read", i);
        }
        read_plan(profiles[i], path, text);
    }
    return 0;
}
