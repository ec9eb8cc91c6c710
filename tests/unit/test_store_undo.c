/* Taking one file back: byte by byte where it was left alone, by its lines where it was changed since. */
#include "test_support.h"

#include "store/log_edits.h"
#include "store/undo.h"

/* What a change from `before` to `after` leaves in the log. */
struct changed {
    struct arena arena;
    struct source *before;
    struct source *after;
    struct log_file file;
};

static struct changed change(struct slice before, struct slice after)
{
    struct changed changed = {.before = test_source_of("a.md", before), .after = test_source_of("a.md", after)};
    struct error error;
    error_clear(&error);
    assert_done(log_edits_make(changed.before, changed.after, &changed.arena, &changed.file, &error), error);
    return changed;
}

static void release(struct changed *changed)
{
    source_release(changed->before);
    source_release(changed->after);
    arena_release(&changed->arena);
}

/* Takes the change back in `now`, and gives what came out; `error` says why not. */
static bool undo(const struct changed *changed, struct slice now, struct bytes *out, struct error *error)
{
    struct source *source = test_source_of("a.md", now);
    struct edits edits;
    edits_init(&edits);
    bool done = true;
    if (undo_is_untouched(&changed->file, source)) {
        done = undo_whole(&changed->file, source, &edits, error);
    } else {
        struct undo_finder *finder = undo_finder_new(source, error);
        for (size_t i = 0; done && i < changed->file.edit_count; i++) {
            struct undo_place place = {0};
            done = undo_find(finder, &changed->file.edits[i], &place, error) &&
                   edits_add(&edits, place.span, bytes_slice(&place.text), error);
            bytes_release(&place.text);
        }
        undo_finder_free(finder);
    }
    done = done && edits_apply(&edits, source_bytes(source), out, error);
    edits_release(&edits);
    source_release(source);
    return done;
}

static void expect_at(const char *before, const char *after, const char *now, const char *wanted, int line)
{
    struct changed changed = change(slice_of(before), slice_of(after));
    struct bytes out;
    struct error error;
    error_clear(&error);
    bytes_init(&out);
    if (!undo(&changed, slice_of(now), &out, &error)) {
        print_error("%s:%zu: %s\n", error.file, error.line, error.message);
        _fail(__FILE__, line);
    }
    test_same_bytes_at(bytes_slice(&out), slice_of(wanted), __FILE__, line);
    bytes_release(&out);
    release(&changed);
}

static void expect_conflict_at(const char *before, const char *after, const char *now, size_t where, int line)
{
    struct changed changed = change(slice_of(before), slice_of(after));
    struct bytes out;
    struct error error;
    error_clear(&error);
    bytes_init(&out);
    if (undo(&changed, slice_of(now), &out, &error)) {
        print_error("it was taken back: %s\n", out.data);
        _fail(__FILE__, line);
    }
    assert_int_equal(error.code, ERROR_CONFLICT);
    assert_string_equal(error.file, "a.md");
    if (error.line != where) {
        print_error("line %zu instead of %zu\n", error.line, where);
        _fail(__FILE__, line);
    }
    bytes_release(&out);
    release(&changed);
}

#define expect(before, after, now, wanted) expect_at(before, after, now, wanted, __LINE__)
#define expect_conflict(before, after, now, where) expect_conflict_at(before, after, now, where, __LINE__)

static void an_untouched_file_goes_back_byte_by_byte(void **state)
{
    (void)state;
    expect("a\nb\nc\n", "a\nB\nc\n", "a\nB\nc\n", "a\nb\nc\n");
    expect("", "new\n", "new\n", "");
    expect("gone", "", "", "gone");
    expect("a\r\nb", "a\r\nB\r\nc", "a\r\nB\r\nc", "a\r\nb");
    expect("x\r\ry\n\nz", "x\ry\nZ\n", "x\ry\nZ\n", "x\r\ry\n\nz");
}

static void lines_are_found_where_they_stand_now(void **state)
{
    (void)state;
    expect("a\nb\nc\n", "a\nB\nc\n", "first\nmore\na\nB\nc\nlast\n", "first\nmore\na\nb\nc\nlast\n");
    expect("a\nb\nc\n", "a\nB\nc\n", "a\nB\nother\n", "a\nb\nother\n");
    expect("a\nb\nc\n", "a\nB\nc\n", "other\nB\nc\n", "other\nb\nc\n");
    expect("a\nb\nc\n", "a\nB\nc\n", "B\n", "b\n");
    /* What was put in goes, what was taken out comes back. */
    expect("a\nc\n", "a\nb\nc\n", "a\nx\nb\ny\nc\n", "a\nx\ny\nc\n");
    expect("a\nb\nc\n", "a\nc\n", "x\na\nc\n", "x\na\nb\nc\n");
    expect("a\nb\nc\n", "a\nc\n", "a\nx\nc\n", "a\nb\nx\nc\n");
    expect("a\nb\nc\n", "a\nc\n", "c\n", "b\nc\n");
    expect("a\nb\n", "a\n", "a\nx\n", "a\nb\nx\n");
    expect("a\nb\n", "b\n", "x\nb\n", "x\na\nb\n");
}

