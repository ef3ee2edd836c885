import { runScript } from "#scripts/run-script.ts";
import { runJest } from "#tests/support/jest.ts";

/** An hour for one property: nothing here is measured. */
const PATIENCE = "--testTimeout=3600000";

/** `npm run explore -- 50`: looks for what breaks a property of the core, fifty times as long as `npm test` does. */
await runScript(async () => {
  const [times = "50", ...words] = process.argv.slice(2);
  return runJest("unit", [PATIENCE, ...words], { EXPLORE: times });
});
