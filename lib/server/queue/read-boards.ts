import { isAlive, boardOf } from "../../queue/board/live-board.ts";
import type { LiveBoard } from "../../queue/board/board.ts";
import { MINUTE, type Instant } from "../../time/instant.ts";
import { isUuid } from "../../uuid.ts";
import { countBoards } from "../board-counts.ts";
import { clock } from "../clock.ts";
import { db, snapshot } from "../db.ts";
import { livelinessColumns, livelinessOf } from "./heartbeat.ts";
import { loadLines, loadTopicMinutes } from "./load-line.ts";

type Kept = { key: string; readonly board: Promise<LiveBoard | undefined> };

/** A permanence whose board is asked for, the version of its line, and whether that line is known. */
type Asked = { readonly id: string; readonly version: number; readonly alive: boolean };

/** For how many permanences the last board is kept; the oldest is dropped first. One city holds fewer at once. */
const KEPT_AT_MOST = 200;

const boards = ((globalThis as { boards?: Map<string, Kept> }).boards ??= new Map<string, Kept>());

/**
 * The boards of several permanences, with the place of every live number, by id in lower case; those that do not exist are
 * missing. A board is computed once for each version and minute and shared by all who ask; those to compute are read together,
 * so many cost as many statements as one. They hold no name and no cause: anybody may read them.
 */
export async function readBoards(permanenceIds: readonly string[]): Promise<ReadonlyMap<string, LiveBoard>> {
  const ids = [...new Set(permanenceIds.filter(isUuid))];
  if (ids.length === 0) return new Map();
  const rows = await db.permanence.findMany({
    where: { id: { in: ids } },
    select: { id: true, version: true, ...livelinessColumns },
  });
  const now = clock.now();
  const asked = rows.map((row): Asked => ({
    id: row.id,
    version: row.version,
    alive: isAlive(livelinessOf(row), now),
  }));
  const stale = asked.filter((one) => boards.get(one.id)?.key !== keyOf(one, now));
  const fresh = computeTogether(stale, now);
  const read = await Promise.all(
    asked.map(async ({ id }) => [id, await (fresh.get(id) ?? boards.get(id)?.board)] as const),
  );
  return new Map(read.flatMap(([id, board]) => (board ? [[id, board] as const] : [])));
}

/** The board of one permanence as `readBoards` reads it, or undefined. */
export const readBoard = async (permanenceId: string): Promise<LiveBoard | undefined> =>
  (await readBoards([permanenceId])).get(permanenceId.toLowerCase());

const keyOf = ({ version, alive }: Omit<Asked, "id">, now: Instant): string =>
  `${version} ${Math.floor(now / MINUTE)} ${alive}`;

function computeTogether(stale: readonly Asked[], now: Instant): ReadonlyMap<string, Promise<LiveBoard | undefined>> {
  if (stale.length === 0) return new Map();
  const computed = computeBoards(stale, now);
  return new Map(
    stale.map((one) => [
      one.id,
      keep(
        one,
        computed.then((all) => all.get(one.id)),
        now,
      ),
    ]),
  );
}

function keep(
  { id, version, alive }: Asked,
  board: Promise<LiveBoard | undefined>,
  now: Instant,
): Promise<LiveBoard | undefined> {
  const kept: Kept = { key: keyOf({ version, alive }, now), board };
  boards.delete(id);
  boards.set(id, kept);
  const oldest = boards.keys().next().value;
  if (boards.size > KEPT_AT_MOST && oldest !== undefined) boards.delete(oldest);
  board.then(
    // The line may have changed since its version was read: the board then belongs to the later version.
    (read) => (kept.key = keyOf({ version: read?.version ?? version, alive }, now)),
    () => boards.get(id) === kept && boards.delete(id),
  );
  return board;
}

const computeBoards = (asked: readonly Asked[], now: Instant): Promise<ReadonlyMap<string, LiveBoard>> =>
  snapshot(async (tx) => {
    const lines = await loadLines(
      tx,
      asked.map(({ id }) => id),
      now,
    );
    const minutesOf = await loadTopicMinutes(tx);
    countBoards("rows", lines.size);
    return new Map(
      asked.flatMap(({ id, alive }) => {
        const line = lines.get(id);
        return line ? [[id, boardOf(line, now, minutesOf, alive)] as const] : [];
      }),
    );
  });

/** The zone in which a board writes its moments, that of its place (IANA name), or undefined when there is no such permanence. */
export const readTimeZone = async (permanenceId: string): Promise<string | undefined> =>
  isUuid(permanenceId)
    ? (await db.permanence.findUnique({ where: { id: permanenceId }, select: { timeZone: true } }))?.timeZone
    : undefined;
