import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { reachIn } from "#lib/access/where-may.ts";
import { distinctNames } from "#lib/place/distinct-names.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import type {
  CancelledByClosure,
  KeptPerson,
  LiftedClosure,
  ClosureForReader,
  ListedClosure,
  ReadClosure,
} from "#lib/schedule/closure-effect.ts";
import { NO_END } from "#lib/schedule/closure.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { localDateOf, plusDays } from "#lib/time/zone.ts";
import { isUuid } from "#lib/uuid.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db, transaction, type Tx } from "#lib/server/db.ts";
import { FEED_ZONE } from "#lib/server/calendar/feed-zone.ts";
import { wherePlacesReached } from "#lib/server/place/places-reached.ts";
import { contentHash } from "#lib/server/content-hash.ts";
import { closedPlace, mayClose } from "./closed-place.ts";
import { touchedHalfDays } from "./touched-half-days.ts";

/** Days before the day of a decision from which a closure stands first in the list. */
const SOON = 7;

const columns = {
  id: true,
  placeId: true,
  startsAt: true,
  endsAt: true,
  decideOn: true,
  reason: true,
  liftedAt: true,
  place: { select: { id: true, name: true, timeZone: true } },
} as const;

/** Whether this person closes something of an organisation at all. */
function closesSomewhere(actor: Actor, organisation: string): boolean {
  const roles = actor.kind === "staff" ? actor.roles : [];
  return roles
    .flatMap(({ places }): readonly (string | undefined)[] => (places === "all" ? [undefined] : places))
    .some((place) => mayClose(actor, organisation, place));
}

/**
 * The closures of an organisation that were lifted and of which half-days to come wait to be given back, by their
 * beginning. One query more than the zone.
 */
export async function readLiftedClosures(
  actor: Actor,
  organisation: string,
): Promise<Result<readonly LiftedClosure[], "not-found" | "not-allowed">> {
  if (!isUuid(organisation)) return refuse("not-found");
  if (!closesSomewhere(actor, organisation)) return refuse("not-allowed");
  const at = await closedPlace(db, organisation, undefined);
  if (!at) return accept([]);
  const now = clock.now();
  const waits = { status: "cancelled", startsAt: { gt: toDate(now) } } as const;
  const rows = await db.closure.findMany({
    where: { organisationId: organisation, liftedAt: { not: null }, permanences: { some: waits } },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    select: { ...columns, permanences: { where: waits, select: { id: true } } },
  });
  return accept(
    rows
      .filter(({ placeId }) => mayClose(actor, organisation, placeId ?? undefined))
      .map((row) => ({ ...listed(row, at.timeZone, now), toGiveBack: row.permanences.length })),
  );
}

/**
 * The closures of an organisation that are not over, those first on which somebody decides within a week, then by their
 * beginning.
 */
export async function readClosures(
  actor: Actor,
  organisation: string,
): Promise<Result<readonly ClosureForReader[], "not-found" | "not-allowed">> {
  if (!isUuid(organisation)) return refuse("not-found");
  const now = clock.now();
  if (!closesSomewhere(actor, organisation)) return refuse("not-allowed");
  const at = await closedPlace(db, organisation, undefined);
  if (!at) return accept([]);
  const rows = await db.closure.findMany({
    where: { organisationId: organisation, liftedAt: null, endsAt: { gt: toDate(now) } },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    select: columns,
  });
  return accept(
    rows
      .filter(({ placeId }) => placeId === null || mayClose(actor, organisation, placeId))
      .map((row) => ({
        ...listed(row, at.timeZone, now),
        mayChange: mayClose(actor, organisation, row.placeId ?? undefined),
      }))
      .sort((a, b) => Number(b.toDecide) - Number(a.toDecide)),
  );
}

/** One closure, also one that was lifted. For who may plan at the places that it closes. */
export async function readClosure(
  actor: Actor,
  closure: string,
): Promise<Result<ReadClosure, "not-found" | "not-allowed">> {
  if (!isUuid(closure)) return refuse("not-found");
  return transaction(async (tx) => {
    const row = await tx.closure.findUnique({
      where: { id: closure },
      select: {
        ...columns,
        place: { select: { ...columns.place.select, slug: true } },
        organisation: { select: { id: true, slug: true } },
      },
    });
    const organisation = row?.organisation.id ?? "";
    const at = row && (await closedPlace(tx, organisation, row.placeId ?? undefined));
    if (!at) return refuse("not-found");
    const place = row.placeId ?? undefined;
    if (!mayClose(actor, organisation, place)) return refuse("not-allowed");
    const now = clock.now();
    const one = listed(row, at.timeZone, now);
    const lifted = row.liftedAt !== null;
    const where = { organisation, place, closure };
    const halfDays = lifted ? [] : await touchedHalfDays(tx, where, one, now);
    const kept = halfDays.filter(({ outcome, guest }) => outcome === "is-kept" && guest === undefined);
    const mayRead = (at: string): boolean => may(actor, { act: "read-contacts", place: at, organisation });
    const cancelled = await cancelledBy(tx, closure, now);
    return accept({
      ...one,
      organisation: row.organisation,
      ...(row.place && !lifted && { slug: row.place.slug }),
      lifted,
      halfDays,
      people: await peopleIn(tx, kept, "booked", mayRead),
      cancelled,
      cancelledPeople: lifted ? await peopleIn(tx, cancelled, "cancelled-by-service", mayRead) : [],
      version: versionOfCancelled(cancelled),
    });
  }, actor);
}

