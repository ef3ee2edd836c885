import { SECOND } from "#lib/time/instant.ts";
import type { Evidence } from "#tests/rig/evidence.ts";
import { replayOf, type Step, type Replay } from "./replay.ts";

/** A run as the checker reconstructs it: all half-days replayed, and the half-days in which each appointment was. */
export type Reconstruction = {
  readonly evidence: Evidence;
  readonly replays: readonly Replay[];
  readonly of: (permanence: string) => Replay | undefined;
  /** The half-days in which an appointment was booked, and its length in minutes. */
  readonly around: (appointment: string) => readonly Replay[];
  readonly minutesOf: (appointment: string) => number;
  /** The heartbeats of the team's tablets in a half-day: their calls that were answered. */
  readonly heartbeatsIn: (permanence: string) => readonly { readonly began: number; readonly ended: number }[];
};

/** Reconstructs a run from what was asked and what the database holds. */
export function reconstruct(evidence: Evidence): Reconstruction {
  const replays = evidence.halfDays.map(replayOf);
  const byPermanence = new Map(replays.map((replay) => [replay.record.permanence.id, replay]));
  const byAppointment = new Map<string, Set<Replay>>();
  const minutes = new Map<string, number>();
  for (const replay of replays) {
    for (const { appointment, start, end } of replay.record.changes) {
      byAppointment.set(appointment, (byAppointment.get(appointment) ?? new Set()).add(replay));
      minutes.set(appointment, (end - start) / 60_000);
    }
  }
  const heartbeats = Map.groupBy(
    evidence.operations.filter(({ action, outcome }) => action.type === "command" && outcome.kind !== "unknown"),
    ({ action }) => action.permanence,
  );
  return {
    evidence,
    replays,
    heartbeatsIn: (permanence) => heartbeats.get(permanence) ?? [],
    of: (permanence) => byPermanence.get(permanence),
    around: (appointment) => [...(byAppointment.get(appointment) ?? [])],
    minutesOf: (appointment) => minutes.get(appointment) ?? 0,
  };
}

/** Milliseconds after which an act is visible for sure: the product ends a transaction after ten seconds. */
const LONGEST_ACT = 15 * SECOND;

/**
 * The steps that a call from `began` to `ended` may have seen. The last act before `began` may not have been visible
 * yet; all acts before it were, since each act of a half-day waits for the one before.
 */
export function seenDuring({ first, steps }: Replay, began: number, ended: number): readonly Step[] {
  const all = [first, ...steps];
  const until = lastNotAfter(all, ended);
  let from = Math.min(lastNotAfter(all, began), until);
  const last = all[from];
  if (last && began - last.at < LONGEST_ACT) while (from > 0 && all[from]?.act === last.act) from -= 1;
  return all.slice(from, until + 1);
}

function lastNotAfter(steps: readonly Step[], moment: number): number {
  let low = 0;
  let high = steps.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((steps[middle]?.at ?? Infinity) <= moment) low = middle;
    else high = middle - 1;
  }
  return low;
}
