import type { ReportFacts } from "../../queue/acts/report.ts";
import type { EventRecord } from "../../queue/reception.ts";
import type { Instant } from "../../time/instant.ts";
import { toDate } from "../clock.ts";
import type { Tx } from "../db.ts";

/** Writes what an event brings that no line holds: most events bring nothing. */
export async function saveEventFacts(tx: Tx, permanenceId: string, { event, at, command }: EventRecord): Promise<void> {
  switch (event.type) {
    case "visit-called":
      // Written from the event: a line does not hold the passes of booked people who have checked in.
      if (event.passes.length > 0)
        await tx.appointment.updateMany({
          where: { id: { in: [...event.passes] } },
          data: { passedBy: { push: command } },
        });
      return;
    case "visit-referred":
      await tx.referral.create({
        data: { visitId: event.visit, target: event.target, at: toDate(at) },
        select: { id: true },
      });
      return;
    case "visit-reported":
      return saveReport(tx, event.visit, event.report, at);
    case "turned-away": {
      const { reason, topic: topicKey = null, language = null, target = null } = event;
      await tx.turnAway.create({
        data: { permanenceId, reason, topicKey, language, target, at: toDate(at) },
        select: { id: true },
      });
      return;
    }
    case "undone":
      if (event.call !== undefined) await forgetPasses(tx, permanenceId, event.command);
      // A referral ends a visit, so what was taken back of a visit with one is the referral.
      await tx.referral.deleteMany({ where: { visitId: event.visit } });
      return;
    default:
      return;
  }
}

/** The call is taken back, so it took nobody's turn: also not of those who have checked in since. */
const forgetPasses = (tx: Tx, permanenceId: string, command: string): Promise<unknown> =>
  tx.$executeRaw`UPDATE appointment SET passed_by = array_remove(passed_by, ${command}::uuid) WHERE permanence_id = ${permanenceId}::uuid AND ${command}::uuid = ANY (passed_by)`;

/** What was done in a visit; a second report replaces the first, and keeps when the first was written. */
async function saveReport(tx: Tx, visitId: string, report: ReportFacts, at: Instant): Promise<void> {
  const row = {
    themes: [...report.themes],
    minutes: report.minutes,
    equipment: [...report.equipment],
    autonomy: report.autonomy ?? null,
    redirect: report.redirect ?? null,
    ageBand: report.ageBand ?? null,
    gender: report.gender ?? null,
    status: report.status ?? null,
  };
  await tx.activityReport.upsert({
    where: { visitId },
    create: { visitId, createdAt: toDate(at), ...row },
    update: row,
    select: { id: true },
  });
}
