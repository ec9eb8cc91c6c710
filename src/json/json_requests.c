#include "json/json_requests.h"

#include "base/suggest.h"
#include "ops/set_fields.h"

#include <cjson/cJSON.h>

/* One object at work. */
struct reader {
    struct json_requests *requests;
    struct apply_request *request;
    const char *name; /* of the edit or verb */
    struct error *error;
};

static bool wrong(const struct reader *reader, const char *key, const char *what)
{
    return error_set(reader->error, ERROR_USAGE, "request %zu (%s): \"%.80s\" %s", reader->request->number, reader->name,
                     key, what);
}

/* ---- values ---- */

static bool keep(const struct reader *reader, const char *text, struct slice *kept)
{
    *kept = arena_copy(&reader->requests->arena, slice_of(text));
    return kept->data != NULL || error_no_memory(reader->error);
}

/* A value as text: what is no text, as JSON writes it. */
static bool read_text(const struct reader *reader, const cJSON *value, struct slice *text)
{
    if (cJSON_IsString(value)) {
        return keep(reader, value->valuestring, text);
    }
    char *printed = cJSON_PrintUnformatted(value);
    bool kept = printed != NULL ? keep(reader, printed, text) : error_no_memory(reader->error);
    cJSON_free(printed);
    return kept;
}

static bool is_scalar(const cJSON *value)
{
    return cJSON_IsString(value) || cJSON_IsNumber(value) || cJSON_IsBool(value);
}

/* ---- structural edits ---- */

static bool give(const struct reader *reader, enum structure_argument argument, const cJSON *value)
{
    struct slice text;
    struct error reason;
    if (!read_text(reader, value, &text)) {
        return false;
    }
    if (!structure_request_give(reader->request->edit, argument, text, &reason)) {
        return error_set(reader->error, reason.code, "request %zu: %.900s", reader->request->number, reason.message);
    }
    return true;
}

/* A value of a node brings its type along, where none is said. */
static bool give_type(const struct reader *reader, const cJSON *object, const cJSON *value)
{
    const char *type = cJSON_IsNumber(value)   ? "number"
                       : cJSON_IsBool(value)   ? "bool"
                       : cJSON_IsNull(value)   ? "null"
                       : cJSON_IsString(value) ? NULL
                                               : "json";
    if (type == NULL || cJSON_GetObjectItemCaseSensitive(object, "type") != NULL) {
        return true;
    }
    return structure_request_give(reader->request->edit, STRUCTURE_TYPE, slice_of(type), reader->error);
}

static bool read_argument(const struct reader *reader, const cJSON *object, const cJSON *value)
{
    enum structure_operation operation = reader->request->edit->operation;
    enum structure_argument argument;
    if (!structure_find_argument(operation, slice_of(value->string), &argument)) {
        return wrong(reader, value->string, "is nothing that this edit takes");
    }
    const struct structure_argument_info *info = &structure_arguments[argument];
    bool typed = argument == STRUCTURE_VALUE && (structure_operations[operation].takes & 1U << STRUCTURE_TYPE) != 0;
    if (typed) {
        bool null = cJSON_IsNull(value);
        return give_type(reader, object, value) && (null || give(reader, argument, value));
    }
    if (info->form == STRUCTURE_FLAG && cJSON_IsBool(value)) {
        return cJSON_IsFalse(value) || give(reader, argument, value);
    }
    if (info->form == STRUCTURE_LIST && cJSON_IsArray(value)) {
        const cJSON *item;
        cJSON_ArrayForEach(item, value)
        {
            if (!is_scalar(item)) {
                return wrong(reader, value->string, "is a list of texts");
            }
            if (!give(reader, argument, item)) {
                return false;
            }
        }
        return true;
    }
    if (info->form == STRUCTURE_FLAG || !is_scalar(value)) {
        return wrong(reader, value->string, info->form == STRUCTURE_FLAG ? "is true or false" : "takes a text");
    }
    return give(reader, argument, value);
}

