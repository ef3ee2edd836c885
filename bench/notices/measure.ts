import { randomUUID } from "node:crypto";
import type { Actor } from "#lib/access/actor.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import type { OpenLines } from "../boards/open-lines.ts";
import { answerAll } from "../measurer.ts";
import { nextAct } from "../upgrade/next-act.ts";

/*
 * One server process, of this version or of an earlier one. It uses what both have: the hub of the live stream and the
 * commands of a tablet.
 */

/** What it is asked to do: follow lines, or act on lines for so many seconds by so many callers. */
export type Question =
  | { readonly do: "follow"; readonly ids: readonly string[] }
  | { readonly do: "act"; readonly lines: OpenLines; readonly seconds: number; readonly callers: number }
  | { readonly do: "arrivals" };

/** A call that was applied: the version of the line after it, when it began and when it was answered, on the machine's clock. */
export type Call = {
  readonly id: string;
  readonly version: number;
  readonly began: number;
  readonly answered: number;
};

/** `milliseconds`: how long each act took. */
export type Acted = { readonly milliseconds: readonly number[]; readonly calls: readonly Call[] };

/** The versions of a line that its follower here was sent, each with the moment. */
export type Arrivals = Readonly<Record<string, readonly (readonly [version: number, moment: number])[]>>;

/** Milliseconds of a clock that all processes of a machine share. */
const machineTime = (): number => Number(process.hrtime.bigint()) / 1e6;

let arrivals: Record<string, [number, number][]> = {};
const states = new Map<string, LineState>();

answerAll(async (question: Question): Promise<unknown> => {
  const hub = await import("#lib/server/live/hub.ts");
  switch (question.do) {
    case "follow":
      for (const id of question.ids)
        await hub.subscribe(id, ({ version }) => void (arrivals[id] ??= []).push([version, machineTime()]));
      return undefined;
    case "act":
      return actsFor(question);
    case "arrivals": {
      const all: Arrivals = arrivals;
      arrivals = {};
      return all;
    }
  }
});

/** Each caller acts on lines of its own, one act after the other. */
async function actsFor({ lines, seconds, callers }: Extract<Question, { do: "act" }>): Promise<Acted> {
  const milliseconds: number[] = [];
  const calls: Call[] = [];
  const ends = performance.now() + seconds * 1_000;
  await Promise.all(
    Array.from({ length: callers }, async (_, caller) => {
      const own = lines.ids.filter((_, index) => index % callers === caller);
      for (let turn = 0; performance.now() < ends; turn += 1) {
        const id = own[turn % own.length] ?? "";
        const act = nextAct(states.get(id));
        const began = machineTime();
        const state = await runs(lines, id, act);
        const answered = machineTime();
        states.set(id, state);
        milliseconds.push(answered - began);
        if (act.type === "call-next") calls.push({ id, version: state.version, began, answered });
      }
    }),
  );
  return { milliseconds, calls };
}

async function runs(
  { organisation, user }: OpenLines,
  id: string,
  act: ReturnType<typeof nextAct>,
): Promise<LineState> {
  const { runCommands } = await import("#lib/server/queue/run-commands.ts");
  const { clock } = await import("#lib/server/clock.ts");
  const actor: Actor = {
    kind: "staff",
    user,
    roles: [{ organisation, role: "conseiller", places: "all" }],
    by: "login",
  };
  const ran = await runCommands(actor, id, [{ id: randomUUID(), at: clock.now(), device: "bench", ...act }]);
  const result = ran.ok ? ran.value.results[0]?.outcome : ran.refusal;
  if (!ran.ok || result !== "applied") throw new Error(`An act was not applied: ${result}.`);
  return ran.value.state;
}
