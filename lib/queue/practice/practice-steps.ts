import type { CommandType } from "#lib/queue/acts/acts.ts";

/**
 * What practice suggests, in this order: the acts of a half-day, then the same without network. `alone`: a number is
 * given or somebody called while the network is cut. `back`: the network is there again after that.
 */
export const PRACTICE_STEPS = [
  "give",
  "call",
  "start",
  "finish",
  "report",
  "absent",
  "undo",
  "cut",
  "alone",
  "back",
] as const;

export type PracticeStep = (typeof PRACTICE_STEPS)[number];

/**
 * What somebody who practises did: an act that the rules accepted, or without one the switch of the network. `isCut`:
 * how the network is then.
 */
type Practised = { readonly act?: CommandType | undefined; readonly isCut: boolean };

/** The step that each act is; acts of no step are done as often as one likes. */
const STEP_OF: { readonly [Type in CommandType]?: PracticeStep } = {
  "add-visit": "give",
  "check-in": "give",
  "call-next": "call",
  call: "call",
  start: "start",
  finish: "finish",
  report: "report",
  absent: "absent",
  undo: "undo",
};

/** The steps that are done once this happened too, in the order of practice. They may be done in any order. */
export function stepsAfter(done: readonly PracticeStep[], happened: Practised): readonly PracticeStep[] {
  const now = stepsOf(happened, done);
  return PRACTICE_STEPS.filter((step) => done.includes(step) || now.includes(step));
}

function stepsOf({ act, isCut }: Practised, done: readonly PracticeStep[]): readonly PracticeStep[] {
  if (act === undefined) return isCut ? ["cut"] : done.includes("alone") ? ["back"] : [];
  const step = STEP_OF[act];
  if (step === undefined) return [];
  return isCut && (step === "give" || step === "call") ? [step, "alone"] : [step];
}

/**
 * The step to suggest: the first that is not done, undefined once all are. Without network one goes on only while it is
 * cut.
 */
export function nextStep(done: readonly PracticeStep[], isCut: boolean): PracticeStep | undefined {
  const next = PRACTICE_STEPS.find((step) => !done.includes(step));
  return next === "alone" && !isCut ? "cut" : next;
}
