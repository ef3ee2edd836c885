import { Prisma } from "#prisma/generated/client.ts";
import type { Instant } from "../../time/instant.ts";
import { toDate } from "../clock.ts";
import { db, type Queryable } from "../db.ts";
import { inBatches } from "../in-batches.ts";

/** SQL: whether nobody else can have the hour of this row of `appointment`; the rule is `takesItsHour` of lib/booking/appointment.ts. */
export const takesItsHour = (row: string, now: Instant): Prisma.Sql =>
  Prisma.sql`(${Prisma.raw(row)}.state = 'booked' OR (${Prisma.raw(row)}.state = 'held' AND ${Prisma.raw(row)}.held_until > ${toDate(now)}))`;

/** The same as a condition of Prisma. */
export const takingTheirHour = (now: Instant) =>
  ({
    OR: [{ state: "booked" }, { state: "held", heldUntil: { gt: toDate(now) } }],
  }) satisfies Prisma.AppointmentWhereInput;

/**
 * Whose expired holds are in the way of an hour: those of its half-day, and of its wanted conseiller at any half-day. `ends`: the
 * id of a hold that ends although it may not have expired.
 */
export type InTheWay = {
  readonly permanence: string;
  readonly conseiller: string | null | undefined;
  readonly ends?: string | undefined;
};

/**
 * SQL: the ids of these holds, with their rows locked. Holds of other half-days are among them, whose locks the caller does not
 * have: locked in the order of ids, so that no two transactions wait for each other.
 */
export const holdsToEnd = ({ permanence, conseiller, ends }: InTheWay, now: Instant): Prisma.Sql => Prisma.sql`
  SELECT id FROM appointment WHERE state = 'held' AND (
    id = ${ends ?? null}::uuid
    OR (held_until <= ${toDate(now)} AND (permanence_id = ${permanence}::uuid OR wanted_conseiller_id = ${conseiller ?? null}::uuid)))
  ORDER BY id FOR UPDATE`;

/** Deletes them, so that the constraints no longer count them. A hold is nobody's, so nothing else goes with it. One statement. */
export const endExpiredHolds = (tx: Queryable, inTheWay: InTheWay, now: Instant): Promise<unknown> =>
  tx.$queryRaw`DELETE FROM appointment WHERE id IN (${holdsToEnd(inTheWay, now)})`;

/** Deletes every hold of a half-day, expired or not, in the same order. One statement. */
export const endHoldsOf = (tx: Queryable, permanence: string): Promise<unknown> => tx.$queryRaw`
  DELETE FROM appointment WHERE id IN (
    SELECT id FROM appointment WHERE permanence_id = ${permanence}::uuid AND state = 'held' ORDER BY id FOR UPDATE)`;

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
export const endHolds = (now: Instant): Promise<number> =>
  inBatches(
    BATCH,
    Prisma.sql`
        DELETE FROM appointment WHERE id IN (
          SELECT id FROM appointment WHERE state = 'held' AND held_until <= ${toDate(now)} LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)`,
  );
