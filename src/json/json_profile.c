#include "json/json_profile.h"

#include "json/json_plan.h"

static void write_slices(struct json_writer *writer, const char *key, const struct slice *texts, size_t count)
{
    writer_begin_array(writer, key);
    for (size_t i = 0; i < count; i++) {
        writer_text(writer, NULL, texts[i]);
    }
    writer_end_array(writer);
}

static void write_document_names(struct json_writer *writer, const char *key, const struct profile *profile,
                                 uint32_t documents)
{
    writer_begin_array(writer, key);
    for (size_t i = 0; i < profile->document_count; i++) {
        if ((documents & ((uint32_t)1 << i)) != 0) {
            writer_text(writer, NULL, profile->documents[i].name);
        }
    }
    writer_end_array(writer);
}

/* ---- what a profile says ---- */

static void write_words(struct json_writer *writer, const struct status_words *words)
{
    writer_begin_array(writer, "states");
    for (size_t i = 0; i < words->count; i++) {
        writer_begin_object(writer, NULL);
        writer_text(writer, "state", slice_of(state_name(words->items[i].state)));
        writer_text(writer, "word", words->items[i].word);
        writer_text(writer, "slot", slice_of(slot_name(words->items[i].slot)));
        writer_end_object(writer);
    }
    writer_end_array(writer);
}

static void write_rule(struct json_writer *writer, const struct profile *profile, const struct rule *rule)
{
    writer_line(writer);
    writer_begin_object(writer, NULL);
    writer_text(writer, "kind", slice_of(kind_name(rule->kind)));
    writer_text(writer, "shape", slice_of(coverage_shape_name(rule->shape)));
    writer_count(writer, "line", rule->line);
    write_document_names(writer, "in", profile, rule->documents);
    write_slices(writer, "under", rule->under, rule->under_count);
    writer_text_or_null(writer, "path", rule->path);
    writer_begin_array(writer, "texts");
    for (size_t i = 0; i < rule->text_count; i++) {
        writer_text(writer, NULL, rule->texts[i].text);
    }
    writer_end_array(writer);
    writer_begin_array(writer, "above");
    for (size_t i = 0; i < rule->above_count; i++) {
        writer_text(writer, NULL, rule->above[i].text);
    }
    writer_end_array(writer);
    writer_text_or_null(writer, "parent", slice_of(rule->parent == ROLE_OTHER ? "" : role_name(rule->parent)));
    writer_text_or_null(writer, "id", rule->identity.text);
    writer_begin_array(writer, "fields");
    for (size_t i = 0; i < rule->field_count; i++) {
        writer_begin_object(writer, NULL);
        writer_text(writer, "name", rule->fields[i].pattern);
        writer_text(writer, "template", rule->fields[i].template.text);
        writer_end_object(writer);
    }
    writer_end_array(writer);
    writer_truth(writer, "box", rule->box);
    writer_truth(writer, "mirror", rule->mirror);
    writer_truth(writer, "creates", rule->creates);
    write_words(writer, &rule->words);
    writer_end_object(writer);
}

static void write_profile(struct json_writer *writer, const struct profile *profile)
{
    writer_begin_object(writer, "profile");
    writer_text(writer, "name", profile->name);
    writer_text_or_null(writer, "title", profile->title);
    writer_text(writer, "file", profile->file);
    writer_begin_array(writer, "documents");
    for (size_t i = 0; i < profile->document_count; i++) {
        writer_begin_object(writer, NULL);
        writer_text(writer, "name", profile->documents[i].name);
        write_slices(writer, "files", profile->documents[i].globs, profile->documents[i].glob_count);
        writer_end_object(writer);
    }
    writer_end_array(writer);
    write_words(writer, &profile->words);
    writer_begin_array(writer, "records");
    for (size_t i = 0; i < profile->rule_count; i++) {
        write_rule(writer, profile, &profile->rules[i]);
    }
    writer_end_array(writer);
    writer_end_object(writer);
}

/* ---- what it reads ---- */

static void write_match(struct json_writer *writer, const struct coverage_match *match)
{
    writer_line(writer);
    writer_begin_object(writer, NULL);
    writer_text(writer, "kind", slice_of(kind_name(match->rule->kind)));
    writer_text(writer, "shape", slice_of(coverage_shape_name(match->rule->shape)));
    writer_count(writer, "rule_line", match->rule->line);
    writer_count(writer, "line", match->line);
    writer_text_or_null(writer, "heading", match->heading);
    writer_count(writer, "records", match->records);
    writer_count(writer, "read", match->count);
    writer_count(writer, "total", match->total);
    writer_begin_array(writer, "values");
    for (size_t i = 0; i < match->value_count; i++) {
        writer_begin_object(writer, NULL);
        writer_text(writer, "name", match->values[i].name);
        writer_text_or_null(writer, "template", match->values[i].template);
        writer_end_object(writer);
    }
    writer_end_array(writer);
    writer_end_object(writer);
}

