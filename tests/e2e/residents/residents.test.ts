/** @long */
import { STATES } from "#tests/support/residents/states.ts";
import { byKeyboard } from "./by-keyboard.ts";
import { everyState } from "./every-state.ts";
import { onPaper } from "./on-paper.ts";
import { atEachStep } from "./at-each-step.ts";
import { pictured } from "./pictured.ts";
import { readAloud } from "./read-aloud.ts";

atEachStep(STATES, (run, step, states) => {
  // Pictures are kept in a run of their own (npm run pictures).
  if (process.env["PICTURES"]) return pictured(run, states);
  // Every `npm test` looks at one state of each page, in French (residents-in-french.test.ts).
  everyState(run, states, [
    ["ar", "fr"],
    ["tr", "en"],
  ]);
  byKeyboard(run, step);
  onPaper(run, step);
  readAloud(run, step);
});
