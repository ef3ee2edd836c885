import { isLeftOver } from "#lib/queue/acts/close.ts";
import type { Act } from "#lib/queue/acts/acts.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { isAtDesk, type Visit } from "#lib/queue/line/visit.ts";
import { clock } from "#lib/server/clock.ts";
import { snapshot } from "#lib/server/db.ts";
import { loadLine } from "#lib/server/queue/load-line.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { runAct, type Player } from "./run-act.ts";

/**
 * Closes the demo's earlier line, at its end: whoever sat at a desk was helped, whoever was called has left, whoever
 * waited was not served. Two open lines would show one conseiller at two desks. Whoever tried the line may have moved
 * everybody to other desks, so that each act is done by the conseiller of the desk; the others by `player`.
 */
export async function closeLine(player: Player, endsAt: Instant): Promise<void> {
  const offset = clock.offset();
  const now = clock.now();
  const end = instant(Math.min(now, endsAt));
  clock.move(offset + (end - now));
  try {
    const line = await snapshot((tx) => loadLine(tx, player.permanence, end));
    if (!line) return;
    for (const { act, by = player.user } of lastActs(line)) await runAct({ ...player, user: by }, end, act);
  } finally {
    clock.move(offset);
  }
}

type LastAct = { readonly act: Act; readonly by?: string };

const lastActs = (line: LineState): readonly LastAct[] => [
  ...line.visits.filter(isAtDesk).map(({ id, state, desk }): LastAct => {
    const holder = line.desks.find(({ number }) => number === desk)?.conseiller;
    const act: Act = state === "serving" ? { type: "finish", visit: id } : { type: "leave", visit: id, by: "staff" };
    return { act, ...(holder !== undefined && { by: holder }) };
  }),
  { act: { type: "close", leftovers: line.visits.filter(isLeftOver).map(leftover) } },
];

const leftover = ({ id, state }: Visit) => ({
  visit: id,
  choice: state === "paused" ? ("done" as const) : ("no-date" as const),
});
