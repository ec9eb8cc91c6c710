/* YAML: the events of libyaml made into nodes with places in bytes.
 *
 * The library's marks count characters, and it refuses the whole text for one byte that is no UTF-8: where there are
 * such bytes it reads a copy, in which U+FFFD stands for them, character for character. What it reads ahead is bounded
 * (a key has at most 1,024 characters), so that the depth can be bounded while events come.
 */
#include "outline/tree_parts.h"

#include "base/bytes.h"
#include "base/memory.h"
#include "text/utf8.h"

#include <yaml.h>

enum { STEP = 64, MOST_TAGS = 100 };

struct reader {
    struct tree_builder *builder;
    struct tree *tree;
    struct slice text;  /* the part */
    struct bytes clean; /* what the library reads, where that is something else */
    uint32_t *steps;    /* where every STEPth character of the part begins; NULL where all are single bytes */
    size_t step_count;
    size_t skipping; /* depth in a key that is no scalar */
    size_t skipped;  /* where that key began */
    uint64_t starts[TREE_DEPTH + 1]; /* the library's mark of each open level: a pair ends where it does not move */
};

static char byte_at(const struct reader *reader, size_t at)
{
    return at < reader->tree->part.end ? reader->tree->bytes.data[at] : '\0';
}

/* ---- characters and bytes ---- */

static bool is_ascii(struct slice text)
{
    size_t i = 0;
    while (i < text.size && (unsigned char)text.data[i] < 0x80) {
        i++;
    }
    return i == text.size;
}

/* Notes where characters begin and makes the copy where one is needed. */
static bool prepare(struct reader *reader)
{
    if (is_ascii(reader->text)) {
        return true;
    }
    size_t capacity = 0;
    size_t characters = 0;
    bool copy = !utf8_valid(reader->text);
    for (size_t at = 0; at < reader->text.size; characters++) {
        if (characters % STEP == 0) {
            if (!memory_grow(&reader->steps, &capacity, reader->step_count + 1, sizeof *reader->steps)) {
                return error_no_memory(reader->builder->error);
            }
            reader->steps[reader->step_count++] = (uint32_t)at;
        }
        unsigned long code = utf8_decode(reader->text, &at);
        if (copy && !utf8_append(&reader->clean, code)) {
            return error_no_memory(reader->builder->error);
        }
    }
    return true;
}

static size_t place_of(const struct reader *reader, yaml_mark_t mark)
{
    size_t at = mark.index;
    if (reader->steps != NULL) {
        size_t step = mark.index / STEP;
        if (step >= reader->step_count) {
            at = reader->text.size;
        } else {
            at = reader->steps[step];
            for (size_t left = mark.index % STEP; left > 0 && at < reader->text.size; left--) {
                (void)utf8_decode(reader->text, &at);
            }
        }
    }
    at = at > reader->text.size ? reader->text.size : at;
    return reader->tree->part.start + at;
}

/* ---- what stands before and behind values ---- */

static bool is_name(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
           byte == '-' || byte == '_';
}

/* Behind anchor and tag, and what stands between them and the value. */
static size_t skip_properties(const struct reader *reader, size_t at, size_t end)
{
    while (at < end && (byte_at(reader, at) == '&' || byte_at(reader, at) == '!')) {
        bool anchor = byte_at(reader, at) == '&';
        at++;
        while (at < end && !tree_is_blank(byte_at(reader, at)) && !tree_is_ending(byte_at(reader, at)) &&
               (!anchor || is_name(byte_at(reader, at)))) {
            at++;
        }
        size_t next = tree_skip(reader->tree, at, end);
        at = next < end ? next : at;
    }
    return at;
}

