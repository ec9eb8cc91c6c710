/* spec_oracle.c: compares our outline with cmark-gfm's tree.
 *
 *     spec_oracle FILE...                          each document
 *     spec_oracle --generate SEED COUNT            random documents, each difference made small and printed
 *     spec_oracle --describe FILE                  both descriptions
 *     spec_oracle                                  the cases beside this file (below $srcdir) and some random documents
 *
 * Prints each difference as FILE:LINE: ours, theirs. The last line is `N passed, M failed`; exit 1 where M > 0.
 */
#include "compare.h"
#include "describe.h"
#include "generate.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>

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
    compare_document(document, &ours, &theirs);
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
            if (!less.failed && compare_document(bytes_slice(&less), NULL, NULL) == COMPARE_DIFFERENT) {
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
    counts->passed += outcome == COMPARE_SAME ? 1 : 0;
    counts->failed += outcome == COMPARE_DIFFERENT ? 1 : 0;
    counts->skipped += outcome == COMPARE_SKIPPED ? 1 : 0;
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
        enum outcome outcome = document.failed ? COMPARE_DIFFERENT : compare_document(bytes_slice(&document), NULL, NULL);
        count(counts, outcome);
        if (outcome == COMPARE_DIFFERENT && counts->failed <= MOST_PRINTED) {
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
        enum outcome outcome = compare_document(bytes_slice(&document), NULL, NULL);
        count(counts, outcome);
        if (outcome == COMPARE_DIFFERENT) {
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
