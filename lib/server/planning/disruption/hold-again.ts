import { accountOf, type Actor } from "#lib/access/actor.ts";
import { whoIsThere, type HoldingAgain, type WhoIsThere } from "#lib/booking/own-disruption.ts";
import { movedHours } from "#lib/booking/new-hours.ts";
import { offerUntil } from "#lib/booking/offer.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import type { Instant } from "#lib/time/instant.ts";
import { encloses } from "#lib/time/interval.ts";
import { isUuid } from "#lib/uuid.ts";
import { appointmentColumns, appointmentOfRow } from "#lib/server/booking/load-appointments.ts";
import { isStillOfTeam } from "#lib/server/auth/roles-of-accounts.ts";
import { loadBookable } from "#lib/server/booking/load-bookable.ts";
import { makeOffers } from "#lib/server/booking/offers/make-offers.ts";
import { clock, spanOf, toDate } from "#lib/server/clock.ts";
import type { Tx } from "#lib/server/db.ts";
import { tellingTransaction } from "#lib/server/message/telling-transaction.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { lockPermanence } from "#lib/server/queue/load-line.ts";
import { contentHash } from "#lib/server/content-hash.ts";
import { planBack, whatIsInTheWay } from "#lib/server/planning/closures/give-half-day-back.ts";
import { maySettle } from "./settle-own.ts";

type HoldAgain = { readonly permanence: string; readonly preview: boolean; readonly seen?: string };

export type HoldingAgainRefusal =
  | "not-found"
  | "not-allowed"
  | "state-changed"
  | "permanence-closed"
  | "still-shut"
  | "hours-taken"
  | "changed-meanwhile";

/**
 * A half-day that a person has cancelled is held after all, until it ends (docs/planning.md#held-after-all); with
 * `preview` only what that does. It can be booked again, whoever was planned there is, unless they are elsewhere then,
 * also who is away, and each person whose appointment was cancelled is offered their hour again: nobody is restored
 * without a yes. Refused: `not-allowed` (neither plans it nor was planned there, where somebody was), `state-changed`
 * (not cancelled, by a closure, or moved), `permanence-closed` (over, or somebody had a number there and was told to
 * go), `still-shut`, `hours-taken`.
 */
export async function holdAgain(actor: Actor, wanted: HoldAgain): Promise<Result<HoldingAgain, HoldingAgainRefusal>> {
  if (!isUuid(wanted.permanence)) return refuse("not-found");
  return tellingTransaction((tx) => holdAgainOnce(tx, actor, wanted), actor);
}

async function holdAgainOnce(
  tx: Tx,
  actor: Actor,
  { permanence: id, preview, seen }: HoldAgain,
): Promise<Result<HoldingAgain, HoldingAgainRefusal>> {
  await lockPermanence(tx, id);
  const now = clock.now();
  const row = await tx.permanence.findUnique({
    where: { id },
    select: {
      id: true,
      placeId: true,
      organisationId: true,
      status: true,
      startsAt: true,
      endsAt: true,
      closureId: true,
      movedToId: true,
      openedAt: true,
      desks: true,
      closedDesks: true,
      assignments: { select: { conseillerId: true } },
      _count: { select: { visits: true } },
    },
  });
  if (!row) return refuse("not-found");
  const { placeId: place, organisationId: organisation } = row;
  const planned = row.assignments.map(({ conseillerId }) => conseillerId);
  if (!maySettle(actor, { place, organisation }, planned)) return refuse("not-allowed");
  if (row.status !== "cancelled" || row.closureId !== null || row.movedToId !== null) return refuse("state-changed");
  if (row.endsAt <= toDate(now) || row.openedAt !== null || row._count.visits > 0) return refuse("permanence-closed");
  const why = await whatIsInTheWay(tx, row);
  if (why) return refuse(why);
  const hours = await hoursToOffer(tx, id, now);
  const offered = hours.map(({ appointment, span }) => [appointment, span.start] as const);
  const there = await whoWouldBeThere(tx, actor, row, now);
  const version = contentHash({ offered: offered.toSorted(), there });
  if (!preview && seen !== undefined && seen !== version) return refuse("changed-meanwhile");
  if (!preview) {
    await planBack(tx, id, { away: "stays" }, now);
    await makeOffers(tx, hours, now);
    const data = { appointments: hours.length, people: there.people };
    await appendJournal(tx, actor, { act: "half-day-given-back", organisation, place, permanence: id, data }, now);
  }
  return accept({ ...there, offered: hours.length, version });
}

type HalfDayRow = {
  readonly id: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly desks: number;
  readonly closedDesks: readonly number[];
};

/** Who would be there of those who were planned at it, and how many desks would miss somebody. One statement. */
async function whoWouldBeThere(tx: Tx, actor: Actor, row: HalfDayRow, now: Instant): Promise<WhoIsThere> {
  const seats = await tx.$queryRaw<
    {
      account: string;
      desk: number;
      startsAt: Date;
      endsAt: Date;
      isAway: boolean;
      isElsewhere: boolean;
      isOfTeam: boolean;
    }[]
  >`
    SELECT a.conseiller_id AS account, a.desk, a.starts_at AS "startsAt", a.ends_at AS "endsAt",
      EXISTS (SELECT FROM absence o WHERE o.conseiller_id = a.conseiller_id AND o.starts_at < a.ends_at AND a.starts_at < o.ends_at) AS "isAway",
      EXISTS (SELECT FROM assignment o WHERE o.conseiller_id = a.conseiller_id AND o.id <> a.id AND NOT o.released AND o.starts_at < a.ends_at AND a.starts_at < o.ends_at) AS "isElsewhere",
      ${isStillOfTeam} AS "isOfTeam"
    FROM assignment a JOIN permanence p ON p.id = a.permanence_id WHERE a.permanence_id = ${row.id}::uuid`;
  const there = seats
    .filter((seat) => seat.isOfTeam && !seat.isAway && !seat.isElsewhere)
    .map((seat) => ({ ...seat, span: spanOf(seat) }));
  const away = seats.filter(({ isAway }) => isAway).map(({ account }) => account);
  return whoIsThere({ ...row, span: spanOf(row) }, there, { away, asks: accountOf(actor) }, now);
}

/**
 * The hours to offer again to those whose appointment the service has cancelled: their own, else the first that is
 * free. Those whose hour has begun get none.
 */
async function hoursToOffer(tx: Tx, id: string, now: Instant) {
  const bookable = await loadBookable(tx, id, "seen");
  if (!bookable) return [];
  const { halfDay, topics, timeZone } = bookable;
  const rows = await tx.appointment.findMany({
    where: { permanenceId: id, state: "cancelled-by-service", startsAt: { gt: toDate(now) }, visits: { none: {} } },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    select: appointmentColumns,
  });
  // They are worked out as if everybody still had their hour in a half-day that can be booked.
  const coming = rows
    .map((one) => ({ ...appointmentOfRow(one), state: "booked" as const, arrived: false }))
    .filter(({ span }) => encloses(halfDay.span, span));
  const { offered } = movedHours(halfDay.span, { ...halfDay, status: "scheduled" }, topics, coming, now);
  return offered.map(({ appointment, span, lane }) => ({
    appointment,
    permanence: id,
    span,
    lane,
    until: offerUntil(span.start, now, timeZone),
  }));
}
