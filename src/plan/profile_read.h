/* profile_read.h: inside the plan floor: how a profile is read from its settings. Others use profile.h and profile_check.h.
 *
 * Every function here returns false only when memory ran out. A mistake is told and counted, and reading goes on with the
 * next thing, so that all mistakes of a file are found at once; a profile with mistakes is thrown away at the end.
 */
#ifndef WORKBOARD_PLAN_PROFILE_READ_H
#define WORKBOARD_PLAN_PROFILE_READ_H

#include "base/suggest.h"
#include "plan/profile_check.h"
#include "plan/settings_file.h"

struct profile_reading {
    struct profile *profile;
    const struct setting *root;
    const char *file;
    struct profile_findings *findings; /* NULL: only the first mistake is told, in `error` */
    size_t mistakes;
    bool *broken; /* of each rule: it has mistakes, so that nothing more is to be said of it */
    struct error *error;
};

/* The settings of the built-in profiles, in the order of profile_builtins, as settings_read has them; NULL where they have
 * to be read from the text. Written by tools/compile_profiles while the program is built. */
extern const struct setting *const profile_trees[];

/* Reads all of it. NULL when memory ran out or the file is no YAML; else a profile, of use only where no mistake was counted. */
struct profile *profile_read(struct profile_reading *reading, struct slice text);

/* ---- mistakes ---- */

/* Tells a mistake: what is wrong, and (unless it is empty) the word that is. */
bool profile_mistake(struct profile_reading *reading, size_t line, const char *what, struct slice word);

/* The same, with the name that was meant perhaps (best NULL: none is near). */
bool profile_mistake_near(struct profile_reading *reading, size_t line, const char *what, const struct suggest *suggest);

/* Adds something to say, whatever its weight. */
bool profile_tell(struct profile_findings *findings, enum profile_weight weight, size_t line, struct slice text);

/* ---- values ---- */

/* Room in the profile's arena; NULL when memory ran out, which is told. */
void *profile_room(struct profile_reading *reading, size_t count, size_t size);

/* Keys that the language does not have are mistakes: a misspelt one must not be passed over in silence. */
bool profile_read_keys(struct profile_reading *reading, const struct setting *map, const char *const *known);

/* Settings that are not there (NULL) leave the value as it is. */
bool profile_read_text(struct profile_reading *reading, const struct setting *setting, struct slice *text);
bool profile_read_flag(struct profile_reading *reading, const struct setting *setting, bool *flag);

/* A text or a list of texts. */
bool profile_read_texts(struct profile_reading *reading, const struct setting *setting, const struct slice **texts,
                        size_t *count);
bool profile_read_shapes(struct profile_reading *reading, const struct setting *setting, struct id_shapes *shapes);

/* A template; a template or a list of them. */
bool profile_read_template(struct profile_reading *reading, const struct setting *setting, struct template *template);
bool profile_read_templates(struct profile_reading *reading, const struct setting *setting,
                            const struct template **templates, size_t *count);

/* Names with a template each, behind those that are in `fields` already, which has room for them. */
bool profile_read_fields(struct profile_reading *reading, const struct setting *map, bool section,
                         struct rule_field *fields, size_t *count);

/* The name of a state, and of a kind. `*known` says whether it is one; where not, that is told. */
bool profile_read_state(struct profile_reading *reading, const struct setting *setting, enum state *state, bool *known);
bool profile_read_kind(struct profile_reading *reading, const struct setting *setting, enum kind *kind, bool *known);

/* `in`: a name of a document or a list of names; the bits of them, and their order where `order` is not NULL. */
bool profile_read_places(struct profile_reading *reading, const struct setting *setting, size_t line, uint32_t *bits,
                         uint32_t *order, size_t *count);

/* ---- profile_rules.c ---- */

bool profile_read_states(struct profile_reading *reading, const struct setting *map, struct status_words *words);
bool profile_read_rules(struct profile_reading *reading, const struct setting *list);

/* ---- profile_writes.c ---- */

bool profile_read_writes(struct profile_reading *reading, const struct setting *list);

/* ---- profile_evidence.c ---- */

bool profile_read_evidence(struct profile_reading *reading, const struct setting *map);

/* ---- profile_trackers.c ---- */

bool profile_read_trackers(struct profile_reading *reading, const struct setting *list);

/* ---- profile_handoff.c ---- */

bool profile_read_handoff(struct profile_reading *reading, const struct setting *map);

/* ---- profile_doubts.c ---- */

/* Adds what is doubtful in a profile that was read, parts with mistakes aside. */
bool profile_doubts(const struct profile_reading *reading);

#endif
