import { parseArgs } from "node:util";
import { CommandError } from "#scripts/command-error.ts";
import { runScript } from "#scripts/run-script.ts";
import { printTold } from "./simulate/print-told.ts";
import { printTablets } from "./simulate/tablets/print-tablets.ts";

/** Acts that `tablets` plays where nothing else is asked. */
const ACTS = 200_000;

/**
 * `npm run simulate -- told`: what messages would do for a thousand appointments, under the assumptions that it prints.
 * `npm run simulate -- tablets`: tablets, server, kiosk and telephones in one process, through whatever may happen to them. `--acts`: how many
 * acts at least; `--seed`: the first seed, and with `--once` the only one.
 */
await runScript(async () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      acts: { type: "string", default: String(ACTS) },
      seed: { type: "string", default: "1" },
      once: { type: "boolean", default: false },
    },
  });
  const [acts, seed] = [Number(values.acts), Number(values.seed)];
  if (![acts, seed].every((figure) => Number.isSafeInteger(figure) && figure > 0))
    throw new CommandError("--acts and --seed are whole numbers from 1 on.");
  switch (positionals[0]) {
    case "told":
      return printTold();
    case "tablets":
      return printTablets({ seed, ...(values.once ? { halfDays: 1 } : { acts }) });
    default:
      throw new CommandError("Say what to simulate: npm run simulate -- told, or npm run simulate -- tablets");
  }
});
