import { environment } from "#lib/server/env.ts";
import { buildWhenChanged } from "./build-application.ts";
import { refuseFailures } from "./checks/refuse-failures.ts";
import { DATA_FOLDER } from "./database.ts";
import { prepareDatabase } from "./prepare-database.ts";
import { runScript } from "./run-script.ts";
import { chosenPort, serve } from "./serve.ts";
import { settingsOf } from "./settings.ts";

/** `npm start`: makes the checks, brings the database up to date and serves the application in production. */
await runScript(async () => {
  const database = await refuseFailures({ command: "start", purpose: "production", environment, folder: DATA_FOLDER });
  const settings = await settingsOf(database, "production");
  if (database.folder) {
    console.log(`The database is the embedded one, meant for a single machine. Everything is in ${database.folder}.`);
    console.log(
      `Its backup is yours to make: stop the application, then copy that folder whole to another machine, for example: tar -czf /backup/permanences.tgz ${database.folder}`,
    );
  }
  await prepareDatabase(database, "production");
  await buildWhenChanged();
  const served = await serve("start", await chosenPort(), settings);
  console.log(`Permanences runs on ${served.url}.`);
  return (await served.end).code;
});
