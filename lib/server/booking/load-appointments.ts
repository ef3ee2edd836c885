import type { Appointment } from "../../booking/appointment.ts";
import { instant } from "../../time/instant.ts";
import type { Tx } from "../db.ts";

/** The booked appointments of half-days that stand in a lane; no name and no contact. One statement. */
export async function loadAppointments(tx: Tx, permanenceIds: readonly string[]): Promise<readonly Appointment[]> {
  const rows = await tx.appointment.findMany({
    where: { permanenceId: { in: [...permanenceIds] }, state: "booked", lane: { not: null } },
    select: { id: true, permanenceId: true, startsAt: true, endsAt: true, lane: true, bookedAt: true, topicKeys: true },
  });
  return rows.map(({ lane, ...row }) => ({
    id: row.id,
    permanence: row.permanenceId,
    span: { start: instant(row.startsAt.getTime()), end: instant(row.endsAt.getTime()) },
    state: "booked",
    bookedAt: instant(row.bookedAt.getTime()),
    topics: row.topicKeys,
    ...(lane !== null && { lane }),
  }));
}
