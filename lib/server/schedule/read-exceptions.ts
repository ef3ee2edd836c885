import type { Place, SeriesException as ExceptionRow } from "#prisma/generated/client.ts";
import type { ClosedTimes } from "#lib/schedule/closed-times.ts";
import type { SeriesException } from "#lib/schedule/series-exception.ts";
import type { Tx } from "#lib/server/db.ts";
import { columnOf, dateOfColumn } from "./permanence-rows.ts";

export type Exception = ExceptionRow & { readonly place: Place | null };

/** The exceptions of the dates from that day on, and of those that were moved to it or later. */
export const readExceptions = (tx: Tx, seriesId: string, from: string): Promise<readonly Exception[]> =>
  readExceptionsOfAll(tx, [seriesId], from);

/** Those of several series, in one statement. */
export const readExceptionsOfAll = (
  tx: Pick<Tx, "seriesException">,
  series: readonly string[],
  from: string,
): Promise<readonly Exception[]> =>
  tx.seriesException.findMany({
    where: {
      seriesId: { in: [...series] },
      OR: [{ originalDate: { gte: columnOf(from) } }, { localDate: { gte: columnOf(from) } }],
    },
    include: { place: true },
  });

/** An exception as the rules of dates need it. `closedAt`: what is closed at a place, by its id. */
export function exceptionOfRow(
  { kind, originalDate, localDate, startMinute, endMinute, place, despiteHoliday }: Exception,
  closedAt: (place: string) => ClosedTimes,
): SeriesException {
  const date = { originalDate: dateOfColumn(originalDate) };
  if (kind === "cancelled") return { kind, ...date };
  return {
    kind: "changed",
    ...date,
    ...(localDate && { localDate: dateOfColumn(localDate) }),
    ...(startMinute !== null && endMinute !== null && { hours: { startMinute, endMinute } }),
    ...(place && { at: { place: place.id, timeZone: place.timeZone, closed: closedAt(place.id) } }),
    ...(despiteHoliday && { despiteHoliday }),
  };
}