static bool read_edit(const struct reader *reader, const cJSON *object)
{
    const cJSON *file = cJSON_GetObjectItemCaseSensitive(object, "file");
    if (!cJSON_IsString(file) || file->valuestring[0] == '\0') {
        return wrong(reader, "file", "has to say which document is meant");
    }
    if (!keep(reader, file->valuestring, &reader->request->file)) {
        return false;
    }
    const cJSON *value;
    cJSON_ArrayForEach(value, object)
    {
        bool own = strcmp(value->string, "file") == 0 || strcmp(value->string, "op") == 0;
        if (!own && !read_argument(reader, object, value)) {
            return false;
        }
    }
    return true;
}

/* ---- verbs ---- */

/* "ID" is "id"; what stands for FIELD=VALUE is "fields". */
static bool names_argument(const struct verb_argument *argument, const char *key)
{
    if (argument->name == NULL) {
        return false;
    }
    return argument->kind == ARGUMENT_FIELD ? strcmp(key, "fields") == 0
                                            : slice_equal_fold(slice_of(argument->name), slice_of(key));
}

static bool add_word(const struct reader *reader, struct slice *words, const cJSON *value)
{
    struct request *request = &reader->request->verb;
    return is_scalar(value) ? read_text(reader, value, &words[request->argument_count++])
                            : wrong(reader, value->string == NULL ? "the list" : value->string, "takes texts");
}

/* {"FIELD": VALUE}: FIELD=VALUE. */
static bool add_field(const struct reader *reader, struct slice *words, const cJSON *value)
{
    struct slice text;
    if (!is_scalar(value)) {
        return wrong(reader, value->string, "takes a text");
    }
    if (!read_text(reader, value, &text)) {
        return false;
    }
    struct slice *word = &words[reader->request->verb.argument_count++];
    *word = arena_format(&reader->requests->arena, "%s=%.*s", value->string, SLICE_PRINT(text));
    return word->data != NULL || error_no_memory(reader->error);
}

static bool add_words(const struct reader *reader, const struct verb_argument *argument, struct slice *words,
                      const cJSON *value)
{
    const cJSON *item;
    if (!cJSON_IsArray(value) && !cJSON_IsObject(value)) {
        return add_word(reader, words, value);
    }
    if (cJSON_IsObject(value) ? argument->kind != ARGUMENT_FIELD : !argument->repeated) {
        return wrong(reader, value->string, "takes one text");
    }
    cJSON_ArrayForEach(item, value)
    {
        if (!(cJSON_IsObject(value) ? add_field(reader, words, item) : add_word(reader, words, item))) {
            return false;
        }
    }
    return true;
}

static bool read_words(const struct reader *reader, const cJSON *object)
{
    struct request *request = &reader->request->verb;
    size_t most = 0;
    const cJSON *value;
    cJSON_ArrayForEach(value, object)
    {
        most += cJSON_IsArray(value) || cJSON_IsObject(value) ? (size_t)cJSON_GetArraySize(value) : 1;
    }
    struct slice *words = arena_new(&reader->requests->arena, most, sizeof *words);
    if (words == NULL) {
        return error_no_memory(reader->error);
    }
    request->arguments = words;
    for (size_t i = 0; i < VERB_ARGUMENTS && request->verb->arguments[i].name != NULL; i++) {
        cJSON_ArrayForEach(value, object)
        {
            if (names_argument(&request->verb->arguments[i], value->string) &&
                !add_words(reader, &request->verb->arguments[i], words, value)) {
                return false;
            }
        }
    }
    return true;
}

static bool is_word(const struct verb *verb, const char *key)
{
    for (size_t i = 0; i < VERB_ARGUMENTS; i++) {
        if (names_argument(&verb->arguments[i], key)) {
            return true;
        }
    }
    return false;
}

