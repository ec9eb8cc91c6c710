/* git_part.h: a commit of one change of files that other people's (or one's own) uncommitted changes stand in too.
 *
 * What is committed of such a file is what was committed last, with this change in it: the change is merged (save_merge.h)
 * into the last commit's version, and into what is staged of the file, so that the work tree keeps all, the index keeps
 * what was staged, and the commit holds the change alone. It is made with an index of its own, in the git directory, so
 * hooks run and signatures are made as ever.
 */
#ifndef WORKBOARD_STORE_GIT_PART_H
#define WORKBOARD_STORE_GIT_PART_H

#include "store/git.h"
#include "store/save_merge.h"

struct git_part {
    const char *path;    /* below the top; the caller's */
    struct bytes commit; /* the version to commit */
    struct bytes stage;  /* the version to stage */
    char mode[8];
};

/* Makes both versions, of the work tree's version before the change and after it. Refused (`commit.mixed`) where the change does
 * not go into what was committed last without the other changes. To be released in any case. */
bool git_part_begin(const struct git *git, const char *path, struct slice before, struct slice after,
                    struct save_merge_stamps *stamps, struct git_part *part, struct error *error);
void git_part_end(struct git_part *part);

/* Commits the parts and stages what is to be staged; `id` gets the commit's full name, and nothing where there was nothing to
 * commit. ERROR_SYSTEM with git's words, or a hook's: then nothing is committed or staged. */
bool git_part_commit(const struct git *git, const struct git_part *parts, size_t count, struct slice message,
                     struct bytes *id, struct error *error);

#endif