static void enough_lines_around_tell_the_place(void **state)
{
    (void)state;
    static const char before[] = "# A\n\ns: todo\n\n# B\n\ns: todo\n\n# C\n\ns: todo\n";
    static const char after[] = "# A\n\ns: done\n\n# B\n\ns: done\n\n# C\n\ns: done\n";
    static const char one[] = "# A\n\ns: done\n\n# B\n\ns: todo\n\n# C\n\ns: done\n";
    expect(one, after, "new\n\n# A\n\ns: done\n\n# B\n\ns: done\n\n# C\n\ns: done\n",
           "new\n\n# A\n\ns: done\n\n# B\n\ns: todo\n\n# C\n\ns: done\n");
    expect(before, after, "new\n# A\n\ns: done\n\n# B\n\ns: done\n\n# C\n\ns: done\n",
           "new\n# A\n\ns: todo\n\n# B\n\ns: todo\n\n# C\n\ns: todo\n");
    /* Its own place was changed; that the same words stand elsewhere is no reason to change those. */
    expect_conflict(one, after, "# A\n\ns: done\n\n# B\n\ns: open\n\n# C\n\ns: done\n", 7);
    expect_conflict("x\ns: todo\ny\n", "x\ns: done\ny\n", "x\ns: open\ny\nz\ns: gone\n", 2);
}

static void a_changed_place_is_named(void **state)
{
    (void)state;
    expect_conflict("a\nb\nc\n", "a\nB\nc\n", "0\na\nBB\nc\n", 3);
    expect_conflict("a\nb\nc\n", "a\nc\n", "x\ny\n", 2);
    expect_conflict("a\nb\nc\n", "a\nB\nc\n", "a\nB\nc\nx\na\nB\nc\n", 2);
    expect_conflict("a\nb\nc\n", "a\nB\nc\n", "", 1);
}

static void line_endings_are_those_of_the_document(void **state)
{
    (void)state;
    expect("a\r\nb\r\nc\r\n", "a\r\nB\r\nc\r\n", "x\r\na\r\nB\r\nc\r\n", "x\r\na\r\nb\r\nc\r\n");
    expect("a\nb\nc\n", "a\nB\nc\n", "a\r\nB\r\nc\r\n", "a\r\nb\r\nc\r\n");
    expect("a\nb\nc\n", "a\nc\n", "a\r\nc\r\n", "a\r\nb\r\nc\r\n");
    /* The last line has no ending: it stays without, and what is put behind it begins on its own line. */
    expect("a\nb", "a\nB", "x\na\nB", "x\na\nb");
    expect("a\nb", "a\nB", "a\nB\nmore\n", "a\nb\nmore\n");
    expect("a\nb\n", "a\n", "x\na", "x\na\nb");
    expect("a", "a\nb", "0\na\nb", "0\na");
    expect("a", "a\nb", "a\nb\nc\n", "a\nc\n");
}

static void what_does_not_add_up_is_refused(void **state)
{
    (void)state;
    struct changed changed = change(slice_of("a\nb\n"), slice_of("a\nB\n"));
    struct bytes out;
    struct error error;
    error_clear(&error);
    bytes_init(&out);
    changed.file.before_hash++;
    assert_false(undo(&changed, slice_of("a\nB\n"), &out, &error));
    assert_int_equal(error.code, ERROR_CONFLICT);
    changed.file.before_hash--;
    changed.file.edits[0].start = SIZE_MAX - 1;
    assert_false(undo(&changed, slice_of("a\nB\n"), &out, &error));
    /* An older record does not say what stood around: nothing is guessed. */
    changed.file.edits[0].above = (struct slice){0};
    changed.file.edits[0].below = (struct slice){0};
    assert_false(undo(&changed, slice_of("B\nB\n"), &out, &error));
    assert_true(undo(&changed, slice_of("x\nB\n"), &out, &error));
    assert_same_text(bytes_slice(&out), "x\nb\n");
    bytes_release(&out);
    release(&changed);
}

/* Any change, then any other one at lines of its own: taken back, only the other one is left. */
static void random_changes_leave_the_other_one(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 300; seed++) {
        struct test_random random = test_random_from(seed);
        struct bytes texts[4];
        bool change_here[40];
        for (size_t i = 0; i < 4; i++) {
            bytes_init(&texts[i]);
        }
        for (size_t line = 0; line < 40; line++) {
            change_here[line] = test_random_below(&random, 4) == 0;
            /* Two lines between them stay, so that they can be told apart. */
            bool ours = line % 6 == 2 && change_here[line];
            bool theirs = line % 6 == 5 && change_here[line];
            for (size_t i = 0; i < 4; i++) {
                if ((i & 1) != 0 && ours) {
                    bytes_append_format(&texts[i], "ours %zu\n", line);
                }
                if ((i & 2) != 0 && theirs) {
                    bytes_append_format(&texts[i], "theirs %zu\n", line);
                } else if (!(((i & 1) != 0) && ours && line % 4 == 0)) {
                    bytes_append_format(&texts[i], "line %zu\n", line / 3);
                }
            }
        }
        expect(texts[0].data, texts[1].data, texts[3].data, texts[2].data);
        for (size_t i = 0; i < 4; i++) {
            bytes_release(&texts[i]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_untouched_file_goes_back_byte_by_byte),
        cmocka_unit_test(lines_are_found_where_they_stand_now),
        cmocka_unit_test(enough_lines_around_tell_the_place),
        cmocka_unit_test(a_changed_place_is_named),
        cmocka_unit_test(line_endings_are_those_of_the_document),
        cmocka_unit_test(what_does_not_add_up_is_refused),
        cmocka_unit_test(random_changes_leave_the_other_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
