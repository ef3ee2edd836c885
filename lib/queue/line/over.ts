import type { CommandType } from "./commands.ts";
import type { LineState } from "./line-state.ts";

/** What still ends well for people when their half-day was cancelled under them. */
const ENDINGS: readonly CommandType[] = ["start", "finish", "absent", "leave", "refer", "report", "undo"];

/** Closed, or never to be held. */
export const isOver = (state: Pick<LineState, "status">): boolean =>
  state.status === "closed" || state.status === "cancelled";

/** Reports are written when the last person has gone, on the tram or the next day. */
const AFTERWARDS: readonly CommandType[] = ["report"];

/** Whether the half-day is over for this act: a closed one for all but reports, a cancelled one for all that begins something. */
export const isOverFor = (state: LineState, act: CommandType): boolean =>
  (state.status === "closed" && !AFTERWARDS.includes(act)) || (state.status === "cancelled" && !ENDINGS.includes(act));