static bool read_option_values(const struct reader *reader, enum option option, const cJSON *list)
{
    struct request *request = &reader->request->verb;
    struct option_value *further = arena_new(&reader->requests->arena,
                                             request->further_count + (size_t)cJSON_GetArraySize(list), sizeof *further);
    if (further == NULL) {
        return error_no_memory(reader->error);
    }
    if (request->further_count > 0) {
        memcpy(further, request->further, request->further_count * sizeof *further);
    }
    request->further = further;
    const cJSON *item;
    cJSON_ArrayForEach(item, list)
    {
        struct slice text;
        if (!is_scalar(item)) {
            return wrong(reader, list->string, "is a list of texts");
        }
        if (!read_text(reader, item, &text)) {
            return false;
        }
        if (request->options[option].data == NULL) {
            request->options[option] = text;
        } else {
            further[request->further_count++] = (struct option_value){.option = option, .value = text};
        }
    }
    return true;
}

static bool read_option(const struct reader *reader, const cJSON *value)
{
    struct request *request = &reader->request->verb;
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if ((request->verb->options & 1U << i) == 0 || strcmp(option_infos[i].name, value->string) != 0) {
            continue;
        }
        if (option_infos[i].argument == NULL) {
            request->options[i] = cJSON_IsTrue(value) ? slice_of("") : request->options[i];
            return cJSON_IsBool(value) || wrong(reader, value->string, "is true or false");
        }
        if (cJSON_IsArray(value) && option_infos[i].repeated) {
            return read_option_values(reader, (enum option)i, value);
        }
        return is_scalar(value) ? read_text(reader, value, &request->options[i])
                                : wrong(reader, value->string, "takes a text");
    }
    return wrong(reader, value->string, "is nothing that this verb takes");
}

/* {"M1-T01.notes": "x"}: as many requests of the verb `set`. */
static bool read_settings(const struct reader *reader, const cJSON *object)
{
    const cJSON *value;
    cJSON_ArrayForEach(value, object)
    {
        struct slice text;
        struct slice setting;
        if (!is_scalar(value)) {
            return wrong(reader, value->string, "takes a text");
        }
        if (!read_text(reader, value, &text)) {
            return false;
        }
        setting = arena_format(&reader->requests->arena, "%s=%.*s", value->string, SLICE_PRINT(text));
        struct slice *words = arena_new(&reader->requests->arena, 2, sizeof *words);
        if (setting.data == NULL || words == NULL ||
            !arena_grow(&reader->requests->arena, &reader->requests->items, &reader->requests->capacity,
                        reader->requests->count + 1, sizeof *reader->requests->items)) {
            return error_no_memory(reader->error);
        }
        struct apply_request *further = &reader->requests->items[reader->requests->count];
        *further = (struct apply_request){.number = reader->request->number};
        if (!set_fields_request(setting, words, &further->verb, reader->error)) {
            return false;
        }
        reader->requests->count++;
    }
    return true;
}

static bool read_verb(const struct reader *reader, const cJSON *object)
{
    const struct verb *verb = reader->request->verb.verb;
    const cJSON *value;
    if (!read_words(reader, object)) {
        return false;
    }
    cJSON_ArrayForEach(value, object)
    {
        const char *key = value->string;
        if (strcmp(key, "force") == 0 && cJSON_IsBool(value)) {
            reader->request->verb.force = cJSON_IsTrue(value);
        } else if (strcmp(key, "op") != 0 && strcmp(key, "set") != 0 && !is_word(verb, key) &&
                   !read_option(reader, value)) {
            return false;
        }
    }
    return true;
}

/* ---- all ---- */

static bool no_operation(const struct reader *reader, const char *name)
{
    struct suggest suggest;
    suggest_init(&suggest, slice_of(name));
    for (size_t i = 0; i < STRUCTURE_OPERATIONS; i++) {
        suggest_offer(&suggest, structure_operations[i].name);
    }
    for (size_t i = 0; verbs[i] != NULL; i++) {
        suggest_offer(&suggest, verbs[i]->name);
    }
    return error_set(reader->error, ERROR_USAGE, "request %zu: there is no edit or verb \"%.80s\"%s%s%s",
                     reader->request->number, name, suggest.best == NULL ? "" : "; did you mean ",
                     suggest.best == NULL ? "" : suggest.best, suggest.best == NULL ? "" : "?");
}

