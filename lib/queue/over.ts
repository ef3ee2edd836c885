import type { CommandType } from "./commands.ts";
import type { LineState } from "./line-state.ts";

/** What still ends well for people when their half-day was cancelled under them. */
const ENDINGS: readonly CommandType[] = ["start", "finish", "absent", "leave", "refer", "report", "undo"];

/** Closed, or never to be held. */
export const isOver = (state: Pick<LineState, "status">): boolean => state.status === "closed" || state.status === "cancelled";

/** Whether the half-day is over for this act: a closed one for every act, a cancelled one for all that begins something. */
export const isOverFor = (state: LineState, act: CommandType): boolean =>
  state.status === "closed" || (state.status === "cancelled" && !ENDINGS.includes(act));
