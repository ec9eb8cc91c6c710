/* hash.h: a fast hash of bytes, to find equal texts and to notice changed ones within one run of the program.
 *
 * FNV-1a's step (exclusive or, multiply) on eight bytes at a time, each step followed by a shift that brings the high
 * bits down, and the size mixed in at the end. Depends on the byte order of the machine and may change: never store
 * it. It resists chance, not malice: where a collision would do harm, compare the bytes too.
 */
#ifndef WORKBOARD_TEXT_HASH_H
#define WORKBOARD_TEXT_HASH_H

#include "base/slice.h"

#include <stdint.h>

uint64_t hash_bytes(struct slice text);

#endif
