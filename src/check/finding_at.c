/* finding_at.c: what a rule found becomes a finding with its place. */
#include "check/rule.h"

#include "base/bytes.h"

#include <stdarg.h>
#include <stdio.h>

enum { MESSAGE_SIZE = 512 };

/* Messages are cut: a cell of a document may be as long as a page. */
static bool set_message(struct check *check, struct finding *finding, const char *format, va_list arguments)
{
    char text[MESSAGE_SIZE];
    int size = vsnprintf(text, sizeof text, format, arguments);
    size_t kept = size < 0 ? 0 : (size_t)size;
    if (kept >= sizeof text) {
        kept = sizeof text - 1;
        while (kept > 0 && ((unsigned char)text[kept] & 0xC0) == 0x80) {
            kept--;
        }
    }
    finding->message = arena_copy(&check->findings->arena, slice_make(text, kept));
    return finding->message.data != NULL;
}

static struct finding *add(struct check *check, struct finding finding, const char *format, va_list arguments)
{
    struct findings *findings = check->findings;
    if (!arena_grow(&findings->arena, &findings->items, &findings->capacity, findings->count + 1,
                    sizeof *findings->items) ||
        !set_message(check, &finding, format, arguments)) {
        return NULL;
    }
    finding.rule = check->rule;
    finding.severity = check->severity;
    findings->items[findings->count] = finding;
    return &findings->items[findings->count++];
}

/* The span where it lies in one line; of several lines the beginning counts. */
static struct finding at_span(const struct check *check, size_t document, struct span span, struct slice subject)
{
    const struct source *source = check->plan->documents[document]->source;
    return (struct finding){
        .document = document,
        .path = slice_of(plan_path(check->plan, document)),
        .line = source_line_at(source, span.start),
        .span = span,
        .subject = subject,
    };
}

struct finding *check_at_field(struct check *check, const struct plan_place *place, const struct plan_field *field,
                               struct slice subject, const char *format, ...)
{
    const struct source *source = check->plan->documents[place->document]->source;
    struct span line = source_line_text(source, place->line);
    struct finding finding =
        at_span(check, place->document, field == NULL ? line : field->span, subject);
    finding.line = field == NULL ? place->line : finding.line;
    va_list arguments;
    va_start(arguments, format);
    struct finding *added = add(check, finding, format, arguments);
    va_end(arguments);
    return added;
}

struct finding *check_at_span(struct check *check, size_t document, struct span span, struct slice subject,
                              const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    struct finding *added = add(check, at_span(check, document, span, subject), format, arguments);
    va_end(arguments);
    return added;
}

struct finding *check_at_file(struct check *check, struct slice path, size_t line, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    struct finding *added =
        add(check, (struct finding){.document = SIZE_MAX, .path = path, .line = line}, format, arguments);
    va_end(arguments);
    return added;
}
