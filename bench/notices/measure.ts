import type { LineState } from "#lib/queue/line/line-state.ts";
import { subscribe } from "#lib/server/live/hub.ts";
import { apply, nextAct } from "#tests/rig/acts.ts";
import { machineTime } from "#tests/rig/figures.ts";
import type { OpenLines } from "#tests/rig/rows.ts";

/*
 * One server process, of this version or of an earlier one, into which this file and those of the rig that it names are
 * copied. It uses what both have: the hub of the live stream and the commands of a tablet.
 */

/** A call that was applied: the version of the line after it, and when it began, on the machine's clock. */
export type TimedCall = { readonly id: string; readonly version: number; readonly began: number };

/** `milliseconds`: how long each act took. */
export type Acted = { readonly milliseconds: readonly number[]; readonly calls: readonly TimedCall[] };

/** The versions of a line that its follower here was sent, each with the moment. */
export type Arrivals = Readonly<Record<string, readonly (readonly [version: number, moment: number])[]>>;

let got: Record<string, [number, number][]> = {};
const states = new Map<string, LineState>();

/** Follows these lines. */
export async function follow(ids: readonly string[]): Promise<void> {
  for (const id of ids) await subscribe(id, ({ version }) => void (got[id] ??= []).push([version, machineTime()]));
}

/** What has come since it was asked last. */
export async function arrivals(): Promise<Arrivals> {
  const all = got;
  got = {};
  return all;
}

/** So many callers act for so many seconds, each on lines of its own, one act after the other. */
export async function act(
  lines: OpenLines,
  { seconds, callers }: { readonly seconds: number; readonly callers: number },
): Promise<Acted> {
  const milliseconds: number[] = [];
  const calls: TimedCall[] = [];
  const ends = performance.now() + seconds * 1_000;
  await Promise.all(
    Array.from({ length: callers }, async (_, caller) => {
      const own = lines.ids.filter((_, index) => index % callers === caller);
      for (let turn = 0; performance.now() < ends; turn += 1) {
        const id = own[turn % own.length] ?? "";
        const next = nextAct(states.get(id));
        const began = machineTime();
        const state = await apply(lines, id, next);
        milliseconds.push(machineTime() - began);
        states.set(id, state);
        if (next.type === "call-next") calls.push({ id, version: state.version, began });
      }
    }),
  );
  return { milliseconds, calls };
}
