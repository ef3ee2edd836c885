import type { Prisma } from "#prisma/generated/client.ts";
import type { Instant } from "../../time/instant.ts";
import { toDate } from "../clock.ts";
import type { Tx } from "../db.ts";

/** How many people a cancellation touches. `beingHelped`: called or at a table, who finish first. */
export type Touched = { readonly appointments: number; readonly waiting: number; readonly beingHelped: number };

/** Whoever still has a number: in line, called in vain, or paused (`isLeftOver` of the line). */
export const leftovers = (permanenceId: string) =>
  ({ permanenceId, state: { in: ["waiting", "absent", "paused"] } }) satisfies Prisma.VisitWhereInput;

/** The promises that can no longer be kept: for an hour that is not over, or of somebody who is here and waits. */
export const appointmentsToCancel = (permanenceId: string, now: Instant) =>
  ({
    permanenceId,
    state: "booked",
    OR: [{ visit: null, endsAt: { gt: toDate(now) } }, { visit: { is: { state: leftovers(permanenceId).state } } }],
  }) satisfies Prisma.AppointmentWhereInput;

/** What cancelling would do now. */
export async function cancelling(tx: Tx, permanenceId: string, now: Instant): Promise<Touched> {
  const appointments = await tx.appointment.count({ where: appointmentsToCancel(permanenceId, now) });
  const waiting = await tx.visit.count({ where: leftovers(permanenceId) });
  const beingHelped = await tx.visit.count({ where: { permanenceId, state: { in: ["called", "serving"] } } });
  return { appointments, waiting, beingHelped };
}

/** What cancelling did. */
export async function cancelledBy(tx: Tx, permanenceId: string): Promise<Touched> {
  const appointments = await tx.appointment.count({ where: { permanenceId, state: "cancelled-by-service" } });
  const waiting = await tx.visit.count({ where: { permanenceId, state: "unserved" } });
  return { appointments, waiting, beingHelped: 0 };
}
