import { accept, refuse } from "../../result.ts";
import type { CommandOf } from "../line/commands.ts";
import { deskOf } from "../line/desks.ts";
import type { Decision } from "../line/events.ts";
import { occupantOf, presentDesk, type LineState } from "../line/line-state.ts";

/**
 * Whom I help goes on at another desk, first there: that desk takes her before it calls. Refused: `desk-not-taken`
 * (I hold no desk, or nobody else is at that one), `state-changed` (I help nobody).
 */
export function handOver(state: LineState, command: CommandOf<"hand-over">): Decision {
  const mine = deskOf(state, command.conseiller);
  const other = presentDesk(state, command.to);
  if (!mine || !other || other.number === mine.number) return refuse("desk-not-taken");
  const visit = occupantOf(state, mine.number);
  if (visit?.state !== "serving") return refuse("state-changed");
  return accept([{ type: "visit-handed-over", visit: visit.id, desk: other.number }]);
}
