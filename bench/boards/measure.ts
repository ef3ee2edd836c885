import { boardCounts } from "#lib/server/board-counts.ts";
import { subscribe } from "#lib/server/live/hub.ts";
import { streamBoard } from "#lib/server/live/stream-board.ts";
import { readBoards } from "#lib/server/queue/read-boards.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { pause, until } from "#scripts/pause.ts";
import { apply, nextAct } from "#tests/rig/acts.ts";
import { machineTime, sum } from "#tests/rig/figures.ts";
import { ZONE, type OpenLines } from "#tests/rig/rows.ts";

/*
 * What one server process is asked to do. Its followers are those of the live stream, without HTTP.
 */

/** Acts on their way at once in one process; a slower server gets fewer acts a second. */
const AT_ONCE = 20;

/** Boards that are read together before they are followed. */
const TOGETHER = 100;

/** Milliseconds within which every reader has got what is awaited. */
const ARRIVES_WITHIN = 5_000;

/** The moment at which each reader got each version. */
const got = new Map<number, number[]>();
let readers = 0;

/** Follows these lines. */
export async function follow(ids: readonly string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += TOGETHER) {
    const some = ids.slice(from, from + TOGETHER);
    await patiently(() => readBoards(some));
    for (const id of some) await patiently(() => subscribe(id, () => undefined));
  }
}

/** So many readers follow one line by the stream; fulfilled once each has got a board. */
export async function stream(id: string, count: number): Promise<void> {
  for (; readers < count; readers += 1) void readAll(streamBoard(id, ZONE, new AbortController().signal));
  while (sum([...got.values()].map((times) => times.length)) < readers) await pause(10);
}

/**
 * A call with the help that follows it: when it began on the clock of the machine, and the version of the line after
 * it.
 */
export async function call(
  lines: OpenLines,
  id: string,
): Promise<{ readonly began: number; readonly version: number }> {
  const began = machineTime();
  const state = await apply(lines, id, { type: "call-next", desk: 1 });
  const visit = state.visits.find((one) => one.state === "called")?.id ?? "";
  await pause(100);
  await apply(lines, id, { type: "start", visit });
  await apply(lines, id, { type: "finish", visit });
  await pause(100);
  return { began, version: state.version };
}

/** When each reader got that version. */
export async function arrivals(version: number): Promise<readonly number[]> {
  await until(() => ((got.get(version)?.length ?? 0) < readers ? undefined : true), ARRIVES_WITHIN);
  return got.get(version) ?? [];
}

/** Boards computed so far, from acts or rows. */
export async function computed(): Promise<number> {
  const { act: acts, rows } = boardCounts();
  return acts + rows;
}

/**
 * Starts so many acts a second at even intervals, each on another line, for so many seconds. How long each applied act
 * took, in milliseconds, and how many the server was too busy for.
 */
export async function act(
  lines: OpenLines,
  { seconds, perSecond }: { readonly seconds: number; readonly perSecond: number },
): Promise<{ readonly milliseconds: readonly number[]; readonly failed: number }> {
  const steps = new Map<string, Promise<LineState | undefined>>();
  const milliseconds: number[] = [];
  let failed = 0;
  const running = new Set<Promise<void>>();
  const began = performance.now();
  for (let count = 0; count < seconds * perSecond; count += 1) {
    const wait = began + (count * 1_000) / perSecond - performance.now();
    if (wait > 0) await pause(wait);
    if (performance.now() - began > seconds * 1_000) break;
    while (running.size >= AT_ONCE) await Promise.race(running);
    const id = lines.ids[count % lines.ids.length] ?? "";
    const done = (steps.get(id) ?? Promise.resolve(undefined)).then(async (state) => {
      const from = performance.now();
      try {
        const after = await apply(lines, id, nextAct(state));
        milliseconds.push(performance.now() - from);
        return after;
      } catch {
        failed += 1;
        return state;
      }
    });
    steps.set(id, done);
    const settled: Promise<void> = done.then(() => void running.delete(settled));
    running.add(settled);
  }
  await Promise.all(running);
  return { milliseconds, failed };
}

/** Reads a stream and notes when each version arrived. */
async function readAll(from: ReadableStream<Uint8Array>): Promise<void> {
  const text = new TextDecoder();
  for await (const chunk of from) {
    const version = /^id: (\d+)$/m.exec(text.decode(chunk.subarray(0, 60)))?.[1];
    if (version === undefined) continue;
    const times = got.get(Number(version)) ?? [];
    times.push(machineTime());
    got.set(Number(version), times);
  }
}

/** Tries again while the server is too busy. */
async function patiently(task: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; ; tries += 1)
    try {
      return void (await task());
    } catch (error) {
      if (tries === 20) throw error;
      await pause(500);
    }
}
