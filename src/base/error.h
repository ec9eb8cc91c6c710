/* error.h: what went wrong, said so that a person can mend it.
 *
 * A function that can fail takes a `struct error *` as its last argument, returns false (or NULL) and fills it in.
 * The struct holds its text in place: reporting an error never allocates, so that being out of memory can be reported.
 * Longer text is cut at a character boundary. Passing NULL is allowed where the reason does not matter.
 *
 * The codes are the exit codes of the program.
 */
#ifndef WORKBOARD_BASE_ERROR_H
#define WORKBOARD_BASE_ERROR_H

#include <stdbool.h>
#include <stddef.h>

enum error_code {
    ERROR_NONE = 0,
    ERROR_USAGE = 2,     /* the request itself is wrong */
    ERROR_REFUSED = 3,   /* a rule of the plan forbids it; `rule` names it */
    ERROR_NOT_FOUND = 4, /* no such thing, or several; `candidates` lists them */
    ERROR_CONFLICT = 5,  /* the documents changed underneath */
    ERROR_SYSTEM = 6,    /* the operating system said no, memory included */
    ERROR_BUG = 70       /* a change did not verify */
};

enum { ERROR_FILE_SIZE = 512, ERROR_MESSAGE_SIZE = 1024, ERROR_NAME_SIZE = 128, ERROR_CANDIDATES_SIZE = 4096 };

struct error {
    enum error_code code;
    char file[ERROR_FILE_SIZE]; /* the document concerned, or "" */
    size_t line;                /* from 1; 0 where no line is meant */
    char message[ERROR_MESSAGE_SIZE];
    char rule[ERROR_NAME_SIZE];             /* of a refusal: its rule, or "" */
    char holder[ERROR_NAME_SIZE];           /* of a refused claim: who has it, or "" */
    char candidates[ERROR_CANDIDATES_SIZE]; /* one a line, or "" */
};

#if defined(__GNUC__)
#define ERROR_PRINTF(at, first) __attribute__((format(printf, at, first)))
#else
#define ERROR_PRINTF(at, first)
#endif

/* Forgets what `error` said. */
void error_clear(struct error *error);

/* Sets code and message, forgets the rest; returns false, so that `return error_set(...)` reads well. */
bool error_set(struct error *error, enum error_code code, const char *format, ...) ERROR_PRINTF(3, 4);

/* The same, with the place: `file` may be NULL, `line` 0. */
bool error_set_at(struct error *error, enum error_code code, const char *file, size_t line, const char *format, ...)
    ERROR_PRINTF(5, 6);

/* A refusal by `rule` at a place. */
bool error_refuse(struct error *error, const char *rule, const char *file, size_t line, const char *format, ...)
    ERROR_PRINTF(5, 6);

/* What to say when memory ran out. */
bool error_no_memory(struct error *error);

/* Adds a line to the candidates; the last line says "..." where they do not all fit. */
void error_add_candidate(struct error *error, const char *text, size_t size);

#endif
