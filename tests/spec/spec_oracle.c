/* spec_oracle.c: compares our outline with cmark-gfm's tree.
 *
 *     spec_oracle FILE...                          each document
 *     spec_oracle --generate SEED COUNT            random documents, each difference made small and printed
 *     spec_oracle --describe FILE                  both descriptions
 *     spec_oracle                                  the cases beside this file (below $srcdir) and some random documents
 *
 * Prints each difference as FILE:LINE: ours, theirs. The last line is `N passed, M failed`; exit 1 where M > 0.
 */
#include "describe.h"
#include "generate.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>

/* cmark-gfm takes quadratic time and gigabytes on wide tables with many short rows. */
static bool too_wide(struct slice document)
{
    size_t widest = 0;
    size_t pipes = 0;
    size_t lines = 1;
    for (size_t i = 0; i < document.size; i++) {
        bool ending = document.data[i] == '\n' || document.data[i] == '\r';
        lines += ending ? 1 : 0;
        pipes = ending ? 0 : pipes + (document.data[i] == '|' ? 1 : 0);
        widest = pipes > widest ? pipes : widest;
    }
    return widest > 0 && lines > 20000000 / widest;
}

/* A description without what invalid UTF-8 and NUL became, which cmark-gfm replaces. */
static void only_ascii(struct bytes *text)
{
    size_t size = 0;
    for (size_t i = 0; i < text->size; i++) {
        if (text->data[i] != '\0' && (text->data[i] & 0x80) == 0) {
            text->data[size++] = text->data[i];
        }
    }
    text->size = size;
}

enum outcome { SAME, DIFFERENT, SKIPPED };

/* Compares both; where they differ, the first lines that do are appended to these two, which may be NULL. */
static enum outcome compare(struct slice document, struct bytes *our_line, struct bytes *their_line)
{
    struct bytes ours;
    struct bytes theirs;
    bytes_init(&ours);
    bytes_init(&theirs);
    bool deep = false;
    enum outcome outcome = DIFFERENT;
    if (too_wide(document)) {
        outcome = SKIPPED;
    } else if (describe_outline(&ours, document, &deep) && (deep || describe_reference(&theirs, document))) {
        if (!slice_equal(bytes_slice(&ours), bytes_slice(&theirs))) {
            only_ascii(&ours);
            only_ascii(&theirs);
        }
        outcome = deep ? SKIPPED : slice_equal(bytes_slice(&ours), bytes_slice(&theirs)) ? SAME : DIFFERENT;
    }
    struct slice left = bytes_slice(&ours);
    struct slice right = bytes_slice(&theirs);
    while (outcome == DIFFERENT && our_line != NULL) {
        struct slice a = {0};
        struct slice b = {0};
        bool more = slice_next(&left, '\n', &a);
        more = slice_next(&right, '\n', &b) || more;
        if (!more || !slice_equal(a, b)) {
            bytes_append(our_line, a);
            bytes_append(their_line, b);
            break;
        }
    }
    bytes_release(&ours);
    bytes_release(&theirs);
    return outcome;
}

static void print_escaped(struct slice text)
{
    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if (byte == '\n') {
            fputs("\\n", stdout);
        } else if (byte < ' ' || byte >= 0x7F || byte == '\\') {
            printf("\\x%02X", byte);
        } else {
            putchar(byte);
        }
    }
    putchar('\n');
}

static void print_difference(const char *name, struct slice document)
{
    struct bytes ours;
    struct bytes theirs;
    bytes_init(&ours);
    bytes_init(&theirs);
    compare(document, &ours, &theirs);
    struct slice said = bytes_slice(theirs.size > 0 ? &theirs : &ours);
    size_t at = said.size;
    while (at > 0 && said.data[at - 1] != '@') {
        at--;
    }
    struct slice line = slice_part(said, at, said.size);
    printf("%s:%.*s: ours: %.*s; cmark-gfm: %.*s\n", name, SLICE_PRINT(line), SLICE_PRINT(bytes_slice(&ours)),
           SLICE_PRINT(bytes_slice(&theirs)));
    bytes_release(&ours);
    bytes_release(&theirs);
}

