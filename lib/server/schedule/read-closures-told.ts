import { decisionToTell, type ClosureToTell } from "#lib/schedule/closure-sentence.ts";
import { NO_END } from "#lib/schedule/closure.ts";
import { instant, plusMinutes } from "#lib/time/instant.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";

const DAY = 24 * 60;
/** More closures than these are not named on a page: whoever reads it looks for their own place. */
const MOST = 6;

/**
 * What residents read of closures of a place, its own and those of its whole organisation, that close something within
 * so many days, earliest first. One query.
 */
export async function readClosuresAt(
  { id, organisation, timeZone }: { readonly id: string; readonly organisation: string; readonly timeZone: string },
  days: number,
): Promise<readonly ClosureToTell[]> {
  const now = clock.now();
  const rows = await db.closure.findMany({
    where: {
      liftedAt: null,
      startsAt: { lt: toDate(plusMinutes(now, days * DAY)) },
      endsAt: { gt: toDate(now) },
      OR: [{ placeId: id }, { placeId: null, organisationId: organisation }],
    },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    take: MOST,
  });
  return rows.map((row) => toldOf(row, timeZone));
}

/**
 * What an organisation has closed now, each with the name of its place, or without one when every place is; none when
 * it is more than a page can name. One query.
 */
export async function readClosedNow(
  organisation: string,
): Promise<readonly (ClosureToTell & { readonly place?: string })[]> {
  const now = toDate(clock.now());
  const rows = await db.closure.findMany({
    where: { organisationId: organisation, liftedAt: null, startsAt: { lte: now }, endsAt: { gt: now } },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    take: MOST + 1,
    include: { place: { select: { name: true, timeZone: true, hidden: true } } },
  });
  const shown = rows.filter(({ place }) => place?.hidden !== true);
  if (shown.length > MOST) return [];
  return shown.map((row) => ({
    ...toldOf(row, row.place?.timeZone ?? "Europe/Paris"),
    ...(row.place && { place: row.place.name }),
  }));
}

/**
 * Of places, each by its id, the closure that shuts it now: its own or its organisation's, the one that lasts longest.
 * One query.
 */
export async function readShutNow(
  places: readonly { readonly id: string; readonly organisationId: string; readonly timeZone: string }[],
): Promise<ReadonlyMap<string, ClosureToTell>> {
  const now = toDate(clock.now());
  const organisations = [...new Set(places.map(({ organisationId }) => organisationId))];
  const rows = await db.closure.findMany({
    where: {
      liftedAt: null,
      startsAt: { lte: now },
      endsAt: { gt: now },
      OR: [{ placeId: { in: places.map(({ id }) => id) } }, { placeId: null, organisationId: { in: organisations } }],
    },
    orderBy: [{ endsAt: "desc" }, { id: "asc" }],
  });
  return new Map(
    places.flatMap(({ id, organisationId, timeZone }) => {
      const row = rows.find(
        (one) => one.placeId === id || (one.placeId === null && one.organisationId === organisationId),
      );
      return row ? [[id, toldOf(row, timeZone)] as const] : [];
    }),
  );
}

type ClosureRow = {
  readonly id: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly decideOn: Date | null;
  readonly reason: string;
};

/** A row of a closure, on the clock of that zone. */
export function toldOf({ id, startsAt, endsAt, decideOn, reason }: ClosureRow, timeZone: string): ClosureToTell {
  const decision = decisionToTell(decideOn?.toISOString().slice(0, 10), localDateOf(clock.now(), timeZone));
  return {
    id,
    timeZone,
    span: { start: instant(startsAt.getTime()), end: instant(endsAt.getTime()) },
    unknownEnd: endsAt.getTime() === NO_END,
    ...(decision !== undefined && { decideOn: decision }),
    sentence: reason,
  };
}
