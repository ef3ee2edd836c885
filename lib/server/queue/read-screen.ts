import type { LiveBoard } from "#lib/queue/board/board.ts";
import { mayStillRun, type Permanence } from "#lib/schedule/permanence.ts";
import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { readBoard } from "./read-boards.ts";
import { permanenceColumns, permanenceOfRow } from "#lib/server/schedule/permanence-rows.ts";

/** What the room screen of a place begins with. `readAt`: the server's time, which the screen's clock follows. */
export type Screen = {
  readonly name: string;
  /** Who holds the place. */
  readonly organisation: string;
  readonly zone: string;
  readonly readAt: Instant;
  readonly permanence: Permanence | undefined;
  readonly board: LiveBoard | undefined;
  readonly next: Permanence | undefined;
};

/** How many minutes before now a half-day may have started and still be shown: 14 hours at most, plus overrun. */
const BACK = 24 * 60;

/**
 * The half-day that people in the room wait for, with its board, and the next one; undefined when no place has that
 * name.
 */
export async function readScreen(slug: string): Promise<Screen | undefined> {
  const place = await db.place.findUnique({
    where: { slug },
    select: { id: true, shortName: true, timeZone: true, organisationId: true },
  });
  if (!place) return undefined;
  const now = clock.now();
  const rows = await db.permanence.findMany({
    where: {
      placeId: place.id,
      startsAt: { gt: toDate(plusMinutes(now, -BACK)) },
      status: { in: ["scheduled", "open"] },
      OR: [{ closureId: null }, { status: "open" }],
    },
    select: permanenceColumns,
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    take: 20,
  });
  const coming = rows.map(permanenceOfRow);
  const permanence = shownAt(coming, now);
  return {
    name: place.shortName,
    organisation: place.organisationId,
    zone: place.timeZone,
    readAt: now,
    permanence,
    board: permanence && (await readBoard(permanence.id)),
    next: coming.find(({ id, span }) => id !== permanence?.id && now < span.start),
  };
}

/**
 * The half-day to show: the open one; else the one that gives numbers; else the one of today that is not over. One that
 * goes on long after its end, since a tablet was left on, hides none of these.
 */
function shownAt(coming: readonly Permanence[], now: Instant): Permanence | undefined {
  const today = coming.filter(
    ({ status, span, localDate, timeZone }) =>
      status === "scheduled" && localDate === localDateOf(now, timeZone) && now < span.end,
  );
  return (
    coming.findLast(({ status, span }) => status === "open" && mayStillRun(span, now)) ??
    today.find(({ numbers }) => numbers !== "not-yet") ??
    today[0] ??
    coming.findLast(({ status }) => status === "open")
  );
}
