import { environment } from "#lib/server/env.ts";
import { buildWhenChanged } from "./build-application.ts";
import { refuseFailures } from "./checks/refuse-failures.ts";
import { dataFolder } from "./database.ts";
import { firstStart } from "./first-start.ts";
import { refuseSecondApplication } from "./one-application.ts";
import { prepareDatabase } from "./prepare-database.ts";
import { runScript } from "./run-script.ts";
import { applicationOn, chosenPort, whenWell } from "./serve.ts";
import { settingsOf } from "./settings.ts";
import { keepDatabase } from "./supervisor/keep-database.ts";
import { supervise } from "./supervisor/supervise.ts";

/**
 * `npm start`: makes the checks, brings the database up to date, serves the application in production and keeps both
 * running. While nobody has set the installation up it prints the address at which that is done.
 */
await runScript(async () => {
  const database = await refuseFailures({ command: "start", purpose: "production", environment, folder: dataFolder() });
  await refuseSecondApplication(database);
  const databaseFails = keepDatabase(database);
  const settings = await settingsOf(database, "production");
  if (database.folder) {
    console.log(`The database is the embedded one, meant for a single machine. Everything is in ${database.folder}.`);
    console.log(
      "A backup is made each night; npm run doctor says where it lies, and whether it would be lost with this machine.",
    );
  }
  await prepareDatabase(database, "production");
  await buildWhenChanged();
  const port = await chosenPort();
  const application = applicationOn(port, settings);
  await application.start();
  const applicationFails = supervise(application);
  await Promise.race([whenWell(port, settings), databaseFails, applicationFails]);
  const toSetUp = await firstStart(database.url, settings["APP_SECRET"] ?? "", environment["APP_URL"] ?? "");
  console.log([`Permanences runs on ${application.url}.`, ...toSetUp].join("\n"));
  return Promise.race([databaseFails, applicationFails]);
});
