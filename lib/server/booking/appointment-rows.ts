import type { AllottedLane } from "#lib/booking/allot-lanes.ts";
import type { Hold } from "#lib/booking/hold.ts";
import type { PlaceOrBeside } from "#lib/booking/overbook.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { BookingRequest } from "#lib/booking/booking-request.ts";
import { toDate } from "#lib/server/clock.ts";
import { afterCommit, type Queryable, type Tx, db } from "#lib/server/db.ts";
import { messagesAreDue } from "#lib/server/outbox/due-messages.ts";
import { notifyAfterCommit } from "#lib/server/queue/notify-followers.ts";
import type { BookableHalfDay } from "./load-bookable.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { inBatches } from "#lib/server/in-batches.ts";
import type { BookingRefusal } from "#lib/booking/appointment.ts";
import { refuse, type Result } from "#lib/result.ts";
import type { Proven } from "#lib/server/message/prove-contact.ts";
import { sharedHash } from "#lib/server/secrets.ts";
import { CODE_LETTERS } from "#lib/server/code-letters.ts";
import { bookingRefusals, refusalOfConstraint } from "#lib/server/refusal-of-constraint.ts";
import { randomInt } from "node:crypto";

/** One of several appointments that are booked in a row: the id of all of them (a UUID), and which it is, from 0 on. */
export type InParty = { readonly id: string; readonly rank: number };

/**
 * An appointment to write. `placed`: where the rule placed it. `conseiller`: who is wanted, if somebody is. `asTeam`:
 * the team of that half-day books it. `proven`: what of its contact is. `referrer`: the id of the structure that does.
 * `ends`: the id of the held hour that it replaces, at whatever half-day.
 */
type NewAppointment = {
  readonly id: string;
  readonly code: string;
  readonly bookable: BookableHalfDay;
  readonly placed: PlaceOrBeside;
  readonly wanted: Omit<BookingRequest, "wantedConseiller">;
  readonly conseiller: string | undefined;
  readonly asTeam: boolean;
  readonly proven: Proven | undefined;
  readonly referrer: string | undefined;
  readonly party: InParty | undefined;
  readonly ends: string | undefined;
  readonly now: Instant;
};

/**
 * Writes an appointment and, apart from it, who booked and why it stands beside the lanes, in one statement, which
 * first deletes the hold that it replaces and expired ones in its way. Throws when a constraint of the database is
 * broken.
 */
export function insertAppointment(
  tx: Queryable,
  { id, code, bookable, placed, wanted, conseiller, asTeam, proven, referrer, party, ends, now }: NewAppointment,
): Promise<unknown> {
  const { lane, overbooked, overbookReason } = laneColumns(placed.lane, wanted.overbook ? "" : FEWER_LANES);
  const reason = overbooked ? wanted.overbook?.reason : undefined;
  const inTheWay = { permanence: bookable.id, conseiller, ends };
  return tx.$queryRaw`
    WITH ended AS (DELETE FROM appointment WHERE id IN (${holdsToEnd(inTheWay, now)}) RETURNING id),
    booked AS (
      INSERT INTO appointment (
        id, code, permanence_id, organisation_id, place_id, starts_at, ends_at, lane, overbooked, overbook_reason, booked_at, created_at,
        topic_keys, origin, proven, on_behalf_of, by_helper, referrer_id, party_id, party_rank, wanted_conseiller_id, language, to_fetch)
      SELECT
        ${id}::uuid, ${code}, ${bookable.id}::uuid, ${bookable.organisation}::uuid, ${bookable.placeId}::uuid,
        ${toDate(placed.span.start)}, ${toDate(placed.span.end)}, ${lane}::int, ${overbooked}, ${overbookReason}, ${toDate(now)}, ${toDate(now)}, ${[...new Set(wanted.topics)]},
        ${referrer !== undefined ? "referrer" : asTeam ? "reception" : "online"}, ${proven ?? null}, ${wanted.onBehalfOf}, ${wanted.byHelper ?? false}, ${referrer ?? null}::uuid, ${party?.id ?? null}::uuid, ${party?.rank ?? null}::smallint, ${conseiller ?? null}::uuid, ${wanted.language ?? null},
        ${wanted.toFetch ?? false}
      FROM (SELECT count(*) FROM ended) AS none_in_the_way
      RETURNING id, ends_at),
    contact AS (
      SELECT ${wanted.name ?? null}::text AS name, ${wanted.phone ?? null}::text AS phone, ${wanted.email ?? null}::text AS email, ${reason ?? null}::text AS reason)
    INSERT INTO appointment_contact (day, appointment_id, ends_at, name, phone, email, overbook_reason, prefers_call, refuses_sms)
    SELECT (booked.ends_at AT TIME ZONE 'UTC')::date, booked.id, booked.ends_at, contact.name, contact.phone, contact.email, contact.reason,
      ${wanted.prefersCall ?? false},
      ${asTeam || wanted.phone === undefined ? Prisma.sql`false` : Prisma.sql`EXISTS (SELECT FROM sms_stopped WHERE sms_stopped.phone = ${sharedHash("contact", wanted.phone)})`}
    FROM booked, contact WHERE num_nonnulls(contact.name, contact.phone, contact.email, contact.reason) > 0`;
}

