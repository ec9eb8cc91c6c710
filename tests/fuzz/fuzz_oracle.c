/* fuzz_oracle.c: whatever the bytes are, our outline has the structure that cmark-gfm gives them. Wide tables are left
 * out, on which cmark-gfm is quadratic, and so are long documents.
 */
#include "../spec/compare.h"

#include "fuzz.h"

enum { LONGEST = 4096 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > LONGEST) {
        return 0;
    }
    struct slice document = slice_make(size == 0 ? "" : (const char *)data, size);
    struct bytes ours;
    struct bytes theirs;
    bytes_init(&ours);
    bytes_init(&theirs);
    if (compare_document(document, &ours, &theirs) == COMPARE_DIFFERENT) {
        fprintf(stderr, "ours: %.*s\ncmark-gfm: %.*s\n", SLICE_PRINT(bytes_slice(&ours)),
                SLICE_PRINT(bytes_slice(&theirs)));
        require(false, "another structure", 0);
    }
    bytes_release(&ours);
    bytes_release(&theirs);
    return 0;
}
