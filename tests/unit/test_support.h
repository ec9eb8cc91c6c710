/* test_support.h: what unit tests of every floor use. Static inline, so that a test pays for nothing it leaves out.
 */
#ifndef WORKBOARD_TESTS_SUPPORT_H
#define WORKBOARD_TESTS_SUPPORT_H

/* cmocka.h asks for these four before it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/error.h"
#include "base/slice.h"
#include "text/source.h"

#include "test_random.h"

#include <stdio.h>
#include <stdlib.h>

/* A literal with all its bytes, NUL included, as a slice. */
#define TEST_SLICE(literal) slice_make("" literal, sizeof(literal) - 1)

/* ---- comparing ---- */

static inline void test_same_bytes_at(struct slice got, struct slice wanted, const char *file, int line)
{
    if (!slice_equal(got, wanted)) {
        print_error("got    (%zu bytes): \"%.*s\"\n", got.size, SLICE_PRINT(got));
        print_error("wanted (%zu bytes): \"%.*s\"\n", wanted.size, SLICE_PRINT(wanted));
        _fail(file, line);
    }
}

/* Fails and shows both where two slices differ. */
#define assert_same_bytes(got, wanted) test_same_bytes_at((got), (wanted), __FILE__, __LINE__)
#define assert_same_text(got, literal) test_same_bytes_at((got), slice_of(literal), __FILE__, __LINE__)

/* Fails and shows the error where something that should succeed did not. */
#define assert_done(expression, error)                                                                                \
    do {                                                                                                               \
        if (!(expression)) {                                                                                           \
            print_error("%s: code %d: %s\n", #expression, (int)(error).code, (error).message);                         \
            _fail(__FILE__, __LINE__);                                                                                 \
        }                                                                                                              \
    } while (0)

/* ---- sources ---- */

static inline struct source *test_source_of(const char *name, struct slice text)
{
    struct error error;
    error_clear(&error);
    struct source *source = source_copy(name, text, &error);
    assert_done(source != NULL, error);
    return source;
}

/* A source of a literal's bytes; release it with source_release. */
#define test_source(literal) test_source_of("test.md", TEST_SLICE(literal))

/* ---- real documents ---- */

/* Reads a file whole; false where there is none. */
static inline bool test_read_file(const char *path, struct bytes *out)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return false;
    }
    char block[4096];
    size_t size = 0;
    while ((size = fread(block, 1, sizeof block, file)) > 0) {
        bytes_append(out, slice_make(block, size));
    }
    bool read = ferror(file) == 0 && !out->failed;
    return fclose(file) == 0 && read;
}

/* The folder with real plan documents (its subfolder `corpus`), or NULL where this machine has none. */
static inline const char *test_shared_folder(void)
{
    const char *folder = getenv("WORKBOARD_SHARED");
    return folder == NULL || folder[0] == '\0' ? NULL : folder;
}

#endif
