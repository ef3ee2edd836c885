import { never } from "../../result.ts";
import type { Stamped } from "../../queue/line/events.ts";
import type { LineState } from "../../queue/line/line-state.ts";
import type { Visit } from "../../queue/line/visit.ts";
import { toDate } from "../clock.ts";
import type { Tx } from "../db.ts";
import { saveClose } from "./save-close.ts";
import { saveDesks } from "./save-desks.ts";
import { saveReport } from "./save-report.ts";
import { createVisit, updateVisit } from "./save-visit.ts";

/** Writes the rows one event changes. What `evolve` does to the line, this does to the tables. */
export async function saveEvent(
  tx: Tx,
  { event, at, command }: Stamped,
  before: LineState,
  after: LineState,
): Promise<void> {
  const permanenceId = after.permanence;
  switch (event.type) {
    case "numbers-given":
    case "numbers-stopped":
    case "suspended":
    case "resumed":
    case "announced":
      return savePermanence(tx, after, {});
    case "opened":
      await savePermanence(tx, after, { openedAt: toDate(at) });
      return saveDesks(tx, before, after);
    case "desk-taken":
    case "desk-left":
    case "desk-on-break":
    case "desk-returned":
      return saveDesks(tx, before, after);
    case "visit-joined":
      return createVisit(tx, after, event.visit);
    case "visit-called":
      await updateVisit(tx, before, after, event.visit);
      await tx.appointment.updateMany({
        where: { id: { in: [...event.passes] } },
        data: { passedBy: { push: command } },
      });
      return;
    case "visit-prioritised":
    case "visit-started":
    case "visit-finished":
    case "visit-absent":
    case "visit-left":
    case "visit-paused":
    case "visit-resumed":
    case "visit-back":
    case "visit-away":
    case "visit-handed-over":
    case "visit-unserved":
      return updateVisit(tx, before, after, event.visit);
    case "visit-referred":
      await updateVisit(tx, before, after, event.visit);
      await tx.referral.create({
        data: { visitId: event.visit, target: event.target, at: toDate(at) },
        select: { id: true },
      });
      return;
    case "visit-reported":
      return saveReport(tx, event.visit, event.report, at);
    case "appointment-late":
      await tx.appointment.update({
        where: { id: event.appointment },
        data: { expectedAt: toDate(event.expectedAt) },
        select: { id: true },
      });
      return;
    case "turned-away": {
      const { reason, topic: topicKey = null, language = null, target = null } = event;
      await tx.turnAway.create({
        data: { permanenceId, reason, topicKey, language, target, at: toDate(at) },
        select: { id: true },
      });
      return;
    }
    case "numbers-leased":
      await tx.numberLease.create({
        data: {
          permanenceId,
          device: event.device,
          firstNumber: event.first,
          lastNumber: event.last,
          leasedAt: toDate(at),
        },
        select: { id: true },
      });
      return;
    case "incident-noted":
    case "help-asked":
      return; // The event itself is the record.
    case "closed":
      return saveClose(tx, before, after, event.outcome, at);
    case "undone":
      // Taking back a call also moves what absent people remember of it.
      for (const visit of changedVisits(before, after)) await updateVisit(tx, before, after, visit.id);
      await forgetPasses(tx, permanenceId, event.command);
      // Whoever was sent on had nothing after it: if something of her is taken back, it is that.
      await tx.referral.deleteMany({ where: { visitId: event.visit } });
      return;
    default:
      return never(event);
  }
}

async function savePermanence(tx: Tx, after: LineState, more: { readonly openedAt?: Date }): Promise<void> {
  const { permanence: id, status, numbers, suspended, message = null } = after;
  await tx.permanence.update({
    where: { id },
    data: { status, numbers, suspended, message, ...more },
    select: { id: true },
  });
}

/** The call is taken back, so it took nobody's turn. */
const forgetPasses = (tx: Tx, permanenceId: string, command: string): Promise<unknown> =>
  tx.$executeRaw`UPDATE appointment SET passed_by = array_remove(passed_by, ${command}::uuid) WHERE permanence_id = ${permanenceId}::uuid AND ${command}::uuid = ANY (passed_by)`;

/** `evolve` keeps the identity of what did not change. */
const changedVisits = (before: LineState, after: LineState): readonly Visit[] =>
  after.visits.filter((visit) => !before.visits.includes(visit));
