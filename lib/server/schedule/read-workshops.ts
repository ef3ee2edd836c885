import type { Prisma } from "#prisma/generated/client.ts";
import type { Place } from "#lib/place/place.ts";
import { instant, plusMinutes, type Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { cachedAMinute } from "#lib/server/cached-a-minute.ts";
import { placeColumns, placeOfRow } from "#lib/server/place/place-of-row.ts";

export type WorkshopLevel = "debutant" | "intermediaire" | "avance";

/** A workshop to come. `free`: places not taken yet. */
export type WorkshopToCome = {
  readonly id: string;
  readonly title: string;
  readonly level: WorkshopLevel;
  readonly span: Interval;
  readonly at: Place;
  readonly free: number;
};

/** How many are listed. */
const MOST = 100;

/** Minutes: how long a workshop lasts at most (constraint `workshop_length`). */
const LONGEST = 24 * 60;

/**
 * The first hundred workshops that have not ended, all or those of an organisation, the earliest first. The number of
 * queries is constant. What is under way is asked for apart: in one condition Postgres would take both bounds for rare,
 * and sort all that is to come.
 */
export async function readWorkshops(organisation?: string): Promise<readonly WorkshopToCome[]> {
  const now = clock.now();
  const held = organisation === undefined ? {} : { organisationId: organisation };
  const [underWay, coming] = await Promise.all([
    readScheduled({
      ...held,
      startsAt: { gt: toDate(plusMinutes(now, -LONGEST)), lte: toDate(now) },
      endsAt: { gt: toDate(now) },
    }),
    readScheduled({ ...held, startsAt: { gt: toDate(now) } }),
  ]);
  return [...underWay, ...coming].slice(0, MOST);
}

/**
 * Whether a workshop is to come, anywhere or of an organisation. One query; kept a minute for the whole installation.
 */
export const isWorkshopPlanned = (organisation?: string): Promise<boolean> =>
  organisation === undefined ? isOnePlanned() : isPlanned({ organisationId: organisation }, clock.now());

const isOnePlanned = cachedAMinute((now) => isPlanned({}, now));

const isPlanned = async (where: Prisma.WorkshopWhereInput, now: Instant): Promise<boolean> =>
  (await db.workshop.findFirst({
    where: { ...where, status: "scheduled", startsAt: { gt: toDate(now) }, place: { hidden: false } },
    select: { id: true },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
  })) !== null;

async function readScheduled(where: Prisma.WorkshopWhereInput): Promise<readonly WorkshopToCome[]> {
  const rows = await db.workshop.findMany({
    where: { status: "scheduled", place: { hidden: false }, ...where },
    select: {
      id: true,
      title: true,
      level: true,
      startsAt: true,
      endsAt: true,
      capacity: true,
      place: { select: placeColumns },
      // Not _count: Prisma counts the places of every workshop that ever was before it joins these.
      attendances: { where: { state: "booked" }, select: { id: true } },
    },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    take: MOST,
  });
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    level: row.level as WorkshopLevel,
    span: { start: instant(row.startsAt.getTime()), end: instant(row.endsAt.getTime()) },
    at: placeOfRow(row.place),
    free: Math.max(0, row.capacity - row.attendances.length),
  }));
}
