import { Prisma } from "#prisma/generated/client.ts";
import type { Booked } from "#lib/calendar/free-appointments.ts";
import { redact, type HalfDayToShare, type SharedHalfDay } from "#lib/calendar/redact.ts";
import { LONGEST, openDesks } from "#lib/schedule/permanence.ts";
import { takesTopic, type TopicTime } from "#lib/schedule/topic.ts";
import { instant, plusMinutes, type Instant } from "#lib/time/instant.ts";
import { plusDays } from "#lib/time/zone.ts";
import { takingTheirHour } from "#lib/server/booking/appointment-rows.ts";
import { toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { columnOf, permanenceColumns, permanenceOfRow, startsOn } from "#lib/server/schedule/permanence-rows.ts";
import { movedToColumns, readMovedTo } from "#lib/server/schedule/moved-to.ts";
import { readBookableTopics } from "#lib/server/schedule/read-topics.ts";
import { halfDaysOf } from "./half-days-of-share.ts";
import type { Share } from "./find-share.ts";

/** Of an appointment only its hours and its lane are read, of a visit only that it waits. */
const columns = (now: Instant) =>
  ({
    ...permanenceColumns,
    ...movedToColumns,
    closedDesks: true,
    cancelReason: true,
    place: { select: { shortName: true } },
    appointments: { where: takingTheirHour(now), select: { startsAt: true, endsAt: true, lane: true } },
    // Not _count: Prisma counts the visits of every half-day that ever was before it joins these.
    visits: { where: { state: "waiting" }, select: { id: true } },
  }) as const;

/** What the share sees of the week from that Monday (YYYY-MM-DD). The number of queries is constant. */
export function readWeek(share: Share, monday: string, now: Instant): Promise<readonly SharedHalfDay[]> {
  const from = columnOf(monday);
  const to = columnOf(plusDays(monday, 7));
  const { first, end } = startsOn(monday, plusDays(monday, 7));
  return readShown(
    share,
    Prisma.sql`local_date >= ${from}::date AND local_date < ${to}::date AND starts_at >= ${first} AND starts_at < ${end}`,
    now,
  );
}

/** Days of half-days to come, and how many of them at most, that a page in a frame shows. */
const COMING = { days: 28, most: 12 };

/** The next half-days of a share, those that are held now first. The number of queries is constant. */
export const readNextOfShare = (share: Share, now: Instant): Promise<readonly SharedHalfDay[]> =>
  readShown(
    share,
    Prisma.sql`ends_at > ${toDate(now)} AND starts_at >= ${toDate(plusMinutes(now, -LONGEST))} AND starts_at < ${toDate(plusMinutes(now, COMING.days * 24 * 60))}`,
    now,
    COMING.most,
  );

async function readShown(
  share: Share,
  when: Prisma.Sql,
  now: Instant,
  most = 1_000,
): Promise<readonly SharedHalfDay[]> {
  const [topics, shown] = await Promise.all([
    readBookableTopics({ organisation: share.giver.id }),
    db.$queryRaw<{ readonly id: string }[]>`
      SELECT id FROM permanence WHERE ${halfDaysOf(share)} AND ${when} ORDER BY starts_at, id LIMIT ${most}`,
  ]);
  const rows = await db.permanence.findMany({
    where: { id: { in: shown.map(({ id }) => id) } },
    select: columns(now),
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
  });
  const movedTo = await readMovedTo(db, rows);
  return rows.map((row) => {
    const permanence = permanenceOfRow(row);
    const minutes = shortest(topics.filter(({ key }) => takesTopic(permanence.topics, key)));
    const half: HalfDayToShare = {
      ...permanence,
      placeName: row.place.shortName,
      openDesks: openDesks(row),
      booked: row.appointments.map(bookedOf),
      waiting: row.visits.length,
      ...(minutes !== undefined && { minutes }),
      ...(row.cancelReason !== null && { cancelReason: row.cancelReason }),
      ...movedTo(row),
    };
    return redact(half, share.level, now);
  });
}

const bookedOf = ({ startsAt, endsAt, lane }: { startsAt: Date; endsAt: Date; lane: number | null }): Booked => ({
  span: { start: instant(startsAt.getTime()), end: instant(endsAt.getTime()) },
  ...(lane !== null && { lane }),
});

/** Minutes of the shortest of these topics. */
const shortest = (topics: readonly TopicTime[]): number | undefined =>
  topics.length === 0 ? undefined : Math.min(...topics.map(({ minutes }) => minutes));
