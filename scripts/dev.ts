import { environment } from "#lib/server/env.ts";
import { refuseFailures } from "./checks/refuse-failures.ts";
import { dataFolder } from "./database.ts";
import { refuseSecondApplication } from "./one-application.ts";
import { prepareDatabase } from "./prepare-database.ts";
import { printAddresses } from "./demo-addresses.ts";
import { runScript } from "./run-script.ts";
import { seedDemo } from "./seed-demo.ts";
import { chosenPort, serve } from "./serve.ts";
import { settingsOf } from "./settings.ts";
import { keepDatabase } from "./supervisor/keep-database.ts";

/** `npm run dev`: the application from its sources, on the demo's data; a saved file shows at once. */
await runScript(async () => {
  const port = await chosenPort();
  const database = await refuseFailures({ command: "demo", purpose: "demo", environment, folder: dataFolder() });
  await refuseSecondApplication(database);
  const databaseFails = keepDatabase(database);
  await prepareDatabase(database, "demo");
  const settings = await settingsOf(database, "demo");
  const addresses = await seedDemo(settings);
  const served = await serve("dev", port, settings);
  printAddresses(served.url, addresses, dataFolder());
  return Promise.race([databaseFails, served.end.then(({ code }) => code)]);
});
