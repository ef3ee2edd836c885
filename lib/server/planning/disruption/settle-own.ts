import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { holdsPersonalNumber } from "#lib/access/personal-number.ts";
import type { OwnDisruption, OwnDisruptionEffect } from "#lib/booking/own-disruption.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { windowsLasting } from "#lib/schedule/series-exception.ts";
import { MINUTE, type Instant } from "#lib/time/instant.ts";
import { minuteOfDay } from "#lib/time/zone.ts";
import { isUuid } from "#lib/uuid.ts";
import { notifyLineChanged } from "#lib/server/booking/appointment-rows.ts";
import { countPeopleByWay } from "#lib/server/booking/count-people-by-way.ts";
import { writeVevent } from "#lib/server/calendar/write-vevent.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import type { Tx } from "#lib/server/db.ts";
import { tellingTransaction } from "#lib/server/message/telling-transaction.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { lockPermanence } from "#lib/server/queue/load-line.ts";
import { tellClosingEarlier } from "#lib/server/queue/tell-numbers.ts";
import { contentHash } from "#lib/server/content-hash.ts";
import { cancelOnce } from "#lib/server/planning/cancel-permanence.ts";
import { windowsOfRow } from "#lib/server/planning/series/plan-of-series.ts";
import { keepByHand } from "#lib/server/planning/series/write-change.ts";
import { readDisrupted, type DisruptedHalfDay } from "./disrupted-half-days.ts";
import { doorsToTell, notHeldBefore } from "./doors-to-tell.ts";

/**
 * What is declared. `reason`: what residents read of a half-day that is not held; `seen`: the version that the preview
 * showed.
 */
export type DeclaringOwn = {
  readonly permanence: string;
  readonly declared: OwnDisruption;
  readonly reason: string;
  readonly preview: boolean;
  readonly seen?: string;
};

export type DeclaringRefusal =
  | "not-found"
  | "not-allowed"
  | "permanence-closed"
  | "desk-busy"
  | "state-changed"
  | "changed-meanwhile"
  | "personal-number-refused"
  | "not-between"
  | "others-are-there";

/**
 * Who is planned at a half-day says, perhaps from the street on a Saturday when nobody coordinates, that it is not held
 * or ends early (docs/planning.md#from-the-half-day-itself); with `preview` only what that does. A half-day that ends
 * early keeps everybody who waits, and cancels the appointments that would end later. Refused: `not-allowed` (planned
 * elsewhere, while somebody is planned here), `not-between` (an hour that is past or not before its end),
 * `others-are-there` (colleagues stay until its end: whoever leaves notes an absence), and whatever cancelling is
 * refused.
 */
export async function settleOwn(
  actor: Actor,
  wanted: DeclaringOwn,
): Promise<Result<OwnDisruptionEffect, DeclaringRefusal>> {
  if (!isUuid(wanted.permanence)) return refuse("not-found");
  if (holdsPersonalNumber(wanted.reason)) return refuse("personal-number-refused");
  return tellingTransaction((tx) => settleOnce(tx, actor, wanted), actor);
}

