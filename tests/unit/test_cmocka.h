/* What the tests of plan and ops share: cmocka with the headers that it needs, and asserting slices. */
#ifndef WORKBOARD_TEST_CMOCKA_H
#define WORKBOARD_TEST_CMOCKA_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/bytes.h"
#include "base/error.h"

/* Fails with both texts shown. */
#define assert_slice(slice, text) check_slice((slice), (text), __FILE__, __LINE__)

static inline void check_slice(struct slice slice, const char *text, const char *file, int line)
{
    if (!slice_equal(slice, slice_of(text))) {
        (void)fprintf(stderr, "%s:%d: got \"%.*s\", want \"%s\"\n", file, line, SLICE_PRINT(slice), text);
        fail();
    }
}

/* Fails and says the error where `done` is false. */
#define assert_done(done, error) check_done((done), &(error), __FILE__, __LINE__)

static inline void check_done(bool done, const struct error *error, const char *file, int line)
{
    if (!done) {
        (void)fprintf(stderr, "%s:%d: error %d: %s:%zu: %s\n", file, line, (int)error->code, error->file, error->line,
                      error->message);
        fail();
    }
}

#endif
