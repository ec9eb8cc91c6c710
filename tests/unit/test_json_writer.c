/* JSON as it is written: cJSON, which shares no code with the writer, reads it back. */
#include "json/writer.h"

#include "test_cmocka.h"

#include <cjson/cJSON.h>

/* The text, written and read back, as a value to be deleted. */
static cJSON *write_text(struct slice text)
{
    struct bytes out;
    bytes_init(&out);
    struct json_writer writer;
    writer_init(&writer, &out);
    writer_text(&writer, NULL, text);
    assert_false(out.failed);
    cJSON *value = cJSON_Parse(out.data);
    assert_non_null(value);
    bytes_release(&out);
    return value;
}

static void check_text(struct slice text, const char *wanted)
{
    cJSON *value = write_text(text);
    assert_true(cJSON_IsString(value));
    assert_string_equal(value->valuestring, wanted);
    cJSON_Delete(value);
}

static void test_text(void **state)
{
    (void)state;
    check_text(slice_of(""), "");
    check_text(slice_of("plain"), "plain");
    check_text(slice_of("a \"b\" \\ c / \b\f\n\r\t \x01\x1f\x7f"), "a \"b\" \\ c / \b\f\n\r\t \x01\x1f\x7f");
    check_text(slice_of("\xE6\xA8\xAA\xE6\xB5\x9C \xF0\x9F\x8C\x8A"), "\xE6\xA8\xAA\xE6\xB5\x9C \xF0\x9F\x8C\x8A");
    /* U+009B and U+202E are written as escapes and mean the same. */
    check_text(slice_of("\xC2\x9B\xE2\x80\xAE"), "\xC2\x9B\xE2\x80\xAE");
}

static void test_invalid_bytes(void **state)
{
    (void)state;
    check_text(slice_of("a\xFF" "b"), "a\xEF\xBF\xBD" "b");
    check_text(slice_of("\xC3"), "\xEF\xBF\xBD");
    check_text(slice_of("\xE2\x82" "x"), "\xEF\xBF\xBD" "x");
    check_text(slice_of("\xED\xA0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
}

static void test_no_active_bytes(void **state)
{
    (void)state;
    struct bytes out;
    bytes_init(&out);
    struct json_writer writer;
    writer_init(&writer, &out);
    writer_text(&writer, NULL, slice_make("\0\033[2J\xC2\x9B\x7F\xE2\x80\xAE", 11));
    assert_slice(bytes_slice(&out), "\"\\u0000\\u001b[2J\\u009b\\u007f\\u202e\"");
    bytes_release(&out);
}

static void test_shape(void **state)
{
    (void)state;
    struct bytes out;
    bytes_init(&out);
    struct json_writer writer;
    writer_init(&writer, &out);
    writer_begin_object(&writer, NULL);
    writer_begin_array(&writer, "empty");
    writer_end_array(&writer);
    writer_begin_array(&writer, "items");
    for (size_t i = 0; i < 2; i++) {
        writer_line(&writer);
        writer_begin_object(&writer, NULL);
        writer_count(&writer, "n", i * 1234567890);
        writer_truth(&writer, "t", i == 1);
        writer_end_object(&writer);
    }
    writer_end_array(&writer);
    writer_null(&writer, "nothing");
    writer_text_or_null(&writer, "none", slice_of(""));
    writer_named(&writer, slice_of("Why \"Next\""));
    writer_text(&writer, NULL, slice_of("v"));
    writer_rev(&writer, "rev", UINT64_C(0x0123456789ABCDEF));
    writer_end_object(&writer);
    assert_slice(bytes_slice(&out),
                 "{\"empty\":[],\"items\":[\n{\"n\":0,\"t\":false},\n{\"n\":1234567890,\"t\":true}],\"nothing\":null,"
                 "\"none\":null,\"Why \\\"Next\\\"\":\"v\",\"rev\":\"0123456789abcdef\"}");
    bytes_release(&out);
}

static void check_decimal(double number, const char *wanted)
{
    struct bytes out;
    bytes_init(&out);
    struct json_writer writer;
    writer_init(&writer, &out);
    writer_decimal(&writer, NULL, number);
    assert_slice(bytes_slice(&out), wanted);
    bytes_release(&out);
}

static void test_decimals(void **state)
{
    (void)state;
    volatile double zero = 0;
    check_decimal(0, "0");
    check_decimal(3, "3");
    check_decimal(1.5, "1.5");
    check_decimal(0.25, "0.25");
    check_decimal(2.999, "3");
    check_decimal(10.07, "10.07");
    check_decimal(-4.5, "-4.5");
    check_decimal(-0.001, "0");
    check_decimal(1 / zero, "null");
    check_decimal(zero / zero, "null");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text),  cmocka_unit_test(test_invalid_bytes), cmocka_unit_test(test_no_active_bytes),
        cmocka_unit_test(test_shape), cmocka_unit_test(test_decimals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
