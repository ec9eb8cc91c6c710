/* change_set.h: what a verb would change: documents before and after, what was meant, and which other sentences name it. */
#ifndef WORKBOARD_OPS_CHANGE_SET_H
#define WORKBOARD_OPS_CHANGE_SET_H

#include "plan/compare.h"
#include "text/diff.h"

struct change_file {
    struct slice path;     /* relative to the plan's root */
    struct source *before; /* a share */
    struct source *after;  /* a share */
};

/* One value that was meant to change, as the change log keeps it. */
struct change_effect {
    enum kind kind;
    struct slice id;
    struct slice path;
    size_t place; /* which of the record's places in this document, from 0 */
    enum role role;
    struct slice field; /* of ROLE_OTHER: its name in the document; else empty */
    struct slice cell; /* of a whole cell: what stood between the pipes, padding included; data NULL elsewhere */
    struct slice old; /* data NULL: there was none */
    struct slice new; /* data NULL: there is none any more */
};

/* A sentence or range that names a changed record and was left as it is. */
struct change_mention {
    struct slice path;
    size_t line;
    struct slice text; /* the line */
};

/* One line of a change: in JSON one of "edits". Of the older document where it was removed or changed. */
struct change_line {
    size_t line;
    struct slice old; /* data NULL: the line is new */
    struct slice new; /* data NULL: the line is gone */
};

struct change {
    struct slice summary; /* "claim M7-T01 for Lane A" */
    struct change_file *files;
    size_t file_count;
    struct change_effect *effects;
    size_t effect_count;
    struct change_mention *mentions;
    size_t mention_count;
    struct slice commit; /* the full name of the git commit that holds it; data NULL: there is none */
    struct slice *subjects; /* IDs that it is about */
    size_t subject_count;
    struct arena arena;
};

void change_init(struct change *change);
void change_release(struct change *change);

/* `count` lines of a document from `start` on, with their endings; the empty slice there where `count` is 0. */
struct slice change_lines_text(const struct source *source, size_t start, size_t count);

/* Which of the parts of the file that say the same the part `hunk` of its diff is, from 0: see struct adjusted_part. */
size_t change_part_number(const struct change_file *file, const struct diff *diff, size_t hunk);

/* A number for what would be written, wherever in the documents it stands: to notice that it is not what was shown. Never
 * 0; for one run of the program, not to be stored. */
bool change_digest(const struct change *change, uint64_t *digest, struct error *error);

/* Appends the unified diffs of all its files. */
bool change_append_diff(const struct change *change, struct bytes *out, struct error *error);

/* The lines in which file `number` differs, paired where a line was changed; in an array from `arena`. */
bool change_lines(const struct change *change, size_t number, struct arena *arena, struct change_line **lines,
                  size_t *count, struct error *error);

#endif