/* Where an empty value stands: right behind the colon of its key, or the key where it has none. */
static size_t empty_place(const struct reader *reader, size_t start)
{
    const struct tree_builder *builder = reader->builder;
    const struct tree_node *parent = tree_build_parent(builder);
    if (!builder->has_key) {
        return parent != NULL && parent->style == TREE_BLOCK ? builder->next.start + 1 : start;
    }
    size_t colon = tree_skip(reader->tree, builder->next.key.end, reader->tree->part.end);
    /* One that stands behind the library's mark belongs to the next entry. */
    return byte_at(reader, colon) == ':' && colon < start ? colon + 1 : builder->next.key.end;
}

static size_t line_start(const struct reader *reader, size_t at)
{
    while (at > reader->tree->part.start && !tree_is_ending(reader->tree->bytes.data[at - 1])) {
        at--;
    }
    return at;
}

static size_t before_ending(const struct reader *reader, size_t at, size_t least)
{
    const char *data = reader->tree->bytes.data;
    at -= at > least && data[at - 1] == '\n' ? 1 : 0;
    return at > least && data[at - 1] == '\r' ? at - 1 : at;
}

/* The library's end of a block scalar lies behind the blank lines that follow it. They belong to it only where its
 * header says so, or where they are indented deeper than its text. */
static size_t block_end(const struct reader *reader, size_t start, size_t end)
{
    size_t header = start;
    bool keep = false;
    while (header < end && !tree_is_ending(byte_at(reader, header))) {
        keep = keep || (byte_at(reader, header) == '+' && header < start + 3);
        header++;
    }
    size_t first = tree_skip_blanks(reader->tree, header);
    while (first < end && tree_is_ending(byte_at(reader, first))) {
        first = tree_skip_blanks(reader->tree, first + 1);
    }
    size_t indent = first < end ? first - line_start(reader, first) : 0;
    if (end > header && end == line_start(reader, end)) {
        end = before_ending(reader, end, header);
    }
    while (!keep && end > header) {
        size_t line = line_start(reader, end);
        if (line <= header || tree_skip_blanks(reader->tree, line) < end || end - line > indent) {
            break;
        }
        end = before_ending(reader, line, header);
    }
    return end;
}

/* ---- nodes ---- */

static enum tree_style style_of(const yaml_event_t *event)
{
    switch (event->data.scalar.style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE:
        return TREE_SINGLE;
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
        return TREE_DOUBLE;
    case YAML_LITERAL_SCALAR_STYLE:
        return TREE_LITERAL;
    case YAML_FOLDED_SCALAR_STYLE:
        return TREE_FOLDED;
    default:
        return TREE_PLAIN;
    }
}

static enum tree_kind kind_of(const char *tag, enum tree_style style, struct slice raw)
{
    static const struct {
        const char *tag;
        enum tree_kind kind;
    } tags[] = {
        {YAML_INT_TAG, TREE_NUMBER}, {YAML_FLOAT_TAG, TREE_NUMBER},   {YAML_BOOL_TAG, TREE_BOOL},
        {YAML_NULL_TAG, TREE_NULL},  {YAML_TIMESTAMP_TAG, TREE_TIME},
    };
    for (size_t i = 0; tag != NULL && i < sizeof tags / sizeof tags[0]; i++) {
        if (strcmp(tag, tags[i].tag) == 0) {
            return tags[i].kind;
        }
    }
    return tag != NULL || style != TREE_PLAIN ? TREE_STRING : tree_plain_kind(raw);
}

/* A copy in the tree, or the bytes themselves where they say the same. */
static bool keep_text(const struct reader *reader, struct slice raw, const unsigned char *data, size_t size,
                      struct slice *kept)
{
    struct slice text = slice_make(size == 0 ? "" : (const char *)data, size);
    *kept = slice_equal(raw, text) && raw.data != NULL ? raw : arena_copy(&reader->tree->arena, text);
    return kept->data != NULL || error_no_memory(reader->builder->error);
}

