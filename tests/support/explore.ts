import { runScript } from "#scripts/run-script.ts";
import { runJest } from "#tests/support/jest.ts";

const HOUR = 3_600_000;

/** `npm run explore -- 50`: tries each property of the core fifty times as often as `npm test` does. */
await runScript(async () => {
  const [times = "50", ...words] = process.argv.slice(2);
  return runJest("unit", words, {
    settings: { PROPERTY_TIMES: times, PROPERTY_SEED: "random" },
    testTimeout: HOUR,
    most: 24 * HOUR,
  });
});
