import { startEmbedded } from "#scripts/embedded-database.ts";
import { runScript } from "#scripts/run-script.ts";
import { chosenPort, serve } from "#scripts/serve.ts";

/**
 * A command that serves an installation as `npm start` does, until it is stopped. Its words: the data folder, and the port
 * of the database.
 */
await runScript(async () => {
  const port = await chosenPort();
  const [folder = "", databasePort] = process.argv.slice(2);
  const database = await startEmbedded({ folder, port: Number(databasePort) });
  const served = await serve("start", port, { DATABASE_URL: `${database.serverUrl}permanences`, APP_ENV: "test" });
  console.log(`Permanences runs on ${served.url}.`);
  return (await served.end).code;
});
