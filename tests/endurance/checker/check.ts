import type { Evidence } from "../evidence.ts";
import { acknowledgedActs } from "./acknowledged-acts.ts";
import { besideTheLanes } from "./beside-the-lanes.ts";
import { noOverlapPerLane } from "./no-overlap-per-lane.ts";
import { nobodyCalledTwice } from "./nobody-called-twice.ts";
import { nothingUnexpected } from "./nothing-unexpected.ts";
import { numbersUniqueAndDense } from "./numbers.ts";
import { oneKeyOneEffect } from "./one-key-one-effect.ts";
import { oneVisitPerConseiller } from "./one-visit-per-conseiller.ts";
import { oneVisitPerDesk } from "./one-visit-per-desk.ts";
import { orderLaw } from "./order-law.ts";
import { refusalsWereTrue } from "./refusals-were-true.ts";
import { rowsFollowEvents } from "./rows-follow-events.ts";
import type { Story } from "./story.ts";
import { tell, type Told } from "./told.ts";

const inEach =
  (judge: (story: Story) => readonly string[]) =>
  ({ stories }: Told): readonly string[] =>
    stories.flatMap((story) => judge(story).map((sentence) => `${story.record.permanence.id}: ${sentence}`));

/** What must hold of every run, by name. Each answers a sentence for each time it was broken. */
export const INVARIANTS: Readonly<Record<string, (told: Told) => readonly string[]>> = {
  "no overlap per lane": inEach(noOverlapPerLane),
  "no more beside the lanes than may": inEach(besideTheLanes),
  "each acknowledged act is present or undone by a recorded act": acknowledgedActs,
  "rows follow events": inEach(rowsFollowEvents),
  "one key one effect": oneKeyOneEffect,
  "nobody called twice without an absence or an undo between": inEach(nobodyCalledTwice),
  "one visit per desk": inEach(oneVisitPerDesk),
  "one visit per conseiller": ({ stories }) => oneVisitPerConseiller(stories),
  "numbers unique and dense outside leases": inEach(numbersUniqueAndDense),
  "the order law": inEach(orderLaw),
  "each refusal was true at some instant of its call": refusalsWereTrue,
  "no answer was a surprise": ({ evidence }) => nothingUnexpected(evidence.operations),
};

/** What was broken, by invariant; an empty list when the run is accepted. */
export type Broken = { readonly invariant: string; readonly sentences: readonly string[] };

/** Judges a run by all of them. */
export function check(evidence: Evidence): readonly Broken[] {
  const told = tell(evidence);
  return Object.entries(INVARIANTS)
    .map(([invariant, judge]) => ({ invariant, sentences: judge(told) }))
    .filter(({ sentences }) => sentences.length > 0);
}
