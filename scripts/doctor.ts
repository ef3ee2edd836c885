import { environment } from "#lib/server/env.ts";
import { hasFailed, linesOf, runChecks } from "./checks/run-checks.ts";
import { dataFolder } from "./database.ts";
import { runScript } from "./run-script.ts";
import { purposeOf } from "./settings.ts";

/**
 * `npm run doctor`: prints what every check before a start finds, at any time, and ends with 1 when one fails. It
 * checks for production, or for APP_ENV when that is given. It changes and starts nothing: of an embedded database that
 * does not run it says so, and leaves out what would be asked there.
 */
await runScript(async () => {
  const purpose = purposeOf(environment["APP_ENV"]);
  const { findings } = await runChecks({ command: "doctor", purpose, environment, folder: dataFolder() });
  console.log(`Checked for APP_ENV=${purpose}:\n`);
  console.log(linesOf(findings).join("\n"));
  return hasFailed(findings) ? 1 : 0;
});
