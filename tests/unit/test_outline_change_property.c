/* Edits of random documents: each one verifies, reads back, leaves everything else alone and can be taken back. */
#include "test_outline_change_support.h"

#include "outline/field.h"
#include "outline/plain.h"
#include "text/diff.h"

enum { ROUNDS = 4000, MOST_TEXT = 64 };

static const char *const words[] = {"one", "two (`T-1`)", "**three**", "a | b", "x\\", "進行中", "✅ done",
                                    "e\xCC\x81", "<br>", "\xFF", "`c`", "T-22", "-", "1.", "", "long words in a row"};
enum { WORDS = sizeof words / sizeof words[0] };

static const char *pick(struct test_random *random)
{
    return words[test_random_below(random, WORDS)];
}

static bool chance(struct test_random *random, size_t of)
{
    return test_random_below(random, of) == 0;
}

/* ---- documents ---- */

static void append_line(struct bytes *out, const char *lead, const char *text)
{
    bytes_append_text(out, lead);
    bytes_append_text(out, text);
    bytes_append_byte(out, '\n');
}

static void append_cell(struct bytes *out, const char *word, size_t blanks, size_t filling)
{
    for (size_t i = 0; i < blanks; i++) {
        bytes_append_byte(out, ' ');
    }
    for (const char *at = word; *at != '\0'; at++) {
        bytes_append_text(out, *at == '|' ? "\\" : "");
        bytes_append_byte(out, *at);
    }
    size_t size = strlen(word);
    bytes_append_byte(out, ' ');
    for (size_t i = 1; i < blanks || size + i < filling; i++) {
        bytes_append_byte(out, ' ');
    }
}

static void append_table(struct test_random *random, const char *lead, struct bytes *out)
{
    static const char *const delimiters[] = {"---", ":---:", " ---: ", "----------", " :-------- "};
    size_t columns = 1 + test_random_below(random, 4);
    size_t rows = test_random_below(random, 5);
    size_t filling = chance(random, 2) ? 0 : 9;
    bool opened = columns == 1 || !chance(random, 4);
    bool closed = columns == 1 || !chance(random, 4);
    for (size_t row = 0; row < rows + 2; row++) {
        bytes_append_text(out, lead);
        bytes_append_text(out, opened ? "|" : "");
        size_t there = row < 2 || !chance(random, 5) ? columns : 1 + test_random_below(random, columns + 1);
        for (size_t i = 0; i < there; i++) {
            bytes_append_text(out, i == 0 ? "" : "|");
            if (row == 1) {
                bytes_append_text(out, delimiters[test_random_below(random, 5)]);
            } else {
                const char *word = row == 0 || (i == 0 && !opened) ? (i % 2 == 0 ? "Key" : "State") : pick(random);
                append_cell(out, word, i == 0 && !opened ? 0 : 1, filling);
            }
        }
        append_line(out, closed ? "|" : "", "");
    }
    append_line(out, lead, "");
}

static void append_list(struct test_random *random, const char *lead, unsigned depth, struct bytes *out)
{
    static const char *const markers[] = {"- ", "* ", "+   ", "- [ ] ", "* [x] "};
    size_t items = 1 + test_random_below(random, 4);
    size_t number = test_random_below(random, 12);
    bool ordered = chance(random, 3);
    bool counts = !chance(random, 4);
    bool loose = chance(random, 3);
    const char *marker = markers[test_random_below(random, 5)];
    char text[MOST_TEXT];
    for (size_t i = 0; i < items; i++) {
        if (ordered) {
            (void)snprintf(text, sizeof text, "%zu%s", number + (counts ? i : 0), ". ");
        } else {
            (void)snprintf(text, sizeof text, "%s", marker);
        }
        bytes_append_text(out, lead);
        append_line(out, text, chance(random, 6) ? "Status: open" : words[test_random_below(random, 4)]);
        char deeper[MOST_TEXT];
        size_t indent = ordered ? strlen(text) : marker[0] == '+' ? 4 : 2;
        (void)snprintf(deeper, sizeof deeper, "%s%*s", lead, (int)indent, "");
        if (chance(random, 5)) {
            append_line(out, deeper, "continued here");
        }
        if (depth < 2 && chance(random, 3)) {
            append_list(random, deeper, depth + 1, out);
        }
        if (loose && i + 1 < items) {
            append_line(out, lead, "");
        }
    }
    if (depth == 0) {
        append_line(out, lead, "");
    }
}

static void append_block(struct test_random *random, const char *lead, struct bytes *out)
{
    switch (test_random_below(random, 6)) {
    case 0:
    case 1:
        append_table(random, lead, out);
        break;
    case 2:
    case 3:
        append_list(random, lead, 0, out);
        break;
    case 4:
        append_line(out, lead, "**Status:** open  ");
        append_line(out, lead, "**Owner:** Ada");
        append_line(out, lead, "");
        break;
    default:
        append_line(out, lead, "Some text that");
        append_line(out, lead, "goes on.");
        append_line(out, lead, "");
        break;
    }
}

