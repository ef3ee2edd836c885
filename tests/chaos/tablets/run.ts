import { parseArgs } from "node:util";
import { runScript } from "#scripts/run-script.ts";
import { wholeNumber } from "#tests/rig/whole-number.ts";
import { prepareBrowser } from "#tests/support/browser.ts";
import { faultsOf, playHalfDays } from "./half-days.ts";

/**
 * `npm run tablets`: three real tablets whose network is cut at the socket. Exits with 1 when something did not hold.
 */
await runScript(async () => {
  const { values } = parseArgs({ options: { acts: { type: "string" }, seed: { type: "string" } } });
  const example = "npm run tablets -- --acts 100 --seed 2";
  const acts = wholeNumber("acts", values.acts, { usual: 500, example });
  const seed = wholeNumber("seed", values.seed, { usual: 1, example });
  await prepareBrowser();
  const began = performance.now();
  const {
    acts: done,
    commands,
    hours,
    rounds,
  } = await playHalfDays({ acts, seed }, (sentence) => console.log(sentence));
  const minutes = ((performance.now() - began) / 60_000).toFixed(1);
  const slowest = Math.max(...rounds.flatMap(({ caughtUp }) => caughtUp));
  console.log(
    `${done} acts (${commands} commands) in ${hours.toFixed(1)} hours of half-days, played in ${minutes} min; caught up after ${(slowest / 1_000).toFixed(1)} s at most; seed ${seed}.`,
  );
  return rounds.some((round) => faultsOf(round).length > 0) ? 1 : 0;
});
