#include "store/journal_text.h"

#include "base/base64.h"
#include "text/utf8.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static bool is_plain(unsigned char byte)
{
    return byte >= 0x20 && byte != '"' && byte != '\\' && byte != 0x7f;
}

/* Whether a byte of the word is zero (Bit Twiddling Hacks, "Determine if a word has a zero byte"). */
static bool has_zero(uint64_t word)
{
    return ((word - UINT64_C(0x0101010101010101)) & ~word & UINT64_C(0x8080808080808080)) != 0;
}

/* The next byte at or after `at` that has to be written otherwise: whole documents pass here, so eight at a time. */
static size_t skip_plain(struct slice text, size_t at)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t word = 0;
    while (at + sizeof word <= text.size) {
        memcpy(&word, text.data + at, sizeof word);
        bool control = ((word - ones * 0x20U) & ~word & (ones * 0x80U)) != 0;
        if (control || has_zero(word ^ ones * '"') || has_zero(word ^ ones * '\\') || has_zero(word ^ ones * 0x7fU)) {
            break;
        }
        at += sizeof word;
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
