import type { Actor } from "#lib/access/actor.ts";
import { whereMay } from "#lib/access/where-may.ts";
import { lateItems, type LateHelp, type LateItem, type NumberedVisit } from "#lib/queue/acts/after-close.ts";
import { instant, plusMinutes } from "#lib/time/instant.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import {
  halfDayAtPlaceColumns,
  halfDayAtPlaceOfRow,
  type HalfDayAtPlace,
} from "#lib/server/schedule/half-day-at-place.ts";
import { within } from "#lib/server/schedule/read-staff-permanences.ts";
import { loadNoted } from "./save-late-helps.ts";

/** A half-day of which acts came after a person had closed it, and what they tell. */
export type LateHalfDay = HalfDayAtPlace & { readonly items: readonly LateItem[] };

/** Minutes: a week after the last of them came. */
const SHOWN_FOR = 7 * 24 * 60;
/** Minutes: acts come at most a week after the close, and a half-day began at most a day before it. */
const BACK = SHOWN_FOR + 8 * 24 * 60;
const MOST = 20;

/**
 * The half-days of which the reader may run the line and of which acts came after a person's close in the last week,
 * the newest first (docs/line.md#what-comes-after-a-persons-close).
 */
export async function readLateActs(actor: Actor & { readonly kind: "staff" }): Promise<readonly LateHalfDay[]> {
  const now = clock.now();
  const rows = await db.permanence.findMany({
    where: {
      ...within(whereMay(actor, "run-line")),
      startsAt: { gt: toDate(plusMinutes(now, -BACK)) },
      line: { notedAt: { gt: toDate(plusMinutes(now, -SHOWN_FOR)) } },
    },
    select: { ...halfDayAtPlaceColumns, localDate: true },
    orderBy: [{ startsAt: "desc" }, { id: "asc" }],
    take: MOST,
  });
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const [noted, helps, visits] = await Promise.all([
    loadNoted(
      db,
      ids,
      rows.map(({ localDate }) => localDate),
    ),
    db.lateHelp.findMany({ where: { permanenceId: { in: ids } } }),
    db.visit.findMany({
      where: { permanenceId: { in: ids } },
      select: { id: true, permanenceId: true, number: true, appointmentId: true },
    }),
  ]);
  return rows.map((row) => ({
    ...halfDayAtPlaceOfRow(row),
    items: lateItems(
      helps.filter(({ permanenceId }) => permanenceId === row.id).map(helpOfRow),
      noted.filter(({ permanence }) => permanence === row.id),
      visits.filter(({ permanenceId }) => permanenceId === row.id).map(numberedOfRow),
    ),
  }));
}

const helpOfRow = (row: {
  readonly visitId: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
}): LateHelp => ({
  visit: row.visitId,
  startedAt: instant(row.startedAt.getTime()),
  ...(row.endedAt && { endedAt: instant(row.endedAt.getTime()) }),
});

const numberedOfRow = (row: {
  readonly id: string;
  readonly number: number;
  readonly appointmentId: string | null;
}): NumberedVisit => ({
  id: row.id,
  number: row.number,
  ...(row.appointmentId !== null && { appointment: row.appointmentId }),
});