/* Where an entry begins that does not begin with its value: with `?` or a dash. */
static size_t entry_start(const struct reader *reader, size_t start)
{
    const struct tree_builder *builder = reader->builder;
    const struct tree_node *parent = tree_build_parent(builder);
    if (parent == NULL) {
        return start;
    }
    if (parent->type == TREE_SEQUENCE) {
        if (parent->style != TREE_BLOCK) {
            return start;
        }
        size_t dash = tree_skip(reader->tree, tree_build_end(builder), reader->tree->part.end);
        return byte_at(reader, dash) == '-' ? dash : start;
    }
    size_t mark = tree_build_end(builder);
    bool opening = parent->child == 0 && parent->style == TREE_FLOW;
    mark = tree_skip(reader->tree, opening ? mark + 1 : mark, start);
    if (byte_at(reader, mark) == ',') {
        mark = tree_skip(reader->tree, mark + 1, start);
    }
    return mark < start && byte_at(reader, mark) == '?' ? mark : start;
}

/* Notes in `next` where the value at hand begins. */
static void begin_value(struct reader *reader, size_t start)
{
    if (!reader->builder->has_key) {
        reader->builder->next.start = entry_start(reader, start);
    }
}

static bool keep_anchor(struct reader *reader, const yaml_char_t *anchor, const yaml_char_t *tag)
{
    struct tree_node *next = &reader->builder->next;
    next->tagged = tag != NULL;
    return anchor == NULL ||
           keep_text(reader, (struct slice){0}, anchor, strlen((const char *)anchor), &next->anchor);
}

static bool read_scalar(struct reader *reader, const yaml_event_t *event)
{
    struct tree_node *next = &reader->builder->next;
    size_t start = place_of(reader, event->start_mark);
    size_t end = place_of(reader, event->end_mark);
    enum tree_style style = style_of(event);
    uint32_t index = 0;
    begin_value(reader, start);
    next->type = TREE_SCALAR;
    next->style = (uint8_t)style;
    next->value = (struct span){.start = skip_properties(reader, start, end), .end = end};
    if (style == TREE_LITERAL || style == TREE_FOLDED) {
        next->value.end = block_end(reader, next->value.start, end);
    } else if (style == TREE_PLAIN && event->data.scalar.length == 0) {
        size_t place = next->value.start > start ? next->value.start : empty_place(reader, start);
        next->value = (struct span){.start = place, .end = place};
    }
    struct slice raw = slice_part(reader->tree->bytes, next->value.start, next->value.end);
    next->kind = (uint8_t)kind_of((const char *)event->data.scalar.tag, style, raw);
    if (reader->builder->depth == 0 && span_size(next->value) == 0) {
        reader->tree->empty_at = end;
    }
    return keep_anchor(reader, event->data.scalar.anchor, event->data.scalar.tag) &&
           keep_text(reader, raw, event->data.scalar.value, event->data.scalar.length, &next->text) &&
           tree_build_node(reader->builder, &index);
}

static bool read_alias(struct reader *reader, const yaml_event_t *event)
{
    struct tree_node *next = &reader->builder->next;
    uint32_t index = 0;
    begin_value(reader, place_of(reader, event->start_mark));
    next->type = TREE_ALIAS;
    next->style = TREE_PLAIN;
    next->value.start = place_of(reader, event->start_mark);
    next->value.end = place_of(reader, event->end_mark);
    const yaml_char_t *name = event->data.alias.anchor;
    return keep_text(reader, (struct slice){0}, name, strlen((const char *)name), &next->text) &&
           tree_build_node(reader->builder, &index);
}