/* Leaves out whatever can be left out so that a difference remains. */
static void make_small(struct bytes *document)
{
    for (size_t size = document->size; size > 0; size = size > 1 ? size / 2 : 0) {
        for (size_t at = 0; at + size <= document->size;) {
            struct bytes less;
            bytes_init(&less);
            bytes_append(&less, slice_make(document->data, at));
            bytes_append(&less, slice_make(document->data + at + size, document->size - at - size));
            if (!less.failed && compare(bytes_slice(&less), NULL, NULL) == DIFFERENT) {
                bytes_clear(document);
                bytes_append(document, bytes_slice(&less));
            } else {
                at += size;
            }
            bytes_release(&less);
        }
    }
}

struct counts {
    size_t passed;
    size_t failed;
    size_t skipped;
};

static void count(struct counts *counts, enum outcome outcome)
{
    counts->passed += outcome == SAME ? 1 : 0;
    counts->failed += outcome == DIFFERENT ? 1 : 0;
    counts->skipped += outcome == SKIPPED ? 1 : 0;
}

static void generate(uint64_t seed, size_t documents, struct counts *counts)
{
    enum { MOST_PRINTED = 20 };
    uint64_t state = seed;
    struct bytes document;
    bytes_init(&document);
    for (size_t i = 0; i < documents; i++) {
        bytes_clear(&document);
        generate_document(&document, &state);
        enum outcome outcome = document.failed ? DIFFERENT : compare(bytes_slice(&document), NULL, NULL);
        count(counts, outcome);
        if (outcome == DIFFERENT && counts->failed <= MOST_PRINTED) {
            char name[32];
            snprintf(name, sizeof name, "generated-%zu", i);
            make_small(&document);
            print_difference(name, bytes_slice(&document));
            print_escaped(bytes_slice(&document));
        }
    }
    bytes_release(&document);
}

static bool read_file(const char *name, struct bytes *bytes)
{
    FILE *file = fopen(name, "rb");
    if (file == NULL) {
        return false;
    }
    char buffer[65536];
    size_t size = 0;
    while ((size = fread(buffer, 1, sizeof buffer, file)) > 0 && bytes_append(bytes, slice_make(buffer, size))) {
    }
    bool done = !ferror(file) && !bytes->failed;
    fclose(file);
    return done;
}

static void print_descriptions(struct slice document)
{
    struct bytes text;
    bytes_init(&text);
    bool deep = false;
    describe_outline(&text, document, &deep);
    bytes_append_text(&text, "--\n");
    describe_reference(&text, document);
    fwrite(text.data, 1, text.size, stdout);
    bytes_release(&text);
}

static void compare_file(const char *name, bool describe, struct counts *counts)
{
    struct bytes document;
    bytes_init(&document);
    if (!read_file(name, &document)) {
        printf("%s: cannot be read\n", name);
        counts->failed++;
    } else if (describe) {
        print_descriptions(bytes_slice(&document));
    } else {
        enum outcome outcome = compare(bytes_slice(&document), NULL, NULL);
        count(counts, outcome);
        if (outcome == DIFFERENT) {
            print_difference(name, bytes_slice(&document));
        }
    }
    bytes_release(&document);
}

static void compare_cases(struct counts *counts)
{
    char pattern[4096];
    const char *folder = getenv("srcdir");
    snprintf(pattern, sizeof pattern, "%s/tests/spec/cases/*.md", folder == NULL ? "." : folder);
    glob_t found;
    if (glob(pattern, 0, NULL, &found) != 0) {
        printf("%s: no cases\n", pattern);
        counts->failed++;
        return;
    }
    for (size_t i = 0; i < found.gl_pathc; i++) {
        compare_file(found.gl_pathv[i], false, counts);
    }
    globfree(&found);
}

int main(int argument_count, char **arguments)
{
    enum { SEED = 1, DOCUMENTS = 20000 };
    struct counts counts = {0};
    bool describe = argument_count > 1 && slice_equal(slice_of(arguments[1]), slice_of("--describe"));
    if (argument_count == 4 && slice_equal(slice_of(arguments[1]), slice_of("--generate"))) {
        generate(strtoull(arguments[2], NULL, 10), strtoul(arguments[3], NULL, 10), &counts);
    } else {
        for (int i = describe ? 2 : 1; i < argument_count; i++) {
            compare_file(arguments[i], describe, &counts);
        }
    }
    if (argument_count == 1) {
        compare_cases(&counts);
        generate(SEED, DOCUMENTS, &counts);
    }
    if (counts.skipped > 0) {
        printf("%zu skipped: too wide for cmark-gfm or too deep for us\n", counts.skipped);
    }
    printf("%zu passed, %zu failed\n", counts.passed, counts.failed);
    return counts.failed > 0 ? 1 : 0;
}
