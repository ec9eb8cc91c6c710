#include "store/journal_text.h"

#include "text/utf8.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static const char base64_digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static void write_base64(struct bytes *out, struct slice text)
{
    for (size_t i = 0; i < text.size; i += 3) {
        size_t count = text.size - i < 3 ? text.size - i : 3;
        uint32_t group = 0;
        for (size_t k = 0; k < 3; k++) {
            group = group << 8 | (k < count ? (unsigned char)text.data[i + k] : 0U);
        }
        char four[4];
        for (size_t k = 0; k < 4; k++) {
            four[k] = k <= count ? base64_digits[group >> (18 - 6 * k) & 63U] : '=';
        }
        bytes_append(out, slice_make(four, 4));
    }
}

static bool read_base64(struct bytes *out, const char *text)
{
    uint32_t group = 0;
    size_t count = 0;
    size_t padding = 0;
    for (; *text != '\0'; text++) {
        const char *digit = *text == '=' ? NULL : strchr(base64_digits, *text);
        if ((digit == NULL && *text != '=') || (digit != NULL && padding > 0)) {
            return false;
        }
        padding += digit == NULL ? 1 : 0;
        group = group << 6 | (digit == NULL ? 0U : (uint32_t)(digit - base64_digits));
        if (++count % 4 == 0) {
            if (padding > 2) {
                return false;
            }
            char three[3] = {(char)(group >> 16 & 255U), (char)(group >> 8 & 255U), (char)(group & 255U)};
            bytes_append(out, slice_make(three, 3 - padding));
            group = 0;
        }
    }
    return count % 4 == 0 && !out->failed;
}

static void write_string(struct bytes *out, struct slice text)
{
    size_t done = 0;
    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if (byte >= 0x20 && byte != '"' && byte != '\\' && byte != 0x7f) {
            continue;
        }
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
        write_base64(out, text);
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
    return cJSON_IsString(coded) && bytes_reserve(out, 0) && read_base64(out, coded->valuestring);
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