async function settleOnce(
  tx: Tx,
  actor: Actor,
  wanted: DeclaringOwn,
): Promise<Result<OwnDisruptionEffect, DeclaringRefusal>> {
  await lockPermanence(tx, wanted.permanence);
  const now = clock.now();
  const [held] = await readDisrupted(tx, [wanted.permanence], [], now);
  if (!held) return refuse("not-found");
  if (
    !maySettle(
      actor,
      held.staffed,
      held.staffed.seats.map(({ account }) => account),
    )
  )
    return refuse("not-allowed");
  const { staffed, span } = held;
  if (staffed.status === "cancelled" || staffed.status === "closed" || span.end <= now)
    return refuse("permanence-closed");
  const { declared } = wanted;
  const until = declared.kind === "ends-early" ? declared.at : span.start;
  if (declared.kind === "ends-early" && (until <= now || until <= span.start || span.end <= until))
    return refuse("not-between");
  const others = held.there.filter(({ account }) => actor.kind !== "staff" || account !== actor.user);
  if (declared.kind === "ends-early" && others.some((seat) => until < seat.span.end)) return refuse("others-are-there");
  const coming = held.appointments.filter(
    ({ state, arrived, span: { end } }) => state === "booked" && !arrived && now < end,
  );
  const cancelled = coming.filter(({ span: { end } }) => until < end);
  const version = contentHash({
    declared,
    span,
    status: staffed.status,
    appointments: coming.map(({ id, span: { start } }) => [id, start]).toSorted(),
    others: others.map(({ account }) => account),
  });
  if (!wanted.preview && wanted.seen !== undefined && wanted.seen !== version) return refuse("changed-meanwhile");
  const names = await tx.user.findMany({
    where: { id: { in: others.map(({ account }) => account) } },
    select: { id: true, name: true },
  });
  const isHeld = declared.kind === "ends-early";
  const toTell = await countPeopleByWay(
    tx,
    {
      permanences: [held.permanence],
      notHeld: isHeld ? [] : [held.permanence],
      cancelled: cancelled.map(({ id }) => id),
      offered: [],
      freed: held.appointments.flatMap(({ id, state, span: { end } }) => (state === "held" && until < end ? [id] : [])),
      waiting: isHeld ? 0 : held.waiting,
    },
    now,
  );
  const before = await notHeldBefore(tx, { permanences: [held.permanence], places: [] }, now);
  const changed = before.has(held.permanence) ? [] : [held.permanence];
  const doors = await doorsToTell(tx, { changed }, now);
  if (declared.kind === "not-held") {
    const asked = wanted.preview
      ? { permanence: held.permanence, preview: true as const }
      : { permanence: held.permanence, preview: false as const, reason: wanted.reason };
    if (held.busy.length > 0) return refuse("desk-busy");
    const done = await cancelOnce(tx, actor, asked, "settle-own-half-day");
    if (!done.ok) return done;
  } else if (!wanted.preview) {
    await endEarly(
      tx,
      actor,
      held,
      until,
      cancelled.map(({ id }) => id),
      now,
    );
  }
  const { permanence, place, localDate, timeZone } = held;
  return accept({
    permanence,
    place,
    localDate,
    span,
    timeZone,
    slug: held.bookable.place.slug,
    kind: declared.kind,
    ...(declared.kind === "ends-early" && { until }),
    kept: coming.length - cancelled.length,
    cancelled: cancelled.length,
    waiting: held.waiting,
    others: others.map(({ account }) => names.find(({ id }) => id === account)?.name ?? undefined),
    toTell,
    doors,
    version,
  });
}

/**
 * Whether this person settles a half-day: who plans it; or who is planned there (`planned`: accounts); or, where nobody
 * is, any conseiller of the place.
 */
export function maySettle(
  actor: Actor,
  where: { readonly place: string; readonly organisation: string },
  planned: readonly string[],
): boolean {
  if (may(actor, { act: "plan-half-days", ...where })) return true;
  if (!may(actor, { act: "settle-own-half-day", ...where })) return false;
  return planned.length === 0 || (actor.kind === "staff" && planned.includes(actor.user));
}

/**
 * Writes the new end: the half-day, its windows, its people, the appointments that do not fit any more, its held hours.
 */
async function endEarly(
  tx: Tx,
  actor: Actor,
  { permanence, staffed, span, timeZone }: DisruptedHalfDay,
  until: Instant,
  cancelled: readonly string[],
  now: Instant,
): Promise<void> {
  const row = await tx.permanence.findUniqueOrThrow({ where: { id: permanence }, select: { windows: true } });
  const startMinute = minuteOfDay(span.start, timeZone);
  const former = { startMinute, endMinute: startMinute + (span.end - span.start) / MINUTE };
  const minutes = (until - span.start) / MINUTE;
  await tx.$queryRaw`
    DELETE FROM appointment WHERE id IN (
      SELECT id FROM appointment WHERE permanence_id = ${permanence}::uuid AND state = 'held' AND ends_at > ${toDate(until)} ORDER BY id FOR UPDATE)`;
  await tx.appointment.updateMany({
    where: { id: { in: [...cancelled] } },
    data: { state: "cancelled-by-service", cancelledAt: toDate(now) },
  });
  await tx.assignment.deleteMany({ where: { permanenceId: permanence, startsAt: { gte: toDate(until) } } });
  await tx.assignment.updateMany({
    where: { permanenceId: permanence, released: false, endsAt: { gt: toDate(until) } },
    data: { endsAt: toDate(until) },
  });
  await tx.permanence.update({
    where: { id: permanence },
    data: {
      endsAt: toDate(until),
      windows: [...windowsLasting(windowsOfRow(row.windows), former, minutes)],
      updatedAt: toDate(now),
    },
    select: { id: true },
  });
  await keepByHand(tx, permanence, { startMinute, endMinute: startMinute + minutes }, now);
  await writeVevent(tx, permanence);
  await tellClosingEarlier(tx, permanence, now);
  await notifyLineChanged(tx, permanence);
  const data = { minutes, cancelled: cancelled.length };
  const { organisation, place } = staffed;
  await appendJournal(tx, actor, { act: "half-day-ends-early", organisation, place, permanence, data }, now);
}
