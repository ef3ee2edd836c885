import type { LineState } from "../../queue/line/line-state.ts";
import { toDate } from "../clock.ts";
import type { Tx } from "../db.ts";

/** Writes the desks an event changed. Those that were left first: their person may sit at another by now, and sits at one only. */
export async function saveDesks(tx: Tx, before: LineState, after: LineState): Promise<void> {
  // `evolve` keeps the identity of what did not change.
  const changed = after.desks.filter((desk) => !before.desks.includes(desk));
  for (const desk of changed.toSorted((a, b) => Number(b.state === "left") - Number(a.state === "left"))) {
    const row = {
      conseillerId: desk.conseiller ?? null,
      state: desk.state,
      since: toDate(desk.since),
      breakUntil: desk.breakUntil === undefined ? null : toDate(desk.breakUntil),
      topicKeys: [...desk.topics],
    };
    await tx.desk.upsert({
      where: { permanenceId_number: { permanenceId: after.permanence, number: desk.number } },
      create: { permanenceId: after.permanence, number: desk.number, ...row },
      update: row,
      select: { number: true },
    });
  }
}
