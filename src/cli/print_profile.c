#include "cli/print_profile.h"

#include "cli/table.h"

enum { DOCUMENT_COLUMNS = 15 };

static bool finish(const struct output *output, struct error *error)
{
    return !output->bytes.failed || error_no_memory(error);
}

static void print_heading(struct output *output, struct slice text)
{
    bytes_append_byte(&output->bytes, '\n');
    output_begin(output, STYLE_STRONG);
    output_clean(output, text);
    output_end(output, STYLE_STRONG);
}

static void print_title(struct output *output, const struct profile *profile)
{
    output_begin(output, STYLE_STRONG);
    bytes_append_text(&output->bytes, "profile ");
    output_clean(output, profile->name);
    output_end(output, STYLE_STRONG);
    if (profile->title.size > 0) {
        bytes_append_text(&output->bytes, "  ");
        output_clean(output, profile->title);
    }
    bytes_append_byte(&output->bytes, '\n');
}

/* "a, b, c" */
static void print_slices(struct output *output, const struct slice *texts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bytes_append_text(&output->bytes, i > 0 ? ", " : "");
        output_clean(output, texts[i]);
    }
}

static void print_names(struct output *output, const struct profile *profile, uint32_t documents)
{
    bool any = false;
    for (size_t i = 0; i < profile->document_count; i++) {
        if ((documents & ((uint32_t)1 << i)) != 0) {
            bytes_append_text(&output->bytes, any ? ", " : "");
            output_clean(output, profile->documents[i].name);
            any = true;
        }
    }
}

/* Names and templates in two columns. */
static bool print_pairs(struct output *output, const struct coverage_value *values, size_t count, size_t indent,
                        struct error *error)
{
    struct table table;
    table_init(&table, output, 2);
    for (size_t i = 0; i < count; i++) {
        bool named = values[i].template.size > 0;
        table_add_text(&table, values[i].name, STYLE_PLAIN);
        table_add_text(&table, named ? values[i].template : slice_of("under its own name"),
                       named ? STYLE_PLAIN : STYLE_DIM);
    }
    bool done = count == 0 || table_print(&table, indent, output, error);
    table_release(&table);
    return done;
}

/* ---- what a profile says ---- */

static void print_words(struct output *output, const struct status_words *words, const char *indent)
{
    for (enum state state = STATE_TODO; state < STATE_COUNT; state++) {
        bool any = false;
        for (size_t i = 0; i < words->count; i++) {
            const struct status_word *word = &words->items[i];
            if (word->state != state) {
                continue;
            }
            bytes_append_text(&output->bytes, any ? ", " : indent);
            if (!any) {
                bytes_append_format(&output->bytes, "%-12s ", state_name(state));
            }
            output_clean(output, word->word);
            if (word->slot != SLOT_NONE) {
                bytes_append_format(&output->bytes, " (%s)", slot_name(word->slot));
            }
            any = true;
        }
        bytes_append_text(&output->bytes, any ? "\n" : "");
    }
}

static bool print_rule(struct output *output, const struct profile *profile, const struct rule *rule,
                       struct error *error)
{
    bytes_append_text(&output->bytes, "  ");
    output_styled(output, STYLE_STRONG, kind_name(rule->kind));
    bytes_append_format(&output->bytes, "  %s in ", coverage_shape_name(rule->shape));
    print_names(output, profile, rule->documents);
    if (rule->under_count > 0) {
        bytes_append_text(&output->bytes, ", under ");
        print_slices(output, rule->under, rule->under_count);
    }
    if (rule->path.size > 0) {
        bytes_append_text(&output->bytes, ", at ");
        output_clean(output, rule->path);
    }
    bytes_append_format(&output->bytes, "%s%s%s  (line %zu)\n", rule->mirror ? "; a mirror" : "",
                        rule->creates ? "; creates records too" : "", rule->box ? "; the box is the status" : "",
                        rule->line);
    if (rule->identity.count > 0) {
        bytes_append_text(&output->bytes, "      its ID: ");
        output_clean(output, rule->identity.text);
        bytes_append_byte(&output->bytes, '\n');
    }
    if (rule->parent != ROLE_OTHER) {
        bytes_append_format(&output->bytes, "      the line above: {%s}\n", role_name(rule->parent));
    }
    for (size_t i = 0; i < rule->above_count; i++) {
        bytes_append_text(&output->bytes, "      the heading above: ");
        output_clean(output, rule->above[i].text);
        bytes_append_byte(&output->bytes, '\n');
    }
    for (size_t i = 0; i < rule->text_count; i++) {
        bytes_append_text(&output->bytes, "      ");
        output_clean(output, rule->texts[i].text);
        bytes_append_byte(&output->bytes, '\n');
    }
    struct table table;
    table_init(&table, output, 2);
    for (size_t i = 0; i < rule->field_count; i++) {
        table_add_text(&table, rule->fields[i].pattern, STYLE_PLAIN);
        table_add_text(&table, rule->fields[i].template.text, STYLE_PLAIN);
    }
    bool done = rule->field_count == 0 || table_print(&table, 6, output, error);
    table_release(&table);
    print_words(output, &rule->words, "      ");
    return done;
}

