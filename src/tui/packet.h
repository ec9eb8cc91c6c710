/* packet.h: handing over: what the keys and the `:` line do about the packet to write and the packet to look at. */
#ifndef WORKBOARD_TUI_PACKET_H
#define WORKBOARD_TUI_PACKET_H

#include "tui/effects.h"
#include "tui/state.h"

/* Opens the `:` line to write the packet, or to choose one to look at. */
void packet_begin_write(struct tui_state *state, struct tui_effects *effects);
void packet_begin_intake(struct tui_state *state, struct tui_effects *effects);

/* `[--force] FILE`: writes the packet. `FILE [LANE]`: looks at the packet of somebody. */
void packet_write(struct tui_state *state, struct slice argument, struct tui_effects *effects);
void packet_intake(struct tui_state *state, struct slice argument);

/* Takes the names in (EVENT_PATHS). False when memory ran out. */
bool packet_take_paths(struct tui_state *state, const struct slice *names, size_t count);

/* Asks for the names in the folder that the word of the `:` line stands in, where they are not known. */
void packet_ask_paths(struct tui_state *state, struct tui_effects *effects);

/* The folder part of a path, with its slash; empty where it is a mere name. */
struct slice packet_folder(struct slice path);

/* What the first word of the line is, where it has quotes without them; `rest` is what stands behind. */
struct slice packet_first_word(struct slice text, struct slice *rest);

#endif
