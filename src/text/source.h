/* source.h: the bytes of one document as they were read, and where its lines begin. Never changes once made.
 *
 * Any bytes are allowed: invalid UTF-8, NUL, a byte order mark. Lines end as CommonMark says: LF, CR LF, or a CR that
 * no LF follows. Lines count from 1; a document that ends with a line ending has no further empty line; the empty
 * document has no line. Shared by reference count, because plans that differ in one document share the others. A
 * document has at most SOURCE_LIMIT bytes, so that offsets fit into 32 bits wherever many are kept.
 */
#ifndef WORKBOARD_TEXT_SOURCE_H
#define WORKBOARD_TEXT_SOURCE_H

#include "base/bytes.h"
#include "base/error.h"
#include "text/span.h"

#include <stdint.h>

struct source;

#define SOURCE_LIMIT ((size_t)4000000000U)

/* Takes the bytes over (`bytes` is empty afterwards, on failure too) under `name`, a path for people, which is copied.
 * NULL when memory ran out (also in an earlier append to `bytes`: half a document is none) or the document is too
 * large. */
struct source *source_take(const char *name, struct bytes *bytes, struct error *error);

/* The same with a copy of `text`. */
struct source *source_copy(const char *name, struct slice text, struct error *error);

struct source *source_share(struct source *source);
void source_release(struct source *source); /* NULL is allowed */

const char *source_name(const struct source *source);
struct slice source_bytes(const struct source *source);

/* A hash of the content (hash.h), computed when the source was made: to be compared within one run, never stored. */
uint64_t source_hash(const struct source *source);

size_t source_line_count(const struct source *source);

/* The line (from 1) in which byte `offset` stands; an offset at or behind the end belongs to the last line (1 where
 * there is none). */
size_t source_line_at(const struct source *source, size_t offset);

/* The span of line `line`, its line ending included. Empty at the end where there is no such line. */
struct span source_line(const struct source *source, size_t line);

/* The same without its line ending. */
struct span source_line_text(const struct source *source, size_t line);

/* The column (from 1, in bytes) of `offset` in its line. */
size_t source_column_at(const struct source *source, size_t offset);

/* The bytes of `span`, cut to the document. */
struct slice source_slice(const struct source *source, struct span span);

/* The line ending that the document uses: that of its first line that has one, else "\n". */
struct slice source_line_ending(const struct source *source);

/* Length of the line ending that stands at `offset` (0, 1 or 2; 1 at the LF of a CR LF). */
size_t source_ending_at(const struct source *source, size_t offset);

#endif