/* What is written with the verbs beside what they always write. */
static bool print_writes(struct output *output, const struct profile *profile, const struct profile_writes *writes,
                         struct error *error)
{
    static const char *const names[] = {
        [WRITTEN_CLAIM] = "claim", [WRITTEN_DONE] = "done", [WRITTEN_BLOCK] = "block"};
    struct table table;
    table_init(&table, output, 3);
    for (size_t verb = 0; verb < WRITTEN_COUNT; verb++) {
        for (size_t i = 0; i < writes->values[verb].count; i++) {
            table_add_text(&table, slice_of(names[verb]), STYLE_PLAIN);
            table_add_text(&table, writes->values[verb].items[i].pattern, STYLE_PLAIN);
            table_add_text(&table, writes->values[verb].items[i].template.text, STYLE_PLAIN);
        }
    }
    if (writes->log.count > 0) {
        table_add_text(&table, slice_of("done"), STYLE_PLAIN);
        table_add_text(&table, slice_of("a line below"), STYLE_PLAIN);
        table_add_text(&table, writes->log.text, STYLE_PLAIN);
    }
    if (writes->advance.count > 0) {
        table_add_text(&table, slice_of("done"), STYLE_PLAIN);
        table_add_text(&table, slice_of("the next entry"), STYLE_PLAIN);
        table_add_text(&table, writes->advance.text, STYLE_PLAIN);
    }
    if (writes->finished_path.size > 0) {
        table_add_text(&table, slice_of("done"), STYLE_PLAIN);
        table_add_text(&table, slice_of("an entry under"), STYLE_PLAIN);
        table_add_text(&table, writes->finished_path, STYLE_PLAIN);
    }
    if (writes->empty.size > 0) {
        table_add_text(&table, slice_of("-"), STYLE_PLAIN);
        table_add_text(&table, slice_of("where nothing is"), STYLE_PLAIN);
        table_add_text(&table, writes->empty, STYLE_PLAIN);
    }
    bytes_append_text(&output->bytes, "  ");
    output_styled(output, STYLE_STRONG, kind_name(writes->kind));
    bytes_append_text(&output->bytes, "  in ");
    print_names(output, profile, writes->documents);
    bytes_append_byte(&output->bytes, '\n');
    bool done = table_print(&table, 6, output, error);
    table_release(&table);
    return done;
}

bool print_profile(struct output *output, const struct profile *profile, struct error *error)
{
    print_title(output, profile);
    print_heading(output, slice_of("Documents"));
    bytes_append_byte(&output->bytes, '\n');
    for (size_t i = 0; i < profile->document_count; i++) {
        size_t name = output->bytes.size;
        bytes_append_text(&output->bytes, "  ");
        output_clean(output, profile->documents[i].name);
        do {
            bytes_append_byte(&output->bytes, ' ');
        } while (!output->bytes.failed && output->bytes.size - name < DOCUMENT_COLUMNS);
        print_slices(output, profile->documents[i].globs, profile->documents[i].glob_count);
        bytes_append_byte(&output->bytes, '\n');
    }
    print_heading(output, slice_of("States and their words"));
    bytes_append_byte(&output->bytes, '\n');
    print_words(output, &profile->words, "  ");
    print_heading(output, slice_of("Records, in order of authority"));
    bytes_append_byte(&output->bytes, '\n');
    for (size_t i = 0; i < profile->rule_count; i++) {
        if (!print_rule(output, profile, &profile->rules[i], error)) {
            return false;
        }
    }
    if (profile->writes_count > 0) {
        print_heading(output, slice_of("Written with the verbs"));
        bytes_append_byte(&output->bytes, '\n');
    }
    for (size_t i = 0; i < profile->writes_count; i++) {
        if (!print_writes(output, profile, &profile->writes[i], error)) {
            return false;
        }
    }
    return finish(output, error);
}

