import type { Evidence } from "#tests/rig/evidence.ts";
import { acknowledgedActs } from "./acknowledged-acts.ts";
import { nobodyCalledTwice, numbersUniqueAndDense, oneVisitPerConseiller, oneVisitPerDesk, orderLaw } from "./calls.ts";
import { besideTheLanes, noOverlapPerLane } from "./lanes.ts";
import { noneAfterACancel, noneLost, noneThatIsNotCounted } from "./messages.ts";
import { oneKeyOneEffect } from "./one-key-one-effect.ts";
import { nothingUnexpected, refusalsWereTrue } from "./refusals-were-true.ts";
import { rowsFollowEvents } from "./rows-follow-events.ts";
import type { Replay } from "./replay.ts";
import { reconstruct, type Reconstruction } from "./reconstruction.ts";

const inEach =
  (judge: (replay: Replay) => readonly string[]) =>
  ({ replays }: Reconstruction): readonly string[] =>
    replays.flatMap((replay) => judge(replay).map((sentence) => `${replay.record.permanence.id}: ${sentence}`));

/** The invariants of every run, by name. Each returns a sentence for each violation. */
const INVARIANTS: Readonly<Record<string, (run: Reconstruction) => readonly string[]>> = {
  "no overlap per lane": inEach(noOverlapPerLane),
  "no more beside the lanes than may": inEach(besideTheLanes),
  "each acknowledged act is present or undone by a recorded act": acknowledgedActs,
  "rows follow events": inEach(rowsFollowEvents),
  "one key one effect": oneKeyOneEffect,
  "nobody called twice without an absence or an undo between": inEach(nobodyCalledTwice),
  "one visit per desk": inEach(oneVisitPerDesk),
  "one visit per conseiller": ({ replays }) => oneVisitPerConseiller(replays),
  "numbers unique and dense outside leases": inEach(numbersUniqueAndDense),
  "the order law": inEach(orderLaw),
  "each refusal was true at some instant of its call": refusalsWereTrue,
  "no message begins after a cancel that was answered": ({ evidence }) => noneAfterACancel(evidence),
  "no message is sent more often than is counted": ({ evidence }) => noneThatIsNotCounted(evidence),
  "no message is lost": ({ evidence }) => noneLost(evidence),
  "no answer was a surprise": ({ evidence }) => nothingUnexpected(evidence.operations),
};

/** An invariant that was violated, with a sentence for each violation. */
export type Broken = { readonly invariant: string; readonly sentences: readonly string[] };

/** Checks a run by all invariants; empty if the run is accepted. */
export function check(evidence: Evidence): readonly Broken[] {
  const run = reconstruct(evidence);
  return Object.entries(INVARIANTS)
    .map(([invariant, judge]) => ({ invariant, sentences: judge(run) }))
    .filter(({ sentences }) => sentences.length > 0);
}
