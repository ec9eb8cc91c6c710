#include "plan/template.h"

#include "base/bytes.h"

enum part_kind { PART_LITERAL, PART_VALUE, PART_OPEN, PART_CLOSE };

struct template_part {
    enum part_kind kind;
    struct slice text; /* of a literal */
    enum role role;
    struct slice name;
};

/* Values longer than this are not tried byte by byte: a template with several free values is for short texts. */
enum { LONGEST_TEXT = 16384 };

static bool add_part(struct arena *arena, struct template *template, size_t *capacity, struct template_part part)
{
    if (!arena_grow(arena, &template->parts, capacity, template->count + 1, sizeof *template->parts)) {
        return false;
    }
    template->parts[template->count++] = part;
    return true;
}

static bool add_value(struct arena *arena, struct template *template, size_t *capacity, struct slice name)
{
    enum role role;
    bool known = role_parse(name, &role);
    return add_part(arena, template, capacity,
                    (struct template_part){.kind = PART_VALUE, .role = known ? role : ROLE_OTHER, .name = name});
}

bool template_parse(struct arena *arena, struct slice text, struct template *template, struct error *error)
{
    *template = (struct template){.text = arena_copy(arena, text)};
    if (template->text.data == NULL) {
        return error_no_memory(error);
    }
    text = template->text;
    size_t capacity = 0;
    size_t values = 0;
    bool open = false;
    bool after_value = false;
    size_t i = 0;
    while (i < text.size) {
        char byte = text.data[i];
        bool added = true;
        if (byte == '{') {
            size_t end = slice_find(text, slice_of("}"), i);
            if (end == SLICE_NONE || end == i + 1) {
                return error_set(error, ERROR_USAGE, "a { in the template %.*s names no role or is not closed by }",
                                 SLICE_PRINT(text));
            }
            if (++values > TEMPLATE_VALUES || after_value) {
                return error_set(error, ERROR_USAGE,
                                 after_value ? "two values of the template %.*s touch; put text between them"
                                             : "the template %.*s has too many values",
                                 SLICE_PRINT(text));
            }
            added = add_value(arena, template, &capacity, slice_part(text, i + 1, end));
            after_value = true;
            i = end + 1;
        } else if (byte == '[' || byte == ']') {
            if (open == (byte == '[')) {
                return error_set(error, ERROR_USAGE, "the brackets of the template %.*s do not pair", SLICE_PRINT(text));
            }
            open = byte == '[';
            added = add_part(arena, template, &capacity,
                             (struct template_part){.kind = open ? PART_OPEN : PART_CLOSE});
            i++;
        } else {
            size_t start = byte == '\\' && i + 1 < text.size ? i + 1 : i;
            size_t end = start + 1;
            while (end < text.size && start == i && strchr("{[]\\", text.data[end]) == NULL) {
                end++;
            }
            added = add_part(arena, template, &capacity,
                             (struct template_part){.kind = PART_LITERAL, .text = slice_part(text, start, end)});
            after_value = false;
            i = end;
        }
        if (!added) {
            return error_no_memory(error);
        }
    }
    return !open || error_set(error, ERROR_USAGE, "a [ of the template %.*s is not closed", SLICE_PRINT(text));
}

/* How many bytes of `text` the literal takes at `at`, or SLICE_NONE. */
static size_t match_literal(struct slice literal, struct slice text, size_t at)
{
    size_t start = at;
    for (size_t i = 0; i < literal.size; i++) {
        if (literal.data[i] == ' ') {
            if (at >= text.size || (text.data[at] != ' ' && text.data[at] != '\t')) {
                return SLICE_NONE;
            }
            while (at < text.size && (text.data[at] == ' ' || text.data[at] == '\t')) {
                at++;
            }
        } else if (at >= text.size || text.data[at] != literal.data[i]) {
            return SLICE_NONE;
        } else {
            at++;
        }
    }
    return at - start;
}

struct matching {
    const struct template *template;
    const struct id_shapes *shapes;
    struct slice text;
    struct template_match *match;
};

