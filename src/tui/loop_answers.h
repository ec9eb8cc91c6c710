/* loop_answers.h: inside the loop: looks up what answers.h asks for. What takes long is done by a process of its own
 * (store/background.h) while the board goes on.
 */
#ifndef WORKBOARD_TUI_LOOP_ANSWERS_H
#define WORKBOARD_TUI_LOOP_ANSWERS_H

#include "tui/loop_effects.h"

/* Carries out the effect, which is one of those of answers.h. */
bool board_answer(struct board *board, enum effect effect, struct error *error);

/* Tells the state of work that came to its end. */
bool board_take_work(struct board *board, struct error *error);

/* Ends what is still going on. */
void board_end_work(struct board *board);

#endif
