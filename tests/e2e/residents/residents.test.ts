/** @long */
import { byKeyboard } from "./by-keyboard.ts";
import { everyState } from "./every-state.ts";
import { onPaper } from "./on-paper.ts";
import { onStage } from "./open-stage.ts";
import { pictured } from "./pictured.ts";
import { readAloud } from "./read-aloud.ts";

onStage((stage, scene, states) => {
  // Pictures are kept in a run of their own (npm run pictures).
  if (process.env["PICTURES"]) return pictured(stage, states);
  // French is looked at in every `npm test` (residents-in-french.test.ts).
  everyState(stage, states, [["ar"], ["tr", "en"]]);
  byKeyboard(stage, scene);
  onPaper(stage, scene);
  readAloud(stage, scene);
});
