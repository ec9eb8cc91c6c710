#include "cli/clock.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct civil {
    long year;
    int month;
    int day;
};

/* Days since 1970-01-01. Counts years from March, so that the leap day is a year's last. */
static long long days_of(struct civil date)
{
    long year = date.month > 2 ? date.year : date.year - 1;
    long era = year / 400;
    long of_era = year - era * 400;
    int month = date.month > 2 ? date.month - 3 : date.month + 9;
    long of_year = (153 * month + 2) / 5 + date.day - 1;
    return (long long)era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static bool is_leap(long year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in(struct civil date)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return date.month == 2 && is_leap(date.year) ? 29 : days[date.month - 1];
}

/* `size` digits at `*text`, which is moved behind them. */
static bool read_digits(const char **text, int size, int *number)
{
    *number = 0;
    for (int i = 0; i < size; i++) {
        if (**text < '0' || **text > '9') {
            return false;
        }
        *number = *number * 10 + (**text - '0');
        *text += 1;
    }
    return true;
}

static bool read_byte(const char **text, char byte)
{
    if (**text != byte) {
        return false;
    }
    *text += 1;
    return true;
}

static bool read_day(const char **text, struct civil *date)
{
    int year = 0;
    if (!read_digits(text, 4, &year) || !read_byte(text, '-') || !read_digits(text, 2, &date->month) ||
        !read_byte(text, '-') || !read_digits(text, 2, &date->day)) {
        return false;
    }
    date->year = year;
    return year >= 1970 && date->month >= 1 && date->month <= 12 && date->day >= 1 && date->day <= days_in(*date);
}

/* Minutes east of UTC; `*zoned` says whether a zone was written. */
static bool read_zone(const char **text, int *minutes, bool *zoned)
{
    *minutes = 0;
    *zoned = true;
    if (read_byte(text, 'Z')) {
        return true;
    }
    int sign = **text == '+' ? 1 : **text == '-' ? -1 : 0;
    if (sign == 0) {
        *zoned = false;
        return true;
    }
    *text += 1;
    int hours = 0;
    int rest = 0;
    if (!read_digits(text, 2, &hours) || (read_byte(text, ':') && **text == '\0') ||
        (**text != '\0' && !read_digits(text, 2, &rest))) {
        return false;
    }
    *minutes = sign * (hours * 60 + rest);
    return hours < 24 && rest < 60;
}

/* Seconds since 1970 of a local time. */
static bool seconds_of_local(struct civil date, int hour, int minute, long long *seconds)
{
    struct tm parts = {
        .tm_year = (int)(date.year - 1900),
        .tm_mon = date.month - 1,
        .tm_mday = date.day,
        .tm_hour = hour,
        .tm_min = minute,
        .tm_isdst = -1,
    };
    time_t time = mktime(&parts);
    *seconds = (long long)time;
    return time != (time_t)-1;
}

static bool read_date(const char *text, bool local, long long *seconds, bool *only_day)
{
    struct civil date;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int zone = 0;
    bool zoned = true;
    if (!read_day(&text, &date)) {
        return false;
    }
    *only_day = *text == '\0';
    if (!*only_day) {
        if ((*text != 'T' && *text != ' ') || (text++, !read_digits(&text, 2, &hour)) || !read_byte(&text, ':') ||
            !read_digits(&text, 2, &minute) || (read_byte(&text, ':') && !read_digits(&text, 2, &second)) ||
            !read_zone(&text, &zone, &zoned) || *text != '\0' || hour > 23 || minute > 59 || second > 60) {
            return false;
        }
    }
    if (!zoned && local) {
        return seconds_of_local(date, hour, minute, seconds);
    }
    *seconds = days_of(date) * 86400 + hour * 3600L + minute * 60L - zone * 60L;
    return *seconds >= 0;
}

static bool write_moment(long long seconds, bool local, struct clock_moment *moment)
{
    time_t time = (time_t)seconds;
    struct tm utc;
    struct tm civil;
    if ((long long)time != seconds || gmtime_r(&time, &utc) == NULL ||
        (local ? localtime_r(&time, &civil) : gmtime_r(&time, &civil)) == NULL || utc.tm_year > 8099 ||
        civil.tm_year > 8099) {
        return false;
    }
    return strftime(moment->now, sizeof moment->now, "%Y-%m-%dT%H:%MZ", &utc) > 0 &&
           strftime(moment->day, sizeof moment->day, "%Y-%m-%d", &civil) > 0;
}

bool clock_read(const char *date, const char *epoch, bool local, struct clock_moment *moment, struct error *error)
{
    long long seconds = 0;
    bool only_day = false;
    if (date != NULL) {
        if (!read_date(date, local, &seconds, &only_day) || !write_moment(seconds, local && !only_day, moment)) {
            return error_set(error, ERROR_USAGE,
                             "\"%.100s\" is no date; write a day (2026-02-19) or a moment (2026-02-19T14:03Z)", date);
        }
        return true;
    }
    if (epoch != NULL) {
        char *end = NULL;
        errno = 0;
        seconds = strtoll(epoch, &end, 10);
        if (errno != 0 || end == epoch || *end != '\0' || seconds < 0 || !write_moment(seconds, local, moment)) {
            return error_set(error, ERROR_USAGE,
                             "SOURCE_DATE_EPOCH is \"%.100s\"; set it to seconds since 1970, or unset it", epoch);
        }
        return true;
    }
    if (!write_moment((long long)time(NULL), local, moment)) {
        return error_set(error, ERROR_SYSTEM, "the system's clock cannot be read; give the day with --date");
    }
    return true;
}
