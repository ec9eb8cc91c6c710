#include "outline/plain.h"

#include "base/memory.h"
#include "outline/scan_line.h"

/* What becomes of each byte of the text. */
enum fate { FATE_KEPT, FATE_DROPPED };

/* All searches for an end are bounded, so that the whole is linear. */
enum { LONGEST_BACKQUOTES = 32, LONGEST_ADDRESS = 4096, LONGEST_REFERENCE = 1000 };

/* A run of `*`, `_` or `~` that may still open something; `[` that may open a link. */
struct opener {
    size_t start; /* of what is left of the run */
    size_t count;
    size_t whole;    /* how long the run was */
    bool closes_too; /* it could also have closed something */
};

struct openers {
    struct opener *items;
    size_t count;
    size_t capacity;
};

enum { STARS, UNDERSCORES, TILDES, BRACKETS, STACKS };

struct reading {
    struct slice text;
    char *fates;
    size_t at;
    struct openers stacks[STACKS];
    bool no_backquotes[LONGEST_BACKQUOTES + 1]; /* no further run of that length */
    bool failed;
};

static unsigned char byte_at(const struct reading *reading, size_t at)
{
    return at < reading->text.size ? (unsigned char)reading->text.data[at] : '\n';
}

static size_t run_of(const struct reading *reading, size_t at)
{
    size_t end = at;
    while (end < reading->text.size && reading->text.data[end] == reading->text.data[at]) {
        end++;
    }
    return end - at;
}

static void drop(struct reading *reading, size_t start, size_t count)
{
    memset(reading->fates + start, FATE_DROPPED, count);
}

/* A code span, or a run of backquotes that opens none. */
static void read_backquotes(struct reading *reading)
{
    size_t length = run_of(reading, reading->at);
    size_t start = reading->at + length;
    reading->at = start;
    if (length > LONGEST_BACKQUOTES || reading->no_backquotes[length]) {
        return;
    }
    size_t end = start;
    while (end < reading->text.size) {
        const char *found = memchr(reading->text.data + end, '`', reading->text.size - end);
        if (found == NULL) {
            break;
        }
        end = (size_t)(found - reading->text.data);
        size_t closing = run_of(reading, end);
        if (closing == length) {
            drop(reading, start - length, length);
            drop(reading, end, length);
            reading->at = end + length;
            return;
        }
        end += closing;
    }
    reading->no_backquotes[length] = true;
}

/* `<https://x>` or `<name@host>`. */
static void read_address(struct reading *reading)
{
    size_t start = reading->at++;
    size_t end = reading->at;
    bool named = false;
    while (end < reading->text.size && end - start < LONGEST_ADDRESS && byte_at(reading, end) > ' ' &&
           byte_at(reading, end) != '<' && byte_at(reading, end) != '>') {
        bool colon = byte_at(reading, end) == ':' && end - start > 2;
        named = named || colon || (byte_at(reading, end) == '@' && end - start > 1);
        if (!named && !scan_is_letter(byte_at(reading, end)) && !scan_is_digit(byte_at(reading, end)) &&
            memchr("+.-_", byte_at(reading, end), 4) == NULL) {
            return;
        }
        end++;
    }
    if (named && byte_at(reading, end) == '>' && scan_is_letter(byte_at(reading, start + 1))) {
        drop(reading, start, 1);
        drop(reading, end, 1);
        reading->at = end + 1;
    }
}

static void push(struct reading *reading, int stack, struct opener opener)
{
    struct openers *openers = &reading->stacks[stack];
    if (!memory_grow(&openers->items, &openers->capacity, openers->count + 1, sizeof *openers->items)) {
        reading->failed = true;
        return;
    }
    openers->items[openers->count++] = opener;
}

/* Forgets the openers behind `start`: they would cross what has just been paired. */
static void forget_behind(struct reading *reading, size_t start)
{
    for (int stack = 0; stack < BRACKETS; stack++) {
        struct openers *openers = &reading->stacks[stack];
        while (openers->count > 0 && openers->items[openers->count - 1].start > start) {
            openers->count--;
        }
    }
}

/* Behind the `)` of the link address that begins at `(`, or SLICE_NONE. */
static size_t target_end(const struct reading *reading, size_t at)
{
    size_t bound = at + LONGEST_ADDRESS < reading->text.size ? at + LONGEST_ADDRESS : reading->text.size;
    size_t depth = 1;
    bool quoted = false;
    bool angle = byte_at(reading, at + 1) == '<';
    for (size_t end = at + 1; end < bound; end++) {
        unsigned char byte = byte_at(reading, end);
        if (byte == '\\') {
            end++;
        } else if (angle) {
            angle = byte != '>';
        } else if (byte == '"' && (quoted || scan_is_blank(byte_at(reading, end - 1)))) {
            quoted = !quoted;
        } else if (!quoted && byte == '(') {
            depth++;
        } else if (!quoted && byte == ')') {
            depth--;
            if (depth == 0) {
                return end + 1;
            }
        }
    }
    return SLICE_NONE;
}

/* Behind the `]` of the reference that begins at `[`, or SLICE_NONE. */
static size_t reference_end(const struct reading *reading, size_t at)
{
    size_t bound = at + LONGEST_REFERENCE < reading->text.size ? at + LONGEST_REFERENCE : reading->text.size;
    for (size_t end = at + 1; end < bound && reading->text.data[end] != '['; end++) {
        if (reading->text.data[end] == ']') {
            return end + 1;
        }
        end += reading->text.data[end] == '\\' ? 1 : 0;
    }
    return SLICE_NONE;
}

