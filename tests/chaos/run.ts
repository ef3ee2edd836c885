import { parseArgs } from "node:util";
import { CommandError } from "#scripts/command-error.ts";
import { runScript } from "#scripts/run-script.ts";
import { prepareBrowser } from "#tests/support/browser.ts";
import { FAULTS, type FaultName } from "#tests/rig/faults.ts";
import { wholeNumber } from "#tests/rig/whole-number.ts";
import { playChaos, type Options } from "./chaos.ts";
import { tableOf } from "./table.ts";
import { brokenBounds } from "./verdict.ts";

const EXAMPLE = "npm run chaos -- --rounds 2 --faults freeze,screen --freeze 15 --seed 3 --together 2";

/**
 * `npm run chaos`: faults in the middle of acts, before four screens of a real browser. Exits with 1 if a bound was
 * broken.
 */
await runScript(async () => {
  const options = asked();
  await prepareBrowser();
  console.log(
    `${options.rounds} rounds of each: ${options.faults.join(", ")}; ${options.together} at once; seed ${options.seed}.`,
  );
  const { rounds, skipped, failed, kept } = await playChaos(options, (sentence) => console.log(sentence));
  console.log(`\n${tableOf(rounds)}\n\nseed ${options.seed}`);
  for (const sentence of [...skipped, ...failed]) console.log(sentence);
  if (kept !== undefined) console.log(`Pictures and timelines of the rounds that broke a bound: ${kept}`);
  return failed.length > 0 || rounds.some((round) => brokenBounds(round).length > 0) ? 1 : 0;
});

function asked(): Options {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    options: {
      rounds: text,
      faults: text,
      seed: text,
      freeze: text,
      together: text,
      forgetful: { type: "boolean" },
      "keep-all": { type: "boolean" },
    },
  });
  const number = (name: "rounds" | "seed" | "freeze" | "together", usual: number): number =>
    wholeNumber(name, values[name], { usual, example: EXAMPLE });
  const faults = values.faults?.split(",") ?? Object.keys(FAULTS);
  const unknown = faults.find((name) => !Object.hasOwn(FAULTS, name));
  if (unknown !== undefined)
    throw new CommandError(`There is no fault “${unknown}”. Those there are: ${Object.keys(FAULTS).join(", ")}.`);
  return {
    faults: faults as readonly FaultName[],
    rounds: number("rounds", 20),
    seed: number("seed", 1),
    freeze: number("freeze", 60) * 1_000,
    together: number("together", 3),
    forgetful: values.forgetful ?? false,
    keepAll: values["keep-all"] ?? false,
  };
}
