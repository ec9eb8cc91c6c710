/* complete_source.h: what may stand somewhere: names of records, words of states, options, values that the plan has already.
 * One source for the line that is typed and for the rows of a form.
 */
#ifndef WORKBOARD_TUI_COMPLETE_SOURCE_H
#define WORKBOARD_TUI_COMPLETE_SOURCE_H

#include "tui/state.h"

/* Who asks, and what is known of the place. */
struct complete_query {
    const struct tui_state *state;
    const struct verb *verb;   /* NULL: none yet */
    struct slice subject;      /* what the first argument says: the record or the kind that it is about */
    struct slice word;         /* what is typed of it so far */
    /* Called with each thing that may stand there, whether it fits the word or not; the texts are of the plan, constant, or valid
     * until it returns. */
    void (*offer)(void *context, struct slice value, struct slice remark);
    void *context;
};

/* How well a thing fits what is typed (folded by search_fold): 0 not at all; the same fits best, then one that begins with it,
 * one with such a word in it, , then one that holds it, then letters of it and of the remark. */
enum { COMPLETE_SAME = 400, COMPLETE_BEGINS = 300, COMPLETE_WORD = 200, COMPLETE_PART = 100 };
int complete_fits(struct slice word, struct slice value, struct slice remark);

/* The names of all records; of the verbs; of the verb's options, as `--name`. */
void complete_records(const struct complete_query *query);
void complete_verbs(const struct complete_query *query);
void complete_options(const struct complete_query *query);

/* What an argument of the verb, the value of an option, or a value of a record of that kind may be. */
void complete_argument(const struct complete_query *query, enum argument_kind kind);
void complete_option(const struct complete_query *query, enum option option);
void complete_role(const struct complete_query *query, enum kind kind, enum role role, struct slice field);

/* The kind of record that the subject is. */
enum kind complete_subject(const struct complete_query *query);

#endif
