#include "merge/part.h"

#include "base/memory.h"
#include "text/hash.h"

enum { LONGEST_WORD = 64 };

/* ---- building ---- */

uint32_t part_open(struct part_document *document, uint32_t parent, enum part_type type, unsigned kind, size_t start)
{
    if (document->count >= UINT32_MAX ||
        !memory_grow(&document->items, &document->capacity, document->count + 1, sizeof *document->items)) {
        return 0;
    }
    uint32_t index = (uint32_t)document->count++;
    document->items[index] =
        (struct part){.type = (uint8_t)type, .kind = (uint8_t)kind, .span = {.start = start, .end = start}};
    if (index == 0) {
        return 0; /* the document itself */
    }
    struct part *above = &document->items[parent];
    if (above->last != 0) {
        document->items[above->last].next = index;
    } else {
        above->child = index;
    }
    above->last = index;
    above->count++;
    return index;
}

static uint64_t combine(uint64_t hash, uint64_t other)
{
    hash = (hash ^ other) * UINT64_C(0x9FB21C651E98DF25);
    return hash ^ (hash >> 29);
}

static uint64_t hash_of(const struct part_document *document, uint32_t index)
{
    const struct part *part = &document->items[index];
    uint64_t hash = part->type;
    switch ((enum part_type)part->type) {
    case PART_SPACE:
        return 0;
    case PART_LINES:
    case PART_VALUE:
        return combine(hash, hash_bytes(part_bytes(document, index)));
    case PART_ROW:
        for (uint32_t i = 0; i < part->count; i++) {
            hash = combine(hash, document->cells[part->cells + i]);
        }
        return combine(hash, part->count);
    case PART_GROUP:
    case PART_TABLE:
        break;
    }
    for (uint32_t child = part->child; child != 0; child = document->items[child].next) {
        if (document->items[child].type != PART_SPACE) {
            hash = combine(hash, document->items[child].hash);
        }
    }
    return combine(hash, part->kind);
}

/* Whether the children fill the part from its start to `end`. */
static bool is_filled(const struct part_document *document, const struct part *part, size_t end)
{
    size_t at = part->span.start;
    for (uint32_t child = part->child; child != 0; child = document->items[child].next) {
        struct span span = document->items[child].span;
        if (part->separated ? span.start < at : span.start != at) {
            return false;
        }
        at = span.end;
    }
    return at == end;
}

void part_close(struct part_document *document, uint32_t index, size_t end)
{
    struct part *part = &document->items[index];
    bool whole = part->type == PART_GROUP || part->type == PART_TABLE;
    part->span.end = end;
    if (whole && !is_filled(document, part, end)) {
        part->type = PART_LINES;
        part->child = 0;
        part->count = 0;
    }
    document->items[index].hash = hash_of(document, index);
}

bool part_add_fixed(struct part_document *document, uint32_t parent, enum part_type type, const char *name,
                    struct span span)
{
    if (type == PART_SPACE && span_size(span) == 0) {
        return true;
    }
    uint32_t part = part_open(document, parent, type, PART_PIECE, span.start);
    if (part == 0) {
        return false;
    }
    document->items[part].fixed = true;
    document->items[part].key = slice_of(name);
    part_close(document, part, span.end);
    return true;
}

bool part_add_rest(struct part_document *document, uint32_t parent, const char *name, struct span span)
{
    bool space = slice_trim(source_slice(document->source, span)).size == 0;
    return part_add_fixed(document, parent, space ? PART_SPACE : PART_LINES, name, span);
}

/* ---- keys ---- */

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte & 0x80) != 0;
}

static bool is_markup(char byte)
{
    return byte == '*' || byte == '_' || byte == '`' || byte == '[' || byte == '~' || byte == '(';
}

/* An ID at the beginning of the text; empty where none is there. */
static struct slice leading_id(struct slice text)
{
    size_t start = 0;
    while (start < text.size && is_markup(text.data[start])) {
        start++;
    }
    size_t end = start;
    bool digit = false;
    bool letter = false;
    while (end < text.size && end - start <= LONGEST_WORD &&
           (is_digit(text.data[end]) || is_letter(text.data[end]) ||
            (memchr("-_.#", text.data[end], 4) != NULL))) {
        digit = digit || is_digit(text.data[end]);
        letter = letter || is_letter(text.data[end]) || text.data[end] == '#';
        end++;
    }
    while (end > start && (text.data[end - 1] == '.' || text.data[end - 1] == '-' || text.data[end - 1] == '_')) {
        end--;
    }
    /* "2026-02-19T10:00Z" is a moment. */
    bool moment = end - start > 10 && is_digit(text.data[start]) && text.data[start + 4] == '-';
    return digit && letter && !moment && end - start <= LONGEST_WORD ? slice_part(text, start, end)
                                                                      : (struct slice){0};
}

/* Whether letters are missing, as in a day, a number or a dash. */
static bool names_nothing(struct slice text)
{
    size_t letters = 0;
    for (size_t i = 0; i < text.size; i++) {
        letters += is_letter(text.data[i]);
    }
    return letters == 0 || (text.size >= 10 && letters <= 2 && is_digit(text.data[0]) && text.data[4] == '-');
}

void part_set_key(struct part_document *document, uint32_t part, struct slice text)
{
    text = slice_trim(text);
    struct slice id = leading_id(text);
    if (id.size > 0) {
        document->items[part].key = id;
    } else if (!names_nothing(text)) {
        document->items[part].key = text;
    }
}
