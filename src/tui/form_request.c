/* From the rows of the form to the request. */
#include "tui/form.h"
#include "tui/request.h"

/* ---- several names in one row ---- */

bool form_next_item(struct slice *rest, struct slice *item)
{
    *rest = slice_trim(*rest);
    if (rest->size == 0) {
        return false;
    }
    size_t start = 0;
    size_t end = 0;
    if (rest->data[0] == '"') {
        start = 1;
        end = slice_find(*rest, slice_of("\""), 1);
        end = end == SLICE_NONE ? rest->size : end;
    }
    size_t comma = slice_find(*rest, slice_of(","), end);
    comma = comma == SLICE_NONE ? rest->size : comma;
    *item = slice_trim(slice_part(*rest, start, start == 1 ? end : comma));
    *rest = slice_part(*rest, comma + 1, rest->size);
    return true;
}

bool form_append_item(struct bytes *text, struct slice item)
{
    const char *mark = slice_find(item, slice_of(","), 0) == SLICE_NONE ? "" : "\"";
    return (text->size == 0 || bytes_append_text(text, ", ")) && bytes_append_text(text, mark) &&
           bytes_append(text, item) && bytes_append_text(text, mark);
}

/* ---- arguments and options ---- */

/* An argument that may be left out and stands as it was says nothing; one behind it cannot be said without it. */
static bool is_said(const struct form_row *row)
{
    return row->always || form_is_changed(row);
}

static bool say_argument(struct tui_state *state, const struct form_row *row)
{
    struct slice rest = bytes_slice(&row->text);
    struct slice item;
    if (!row->list) {
        return rest.size == 0 || request_add_argument(state, rest);
    }
    size_t first = state->request.argument_count;
    while (form_next_item(&rest, &item)) {
        if (item.size > 0 && !request_add_argument(state, item)) {
            return false;
        }
    }
    if (row->each) {
        state->request.each = first;
        state->request.each_count = state->request.argument_count - first;
    }
    return true;
}

static bool say_option(struct tui_state *state, const struct form_row *row)
{
    struct slice rest = slice_trim(bytes_slice(&row->text));
    struct slice item;
    if (row->kind == FORM_FLAG) {
        return !row->on || request_set_option(state, row->option, slice_of(""));
    }
    /* What held a value and is emptied says so; what was empty says nothing. */
    if (!is_said(row) || (rest.size == 0 && row->given.size == 0)) {
        return true;
    }
    if (!row->list) {
        return request_set_option(state, row->option, rest.data == NULL ? slice_of("") : rest);
    }
    while (form_next_item(&rest, &item)) {
        if (item.size > 0 && !request_set_option(state, row->option, item)) {
            return false;
        }
    }
    return true;
}

static bool say_setting(struct tui_state *state, const struct form_row *row)
{
    if (!is_said(row)) {
        return true;
    }
    struct slice value = slice_trim(bytes_slice(&row->text));
    struct slice said = arena_format(&state->form->shown, "%.*s=%.*s", SLICE_PRINT(row->label), SLICE_PRINT(value));
    return said.data != NULL && request_add_argument(state, said);
}

/* ---- what the person changed in what is proposed ---- */

static bool copy(struct arena *arena, struct slice *text)
{
    *text = arena_copy(arena, *text);
    return text->data != NULL;
}

static bool say_value(struct tui_request *request, const struct form_row *row)
{
    struct adjusted_value value = {
        .kind = row->record,
        .id = row->id,
        .path = row->path,
        .place = row->place,
        .role = row->role,
        .field = row->field,
        .value = bytes_slice(&row->text),
    };
    request->values[request->adjustments.value_count++] = value;
    struct adjusted_value *kept = &request->values[request->adjustments.value_count - 1];
    return copy(&request->arena, &kept->id) && copy(&request->arena, &kept->path) &&
           copy(&request->arena, &kept->field) && copy(&request->arena, &kept->value);
}

static bool say_line(struct tui_request *request, const struct form_row *row)
{
    request->lines[request->adjustments.line_count++] = (struct adjusted_line){
        .path = row->path, .line = row->line, .was = row->old, .text = bytes_slice(&row->text)};
    struct adjusted_line *kept = &request->lines[request->adjustments.line_count - 1];
    return copy(&request->arena, &kept->path) && copy(&request->arena, &kept->was) && copy(&request->arena, &kept->text);
}

static bool say_part(struct tui_request *request, const struct form_row *row)
{
    request->left[request->adjustments.left_count++] =
        (struct adjusted_part){.path = row->path, .old = row->old, .new = row->new, .number = row->number};
    struct adjusted_part *kept = &request->left[request->adjustments.left_count - 1];
    return copy(&request->arena, &kept->path) && copy(&request->arena, &kept->old) && copy(&request->arena, &kept->new);
}

static bool say_adjustments(struct tui_state *state)
{
    const struct form *form = state->form;
    struct tui_request *request = &state->request;
    request->values = arena_new(&request->arena, form->count + 1, sizeof *request->values);
    request->lines = arena_new(&request->arena, form->count + 1, sizeof *request->lines);
    request->left = arena_new(&request->arena, form->count + 1, sizeof *request->left);
    bool good = request->values != NULL && request->lines != NULL && request->left != NULL;
    request->adjustments =
        (struct adjustments){.values = request->values, .lines = request->lines, .left = request->left};
    for (size_t i = form->asked; i < form->count && good; i++) {
        const struct form_row *row = &form->rows[i];
        if (row->kind == FORM_CELL && form_is_changed(row)) {
            good = say_value(request, row);
        } else if (row->kind == FORM_MENTION && form_is_changed(row)) {
            good = say_line(request, row);
        } else if (row->kind == FORM_PART && row->on) {
            good = say_part(request, row);
        }
    }
    return good;
}

bool form_make_request(struct tui_state *state, struct error *error)
{
    const struct form *form = state->form;
    if (form->verb == NULL) {
        /* Nothing of what was asked before is of this; which change it is stays. */
        size_t shown = state->request.undo ? state->request.undo_id : 0;
        request_clear(state);
        state->request.undo = true;
        state->request.undo_id = shown;
        return true;
    }
    if (!request_begin(state, form->verb->name)) {
        return true;
    }
    state->request.force = form->force;
    bool good = true;
    bool skipped = false;
    for (size_t i = 0; i < form->asked && good; i++) {
        const struct form_row *row = &form->rows[i];
        if (row->kind == FORM_ARGUMENT) {
            skipped = skipped || !is_said(row);
            good = skipped || say_argument(state, row);
        } else if (row->kind == FORM_OPTION || row->kind == FORM_FLAG) {
            good = say_option(state, row);
        }
    }
    for (size_t i = 0; i < form->asked && good; i++) {
        good = form->rows[i].kind != FORM_SETTING || say_setting(state, &form->rows[i]);
    }
    return (good && say_adjustments(state)) || error_no_memory(error);
}