static bool has_key_twice(const cJSON *object, const char **key)
{
    const cJSON *value;
    cJSON_ArrayForEach(value, object)
    {
        for (const cJSON *other = value->next; other != NULL; other = other->next) {
            if (strcmp(value->string, other->string) == 0) {
                *key = value->string;
                return true;
            }
        }
    }
    return false;
}

static bool read_object(struct json_requests *requests, size_t number, const cJSON *object, struct error *error)
{
    if (!arena_grow(&requests->arena, &requests->items, &requests->capacity, requests->count + 1,
                    sizeof *requests->items)) {
        return error_no_memory(error);
    }
    /* The items move when there are more of them, so the one at work is put in its place at its end. */
    struct apply_request own = {.number = number};
    struct reader reader = {.requests = requests, .request = &own, .name = "?", .error = error};
    const cJSON *name = cJSON_GetObjectItemCaseSensitive(object, "op");
    const char *key = NULL;
    if (!cJSON_IsObject(object) || !cJSON_IsString(name)) {
        return error_set(error, ERROR_USAGE, "request %zu is no object with an \"op\"; write {\"op\": \"set-cell\", ...}",
                         number);
    }
    reader.name = name->valuestring;
    if (has_key_twice(object, &key)) {
        return wrong(&reader, key, "is given twice");
    }
    enum structure_operation operation;
    size_t place = requests->count++;
    if (structure_find(slice_of(reader.name), &operation)) {
        own.edit = arena_new(&requests->arena, 1, sizeof *own.edit);
        if (own.edit == NULL) {
            return error_no_memory(error);
        }
        structure_request_init(own.edit, operation);
        requests->items[place] = own; /* so that it is released whatever comes */
        bool read = read_edit(&reader, object);
        requests->items[place] = own;
        return read;
    }
    own.verb.verb = verb_find(slice_of(reader.name));
    requests->items[place] = own;
    if (own.verb.verb == NULL) {
        return no_operation(&reader, reader.name);
    }
    bool read = read_verb(&reader, object);
    requests->items[place] = own;
    return read && read_settings(&reader, cJSON_GetObjectItemCaseSensitive(object, "set"));
}

static bool no_json(struct slice text, const char *end, struct error *error)
{
    size_t line = 1;
    for (const char *at = text.data; at < end && at < text.data + text.size; at++) {
        line += *at == '\n' ? 1 : 0;
    }
    return error_set(error, ERROR_USAGE, "line %zu of the request is no JSON; write an object or an array of objects", line);
}

bool json_requests_read(struct slice text, struct json_requests *requests, struct error *error)
{
    *requests = (struct json_requests){0};
    arena_init(&requests->arena);
    const char *end = NULL;
    text = slice_trim(text);
    text.data = text.data == NULL ? "" : text.data;
    cJSON *root = cJSON_ParseWithLengthOpts(text.data, text.size, &end, 0);
    bool done = root != NULL && slice_trim(slice_part(text, (size_t)(end - text.data), text.size)).size == 0;
    if (!done) {
        no_json(text, end == NULL ? text.data : end, error);
    } else if (cJSON_IsArray(root)) {
        size_t number = 1;
        const cJSON *item;
        cJSON_ArrayForEach(item, root)
        {
            done = done && read_object(requests, number++, item, error);
        }
    } else {
        done = read_object(requests, 1, root, error);
        for (size_t i = 0; i < requests->count; i++) {
            requests->items[i].number = 0; /* there is no other */
        }
    }
    cJSON_Delete(root);
    return done;
}

void json_requests_release(struct json_requests *requests)
{
    for (size_t i = 0; i < requests->count; i++) {
        if (requests->items[i].edit != NULL) {
            structure_request_release(requests->items[i].edit);
        }
    }
    arena_release(&requests->arena);
    *requests = (struct json_requests){0};
}
