import { never } from "../../result.ts";
import type { Stamped } from "../../queue/events.ts";
import { visitOf, type LineState } from "../../queue/line-state.ts";
import type { Visit } from "../../queue/visit.ts";
import { toDate } from "../clock.ts";
import type { Tx } from "../db.ts";
import { stateColumnsOf } from "./visit-row.ts";

/** Writes the rows one event changes. What `evolve` does to the line, this does to the tables. */
export async function saveEvent(tx: Tx, { event, at, command }: Stamped, before: LineState, after: LineState): Promise<void> {
  const permanenceId = after.permanence;
  switch (event.type) {
    case "numbers-given":
    case "numbers-stopped":
      await tx.permanence.update({ where: { id: permanenceId }, data: { numbers: after.numbers } });
      return;
    case "opened":
      await tx.permanence.update({ where: { id: permanenceId }, data: { status: after.status, numbers: after.numbers, openedAt: toDate(at) } });
      return saveDesks(tx, after);
    case "desk-taken":
      return saveDesks(tx, after);
    case "visit-joined":
      return createVisit(tx, after, event.visit);
    case "visit-called":
      await updateVisit(tx, before, after, event.visit);
      await tx.appointment.updateMany({ where: { id: { in: [...event.passes] } }, data: { passedBy: { push: command } } });
      return;
    case "visit-prioritised":
    case "visit-started":
    case "visit-finished":
    case "visit-absent":
    case "visit-left":
      return updateVisit(tx, before, after, event.visit);
    case "undone":
      // Taking back a call also moves what absent people remember of it.
      for (const visit of changedVisits(before, after)) await updateVisit(tx, before, after, visit.id);
      await forgetPasses(tx, permanenceId, event.command);
      return;
    default:
      return never(event);
  }
}

/** Desks that were left first: their person may sit at another by now, and sits at one only. */
async function saveDesks(tx: Tx, after: LineState): Promise<void> {
  for (const desk of after.desks.toSorted((a, b) => Number(b.state === "left") - Number(a.state === "left"))) {
    const row = { conseillerId: desk.conseiller ?? null, state: desk.state, since: toDate(desk.since), topicKeys: [...desk.topics] };
    await tx.desk.upsert({
      where: { permanenceId_number: { permanenceId: after.permanence, number: desk.number } },
      create: { permanenceId: after.permanence, number: desk.number, ...row },
      update: row,
    });
  }
}

async function createVisit(tx: Tx, after: LineState, id: string): Promise<void> {
  const visit = visitIn(after, id);
  await tx.visit.create({
    data: {
      id,
      permanenceId: after.permanence,
      number: visit.number,
      appointmentId: visit.origin.kind === "appointment" ? visit.origin.appointment : null,
      late: visit.origin.kind === "appointment" && visit.origin.late,
      joinedAt: toDate(visit.joinedAt),
      topicKey: visit.topic ?? null,
      language: visit.language ?? null,
      card: visit.card ?? null,
      ...stateColumnsOf(visit),
    },
  });
}

/** Compare-and-set: the row must still be in the state the decision saw, lock or no lock. */
async function updateVisit(tx: Tx, before: LineState, after: LineState, id: string): Promise<void> {
  const visit = visitIn(after, id);
  const { count } = await tx.visit.updateMany({
    where: { id, permanenceId: after.permanence, state: visitIn(before, id).state },
    data: { ...stateColumnsOf(visit), conseillerId: conseillerOf(visit, after) },
  });
  if (count !== 1) throw new Error("A visit changed under the lock of its permanence.");
}

/** Who sits at the desk of this visit; nobody once it has no desk. */
const conseillerOf = (visit: Visit, line: LineState): string | null =>
  ("desk" in visit ? line.desks.find((desk) => desk.number === visit.desk)?.conseiller : undefined) ?? null;

/** The call is taken back, so it took nobody's turn. */
const forgetPasses = (tx: Tx, permanenceId: string, command: string): Promise<unknown> =>
  tx.$executeRaw`UPDATE appointment SET passed_by = array_remove(passed_by, ${command}::uuid) WHERE permanence_id = ${permanenceId}::uuid AND ${command}::uuid = ANY (passed_by)`;

/** `evolve` keeps the identity of what did not change. */
const changedVisits = (before: LineState, after: LineState): readonly Visit[] => after.visits.filter((visit) => !before.visits.includes(visit));

function visitIn(line: LineState, id: string): Visit {
  const visit = visitOf(line, id);
  if (!visit) throw new Error("An event speaks of a visit that is not in the line.");
  return visit;
}
