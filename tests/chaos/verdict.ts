import { check } from "#tests/rig/checker/check.ts";
import type { Evidence } from "#tests/rig/evidence.ts";
import type { OldTruth } from "./judge.ts";
import type { ScreenName } from "./looks.ts";

/** The bounds of a round, in milliseconds. */
export const BACK_WITHIN = 30_000;
const OLD_TRUTH_AT_MOST = 15_000;

/** What came of one round. */
export type Round = {
  readonly fault: string;
  readonly round: number;
  /** Milliseconds until each screen, and an act over the API, was back; undefined when it was not without a touch. */
  readonly back: Readonly<Record<ScreenName | "plain" | "acts", number | undefined>>;
  /** The old truth that was shown longest, and where. */
  readonly oldest: (OldTruth & { readonly screen: ScreenName }) | undefined;
  /**
   * The longest time in milliseconds, between the beginning and the end of the round, for which no look at one of the
   * screens succeeded: so exactly are old truths measured. The whole round if a screen was never read.
   */
  readonly unseen: number;
  /** One sentence for each blank page, lost act, act done twice, and answer that was not true. */
  readonly blank: readonly string[];
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly untrue: readonly string[];
  /** How busy the machine was: processes that were running or waiting, averaged over a minute. */
  readonly load: number;
};

/** Milliseconds until everything was back; undefined when something was not. */
export function recoveryOf({ back }: Round): number | undefined {
  const all = Object.values(back);
  return all.includes(undefined) ? undefined : Math.max(...all.map((one) => one ?? 0));
}

/** The bounds that a round broke, a sentence each; empty when it kept all. */
export function brokenBounds(round: Round): readonly string[] {
  const { back, oldest, blank, lost, doubled, untrue } = round;
  return [
    ...Object.entries(back).flatMap(([name, took]) =>
      took === undefined
        ? [`${name}: not back without a touch`]
        : took > BACK_WITHIN
          ? [`${name}: back after ${seconds(took)} s`]
          : [],
    ),
    ...(oldest && oldest.lasted > OLD_TRUTH_AT_MOST
      ? [`${oldest.screen}: ${oldest.what} for ${seconds(oldest.lasted)} s`]
      : []),
    ...blank.map((one) => `blank: ${one}`),
    ...lost.map((one) => `lost: ${one}`),
    ...doubled.map((one) => `doubled: ${one}`),
    ...untrue.map((one) => `untrue: ${one}`),
  ];
}

/** How many sentences of one kind are printed. */
const PRINTED = 3;

/** The broken bounds in short: three of each kind, and how many more there are. */
export function inShort(broken: readonly string[]): string {
  const kinds = Map.groupBy(broken, (sentence) => sentence.split(":")[0] ?? "");
  return [...kinds]
    .map(
      ([kind, all]) =>
        all.slice(0, PRINTED).join("; ") + (all.length > PRINTED ? `; ${kind}: ${all.length - PRINTED} more` : ""),
    )
    .join("; ");
}

/** Milliseconds as seconds with one decimal. */
export const seconds = (milliseconds: number): string => (milliseconds / 1_000).toFixed(1);

/**
 * Which column of the table an invariant of the endurance run’s checker belongs to; the others are answers that were
 * not true.
 */
const COLUMN: Readonly<Record<string, "lost" | "doubled">> = {
  "each acknowledged act is present or undone by a recorded act": "lost",
  "rows follow events": "lost",
  "one key one effect": "doubled",
  "nobody called twice without an absence or an undo between": "doubled",
  "one visit per desk": "doubled",
  "one visit per conseiller": "doubled",
  "no overlap per lane": "doubled",
  "no more beside the lanes than may": "doubled",
  "numbers unique and dense outside leases": "doubled",
};

type Columns = Readonly<Record<"lost" | "doubled" | "untrue", readonly string[]>>;

/** What the checker finds, by column, without the sentences already known from rounds before. */
export function columnsOf(evidence: Evidence, known: Set<string>): Columns {
  const columns: Record<keyof Columns, string[]> = { lost: [], doubled: [], untrue: [] };
  for (const { invariant, sentences } of check(evidence))
    for (const sentence of sentences) {
      if (known.has(sentence)) continue;
      known.add(sentence);
      columns[COLUMN[invariant] ?? "untrue"].push(sentence);
    }
  return columns;
}

/**
 * The acts of the tablet that never arrived, of those that it did in this order. An act after a refused one (of this
 * `client`) may have been dropped by it, with a notice: it is not lost.
 */
export function neverArrived(
  made: ReadonlySet<string>,
  client: number,
  { operations, halfDays }: Pick<Evidence, "operations" | "halfDays">,
): readonly string[] {
  const arrived = new Set(halfDays.flatMap(({ commands }) => commands.map(({ id }) => id)));
  const refused = new Set(
    operations.flatMap(({ client: by, action, outcome }) =>
      by === client && action.type === "command" && outcome.kind === "refused" ? [action.command.id] : [],
    ),
  );
  // By the order of the taps: an id of a tablet whose clock is wrong tells no order.
  const inOrder = [...made];
  const firstRefused = inOrder.findIndex((id) => refused.has(id));
  return inOrder.filter((id, index) => !arrived.has(id) && (firstRefused < 0 || index < firstRefused));
}
