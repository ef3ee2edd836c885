import { isLeftOver } from "#lib/queue/acts/close.ts";
import type { Act } from "#lib/queue/acts/acts.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { clock } from "../../lib/server/clock.ts";
import { snapshot } from "../../lib/server/db.ts";
import { loadLine } from "../../lib/server/queue/load-line.ts";
import { instant, type Instant } from "../../lib/time/instant.ts";
import { runAct, type Player } from "./run-act.ts";

/**
 * Closes the demo's earlier line, at its end: whoever sat at a table was helped, whoever was called has left, whoever
 * waited was not served. Two open lines would show one conseiller at two tables.
 */
export async function closeLine(player: Player, endsAt: Instant): Promise<void> {
  const offset = clock.offset();
  const now = clock.now();
  const end = instant(Math.min(now, endsAt));
  clock.move(offset + (end - now));
  const line = await snapshot((tx) => loadLine(tx, player.permanence, end));
  for (const act of line ? lastActs(line) : []) await runAct(player, end, act);
  clock.move(offset);
}

const lastActs = ({ visits }: LineState): readonly Act[] => [
  ...visits.flatMap(({ id, state }): Act[] =>
    state === "serving"
      ? [{ type: "finish", visit: id }]
      : state === "called"
        ? [{ type: "leave", visit: id, by: "staff" }]
        : [],
  ),
  {
    type: "close",
    leftovers: visits
      .filter(isLeftOver)
      .map(({ id, state }) => ({ visit: id, choice: state === "paused" ? "done" : "no-date" })),
  },
];
