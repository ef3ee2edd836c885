import { randomUUID } from "node:crypto";
import type { Share } from "#lib/server/calendar/find-share.ts";
import { plusMinutes } from "#lib/time/instant.ts";
import { answerAll } from "../measurer.ts";

/**
 * Milliseconds of each feed, whole and not modified (304), of only putting its stored texts together by SQL, and of writing each
 * event's text; and the size of the feed.
 */
export type Fed = {
  readonly whole: readonly number[];
  readonly joined: readonly number[];
  readonly known: readonly number[];
  readonly written: readonly number[];
  readonly events: number;
  readonly bytes: number;
};

const DAY = 24 * 60;
/** The feed reaches from 30 days ago to six months ahead. */
const DAYS = 180;

answerAll(async ({ events, times }: { readonly events: number; readonly times: number }): Promise<Fed> => {
  const { db, transaction } = await import("#lib/server/db.ts");
  const { clock, toDate } = await import("#lib/server/clock.ts");
  const { readFeed } = await import("#lib/server/calendar/read-feed.ts");
  const { writeVevent } = await import("#lib/server/calendar/write-vevent.ts");
  const { localDateOf } = await import("#lib/time/zone.ts");

  const now = clock.now();
  const organisation = await db.organisation.create({
    data: { slug: "ville", name: "Ville", kind: "city", operator: true },
  });
  const place = await db.place.create({
    data: {
      organisationId: organisation.id,
      slug: "shadok",
      name: "Shadok",
      shortName: "Shadok",
      address: "25 presqu’île Malraux",
      city: "Strasbourg",
      postalCode: "67100",
      latitude: 48.57,
      longitude: 7.76,
      holidayRegion: "67",
    },
  });
  const ids = Array.from({ length: events }, () => randomUUID());
  await db.permanence.createMany({
    data: ids.map((id, index) => {
      const start = plusMinutes(now, ((index % DAYS) - 20) * DAY);
      return {
        id,
        placeId: place.id,
        organisationId: organisation.id,
        timeZone: "Europe/Paris",
        localDate: new Date(`${localDateOf(start, "Europe/Paris")}T00:00:00Z`),
        startsAt: toDate(start),
        endsAt: toDate(plusMinutes(start, 180)),
        desks: 2,
        bookableLanes: 1,
        windows: [
          { from: 0, to: 60, mode: "walk-in" },
          { from: 60, to: 180, mode: "mixed" },
        ],
        createdAt: toDate(now),
        updatedAt: toDate(now),
      };
    }),
  });
  const timed = async <Value>(into: number[], task: () => Promise<Value>): Promise<Value> => {
    const began = performance.now();
    const value = await task();
    into.push(performance.now() - began);
    return value;
  };
  const [whole, joined, known, written]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (const id of ids) await transaction((tx) => timed(written, () => writeVevent(tx, id)), "service");

  const share: Share = {
    id: randomUUID(),
    secret: "",
    name: "Bench",
    level: "with-load",
    giver: { id: organisation.id, name: "Ville", service: "Ville" },
    receiver: { name: "CAF" },
    shows: { by: "places", places: "every" },
  };
  const { body = "", etag } = await readFeed(share, { etags: [] });
  for (let time = 0; time < times; time += 1) {
    await timed(whole, () => readFeed(share, { etags: [] }));
    await timed(
      joined,
      () => db.$queryRaw`
        SELECT string_agg(vevent, '' ORDER BY starts_at, id) AS text FROM permanence
        WHERE organisation_id = ${organisation.id}::uuid AND starts_at > ${toDate(plusMinutes(now, -DAYS * DAY))} AND starts_at < ${toDate(plusMinutes(now, 2 * DAYS * DAY))}`,
    );
    await timed(known, () => readFeed(share, { etags: [etag] }));
  }
  return {
    whole,
    joined,
    known,
    written,
    events: body.split("BEGIN:VEVENT").length - 1,
    bytes: Buffer.byteLength(body),
  };
});
