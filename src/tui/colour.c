/* Colours by name and number, and the nearest that a terminal has. */
#include "tui/style.h"

#include <stdlib.h>

static const char *const names[16] = {
    "black",        "red",        "green",        "yellow",        "blue",        "magenta",        "cyan",        "white",
    "bright-black", "bright-red", "bright-green", "bright-yellow", "bright-blue", "bright-magenta", "bright-cyan", "bright-white",
};

static int hex_digit(char byte)
{
    return byte >= '0' && byte <= '9'   ? byte - '0'
           : byte >= 'a' && byte <= 'f' ? byte - 'a' + 10
           : byte >= 'A' && byte <= 'F' ? byte - 'A' + 10
                                        : -1;
}

static bool parse_rgb(struct slice text, int *colour)
{
    int value = 0;
    for (size_t i = 1; i < 7; i++) {
        int digit = hex_digit(text.data[i]);
        if (digit < 0) {
            return false;
        }
        value = value * 16 + digit;
    }
    *colour = COLOUR_RGB + value;
    return true;
}

bool colour_parse(struct slice text, int *colour)
{
    if (slice_equal(text, slice_of("default"))) {
        *colour = COLOUR_DEFAULT;
        return true;
    }
    for (int i = 0; i < 16; i++) {
        if (slice_equal(text, slice_of(names[i]))) {
            *colour = i;
            return true;
        }
    }
    if (text.size == 7 && text.data[0] == '#') {
        return parse_rgb(text, colour);
    }
    int value = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] < '0' || text.data[i] > '9' || value > 255) {
            return false;
        }
        value = value * 10 + (text.data[i] - '0');
    }
    *colour = value;
    return text.size > 0 && value <= 255;
}

bool colour_append(struct bytes *out, int colour)
{
    if (colour >= COLOUR_RGB) {
        return bytes_append_format(out, "'#%06x'", (unsigned)(colour - COLOUR_RGB));
    }
    return colour < 0    ? bytes_append_text(out, "default")
           : colour < 16 ? bytes_append_text(out, names[colour])
                         : bytes_append_format(out, "%d", colour);
}

/* ---- the nearest ---- */

struct rgb colour_rgb(int number)
{
    static const struct rgb basic[16] = {
        {0, 0, 0},       {205, 0, 0},   {0, 205, 0},   {205, 205, 0},   {0, 0, 238},    {205, 0, 205},
        {0, 205, 205},   {229, 229, 229}, {127, 127, 127}, {255, 0, 0}, {0, 255, 0},    {255, 255, 0},
        {92, 92, 255},   {255, 0, 255}, {0, 255, 255}, {255, 255, 255},
    };
    static const int steps[6] = {0, 95, 135, 175, 215, 255};
    if (number >= COLOUR_RGB) {
        int value = number - COLOUR_RGB;
        return (struct rgb){value >> 16 & 255, value >> 8 & 255, value & 255};
    }
    if (number < 16) {
        return basic[number];
    }
    if (number < 232) {
        return (struct rgb){steps[(number - 16) / 36], steps[(number - 16) / 6 % 6], steps[(number - 16) % 6]};
    }
    int grey = 8 + (number - 232) * 10;
    return (struct rgb){grey, grey, grey};
}

static int distance(struct rgb a, struct rgb b)
{
    return 2 * (a.red - b.red) * (a.red - b.red) + 4 * (a.green - b.green) * (a.green - b.green) +
           3 * (a.blue - b.blue) * (a.blue - b.blue);
}

/* Whether it has no hue to speak of: no grey can stand for what has one. */
static bool is_grey(struct rgb colour)
{
    enum { HUE = 48 };
    int most = colour.red > colour.green ? colour.red : colour.green;
    int least = colour.red < colour.green ? colour.red : colour.green;
    most = colour.blue > most ? colour.blue : most;
    least = colour.blue < least ? colour.blue : least;
    return most - least < HUE;
}

int colour_fit(int colour, int available)
{
    enum { TRUE_COLOURS = 1 << 24, PALETTE = 8 };
    if (available >= TRUE_COLOURS && colour >= PALETTE) {
        /* There only the first eight are of a palette: the other numbers are red, green and blue. */
        struct rgb exact = colour_rgb(colour);
        int value = exact.red << 16 | exact.green << 8 | exact.blue;
        return value < PALETTE ? 0 : value;
    }
    if (colour < 0 || colour < available) {
        return colour;
    }
    if (colour < 16 && available >= 8) {
        return colour - 8; /* the same, not bright */
    }
    struct rgb wanted = colour_rgb(colour);
    int count = available < 256 ? (available < 16 ? 8 : 16) : 256;
    /* The first sixteen look as the person chose: of the others the nearest is nearer. */
    int best = count == 256 ? 16 : 1;
    for (int i = best; i < count; i++) {
        bool hue = count == 256 || is_grey(wanted) || !is_grey(colour_rgb(i));
        best = hue && distance(colour_rgb(i), wanted) < distance(colour_rgb(best), wanted) ? i : best;
    }
    return best;
}
