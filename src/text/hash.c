#include "text/hash.h"

static uint64_t hash_step(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * UINT64_C(0x9FB21C651E98DF25);
    return hash ^ (hash >> 29);
}

uint64_t hash_bytes(struct slice text)
{
    uint64_t hash = UINT64_C(0xCBF29CE484222325);
    size_t at = 0;
    while (text.size - at >= sizeof(uint64_t)) {
        uint64_t word = 0;
        memcpy(&word, text.data + at, sizeof word);
        hash = hash_step(hash, word);
        at += sizeof word;
    }
    if (at < text.size) {
        uint64_t rest = 0;
        memcpy(&rest, text.data + at, text.size - at);
        hash = hash_step(hash, rest);
    }
    hash = hash_step(hash, text.size);
    /* The last step's high bits are the good ones; tables take the low ones. */
    return hash ^ (hash >> 32);
}
