/* effects.h: what is to be done outside of the state, asked for by the update and carried out by the loop. */
#ifndef WORKBOARD_TUI_EFFECTS_H
#define WORKBOARD_TUI_EFFECTS_H

#include <stddef.h>

enum effect {
    EFFECT_PREVIEW, /* run state->request without writing; answer with EVENT_PREVIEW or EVENT_FAILED */
    EFFECT_WRITE,   /* run it and write; answer with EVENT_PLAN and EVENT_WRITTEN, or EVENT_FAILED */
    EFFECT_REFRESH, /* read the documents again; answer with EVENT_PLAN where they changed */
    EFFECT_REDRAW,  /* draw the whole screen anew */
    EFFECT_EDITOR,  /* open state->editor_path at state->editor_line */
    EFFECT_PAGER,   /* the same with the pager */
    EFFECT_YANK,    /* give state->yank to the terminal's clipboard */
    EFFECT_THEME,   /* draw in the looks that the configuration now has */
    EFFECT_EVIDENCE, /* look up the files of evidence; this and the next three are answered by EVENT_ANSWER, now or later */
    EFFECT_HISTORY,  /* read the history of the plan, and what is not committed */
    EFFECT_PACKET,   /* fill in the packet to hand over */
    EFFECT_INTAKE,   /* hold the packet state->answers->intake_path against the checklist */
    EFFECT_PACKET_EDIT,  /* let the person edit state->answers->packet; answer with EVENT_ANSWER */
    EFFECT_PACKET_WRITE, /* write it to state->answers->path; answer with EVENT_TAKEN or EVENT_FAILED */
    EFFECT_PACKET_COPY,  /* give it to the terminal's clipboard; answer with EVENT_TAKEN */
    EFFECT_PATHS,    /* list the folder state->answers->folder; answer with EVENT_PATHS */
    EFFECT_QUIT
};

enum { EFFECTS = 8 };

struct tui_effects {
    enum effect items[EFFECTS];
    size_t count;
};

/* Asks for it, behind what was asked for before. */
static inline void effects_add(struct tui_effects *effects, enum effect effect)
{
    if (effects->count < EFFECTS) {
        effects->items[effects->count++] = effect;
    }
}

#endif
