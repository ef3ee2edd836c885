import { everyState } from "./residents/every-state.ts";
import { atEachStep } from "./residents/at-each-step.ts";
import { STATES, type PageState } from "#tests/support/residents/states.ts";

/** The page of a state, which is named after it: "turn" of "turn-called". */
const pageOf = ({ name }: PageState): string => name.split("-")[0] ?? name;

/** Of each page the state in which `npm test` looks at it: its first one of the morning, or its first one. */
const LOOKED_AT = new Map(
  [...STATES.filter(({ step }) => step === "morning"), ...STATES].toReversed().map((state) => [pageOf(state), state]),
);

atEachStep([...LOOKED_AT.values()], (run, _step, states) => everyState(run, states, [["fr"]]));
