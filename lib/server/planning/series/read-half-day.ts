import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import type { Openness } from "#lib/schedule/permanence.ts";
import { opennessOf } from "#lib/schedule/permanence.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { instant, MINUTE } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import { minuteOfDay } from "#lib/time/zone.ts";
import { isUuid } from "#lib/uuid.ts";
import { fieldsOfHours } from "#lib/wire/schedule/series-form.ts";
import { clock } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { offerOfRow, type WindowFromStart } from "./plan-of-series.ts";
import { dateOfColumn } from "#lib/server/schedule/permanence-rows.ts";

/** A half-day as whoever plans reads it. `byHand`: detached from its series. `series`: the one that has its date. */
export type PlannedHalfDay = {
  readonly id: string;
  readonly organisation: { readonly id: string; readonly slug: string };
  readonly place: { readonly id: string; readonly name: string; readonly slug: string; readonly timeZone: string };
  readonly localDate: string;
  readonly span: Interval;
  readonly startMinute: number;
  readonly endMinute: number;
  readonly desks: number;
  readonly bookableDesks: number;
  readonly windows: readonly WindowFromStart[];
  readonly topics: readonly string[];
  readonly languages: readonly string[];
  readonly audience: string | null;
  readonly openness: Openness;
  readonly cancelReason: string | null;
  readonly appointments: number;
  readonly series?: string;
  readonly byHand: boolean;
};

/** What stands in the form of a half-day that is changed. */
export const fieldsOfHalfDay = (held: PlannedHalfDay): Readonly<Record<string, string>> => ({
  ...fieldsOfHours({ ...held, place: held.place.id }),
  date: held.localDate,
});

/** A half-day to change. Two queries. Refused: `not-found`, also for one that this person may not plan. */
export async function readPlannedHalfDay(actor: Actor, id: string): Promise<Result<PlannedHalfDay, "not-found">> {
  const row = isUuid(id)
    ? await db.permanence.findUnique({
        where: { id },
        include: {
          organisation: { select: { id: true, slug: true } },
          place: { select: { id: true, name: true, slug: true, timeZone: true } },
          _count: { select: { appointments: { where: { state: "booked" } } } },
        },
      })
    : null;
  if (!row || !may(actor, { act: "plan-half-days", place: row.placeId, organisation: row.organisationId }))
    return refuse("not-found");
  const span = { start: instant(row.startsAt.getTime()), end: instant(row.endsAt.getTime()) };
  const startMinute = minuteOfDay(span.start, row.timeZone);
  const detached =
    row.seriesId !== null &&
    row.originalDate !== null &&
    (await db.seriesException.findUnique({
      where: { seriesId_originalDate: { seriesId: row.seriesId, originalDate: row.originalDate } },
      select: { kind: true },
    })) !== null;
  return accept({
    id: row.id,
    organisation: row.organisation,
    place: row.place,
    localDate: dateOfColumn(row.localDate),
    span,
    startMinute,
    endMinute: startMinute + (span.end - span.start) / MINUTE,
    ...offerOfRow(row),
    openness: opennessOf({ status: row.status as "scheduled", span }, clock.now()),
    cancelReason: row.cancelReason,
    appointments: row._count.appointments,
    ...(row.seriesId !== null && { series: row.seriesId }),
    byHand: detached,
  });
}