type ClosureRow = {
  readonly id: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly decideOn: Date | null;
  readonly reason: string;
  readonly place: { readonly id: string; readonly name: string; readonly timeZone: string } | null;
};

function listed(
  { id, startsAt, endsAt, decideOn, reason, place }: ClosureRow,
  zone: string,
  now: Instant,
): ListedClosure {
  const span = { start: instant(startsAt.getTime()), end: instant(endsAt.getTime()) };
  const timeZone = place?.timeZone ?? zone;
  const day = span.end === NO_END ? decideOn?.toISOString().slice(0, 10) : undefined;
  return {
    id,
    ...(place && { place: { id: place.id, name: place.name } }),
    timeZone,
    span,
    ...(day !== undefined && { decideOn: day }),
    toDecide: day !== undefined && day <= plusDays(localDateOf(now, timeZone), SOON),
    begun: span.start <= now,
    sentence: reason,
  };
}

/** The version of what giving back all half-days of a closure shows. */
export const versionOfCancelled = (cancelled: readonly CancelledByClosure[]): string =>
  contentHash(cancelled.map(({ permanence, appointments }) => ({ permanence, appointments })));

/**
 * The people of these half-days whose appointments are in that state, by their hour; with the name and contact they
 * left only for who may read it.
 */
async function peopleIn(
  tx: Tx,
  halfDays: readonly InHalfDay[],
  state: "booked" | "cancelled-by-service",
  mayRead: (place: string) => boolean,
): Promise<readonly KeptPerson[]> {
  if (halfDays.length === 0) return [];
  const ids = halfDays.map(({ permanence }) => permanence);
  const rows = await tx.$queryRaw<
    {
      readonly id: string;
      readonly permanence: string;
      readonly startsAt: Date;
      readonly name: string | null;
      readonly phone: string | null;
      readonly email: string | null;
    }[]
  >`
    SELECT a.id::text, a.permanence_id::text AS permanence, a.starts_at AS "startsAt", c.name, c.phone, c.email
    FROM appointment a LEFT JOIN appointment_contact c ON c.appointment_id = a.id AND c.day = (a.ends_at AT TIME ZONE 'UTC')::date
    WHERE a.permanence_id = ANY (${ids}::uuid[]) AND a.state = ${state} ORDER BY a.starts_at, a.id`;
  const byId = new Map(halfDays.map((one) => [one.permanence, one]));
  return rows.flatMap(({ id, permanence, startsAt, name, phone, email }) => {
    const held = byId.get(permanence);
    if (!held) return [];
    const named = mayRead(held.place.id);
    return [
      {
        appointment: id,
        permanence,
        hour: instant(startsAt.getTime()),
        timeZone: held.timeZone,
        place: held.place.name,
        ...(named && name !== null && { name }),
        ...(named && phone !== null && { phone }),
        ...(named && email !== null && { email }),
      },
    ];
  });
}

type InHalfDay = {
  readonly permanence: string;
  readonly timeZone: string;
  readonly place: { readonly id: string; readonly name: string };
};

/** The half-days to come that a closure cancelled, in order of time. */
export async function cancelledBy(tx: Tx, closureId: string, now: Instant): Promise<readonly CancelledByClosure[]> {
  const rows = await tx.permanence.findMany({
    where: { closureId, status: "cancelled", startsAt: { gt: toDate(now) } },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    select: {
      id: true,
      startsAt: true,
      endsAt: true,
      timeZone: true,
      place: { select: { id: true, name: true } },
      _count: { select: { appointments: { where: { state: "cancelled-by-service" } } } },
    },
  });
  return rows.map(({ id, startsAt, endsAt, timeZone, place, _count }) => ({
    permanence: id,
    place,
    span: { start: instant(startsAt.getTime()), end: instant(endsAt.getTime()) },
    timeZone,
    appointments: _count.appointments,
  }));
}

/**
 * What the form of a closure offers to this person: their places by name, whether they may close every place, and the
 * day it is there.
 */
export async function readClosureChoices(
  actor: Actor,
  organisationId: string,
): Promise<{
  readonly places: readonly { readonly id: string; readonly name: string }[];
  readonly everyPlace: boolean;
  readonly today: string;
}> {
  const reach = reachIn(actor, "plan-half-days", organisationId) ?? { organisation: organisationId, places: [] };
  const rows = await db.place.findMany({
    where: { organisationId, hidden: false, ...wherePlacesReached(reach) },
    select: { id: true, name: true, city: true, address: true, timeZone: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  return {
    places: distinctNames(rows),
    everyPlace: reach.places === "all",
    today: localDateOf(clock.now(), rows[0]?.timeZone ?? FEED_ZONE),
  };
}