static void write_rest(struct json_writer *writer, const struct coverage_rest *rest)
{
    writer_line(writer);
    writer_begin_object(writer, NULL);
    writer_text(writer, "shape", slice_of(coverage_rest_name(rest->shape)));
    writer_count(writer, "line", rest->line);
    writer_text_or_null(writer, "heading", rest->heading);
    writer_count(writer, "count", rest->count);
    write_slices(writer, "names", rest->names, rest->name_count);
    writer_end_object(writer);
}

static void write_document(struct json_writer *writer, const struct plan *plan, const struct coverage *coverage,
                           size_t document)
{
    writer_line(writer);
    writer_begin_object(writer, NULL);
    writer_text(writer, "file", slice_of(plan_path(plan, document)));
    write_document_names(writer, "names", plan->profile,
                         profile_documents_of(plan->profile, slice_of(plan_path(plan, document))));
    writer_begin_array(writer, "matches");
    for (size_t i = 0; i < coverage->match_count; i++) {
        if (coverage->matches[i].document == document) {
            write_match(writer, &coverage->matches[i]);
        }
    }
    writer_end_array(writer);
    writer_begin_array(writer, "rest");
    for (size_t i = 0; i < coverage->rest_count; i++) {
        if (coverage->rest[i].document == document) {
            write_rest(writer, &coverage->rest[i]);
        }
    }
    writer_end_array(writer);
    writer_end_object(writer);
}

bool json_profile_show(struct bytes *out, const struct profile *profile, const struct plan *plan,
                       const struct coverage *coverage, struct error *error)
{
    struct json_writer writer;
    writer_init(&writer, out);
    json_plan_begin(&writer, plan);
    write_profile(&writer, profile);
    uint32_t present = 0;
    writer_begin_array(&writer, "documents");
    for (size_t i = 0; plan != NULL && i < plan->document_count; i++) {
        write_document(&writer, plan, coverage, i);
        present |= profile_documents_of(profile, slice_of(plan_path(plan, i)));
    }
    writer_end_array(&writer);
    write_document_names(&writer, "missing", profile, plan == NULL ? 0 : ~present);
    return json_plan_end(&writer, error);
}

/* ---- lists ---- */

bool json_profile_list(struct bytes *out, const struct plan *plan, const struct json_profile *profiles, size_t count,
                       struct error *error)
{
    struct json_writer writer;
    writer_init(&writer, out);
    json_plan_begin(&writer, plan);
    writer_begin_array(&writer, "profiles");
    for (size_t i = 0; i < count; i++) {
        writer_line(&writer);
        writer_begin_object(&writer, NULL);
        writer_text(&writer, "name", profiles[i].profile->name);
        writer_text_or_null(&writer, "title", profiles[i].profile->title);
        writer_text(&writer, "from", slice_of(profiles[i].origin));
        writer_text_or_null(&writer, "file",
                            strcmp(profiles[i].origin, "built-in") == 0 ? slice_of("") : profiles[i].profile->file);
        writer_truth(&writer, "reads_plan", profiles[i].reads_plan);
        writer_end_object(&writer);
    }
    writer_end_array(&writer);
    return json_plan_end(&writer, error);
}

bool json_profile_check(struct bytes *out, const char *file, const struct profile_findings *findings,
                        struct error *error)
{
    struct json_writer writer;
    size_t counts[PROFILE_NOTE + 1] = {0};
    writer_init(&writer, out);
    json_plan_begin(&writer, NULL);
    writer_begin_array(&writer, "findings");
    for (size_t i = 0; i < findings->count; i++) {
        const struct profile_finding *finding = &findings->items[i];
        counts[finding->weight]++;
        writer_line(&writer);
        writer_begin_object(&writer, NULL);
        writer_text(&writer, "severity", slice_of(profile_weight_name(finding->weight)));
        writer_text(&writer, "message", finding->text);
        writer_text(&writer, "file", slice_of(file));
        writer_count(&writer, "line", finding->line);
        writer_end_object(&writer);
    }
    writer_end_array(&writer);
    writer_begin_object(&writer, "counts");
    for (size_t i = 0; i <= PROFILE_NOTE; i++) {
        writer_count(&writer, profile_weight_name((enum profile_weight)i), counts[i]);
    }
    writer_end_object(&writer);
    return json_plan_end(&writer, error);
}
