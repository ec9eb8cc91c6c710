/* fuzz_edit.c: a structural edit of any document does what it names or is refused: what was changed can be taken back,
 * and reading it again shows the edit and nothing else.
 *
 * The input begins with lines, up to an empty one: the name of the operation, then `argument=value` (`file=NAME` for
 * the document's name; a word without `=` is the next of the words). The rest is the document.
 */
#include "outline/structure.h"

#include "fuzz.h"

enum { LONGEST_NAME = 40 };

/* The request that the lines ask for; false where they ask for none. `name` is the document's. */
static bool read_request(struct slice *rest, struct structure_request *request, char name[LONGEST_NAME])
{
    struct slice line = {0};
    struct slice path = slice_of("fuzz.md");
    enum structure_operation operation = STRUCTURE_SET_CELL;
    bool known = slice_next(rest, '\n', &line) && structure_find(line, &operation);
    structure_request_init(request, operation);
    while (known && slice_next(rest, '\n', &line) && line.size > 0) {
        size_t equals = slice_find(line, slice_of("="), 0);
        enum structure_argument argument = STRUCTURE_UNDER;
        if (equals >= line.size) {
            known = structure_request_word(request, line, NULL);
            continue;
        }
        struct slice key = slice_part(line, 0, equals);
        struct slice value = slice_part(line, equals + 1, line.size);
        if (slice_equal(key, slice_of("file"))) {
            path = value;
        } else {
            known = structure_find_argument(operation, key, &argument) &&
                    structure_request_give(request, argument, value, NULL);
        }
    }
    snprintf(name, LONGEST_NAME, "%.*s", SLICE_PRINT(path));
    return known;
}

struct scanned {
    struct source *source;
    struct outline *outline;
};

static struct scanned scan(const char *name, struct slice text)
{
    struct scanned scanned = {.source = source_copy(name, text, NULL)};
    scanned.outline = scanned.source == NULL ? NULL : outline_scan(scanned.source, NULL);
    require(scanned.outline != NULL, "it cannot be scanned", text.size);
    return scanned;
}

static void forget(struct scanned *scanned)
{
    outline_free(scanned->outline);
    source_release(scanned->source);
}

static void check_inverse(const struct edits *edits, struct slice before, struct slice after)
{
    struct edits inverse;
    struct bytes back;
    edits_init(&inverse);
    bytes_init(&back);
    require(edits_invert(edits, before, &inverse, NULL), "no inverse", edits->count);
    require(edits_apply(&inverse, after, &back, NULL), "the inverse cannot be made", edits->count);
    require(slice_equal(bytes_slice(&back), before), "the inverse gives back something else", edits->count);
    edits_release(&inverse);
    bytes_release(&back);
}

static void edit(const char *name, const struct structure_request *request, struct slice text)
{
    struct scanned before = scan(name, text);
    struct edits edits;
    struct bytes out;
    edits_init(&edits);
    bytes_init(&out);
    if (structure_edit(before.outline, request, &edits, NULL)) {
        require(edits_apply(&edits, text, &out, NULL), "the edits cannot be made", edits.count);
        check_inverse(&edits, text, bytes_slice(&out));
        struct scanned after = scan(name, bytes_slice(&out));
        struct error error;
        error_clear(&error);
        /* What is new can join with what stands around it in more ways than the change foresees: those are found out by
         * the verification, and nothing is written. What only replaces a value has no such excuse. */
        bool replaces = request->operation == STRUCTURE_SET_CELL || request->operation == STRUCTURE_TICK ||
                        request->operation == STRUCTURE_UNTICK || request->operation == STRUCTURE_SET_NODE;
        if (!structure_verify(before.outline, after.outline, request, &error)) {
            require(error.code == ERROR_BUG, "a verification that is none", (size_t)error.code);
            fprintf(stderr, "%s", replaces ? error.message : "");
            require(!replaces, "it is not what was asked for", 0);
        }
        forget(&after);
    } else {
        require(edits.count == 0, "a refusal left edits", edits.count);
    }
    bytes_release(&out);
    edits_release(&edits);
    forget(&before);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice rest = slice_make(size == 0 ? "" : (const char *)data, size);
    struct structure_request request;
    char name[LONGEST_NAME];
    if (read_request(&rest, &request, name)) {
        edit(name, &request, rest);
    }
    structure_request_release(&request);
    return 0;
}