/** A hold to write. `placed`: where the rule placed it, and until when. */
type NewHold = Pick<NewAppointment, "id" | "bookable" | "now"> & {
  readonly placed: Hold;
  readonly wanted: Pick<BookingRequest, "topics" | "wantedConseiller">;
};

/**
 * Writes a held hour in one statement, which first deletes expired holds in its way. Throws as `insertAppointment`
 * does.
 */
export function insertHold(
  tx: Queryable,
  { id, bookable, placed: { span, lane, until }, wanted, now }: NewHold,
): Promise<unknown> {
  const inTheWay = { permanence: bookable.id, conseiller: wanted.wantedConseiller };
  return tx.$queryRaw`
    WITH ended AS (DELETE FROM appointment WHERE id IN (${holdsToEnd(inTheWay, now)}) RETURNING id)
    INSERT INTO appointment (
      id, permanence_id, organisation_id, place_id, starts_at, ends_at, state, held_until, lane, booked_at, created_at, topic_keys, origin,
      wanted_conseiller_id)
    SELECT
      ${id}::uuid, ${bookable.id}::uuid, ${bookable.organisation}::uuid, ${bookable.placeId}::uuid, ${toDate(span.start)}, ${toDate(span.end)}, 'held', ${toDate(until)},
      ${lane}::int, ${toDate(now)}, ${toDate(now)}, ${[...new Set(wanted.topics)]}, 'reception', ${wanted.wantedConseiller ?? null}::uuid
    FROM (SELECT count(*) FROM ended) AS none_in_the_way`;
}

/** The `overbook_reason` of an appointment that lost its lane because there are fewer of them. */
export const FEWER_LANES = "fewer-lanes";

/**
 * The columns of an appointment in a lane, or beside the lanes with a reason (constraint
 * `appointment_lane_or_overbooked`): a word of the product, or empty when the team wrote one, which lives apart.
 */
export const laneColumns = (lane: number | undefined, reason: "" | typeof FEWER_LANES | undefined) =>
  lane === undefined
    ? { lane: null, overbooked: true, overbookReason: reason ?? null }
    : { lane, overbooked: false, overbookReason: null };

/**
 * Writes who has which lane from now on. Takes every changed appointment out of its lane first, so that no two are in
 * one lane at any moment.
 */
export async function saveLanes(tx: Tx, allotted: readonly AllottedLane[]): Promise<void> {
  const changed = allotted.filter(({ appointment, lane }) => appointment.lane !== lane);
  await tx.appointment.updateMany({
    where: { id: { in: changed.map(({ appointment }) => appointment.id) } },
    data: laneColumns(undefined, FEWER_LANES),
  });
  for (const { appointment, lane } of changed) {
    if (lane !== undefined)
      // The holder of a held hour may have booked another half-day meanwhile, which deletes its row.
      await tx.appointment.updateMany({ where: { id: appointment.id }, data: laneColumns(lane, undefined) });
  }
}

