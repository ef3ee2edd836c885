import { visitOf, type LineState } from "../../queue/line/line-state.ts";
import type { Visit } from "../../queue/line/visit.ts";
import { toDate } from "../clock.ts";
import type { Tx } from "../db.ts";
import { stateColumnsOf } from "./visit-row.ts";

/** Writes the visit that a number begins. Its name and phone, if any, are not the line's business (take-number.ts). */
export async function createVisit(tx: Tx, after: LineState, id: string): Promise<void> {
  const visit = visitIn(after, id);
  await tx.visit.create({
    data: {
      id,
      permanenceId: after.permanence,
      number: visit.number,
      joinedAt: toDate(visit.joinedAt),
      topicKey: visit.topic ?? null,
      language: visit.language ?? null,
      card: visit.card ?? null,
      ...stateColumnsOf(visit),
    },
    select: { id: true },
  });
}

/** Compare-and-set: the row must still be in the state the decision saw, lock or no lock. */
export async function updateVisit(tx: Tx, before: LineState, after: LineState, id: string): Promise<void> {
  const [was, visit] = [visitIn(before, id), visitIn(after, id)];
  const { count } = await tx.visit.updateMany({
    where: { id, permanenceId: after.permanence, state: was.state },
    data: { ...stateColumnsOf(visit), ...(was.state !== visit.state && { conseillerId: conseillerOf(visit, after) }) },
  });
  if (count !== 1) throw new Error("A visit changed under the lock of its permanence.");
}

/** Who sits at the desk of this visit as it comes into its state; nobody once it has no desk. Whoever sits there later has not helped her. */
const conseillerOf = (visit: Visit, line: LineState): string | null =>
  ("desk" in visit ? line.desks.find((desk) => desk.number === visit.desk)?.conseiller : undefined) ?? null;

function visitIn(line: LineState, id: string): Visit {
  const visit = visitOf(line, id);
  if (!visit) throw new Error("An event speaks of a visit that is not in the line.");
  return visit;
}