/* ---- what it reads ---- */

static bool same_values(const struct coverage_match *a, const struct coverage_match *b)
{
    bool same = a->rule == b->rule && a->document == b->document && a->value_count == b->value_count;
    for (size_t i = 0; same && i < a->value_count; i++) {
        same = slice_equal(a->values[i].name, b->values[i].name);
    }
    return same;
}

static void print_place(struct output *output, const char *prefix, const struct plan *plan, size_t document,
                        size_t line, const char *what, struct slice heading)
{
    bytes_append_text(&output->bytes, "  ");
    output_clean(output, slice_of(prefix));
    output_clean(output, slice_of(plan_path(plan, document)));
    bytes_append_format(&output->bytes, ":%zu: %s", line, what);
    if (heading.size > 0) {
        bytes_append_text(&output->bytes, " under ");
        output_clean(output, heading);
    }
}

/* ": 8 tasks" */
static void print_count(struct output *output, const struct coverage_match *match)
{
    enum kind kind = match->rule->kind;
    if (kind == KIND_PLAN) {
        bytes_append_text(&output->bytes, ": values of the plan");
        return;
    }
    bytes_append_format(&output->bytes, ": %zu %s", match->records,
                        kind == KIND_QUEUE && match->records != 1        ? "queue entries"
                        : kind == KIND_QUEUE                             ? "queue entry"
                        : kind == KIND_RESOLUTION && match->records != 1 ? "resolutions"
                        : match->records == 1                            ? kind_name(kind)
                                                                         : kind_plural(kind));
}

static bool print_match(struct output *output, const char *prefix, const struct plan *plan,
                        const struct coverage_match *match, const struct coverage_match *before, struct error *error)
{
    static const char *const units[] = {
        [RULE_TABLE] = "rows",  [RULE_LIST] = "items", [RULE_SECTION] = "headings", [RULE_NODES] = "nodes",
        [RULE_TREE] = "lines"};
    print_place(output, prefix, plan, match->document, match->line, coverage_shape_name(match->rule->shape),
                match->heading);
    print_count(output, match);
    if (match->rule->shape != RULE_FIELDS && (match->count != match->records || match->total != match->count)) {
        bytes_append_format(&output->bytes, " from %zu", match->count);
        if (match->total != match->count) {
            bytes_append_format(&output->bytes, " of %zu", match->total);
        }
        bytes_append_format(&output->bytes, " %s", units[match->rule->shape]);
    }
    bytes_append_format(&output->bytes, " (rule in line %zu)\n", match->rule->line);
    if (before != NULL && match->value_count > 0 && same_values(match, before)) {
        bytes_append_text(&output->bytes, "      as above\n");
        return true;
    }
    bool told = before != NULL && before->rule == match->rule;
    for (size_t i = 0; i < match->rule->text_count && !told; i++) {
        bytes_append_text(&output->bytes, "      ");
        output_clean(output, match->rule->texts[i].text);
        bytes_append_byte(&output->bytes, '\n');
    }
    return print_pairs(output, match->values, match->value_count, 6, error);
}

