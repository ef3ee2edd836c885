import { Prisma } from "#prisma/generated/client.ts";
import type { Load } from "#lib/queue/board/board.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import type { Permanence } from "#lib/schedule/permanence.ts";
import type { Instant } from "#lib/time/instant.ts";
import { isUuid } from "#lib/uuid.ts";
import type { Edge, PermanencesQuery } from "#lib/wire/queue/permanences.ts";
import { toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { readBoards } from "./read-boards.ts";
import { beforeDate, fromDate, notOver } from "#lib/server/schedule/permanence-rows.ts";
import { permanenceColumns, permanenceOfRow } from "#lib/server/schedule/permanence-rows.ts";
import { takingTopic } from "#lib/server/schedule/takes-topic.ts";

/** A half-day, the id of the organisation that holds it, and how many people wait there. */
export type ListedHalfDay = { readonly permanence: Permanence; readonly organisation: string; readonly load: Load };
/** The half-days asked for, earliest first. `next`: when the first one that is not among them begins, and where. */
export type List = {
  readonly listed: readonly ListedHalfDay[];
  readonly next?: { readonly start: Instant; readonly timeZone: string };
};

/** How many half-days one answer lists, half a megabyte: as many as 24 places have in a year. */
const MOST = 2_000;

/**
 * The half-days that touch the span asked for, at one place or at all, about one topic or any; also those cancelled or
 * over. Refused: `not-found` (no such place), `unknown-topic`.
 */
export async function listPermanences(
  { from, to, place, topic }: PermanencesQuery,
  most = MOST,
): Promise<Result<List, "not-found" | "unknown-topic">> {
  const at =
    place === undefined
      ? undefined
      : await db.place.findFirst({
          where: { ...(isUuid(place) ? { id: place } : { slug: place }), hidden: false },
          select: { id: true },
        });
  if (at === null) return refuse("not-found");
  if (topic !== undefined && !(await db.topic.findFirst({ where: { key: topic }, select: { id: true } })))
    return refuse("unknown-topic");
  const rows = await db.permanence.findMany({
    where: {
      AND: [beginsBefore(to), endsAfter(from), { place: { hidden: false } }],
      ...(at && { placeId: at.id }),
      ...(topic !== undefined && (await takingTopic(topic))),
    },
    select: { ...permanenceColumns, organisationId: true },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    take: most + 1,
  });
  const held = rows.map((row) => ({ permanence: permanenceOfRow(row), organisation: row.organisationId }));
  const after = held[most]?.permanence;
  const listed = await withLoads(held.slice(0, most));
  return accept({ listed, ...(after && { next: { start: after.span.start, timeZone: after.timeZone } }) });
}

const beginsBefore = (edge: Edge): Prisma.PermanenceWhereInput =>
  "day" in edge ? beforeDate(edge.day) : { startsAt: { lt: toDate(edge.moment) } };
const endsAfter = (edge: Edge): Prisma.PermanenceWhereInput =>
  "day" in edge ? fromDate(edge.day) : notOver(edge.moment);

/** Boards are read only of half-days that have a line now: a few at once in a city, read together and cached. */
async function withLoads(held: readonly Omit<ListedHalfDay, "load">[]): Promise<readonly ListedHalfDay[]> {
  const boards = await readBoards(
    held.filter(({ permanence }) => hasLine(permanence)).map(({ permanence }) => permanence.id),
  );
  return held.map((one) => {
    const board = boards.get(one.permanence.id);
    return {
      ...one,
      load: board ? { waiting: board.waiting, wait: board.wait } : { waiting: 0, wait: { state: "unknown" } },
    };
  });
}

/** Whether somebody has begun its line, which goes on until it is closed or ends automatically. */
const hasLine = ({ status, numbers }: Permanence): boolean =>
  status === "open" || (status === "scheduled" && numbers !== "not-yet");
