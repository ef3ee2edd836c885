import type { Allotted } from "../../booking/allot-lanes.ts";
import type { Hold } from "../../booking/hold.ts";
import type { PlaceOrBeside } from "../../booking/overbook.ts";
import type { Instant } from "../../time/instant.ts";
import type { BookingWish } from "../../booking/wish.ts";
import { toDate } from "../clock.ts";
import { afterCommit, type Queryable, type Tx } from "../db.ts";
import { messagesAreDue } from "../outbox/due-messages.ts";
import { notifyAfterCommit } from "../queue/line-changes.ts";
import { raiseVersions } from "../queue/line-row.ts";
import { holdsToEnd } from "./held-hours.ts";
import type { BookableHalfDay } from "./load-bookable.ts";

/** One of several appointments that are booked in a row: the id of all of them (a UUID), and which it is, from 0 on. */
export type InParty = { readonly id: string; readonly rank: number };

/**
 * An appointment to write. `placed`: where the rule placed it. `conseiller`: who is wanted, if somebody is. `asTeam`: the team
 * of that half-day books it. `referrer`: the id of the structure that does. `ends`: the id of the held hour that it replaces, at whatever half-day.
 */
export type NewAppointment = {
  readonly id: string;
  readonly code: string;
  readonly bookable: BookableHalfDay;
  readonly placed: PlaceOrBeside;
  readonly wanted: Omit<BookingWish, "wantedConseiller">;
  readonly conseiller: string | undefined;
  readonly asTeam: boolean;
  readonly referrer: string | undefined;
  readonly party: InParty | undefined;
  readonly ends: string | undefined;
  readonly now: Instant;
};

/**
 * Writes an appointment and, apart from it, who booked and why it stands beside the lanes, in one statement, which first deletes
 * the hold that it replaces and expired ones in its way. Throws when a constraint of the database is broken.
 */
export function insertAppointment(
  tx: Queryable,
  { id, code, bookable, placed, wanted, conseiller, asTeam, referrer, party, ends, now }: NewAppointment,
): Promise<unknown> {
  const { lane, overbooked, overbookReason } = laneColumns(placed.lane, wanted.overbook ? "" : FEWER_LANES);
  const reason = overbooked ? wanted.overbook?.reason : undefined;
  const inTheWay = { permanence: bookable.id, conseiller, ends };
  return tx.$queryRaw`
    WITH ended AS (DELETE FROM appointment WHERE id IN (${holdsToEnd(inTheWay, now)}) RETURNING id),
    booked AS (
      INSERT INTO appointment (
        id, code, permanence_id, organisation_id, place_id, starts_at, ends_at, lane, overbooked, overbook_reason, booked_at, created_at,
        topic_keys, origin, on_behalf_of, by_helper, referrer_id, party_id, party_rank, wanted_conseiller_id, language, to_fetch)
      SELECT
        ${id}::uuid, ${code}, ${bookable.id}::uuid, ${bookable.organisation}::uuid, ${bookable.placeId}::uuid,
        ${toDate(placed.span.start)}, ${toDate(placed.span.end)}, ${lane}::int, ${overbooked}, ${overbookReason}, ${toDate(now)}, ${toDate(now)}, ${[...new Set(wanted.topics)]},
        ${referrer !== undefined ? "referrer" : asTeam ? "reception" : "online"}, ${wanted.onBehalfOf}, ${wanted.byHelper ?? false}, ${referrer ?? null}::uuid, ${party?.id ?? null}::uuid, ${party?.rank ?? null}::smallint, ${conseiller ?? null}::uuid, ${wanted.language ?? null},
        ${wanted.toFetch ?? false}
      FROM (SELECT count(*) FROM ended) AS none_in_the_way
      RETURNING id, ends_at),
    contact AS (
      SELECT ${wanted.name ?? null}::text AS name, ${wanted.phone ?? null}::text AS phone, ${wanted.email ?? null}::text AS email, ${reason ?? null}::text AS reason)
    INSERT INTO appointment_contact (day, appointment_id, ends_at, name, phone, email, overbook_reason, prefers_call)
    SELECT (booked.ends_at AT TIME ZONE 'UTC')::date, booked.id, booked.ends_at, contact.name, contact.phone, contact.email, contact.reason,
      ${wanted.prefersCall ?? false}
    FROM booked, contact WHERE num_nonnulls(contact.name, contact.phone, contact.email, contact.reason) > 0`;
}

/** A hold to write. `placed`: where the rule placed it, and until when. */
export type NewHold = Pick<NewAppointment, "id" | "bookable" | "now"> & {
  readonly placed: Hold;
  readonly wanted: Pick<BookingWish, "topics" | "wantedConseiller">;
};

/** Writes a held hour in one statement, which first deletes expired holds in its way. Throws as `insertAppointment` does. */
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
 * The columns of an appointment in a lane, or beside the lanes with a reason (constraint `appointment_lane_or_overbooked`):
 * a word of the product, or empty when the team wrote one, which lives apart.
 */
export const laneColumns = (lane: number | undefined, reason: "" | typeof FEWER_LANES | undefined) =>
  lane === undefined
    ? { lane: null, overbooked: true, overbookReason: reason ?? null }
    : { lane, overbooked: false, overbookReason: null };

/** Writes who has which lane from now on. Takes every changed appointment out of its lane first, so that no two are in one lane at any moment. */
export async function saveLanes(tx: Tx, allotted: readonly Allotted[]): Promise<void> {
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
 * followers after the commit, and whoever sends messages, since somebody may have to be told. The caller holds their locks. One statement.
 */
export async function notifyLineChanged(tx: Queryable, ...permanenceIds: readonly string[]): Promise<void> {
  const changed = await tx.$queryRaw<{ permanence: string; version: number }[]>(raiseVersions(permanenceIds));
  notifyAfterCommit(
    tx,
    changed.map((line) => ({ ...line, board: "none" })),
  );
  afterCommit(tx, messagesAreDue);
}