static void append_document(struct test_random *random, struct bytes *out)
{
    static const char *const headings[] = {"# A", "## B ##", "### C", "Deep\n---"};
    struct bytes plain;
    bytes_init(&plain);
    bytes_append_text(&plain, chance(random, 8) ? "---\ntitle: x\n---\n\n" : "");
    size_t blocks = 1 + test_random_below(random, 6);
    for (size_t i = 0; i < blocks; i++) {
        if (chance(random, 3)) {
            append_line(&plain, headings[test_random_below(random, 4)], chance(random, 3) ? "" : "\n");
        }
        append_block(random, chance(random, 5) ? "> " : "", &plain);
        if (plain.size > 2 && plain.data[plain.size - 2] == ' ' && plain.data[plain.size - 3] == '>') {
            append_line(&plain, "", "");
        }
    }
    test_vary(bytes_slice(&plain), chance(random, 3), chance(random, 3), out);
    bytes_release(&plain);
}

/* ---- edits ---- */

/* A random node of a type, or 0. */
static uint32_t any_node(struct test_random *random, const struct outline *outline, enum outline_type type)
{
    uint32_t found = 0;
    size_t seen = 0;
    for (uint32_t at = outline_next(outline, 0, 0); at != 0; at = outline_next(outline, 0, at)) {
        if (outline_node(outline, at)->type == type && chance(random, ++seen)) {
            found = at;
        }
    }
    return found;
}

/* Room for the texts of a request. */
struct texts {
    char items[4][MOST_TEXT];
    size_t count;
};

static struct slice line_key(struct texts *texts, const struct outline *outline, uint32_t node)
{
    char *text = texts->items[texts->count++];
    (void)snprintf(text, MOST_TEXT, "line:%zu", outline_node(outline, node)->line);
    return slice_of(text);
}

static void give(struct structure_request *request, enum structure_argument argument, struct slice text)
{
    struct error error;
    error_clear(&error);
    assert_done(structure_request_give(request, argument, text, &error), error);
}

static void give_place(struct test_random *random, struct structure_request *request, struct texts *texts,
                       const struct outline *outline, enum outline_type type, uint32_t near)
{
    uint32_t sibling = near != 0 && !chance(random, 4)
                           ? outline_node(outline, outline_node(outline, near)->parent)->child
                           : any_node(random, outline, type);
    while (sibling != 0 && outline_node(outline, sibling)->next != 0 && !chance(random, 3)) {
        sibling = outline_node(outline, sibling)->next;
    }
    size_t where = test_random_below(random, 4);
    if (where < 2 && sibling != 0) {
        give(request, where == 0 ? STRUCTURE_AFTER : STRUCTURE_BEFORE, line_key(texts, outline, sibling));
    } else {
        give(request, where == 2 ? STRUCTURE_FIRST : STRUCTURE_LAST, slice_of(""));
    }
}

/* Fills the request; false where the document has nothing for it. */
static bool ask(struct test_random *random, struct structure_request *request, struct texts *texts,
                const struct outline *outline)
{
    unsigned takes = structure_operations[request->operation].takes;
    uint32_t near = 0;
    enum outline_type type = OUTLINE_ROW;
    if ((takes & 1U << STRUCTURE_ITEM) != 0) {
        type = OUTLINE_ITEM;
        near = any_node(random, outline, type);
        if (near == 0) {
            return false;
        }
        give(request, STRUCTURE_ITEM, line_key(texts, outline, near));
    } else if ((takes & 1U << STRUCTURE_ROW) != 0) {
        near = any_node(random, outline, type);
        if (near == 0) {
            return false;
        }
        give(request, STRUCTURE_ROW, line_key(texts, outline, near));
    }
    if (request->operation == STRUCTURE_ADD_ITEM) {
        type = OUTLINE_ITEM;
        if (chance(random, 3) && any_node(random, outline, type) != 0) {
            give(request, STRUCTURE_IN, line_key(texts, outline, any_node(random, outline, type)));
        }
    }
    if ((takes & 1U << STRUCTURE_AFTER) != 0) {
        give_place(random, request, texts, outline, type, near);
    }
    if (request->operation == STRUCTURE_SET_CELL) {
        give(request, STRUCTURE_COLUMN, slice_of(chance(random, 2) ? "Key" : "State"));
    }
    if (request->operation == STRUCTURE_SET_HEADING || request->operation == STRUCTURE_REMOVE_SECTION ||
        (request->operation == STRUCTURE_ADD_SECTION && chance(random, 2))) {
        uint32_t heading = any_node(random, outline, OUTLINE_HEADING);
        if (heading == 0) {
            return false;
        }
        give(request, STRUCTURE_UNDER, outline_text(outline, heading));
    }
    for (size_t i = 0; request->operation == STRUCTURE_ADD_ROW && i < 3; i++) {
        give(request, STRUCTURE_CELLS, slice_of(pick(random)));
    }
    if ((takes & 1U << STRUCTURE_NAME) != 0) {
        bool adds = request->operation == STRUCTURE_ADD_FIELD;
        give(request, STRUCTURE_NAME, slice_of(adds ? "Due" : chance(random, 2) ? "Status" : "Owner"));
    }
    if ((takes & 1U << STRUCTURE_VALUE) != 0) {
        give(request, STRUCTURE_VALUE, slice_of(pick(random)));
    }
    if ((takes & 1U << STRUCTURE_TEXT) != 0) {
        give(request, STRUCTURE_TEXT, slice_of(pick(random)));
    }
    return true;
}