static bool match_from(const struct matching *matching, size_t part, size_t at);

static bool take_value(const struct matching *matching, size_t part, struct span span, size_t next)
{
    const struct template_part *value = &matching->template->parts[part];
    struct template_match *match = matching->match;
    size_t count = match->count;
    if (count == TEMPLATE_VALUES) {
        return false;
    }
    struct slice trimmed = slice_trim(slice_part(matching->text, span.start, span.end));
    if (trimmed.size == 0) {
        return false;
    }
    size_t start = (size_t)(trimmed.data - matching->text.data);
    match->values[match->count++] = (struct template_value){
        .role = value->role,
        .name = value->name,
        .span = {.start = start, .end = start + trimmed.size},
    };
    if (match_from(matching, part + 1, next)) {
        return true;
    }
    match->count = count;
    return false;
}

static bool is_wrapping(char byte)
{
    return byte == '`' || byte == '*' || byte == '~' || byte == '_' || byte == '\0';
}

/* An identifier, perhaps in backquotes, bold or strikethrough. */
static bool match_id(const struct matching *matching, size_t part, size_t at)
{
    struct slice text = matching->text;
    size_t start = at;
    while (start < text.size && (text.data[start] == '[' || is_wrapping(text.data[start]))) {
        start++;
    }
    for (size_t i = 0; i < matching->shapes->count; i++) {
        size_t size = id_shape_match(matching->shapes->items[i], slice_part(text, start, text.size));
        if (size == 0) {
            continue;
        }
        size_t end = start + size;
        while (end < text.size && end - start - size < start - at &&
               (text.data[end] == ']' || is_wrapping(text.data[end]))) {
            end++;
        }
        if (take_value(matching, part, (struct span){.start = start, .end = start + size}, end)) {
            return true;
        }
    }
    return false;
}

/* The bytes with which what follows a value can begin. Found once for each value, they spare a try at every byte. */
struct followers {
    char bytes[TEMPLATE_VALUES + 1];
    size_t count;
    bool any; /* another value: anything */
    bool end; /* nothing: the end of the text */
};

static void find_followers(const struct template *template, size_t part, struct followers *followers)
{
    *followers = (struct followers){.count = 0};
    for (; part < template->count; part++) {
        const struct template_part *next = &template->parts[part];
        if (next->kind == PART_VALUE || followers->count == TEMPLATE_VALUES) {
            followers->any = true;
            return;
        }
        if (next->kind != PART_LITERAL) {
            continue;
        }
        followers->bytes[followers->count++] = next->text.data[0];
        if (template->parts[part - 1].kind != PART_OPEN) {
            return;
        }
        while (template->parts[part].kind != PART_CLOSE) {
            part++;
        }
    }
    followers->end = true;
}

/* The next place at or after `at` where what follows may begin; behind `longest` where there is none. */
static size_t next_follower(const struct followers *followers, struct slice text, size_t at, size_t longest)
{
    if (followers->any) {
        return at;
    }
    for (; at < longest && at < text.size; at++) {
        char byte = text.data[at] == '\t' ? ' ' : text.data[at];
        for (size_t i = 0; i < followers->count; i++) {
            if (followers->bytes[i] == byte) {
                return at;
            }
        }
    }
    return at == text.size && followers->end ? at : longest + 1;
}

static bool match_value(const struct matching *matching, size_t part, size_t at)
{
    const struct template *template = matching->template;
    if (template->parts[part].role == ROLE_ID && matching->shapes != NULL && matching->shapes->count > 0) {
        return match_id(matching, part, at);
    }
    struct slice text = matching->text;
    if (part + 1 == template->count) {
        return take_value(matching, part, (struct span){.start = at, .end = text.size}, text.size);
    }
    size_t longest = text.size - at > LONGEST_TEXT ? at + LONGEST_TEXT : text.size;
    struct followers followers;
    find_followers(template, part + 1, &followers);
    for (size_t end = next_follower(&followers, text, at + 1, longest); end <= longest;
         end = next_follower(&followers, text, end + 1, longest)) {
        if (take_value(matching, part, (struct span){.start = at, .end = end}, end)) {
            return true;
        }
    }
    return false;
}

