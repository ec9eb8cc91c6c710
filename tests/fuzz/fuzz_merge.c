/* fuzz_merge.c: any three versions of a document merge. One side alone is the result where the other changed nothing; the
 * sides can be exchanged; every word that a side puts in is there afterwards; parts fill what they are parts of.
 *
 * The first byte is the language (`@` Markdown, `A` YAML, `B` JSON, `C` text), then come two scripts of edits, twelve bytes
 * for each side, then the base.
 */
#include "merge/merge_documents.h"
#include "merge/part.h"

#include "fuzz.h"

enum { EDITS = 4, EDIT_SIZE = 3, SCRIPT = EDITS * EDIT_SIZE, MOST_LINES = 4096 };

static const char *const paths[] = {"x.md", "x.yaml", "x.json", "x.txt"};

/* ---- the versions ---- */

static size_t cut_lines(struct slice text, struct slice lines[MOST_LINES])
{
    size_t count = 0;
    size_t start = 0;
    while (start < text.size && count < MOST_LINES) {
        size_t end = slice_find(text, slice_of("\n"), start);
        end = end == SLICE_NONE || count + 1 == MOST_LINES ? text.size : end + 1;
        lines[count++] = slice_part(text, start, end);
        start = end;
    }
    return count;
}

/* Puts `word` into the line: where its number says, between two bytes. */
static void append_with_word(struct bytes *out, struct slice line, uint8_t place, const char *word)
{
    size_t at = line.size == 0 ? 0 : place % line.size;
    while (at > 0 && at < line.size && (line.data[at] & 0xC0) == 0x80) {
        at--;
    }
    bytes_append(out, slice_part(line, 0, at));
    bytes_append_text(out, word);
    bytes_append(out, slice_part(line, at, line.size));
}

/* Makes a side of the base. Each word that is put in is another one. */
static void edit(struct slice base, const uint8_t *script, char side, struct bytes *out)
{
    struct bytes text = {0};
    bytes_append(&text, base);
    for (size_t i = 0; i < EDITS; i++) {
        const uint8_t *step = script + i * EDIT_SIZE;
        static struct slice lines[MOST_LINES];
        size_t count = cut_lines(bytes_slice(&text), lines);
        size_t which = count == 0 ? 0 : step[1] % count;
        size_t other = count == 0 ? 0 : step[2] % count;
        char word[] = {'q', side, (char)('0' + (char)i), 'z', '\0'};
        struct bytes next = {0};
        for (size_t k = 0; k < count; k++) {
            struct slice line = lines[k];
            if (step[0] % 6 == 1 && k == which) {
                continue;
            }
            if (step[0] % 6 == 2 && k == which) {
                append_with_word(&next, line, step[2], word);
                continue;
            }
            if (step[0] % 6 == 3 && k == which) {
                append_with_word(&next, lines[other], step[0], word);
            }
            if (step[0] % 6 == 4 && k == which) {
                bytes_append(&next, lines[other]);
                continue;
            }
            if (step[0] % 6 == 4 && k == other) {
                bytes_append(&next, lines[which]);
                continue;
            }
            bytes_append(&next, line);
        }
        if (step[0] % 6 == 5) {
            bytes_append_text(&next, word);
            bytes_append_text(&next, "\n");
        }
        bytes_release(&text);
        text = next;
    }
    *out = text;
}

/* ---- what must hold ---- */

static size_t merge(const char *path, struct slice base, struct slice ours, struct slice theirs, struct bytes *out)
{
    size_t conflicts = 0;
    require(merge_documents(path, base, ours, theirs, NULL, out, &conflicts, NULL), "no merge", 0);
    return conflicts;
}

