/* Gates, decisions and tasks that are named and defined nowhere. In a text the first mention in each document counts. */
#include "check/rule.h"

#include "check/lookup.h"
#include "plan/query.h"

/* The kinds that texts refer to by identifiers. */
static const enum kind referred[] = {KIND_TASK, KIND_GATE, KIND_DECISION};

struct scan {
    struct check *check;
    enum kind kind;
    size_t document;
    struct lookup told;
};

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/* Whether identifiers of the kind are recognised in a text: all of their shapes have a letter, or are a letter and what
 * follows it. A bare number means anything. */
static bool is_distinct(const struct profile *profile, enum kind kind)
{
    const struct id_shapes *shapes = &profile->references[kind];
    for (size_t i = 0; i < shapes->count; i++) {
        bool letter = false;
        for (size_t k = 0; k < shapes->items[i].size; k++) {
            letter = letter || is_letter(shapes->items[i].data[k]);
        }
        if (!letter) {
            return false;
        }
    }
    return shapes->count > 0;
}

/* Whether any kind has a record of that name. */
static bool is_known(const struct plan *plan, struct slice id)
{
    for (size_t kind = 0; kind < KIND_PLAN; kind++) {
        if (query_id(plan, (enum kind)kind, id) != NULL && kind != KIND_QUEUE && kind != KIND_CLAIM) {
            return true;
        }
    }
    return false;
}

static bool tell(struct scan *scan, struct slice id, size_t start)
{
    size_t number = 0;
    bool added = false;
    if (query_id(scan->check->plan, scan->kind, id) != NULL || lookup_find(&scan->told, id) != SIZE_MAX ||
        is_known(scan->check->plan, id)) {
        return true;
    }
    if (!lookup_add(&scan->told, id, &number, &added)) {
        return false;
    }
    struct span span = {.start = start, .end = start + id.size};
    return !added || check_at_span(scan->check, scan->document, span, id, "there is no %s %.*s in this plan",
                                   kind_name(scan->kind), SLICE_PRINT(id)) != NULL;
}

/* The references in one part of the document's text. */
static bool scan_part(struct scan *scan, struct span part)
{
    const struct profile *profile = scan->check->plan->profile;
    struct slice text = source_slice(scan->check->plan->documents[scan->document]->source, part);
    struct id_reference reference;
    size_t at = 0;
    while (id_next(text, &profile->references[scan->kind], &profile->range_marks, &at, &reference)) {
        size_t first = (size_t)(reference.first.data - text.data);
        if (!tell(scan, reference.first, part.start + first)) {
            return false;
        }
        if (reference.last.size > 0 &&
            !tell(scan, reference.last, part.start + (size_t)(reference.last.data - text.data))) {
            return false;
        }
    }
    return true;
}

/* The document's text without code and HTML, which quote what they like. */
static bool scan_document(struct scan *scan)
{
    const struct document *document = scan->check->plan->documents[scan->document];
    size_t from = 0;
    for (uint32_t node = outline_next(document->outline, 0, 0); node != 0;
         node = outline_next(document->outline, 0, node)) {
        const struct outline_node *known = outline_node(document->outline, node);
        if (known->type != OUTLINE_FENCE && known->type != OUTLINE_CODE && known->type != OUTLINE_HTML) {
            continue;
        }
        if (known->span.start >= from) {
            if (!scan_part(scan, (struct span){.start = from, .end = known->span.start})) {
                return false;
            }
            from = known->span.end;
        }
    }
    return scan_part(scan, (struct span){.start = from, .end = source_bytes(document->source).size});
}

static bool scan_documents(struct check *check, enum kind kind)
{
    struct scan scan = {.check = check, .kind = kind};
    lookup_init(&scan.told, &check->findings->arena);
    for (; scan.document < check->plan->document_count; scan.document++) {
        lookup_clear(&scan.told);
        if (check->plan->documents[scan.document]->tree == NULL && !scan_document(&scan)) {
            return false;
        }
    }
    return true;
}

static bool check_claims(struct check *check)
{
    for (size_t i = 0; i < check->plan->records[KIND_CLAIM].count; i++) {
        const struct record *claim = check->plan->records[KIND_CLAIM].items[i];
        const struct plan_place *place = NULL;
        const struct plan_field *field = record_field(claim, ROLE_ID, &place);
        if (claim->task == NULL && claim->id.size > 0 && field != NULL &&
            check_at_field(check, place, field, claim->id, "there is no task %.*s in this plan", SLICE_PRINT(claim->id)) ==
                NULL) {
            return false;
        }
    }
    return true;
}

/* Whether identifiers of the kind mean anything in this plan: it has such records, or its tasks name gates. */
static bool is_used(const struct plan *plan, enum kind kind)
{
    bool used = plan->records[kind].count > 0;
    for (size_t i = 0; kind == KIND_GATE && !used && i < plan->records[KIND_TASK].count; i++) {
        used = plan->records[KIND_TASK].items[i]->gates.count > 0;
    }
    return used;
}

bool rule_reference_undefined(struct check *check)
{
    for (size_t i = 0; i < sizeof referred / sizeof referred[0]; i++) {
        if (is_used(check->plan, referred[i]) && is_distinct(check->plan->profile, referred[i]) &&
            !scan_documents(check, referred[i])) {
            return false;
        }
    }
    return check_claims(check);
}
