import { randomUUID } from "node:crypto";
import type { Share } from "#lib/server/calendar/find-share.ts";
import { readFeed } from "#lib/server/calendar/read-feed.ts";
import { writeVevent } from "#lib/server/calendar/write-vevent.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db, pool, transaction } from "#lib/server/db.ts";
import { plusMinutes } from "#lib/time/instant.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { timed } from "#tests/rig/figures.ts";
import { makeOwnPlace, ZONE } from "#tests/rig/rows.ts";

/**
 * Milliseconds of each feed, whole and not modified (304), of only putting its stored texts together by SQL, and of
 * writing each event's text; and the size of the feed.
 */
type Fed = Readonly<Record<"whole" | "joined" | "known" | "written", readonly number[]>> & {
  readonly events: number;
  readonly bytes: number;
};

const DAY = 24 * 60;
/** The feed reaches from 30 days ago to six months ahead. */
const DAYS = 180;

export async function readFeeds(events: number, times: number): Promise<Fed> {
  const now = clock.now();
  const { place, organisation } = await makeOwnPlace(pool);
  const ids = Array.from({ length: events }, () => randomUUID());
  await db.permanence.createMany({
    data: ids.map((id, index) => {
      const start = plusMinutes(now, ((index % DAYS) - 20) * DAY);
      return {
        id,
        placeId: place,
        organisationId: organisation,
        timeZone: ZONE,
        localDate: new Date(`${localDateOf(start, ZONE)}T00:00:00Z`),
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
  const whole: number[] = [];
  const joined: number[] = [];
  const known: number[] = [];
  const written: number[] = [];
  for (const id of ids)
    await transaction(async (tx) => void written.push(await timed(() => writeVevent(tx, id))), "service");

  const share: Share = {
    id: randomUUID(),
    secret: "",
    name: "Bench",
    level: "with-load",
    giver: { id: organisation, name: "Ville", service: "Ville" },
    receiver: { name: "CAF" },
    shows: { by: "places", places: "every" },
  };
  const { body = "", etag } = await readFeed(share, { etags: [] });
  for (let time = 0; time < times; time += 1) {
    whole.push(await timed(() => readFeed(share, { etags: [] })));
    joined.push(
      await timed(
        () => db.$queryRaw`
        SELECT string_agg(vevent, '' ORDER BY starts_at, id) AS text FROM permanence
        WHERE organisation_id = ${organisation}::uuid AND starts_at > ${toDate(plusMinutes(now, -DAYS * DAY))} AND starts_at < ${toDate(plusMinutes(now, 2 * DAYS * DAY))}`,
      ),
    );
    known.push(await timed(() => readFeed(share, { etags: [etag] })));
  }
  return {
    whole,
    joined,
    known,
    written,
    events: body.split("BEGIN:VEVENT").length - 1,
    bytes: Buffer.byteLength(body),
  };
}
