import { refuseWithoutBrowser } from "#tests/support/browser.ts";
import { runJest } from "#tests/support/jest.ts";
import { runScript } from "#scripts/run-script.ts";

/** `npm run test:unit -- pattern`: one layer once, in this machine's zone. */
await runScript(async () => {
  const [layer = "unit", ...words] = process.argv.slice(2);
  if (layer === "e2e") await refuseWithoutBrowser();
  // One browser journey at a time: two cores serve the application, the database and the browser.
  return runJest(layer, [...(layer === "e2e" ? ["--runInBand"] : []), ...words]);
});
