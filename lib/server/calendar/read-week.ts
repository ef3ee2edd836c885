import type { Booked } from "../../calendar/free-appointments.ts";
import { redact, type HalfDay, type Seen } from "../../calendar/redact.ts";
import { takesTopic, type TopicTime } from "../../schedule/topic.ts";
import { instant, type Instant } from "../../time/instant.ts";
import { plusDays } from "../../time/zone.ts";
import { takingTheirHour } from "../booking/held-hours.ts";
import { db } from "../db.ts";
import { onDates } from "../schedule/dated.ts";
import { permanenceColumns, permanenceOfRow } from "../schedule/permanence-of-row.ts";
import { readBookableTopics } from "../schedule/read-topics.ts";
import { halfDaysOf, type Share } from "./find-share.ts";

/** Of an appointment only its hours and its lane are read, of a visit only that it waits. */
const columns = (now: Instant) =>
  ({
    ...permanenceColumns,
    cancelReason: true,
    place: { select: { shortName: true } },
    appointments: { where: takingTheirHour(now), select: { startsAt: true, endsAt: true, lane: true } },
    // Not _count: Prisma counts the visits of every half-day that ever was before it joins these.
    visits: { where: { state: "waiting" }, select: { id: true } },
  }) as const;

/** What the share sees of the week from that Monday (YYYY-MM-DD). The number of queries is constant. */
export async function readWeek(share: Share, monday: string, now: Instant): Promise<readonly Seen[]> {
  const [topics, rows] = await Promise.all([
    readBookableTopics({ operator: share.giver.id }),
    db.permanence.findMany({
      where: {
        ...halfDaysOf(share),
        ...onDates(monday, plusDays(monday, 7)),
      },
      select: columns(now),
      orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    }),
  ]);
  return rows.flatMap((row) => {
    const permanence = permanenceOfRow(row);
    const minutes = shortest(topics.filter(({ key }) => takesTopic(permanence.topics, key)));
    const half: HalfDay = {
      ...permanence,
      placeName: row.place.shortName,
      booked: row.appointments.map(bookedOf),
      waiting: row.visits.length,
      ...(minutes !== undefined && { minutes }),
      ...(row.cancelReason !== null && { cancelReason: row.cancelReason }),
    };
    return redact(half, share.level, now) ?? [];
  });
}

const bookedOf = ({ startsAt, endsAt, lane }: { startsAt: Date; endsAt: Date; lane: number | null }): Booked => ({
  span: { start: instant(startsAt.getTime()), end: instant(endsAt.getTime()) },
  ...(lane !== null && { lane }),
});

/** Minutes of the shortest of these topics. */
const shortest = (topics: readonly TopicTime[]): number | undefined =>
  topics.length === 0 ? undefined : Math.min(...topics.map(({ minutes }) => minutes));
