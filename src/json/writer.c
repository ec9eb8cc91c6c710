#include "json/writer.h"

#include "text/utf8.h"

#include <inttypes.h>

void writer_init(struct json_writer *writer, struct bytes *out)
{
    *writer = (struct json_writer){.out = out};
}

/* What bytes_append does, without a call where there is room: most of what is written is a few bytes long. */
static void put(struct bytes *out, const char *data, size_t size)
{
    if (!out->failed && out->capacity - out->size > size && out->data != NULL) {
        memcpy(out->data + out->size, data, size);
        out->size += size;
        out->data[out->size] = '\0';
    } else {
        bytes_append(out, slice_make(data, size));
    }
}

static void put_byte(struct bytes *out, char byte)
{
    put(out, &byte, 1);
}

static void put_text(struct bytes *out, const char *text)
{
    put(out, text, strlen(text));
}

/* What stands before a value: a comma where one is due, and its key. */
static void begin_value(struct json_writer *writer, const char *key)
{
    size_t size = key == NULL ? 0 : strlen(key);
    if (!bytes_reserve(writer->out, size + 4)) {
        return;
    }
    char *at = writer->out->data + writer->out->size;
    if (writer->comma) {
        *at++ = ',';
    }
    if (key != NULL) {
        *at++ = '"';
        memcpy(at, key, size);
        at += size;
        *at++ = '"';
        *at++ = ':';
    }
    *at = '\0';
    writer->out->size = (size_t)(at - writer->out->data);
    writer->comma = true;
}

void writer_begin_object(struct json_writer *writer, const char *key)
{
    begin_value(writer, key);
    put_byte(writer->out, '{');
    writer->comma = false;
}

void writer_end_object(struct json_writer *writer)
{
    put_byte(writer->out, '}');
    writer->comma = true;
}

void writer_begin_array(struct json_writer *writer, const char *key)
{
    begin_value(writer, key);
    put_byte(writer->out, '[');
    writer->comma = false;
}

void writer_end_array(struct json_writer *writer)
{
    put_byte(writer->out, ']');
    writer->comma = true;
}

/* Valid in JSON, but a terminal acts on them or draws what stands beside them in another order. */
static bool is_active(unsigned long code)
{
    return code < 0x20 || (code >= 0x7F && code <= 0x9F) || code == 0x61C || code == 0x200E || code == 0x200F ||
           (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

static bool is_plain(unsigned char byte)
{
    return byte >= 0x20 && byte < 0x7F && byte != '"' && byte != '\\';
}

static void append_special(struct bytes *out, unsigned long code)
{
    static const char shorts[] = "\bb\tt\nn\ff\rr\"\"\\\\";
    for (size_t i = 0; i + 1 < sizeof shorts; i += 2) {
        if ((unsigned char)shorts[i] == code) {
            put_byte(out, '\\');
            put_byte(out, shorts[i + 1]);
            return;
        }
    }
    if (is_active(code)) {
        bytes_append_format(out, "\\u%04lx", code);
    } else {
        utf8_append(out, code);
    }
}

static void append_quoted(struct bytes *out, struct slice text)
{
    put_byte(out, '"');
    size_t at = 0;
    while (at < text.size) {
        size_t start = at;
        while (at < text.size && is_plain((unsigned char)text.data[at])) {
            at++;
        }
        if (at > start) {
            put(out, text.data + start, at - start);
        }
        if (at < text.size) {
            append_special(out, utf8_decode(text, &at));
        }
    }
    put_byte(out, '"');
}

void writer_text(struct json_writer *writer, const char *key, struct slice text)
{
    begin_value(writer, key);
    append_quoted(writer->out, text);
}

void writer_text_or_null(struct json_writer *writer, const char *key, struct slice text)
{
    if (text.size == 0) {
        writer_null(writer, key);
    } else {
        writer_text(writer, key, text);
    }
}

void writer_null(struct json_writer *writer, const char *key)
{
    begin_value(writer, key);
    put_text(writer->out, "null");
}

void writer_truth(struct json_writer *writer, const char *key, bool truth)
{
    begin_value(writer, key);
    put_text(writer->out, truth ? "true" : "false");
}

void writer_count(struct json_writer *writer, const char *key, size_t count)
{
    begin_value(writer, key);
    char digits[32];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + count % 10);
        count /= 10;
    } while (count > 0);
    put(writer->out, digits + at, sizeof digits - at);
}

void writer_decimal(struct json_writer *writer, const char *key, double number)
{
    double size = number < 0 ? -number : number;
    if (!(size < 1e12)) { /* not a number, too */
        writer_null(writer, key);
        return;
    }
    /* In whole hundredths, because printf would write the locale's decimal point. */
    uint64_t whole = (uint64_t)(size * 100 + 0.5);
    begin_value(writer, key);
    if (number < 0 && whole > 0) {
        put_byte(writer->out, '-');
    }
    bytes_append_format(writer->out, "%" PRIu64, whole / 100);
    if (whole % 10 != 0) {
        bytes_append_format(writer->out, ".%02" PRIu64, whole % 100);
    } else if (whole % 100 != 0) {
        bytes_append_format(writer->out, ".%" PRIu64, whole % 100 / 10);
    }
}

void writer_rev(struct json_writer *writer, const char *key, uint64_t rev)
{
    static const char digits[] = "0123456789abcdef";
    char text[16];
    for (size_t i = sizeof text; i-- > 0;) {
        text[i] = digits[rev & 15U];
        rev >>= 4;
    }
    writer_text(writer, key, slice_make(text, sizeof text));
}

void writer_named(struct json_writer *writer, struct slice name)
{
    writer_text(writer, NULL, name);
    put_byte(writer->out, ':');
    writer->comma = false;
}

void writer_line(struct json_writer *writer)
{
    if (writer->comma) {
        put_byte(writer->out, ',');
        writer->comma = false;
    }
    put_byte(writer->out, '\n');
}
