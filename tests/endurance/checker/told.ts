import { SECOND } from "#lib/time/instant.ts";
import type { Evidence } from "../evidence.ts";
import { storyOf, type Step, type Story } from "./story.ts";

/** The stories of all half-days, and where each appointment ever stood. */
export type Told = {
  readonly evidence: Evidence;
  readonly stories: readonly Story[];
  readonly of: (permanence: string) => Story | undefined;
  /** The stories an appointment appears in, and how many minutes it takes. */
  readonly around: (appointment: string) => readonly Story[];
  readonly minutesOf: (appointment: string) => number;
  /** When the team's tablets were heard in a half-day: the calls with acts that were answered. */
  readonly heardIn: (permanence: string) => readonly { readonly began: number; readonly ended: number }[];
};

/** Tells all of it again. */
export function tell(evidence: Evidence): Told {
  const stories = evidence.halfDays.map(storyOf);
  const byPermanence = new Map(stories.map((story) => [story.record.permanence.id, story]));
  const byAppointment = new Map<string, Set<Story>>();
  const minutes = new Map<string, number>();
  for (const story of stories) {
    for (const { appointment, start, end } of story.record.changes) {
      byAppointment.set(appointment, (byAppointment.get(appointment) ?? new Set()).add(story));
      minutes.set(appointment, (end - start) / 60_000);
    }
  }
  const heard = Map.groupBy(
    evidence.operations.filter(({ deed, outcome }) => deed.type === "command" && outcome.kind !== "unknown"),
    ({ deed }) => deed.permanence,
  );
  return {
    evidence,
    stories,
    heardIn: (permanence) => heard.get(permanence) ?? [],
    of: (permanence) => byPermanence.get(permanence),
    around: (appointment) => [...(byAppointment.get(appointment) ?? [])],
    minutesOf: (appointment) => minutes.get(appointment) ?? 0,
  };
}

/** No transaction is open longer (the product ends them after ten seconds): what was decided before that is visible. */
const LONGEST_ACT = 15 * SECOND;

/**
 * The steps that somebody may have seen who asked at `began` and was answered at `ended`. The last act before `began` may
 * not have been visible yet; all before it was, since each act of a half-day waits for the one before.
 */
export function seenDuring({ first, steps }: Story, began: number, ended: number): readonly Step[] {
  const all = [first, ...steps];
  const until = lastNotAfter(all, ended);
  let from = Math.min(lastNotAfter(all, began), until);
  const last = all[from];
  if (last && began - last.at < LONGEST_ACT) while (from > 0 && all[from]?.act === last.act) from -= 1;
  return all.slice(from, until + 1);
}

function lastNotAfter(steps: readonly Step[], moment: number): number {
  let [low, high] = [0, steps.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((steps[middle]?.at ?? Infinity) <= moment) low = middle;
    else high = middle - 1;
  }
  return low;
}
