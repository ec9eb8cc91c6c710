/* form_place.h: where the form stands on the screen, for drawing it and for breaking its lines. */
#ifndef WORKBOARD_TUI_FORM_PLACE_H
#define WORKBOARD_TUI_FORM_PLACE_H

#include "tui/state.h"

struct form_place {
    struct area frame;
    struct area inside;
    struct area aside_frame; /* what follows, where there is room beside; no columns: there is none */
    struct area aside;
};

static inline struct form_place form_place(const struct tui_state *state)
{
    enum { WIDE = 116 };
    struct form_place place = {.frame = state->layout.body};
    bool framed = place.frame.rows >= 8 && place.frame.columns >= 30;
    if (framed && place.frame.columns >= WIDE) {
        place.aside_frame = place.frame;
        place.aside_frame.columns = place.frame.columns * 3 / 8;
        place.frame.columns -= place.aside_frame.columns;
        place.aside_frame.column += place.frame.columns;
        place.aside = area_inside(place.aside_frame);
    }
    place.inside = framed ? area_inside(place.frame) : place.frame;
    return place;
}

#endif
