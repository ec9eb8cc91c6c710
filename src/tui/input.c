#include "tui/input.h"

bool input_set(struct tui_state *state, struct slice text, size_t cursor)
{
    bool fits = text.size < sizeof state->input;
    size_t size = fits ? text.size : 0;
    if (size > 0) {
        memcpy(state->input, text.data, size);
    }
    state->input[size] = '\0';
    state->cursor = cursor < size ? cursor : size;
    return fits;
}

void input_type(struct tui_state *state, unsigned long key, size_t capacity)
{
    struct bytes encoded = {0};
    size_t size = strlen(state->input);
    bool text = key >= 0x20 && key < 0x110000 && key != 0x7F && !(key >= 0x80 && key < 0xA0);
    capacity = capacity < sizeof state->input ? capacity : sizeof state->input;
    if (text && utf8_append(&encoded, key) && size + encoded.size < capacity) {
        char *at = state->input + state->cursor;
        memmove(at + encoded.size, at, size - state->cursor + 1);
        memcpy(at, encoded.data, encoded.size);
        state->cursor += encoded.size;
    }
    bytes_release(&encoded);
}

/* ---- moving and deleting ---- */

static size_t next_place(const struct tui_state *state, size_t from)
{
    int columns = 0;
    if (from < strlen(state->input)) {
        (void)utf8_cluster(slice_of(state->input), &from, state->width, &columns);
    }
    return from;
}

static size_t previous_place(const struct tui_state *state)
{
    size_t before = 0;
    for (size_t at = 0; at < state->cursor;) {
        before = at;
        at = next_place(state, at);
    }
    return before;
}

/* Where the word before the cursor begins. */
static size_t word_place(const struct tui_state *state)
{
    size_t at = state->cursor;
    while (at > 0 && state->input[at - 1] == ' ') {
        at--;
    }
    while (at > 0 && state->input[at - 1] != ' ') {
        at--;
    }
    return at;
}

static bool is_word(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
           (unsigned char)byte >= 0x80;
}

/* Where the word at or behind the cursor ends; where the one at or before it begins. */
static size_t word_end(const struct tui_state *state)
{
    size_t size = strlen(state->input);
    size_t at = state->cursor;
    while (at < size && !is_word(state->input[at])) {
        at++;
    }
    while (at < size && is_word(state->input[at])) {
        at++;
    }
    return at;
}

static size_t word_start(const struct tui_state *state)
{
    size_t at = state->cursor;
    while (at > 0 && !is_word(state->input[at - 1])) {
        at--;
    }
    while (at > 0 && is_word(state->input[at - 1])) {
        at--;
    }
    return at;
}

static void delete_part(struct tui_state *state, size_t start, size_t end)
{
    size_t size = strlen(state->input);
    memmove(state->input + start, state->input + end, size - end + 1);
    state->cursor = start;
}

/* Deletes it, and remembers it for ACTION_PUT. Without memory nothing is deleted. */
static void take_part(struct tui_state *state, size_t start, size_t end)
{
    struct bytes taken = {0};
    if (start == end || !bytes_append(&taken, slice_make(state->input + start, end - start))) {
        return;
    }
    bytes_release(&state->deleted);
    state->deleted = taken;
    delete_part(state, start, end);
}

static void put_back(struct tui_state *state)
{
    struct slice text = bytes_slice(&state->deleted);
    for (size_t at = 0; at < text.size;) {
        input_type(state, utf8_decode(text, &at), sizeof state->input);
    }
}

void input_edit(struct tui_state *state, enum action action)
{
    switch (action) {
    case ACTION_LEFT:
        state->cursor = previous_place(state);
        break;
    case ACTION_RIGHT:
        state->cursor = next_place(state, state->cursor);
        break;
    case ACTION_FIRST:
        state->cursor = 0;
        break;
    case ACTION_LAST:
        state->cursor = strlen(state->input);
        break;
    case ACTION_DELETE:
        delete_part(state, state->cursor, next_place(state, state->cursor));
        break;
    case ACTION_DELETE_BEFORE:
        delete_part(state, previous_place(state), state->cursor);
        break;
    case ACTION_DELETE_WORD:
        take_part(state, word_place(state), state->cursor);
        break;
    case ACTION_DELETE_LINE:
        take_part(state, 0, state->cursor);
        break;
    case ACTION_DELETE_REST:
        take_part(state, state->cursor, strlen(state->input));
        break;
    case ACTION_DELETE_WORD_ON:
        take_part(state, state->cursor, word_end(state));
        break;
    case ACTION_WORD_LEFT:
        state->cursor = word_start(state);
        break;
    case ACTION_WORD_RIGHT:
        state->cursor = word_end(state);
        break;
    case ACTION_PUT:
        put_back(state);
        break;
    default:
        break;
    }
}
