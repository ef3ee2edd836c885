import type { Prisma } from "#prisma/generated/client.ts";
import type { Actor } from "../../access/actor.ts";
import { whereMay, type Reach } from "../../access/where-may.ts";
import { isToday } from "../../schedule/today.ts";
import { plusMinutes } from "../../time/instant.ts";
import { localDateOf } from "../../time/zone.ts";
import { clock, toDate } from "../clock.ts";
import { db } from "../db.ts";
import { halfDayAtPlaceColumns, halfDayAtPlaceOfRow, type HalfDayAtPlace } from "./half-day-at-place.ts";

/** A half-day as the team reads it. `table`: the number of the desk planned for the reader; absent when none is. */
export type StaffPermanence = HalfDayAtPlace & { readonly table?: number };

export type StaffDays = { readonly today: readonly StaffPermanence[]; readonly later: readonly StaffPermanence[] };

/** Minutes: a half-day of today began less than a day ago. */
const BACK = 24 * 60;
const AHEAD = 14 * 24 * 60;
const MOST = 200;
/** Of the lines that nobody has closed for days, the newest are shown. */
const MOST_FORGOTTEN = 20;

/**
 * The half-days whose line the reader may run: today's (also those that are over or cancelled, or began before midnight),
 * with the reader's own first, and those of the next 14 days. A line that nobody closed counts as today's, however old,
 * and comes last: a conseiller who still serves somebody there cannot call anybody elsewhere. Two queries. Empty for an
 * actor who may run no line.
 */
export async function readStaffPermanences(actor: Actor & { readonly kind: "staff" }): Promise<StaffDays> {
  const now = clock.now();
  const theirs = within(whereMay(actor, "run-line"));
  const yesterday = toDate(plusMinutes(now, -BACK));
  const [near, forgotten] = await Promise.all([
    rowsOf(actor, { ...theirs, startsAt: { gt: yesterday, lt: toDate(plusMinutes(now, AHEAD)) } }, "asc", MOST),
    rowsOf(actor, { ...theirs, startsAt: { lte: yesterday }, status: "open" }, "desc", MOST_FORGOTTEN),
  ]);
  const isOfToday = (held: StaffPermanence): boolean => held.status === "open" || isToday(held, held.timeZone, now);
  return {
    today: [...near.filter(isOfToday).sort(mineFirst), ...forgotten.sort(mineFirst)],
    later: near.filter((held) => held.localDate > localDateOf(now, held.timeZone) && held.status === "scheduled"),
  };
}

/** The condition of the half-days there. */
const within = (reach: readonly Reach[]) =>
  ({
    OR: [
      { organisationId: { in: reach.flatMap(({ organisation, places }) => (places === "all" ? [organisation] : [])) } },
      ...reach.flatMap(({ organisation, places }) =>
        places === "all" ? [] : [{ organisationId: organisation, placeId: { in: [...places] } }],
      ),
    ],
  }) satisfies Prisma.PermanenceWhereInput;

async function rowsOf(
  actor: Actor & { readonly kind: "staff" },
  where: Prisma.PermanenceWhereInput,
  order: "asc" | "desc",
  most: number,
): Promise<StaffPermanence[]> {
  const rows = await db.permanence.findMany({
    where,
    select: {
      ...halfDayAtPlaceColumns,
      assignments: { where: { conseillerId: actor.user }, select: { desk: true }, take: 1 },
    },
    orderBy: [{ startsAt: order }, { id: "asc" }],
    take: most,
  });
  return rows.map((row) => ({
    ...halfDayAtPlaceOfRow(row),
    ...(row.assignments[0] && { table: row.assignments[0].desk }),
  }));
}

const mineFirst = (a: StaffPermanence, b: StaffPermanence): number =>
  Number(a.table === undefined) - Number(b.table === undefined);
