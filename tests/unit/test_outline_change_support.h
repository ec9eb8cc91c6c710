/* test_outline_change_support.h: an edit as a person types it, on a document in a literal, compared byte for byte.
 *
 * Each edit is made four times: with LF and with CRLF line endings, each with and without a last newline.
 */
#ifndef WORKBOARD_TESTS_OUTLINE_CHANGE_SUPPORT_H
#define WORKBOARD_TESTS_OUTLINE_CHANGE_SUPPORT_H

#include "test_support.h"

#include "outline/structure.h"

/* Fills the request as a command line would: options, words, `--`. */
static inline bool test_request(struct structure_request *request, const char *const *words, struct error *error)
{
    enum structure_operation operation;
    assert_true(structure_find(slice_of(words[0]), &operation));
    structure_request_init(request, operation);
    bool options = true;
    for (size_t i = 1; words[i] != NULL; i++) {
        enum structure_argument argument;
        bool given;
        if (options && strcmp(words[i], "--") == 0) {
            options = false;
            continue;
        }
        if (options && strncmp(words[i], "--", 2) == 0) {
            assert_true(structure_find_argument(operation, slice_of(words[i] + 2), &argument));
            bool flag = structure_arguments[argument].form == STRUCTURE_FLAG;
            i += flag ? 0 : 1;
            given = structure_request_give(request, argument, slice_of(flag ? "" : words[i]), error);
        } else {
            given = structure_request_word(request, slice_of(words[i]), error);
        }
        if (!given) {
            return false;
        }
    }
    return true;
}

/* Makes the edit, reads it again, takes it back. The result is appended to `out`. */
static inline bool test_edit_bytes(struct slice before, const struct structure_request *request, struct bytes *out,
                                   struct error *error)
{
    struct source *source = test_source_of("plan.md", before);
    struct outline *outline = outline_scan(source, error);
    assert_non_null(outline);
    struct edits edits;
    struct edits inverse;
    edits_init(&edits);
    edits_init(&inverse);
    bool done = structure_edit(outline, request, &edits, error);
    if (done) {
        assert_true(edits_apply(&edits, before, out, error));
        struct source *changed = test_source_of("plan.md", bytes_slice(out));
        struct outline *again = outline_scan(changed, error);
        assert_non_null(again);
        if (!structure_verify(outline, again, request, error)) {
            print_error("%s\n---- before\n%.*s\n---- after\n%.*s\n----\n", error->message, SLICE_PRINT(before),
                        SLICE_PRINT(bytes_slice(out)));
            fail();
        }
        struct bytes back;
        bytes_init(&back);
        assert_true(edits_invert(&edits, before, &inverse, error));
        assert_true(edits_apply(&inverse, bytes_slice(out), &back, error));
        assert_same_bytes(bytes_slice(&back), before);
        bytes_release(&back);
        outline_free(again);
        source_release(changed);
    } else {
        assert_int_equal(edits.count, 0);
    }
    edits_release(&inverse);
    edits_release(&edits);
    outline_free(outline);
    source_release(source);
    return done;
}

/* The text with other line endings, and without the last one where `open`. */
static inline void test_vary(struct slice text, bool wide, bool open, struct bytes *out)
{
    if (open && text.size > 0 && text.data[text.size - 1] == '\n') {
        text.size--;
    }
    bytes_append_text(out, "");
    for (size_t i = 0; i < text.size; i++) {
        if (wide && text.data[i] == '\n') {
            bytes_append_byte(out, '\r');
        }
        bytes_append_byte(out, text.data[i]);
    }
}

static inline void test_edit_once(struct slice before, struct slice wanted, const char *const *words, const char *file,
                                  int line)
{
    struct error error = {0};
    struct structure_request request;
    struct bytes out;
    bytes_init(&out);
    bytes_append_text(&out, "");
    if (!test_request(&request, words, &error) || !test_edit_bytes(before, &request, &out, &error)) {
        print_error("%s: code %d: %s\n%s\n", words[0], (int)error.code, error.message, error.candidates);
        _fail(file, line);
    }
    test_same_bytes_at(bytes_slice(&out), wanted, file, line);
    bytes_release(&out);
    structure_request_release(&request);
}

static inline void test_edit_at(const char *before, const char *wanted, const char *const *words, const char *file,
                                int line)
{
    /* A single line without an ending does not tell which ones the document would have. */
    const char *ending = strchr(before, '\n');
    int variants = ending == NULL || ending[1] == '\0' ? 3 : 4;
    for (int variant = 0; variant < variants; variant++) {
        struct bytes first;
        struct bytes second;
        bytes_init(&first);
        bytes_init(&second);
        test_vary(slice_of(before), (variant & 1) != 0, (variant & 2) != 0, &first);
        test_vary(slice_of(wanted), (variant & 1) != 0, (variant & 2) != 0, &second);
        test_edit_once(bytes_slice(&first), bytes_slice(&second), words, file, line);
        bytes_release(&first);
        bytes_release(&second);
    }
}

/* test_edit(before, wanted, "set-cell", "--row", ...): in all four variants. */
#define test_edit(before, wanted, ...)                                                                                 \
    test_edit_at((before), (wanted), (const char *const[]){__VA_ARGS__, NULL}, __FILE__, __LINE__)

/* The same in the one variant that is written down. */
#define test_edit_as_is(before, wanted, ...)                                                                           \
    test_edit_once(TEST_SLICE(before), TEST_SLICE(wanted), (const char *const[]){__VA_ARGS__, NULL}, __FILE__, __LINE__)

static inline void test_refused_at(const char *before, enum error_code code, const char *says,
                                   const char *const *words, const char *file, int line)
{
    struct error error = {0};
    struct structure_request request;
    struct bytes out;
    bytes_init(&out);
    bool done = test_request(&request, words, &error) && test_edit_bytes(slice_of(before), &request, &out, &error);
    bool said = strstr(error.message, says) != NULL || strstr(error.candidates, says) != NULL;
    if (done || error.code != code || !said) {
        print_error("%s: done %d, code %d: %s\n%s\n", words[0], (int)done, (int)error.code, error.message,
                    error.candidates);
        _fail(file, line);
    }
    bytes_release(&out);
    structure_request_release(&request);
}

/* test_refused(before, code, says, "set-cell", ...): message or candidates hold `says`, and nothing was changed. */
#define test_refused(before, code, says, ...)                                                                          \
    test_refused_at((before), (code), (says), (const char *const[]){__VA_ARGS__, NULL}, __FILE__, __LINE__)

#endif
