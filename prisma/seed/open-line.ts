import { writeVevent } from "#lib/server/calendar/write-vevent.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db, transaction, type Tx } from "#lib/server/db.ts";
import { readTopics } from "#lib/server/schedule/read-topics.ts";
import { instant, instantOf, MINUTE, plusMinutes, type Instant } from "#lib/time/instant.ts";
import { closeLine } from "./close-line.ts";
import { AT_THE_DESKS } from "./organisations.ts";
import { openSpan } from "./open-span.ts";
import { playScene } from "./play-scene.ts";
import { DEMO_DEVICE } from "./run-act.ts";
import { accountId, whoIsFree } from "./who-is-free.ts";

const HOUR = 60 * MINUTE;
/** The first hour is for walk-ins; then one desk may be booked, a third of the time of two desks in three hours. */
const WINDOWS = [
  { from: 0, to: 60, mode: "walk-in" },
  { from: 60, to: 180, mode: "mixed" },
];

/**
 * Returns the id of the permanence at Neuhof that is open now. The last one is kept until its end when somebody has
 * tried it, and for its first hour in any case; otherwise a new one is opened.
 */
export async function ensureOpenLine(): Promise<string> {
  const now = clock.now();
  const last = await db.permanence.findFirst({
    where: { seriesId: null, place: { slug: "mairie-neuhof" }, status: { in: ["scheduled", "open"] } },
    orderBy: { startsAt: "desc" },
    select: {
      id: true,
      organisationId: true,
      startsAt: true,
      endsAt: true,
      status: true,
      events: { where: { device: { not: DEMO_DEVICE } }, take: 1, select: { id: true } },
    },
  });
  if (
    last &&
    last.status === "open" &&
    now < last.endsAt.getTime() &&
    (now < last.startsAt.getTime() + HOUR || last.events.length > 0)
  )
    return last.id;
  if (last) {
    const player = { permanence: last.id, organisation: last.organisationId, user: await accountId(AT_THE_DESKS[0]) };
    // What somebody made of the old line, however odd, keeps the demo from nothing.
    await closeLine(player, instant(last.endsAt.getTime())).catch((error: unknown) =>
      console.error("The line of the earlier demonstration stays open.", error),
    );
  }
  return openLine(now);
}

async function openLine(now: Instant): Promise<string> {
  const place = await db.place.findUniqueOrThrow({ where: { slug: "mairie-neuhof" } });
  const span = openSpan(now, place.timeZone);
  const atDesk = await whoIsFree(place.organisationId, now);
  // Short ones, so that a person who takes a number may still be served before closing.
  const topics = await readTopics({ organisation: place.organisationId });
  const keys = topics.filter(({ minutes }) => minutes <= 30).map(({ key }) => key);
  const permanence = await transaction(async (tx) => {
    await giveWay(tx, place.id, span);
    const { id } = await tx.permanence.create({
      data: {
        placeId: place.id,
        organisationId: place.organisationId,
        timeZone: place.timeZone,
        localDate: toDate(instantOf(span.localDate)),
        startsAt: toDate(span.start),
        endsAt: toDate(span.end),
        desks: 2,
        bookableLanes: 1,
        windows: WINDOWS,
        createdAt: toDate(now),
        updatedAt: toDate(now),
      },
      select: { id: true },
    });
    await expectSomebody(tx, id, place, plusMinutes(span.start, 75), keys[0] ?? "");
    await writeVevent(tx, id);
    return id;
  }, "service");
  await playScene({ permanence, start: span.start, atDesk, organisation: place.organisationId, topics: keys });
  return permanence;
}

/** Deletes a planned half-day of the same place and time that nobody has touched: two at one place would confuse. */
const giveWay = (tx: Tx, placeId: string, span: { start: Instant; end: Instant }): Promise<unknown> =>
  tx.permanence.deleteMany({
    where: {
      placeId,
      seriesId: { not: null },
      status: "scheduled",
      OR: [{ line: null }, { line: { version: 0 } }],
      visits: { none: {} },
      appointments: { none: {} },
      startsAt: { lt: toDate(span.end) },
      endsAt: { gt: toDate(span.start) },
    },
  });

/**
 * One appointment, booked yesterday: this person may pass before those who came this morning, and the line shows it.
 */
const expectSomebody = (
  tx: Tx,
  permanenceId: string,
  place: { readonly id: string; readonly organisationId: string },
  start: Instant,
  topic: string,
): Promise<unknown> => {
  const bookedAt = toDate(instant(start - 24 * HOUR));
  return tx.appointment.create({
    data: {
      permanenceId,
      organisationId: place.organisationId,
      placeId: place.id,
      startsAt: toDate(start),
      endsAt: toDate(plusMinutes(start, 30)),
      lane: 1,
      bookedAt,
      createdAt: bookedAt,
      topicKeys: [topic],
    },
  });
};