static void print_rest(struct output *output, const char *prefix, const struct plan *plan,
                       const struct coverage_rest *rest)
{
    static const char *const units[] = {[COVERAGE_TABLE] = "row",
                                        [COVERAGE_LIST] = "box",
                                        [COVERAGE_FIELDS] = "field line",
                                        [COVERAGE_NODES] = "entry"};
    static const char *const plurals[] = {[COVERAGE_TABLE] = "rows",
                                          [COVERAGE_LIST] = "boxes",
                                          [COVERAGE_FIELDS] = "field lines",
                                          [COVERAGE_NODES] = "entries"};
    print_place(output, prefix, plan, rest->document, rest->line, coverage_rest_name(rest->shape), rest->heading);
    if (rest->count > 0) {
        bytes_append_format(&output->bytes, ": %zu %s", rest->count,
                            rest->count == 1 ? units[rest->shape] : plurals[rest->shape]);
    }
    if (rest->name_count > 0) {
        bytes_append_text(&output->bytes, ": ");
        print_slices(output, rest->names, rest->name_count);
    }
    bytes_append_byte(&output->bytes, '\n');
}

static void print_missing(struct output *output, const struct plan *plan)
{
    const struct profile *profile = plan->profile;
    uint32_t present = 0;
    for (size_t i = 0; i < plan->document_count; i++) {
        present |= profile_documents_of(profile, slice_of(plan_path(plan, i)));
    }
    for (size_t i = 0; i < profile->document_count; i++) {
        if ((present & ((uint32_t)1 << i)) == 0) {
            bytes_append_text(&output->bytes, "  no file is the document ");
            output_clean(output, profile->documents[i].name);
            bytes_append_text(&output->bytes, " (");
            print_slices(output, profile->documents[i].globs, profile->documents[i].glob_count);
            bytes_append_text(&output->bytes, ")\n");
        }
    }
}

bool print_profile_coverage(struct output *output, const char *prefix, const struct plan *plan,
                            const struct coverage *coverage, struct error *error)
{
    print_title(output, plan->profile);
    for (size_t d = 0; d < plan->document_count; d++) {
        const struct coverage_match *before = NULL;
        print_heading(output, slice_of(plan_path(plan, d)));
        uint32_t names = profile_documents_of(plan->profile, slice_of(plan_path(plan, d)));
        bytes_append_text(&output->bytes, names == 0 ? "" : "  ");
        print_names(output, plan->profile, names);
        bytes_append_byte(&output->bytes, '\n');
        for (size_t i = 0; i < coverage->match_count; i++) {
            if (coverage->matches[i].document != d) {
                continue;
            }
            if (!print_match(output, prefix, plan, &coverage->matches[i], before, error)) {
                return false;
            }
            before = &coverage->matches[i];
        }
        bytes_append_text(&output->bytes, before == NULL ? "  nothing that a rule reads\n" : "");
    }
    print_heading(output, slice_of("Read by no rule"));
    bytes_append_byte(&output->bytes, '\n');
    print_missing(output, plan);
    for (size_t i = 0; i < coverage->rest_count; i++) {
        print_rest(output, prefix, plan, &coverage->rest[i]);
    }
    if (plan->note_count > 0) {
        print_heading(output, slice_of("Notes"));
        bytes_append_byte(&output->bytes, '\n');
    }
    for (size_t i = 0; i < plan->note_count; i++) {
        const struct plan_note *note = &plan->notes[i];
        print_place(output, prefix, plan, note->document, note->line, "", slice_of(""));
        output_clean(output, note->text);
        bytes_append_byte(&output->bytes, '\n');
    }
    return finish(output, error);
}

/* ---- what is wrong ---- */

bool print_profile_findings(struct output *output, const char *file, const struct profile_findings *findings,
                            struct error *error)
{
    static const enum output_style styles[] = {
        [PROFILE_ERROR] = STYLE_BAD, [PROFILE_WARNING] = STYLE_BUSY, [PROFILE_NOTE] = STYLE_DIM};
    for (size_t i = 0; i < findings->count; i++) {
        const struct profile_finding *finding = &findings->items[i];
        output_clean(output, slice_of(file));
        if (finding->line > 0) {
            bytes_append_format(&output->bytes, ":%zu", finding->line);
        }
        bytes_append_text(&output->bytes, ": ");
        output_styled(output, styles[finding->weight], profile_weight_name(finding->weight));
        bytes_append_text(&output->bytes, ": ");
        output_clean(output, finding->text);
        bytes_append_byte(&output->bytes, '\n');
    }
    if (findings->count == 0) {
        output_clean(output, slice_of(file));
        bytes_append_text(&output->bytes, ": nothing is wrong\n");
    }
    return finish(output, error);
}
