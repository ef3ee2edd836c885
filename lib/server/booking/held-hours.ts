import { Prisma } from "#prisma/generated/client.ts";
import type { Instant } from "../../time/instant.ts";
import { toDate } from "../clock.ts";
import { db, transaction, type Queryable } from "../db.ts";

/** SQL: whether nobody else can have the hour of this row of `appointment`; the rule is `takesItsHour` of lib/booking/appointment.ts. */
export const takesItsHour = (row: string, now: Instant): Prisma.Sql =>
  Prisma.sql`(${Prisma.raw(row)}.state = 'booked' OR (${Prisma.raw(row)}.state = 'held' AND ${Prisma.raw(row)}.held_until > ${toDate(now)}))`;

/** The same as a condition of Prisma. */
export const takingTheirHour = (now: Instant) =>
  ({
    OR: [{ state: "booked" }, { state: "held", heldUntil: { gt: toDate(now) } }],
  }) satisfies Prisma.AppointmentWhereInput;

/** Whose expired holds are in the way of an hour: those of its half-day, and of its wanted conseiller at any half-day. */
export type InTheWay = { readonly permanence: string; readonly conseiller: string | null | undefined };

/** SQL: the rows of `appointment` that are expired holds in the way of an hour. */
export const expiredHolds = ({ permanence, conseiller }: InTheWay, now: Instant): Prisma.Sql =>
  Prisma.sql`state = 'held' AND held_until <= ${toDate(now)} AND (permanence_id = ${permanence}::uuid OR wanted_conseiller_id = ${conseiller ?? null}::uuid)`;

/** Deletes them, so that the constraints no longer count them. A hold is nobody's, so nothing else goes with it. One statement. */
export const endExpiredHolds = (tx: Queryable, inTheWay: InTheWay, now: Instant): Promise<unknown> =>
  tx.$queryRaw`DELETE FROM appointment WHERE ${expiredHolds(inTheWay, now)}`;

/** Holds in one transaction of the job. */
const BATCH = 500;

/** Whether a hold has expired. One query, by the index of held hours. */
export const haveHoldsExpired = async (now: Instant): Promise<boolean> =>
  (
    await db.$queryRaw<
      unknown[]
    >`SELECT 1 FROM appointment WHERE state = 'held' AND held_until <= ${toDate(now)} LIMIT 1`
  ).length > 0;

/** Deletes the holds that have expired, in batches. May run twice, also at once. Returns how many were deleted. */
export async function endHolds(now: Instant): Promise<number> {
  for (let ended = 0; ;) {
    const count = await transaction(
      (tx) => tx.$executeRaw`
        DELETE FROM appointment WHERE id IN (
          SELECT id FROM appointment WHERE state = 'held' AND held_until <= ${toDate(now)} LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)`,
    );
    ended += count;
    if (count < BATCH) return ended;
  }
}
