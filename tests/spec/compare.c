#include "compare.h"

#include "describe.h"

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

enum outcome compare_document(struct slice document, struct bytes *our_line, struct bytes *their_line)
{
    struct bytes ours;
    struct bytes theirs;
    bytes_init(&ours);
    bytes_init(&theirs);
    bool deep = false;
    enum outcome outcome = COMPARE_DIFFERENT;
    if (too_wide(document)) {
        outcome = COMPARE_SKIPPED;
    } else if (describe_outline(&ours, document, &deep) && (deep || describe_reference(&theirs, document))) {
        if (!slice_equal(bytes_slice(&ours), bytes_slice(&theirs))) {
            only_ascii(&ours);
            only_ascii(&theirs);
        }
        bool same = slice_equal(bytes_slice(&ours), bytes_slice(&theirs));
        outcome = deep ? COMPARE_SKIPPED : same ? COMPARE_SAME : COMPARE_DIFFERENT;
    }
    struct slice left = bytes_slice(&ours);
    struct slice right = bytes_slice(&theirs);
    while (outcome == COMPARE_DIFFERENT && our_line != NULL) {
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
