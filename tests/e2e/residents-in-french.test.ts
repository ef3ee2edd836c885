import { everyState } from "./residents/every-state.ts";
import { atEachStep } from "#tests/e2e/residents/at-each-step.ts";

atEachStep((run, _step, states) => everyState(run, states, [["fr"]]));
