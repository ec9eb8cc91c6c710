#include "base/base64.h"

#include <stdint.h>
#include <string.h>

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void base64_write(struct bytes *out, struct slice text)
{
    for (size_t i = 0; i < text.size; i += 3) {
        size_t count = text.size - i < 3 ? text.size - i : 3;
        uint32_t group = 0;
        for (size_t k = 0; k < 3; k++) {
            group = group << 8 | (k < count ? (unsigned char)text.data[i + k] : 0U);
        }
        char four[4];
        for (size_t k = 0; k < 4; k++) {
            four[k] = k <= count ? digits[group >> (18 - 6 * k) & 63U] : '=';
        }
        bytes_append(out, slice_make(four, 4));
    }
}

bool base64_read(struct bytes *out, const char *text)
{
    uint32_t group = 0;
    size_t count = 0;
    size_t padding = 0;
    for (; *text != '\0'; text++) {
        const char *digit = *text == '=' ? NULL : strchr(digits, *text);
        if ((digit == NULL && *text != '=') || (digit != NULL && padding > 0)) {
            return false;
        }
        padding += digit == NULL ? 1 : 0;
        group = group << 6 | (digit == NULL ? 0U : (uint32_t)(digit - digits));
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