/* The value that was given is what stands there now. */
static void assert_reads_back(const struct structure_request *request, struct slice after)
{
    struct source *source = test_source_of("after.md", after);
    struct outline *outline = outline_scan(source, NULL);
    struct slice text = slice_trim(request->texts[STRUCTURE_TEXT]);
    bool found = false;
    for (uint32_t at = outline_next(outline, 0, 0); at != 0 && !found; at = outline_next(outline, 0, at)) {
        uint8_t type = outline_node(outline, at)->type;
        found = (type == OUTLINE_ITEM || type == OUTLINE_HEADING || type == OUTLINE_PARAGRAPH) &&
                slice_find(outline_text(outline, at), text, 0) != SLICE_NONE;
    }
    assert_true(found);
    outline_free(outline);
    source_release(source);
}

/* How many lines of the document are no longer there. */
static size_t lines_gone(struct slice before, struct slice after)
{
    struct source *old = test_source_of("a", before);
    struct source *new = test_source_of("b", after);
    struct diff diff = {0};
    size_t gone = 0;
    assert_true(diff_lines(old, new, &diff, NULL));
    for (size_t i = 0; i < diff.count; i++) {
        gone += diff.hunks[i].old_count;
    }
    diff_release(&diff);
    source_release(old);
    source_release(new);
    return gone;
}

/* `done` counts how often each operation was not refused. */
static void check_edit(struct test_random *random, struct slice before, struct outline *outline, size_t *done)
{
    struct structure_request request;
    struct texts texts = {.count = 0};
    struct error error;
    struct bytes out;
    error_clear(&error);
    bytes_init(&out);
    bytes_append_text(&out, "");
    enum structure_operation operation =
        (enum structure_operation)test_random_below(random, STRUCTURE_SET_TEXT);
    structure_request_init(&request, operation);
    if (ask(random, &request, &texts, outline)) {
        if (test_edit_bytes(before, &request, &out, &error)) {
            done[operation]++;
            if (request.texts[STRUCTURE_TEXT].size > 0) {
                assert_reads_back(&request, bytes_slice(&out));
            }
            bool single = operation == STRUCTURE_SET_CELL || operation == STRUCTURE_SET_ITEM ||
                          operation == STRUCTURE_TICK || operation == STRUCTURE_UNTICK ||
                          operation == STRUCTURE_SET_FIELD || operation == STRUCTURE_REMOVE_ROW;
            /* Of a document without a last newline the line that becomes the last one loses its own. */
            assert_true(!single || lines_gone(before, bytes_slice(&out)) <= 2);
        } else {
            assert_true(error.code == ERROR_USAGE || error.code == ERROR_NOT_FOUND || error.code == ERROR_CONFLICT);
        }
    }
    structure_request_release(&request);
    bytes_release(&out);
}

static void test_random_edits(void **state)
{
    (void)state;
    const char *wanted = getenv("WORKBOARD_TEST_SEED");
    size_t first = wanted == NULL ? 1 : strtoul(wanted, NULL, 10);
    size_t rounds = wanted == NULL ? ROUNDS : 1;
    size_t done[STRUCTURE_OPERATIONS] = {0};
    for (size_t seed = first; seed < first + rounds; seed++) {
        struct test_random random = test_random_from(seed);
        struct bytes before;
        bytes_init(&before);
        append_document(&random, &before);
        struct source *source = test_source_of("plan.md", bytes_slice(&before));
        struct outline *outline = outline_scan(source, NULL);
        for (int i = 0; i < 4; i++) {
            check_edit(&random, bytes_slice(&before), outline, done);
        }
        outline_free(outline);
        source_release(source);
        bytes_release(&before);
    }
    for (int i = 0; i < STRUCTURE_SET_TEXT && wanted == NULL; i++) {
        if (done[i] < ROUNDS / 100) {
            fail_msg("%s was made only %zu times", structure_operations[i].name, done[i]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_edits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