static bool open_node(struct reader *reader, const yaml_event_t *event)
{
    bool map = event->type == YAML_MAPPING_START_EVENT;
    struct tree_node *next = &reader->builder->next;
    bool flow = map ? event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
                    : event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
    size_t start = place_of(reader, event->start_mark);
    begin_value(reader, start);
    next->type = map ? TREE_MAP : TREE_SEQUENCE;
    next->style = flow ? TREE_FLOW : TREE_BLOCK;
    const yaml_char_t *anchor = map ? event->data.mapping_start.anchor : event->data.sequence_start.anchor;
    const yaml_char_t *tag = map ? event->data.mapping_start.tag : event->data.sequence_start.tag;
    /* A block map without any may begin with the anchor of its first key. */
    next->value.start = anchor == NULL && tag == NULL ? start : skip_properties(reader, start, reader->tree->part.end);
    size_t level = reader->builder->depth;
    if (!keep_anchor(reader, anchor, tag) || !tree_build_open(reader->builder)) {
        return false;
    }
    reader->starts[level] = event->start_mark.index;
    return true;
}

static void close_node(struct reader *reader, const yaml_event_t *event)
{
    struct tree_node *node = tree_build_parent(reader->builder);
    size_t end = place_of(reader, event->end_mark);
    bool nothing = event->start_mark.index == event->end_mark.index;
    if (node->style == TREE_FLOW && nothing) {
        node->style = TREE_PAIR;
    }
    tree_build_close(reader->builder, node->style == TREE_FLOW ? end : SLICE_NONE);
}

/* ---- keys ---- */

static bool expects_key(const struct reader *reader)
{
    const struct tree_node *parent = tree_build_parent(reader->builder);
    return parent != NULL && parent->type == TREE_MAP && !reader->builder->has_key;
}

static bool read_key(struct reader *reader, const yaml_event_t *event)
{
    struct tree_node *next = &reader->builder->next;
    size_t start = place_of(reader, event->start_mark);
    size_t end = place_of(reader, event->end_mark);
    next->start = entry_start(reader, start);
    reader->builder->has_key = true;
    next->key = (struct span){.start = start, .end = end};
    if (event->type != YAML_SCALAR_EVENT) {
        return true;
    }
    next->key.start = skip_properties(reader, start, end);
    next->key_style = (uint8_t)style_of(event);
    if (next->key_style == TREE_LITERAL || next->key_style == TREE_FOLDED) {
        next->key.end = block_end(reader, next->key.start, end);
    }
    return keep_text(reader, slice_part(reader->tree->bytes, next->key.start, next->key.end),
                     event->data.scalar.value, event->data.scalar.length, &next->name);
}

/* A key that is a map or sequence: only where it stands is noted. */
static bool skip_key(struct reader *reader, const yaml_event_t *event)
{
    bool opens = event->type == YAML_MAPPING_START_EVENT || event->type == YAML_SEQUENCE_START_EVENT;
    bool closes = event->type == YAML_MAPPING_END_EVENT || event->type == YAML_SEQUENCE_END_EVENT;
    if (opens) {
        if (reader->skipping == 0) {
            reader->skipped = place_of(reader, event->start_mark);
        }
        if (++reader->skipping + reader->builder->depth > TREE_DEPTH) {
            return tree_build_fail(reader->builder, reader->skipped, "it is nested deeper than %d", (int)TREE_DEPTH);
        }
    } else if (closes && --reader->skipping == 0) {
        struct tree_node *next = &reader->builder->next;
        next->start = entry_start(reader, reader->skipped);
        next->key = (struct span){.start = reader->skipped, .end = place_of(reader, event->end_mark)};
        reader->builder->has_key = true;
    }
    return true;
}

/* ---- all ---- */

static bool read_event(struct reader *reader, const yaml_event_t *event, bool *ended)
{
    bool opens = event->type == YAML_MAPPING_START_EVENT || event->type == YAML_SEQUENCE_START_EVENT;
    if (reader->skipping > 0 || (opens && expects_key(reader))) {
        return skip_key(reader, event);
    }
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        return expects_key(reader) ? read_key(reader, event) : read_scalar(reader, event);
    case YAML_ALIAS_EVENT:
        return expects_key(reader) ? read_key(reader, event) : read_alias(reader, event);
    case YAML_SEQUENCE_START_EVENT:
    case YAML_MAPPING_START_EVENT:
        return open_node(reader, event);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        close_node(reader, event);
        return true;
    case YAML_DOCUMENT_START_EVENT: /* a second one: what can stand behind the first */
        *ended = reader->tree->count > 0;
        return true;
    case YAML_STREAM_END_EVENT:
    case YAML_NO_EVENT:
        *ended = true;
        return true;
    default:
        return true;
    }
}

