#include "test_support.h"

#include "text/edit.h"

static void add(struct edits *edits, size_t start, size_t end, const char *text)
{
    struct error error;
    assert_done(edits_add(edits, (struct span){.start = start, .end = end}, slice_of(text), &error), error);
}

/* Applies the edits, and takes them back again. */
static void gives(const struct edits *edits, struct slice before, struct slice wanted)
{
    struct error error;
    struct bytes out;
    bytes_init(&out);
    bytes_append_text(&out, "kept ");
    assert_done(edits_apply(edits, before, &out, &error), error);
    struct slice after = slice_part(bytes_slice(&out), 5, SIZE_MAX);
    assert_same_bytes(after, wanted);

    struct edits inverse;
    edits_init(&inverse);
    assert_done(edits_invert(edits, before, &inverse, &error), error);
    struct bytes back;
    bytes_init(&back);
    assert_done(edits_apply(&inverse, after, &back, &error), error);
    assert_same_bytes(bytes_slice(&back), before);
    bytes_release(&back);
    edits_release(&inverse);
    bytes_release(&out);
}

static void no_edit_changes_nothing(void **state)
{
    (void)state;
    struct edits edits;
    edits_init(&edits);
    gives(&edits, TEST_SLICE("a\0b\r\n"), TEST_SLICE("a\0b\r\n"));
    gives(&edits, (struct slice){0}, (struct slice){0});
    add(&edits, 2, 2, "");
    assert_int_equal(edits.count, 0);
    edits_release(&edits);
}

static void edits_are_sorted(void **state)
{
    (void)state;
    struct edits edits;
    edits_init(&edits);
    add(&edits, 8, 9, "I");
    add(&edits, 0, 2, "");
    add(&edits, 4, 6, "four");
    add(&edits, 10, 10, "!");
    assert_int_equal(edits.count, 4);
    for (size_t i = 1; i < edits.count; i++) {
        assert_true(edits.items[i - 1].old.start <= edits.items[i].old.start);
    }
    gives(&edits, slice_of("0123456789"), slice_of("23four67I9!"));
    edits_release(&edits);
}

static void insertions_keep_their_order(void **state)
{
    (void)state;
    struct edits edits;
    edits_init(&edits);
    add(&edits, 2, 4, "X");
    add(&edits, 2, 2, "a");
    add(&edits, 4, 4, "c");
    add(&edits, 2, 2, "b");
    add(&edits, 4, 6, "");
    add(&edits, 4, 4, "d");
    gives(&edits, slice_of("01234567"), slice_of("01abXcd67"));
    edits_release(&edits);
}

static void the_text_is_copied(void **state)
{
    (void)state;
    struct edits edits;
    edits_init(&edits);
    char text[] = "done";
    add(&edits, 0, 4, text);
    memset(text, 'x', 4);
    gives(&edits, slice_of("todo|"), slice_of("done|"));
    edits_release(&edits);
    assert_int_equal(edits.count, 0);
    assert_null(edits.items);
}

static void refused(struct edits *edits, size_t start, size_t end)
{
    struct error error;
    size_t count = edits->count;
    error_clear(&error);
    assert_false(edits_add(edits, (struct span){.start = start, .end = end}, slice_of("x"), &error));
    assert_int_equal(error.code, ERROR_BUG);
    assert_int_equal(edits->count, count);
}

static void overlaps_are_refused(void **state)
{
    (void)state;
    struct edits edits;
    edits_init(&edits);
    add(&edits, 4, 8, "X");
    add(&edits, 12, 12, "Y");
    refused(&edits, 4, 8);
    refused(&edits, 3, 5);
    refused(&edits, 7, 9);
    refused(&edits, 5, 6);
    refused(&edits, 0, 20);
    refused(&edits, 5, 5);
    refused(&edits, 7, 7);
    refused(&edits, 11, 13);
    refused(&edits, 3, 2);
    add(&edits, 8, 12, "");
    add(&edits, 12, 13, "");
    add(&edits, 0, 4, "");
    gives(&edits, slice_of("0123456789abcdef"), slice_of("XYdef"));
    edits_release(&edits);
}

