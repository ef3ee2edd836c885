import { randomUUID } from "node:crypto";
import type { Actor } from "#lib/access/actor.ts";
import type { Act } from "#lib/queue/acts/acts.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { answerAll } from "../measurer.ts";
import { nextAct } from "../upgrade/next-act.ts";
import type { OpenLines } from "./open-lines.ts";

/** What one server process is asked to do. Its followers are those of the live stream, without HTTP. */
export type Question =
  | { readonly do: "follow"; readonly ids: readonly string[] }
  | { readonly do: "act"; readonly lines: OpenLines; readonly seconds: number; readonly perSecond: number }
  | { readonly do: "stream"; readonly id: string; readonly readers: number }
  | { readonly do: "call"; readonly lines: OpenLines; readonly id: string }
  | { readonly do: "arrivals"; readonly version: number }
  | { readonly do: "count" };

/** How long each applied act took, in milliseconds, and how many the server was too busy for. */
export type Acted = { readonly milliseconds: readonly number[]; readonly failed: number };
/** Boards computed so far, from acts or rows. */
export type Counted = { readonly computed: number };
/** When the call began, on the clock of the machine (milliseconds), and the version of the line after it. */
export type Called = { readonly began: number; readonly version: number };

/** Acts on their way at once in one process; a slower server gets fewer acts a second. */
const AT_ONCE = 20;

/** Boards that are read together before they are followed. */
const TOGETHER = 100;

const load = async () => ({
  ...(await import("#lib/server/queue/read-boards.ts")),
  hub: await import("#lib/server/live/hub.ts"),
  ...(await import("#lib/server/queue/run-commands.ts")),
  ...(await import("#lib/server/live/stream-board.ts")),
  ...(await import("#lib/server/board-counts.ts")),
});

/** The moment at which each reader got each version. */
const arrivals = new Map<number, number[]>();
let readers = 0;

/** Milliseconds of a clock that all processes of a machine share. */
const machineTime = (): number => Number(process.hrtime.bigint()) / 1e6;

answerAll(async (question: Question): Promise<unknown> => {
  const { hub, readBoards, streamBoard, boardCounts } = await load();
  switch (question.do) {
    case "follow":
      for (let from = 0; from < question.ids.length; from += TOGETHER) {
        const some = question.ids.slice(from, from + TOGETHER);
        await patiently(() => readBoards(some));
        for (const id of some) await patiently(() => hub.subscribe(id, () => undefined));
      }
      return undefined;
    case "act":
      return actsFor(question);
    case "stream":
      for (; readers < question.readers; readers += 1)
        void readAll(streamBoard(question.id, "Europe/Paris", new AbortController().signal));
      while ([...arrivals.values()].reduce((sum, some) => sum + some.length, 0) < readers) await pause(10);
      return undefined;
    case "call": {
      const before = machineTime();
      const { state } = await runs(question.lines, question.id, { type: "call-next", desk: 1 });
      const visit = state.visits.find((one) => one.state === "called")?.id ?? "";
      const called: Called = { began: before, version: state.version };
      await pause(100);
      await runs(question.lines, question.id, { type: "start", visit });
      await runs(question.lines, question.id, { type: "finish", visit });
      await pause(100);
      return called;
    }
    case "arrivals": {
      for (let tries = 0; tries < 500 && (arrivals.get(question.version)?.length ?? 0) < readers; tries += 1)
        await pause(10);
      return arrivals.get(question.version) ?? [];
    }
    case "count": {
      const { act, rows } = boardCounts();
      return { computed: act + rows } satisfies Counted;
    }
  }
});

/** Starts so many acts a second at even intervals, each on another line, for so many seconds. */
async function actsFor({ lines, seconds, perSecond }: Extract<Question, { do: "act" }>): Promise<Acted> {
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
        const after = await runs(lines, id, nextAct(state));
        milliseconds.push(performance.now() - from);
        return after.state;
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

async function runs({ organisation, user }: OpenLines, id: string, act: Act): Promise<{ readonly state: LineState }> {
  const { runCommands } = await load();
  const { clock } = await import("#lib/server/clock.ts");
  const actor: Actor = {
    kind: "staff",
    user,
    roles: [{ organisation, role: "conseiller", places: "all" }],
    by: "login",
  };
  const command = { id: randomUUID(), at: clock.now(), device: `program-${process.pid % 1_000}`, ...act };
  const ran = await runCommands(actor, id, [command]);
  const result = ran.ok ? ran.value.results[0]?.outcome : ran.refusal;
  if (!ran.ok || result !== "applied") throw new Error(`An act was not applied: ${result}.`);
  return ran.value;
}

/** Reads a stream and notes when each version arrived. */
async function readAll(stream: ReadableStream<Uint8Array>): Promise<void> {
  const text = new TextDecoder();
  for await (const chunk of stream) {
    const version = /^id: (\d+)$/m.exec(text.decode(chunk.subarray(0, 60)))?.[1];
    if (version === undefined) continue;
    const times = arrivals.get(Number(version)) ?? [];
    times.push(machineTime());
    arrivals.set(Number(version), times);
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

const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));
