#include "store/journal_text.h"

#include "base/base64.h"
#include "text/utf8.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { AT_ONCE = 16 };

static bool is_plain(unsigned char byte)
{
    return byte >= 0x20 && byte != '"' && byte != '\\' && byte != 0x7f;
}

/* Whether so many bytes are all plain. A loop without a way out, of a fixed length, is one that compilers turn into a few
 * instructions on whole vectors. */
static bool are_plain(const char *bytes)
{
    unsigned char odd = 0;
    for (size_t i = 0; i < AT_ONCE; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        odd |= (unsigned char)((byte < 0x20) | (byte == '"') | (byte == '\\') | (byte == 0x7f));
    }
    return odd == 0;
}

/* The next byte at or after `at` that has to be written otherwise: whole documents pass here. */
static size_t skip_plain(struct slice text, size_t at)
{
    while (at + AT_ONCE <= text.size && are_plain(text.data + at)) {
        at += AT_ONCE;
    }
    while (at < text.size && is_plain((unsigned char)text.data[at])) {
        at++;
    }
    return at;
}

static void write_string(struct bytes *out, struct slice text)
{
    size_t done = 0;
    for (size_t i = skip_plain(text, 0); i < text.size; i = skip_plain(text, i + 1)) {
        unsigned char byte = (unsigned char)text.data[i];
        bytes_append(out, slice_part(text, done, i));
        if (byte == '\n') {
            bytes_append_text(out, "\\n");
        } else if (byte == '"' || byte == '\\') {
            bytes_append_byte(out, '\\');
            bytes_append_byte(out, (char)byte);
        } else {
            bytes_append_format(out, "\\u%04x", byte);
        }
        done = i + 1;
    }
    bytes_append(out, slice_part(text, done, text.size));
}

void journal_text_write(struct bytes *out, struct slice text)
{
    if (text.data == NULL) {
        bytes_append_text(out, "null");
        return;
    }
    bool plain = utf8_valid(text) && (text.size == 0 || memchr(text.data, '\0', text.size) == NULL);
    bytes_append_text(out, plain ? "\"" : "{\"base64\":\"");
    if (plain) {
        write_string(out, text);
    } else {
        base64_write(out, text);
    }
    bytes_append_text(out, plain ? "\"" : "\"}");
}

void journal_text_write_hash(struct bytes *out, uint64_t number)
{
    bytes_append_format(out, "\"%016" PRIx64 "\"", number);
}

bool journal_text_read_item(const cJSON *item, struct bytes *out)
{
    if (cJSON_IsString(item)) {
        return bytes_append_text(out, item->valuestring);
    }
    const cJSON *coded = cJSON_IsObject(item) ? cJSON_GetObjectItemCaseSensitive(item, "base64") : NULL;
    return cJSON_IsString(coded) && bytes_reserve(out, 0) && base64_read(out, coded->valuestring);
}

bool journal_text_read(const cJSON *object, const char *key, struct bytes *out, bool *is_null)
{
    const cJSON *item = cJSON_IsObject(object) ? cJSON_GetObjectItemCaseSensitive(object, key) : NULL;
    if (is_null != NULL) {
        *is_null = cJSON_IsNull(item);
        if (*is_null) {
            return true;
        }
    }
    return journal_text_read_item(item, out);
}

bool journal_text_read_hash(const cJSON *object, const char *key, uint64_t *number)
{
    const cJSON *item = cJSON_IsObject(object) ? cJSON_GetObjectItemCaseSensitive(object, key) : NULL;
    if (!cJSON_IsString(item) || strlen(item->valuestring) != 16 ||
        strspn(item->valuestring, "0123456789abcdef") != 16) {
        return false;
    }
    *number = strtoull(item->valuestring, NULL, 16);
    return true;
}

bool journal_text_read_count(const cJSON *object, const char *key, size_t *number)
{
    const cJSON *item = cJSON_IsObject(object) ? cJSON_GetObjectItemCaseSensitive(object, key) : NULL;
    if (!cJSON_IsNumber(item) || !(item->valuedouble >= 0) || item->valuedouble > 9007199254740992.0 ||
        item->valuedouble > (double)(SIZE_MAX / 2)) {
        return false;
    }
    *number = (size_t)item->valuedouble;
    return (double)*number == item->valuedouble;
}
