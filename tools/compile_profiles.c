/* compile_profiles FILE...: writes C on standard output with the settings of each profile, read already, so that a start of the
 * program parses no YAML: the table profile_trees of plan/profile_read.h, in the order of the files.
 *
 * It runs while the program is built; where that cannot be (cross compiling), tools/embed writes a table of NULLs, and the
 * texts are parsed at each start.
 */
#include "base/bytes.h"
#include "plan/settings_file.h"

#include <stdio.h>
#include <stdlib.h>

static unsigned nodes; /* written so far: each gets its number as its name */

/* Octal escapes for all but letters, digits and blanks: no trigraph, and no digit that an escape would swallow. */
static void write_text(struct slice text)
{
    (void)putchar('"');
    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
                     byte == ' ';
        (void)(plain ? printf("%c", byte) : printf("\\%03o", byte));
    }
    (void)putchar('"');
}

static void write_list(const char *name, unsigned self, const unsigned *numbers, size_t count)
{
    (void)printf("static const struct setting *const %s_%u[] = {", name, self);
    for (size_t i = 0; i < count; i++) {
        (void)printf("%s&node_%u", i == 0 ? "" : ", ", numbers[i]);
    }
    (void)printf("};\n");
}

/* Writes the node behind all that it points to; its number. */
static unsigned write_node(const struct setting *node)
{
    unsigned *items = malloc((node->count + 1) * sizeof *items);
    unsigned *keys = malloc((node->count + 1) * sizeof *keys);
    if (items == NULL || keys == NULL) {
        (void)fprintf(stderr, "compile_profiles: out of memory\n");
        exit(1);
    }
    for (size_t i = 0; i < node->count; i++) {
        keys[i] = node->type == SETTING_MAP ? write_node(node->keys[i]) : 0;
        items[i] = write_node(node->items[i]);
    }
    unsigned self = nodes++;
    if (node->count > 0) {
        write_list("items", self, items, node->count);
    }
    if (node->count > 0 && node->type == SETTING_MAP) {
        write_list("keys", self, keys, node->count);
    }
    (void)printf("static const struct setting node_%u = {.line = %zu, ", self, node->line);
    if (node->type == SETTING_TEXT) {
        (void)printf(".type = SETTING_TEXT, .text = {.data = ");
        write_text(node->text);
        (void)printf(", .size = %zu}};\n", node->text.size);
    } else {
        (void)printf(".type = %s, .count = %zu", node->type == SETTING_MAP ? "SETTING_MAP" : "SETTING_LIST", node->count);
        if (node->count > 0) {
            (void)printf(", .items = items_%u", self);
        }
        if (node->count > 0 && node->type == SETTING_MAP) {
            (void)printf(", .keys = keys_%u", self);
        }
        (void)printf("};\n");
    }
    free(items);
    free(keys);
    return self;
}

static bool read_file(const char *path, struct bytes *text)
{
    char buffer[4096];
    size_t got = 0;
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        perror(path);
        return false;
    }
    bool read = true;
    while (read && (got = fread(buffer, 1, sizeof buffer, file)) > 0) {
        read = bytes_append(text, slice_make(buffer, got));
    }
    read = read && ferror(file) == 0;
    return fclose(file) == 0 && read;
}

int main(int count, char **arguments)
{
    unsigned *roots = calloc((size_t)count, sizeof *roots);
    bool done = roots != NULL;
    (void)printf("#include \"plan/profile_read.h\"\n\n");
    for (int i = 1; i < count && done; i++) {
        struct error error = {0};
        struct arena arena;
        struct bytes text;
        arena_init(&arena);
        bytes_init(&text);
        const struct setting *root =
            read_file(arguments[i], &text) ? settings_read(&arena, arguments[i], bytes_slice(&text), &error) : NULL;
        done = root != NULL;
        if (done) {
            roots[i] = write_node(root);
        } else {
            (void)fprintf(stderr, "compile_profiles: %s:%zu: %s\n", arguments[i], error.line, error.message);
        }
        bytes_release(&text);
        arena_release(&arena);
    }
    (void)printf("\nconst struct setting *const profile_trees[] = {");
    for (int i = 1; i < count && done; i++) {
        (void)printf("%s&node_%u", i == 1 ? "" : ", ", roots[i]);
    }
    (void)printf("};\n");
    free(roots);
    return done && fflush(stdout) == 0 && ferror(stdout) == 0 ? 0 : 1;
}