/**
 * Increases the version of the lines of these half-days, since they expect other people than before, and notifies their
 * followers after the commit, and whoever sends messages, since somebody may have to be told. The caller holds their
 * locks. One statement.
 */
export async function notifyLineChanged(tx: Queryable, ...permanenceIds: readonly string[]): Promise<void> {
  const changed = await tx.$queryRaw<{ permanence: string; version: number }[]>`
    INSERT INTO line (permanence_id, version, next_number, calls)
    SELECT id, 1, 1, 0 FROM unnest(${[...new Set(permanenceIds)]}::uuid[]) AS id
    ON CONFLICT (permanence_id) DO UPDATE SET version = line.version + 1
    RETURNING permanence_id::text AS "permanence", version`;
  notifyAfterCommit(
    tx,
    changed.map((line) => ({ ...line, board: "none" })),
  );
  afterCommit(tx, messagesAreDue);
}

/**
 * SQL: whether nobody else can have the hour of this row of `appointment`; the rule is `takesItsHour` of
 * lib/booking/bookable-times.ts.
 */
export const takesItsHour = (row: string, now: Instant): Prisma.Sql =>
  Prisma.sql`(${Prisma.raw(row)}.state = 'booked' OR (${Prisma.raw(row)}.state = 'held' AND ${Prisma.raw(row)}.held_until > ${toDate(now)}))`;

/** The same as a condition of Prisma. */
export const takingTheirHour = (now: Instant) =>
  ({
    OR: [{ state: "booked" }, { state: "held", heldUntil: { gt: toDate(now) } }],
  }) satisfies Prisma.AppointmentWhereInput;

/**
 * Whose expired holds are in the way of an hour: those of its half-day, and of its wanted conseiller at any half-day.
 * `ends`: the id of a hold that ends although it may not have expired.
 */
type InTheWay = {
  readonly permanence: string;
  readonly conseiller: string | null | undefined;
  readonly ends?: string | undefined;
};

/**
 * SQL: the ids of these holds, with their rows locked. Holds of other half-days are among them, whose locks the caller
 * does not have: locked in the order of ids, so that no two transactions wait for each other.
 */
const holdsToEnd = ({ permanence, conseiller, ends }: InTheWay, now: Instant): Prisma.Sql => Prisma.sql`
  SELECT id FROM appointment WHERE state = 'held' AND (
    id = ${ends ?? null}::uuid
    OR (held_until <= ${toDate(now)} AND (permanence_id = ${permanence}::uuid OR wanted_conseiller_id = ${conseiller ?? null}::uuid)))
  ORDER BY id FOR UPDATE`;

/**
 * Deletes them, so that the constraints no longer count them. A hold is nobody's, so nothing else goes with it. One
 * statement.
 */
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

/**
 * The code of an appointment: six characters, to say on the telephone or at the counter. The constraint
 * `appointment_code_unique` keeps it unique.
 */
export const freshCode = (): string =>
  Array.from({ length: 6 }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join("");

/** Two equal codes among a place's bookings come once in a million; three times in a row never. */
const TRIES = 3;

/** Constraints that only say that another request was quicker: the use case is run again. */
const AGAIN = { appointment_code_unique: "again", idempotency_key_pkey: "again" } as const;

/**
 * Runs a use case that writes a code: again with the next code when another appointment has it at that place, and again
 * when a request with the same idempotency key was committed first. Any other constraint becomes the refusal mapped to
 * it.
 */
export async function retryOnConflict<Code, Value, Refusal extends string>(
  codes: () => Code,
  useCase: (code: Code) => Promise<Result<Value, Refusal>>,
): Promise<Result<Value, Refusal | BookingRefusal>> {
  for (let left = TRIES; ; left -= 1) {
    try {
      return await useCase(codes());
    } catch (error) {
      const refusal = refusalOfConstraint<BookingRefusal | "again">(error, { ...bookingRefusals, ...AGAIN });
      if (refusal === undefined || (refusal === "again" && left === 1)) throw error;
      if (refusal !== "again") return refuse(refusal);
    }
  }
}
