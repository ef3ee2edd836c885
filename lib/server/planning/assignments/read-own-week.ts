import type { Actor } from "#lib/access/actor.ts";
import { overlaps } from "#lib/time/interval.ts";
import { plusMinutes } from "#lib/time/instant.ts";
import type { OwnHalfDay } from "#lib/schedule/planned-week.ts";
import { clock, spanOf, toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { movedToColumns, readMovedTo } from "#lib/server/schedule/moved-to.ts";
import { readOwnAbsences } from "#lib/server/schedule/own-absences.ts";
import { toTellAt } from "#lib/server/schedule/who-is-to-be-told.ts";

/** Minutes: two weeks from now on. */
const TWO_WEEKS = 14 * 24 * 60;
const MOST = 50;

/**
 * For what somebody is planned in the two weeks from now on, in order of time, for whichever organisation. A cancelled
 * half-day stays until its end for everybody who was planned there, with how many people are still to be told. Four
 * queries.
 */
export async function readOwnWeek({ user }: Actor & { readonly kind: "staff" }): Promise<readonly OwnHalfDay[]> {
  const now = clock.now();
  const until = plusMinutes(now, TWO_WEEKS);
  const [rows, absences] = await Promise.all([
    db.assignment.findMany({
      where: {
        conseillerId: user,
        startsAt: { lt: toDate(until) },
        endsAt: { gt: toDate(now) },
        OR: [{ released: false }, { permanence: { status: "cancelled" } }],
      },
      orderBy: [{ startsAt: "asc" }, { id: "asc" }],
      take: MOST,
      select: {
        id: true,
        desk: true,
        startsAt: true,
        endsAt: true,
        permanenceId: true,
        permanence: {
          select: {
            timeZone: true,
            status: true,
            closedDesks: true,
            ...movedToColumns,
            place: { select: { name: true, address: true, city: true } },
          },
        },
      },
    }),
    readOwnAbsences(db, user, { start: now, end: until }),
  ]);
  const [toTell, movedTo] = await Promise.all([
    toTellAt(rows.map(({ permanenceId }) => permanenceId)),
    readMovedTo(
      db,
      rows.map(({ permanence }) => permanence),
    ),
  ]);
  return rows.map((row) => {
    const { permanence } = row;
    const away = absences.some((one) => overlaps(one, spanOf(row)));
    return {
      id: row.id,
      permanence: row.permanenceId,
      place: permanence.place.name,
      address: `${permanence.place.address}, ${permanence.place.city}`,
      desk: row.desk,
      span: spanOf(row),
      timeZone: permanence.timeZone,
      away,
      missing: away && permanence.status !== "cancelled" && !permanence.closedDesks.includes(row.desk),
      ...(permanence.status === "cancelled" && { cancelled: movedTo(permanence) }),
      toTell: toTell.get(row.permanenceId) ?? 0,
    };
  });
}
