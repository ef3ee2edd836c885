import { isAlive, boardOf } from "../../queue/board/live-board.ts";
import type { LiveBoard } from "../../queue/board/board.ts";
import { SECOND, type Instant } from "../../time/instant.ts";
import { isUuid } from "../../uuid.ts";
import { clock } from "../clock.ts";
import { db, snapshot } from "../db.ts";
import { livelinessColumns, livelinessOf, type LivelinessRow } from "./heartbeat.ts";
import { keepBoard, keptBoard, keptFacts } from "./kept-boards.ts";
import { permanenceWithLine, versionColumn } from "./line-row.ts";
import { loadLines } from "./load-line.ts";
import { readPaces } from "./read-paces.ts";

/** A permanence, the version of its line, and whether that line is known. */
export type LineVersion = { readonly id: string; readonly version: number; readonly alive: boolean };

/** A board that is being computed. */
type Coming = LineVersion & { readonly board: Promise<LiveBoard | undefined> };

/** How long a board of the same version is shown, in milliseconds: time alone changes the waits, and none is a minute old. */
const SHOWN_FOR = 55 * SECOND;

/** How many boards are computed from one reading of rows. */
const TOGETHER = 100;

/** Kept on the process, since a bundler may load this file more than once. */
const coming = ((globalThis as { comingBoards?: Map<string, Coming> }).comingBoards ??= begin());

function begin(): Map<string, Coming> {
  const begun = new Map<string, Coming>();
  clock.whenMoved(() => begun.clear());
  return begun;
}

/**
 * The boards of several permanences, with the place of every live number, by id in lower case; those that do not exist are
 * missing. A board is computed once for each version and minute, in one process, and shared by all who ask; those to compute
 * are read together, so many cost as many statements as one. `shownFor`: the age in milliseconds from which a board is
 * computed anew. They hold no name and no cause: anybody may read them.
 */
export async function readBoards(
  permanenceIds: readonly string[],
  shownFor: number = SHOWN_FOR,
): Promise<ReadonlyMap<string, LiveBoard>> {
  const ids = [...new Set(permanenceIds.filter(isUuid))];
  if (ids.length === 0) return new Map();
  const asked = await readLineVersions(ids);
  const now = clock.now();
  const current = new Map(asked.map((one) => [one.id, currentBoard(one, now, shownFor)] as const));
  const computing = computeTogether(asked.filter(({ id }) => !current.get(id)));
  const read = await Promise.all(
    asked.map(async ({ id }) => [id, current.get(id) ?? (await computing.get(id))] as const),
  );
  return new Map(read.flatMap(([id, board]) => (board ? [[id, board] as const] : [])));
}

/** What decides whether the boards of these permanences are current, in one statement; those that do not exist are missing. */
export async function readLineVersions(ids: readonly string[]): Promise<readonly LineVersion[]> {
  const rows = await db.$queryRaw<
    ({ readonly id: string; readonly version: number } & LivelinessRow)[]
  >`SELECT p.id, ${versionColumn}, ${livelinessColumns} FROM ${permanenceWithLine} WHERE p.id = ANY (${[...ids]}::uuid[])`;
  const now = clock.now();
  return rows.map((row) => ({ id: row.id, version: row.version, alive: isAlive(livelinessOf(row), now) }));
}

/** The board of one permanence as `readBoards` reads it, or undefined. */
export const readBoard = async (permanenceId: string): Promise<LiveBoard | undefined> =>
  (await readBoards([permanenceId])).get(permanenceId.toLowerCase());

/** The board kept here, when it is of this version or a later one and of this minute. */
function currentBoard({ id, version, alive }: LineVersion, now: Instant, shownFor: number): LiveBoard | undefined {
  const kept = keptFacts(id);
  if (!kept || Math.abs(now - kept.asOf) >= shownFor) return undefined;
  return kept.version > version || (kept.version === version && kept.alive === alive) ? keptBoard(id) : undefined;
}

/** Begins to compute these boards, except those that are being computed. */
function computeTogether(asked: readonly LineVersion[]): ReadonlyMap<string, Promise<LiveBoard | undefined>> {
  const known = new Map(asked.map((one) => [one.id, comingBoard(one)] as const));
  const missing = asked.filter(({ id }) => !known.get(id));
  let before: Promise<unknown> = Promise.resolve();
  for (let from = 0; from < missing.length; from += TOGETHER) {
    const some = missing.slice(from, from + TOGETHER);
    const computed = before.then(() => computeBoards(some));
    before = computed.catch(() => undefined);
    for (const one of some) {
      const board = computed.then((all) => all.get(one.id));
      known.set(one.id, board);
      const next: Coming = { ...one, board };
      coming.set(one.id, next);
      const done = (): void => void (coming.get(one.id) === next && coming.delete(one.id));
      board.then(done, done);
    }
  }
  return new Map([...known].flatMap(([id, board]) => (board ? [[id, board] as const] : [])));
}

function comingBoard({ id, version, alive }: LineVersion): Promise<LiveBoard | undefined> | undefined {
  const next = coming.get(id);
  return next?.version === version && next.alive === alive ? next.board : undefined;
}

/** The boards as the rows are at one moment. The line may have changed since it was asked for: its board is of the later version. */
async function computeBoards(asked: readonly LineVersion[]): Promise<ReadonlyMap<string, LiveBoard>> {
  const now = clock.now();
  const ids = asked.map(({ id }) => id);
  const lines = await snapshot((tx) => loadLines(tx, ids, now, "shown"));
  const paceOf = await readPaces([...lines.values()]);
  return new Map(
    [...lines].map(([id, line]) => {
      const { state, heardAt } = line;
      const alive = isAlive({ status: state.status, numbers: state.numbers, heardAt }, now);
      return [id, keepBoard(id, boardOf(state, now, paceOf(line), alive), "rows")] as const;
    }),
  );
}

/** The zone in which a board writes its moments, that of its place (IANA name), or undefined when there is no such permanence. */
export const readTimeZone = async (permanenceId: string): Promise<string | undefined> =>
  isUuid(permanenceId)
    ? (await db.permanence.findUnique({ where: { id: permanenceId }, select: { timeZone: true } }))?.timeZone
    : undefined;
