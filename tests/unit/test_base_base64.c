/* Bytes as text and back, as RFC 4648 gives them in its examples. */
#include "base/base64.h"

#include "test_cmocka.h"

static void examples_of_the_specification(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        const char *text;
    } examples[] = {{"", ""},           {"f", "Zg=="},         {"fo", "Zm8="},        {"foo", "Zm9v"},
                    {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"}, {"\xFF\xFE", "//4="}};
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct bytes out;
        bytes_init(&out);
        base64_write(&out, slice_of(examples[i].bytes));
        assert_true(slice_equal(bytes_slice(&out), slice_of(examples[i].text)));
        bytes_clear(&out);
        assert_true(base64_read(&out, examples[i].text));
        assert_true(slice_equal(bytes_slice(&out), slice_of(examples[i].bytes)));
        bytes_release(&out);
    }
}

static void what_is_none_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"Z", "Zg=", "Zg=a", "====", "Zm9v!"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct bytes out;
        bytes_init(&out);
        assert_false(base64_read(&out, wrong[i]));
        bytes_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(examples_of_the_specification),
        cmocka_unit_test(what_is_none_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
