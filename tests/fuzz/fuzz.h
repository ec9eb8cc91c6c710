/* fuzz.h: what the targets share: stopping where a promise is broken, and, built with -DFUZZ_REPLAY, a program that
 * runs the target on the files it is given instead of libFuzzer (make check does that with the kept corpus).
 *
 * Included once, by the target.
 */
#ifndef WORKBOARD_TESTS_FUZZ_H
#define WORKBOARD_TESTS_FUZZ_H

#include "base/bytes.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Stops at once: the fuzzer keeps what led here. */
static inline void require(bool holds, const char *what, size_t number)
{
    if (!holds) {
        fprintf(stderr, "%s (%zu)\n", what, number);
        abort();
    }
}

#ifdef FUZZ_REPLAY
static bool replay(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return false;
    }
    struct bytes bytes;
    bytes_init(&bytes);
    char buffer[65536];
    size_t size = 0;
    while ((size = fread(buffer, 1, sizeof buffer, file)) > 0 && bytes_append(&bytes, slice_make(buffer, size))) {
    }
    bool done = !ferror(file) && !bytes.failed;
    fclose(file);
    if (done) {
        LLVMFuzzerTestOneInput((const uint8_t *)bytes.data, bytes.size);
    }
    bytes_release(&bytes);
    return done;
}

/* Names each file before it is run, so that what stops it is known. The last line is `N passed, 0 failed`. */
int main(int argument_count, char **arguments)
{
    for (int i = 1; i < argument_count; i++) {
        printf("%s\n", arguments[i]);
        fflush(stdout);
        if (!replay(arguments[i])) {
            fprintf(stderr, "%s: cannot be read\n", arguments[i]);
            return 1;
        }
    }
    printf("%d passed, 0 failed\n", argument_count - 1);
    return argument_count > 1 ? 0 : 1;
}
#endif

#endif
