/** @long */
import { byKeyboard } from "./by-keyboard.ts";
import { everyState } from "./every-state.ts";
import { onPaper } from "./on-paper.ts";
import { atEachStep } from "./at-each-step.ts";
import { pictured } from "./pictured.ts";
import { readAloud } from "./read-aloud.ts";

atEachStep((run, step, states) => {
  // Pictures are kept in a run of their own (npm run pictures).
  if (process.env["PICTURES"]) return pictured(run, states);
  // Every `npm test` looks at French too, on the phone (residents-in-french.test.ts).
  everyState(run, states, [
    ["ar", "fr"],
    ["tr", "en"],
  ]);
  byKeyboard(run, step);
  onPaper(run, step);
  readAloud(run, step);
});
