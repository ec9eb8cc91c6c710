#include "outline/scan_line.h"

static size_t columns_to_tab(size_t column)
{
    return SCAN_TAB - column % SCAN_TAB;
}

void scan_line_find_text(struct scan_line *line)
{
    /* What was found before still holds while reading has not passed it. */
    if (line->text <= line->at) {
        size_t place = line->at;
        size_t column = line->column;
        while (place < line->end) {
            if (line->data[place] == ' ') {
                column++;
            } else if (line->data[place] == '\t') {
                column += columns_to_tab(column);
            } else {
                break;
            }
            place++;
        }
        line->text = place;
        line->text_column = column;
    }
    line->indent = line->text_column - line->column;
    line->blank = line->text >= line->end;
}

void scan_line_skip_bytes(struct scan_line *line, size_t count)
{
    while (count > 0 && line->at < line->end) {
        line->column += line->data[line->at] == '\t' ? columns_to_tab(line->column) : 1;
        line->at++;
        line->in_tab = false;
        count--;
    }
}

void scan_line_skip_columns(struct scan_line *line, size_t count)
{
    while (count > 0 && line->at < line->end) {
        size_t wide = line->data[line->at] == '\t' ? columns_to_tab(line->column) : 1;
        line->in_tab = wide > count;
        line->column += line->in_tab ? count : wide;
        line->at += line->in_tab ? 0 : 1;
        count -= line->in_tab ? count : wide;
    }
}

size_t scan_trim_end(const char *data, size_t start, size_t end)
{
    while (end > start && scan_is_space((unsigned char)data[end - 1])) {
        end--;
    }
    return end;
}
