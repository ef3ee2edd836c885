import type { Appointment } from "#lib/booking/appointment.ts";
import { instant } from "#lib/time/instant.ts";
import type { Tx } from "#lib/server/db.ts";

/**
 * The booked and held appointments of half-days, also those beside the lanes; no name and no contact. One statement.
 */
export async function loadAppointments(tx: Tx, permanenceIds: readonly string[]): Promise<readonly Appointment[]> {
  const rows = await tx.appointment.findMany({
    where: { permanenceId: { in: [...permanenceIds] }, state: { in: ["booked", "held"] } },
    select: appointmentColumns,
  });
  return rows.map(appointmentOfRow);
}

/** The columns of an appointment that decide what else can be booked. */
export const appointmentColumns = {
  id: true,
  permanenceId: true,
  state: true,
  heldUntil: true,
  startsAt: true,
  endsAt: true,
  lane: true,
  bookedAt: true,
  topicKeys: true,
  origin: true,
  proven: true,
} as const;

type AppointmentRow = {
  readonly id: string;
  readonly permanenceId: string;
  readonly state: string;
  readonly heldUntil: Date | null;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly lane: number | null;
  readonly bookedAt: Date;
  readonly topicKeys: string[];
  readonly origin: string;
  readonly proven: string | null;
};

/** An appointment from its row. A CHECK of the database keeps `state` to its values. */
export const appointmentOfRow = ({ lane, heldUntil, origin, proven, ...row }: AppointmentRow): Appointment => ({
  id: row.id,
  permanence: row.permanenceId,
  span: { start: instant(row.startsAt.getTime()), end: instant(row.endsAt.getTime()) },
  state: row.state as Appointment["state"],
  bookedAt: instant(row.bookedAt.getTime()),
  topics: row.topicKeys,
  ...(lane !== null && { lane }),
  ...(heldUntil && { heldUntil: instant(heldUntil.getTime()) }),
  ...(origin === "online" && proven === null && { unproven: true as const }),
});
