import { openSync } from "node:fs";
import { join } from "node:path";
import { environment } from "#lib/server/env.ts";
import { buildWhenChanged } from "./build-application.ts";
import { refuseFailures } from "./checks/refuse-failures.ts";
import { CommandError } from "./command-error.ts";
import { dataFolder } from "./database.ts";
import { refuseSecondApplication } from "./one-application.ts";
import { prepareDatabase } from "./prepare-database.ts";
import { printAddresses } from "./demo-addresses.ts";
import { runScript } from "./run-script.ts";
import { seedDemo } from "./seed-demo.ts";
import { applicationOn, chosenPort, whenWell } from "./serve.ts";
import { settingsOf } from "./settings.ts";
import { keepDatabase } from "./supervisor/keep-database.ts";
import { supervise } from "./supervisor/supervise.ts";

/**
 * Milliseconds between two heartbeats of the colleague at table 1. After three minutes without one the line counts as
 * offline (docs/without-network.md#offline).
 */
const HEARTBEAT_EVERY = 60_000;

/**
 * `npm run demo`: a real database, the demo's data, the built application, both kept running, and the addresses to
 * open.
 */
await runScript(async () => {
  const port = await chosenPort();
  console.log("Preparing the database and the application. The first time takes a minute or two.");
  const database = await refuseFailures({ command: "demo", purpose: "demo", environment, folder: dataFolder() });
  await refuseSecondApplication(database);
  const databaseFails = keepDatabase(database);
  const settings = await settingsOf(database, "demo");
  const [addresses] = await Promise.all([
    prepareDatabase(database, "demo").then(() => seedDemo(settings)),
    buildWhenChanged(),
  ]);
  const log = join(dataFolder(), "demo.log");
  const application = applicationOn(port, settings, openSync(log, "w", 0o600));
  await application.start().catch(pointingTo(log));
  const applicationFails = supervise(application);
  await Promise.race([whenWell(port, settings), databaseFails, applicationFails]);
  printAddresses(application.url, addresses, dataFolder(), log);
  await sendHeartbeats(settings, addresses.permanence);
  return Promise.race([databaseFails, applicationFails]);
});

/** Adds to an error where the application said why. */
function pointingTo(log: string) {
  return (error: Error) => {
    throw new CommandError(`${error.message} What it said is in ${log}.`);
  };
}

/** Sends the heartbeats of the colleague at table 1, whose tablet does not exist. */
async function sendHeartbeats(settings: object, permanence: string): Promise<void> {
  Object.assign(environment, settings);
  const { recordHeartbeat } = await import("#lib/server/queue/line-exchange.ts");
  setInterval(
    () =>
      void recordHeartbeat(permanence).catch((error: unknown) =>
        console.error("The demo's line could not be kept alive.", error),
      ),
    HEARTBEAT_EVERY,
  );
}