/* `]`: the end of a link's text, where an address or a reference follows. */
static void read_bracket_end(struct reading *reading)
{
    size_t at = reading->at++;
    struct openers *brackets = &reading->stacks[BRACKETS];
    if (brackets->count == 0) {
        return;
    }
    size_t start = brackets->items[--brackets->count].start;
    unsigned char next = byte_at(reading, at + 1);
    size_t end = next == '(' ? target_end(reading, at + 1) : next == '[' ? reference_end(reading, at + 1) : SLICE_NONE;
    if (end == SLICE_NONE) {
        return;
    }
    bool image = start > 0 && reading->text.data[start - 1] == '!' && reading->fates[start - 1] == FATE_KEPT;
    drop(reading, image ? start - 1 : start, image ? 2 : 1);
    drop(reading, at, end - at);
    forget_behind(reading, start);
    reading->at = end;
}

/* Pairs the run that closes with what is open; what is left of it. */
static struct opener close_run(struct reading *reading, int stack, struct opener run)
{
    struct openers *openers = &reading->stacks[stack];
    while (run.count > 0 && openers->count > 0) {
        struct opener *opener = &openers->items[openers->count - 1];
        bool either = opener->closes_too || run.closes_too;
        if (either && (opener->whole + run.whole) % 3 == 0 && (opener->whole % 3 != 0 || run.whole % 3 != 0) &&
            stack != TILDES) {
            break;
        }
        size_t used = opener->count >= 2 && run.count >= 2 ? 2 : 1;
        opener->count -= used;
        drop(reading, opener->start + opener->count, used);
        drop(reading, run.start, used);
        run.start += used;
        run.count -= used;
        forget_behind(reading, opener->start);
        if (opener->count == 0) {
            openers->count--;
        }
    }
    return run;
}

/* A run of `*`, `_` or `~~`. */
static void read_run(struct reading *reading, int stack)
{
    size_t start = reading->at;
    size_t count = run_of(reading, start);
    reading->at = start + count;
    if (stack == TILDES && count != 2) {
        return;
    }
    unsigned char before = start == 0 ? '\n' : (unsigned char)reading->text.data[start - 1];
    unsigned char after = byte_at(reading, start + count);
    bool space_before = scan_is_wide_space(before);
    bool space_after = scan_is_wide_space(after);
    bool mark_before = scan_is_punctuation(before);
    bool mark_after = scan_is_punctuation(after);
    bool left = !space_after && (!mark_after || space_before || mark_before);
    bool right = !space_before && (!mark_before || space_after || mark_after);
    bool opens = stack == UNDERSCORES ? left && (!right || mark_before) : left;
    bool closes = stack == UNDERSCORES ? right && (!left || mark_after) : right;
    struct opener run = {.start = start, .count = count, .whole = count, .closes_too = opens && closes};
    if (closes) {
        run = close_run(reading, stack, run);
    }
    if (opens && run.count > 0) {
        push(reading, stack, run);
    }
}

static void read_text(struct reading *reading)
{
    while (reading->at < reading->text.size && !reading->failed) {
        switch (reading->text.data[reading->at]) {
        case '\\':
            if (scan_is_punctuation(byte_at(reading, reading->at + 1))) {
                drop(reading, reading->at, 1);
                reading->at++;
            }
            reading->at++;
            break;
        case '`':
            read_backquotes(reading);
            break;
        case '<':
            read_address(reading);
            break;
        case '[':
            push(reading, BRACKETS, (struct opener){.start = reading->at, .count = 1});
            reading->at++;
            break;
        case ']':
            read_bracket_end(reading);
            break;
        case '*':
            read_run(reading, STARS);
            break;
        case '_':
            read_run(reading, UNDERSCORES);
            break;
        case '~':
            read_run(reading, TILDES);
            break;
        default:
            reading->at++;
            break;
        }
    }
}

static bool append_kept(struct bytes *bytes, const struct reading *reading)
{
    size_t first = bytes->size;
    bool blank = false;
    for (size_t i = 0; i < reading->text.size; i++) {
        if (reading->fates[i] == FATE_DROPPED) {
            continue;
        }
        if (scan_is_wide_space((unsigned char)reading->text.data[i])) {
            blank = true;
            continue;
        }
        if (blank && bytes->size > first) {
            bytes_append_byte(bytes, ' ');
        }
        blank = false;
        bytes_append_byte(bytes, reading->text.data[i]);
    }
    return !bytes->failed;
}

bool plain_append(struct bytes *bytes, struct slice text)
{
    struct reading reading = {.text = text, .fates = memory_new(text.size + 1, 1)};
    bool done = false;
    if (reading.fates != NULL) {
        read_text(&reading);
        done = !reading.failed && append_kept(bytes, &reading);
    }
    for (int stack = 0; stack < STACKS; stack++) {
        memory_free(reading.stacks[stack].items);
    }
    memory_free(reading.fates);
    bytes->failed = bytes->failed || !done;
    return done;
}

bool plain_append_cell(struct bytes *bytes, struct slice cell)
{
    size_t from = 0;
    for (;;) {
        size_t found = slice_find(cell, slice_of("\\|"), from);
        bytes_append(bytes, slice_part(cell, from, found == SLICE_NONE ? cell.size : found));
        if (found == SLICE_NONE) {
            return !bytes->failed;
        }
        bytes_append_byte(bytes, '|');
        from = found + 2;
    }
}

bool plain_equal(struct slice a, struct slice b)
{
    if (slice_equal(a, b)) {
        return true;
    }
    struct bytes left;
    struct bytes right;
    bytes_init(&left);
    bytes_init(&right);
    bool done = plain_append(&left, a) && plain_append(&right, b);
    bool equal = done && slice_equal_fold(bytes_slice(&left), bytes_slice(&right));
    bytes_release(&left);
    bytes_release(&right);
    return equal;
}