static void check_parts(const char *path, struct slice text)
{
    struct source *source = source_copy(path, text, NULL);
    struct part_document parts;
    require(source != NULL && part_document_make(&parts, source, part_language_of(slice_of(path)), NULL), "no parts", 0);
    for (uint32_t i = 0; i < parts.count; i++) {
        const struct part *part = &parts.items[i];
        size_t at = part->span.start;
        for (uint32_t child = part->child; child != 0 && part->type != PART_LINES; child = parts.items[child].next) {
            require(parts.items[child].span.start - at <= (part->separated ? 1U : 0U), "a gap", 0);
            at = parts.items[child].span.end;
        }
        require(part->child == 0 || part->type == PART_LINES || at == part->span.end, "a part that is not filled", 0);
    }
    part_document_release(&parts);
    source_release(source);
}

/* The words of a side that stand in it stand in the result, too. */
static void check_words(struct slice text, char side, struct slice merged)
{
    for (char i = '0'; i < '0' + EDITS; i++) {
        const char word[] = {'q', side, i, 'z'};
        struct slice wanted = slice_make(word, sizeof word);
        require(slice_find(text, wanted, 0) == SLICE_NONE || slice_find(merged, wanted, 0) != SLICE_NONE,
                "what a side put in is lost", 0);
    }
}

/* Of pipes only those count that stand between two cells with text: a row that is shorter than its table stays so, and how
 * many empty cells it has before, between and behind its full ones depends on the order of the columns that both sides
 * put in, which is ours first. */
static void count_bytes(struct slice text, size_t counts[256])
{
    bool filled = false; /* a cell of the line */
    bool pipe = false;   /* since then */
    for (size_t i = 0; i < text.size; i++) {
        char byte = text.data[i];
        if (byte == '|' || byte == '\n' || byte == '\r') {
            filled = filled && byte == '|';
            pipe = filled;
        } else if (byte != ' ' && byte != '\t') {
            counts['|'] += pipe;
            counts[(unsigned char)byte]++;
            filled = true;
            pipe = false;
        }
    }
}

/* Space and empty cells apart, the same bytes, in whatever order. */
static bool is_like(struct slice a, struct slice b)
{
    size_t counts[2][256] = {{0}, {0}};
    count_bytes(a, counts[0]);
    count_bytes(b, counts[1]);
    for (size_t i = '!'; i < 256; i++) {
        if (counts[0][i] != counts[1][i]) {
            return false;
        }
    }
    return true;
}

static void check(const char *path, struct slice base, struct slice ours, struct slice theirs)
{
    struct bytes out = {0};
    require(merge(path, base, ours, ours, &out) == 0 && slice_equal(bytes_slice(&out), ours), "both the same", 0);
    bytes_clear(&out);
    require(merge(path, base, base, ours, &out) == 0 && slice_equal(bytes_slice(&out), ours), "theirs alone", 0);
    bytes_clear(&out);
    require(merge(path, base, ours, base, &out) == 0 && slice_equal(bytes_slice(&out), ours), "ours alone", 0);
    bytes_clear(&out);
    struct bytes turned = {0};
    size_t conflicts = merge(path, base, ours, theirs, &out);
    size_t other = merge(path, base, theirs, ours, &turned);
    if (slice_find(base, slice_of("q"), 0) == SLICE_NONE) {
        check_words(ours, 'o', bytes_slice(&out));
        check_words(theirs, 't', bytes_slice(&out));
    }
    require((conflicts == 0) == (other == 0), "a conflict from one side only", 0);
    require(conflicts > 0 || is_like(bytes_slice(&out), bytes_slice(&turned)), "not the same from the other side", 0);
    check_parts(path, bytes_slice(&out));
    bytes_release(&turned);
    bytes_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { HEAD = 1 + 2 * SCRIPT };
    if (size < HEAD || size > 1 << 16) {
        return 0;
    }
    const char *path = paths[data[0] % (sizeof paths / sizeof *paths)];
    struct slice base = slice_make((const char *)data + HEAD, size - HEAD);
    struct bytes ours = {0};
    struct bytes theirs = {0};
    edit(base, data + 1, 'o', &ours);
    edit(base, data + 1 + SCRIPT, 't', &theirs);
    check_parts(path, base);
    check(path, base, bytes_slice(&ours), bytes_slice(&theirs));
    bytes_release(&ours);
    bytes_release(&theirs);
    return 0;
}
