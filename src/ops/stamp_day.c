#include "ops/stamp_day.h"

#include <stdio.h>

enum { MONTHS = 12, SHORT_MONTH = 3, TIME_AT = 11, TIME_SIZE = 5 };

static const char *const months[MONTHS] = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December",
};

static bool is_digit(struct slice text, size_t at)
{
    return at < text.size && text.data[at] >= '0' && text.data[at] <= '9';
}

static bool is_letter(struct slice text, size_t at)
{
    char byte = at < text.size ? text.data[at] : ' ';
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/* The digits at `at`, at most four; the number, and where they end. */
static size_t read_number(struct slice text, size_t at, unsigned *number)
{
    size_t end = at;
    *number = 0;
    while (is_digit(text, end) && end - at < 5) {
        *number = *number * 10 + (unsigned)(text.data[end++] - '0');
    }
    return end;
}

static bool is_real(unsigned year, unsigned month, unsigned day)
{
    static const unsigned char days[MONTHS] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return year >= 1000 && year <= 9999 && month >= 1 && month <= MONTHS && day >= 1 && day <= days[month - 1];
}

static void keep_day(struct stamp_day *found, unsigned year, unsigned month, unsigned day)
{
    (void)snprintf(found->day, sizeof found->day, "%04u-%02u-%02u", year % 10000, month % 100, day % 100);
}

/* ---- numbers ---- */

/* Which of the three numbers is what; false where it cannot be told. */
static bool order_numbers(char separator, const unsigned *numbers, const size_t *sizes, int *year, int *month, int *day)
{
    *year = sizes[0] == 4 ? 0 : 2;
    if (sizes[*year] != 4 || sizes[1] > 2 || sizes[2 - *year] > 2) {
        return false;
    }
    *month = 1;
    *day = 2 - *year;
    if (*year == 2 && separator == '/') {
        /* 02/19/2026 and 19/02/2026: one of the two is no month. */
        if ((numbers[0] <= MONTHS) == (numbers[1] <= MONTHS)) {
            return false;
        }
        *month = numbers[0] <= MONTHS ? 0 : 1;
        *day = 1 - *month;
    }
    return true;
}

static bool find_numbers(struct slice text, size_t at, struct stamp_day *found)
{
    unsigned numbers[STAMP_PARTS];
    size_t sizes[STAMP_PARTS];
    size_t start = at;
    char separator = '\0';
    for (size_t i = 0; i < STAMP_PARTS; i++) {
        size_t end = read_number(text, at, &numbers[i]);
        sizes[i] = end - at;
        found->parts[i].span = (struct span){.start = at, .end = end};
        if (sizes[i] == 0 || (i < 2 && end >= text.size)) {
            return false;
        }
        if (i == 0) {
            separator = text.data[end];
        }
        if (i < 2 && (text.data[end] != separator || (separator != '-' && separator != '/' && separator != '.'))) {
            return false;
        }
        at = end + 1;
    }
    int year = 0;
    int month = 0;
    int day = 0;
    if (!order_numbers(separator, numbers, sizes, &year, &month, &day) ||
        !is_real(numbers[year], numbers[month], numbers[day])) {
        return false;
    }
    found->parts[year].what = STAMP_YEAR;
    found->parts[month].what = STAMP_MONTH;
    found->parts[day].what = STAMP_DAY;
    found->span = (struct span){.start = start, .end = found->parts[2].span.end};
    keep_day(found, numbers[year], numbers[month], numbers[day]);
    return true;
}

/* ---- names of months ---- */

/* The month whose name, whole or its first three letters, stands at `at`; 0 where none does. */
static unsigned read_month(struct slice text, size_t at, size_t *end)
{
    size_t size = 0;
    while (is_letter(text, at + size)) {
        size++;
    }
    *end = at + size;
    struct slice word = slice_part(text, at, *end);
    for (unsigned i = 0; size >= SHORT_MONTH && i < MONTHS; i++) {
        struct slice name = slice_of(months[i]);
        if (slice_equal_fold(word, name) || (size == SHORT_MONTH && slice_equal_fold(word, slice_part(name, 0, SHORT_MONTH)))) {
            return i + 1;
        }
    }
    return 0;
}

static size_t skip_blank(struct slice text, size_t at, char mark)
{
    at += at < text.size && mark != '\0' && text.data[at] == mark ? 1 : 0;
    return at < text.size && text.data[at] == ' ' ? at + 1 : SLICE_NONE;
}

static bool find_year(struct slice text, size_t at, struct stamp_day *found, unsigned month, unsigned day)
{
    unsigned year = 0;
    size_t end = at == SLICE_NONE ? 0 : read_number(text, at, &year);
    if (at == SLICE_NONE || end - at != 4 || !is_real(year, month, day)) {
        return false;
    }
    found->parts[2] = (struct stamp_part){.span = {.start = at, .end = end}, .what = STAMP_YEAR};
    found->span = (struct span){.start = found->parts[0].span.start, .end = end};
    keep_day(found, year, month, day);
    return true;
}

/* "19 February 2026", "Feb 19, 2026". */
static bool find_named(struct slice text, size_t at, struct stamp_day *found)
{
    unsigned day = 0;
    size_t end = 0;
    bool day_first = is_digit(text, at);
    unsigned month = day_first ? 0 : read_month(text, at, &end);
    if (day_first) {
        end = read_number(text, at, &day);
    }
    if (day_first ? end - at > 2 : month == 0) {
        return false;
    }
    found->parts[0] =
        (struct stamp_part){.span = {.start = at, .end = end}, .what = day_first ? STAMP_DAY : STAMP_MONTH_NAME};
    at = skip_blank(text, end, day_first ? '\0' : '.');
    if (at == SLICE_NONE) {
        return false;
    }
    if (day_first) {
        month = read_month(text, at, &end);
    } else {
        end = read_number(text, at, &day);
    }
    found->parts[1] =
        (struct stamp_part){.span = {.start = at, .end = end}, .what = day_first ? STAMP_MONTH_NAME : STAMP_DAY};
    if (end == at || month == 0 || end - at > (day_first ? 9U : 2U)) {
        return false;
    }
    return find_year(text, skip_blank(text, end, day_first ? '.' : ','), found, month, day);
}

/* ---- the time ---- */

static void find_time(struct slice text, struct stamp_day *found)
{
    size_t at = found->span.end;
    unsigned hours = 0;
    unsigned minutes = 0;
    if (at >= text.size || (text.data[at] != 'T' && text.data[at] != ' ') || read_number(text, at + 1, &hours) != at + 3 ||
        at + 3 >= text.size || text.data[at + 3] != ':' || read_number(text, at + 4, &minutes) != at + 6 || hours > 23 ||
        minutes > 59) {
        return;
    }
    size_t end = at + 6;
    struct span seconds = {.start = end, .end = end};
    unsigned number = 0;
    if (end < text.size && text.data[end] == ':' && read_number(text, end + 1, &number) == end + 3) {
        seconds = (struct span){.start = end + 1, .end = end + 3};
        end = seconds.end;
    }
    struct slice rest = slice_part(text, end, text.size);
    if ((rest.size > 0 && rest.data[0] == 'Z' && !is_letter(rest, 1)) ||
        (slice_starts(rest, slice_of(" UTC")) && !is_letter(rest, 4))) {
        found->time = (struct span){.start = at + 1, .end = at + 6};
        found->seconds = seconds;
        found->span.end = end;
    }
}

bool stamp_day_find(struct slice text, struct stamp_day *found)
{
    for (size_t at = 0; at < text.size; at++) {
        bool begins = is_digit(text, at) ? at == 0 || !is_digit(text, at - 1)
                                         : is_letter(text, at) && (at == 0 || !is_letter(text, at - 1));
        *found = (struct stamp_day){0};
        if (begins && (find_numbers(text, at, found) || find_named(text, at, found)) && !is_digit(text, found->span.end)) {
            find_time(text, found);
            return true;
        }
    }
    return false;
}

/* ---- writing ---- */

/* In the case and length of the older name. */
static void append_month(struct bytes *out, struct slice old, unsigned month)
{
    struct slice name = slice_of(months[(month + MONTHS - 1) % MONTHS]);
    bool is_short = old.size == SHORT_MONTH;
    for (size_t i = 0; i < name.size && (!is_short || i < SHORT_MONTH); i++) {
        char like = old.data[i < old.size ? i : old.size - 1];
        bool upper = like >= 'A' && like <= 'Z';
        char byte = (char)(name.data[i] | 0x20);
        bytes_append_byte(out, upper ? (char)(byte & ~0x20) : byte);
    }
}

static void append_part(struct bytes *out, struct slice text, const struct stamp_part *part, struct slice day)
{
    unsigned year = 0;
    unsigned month = 0;
    unsigned number = 0;
    struct slice old = slice_part(text, part->span.start, part->span.end);
    (void)read_number(day, 0, &year);
    (void)read_number(day, 5, &month);
    (void)read_number(day, 8, &number);
    /* 9 February, but 09.02.: a number without a zero before it stays so. */
    bool padded = old.size > 1 && (old.data[0] == '0' || part->what == STAMP_MONTH || number > 9);
    if (part->what == STAMP_YEAR) {
        bytes_append_format(out, "%04u", year);
    } else if (part->what == STAMP_MONTH_NAME) {
        append_month(out, old, month);
    } else {
        bytes_append_format(out, padded ? "%02u" : "%u", part->what == STAMP_MONTH ? month : number);
    }
}

bool stamp_day_append(struct bytes *out, struct slice text, const struct stamp_day *found, struct slice day,
                      struct slice now)
{
    bool timed = span_size(found->time) > 0 && now.size >= TIME_AT + TIME_SIZE;
    bool numbers = found->parts[0].what != STAMP_MONTH_NAME && found->parts[1].what != STAMP_MONTH_NAME;
    size_t at = found->span.start;
    day = timed ? slice_part(now, 0, STAMP_DAY_SIZE) : day;
    for (size_t i = 0; i < STAMP_PARTS; i++) {
        struct stamp_part part = found->parts[i];
        bytes_append(out, slice_part(text, at, part.span.start));
        if (numbers && part.what == STAMP_DAY && span_size(part.span) == 2) {
            bytes_append(out, slice_part(day, 8, STAMP_DAY_SIZE));
        } else {
            append_part(out, text, &part, day);
        }
        at = part.span.end;
    }
    if (timed) {
        bytes_append(out, slice_part(text, at, found->time.start));
        bytes_append(out, slice_part(now, TIME_AT, TIME_AT + TIME_SIZE));
        at = found->time.end;
        if (span_size(found->seconds) > 0) {
            bytes_append(out, slice_part(text, at, found->seconds.start));
            bytes_append_text(out, "00");
            at = found->seconds.end;
        }
    }
    return bytes_append(out, slice_part(text, at, found->span.end));
}