static bool match_from(const struct matching *matching, size_t part, size_t at)
{
    const struct template *template = matching->template;
    if (part == template->count) {
        return at == matching->text.size;
    }
    const struct template_part *current = &template->parts[part];
    switch (current->kind) {
    case PART_LITERAL: {
        size_t size = match_literal(current->text, matching->text, at);
        return size != SLICE_NONE && match_from(matching, part + 1, at + size);
    }
    case PART_VALUE:
        return at < matching->text.size && match_value(matching, part, at);
    case PART_OPEN: {
        /* Without it first: "X (`a`)" has an alias, not a title that looks like one. */
        size_t behind = part + 1;
        while (template->parts[behind].kind != PART_CLOSE) {
            behind++;
        }
        return match_from(matching, behind + 1, at) || match_from(matching, part + 1, at);
    }
    case PART_CLOSE:
        return match_from(matching, part + 1, at);
    }
    return false;
}

bool template_match(const struct template *template, const struct id_shapes *shapes, struct slice text,
                    struct template_match *match)
{
    match->count = 0;
    struct slice trimmed = slice_trim(text);
    size_t offset = trimmed.size == 0 ? 0 : (size_t)(trimmed.data - text.data);
    const struct matching matching = {.template = template, .shapes = shapes, .text = trimmed, .match = match};
    if (!match_from(&matching, 0, 0)) {
        match->count = 0;
        return false;
    }
    for (size_t i = 0; i < match->count; i++) {
        match->values[i].span.start += offset;
        match->values[i].span.end += offset;
    }
    return true;
}

bool template_has(const struct template *template, enum role role)
{
    for (size_t i = 0; i < template->count; i++) {
        if (template->parts[i].kind == PART_VALUE && template->parts[i].role == role) {
            return true;
        }
    }
    return false;
}

/* Whether the optional part that opens at `open` has a value for each of its roles. */
static bool is_filled(const struct template *template, size_t open,
                      struct slice (*value)(void *, enum role, struct slice), void *context)
{
    for (size_t i = open + 1; template->parts[i].kind != PART_CLOSE; i++) {
        if (template->parts[i].kind == PART_VALUE &&
            value(context, template->parts[i].role, template->parts[i].name).size == 0) {
            return false;
        }
    }
    return true;
}

static bool fill_from(const struct template *template, size_t first,
                      struct slice (*value)(void *context, enum role role, struct slice name), void *context,
                      struct bytes *out)
{
    for (size_t i = first; i < template->count; i++) {
        const struct template_part *part = &template->parts[i];
        if (part->kind == PART_OPEN && !is_filled(template, i, value, context)) {
            while (template->parts[i].kind != PART_CLOSE) {
                i++;
            }
        } else if (part->kind == PART_LITERAL && !bytes_append(out, part->text)) {
            return false;
        } else if (part->kind == PART_VALUE && !bytes_append(out, value(context, part->role, part->name))) {
            return false;
        }
    }
    return true;
}

bool template_fill(const struct template *template,
                   struct slice (*value)(void *context, enum role role, struct slice name), void *context,
                   struct bytes *out)
{
    return fill_from(template, 0, value, context, out);
}

bool template_fill_end(const struct template *template, enum role role,
                       struct slice (*value)(void *context, enum role role, struct slice name), void *context,
                       struct bytes *out)
{
    size_t open = template->count;
    bool has_role = false;
    while (open > 0 && template->parts[template->count - 1].kind == PART_CLOSE &&
           template->parts[open - 1].kind != PART_OPEN) {
        open--;
        has_role = has_role || (template->parts[open].kind == PART_VALUE && template->parts[open].role == role);
    }
    return !has_role || fill_from(template, open - 1, value, context, out);
}
