import { runScript } from "#scripts/run-script.ts";
import { runJest } from "./jest.ts";

const HOUR = 3_600_000;

/** Changes values of right calls of the API. */
const API = "tests/server/api/mutated-calls.test.ts";

/**
 * `npm run explore -- 50`: tries each property of the core fifty times as often as `npm test` does, or those of the
 * modules that follow. `npm run explore -- api`: makes 20,000 calls with changed values, of which none may be a fault
 * of the server.
 */
await runScript(async () => {
  const [first = "50", ...rest] = process.argv.slice(2);
  const [times, words] = Number.isNaN(Number(first)) ? ["50", [first, ...rest]] : [first, rest];
  const isApi = words[0] === "api";
  return runJest(isApi ? "server" : "unit", isApi ? [API] : words, {
    settings: { PROPERTY_TIMES: times, PROPERTY_SEED: "random" },
    testTimeout: HOUR,
    most: 24 * HOUR,
  });
});
