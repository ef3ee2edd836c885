import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import type { Series } from "#lib/schedule/series.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { clock } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { notOver } from "#lib/server/schedule/permanence-rows.ts";
import { seriesOfRow } from "#lib/server/schedule/series-of-row.ts";
import { secretOf } from "#lib/server/secrets.ts";
import { runningAt } from "#lib/server/planning/series/plan-permanences.ts";

/** A place of an organisation that residents see. */
export type OwnPlace = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly postalCode: string;
  readonly city: string;
};

/** A series that goes on. Hours are minutes of the day at its place. */
export type PlannedSeries = Series & {
  readonly id: string;
  readonly desks: number;
  readonly place: { readonly name: string; readonly slug: string };
};

/** A half-day to come, or one that goes on now. */
export type NextDate = {
  readonly id: string;
  readonly start: Instant;
  readonly end: Instant;
  readonly timeZone: string;
  readonly place: string;
};

/** A place with half-days: its poster, and the address in the QR code of its door. */
export type DoorToTry = { readonly slug: string; readonly name: string; readonly path: string };

/** Places and series that are listed at most. */
const MOST = 300;
/** Dates that are shown back. */
const SHOWN = 6;

/** The places of an organisation that residents see, by name; 300 at most. One query. Refused: `not-allowed`. */
export async function readOwnPlaces(
  actor: Actor,
  organisation: string,
): Promise<Result<readonly OwnPlace[], "not-allowed">> {
  if (!may(actor, { act: "manage-places", organisation })) return refuse("not-allowed");
  return accept(
    await db.place.findMany({
      where: { organisationId: organisation, hidden: false },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      take: MOST,
      select: { id: true, slug: true, name: true, postalCode: true, city: true },
    }),
  );
}

/**
 * What an organisation has planned: its series, the next dates, and the door of each place of theirs to try. Two
 * queries. Refused: `not-allowed`.
 */
export async function readPlan(
  actor: Actor,
  organisation: string,
): Promise<
  Result<
    {
      readonly series: readonly PlannedSeries[];
      readonly dates: readonly NextDate[];
      readonly doors: readonly DoorToTry[];
    },
    "not-allowed"
  >
> {
  const isAllowed = (["set-up-organisation", "manage-places"] as const).every((act) =>
    may(actor, { act, organisation }),
  );
  if (!isAllowed) return refuse("not-allowed");
  const now = clock.now();
  const [series, dates] = await Promise.all([
    db.series.findMany({
      where: { organisationId: organisation, ...runningAt(now) },
      orderBy: [{ weekday: "asc" }, { startMinute: "asc" }, { id: "asc" }],
      take: MOST,
      include: {
        place: { select: { id: true, name: true, slug: true, hidden: true, doorGeneration: true, timeZone: true } },
      },
    }),
    db.permanence.findMany({
      where: {
        organisationId: organisation,
        ...notOver(now),
        status: { in: ["scheduled", "open"] },
      },
      orderBy: [{ startsAt: "asc" }, { id: "asc" }],
      take: SHOWN,
      select: { id: true, startsAt: true, endsAt: true, timeZone: true, place: { select: { name: true } } },
    }),
  ]);
  const places = new Map(series.map(({ place }) => [place.id, place]));
  return accept({
    series: series.map(({ id, desks, place, ...row }) => ({
      ...seriesOfRow(row, place.timeZone),
      id,
      desks,
      place: { name: place.name, slug: place.slug },
    })),
    dates: dates.map(({ id, startsAt, endsAt, timeZone, place }) => ({
      id,
      start: instant(startsAt.getTime()),
      end: instant(endsAt.getTime()),
      timeZone,
      place: place.name,
    })),
    doors: [...places.values()]
      .filter(({ hidden }) => !hidden)
      .map(({ id, slug, name, doorGeneration }) => ({
        slug,
        name,
        path: `/porte/${slug}/${secretOf("door", id, doorGeneration)}`,
      })),
  });
}
