import type { Broken } from "#tests/rig/checker/check.ts";
import { nameOf } from "#tests/rig/history.ts";
import type { Size } from "#tests/rig/town.ts";
import type { Endured } from "./endure.ts";

/** How many sentences of one invariant are printed. */
const SHOWN = 10;

/** The summary printed at the end: operations, refusals, kills, and whether the checker accepts the run. */
export function summaryOf(
  { seed }: Size,
  { evidence: { operations, messages }, kills, seconds }: Endured,
  broken: readonly Broken[],
): string {
  const count = (outcome: string): number =>
    operations.filter((operation) => operation.outcome.kind === outcome).length;
  const applications = kills.filter(({ victim }) => victim === "application").length;
  return [
    `seed ${seed}: ${operations.length} operations in ${Math.round(seconds)} s (${Math.round(operations.length / seconds)} a second)`,
    `kills: the application ${applications}, the database ${kills.length - applications}`,
    `done ${count("ok")}, refused ${count("refused")}, unknown ${count("unknown")}`,
    ...(messages
      ? [
          `messages: ${tally(messages.rows.map(({ became }) => became))}; ${messages.arrivals.length} at the gateway, ${messages.rows.reduce((sum, { doubles }) => sum + doubles, 0)} counted doubles`,
        ]
      : []),
    `operations: ${tally(operations.map(({ action }) => nameOf(action)))}`,
    `refusals: ${tally(operations.flatMap(({ outcome }) => (outcome.kind === "refused" ? [outcome.code] : [])))}`,
    `unknown: ${tally(operations.flatMap(({ outcome }) => (outcome.kind === "unknown" ? [outcome.why] : [])))}`,
    ...(broken.length === 0
      ? ["« accepted »"]
      : broken.flatMap(({ invariant, sentences }) => [
          `broken: ${invariant} (${sentences.length})`,
          ...sentences.slice(0, SHOWN).map((sentence) => `  ${sentence}`),
          ...(sentences.length > SHOWN ? [`  and ${sentences.length - SHOWN} more`] : []),
        ])),
  ].join("\n");
}

const tally = (words: readonly string[]): string =>
  [...Map.groupBy(words, (word) => word)]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([word, all]) => `${word} ${all.length}`)
    .join(", ") || "none";