static void what_is_behind_the_end_is_refused(void **state)
{
    (void)state;
    struct error error;
    struct edits edits;
    struct edits inverse;
    edits_init(&edits);
    edits_init(&inverse);
    add(&edits, 0, 0, "x");
    add(&edits, 3, 5, "y");
    struct bytes out;
    bytes_init(&out);
    bytes_append_text(&out, "kept");
    assert_false(edits_apply(&edits, slice_of("abcd"), &out, &error));
    assert_int_equal(error.code, ERROR_BUG);
    assert_same_text(bytes_slice(&out), "kept");
    assert_false(edits_invert(&edits, slice_of("abcd"), &inverse, &error));
    assert_int_equal(error.code, ERROR_BUG);
    assert_int_equal(inverse.count, 0);
    bytes_release(&out);
    edits_release(&edits);
    edits_release(&inverse);
}

/* What the list should say, without any sorting: for each byte what is put before it, and whether it goes. */
struct model {
    struct bytes insertions[65];
    struct bytes replacements[65]; /* of the span that begins at this byte */
    bool begins[65];
    bool gone[65];
};

static bool model_allows(const struct model *model, size_t start, size_t end)
{
    if (start == end) {
        return !model->gone[start] || model->begins[start];
    }
    for (size_t i = start; i < end; i++) {
        if (model->gone[i] || (i > start && model->insertions[i].size > 0)) {
            return false;
        }
    }
    return true;
}

static void model_add(struct model *model, size_t start, size_t end, struct slice text)
{
    bytes_append(start == end ? &model->insertions[start] : &model->replacements[start], text);
    model->begins[start] = model->begins[start] || start < end;
    for (size_t i = start; i < end; i++) {
        model->gone[i] = true;
    }
}

/* Writes out what the model gives and releases it. */
static void model_finish(struct model *model, struct slice text, struct bytes *out)
{
    for (size_t i = 0; i <= text.size; i++) {
        bytes_append(out, bytes_slice(&model->insertions[i]));
        bytes_append(out, bytes_slice(&model->replacements[i]));
        bytes_append(out, model->gone[i] ? (struct slice){0} : slice_part(text, i, i + 1));
        bytes_release(&model->insertions[i]);
        bytes_release(&model->replacements[i]);
    }
    assert_false(out->failed);
}

static struct slice random_bytes(struct test_random *random, char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        text[i] = (char)test_random_below(random, 256);
    }
    return slice_make(text, size);
}

/* Adds one edit by chance to both, if it is allowed; tells whether it was. */
static bool add_by_chance(struct test_random *random, size_t size, struct edits *edits, struct model *model)
{
    char room[8];
    size_t start = test_random_below(random, size + 1);
    size_t end = start + test_random_below(random, (size - start < 6 ? size - start : 6) + 1);
    struct slice text = random_bytes(random, room, test_random_below(random, sizeof room + 1));
    bool nothing = start == end && text.size == 0;
    bool allowed = nothing || model_allows(model, start, end);
    assert_int_equal(edits_add(edits, (struct span){.start = start, .end = end}, text, NULL), allowed);
    if (allowed && !nothing) {
        model_add(model, start, end, text);
    }
    return allowed;
}

static void random_edits_are_made_and_taken_back(void **state)
{
    (void)state;
    struct test_random random = test_random_from(3);
    size_t made = 0;
    size_t tried = 0;
    for (int round = 0; round < 3000; round++) {
        char room[64];
        struct slice text = random_bytes(&random, room, test_random_below(&random, sizeof room + 1));
        struct model model = {0};
        struct edits edits;
        edits_init(&edits);
        for (size_t tries = test_random_below(&random, 12); tries > 0; tries--) {
            made += add_by_chance(&random, text.size, &edits, &model) ? 1 : 0;
            tried++;
        }
        struct bytes wanted;
        bytes_init(&wanted);
        model_finish(&model, text, &wanted);
        gives(&edits, text, bytes_slice(&wanted));
        bytes_release(&wanted);
        edits_release(&edits);
    }
    /* Both kinds were met often. */
    assert_true(made > 5000 && tried - made > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_edit_changes_nothing),
        cmocka_unit_test(edits_are_sorted),
        cmocka_unit_test(insertions_keep_their_order),
        cmocka_unit_test(the_text_is_copied),
        cmocka_unit_test(overlaps_are_refused),
        cmocka_unit_test(what_is_behind_the_end_is_refused),
        cmocka_unit_test(random_edits_are_made_and_taken_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