/* Nothing but blanks and comments: one empty scalar. */
static bool read_nothing(struct reader *reader)
{
    uint32_t index = 0;
    size_t end = reader->tree->part.end;
    reader->builder->next = (struct tree_node){
        .type = TREE_SCALAR,
        .kind = TREE_NULL,
        .start = end,
        .value = {.start = end, .end = end},
        .text = slice_of(""),
    };
    return tree_build_node(reader->builder, &index);
}

static bool fail(struct reader *reader, const yaml_parser_t *parser)
{
    if (parser->error == YAML_MEMORY_ERROR) {
        return error_no_memory(reader->builder->error);
    }
    const char *problem = parser->problem == NULL ? "nobody knows why" : parser->problem;
    const char *context = parser->context == NULL ? "" : parser->context;
    size_t offset = parser->error == YAML_READER_ERROR ? reader->tree->part.start + parser->problem_offset
                                                       : place_of(reader, parser->problem_mark);
    return tree_build_fail(reader->builder, offset, "%s%s%s", problem, context[0] == '\0' ? "" : " ", context);
}

static bool read_events(struct reader *reader)
{
    yaml_parser_t parser;
    if (yaml_parser_initialize(&parser) == 0) {
        return error_no_memory(reader->builder->error);
    }
    struct slice text = reader->clean.size > 0 ? bytes_slice(&reader->clean) : reader->text;
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)(text.size == 0 ? "" : text.data), text.size);
    bool done = true;
    bool ended = false;
    while (done && !ended) {
        yaml_event_t event;
        done = yaml_parser_parse(&parser, &event) != 0;
        if (done) {
            done = read_event(reader, &event, &ended);
            yaml_event_delete(&event);
        } else {
            fail(reader, &parser);
        }
    }
    yaml_parser_delete(&parser);
    return done && (reader->tree->count > 0 || read_nothing(reader));
}

/* How many lines begin with `mark`, up to one more than `most`; `*at` is where the last one of them stands. */
static size_t count_lines(const struct reader *reader, const char *mark, size_t most, size_t *at)
{
    size_t count = 0;
    for (size_t next = slice_find(reader->text, slice_of(mark), 0); next != SLICE_NONE && count <= most;
         next = slice_find(reader->text, slice_of(mark), next + 1)) {
        if (next == 0 || tree_is_ending(reader->text.data[next - 1])) {
            *at = reader->tree->part.start + next;
            count++;
        }
    }
    return count;
}

/* The library compares every tag directive with all before it, and passes over byte order marks at the beginning of
 * any line, where they would be taken for indents. */
static bool check_lines(const struct reader *reader)
{
    size_t at = 0;
    if (count_lines(reader, "%TAG", MOST_TAGS, &at) > MOST_TAGS) {
        return tree_build_fail(reader->builder, at, "it has more than %d tag directives", (int)MOST_TAGS);
    }
    return count_lines(reader, "\xEF\xBB\xBF", 0, &at) == 0 ||
           tree_build_fail(reader->builder, at, "a byte order mark stands inside it");
}

bool tree_read_yaml(struct tree_builder *builder)
{
    struct reader *reader = memory_new(1, sizeof *reader);
    if (reader == NULL) {
        return error_no_memory(builder->error);
    }
    reader->builder = builder;
    reader->tree = builder->tree;
    reader->text = slice_part(builder->tree->bytes, builder->tree->part.start, builder->tree->part.end);
    bool done = check_lines(reader) && prepare(reader) && read_events(reader);
    bytes_release(&reader->clean);
    memory_free(reader->steps);
    memory_free(reader);
    return done;
}
